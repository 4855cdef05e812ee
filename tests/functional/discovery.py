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

# What EDGAR answers, as it lays it out: a company's filings, and the index page of one.
FILINGS = """<?xml version="1.0" encoding="ISO-8859-1" ?>
  <feed xmlns="http://www.w3.org/2005/Atom">
    <author><email>webmaster@sec.gov</email><name>Webmaster</name></author>
    <company-info><assigned-sic>3559</assigned-sic><cik>0000000017</cik>
      <conformed-name>TARN ROBOTICS INC</conformed-name><state-location>WA</state-location></company-info>
    {}
    <id>urn:tag:www.sec.gov:cik=0000000017</id>
    <link href="/cgi-bin/browse-edgar?action=getcompany&amp;CIK=0000000017" rel="alternate" type="text/html" />
    <title>TARN ROBOTICS INC  (0000000017)</title>
    <updated>2027-03-01T16:31:02-05:00</updated>
  </feed>"""
FILING = """<entry>
      <category label="form type" scheme="https://www.sec.gov/" term="{form}" />
      <content type="text/xml">
        <accession-number>{number}</accession-number><act>34</act><file-number>000-00017</file-number>
        <filing-date>2027-03-01</filing-date><filing-href>/Archives/edgar/data/17/{number}-index.htm</filing-href>
        <filing-type>{form}</filing-type><form-name>Current report</form-name>
        <items-desc>items 1.01 and 9.01</items-desc><size>231 KB</size>
      </content>
      <id>urn:tag:sec.gov,2008:accession-number={number}</id>
      <link href="/Archives/edgar/data/17/{number}-index.htm" rel="alternate" type="text/html" />
      <summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2027-03-01 &lt;b&gt;AccNo:&lt;/b&gt; {number} &lt;b&gt;Size:&lt;/b&gt; 231 KB</summary>
      <title>{form}  - Current report</title>
      <updated>2027-03-01T16:30:11-05:00</updated>
    </entry>"""
DOCUMENTS = """<!DOCTYPE html><html><head><title>EDGAR Filing Documents for 0000000017-27-000003</title></head><body>
<div id="formDiv"><div id="formHeader"><div id="formName"><strong>Form 8-K</strong> - Current report:</div></div>
<div class="formGrouping"><div class="infoHead">Filing Date</div><div class="info">2027-03-01</div></div></div>
<div id="formDiv"><div style="padding: 0px 0px 4px 0px;"><p>Document Format Files</p>
<table class="tableFile" summary="Document Format Files">
<tr><th scope="col" style="width: 5%;"><acronym title="Sequence Number">Seq</acronym></th>
  <th scope="col">Description</th><th scope="col">Document</th><th scope="col">Type</th><th scope="col">Size</th></tr>
<tr><td scope="row">1</td><td scope="row">FORM 8-K</td><td scope="row"><a href="/ix?doc=/other">tarn-8k.htm</a>
  &nbsp;&nbsp;<span style="color: green">iXBRL</span></td><td scope="row">8-K</td><td scope="row">31218</td></tr>
<tr class="evenRow"><td scope="row">2</td><td scope="row">AMENDMENT NO. 2</td>
  <td scope="row"><a href="/new">ex10-1.htm</a></td><td scope="row">EX-10.1</td><td scope="row">90210</td></tr>
<tr><td scope="row">3</td><td scope="row">GRAPHIC</td><td scope="row"><a href="/logo.jpg">logo.jpg</a></td>
  <td scope="row">GRAPHIC</td><td scope="row">5120</td></tr>
<tr class="evenRow"><td scope="row">&nbsp;</td><td scope="row">Complete submission text file</td>
  <td scope="row"><a href="/0000000017-27-000003.txt">0000000017-27-000003.txt</a></td>
  <td scope="row">&nbsp;</td><td scope="row">231402</td></tr></table></div>
<div><p>Data Files</p><table class="tableFile" summary="Data Files">
<tr><td scope="row">4</td><td scope="row">XBRL TAXONOMY EXTENSION SCHEMA</td>
  <td scope="row"><a href="/tarn-20270301.xsd">tarn-20270301.xsd</a></td><td scope="row">EX-101.SCH</td><td scope="row">3001</td></tr>
</table></div></div></body></html>"""


def filings(*entries):
    return FILINGS.format("".join(FILING.format(form=form, number=number) for form, number in entries))


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
        old, new, other = (("8-K/A", "0000000017-27-000001"), ("8-K", "0000000017-27-000003"),
                           ("S-8", "0000000017-27-000002"))
        index = f"/Archives/edgar/data/17/{new[1]}-index.htm"
        self.watch_list("edgar", "", CIK="17", Forms="8-K;10-K", Mentions="Tarn Robotics")
        self.assertIn("Contact=", self.tool("config", "check", expect=2).stderr)
        self.config.write_text(self.config.read_text() + "[Fetch]\nContact=desk@orrin.example\n")
        self.site.put(listing, filings(old), Content_Type="application/atom+xml")
        self.site.put(index, DOCUMENTS)
        self.tool("check", expect=0)
        self.assertEqual(self.asked(), {listing})
        self.site.put(listing, filings(new, other, old), Content_Type="application/atom+xml")
        self.tool("check", expect=1)
        self.assertEqual(self.asked(), {listing, index, "/other", "/new"})
        self.assertEqual({f["term"] for f in self.findings()}, {"distribution", "royalty"})
        for _, fields in self.site.requests:
            self.assertIn("(desk@orrin.example)", fields["User-Agent"])
        self.site.requests.clear()
        self.tool("check", expect=0)  # the documents are followed; the index of a filing stays as it is
        self.assertEqual(self.asked(), {listing, "/other", "/new"})

    def test_a_page_names_its_feed(self):
        old, new = self.site.url("/old"), self.site.url("/new")
        self.watch_list("feed", "/news")
        self.site.put("/news", "<!doctype html><title>News</title><link rel=alternate type=application/rss+xml "
                               "href=/rss><p>All our news.</p>", etag=True)
        self.site.put("/rss", rss([old]))
        self.tool("check", expect=0)
        self.assertEqual(self.asked(), {"/news", "/rss"})
        self.site.put("/rss", rss([new, old]))
        self.tool("check", expect=1)
        self.assertEqual(self.asked(), {"/news", "/rss", "/new"})

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
