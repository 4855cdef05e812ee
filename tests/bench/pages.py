"""Generates the benchmark's pages: partnership news of invented companies, 30 to 120 KB of HTML
each, half of it the navigation, scripts and side matter real pages carry. The same number gives
the same bytes."""

import random

COMPANIES = ["Halden Grid", "Tamarack Labs", "Corvid Systems", "Osier Cloud", "Perrin Vale"]
TOPICS = ["inference capacity", "the research programme", "regional data centres", "model evaluations",
          "the developer portal", "joint engineering teams", "customer support", "energy supply"]
COMMITMENTS = [
    "{a} holds an exclusive license to {b}'s models for use in {t} until {year}.",
    "{b} will pay {a} {percent} percent of the revenue it earns from {t}.",
    "{a} remains the primary provider of {t} for {b}, which may turn to others for the rest.",
    "The revenue share of {percent}% ends in {year}, subject to a total cap agreed by {a} and {b}.",
]
NARRATIVE = [
    "Work on {t} continued through the quarter, with teams from {a} and {b} in four countries.",
    "{a} said that demand for {t} had grown faster than either company planned for in {year}.",
    "Customers of {b} will see no difference in how {t} is delivered or supported.",
    "The two companies have worked on {t} since {year}, and publish their progress each spring.",
    "Independent auditors reviewed {t}; their report is available on request.",
]


def sentence(rng, patterns):
    a, b = rng.sample(COMPANIES, 2)
    return rng.choice(patterns).format(a=a, b=b, t=rng.choice(TOPICS), year=rng.randint(2027, 2034),
                                       percent=rng.randint(5, 40))


def paragraph(rng):
    sentences = [sentence(rng, NARRATIVE) for _ in range(rng.randint(2, 5))]
    if rng.random() < 1 / 6:
        sentences.insert(1, sentence(rng, COMMITMENTS))
    return f'<p class="body-{rng.randrange(7)} text">{" ".join(sentences)}</p>\n'


def link(rng):
    return (f'<li class="nav-item"><a class="link" href="/news/{rng.randrange(10**6)}">'
            f"{rng.choice(TOPICS)}</a></li>\n")


def setting(rng):
    return f'"k{rng.randrange(10**6)}": "{rng.randrange(10**12):x}", '


def pieces(make, rng, size):
    """Pieces of `size` bytes together."""
    made = []
    length = 0
    while length < size:
        made.append(make(rng))
        length += len(made[-1])
    return made


def page(number, edition=0):
    """Page `number`, half of it the article; another edition differs in its first paragraph."""
    rng = random.Random(number)
    size = rng.randint(30, 120) * 1024
    script = "".join(pieces(setting, rng, size // 4))
    menu, related = ("".join(pieces(link, rng, size // 8)) for _ in range(2))
    body = pieces(paragraph, rng, size // 2)
    if edition:
        body[0] = f"<p>{sentence(rng, COMMITMENTS)}</p>\n"
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>Update {number}</title>\n"
            f"<script>var config = {{{script}}};</script></head>\n"
            f"<body><header><nav><ul>{menu}</ul></nav></header>\n"
            f'<main><article><h1>Update {number}</h1>\n{"".join(body)}</article></main>\n'
            f"<aside><ul>{related}</ul></aside>"
            f"<footer>All rights reserved.</footer></body></html>\n")


def write(folder, numbers, edition=0):
    for number in numbers:
        (folder / f"p{number}.html").write_text(page(number, edition), encoding="utf-8")
