/* Feeds into items. */
#include "pactwatch/error.h"
#include "pactwatch/read.h"

#include <string.h>

#define BASE "https://orrin.example/news/feed.xml"
#define JSON "{'version':'https://jsonfeed.org/version/1.1','title':'News'," /* ' stands for \" */
#define ATOM "<feed xmlns='http://www.w3.org/2005/Atom'>"

static char *
show (const char *feed)
{
  g_autofree char *text = g_strdup (feed);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (GPtrArray) items = NULL;
  GString *got = g_string_new (NULL);

  if (text[0] == '{')
    g_strdelimit (text, "'", '"');
  items =
      pact_list_read (PACT_SOURCE_FEED, bytes, NULL, BASE, NULL, &failure, &error);
  if (items == NULL) {
    g_assert_error (error, PACT_ERROR, PACT_ERROR_PAGE);
    g_string_append (got, pact_failure_name (failure));
  }
  for (guint i = 0; items != NULL && i < items->len; i++) {
    const PactFeedItem *item = items->pdata[i];

    g_string_append_printf (got, "[%s|%s|%s|%s|%s]", item->id, item->link ? item->link : "-",
                            item->title ? item->title : "-",
                            item->published ? item->published : "-",
                            item->summary ? item->summary : "-");
  }
  return g_string_free (got, FALSE);
}

static void
test_read (void)
{
  static const struct {
    const char *feed;
    const char *want;
  } cases[] = {
    { "<rss version='2.0'><channel><title>News</title><item><title>Orrin &amp;amp; Tessel</title>"
      "<link>/news/1</link><guid isPermaLink='false'>n1</guid>"
      "<pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>"
      "<description>&lt;p&gt;New &lt;b&gt;terms&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;"
      "</description></item></channel></rss>",
      "[n1|https://orrin.example/news/1|Orrin & Tessel|2026-11-02T08:00:00Z|New terms. Two.]" },
    { "\n <?xml version='1.0'?><rss xmlns:c='http://purl.org/rss/1.0/modules/content/'>"
      "<channel><item><guid>https://orrin.example/2</guid>"
      "<c:encoded><![CDATA[<p>Whole text</p>]]></c:encoded><description>Short</description></item>"
      "</channel></rss>",
      "[https://orrin.example/2|https://orrin.example/2|-|-|Whole text]" },
    { "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
      "<channel/><item rdf:about='x'><title>T</title><link>https://orrin.example/3</link>"
      "<dc:date>2026-11-03</dc:date></item></rdf:RDF>",
      "[https://orrin.example/3|https://orrin.example/3|T|2026-11-03|-]" },
    { ATOM "<title>News</title><entry xml:base='/a/'><id>urn:1</id><title type='html'>A &amp;lt; B"
      "</title><link rel='edit' href='/edit'/><link href='b.html'/>"
      "<updated>2026-11-04T10:00:00+01:00</updated><published>2026-11-03T09:30:00Z</published>"
      "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One</p> <p>two</p></div>"
      "</content></entry></feed>",
      "[urn:1|https://orrin.example/a/b.html|A < B|2026-11-03T09:30:00Z|One two]" },
    { ATOM "<entry><id>urn:5</id><link href='/n?a=1&amp;b=2&#38;c=&quot;&lt;&amp;amp;'/></entry></feed>",
      "[urn:5|https://orrin.example/n?a=1&b=2&c=%22%3C&amp;|-|-|-]" },
    { ATOM "<entry><id>urn:2</id><title>1 &lt; 2</title></entry></feed>", "[urn:2|-|1 < 2|-|-]" },
    { ATOM "<entry><title>Nothing to know it by</title></entry></feed>", "" },
    { ATOM "<entry><id>urn:3</id><link href='javascript:alert(1)'/></entry></feed>",
      "[urn:3|-|-|-|-]" },
    { ATOM "<entry xml:base='https://tessel.example?x'><id>urn:4</id><link href='b'/></entry></feed>",
      "[urn:4|https://tessel.example/b|-|-|-]" }, /* a base without a path */
    /* broken off in the middle: what is whole counts */
    { "<rss><channel><item><guid>1</guid><title>One</title></item><item><guid>2</guid><tit",
      "[1|-|One|-|-][2|-|-|-|-]" },
    { "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><rss><channel><item>"
      "<guid>1</guid><title>x&b;y</title></item></channel></rss>",
      "[1|-|xy|-|-]" }, /* entities of its own are not followed */
    { "<!DOCTYPE html><html><body><p>News</p></body></html>", "unreadable" },
    /* a page that names its feed: a list of that list */
    { "<!DOCTYPE html><link rel='alternate' type='application/RSS+xml' href='/rss'><link rel=alternate "
      "type=application/atom+xml href=/comments><p>News</p>",
      "[https://orrin.example/rss|https://orrin.example/rss|-|-|-]" },
    { "<!DOCTYPE html><link rel=alternate hreflang=de href=/de><link rel=icon type=application/rss+xml "
      "href=/x><p>News</p>",
      "unreadable" },
    { "", "unreadable" },
    { "{}", "unreadable" },
    { JSON "'items':[{'id':'j1','url':'/j/1','title':'Orrin \\u0026 Tessel','date_published':"
      "'2026-11-02T08:00:00-05:00','content_html':'<p>New <b>terms</b>.</p>','summary':'Short'}]}",
      "[j1|https://orrin.example/j/1|Orrin & Tessel|2026-11-02T08:00:00-05:00|New terms.]" },
    /* numbers as ids; keys below the item are not the item's; what no key asks for is passed over */
    { JSON "'authors':[{'url':'https://orrin.example/','name':'items'}],'items':[{'id':17,'title':null,"
      "'attachments':[{'url':'https://orrin.example/a.pdf','title':'A'}],'tags':['title','x'],"
      "'content_text':'One\\n two','date_modified':'2026-11-03'},{'title':'nothing to know it by'}]}",
      "[17|-|-|2026-11-03|One two]" },
    { JSON "'items':[{'id':'https://orrin.example/4'},{'external_url':'https://tessel.example/5'},{'id':'6",
      "[https://orrin.example/4|https://orrin.example/4|-|-|-]"
      "[https://tessel.example/5|https://tessel.example/5|-|-|-][6|-|-|-|-]" },
    { JSON "'items':[]}", "" },
    { "{'version':'2','items':[{'id':'1'}]}", "unreadable" }, /* some other JSON */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = show (cases[i].feed);

    if (g_strcmp0 (got, cases[i].want) != 0) {
      g_test_message ("case %u:\n got %s\nwant %s", i, got, cases[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/read", test_read);
  return g_test_run ();
}
