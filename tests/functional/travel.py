#!/usr/bin/env python3
"""Time travel: recorded histories through today's rules, and the archive through today's readers."""
import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import unittest

from discovery import BASELINE, rss
from nginx import Nginx
from world import CHANGED_PAGE, EXCLUSIVE, PAGE, ROYALTY, SHARED, World, statement, until


class Replay(World):
    def replay(self, *args, expect):
        return json.loads(self.tool("replay", "--json", *args, expect=expect).stdout)

    def watch_changes(self, *pages):
        """An archive of our own with these editions of one page."""
        self.watch()
        for page in pages:
            self.site.put("/terms", page)
            self.tool("check")

    def test_own_archive(self):
        """What was told is what the archive would tell."""
        self.watch_changes(PAGE, PAGE, CHANGED_PAGE)
        (told,), (replayed,) = self.findings(), self.replay(expect=1)
        for key in ("source", "url", "topic", "verdict", "facets", "old", "new", "why"):
            self.assertEqual(replayed["finding"][key], told[key], key)
        self.assertEqual(replayed["finding"]["time"][:19], told["time"][:19])

    def test_items_of_a_feed(self):
        """Statements that a feed led to: the terms they changed, told by the first of two sites."""
        (self.state / "baselines").mkdir(parents=True)
        (self.state / "baselines" / "tarn.baseline").write_text(BASELINE)
        amendment = statement([SHARED, ROYALTY.replace("12%", "8%")])
        self.watch("/feed", Kind="feed", Baseline="tarn")
        self.site.put("/feed", rss([]))
        self.tool("check", expect=0)
        for path in ("/here", "/there"):
            self.site.put(path, amendment)
        self.site.put("/feed", rss([self.site.url("/here"), self.site.url("/there")]))
        self.tool("check", expect=1)
        told, replayed = self.findings(), [step["finding"] for step in self.replay(expect=1)]
        self.assertEqual([len(finding["also"]) for finding in told], [1, 1])
        for key in ("term", "verdict", "old", "new"):
            self.assertEqual({f[key] for f in replayed}, {f[key] for f in told}, key)
        self.assertEqual(len(replayed), 2)

    def test_against(self):
        """Other settings on the same history, and back."""
        self.watch_changes(PAGE, CHANGED_PAGE)
        before, after = self.dir / "before.tsv", self.dir / "after.tsv"
        before.write_text(self.tool("replay", "--tsv", expect=0).stdout)
        self.assertIn("0 alerts would appear, 0 would vanish",
                      self.tool("replay", "--against", str(before), expect=0).stdout)
        self.watch(Topics="revenue-share")
        said = self.tool("replay", "--against", str(before), expect=1).stdout
        self.assertIn("0 alerts would appear, 1 would vanish", said)
        self.assertRegex(said, r"would vanish: \S+Z \S+/terms \S+Z \S+/terms exclusivity changed")
        after.write_text(self.tool("replay", "--tsv", expect=0).stdout)
        self.watch()
        said = self.tool("replay", "--against", str(after), expect=1).stdout
        self.assertIn("1 alert would appear, 0 would vanish", said)
        self.assertIn("Exclusivity changed", said)


class Wget(World):
    """Files that wget wrote, of pages that nginx sent: compressed or not, seen again, gone."""

    def setUp(self):
        super().setUp()
        if shutil.which("wget") is None:
            self.skipTest("wget is not installed")
        self.nginx = Nginx("location = /moved { return 301 /terms.html; }")
        self.addCleanup(self.nginx.close)
        self.warcs = self.dir / "warcs"
        self.warcs.mkdir()

    def fetch(self, page, *options, path="/terms.html"):
        """Puts the page, or takes it away, and has wget fetch it into a file of its own."""
        if page is None:
            (self.nginx.dir / "www/terms.html").unlink()
        else:
            self.nginx.put("/terms.html", page)
        name = f"{len(list(self.warcs.glob('*.warc*'))):02}"
        subprocess.run(["wget", "-q", "-O", "/dev/null", f"--warc-file={name}", "--warc-cdx", *options,
                        self.nginx.url(path)], cwd=self.warcs)

    def crawl(self):
        self.fetch(PAGE)
        self.fetch(PAGE, "--warc-dedup=00.cdx")
        self.fetch(PAGE.replace("May 4", "May 5"), "--compression=auto")
        self.fetch(CHANGED_PAGE, "--compression=auto", "--no-warc-compression", path="/moved")
        self.fetch(None)
        self.fetch(CHANGED_PAGE.replace("May 4", "May 6"), "--no-warc-compression")
        self.fetch(PAGE)

    def test_history(self):
        self.crawl()
        said = self.tool("replay", str(self.warcs), expect=1)
        self.assertIn("versions: 7, passed over: 1, findings: 2", said.stdout)
        self.assertIn("HTTP 404", said.stderr)
        steps = json.loads(self.tool("replay", "--json", str(self.warcs), expect=1).stdout)
        self.assertEqual([(s["finding"]["old"], s["finding"]["new"]) for s in steps],
                         [(EXCLUSIVE, SHARED), (SHARED, EXCLUSIVE)])
        self.assertEqual({s["finding"]["url"] for s in steps}, {self.nginx.url("/terms.html")})

    def test_packing(self):
        """One gzip member for all, or none at all, tells the same."""
        self.crawl()
        want = self.tool("replay", "--tsv", str(self.warcs), expect=0).stdout
        files = [path.read_bytes() for path in sorted(self.warcs.glob("*.warc*"))]
        plain = b"".join(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in files)
        for name, data in (("plain.warc", plain), ("whole.warc.gz", gzip.compress(plain))):
            path = self.dir / name
            path.write_bytes(data)
            self.assertEqual(self.tool("replay", "--tsv", str(path), expect=0).stdout, want, name)

    def test_settings_of_a_source(self):
        self.crawl()
        self.watch(Select="article")
        self.assertIn("findings: 2", self.tool("replay", "--source", "brackwater", str(self.warcs), expect=1).stdout)
        self.watch(Select=".no-such-part")
        self.assertIn("findings: 0", self.tool("replay", "--source", "brackwater", str(self.warcs), expect=0).stdout)

    def test_what_is_no_history(self):
        empty, text = self.dir / "empty", self.dir / "notes.txt"
        empty.mkdir()
        text.write_text("not a WARC file\n")
        for path, words in ((empty, "nothing to replay"), (text, "no WARC file"), (self.dir / "nowhere", "cannot read")):
            done = self.tool("replay", str(path), expect=2)
            self.assertIn(words, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)


class Reread(World):
    def as_if_read_before(self, *statements):
        """The store as earlier readers left it."""
        with sqlite3.connect(self.state / "pactwatch.db") as store:
            store.execute("UPDATE capture SET reader = 'an earlier one'")
            for statement in statements:
                store.execute(statement)
        store.close()

    def reread(self, expect):
        return json.loads(self.tool("reread", "--json", expect=expect).stdout)

    def test_overlooked(self):
        """What the readers before did not see is listed, told to nobody, and no news later."""
        self.put_before(PAGE, CHANGED_PAGE)
        self.tool("check", expect=1)
        self.as_if_read_before("DELETE FROM outbox", "DELETE FROM finding")
        self.assertEqual(self.findings(), [])
        again = self.reread(expect=1)
        self.assertEqual((again["pages"], len(again["findings"]), again["ended"]), (1, 1, 0))
        (finding,) = self.findings()
        self.assertEqual((finding["class"], finding["verdict"]), ("re-read", "changed"))
        self.assertIn("re-read", self.tool("log").stdout)
        self.assertEqual(self.status()["outbox"], 0)
        self.assertEqual(self.reread(expect=0)["pages"], 0)
        self.site.put("/terms", CHANGED_PAGE.replace("May 4", "May 5"))
        self.tool("check", expect=0)
        self.tool("accept", str(finding["id"]), expect=0)

    def test_seen_otherwise(self):
        """What they saw and these do not has ended, and nobody hears that it went back."""
        self.put_before(PAGE, CHANGED_PAGE)
        self.tool("check", expect=1)
        self.as_if_read_before("UPDATE finding SET new_text = 'They part ways.'")
        again = self.reread(expect=1)
        self.assertEqual((again["pages"], len(again["findings"]), again["ended"]), (1, 1, 1))
        self.site.put("/terms", PAGE)
        self.tool("check", expect=1)  # that is news: the words did change
        self.assertEqual([f["class"] for f in self.findings()], ["told", "re-read", "told"])

    def test_the_daemon_says_that_it_is_due(self):
        if os.path.exists("/run/systemd/journal/socket"):
            self.skipTest("the journal of this machine takes the daemon's lines")
        self.put_before(PAGE, PAGE)
        self.as_if_read_before()
        daemon = self.start()
        until(lambda: "1 page was read by an earlier version" in daemon.log.read_text(), "the daemon says so")


if __name__ == "__main__":
    unittest.main()
