#!/usr/bin/env python3
"""Pages that scripts build, in a real Chromium: what they say is found, and what they do is bounded."""
import os
import pathlib
import unittest

from world import EXCLUSIVE, PAGE, ROYALTY, SHARED, World, skip, statement, until

BROWSER = "/usr/bin/chromium"
SHELL = """<!doctype html><html lang="en"><head><title>Update</title></head><body><div id="root"></div>
<script>fetch("/api").then(r => r.text()).then(t => { document.getElementById("root").outerHTML = t })</script></body></html>"""
HANGS = "<!doctype html><title>Update</title><p>Text</p><script>for (;;) {}</script>"
MOVES = "<!doctype html><title>Update</title><script>setTimeout(() => { location = '/shell' }, 100)</script>"
NEVER_QUIET = SHELL.replace("<script>", "<script>fetch('/slow');")


class Rendered(World):
    def setUp(self):
        super().setUp()
        self.dir.chmod(0o755)  # the browser is nobody's where root runs it
        os.environ["TMPDIR"] = str(self.dir / "tmp")
        (self.dir / "tmp").mkdir()
        (self.dir / "tmp").chmod(0o1777)
        self.addCleanup(os.environ.pop, "TMPDIR")

    def tearDown(self):
        """No profile and no process is left of any browser."""
        mine = str(self.dir).encode()
        until(lambda: not list((self.dir / "tmp").iterdir()), "the profiles are removed")
        until(lambda: not [p for p in pathlib.Path("/proc").glob("[0-9]*/cmdline") if mine in read(p)], "all are gone")

    def put_api(self, terms):
        page = statement(terms)
        self.site.put("/api", page[page.index("<main>"):page.index("<footer>")])

    def asked(self):
        return [path for path, _ in self.site.requests]

    def test_a_statement_changes(self):
        self.site.put("/shell", SHELL, etag=True)
        self.put_api([EXCLUSIVE, ROYALTY])
        self.watch("/shell", Render="browser")
        self.tool("check", expect=0)
        self.put_api([SHARED, ROYALTY])  # the page that the server sends stays as it is
        self.tool("check", expect=1)
        (finding,) = self.findings()
        self.assertEqual((finding["old"], finding["new"]), (EXCLUSIVE, SHARED))
        self.assertEqual(self.records(), ["warcinfo"] + 2 * ["request", "response", "conversion"])
        self.tool("check", expect=0)
        self.assertEqual(len(self.records()), 7)
        (archive,) = self.state.glob("archive/*.warc.gz")
        replayed = self.tool("replay", "--json", str(archive), expect=1).stdout
        self.assertEqual(replayed.count('"verdict" : "changed"'), 1)

    def test_an_empty_shell(self):
        self.site.put("/shell", SHELL, etag=True)
        self.put_api([EXCLUSIVE, ROYALTY])
        self.watch("/shell")
        self.tool("check", expect=2)
        (source,) = self.status()["sources"]
        self.assertEqual(source["failure"], "empty")
        self.watch("/shell", Render="auto")
        self.tool("check", expect=0)
        self.put_api([SHARED, ROYALTY])
        self.tool("check", expect=1)
        self.assertEqual([f["verdict"] for f in self.findings()], ["changed"])

    def test_a_page_with_text_needs_no_browser(self):
        self.site.put("/terms", PAGE, etag=True)
        self.watch(Render="auto")
        self.config.write_text(self.config.read_text() + "[Fetch]\nBrowser=/nowhere/browser\n")
        self.tool("check", expect=0)
        self.tool("check", expect=0)
        self.assertEqual(self.asked(), ["/terms", "/terms"])

    def test_a_page_leads_to_another(self):
        self.site.put("/moves", MOVES)
        self.site.put("/shell", SHELL)
        self.put_api([EXCLUSIVE, ROYALTY])
        self.watch("/moves", Render="auto")
        self.tool("check", expect=0)
        self.put_api([SHARED, ROYALTY])
        self.tool("check", expect=1)

    def fails(self, failure, *words):
        self.tool("check", expect=2)
        (source,) = self.status()["sources"]
        self.assertEqual(source["failure"], failure, source)
        for word in words:
            self.assertIn(word, source["failure_detail"])

    def test_a_page_hangs(self):
        self.site.put("/terms", HANGS)
        self.watch(Render="browser", Timeout="5s")
        self.fails("timeout", "after 5 s and was killed")

    def test_a_daemon_stops_while_a_page_hangs(self):
        self.site.put("/terms", HANGS)
        self.watch(Render="browser")
        self.start()
        until(lambda: list((self.dir / "tmp").iterdir()), "the browser starts")
        self.end_daemons()

    def test_no_browser(self):
        self.site.put("/terms", PAGE)
        self.watch(Render="browser")
        settings = self.config.read_text()
        self.config.write_text(settings + "[Fetch]\nBrowser=/nowhere/browser\n")
        self.fails("render", "'/nowhere/browser' cannot be started")
        broken = self.dir / "browser"
        broken.write_text("#!/bin/sh\necho 'no display, no sandbox' >&2\nexit 3\n")
        broken.chmod(0o755)
        self.config.write_text(settings + f"[Fetch]\nBrowser={broken}\n")
        self.fails("render", "the browser ended", "no display, no sandbox")

    def test_the_gate(self):
        """What a public page may not have its visitors fetch, it may not have its browser fetch."""
        self.site.put("/terms", PAGE)
        self.watch(Render="browser", AllowPrivate="no")
        self.fails("address")
        self.assertEqual(self.site.requests, [])


def read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    if not os.path.exists(BROWSER):
        skip("chromium is not installed")
    unittest.main()
