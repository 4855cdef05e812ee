#!/usr/bin/env python3
"""A statement nobody has listed: each kind of list leads to it within one check, and its terms are told."""
import gzip
import unittest

from world import EXCLUSIVE, ROYALTY, SHARED, World, statement

BASELINE = f"""[Baseline]
Title=Brackwater Systems and Tarn Robotics
[Party Brackwater Systems]
Alias=Brackwater
[Party Tarn Robotics]
[Edition 2025-05-04]
[Term distribution]
Topic=exclusivity
2025-05-04={EXCLUSIVE}
[Term royalty]
Topic=revenue-share
2025-05-04={ROYALTY}
"""
AMENDMENT = statement([SHARED, ROYALTY.replace("12%", "8%")])
OTHER = statement(["The summer picnic of both companies was well attended this year."])


def rss(urls):
    items = "".join(f"<item><title>News</title><guid>{url}</guid><link>{url}</link></item>" for url in urls)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


def atom(urls):
    entries = "".join(f"<entry><id>{url}</id><title>News</title><link href='{url}'/></entry>" for url in urls)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{entries}</feed>"


def json_feed(urls):
    items = ",".join(f'{{"id":"{url}","url":"{url}","title":"News"}}' for url in urls)
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{items}]}}'


def sitemap(urls):
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return gzip.compress(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode())


def newsroom(urls):
    links = "".join(f"<li><a href='{url}'>News</a></li>" for url in urls)
    return f"<!doctype html><title>News</title><nav><a href='/x'>Jobs</a></nav><main><ul>{links}</ul></main>"


LISTS = [("feed", rss), ("feed", atom), ("feed", json_feed), ("sitemap", sitemap), ("index", newsroom)]

FILINGS = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>TARN ROBOTICS</title>"
DOCUMENTS = """<!doctype html><title>Filing</title><table class="tableFile">
<tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>
<tr><td>1</td><td>8-K</td><td><a href="/ix?doc=/other">a.htm</a></td><td>8-K</td><td>1</td></tr>
<tr><td>2</td><td>Agreement</td><td><a href="/new">b.htm</a></td><td>EX-10.1</td><td>1</td></tr>
<tr><td>3</td><td>Logo</td><td><a href="/logo.jpg">l.jpg</a></td><td>GRAPHIC</td><td>1</td></tr></table>"""


def filing(form, href):
    return (f"<entry><category term='{form}'/><id>urn:tag:sec.gov,2008:{href}</id><title>{form}  - Report</title>"
            f"<link rel='alternate' href='{href}'/></entry>")


class Discovery(World):
    def setUp(self):
        super().setUp()
        self.site.put("/old", AMENDMENT)  # what a list holds at first is not read at all
        self.site.put("/new", AMENDMENT)
        self.site.put("/other", OTHER)

    def watch_list(self, kind, path, state="state", **keys):
        self.state = self.dir / state
        for folder in ("sources.d", "baselines"):
            (self.state / folder).mkdir(parents=True, exist_ok=True)
        (self.state / "baselines" / "tarn.baseline").write_text(BASELINE)
        self.watch(path, Kind=kind, Baseline="tarn", **keys)

    def asked(self):
        return {path for path, _ in self.site.requests}

    def test_an_amendment_appears(self):
        old, new, other = (self.site.url(path) for path in ("/old", "/new", "/other"))
        for kind, page in LISTS:
            path = "/" + page.__name__
            with self.subTest(path):
                self.watch_list(kind, path, state=page.__name__)
                self.site.requests.clear()
                self.site.put(path, page([old]))
                self.tool("check", expect=0)
                self.assertEqual(self.asked(), {path})
                self.site.put(path, page([other, new, old]))
                self.tool("check", expect=1)
                self.assertEqual(self.asked(), {path, "/new", "/other"})
                told = {(f["term"], f["topic"], f["verdict"]) for f in self.findings()}
                self.assertEqual(told, {("distribution", "exclusivity", "changed"),
                                        ("royalty", "revenue-share", "changed")})

    def test_a_filing_with_the_sec(self):
        listing = "/cgi-bin/browse-edgar?action=getcompany&CIK=17&type=&owner=exclude&count=100&output=atom"
        filings = [filing("8-K", "/8k-index.htm"), filing("S-8", "/s8-index.htm"), filing("8-K/A", "/old-index.htm")]
        self.watch_list("edgar", "", CIK="17", Forms="8-K;10-K")
        self.assertIn("Contact=", self.tool("config", "check", expect=2).stderr)
        self.config.write_text(self.config.read_text() + "[Fetch]\nContact=desk@orrin.example\n")
        self.site.put(listing, f"{FILINGS}{filings[2]}</feed>")
        self.site.put("/8k-index.htm", DOCUMENTS)
        self.tool("check", expect=0)
        self.assertEqual(self.asked(), {listing})
        self.site.put(listing, f"{FILINGS}{''.join(filings)}</feed>")
        self.tool("check", expect=1)
        self.assertEqual(self.asked(), {listing, "/8k-index.htm", "/other", "/new"})
        self.assertEqual({f["term"] for f in self.findings()}, {"distribution", "royalty"})
        for _, fields in self.site.requests:
            self.assertIn("(desk@orrin.example)", fields["User-Agent"])
        self.site.requests.clear()
        self.tool("check", expect=0)  # the documents are followed; the index of a filing stays as it is
        self.assertEqual(self.asked(), {listing, "/other", "/new"})

    def test_an_edit_after_publishing(self):
        self.watch_list("feed", "/feed")
        self.site.put("/feed", rss([]))
        self.tool("check", expect=0)
        self.site.put("/feed", rss([self.site.url("/new")]))
        self.site.put("/new", statement([EXCLUSIVE, ROYALTY]))  # reaffirms all
        self.tool("check", expect=0)
        self.site.put("/new", statement([SHARED, ROYALTY]))
        self.tool("check", expect=1)
        (finding,) = self.findings()
        self.assertEqual((finding["term"], finding["old"], finding["new"]), ("distribution", EXCLUSIVE, SHARED))


if __name__ == "__main__":
    unittest.main()
