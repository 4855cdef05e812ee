#!/usr/bin/env python3
"""Statements that are PDFs: one that changes, those that cannot be read, and a worker that dies."""
import pathlib
import shutil
import unittest

import world
from pdf import letter
from world import EXCLUSIVE, PACTWATCH, PACTWATCHD, PAGE, ROYALTY, SHARED, World, skip, until

ABOUT = "Brackwater Systems and Tarn Robotics describe the next phase of the partnership of both companies."
WORKER = pathlib.Path(PACTWATCHD).parent.parent / "worker" / "pactwatch-worker"


def statement(terms):
    return letter(["Update on our work", ABOUT, *terms], title="Update on our work", head="Brackwater Systems")


class Documents(World):
    def put_pdf(self, terms, **headers):
        self.site.put("/terms", statement(terms), Content_Type="application/pdf", **headers)

    def fails(self, failure, *words):
        said = self.tool("check", expect=2)
        (source,) = self.status()["sources"]
        self.assertEqual(source["failure"], failure, said.stdout)
        for word in words:
            self.assertIn(word, source["failure_detail"])

    def test_a_statement_changes(self):
        self.watch()
        self.put_pdf([EXCLUSIVE, ROYALTY])
        self.tool("check", expect=0)
        self.put_pdf(["Both companies look forward to it.", ROYALTY, SHARED])  # moves over a line's end
        self.tool("check", expect=1)
        (finding,) = self.findings()
        self.assertEqual((finding["topic"], finding["verdict"], finding["title"]),
                         ("exclusivity", "changed", "Update on our work"))
        self.assertEqual((finding["old"], finding["new"]), (EXCLUSIVE, SHARED))

    def test_a_replay(self):
        folder = self.dir / "history"
        folder.mkdir()
        for n, terms in enumerate([[EXCLUSIVE], [EXCLUSIVE], [SHARED]]):
            (folder / f"{n}.pdf").write_bytes(statement(terms))
        self.assertEqual(self.tool("replay", "--tsv", str(folder), expect=0).stdout,
                         "1.pdf\t2.pdf\texclusivity\tchanged\n")

    def test_what_cannot_be_read(self):
        """Failed checks, never findings."""
        self.watch()
        self.put_pdf([EXCLUSIVE, ROYALTY])
        self.tool("check", expect=0)
        whole = statement([EXCLUSIVE, ROYALTY])
        locked = whole.replace(b"/Info ", b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(i)(i)]/Info " %
                               (b"o" * 32, b"u" * 32))
        for failure, body, word in [("truncated", whole[:-200], "no end"), ("empty", whole.replace(b"Tj", b"Xx"), "no text"),
                                    ("unreadable", locked, "password"), ("unreadable", b"%PDF-1.4\n%%EOF", "damaged")]:
            with self.subTest(word):
                self.site.put("/terms", body, Content_Type="application/pdf")
                self.fails(failure, word)
        self.assertEqual(self.findings(), [])

    def other_worker(self, script):
        """Programs that find this in the place of their worker."""
        for program in (PACTWATCH, PACTWATCHD):
            copy = self.dir / "bin" / pathlib.Path(program).name
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(program, copy)
        worker = self.dir / "worker" / WORKER.name
        worker.parent.mkdir()
        worker.write_text(f"#!/bin/sh\n{script}\n")
        worker.chmod(0o755)
        for name, program in (("PACTWATCH", PACTWATCH), ("PACTWATCHD", PACTWATCHD)):
            self.addCleanup(setattr, world, name, program)
            setattr(world, name, str(self.dir / "bin" / pathlib.Path(program).name))

    def test_a_worker_dies(self):
        """It takes its check with it, and nothing else: the daemon goes on."""
        self.other_worker("kill -SEGV $$")
        self.watch()
        self.put_pdf([EXCLUSIVE, ROYALTY])
        daemon = self.start()
        until(lambda: self.status()["checks_failed"] == 1, "the check fails")
        self.fails("unreadable", "signal 11")
        self.assertEqual(self.records(), ["warcinfo", "request", "response"])  # kept all the same
        self.site.put("/terms", PAGE)
        self.tool("check", expect=0)
        self.assertIsNone(daemon.poll())

    def test_a_worker_lies(self):
        self.other_worker("head -c 5000 /dev/urandom")
        self.watch()
        self.put_pdf([EXCLUSIVE])
        self.fails("unreadable", "no answer that makes sense")


if __name__ == "__main__":
    if not WORKER.exists():
        skip("built without PDF")
    unittest.main()
