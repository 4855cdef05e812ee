/* Sitemaps, newsrooms and filings into items. */
#include "pactwatch/error.h"
#include "pactwatch/read.h"

#include <gio/gio.h>
#include <string.h>

#define URLSET "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"

/* "[link|title|date]" for each item, a further list with "+"; or the failure. */
static char *
show (PactSourceKind kind, GBytes *bytes, const char *select)
{
  g_autoptr (GError) error = NULL;
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (GPtrArray) items = pact_list_read (kind, bytes, NULL, "https://www.orrin.example/news/",
                                                select, &failure, &error);
  GString *got = g_string_new (NULL);

  if (items == NULL) {
    g_assert_error (error, PACT_ERROR, PACT_ERROR_PAGE);
    g_string_append (got, pact_failure_name (failure));
  }
  for (guint i = 0; items != NULL && i < items->len; i++) {
    const PactFeedItem *item = items->pdata[i];

    g_assert_cmpstr (item->id, ==, item->link);
    g_string_append_printf (got, "%s[%s|%s|%s]", item->is_list ? "+" : "", item->link,
                            item->title ? item->title : "-", item->published ? item->published : "-");
  }
  return g_string_free (got, FALSE);
}

static void
test_sitemap (void)
{
  static const struct {
    const char *xml;
    const char *want;
  } cases[] = {
    { "<?xml version='1.0'?>" URLSET "<url><loc> https://orrin.example/a?b=1&amp;c=2\n</loc>"
      "<lastmod>2026-11-02</lastmod><priority>0.5</priority></url><url><loc>/b</loc></url></urlset>",
      "[https://orrin.example/a?b=1&c=2|-|2026-11-02][https://www.orrin.example/b|-|-]" },
    { "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' "
      "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><url>"
      "<image:image><image:loc>https://orrin.example/a.png</image:loc></image:image>"
      "<loc>https://orrin.example/c</loc><lastmod>2026-11-09</lastmod><n:news><n:title>Terms</n:title>"
      "<n:publication_date>2026-11-03T08:00:00+01:00</n:publication_date></n:news></url></urlset>",
      "[https://orrin.example/c|Terms|2026-11-03T08:00:00+01:00]" },
    { "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
      "<loc>https://orrin.example/s1.xml.gz</loc><lastmod>2026-11-02T08:00:00Z</lastmod></sitemap>"
      "</sitemapindex>",
      "+[https://orrin.example/s1.xml.gz|-|2026-11-02T08:00:00Z]" },
    { "<urlset><url><lastmod>2026-11-02</lastmod></url><url><loc>javascript:alert(1)</loc></url>"
      "<url><loc>https://orrin.example/d</loc></url><url><loc>https://orrin.exa",
      "[https://orrin.example/d|-|-][https://orrin.exa|-|-]" }, /* without namespace, broken off */
    { URLSET "</urlset>", "" },
    { "<rss><channel/></rss>", "unreadable" },
    { "<!doctype html><p>Page not found</p>", "unreadable" },
    { "", "unreadable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].xml, strlen (cases[i].xml));
    g_autofree char *got = show (PACT_SOURCE_SITEMAP, bytes, NULL);

    if (!g_str_equal (got, cases[i].want)) {
      g_test_message ("case %u:\n got %s\nwant %s", i, got, cases[i].want);
      g_test_fail ();
    }
  }
}

static GBytes *
gzip (const char *text, gsize repeat)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  for (gsize i = 0; i < repeat; i++)
    g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_gzip (void)
{
  const char *xml = URLSET "<url><loc>https://orrin.example/e</loc></url></urlset>";
  g_autoptr (GBytes) whole = gzip (xml, 1), bomb = gzip ("          ", 20 * 1024 * 1024);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, 12);
  g_autofree char *got = show (PACT_SOURCE_SITEMAP, whole, NULL);
  g_autofree char *of_bomb = show (PACT_SOURCE_SITEMAP, bomb, NULL);
  g_autofree char *of_cut = show (PACT_SOURCE_SITEMAP, cut, NULL);

  g_assert_cmpstr (got, ==, "[https://orrin.example/e|-|-]");
  g_assert_cmpstr (of_bomb, ==, "unreadable"); /* 200 MB of spaces are not all inflated */
  g_assert_cmpstr (of_cut, ==, "unreadable");
}

#define AROUND(page) \
  "<!doctype html><html><head><title>News</title></head><body><header><a href='/'>Orrin</a></header>" \
  "<nav><a href='/jobs'>Jobs</a></nav>" page "<footer><a href='/imprint'>Imprint</a></footer></body></html>"

static void
test_index (void)
{
  static const struct {
    const char *html;
    const char *select;
    const char *want;
  } cases[] = {
    /* one statement, three links to it: picture, headline, "Read more" */
    { AROUND ("<main><ul><li><a href='/news/1'><img src='1.png'></a>"
              "<h2><a href='/news/1'>Our terms with Tessel</a></h2><a href='/news/1#more'>Read more</a></li>"
              "<li><a href='https://orrin.example/news/2'>Summer</a></li></ul></main>"),
      NULL,
      "[https://www.orrin.example/news/1|Our terms with Tessel|-][https://orrin.example/news/2|Summer|-]" },
    /* no main element; a header inside an article is a headline */
    { AROUND ("<article><header><h2><a href='a'>First</a></h2></header></article>"
              "<aside><a href='/shop'>Shop</a></aside><p><a href='b?page=2'>Older</a></p>"),
      NULL, "[https://www.orrin.example/news/a|First|-][https://www.orrin.example/news/b?page=2|Older|-]" },
    /* elsewhere, to itself, by mail and script; a host below the site is the site's */
    { AROUND ("<main><a href='https://tessel.example/x'>T</a><a href='#top'>Top</a><a href='/news/'>News</a>"
              "<a href='mailto:press@orrin.example'>M</a><a href='javascript:void(0)'>J</a><a>none</a>"
              "<a href='https://notorrin.example/y'>N</a><a href='https://blog.orrin.example/z'>Z</a></main>"),
      NULL, "[https://blog.orrin.example/z|Z|-]" },
    { AROUND ("<div class='cards'><a href='/c'>C</a></div><div><a href='/d'>D</a></div>"), ".cards",
      "[https://www.orrin.example/c|C|-]" },
    { AROUND ("<div><a href='/d'>D</a></div>"), ".cards", "selector" },
    { AROUND ("<main><p>Nothing yet.</p></main>"), NULL, "empty" },
    { "<!doctype html><title>Sorry</title><h1>This page isn't available</h1><p>The link may be broken, or the "
      "page may have been removed. <a href='/home'>Go home</a></p>", NULL, "error-page" },
    { "", NULL, "empty" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].html, strlen (cases[i].html));
    g_autofree char *got = show (PACT_SOURCE_INDEX, bytes, cases[i].select);

    if (!g_str_equal (got, cases[i].want)) {
      g_test_message ("case %u:\n got %s\nwant %s", i, got, cases[i].want);
      g_test_fail ();
    }
  }
}

#define ROW(number, description, href, type)                                                       \
  "<tr><td>" number "</td><td>" description "</td><td><a href='" href "'>x.htm</a></td>"           \
  "<td>" type "</td><td>9</td></tr>"

static void
test_edgar (void)
{
  static const struct {
    const char *bytes;
    const char *want;
  } cases[] = {
    { "<feed xmlns='http://www.w3.org/2005/Atom'><entry><category label='form type' term='8-K'/>"
      "<content type='text/xml'><filing-type>8-K</filing-type></content>"
      "<link href='/Archives/17-index.htm' rel='alternate'/><title>8-K  - Current report</title>"
      "<updated>2026-11-02T16:00:00-05:00</updated></entry></feed>",
      "+[https://www.orrin.example/Archives/17-index.htm|8-K - Current report|2026-11-02T16:00:00-05:00]" },
    /* the main document behind the viewer, an agreement, an announcement; no picture, no data */
    { "<!doctype html><div><table class='tableFile'><tr><th>Seq</th><th>Description</th><th>Document</th>"
      "<th>Type</th><th>Size</th></tr>" ROW ("1", "Current report", "/ix?doc=/Archives/a.htm", "8-K")
      ROW ("2", "Agreement", "/ixviewer/doc/action?doc=/Archives/b.htm", "EX-10.1") ROW ("3", "", "/Archives/c.htm", "EX-99.1")
      ROW ("4", "Logo", "/Archives/d.jpg", "GRAPHIC") ROW ("&nbsp;", "Whole", "/Archives/e.txt", "&nbsp;")
      "</table><table>" ROW ("5", "Schema", "/Archives/f.xsd", "EX-101.SCH") "</table></div>",
      "[https://www.orrin.example/Archives/a.htm|Current report|-]"
      "[https://www.orrin.example/Archives/b.htm|Agreement|-][https://www.orrin.example/Archives/c.htm|-|-]" },
    { "<!doctype html><p>No matching CIK.</p>", "unreadable" },
    { "", "unreadable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));
    g_autofree char *got = show (PACT_SOURCE_EDGAR, bytes, NULL);

    if (!g_str_equal (got, cases[i].want)) {
      g_test_message ("case %u:\n got %s\nwant %s", i, got, cases[i].want);
      g_test_fail ();
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list/sitemap", test_sitemap);
  g_test_add_func ("/list/gzip", test_gzip);
  g_test_add_func ("/list/index", test_index);
  g_test_add_func ("/list/edgar", test_edgar);
  return g_test_run ();
}
