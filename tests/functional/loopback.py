#!/usr/bin/env python3
"""Silence where nothing changed, one alert where a word did, over real HTTP."""
import unittest

from world import CHANGED_PAGE, EXCLUSIVE, PAGE, SHARED, World, statement

# What a site changes every day without changing a word of what it says.
COSMETIC = {
    "quotes": ("'", "’"),
    "spaces": ("12% of its", "12% of\u00a0its"),
    "navigation": ('<a href="/news">News</a>', '<a href="/press">Press</a> <a href="/jobs">Jobs</a>'),
    "date": ("May 4", "Updated June 9"),
    "class names": ("<p>", '<p class="x9f3 body">'),
    "footer": ("© Brackwater Systems", "© Brackwater Systems. Privacy. Imprint."),
    "soft hyphens and entities": ("until 2031", "un&shy;til&nbsp;2031"),
}


class Loopback(World):
    def test_unchanged_100_times(self):
        for etag in (False, True):
            self.site.put(f"/{etag}", PAGE, etag=etag)
            self.watch(f"/{etag}", RevisitEvery="1s")
            for _ in range(101):
                self.tool("check", "brackwater", expect=0)
        counts = self.status()
        self.assertEqual(counts["checks"], 202)
        self.assertEqual(counts["checks_unchanged"], 200)
        self.assertEqual((counts["captures"], counts["checks_failed"], counts["findings"]), (2, 0, 0))
        types = self.records()
        self.assertEqual(types.count("response"), 2)
        self.assertGreaterEqual(types.count("revisit"), 2)
        self.assertLessEqual(set(types), {"warcinfo", "request", "response", "revisit"})

    def test_cosmetic_changes_are_silent(self):
        self.watch()
        self.site.put("/terms", PAGE)
        self.tool("check", expect=0)
        for name, (old, new) in COSMETIC.items():
            with self.subTest(name):
                self.assertIn(old, PAGE)
                self.site.put("/terms", PAGE.replace(old, new))
                self.tool("check", expect=0)
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.records().count("response"), 1 + len(COSMETIC))

    def test_one_word(self):
        self.put_before(PAGE, CHANGED_PAGE)
        check = self.tool("check", expect=1)
        again = self.tool("check", expect=0)  # the same wording once more is no news
        (finding,) = self.findings()
        self.assertEqual((finding["verdict"], finding["topic"]), ("changed", "exclusivity"))
        self.assertIn("exclusivity", finding["facets"])
        self.assertEqual((finding["old"], finding["new"]), (EXCLUSIVE, SHARED))
        self.assertEqual(self.told(check.stderr, again.stderr), 1)
        self.assertEqual(self.records().count("response"), 2)

    def test_there_and_back_is_two_events(self):
        self.put_before(PAGE, CHANGED_PAGE)
        self.tool("check", expect=1)
        self.tool("accept", str(self.findings()[0]["id"]), expect=0)
        self.site.put("/terms", PAGE)
        self.tool("check", expect=1)
        self.assertEqual(len(self.findings()), 2)

    def test_hostile_page(self):
        """What a page says never reaches a terminal or a log as control characters."""
        nasty = SHARED.replace("controllers", "\x1b]0;owned\x07\u202econtrollers\u2066 <b>&")
        self.put_before(PAGE, statement([nasty]))
        check = self.tool("check", expect=1)
        shown = self.tool("show", str(self.findings()[0]["id"])).stdout
        for text in (check.stdout, check.stderr, shown, self.tool("log", "--json").stdout):
            self.assertFalse({"\x1b", "\x07", "\u202e", "\u2066"} & set(text), text)


if __name__ == "__main__":
    unittest.main()
