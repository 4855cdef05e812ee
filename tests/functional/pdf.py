"""A PDF writer small enough to read: lines of text at places, and a title."""


def text(s):
    return s.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def pdf(pages, title="", trailer=""):
    """`pages` hold lines (x, y, size, text), in points from the lower left corner."""
    n = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(n))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {n}>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    for i, lines in enumerate(pages):
        shown = "\n".join(f"BT /F {size} Tf {x} {y} Td ({text(line)}) Tj ET" for x, y, size, line in lines)
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
                       f"/Contents {5 + 2 * i} 0 R>>")
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
    objects.append(f"<</Title({text(title)})/CreationDate(D:20260504091500Z)>>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R"
           f"/Info {len(objects)} 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n")
    return out + end.encode("latin-1")


def letter(paragraphs, title="", width=70, head="", size=11):
    """Paragraphs as a word processor sets them: wrapped, with a running head and page numbers."""
    pages, lines, y = [], [], 780
    for paragraph in paragraphs:
        words, line = paragraph.split(), ""
        wrapped = []
        for word in words:
            if line and len(line) + 1 + len(word) > width:
                wrapped.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        for row in wrapped + [line]:
            if y < 80:
                pages.append(lines)
                lines, y = [], 780
            lines.append((72, y, size, row))
            y -= size * 1.25
        y -= size * 0.8
    pages.append(lines)
    for number, page in enumerate(pages, 1):
        page.insert(0, (72, 815, 9, head))
        page.append((280, 40, 9, f"Page {number} of {len(pages)}"))
    return pdf(pages, title)
