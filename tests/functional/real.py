#!/usr/bin/env python3
"""The programs against nginx: each way a page fails, moves, speaks, and what a feed brings."""
import os
import unittest

from discovery import BASELINE
from nginx import Nginx
from world import EXCLUSIVE, PAGE, ROYALTY, SHARED, World, statement, until

SOURCE_FAILED = "e6af71fca21747758ce874db2e6660ef"
SOURCE_RECOVERED = "d5f513a8f8b7469d97949863c28bd30d"

LOCATIONS = """
  location = /gone { return 410; }
  location = /missing { return 404; }
  location = /busy { return 429; }
  location = /down { return 503; }
  location = /guarded { add_header cf-mitigated challenge always; return 403 "Just a moment..."; }
  location = /moved { return 301 /terms; }
  location = /round { return 302 /round; }
  location = /slow { limit_rate 1k; }
  location = /picture { default_type image/png; }
  location = /latin { default_type "text/html; charset=windows-1252"; }
  location = /japanese { default_type "text/html; charset=Shift_JIS"; }
  location = /wide { default_type text/html; }
  location = /wrong { default_type "text/html; charset=utf-8"; }
  location = /feed { default_type application/atom+xml; }
"""

UNAVAILABLE = """<!doctype html><title>Brackwater</title><h1>This page isn't available</h1>
<p>The link may be broken, or the page may have been removed.</p>"""
CONSENT = """<!doctype html><title>Before you continue to Brackwater</title><body><div role="dialog">
<h1>Before you continue</h1><p>We use cookies and data to deliver and maintain our services, track
outages and measure audience engagement. If you choose to accept all, we will also use cookies and
data to show personalised content and ads.</p><button>Reject all</button><button>Accept all</button>
</div></body>"""
CHALLENGE = """<!doctype html><title>Just a moment...</title><body><h1>brackwater.example</h1>
<p>Checking your browser before accessing the site. Enable JavaScript and cookies to continue.</p>
</body>"""

# failure -> where it is met, and with which settings
FAILURES = {
    "dns": dict(URL="http://nowhere.invalid/"),
    "connect": dict(URL="http://127.0.0.1:1/"),
    "tls": dict(URL="https://127.0.0.1:{tls}/terms"),
    "timeout": dict(path="/slow", Timeout="1s"),
    "client-error": dict(path="/missing"),
    "server-error": dict(path="/down"),
    "redirect": dict(path="/round"),
    "challenge": dict(path="/challenge"),
    "consent": dict(path="/consent"),
    "error-page": dict(path="/unavailable"),
    "selector": dict(path="/terms", Select=".no-such-part"),
    "empty": dict(path="/empty"),
    "too-large": dict(path="/large"),
    "unreadable": dict(path="/picture"),
}


def feed(urls):
    entries = "".join(f"<entry><id>{url}</id><title>News</title><link href='{url}'/></entry>" for url in urls)
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{entries}</feed>"


class Real(World):
    @classmethod
    def setUpClass(cls):
        cls.nginx = Nginx(LOCATIONS)
        pages = {"/terms": PAGE, "/unavailable": UNAVAILABLE, "/consent": CONSENT, "/challenge": CHALLENGE,
                 "/empty": "", "/large": b"<p>" + bytes(17 << 20), "/slow": PAGE + " " * 200000,
                 "/picture": bytes(range(256)) * 8}
        for path, page in pages.items():
            cls.nginx.put(path, page)

    @classmethod
    def tearDownClass(cls):
        cls.nginx.close()

    def watch(self, path="/terms", **keys):
        super().watch(**{"URL": self.nginx.url(path), **keys})

    def source(self):
        (source,) = self.status()["sources"]
        return source

    def test_failures(self):
        """Each class by its name, the first time and again; no finding ever."""
        for failure, case in FAILURES.items():
            with self.subTest(failure):
                keys = {key: value.replace("{tls}", str(self.nginx.tls_port)) for key, value in case.items()}
                self.watch(**keys)
                for times in (1, 2):
                    self.tool("check", expect=2)
                    source = self.source()
                    self.assertEqual((source["failure"], source["failures"], source["state"]),
                                     (failure, times, "failing"))
                self.assertTrue(source["failure_detail"])
        self.assertEqual(self.findings(), [])

    def test_statuses(self):
        for path, failure in (("/gone", "client-error"), ("/busy", "client-error"), ("/guarded", "challenge")):
            self.watch(path)
            self.tool("check", expect=2)
            self.assertEqual(self.source()["failure"], failure, path)

    def test_flip_flop(self):
        """A page that is an error page every other time: no alert, and one notice of it."""
        self.nginx.put("/flip", PAGE)
        self.watch("/flip")
        notices = {SOURCE_FAILED: 0, SOURCE_RECOVERED: 0}
        for i in range(100):
            self.nginx.put("/flip", UNAVAILABLE if i % 2 else PAGE)
            said = self.tool("check", expect=2 if i % 2 else 0).stderr
            for notice in notices:
                notices[notice] += said.count(notice)
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.status()["checks_failed"], 50)
        if not os.path.exists("/run/systemd/journal/socket"):
            self.assertEqual(notices, {SOURCE_FAILED: 1, SOURCE_RECOVERED: 1})

    def test_consent_wall(self):
        """It hides the terms for a while; they are neither removed nor news when they come back."""
        self.nginx.put("/walled", PAGE)
        self.watch("/walled")
        self.tool("check", expect=0)
        for page, status in ((CONSENT, 2), (CONSENT, 2), (PAGE, 0), (PAGE, 0)):
            self.nginx.put("/walled", page)
            self.tool("check", expect=status)
        self.assertEqual(self.findings(), [])

    def test_moved_and_gone(self):
        self.watch("/moved")
        self.tool("check", expect=0)
        self.assertEqual(self.source()["moved_to"], self.nginx.url("/terms"))
        self.assertIn("MOVED", self.tool("status", expect=0).stdout)
        self.tool("check", expect=0)
        self.assertEqual(self.findings(), [])
        self.watch("/terms")
        self.tool("check", expect=0)
        self.assertIsNone(self.source()["moved_to"])

    def test_unchanged(self):
        """By the server's own validators, over its compression."""
        self.nginx.put("/still", PAGE)
        self.watch("/still")
        for _ in range(3):
            self.tool("check", expect=0)
        self.assertEqual([status for path, status in self.nginx.asked() if path == "/still"], [200, 304, 304])

    def test_charsets(self):
        """The same words in another charset are no change, and a change is told in the right letters."""
        quoted, japanese = "Brackwater’s “Côte” controllers", "株式会社タルン"
        cases = [("/latin", "windows-1252", quoted), ("/japanese", "shift_jis", japanese), ("/wide", "utf-16", quoted),
                 ("/wide", "utf-16", japanese), ("/wrong", "windows-1252", quoted)]
        for i, (path, charset, name) in enumerate(cases):
            with self.subTest(path=path, charset=charset):
                self.state = self.dir / f"state-{i}"
                (self.state / "sources.d").mkdir(parents=True)
                old, new = (statement([f"{name}: {term}"], about=name).replace('<meta charset="utf-8">', "").replace("©", "(c)")
                            for term in (EXCLUSIVE, SHARED))
                self.watch(path)
                self.nginx.put(path, old.encode(charset))
                self.tool("check", expect=0)
                self.nginx.put(path, old.replace("May 4", "May 5").encode(charset))
                self.tool("check", expect=0)
                self.nginx.put(path, new.encode(charset))
                self.tool("check", expect=1)
                (finding,) = self.findings()
                self.assertIn(name, finding["new"])

    def test_amendment_in_a_feed(self):
        """Critical with the first check of the feed, and each term it changes is named."""
        (self.state / "baselines").mkdir(parents=True)
        (self.state / "baselines" / "tarn.baseline").write_text(BASELINE)
        self.nginx.put("/feed", feed([]))
        self.watch("/feed", Kind="feed", Baseline="tarn")
        self.tool("check", expect=0)
        self.nginx.put("/amendment.html", statement([SHARED, ROYALTY.replace("12%", "8%")]))
        self.nginx.put("/feed", feed([self.nginx.url("/amendment.html")]))
        said = self.tool("check", expect=1)
        told = {(f["term"], f["verdict"]) for f in self.findings()}
        self.assertEqual(told, {("distribution", "changed"), ("royalty", "changed")})
        if not os.path.exists("/run/systemd/journal/socket"):
            for term in ("distribution", "royalty"):
                self.assertRegex(said.stderr, rf'priority="?2"? .*pact_term="{term}"')

    def test_a_failure_that_lasts(self):
        """Said by whoever meets it first, the daemon or a check by hand, and not again."""
        self.watch("/down")
        daemon = self.start()
        until(lambda: self.status()["checks_failed"] >= 1, "the check fails")
        self.tool("check", expect=2)
        self.assertGreaterEqual(self.source()["failures"], 2)
        if not os.path.exists("/run/systemd/journal/socket"):
            self.assertEqual(daemon.log.read_text().count(SOURCE_FAILED), 1)


if __name__ == "__main__":
    unittest.main()
