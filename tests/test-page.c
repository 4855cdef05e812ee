/* HTML and text into documents: blocks, what the page says of itself, Select=, hostile pages. */
#include "pactwatch/error.h"
#include "pactwatch/read.h"
#include "read/dates.h"
#include "read/select.h"

#include <string.h>

static PactDocument *
read_page (const char *html, const char *select, PactFailure *ret_failure)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GError) error = NULL;
  PactDocument *document = pact_document_read (bytes, "text/html", "https://orrin.example/p/",
                                               select, ret_failure, &error);

  g_assert_true ((document == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_null (strchr (error->message, '\n'));
  return document;
}

/* Kind, level and text of each block; the failure's name when there is none. */
static char *
show_blocks (const char *html, const char *select)
{
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (PactDocument) document = read_page (html, select, &failure);
  GString *got = g_string_new (document == NULL ? pact_failure_name (failure) : NULL);

  for (guint i = 0; document != NULL && i < document->blocks->len; i++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, i);

    g_string_append_printf (got, "%c%d:%.*s;", "phlrq"[block->kind], block->level,
                            (int) (block->span.end - block->span.start),
                            document->text + block->span.start);
  }
  return g_string_free (got, FALSE);
}

static void
test_blocks (void)
{
  static const struct {
    const char *html;
    const char *select;
    const char *want;
  } cases[] = {
    { "<p>One <b>bold</b>,\n  two&nbsp;&amp; three.</p><p>Next</p>", "p",
      "p0:One bold, two & three.;p0:Next;" },
    { "<h2>Terms</h2>text<ul><li>one<ul><li>two</ul></ul>", "body",
      "h2:Terms;p0:text;l1:one;l2:two;" },
    { "<table><tr><th>Party</th><th>Share</th></tr><tr><td>Orrin<td> 5 %</tr></table>", "table",
      "r0:Party | Share;r0:Orrin | 5 %;" },
    { "<table><tr><td>a<td>&nbsp;<td>b</tr></table>", "table", "r0:a | b;" }, /* empty cell */
    { "<table><tr><td><h1>Layout</h1><td><p>side</p></tr></table>", "table",
      "h1:Layout;p0:side;" }, /* a table for layout has no rows */
    { "<table><tr><td>Share<td><ul><li>5%<li>no cap</ul></tr></table>", "table",
      "r0:Share | 5% no cap;" }, /* a list in a cell stays in its row */
    { "<pre>One\ntwo\n \nThree</pre>", "pre", "p0:One two;p0:Three;" },
    { "<p>one<br>two<br><br>three</p>", "p", "p0:one two;p0:three;" },
    { "<blockquote><p>Said.</p></blockquote>", "blockquote", "q0:Said.;" },
    { "<div>a<p hidden>b</p><p style='Display: none'>c</p><span aria-hidden=true>d</span>"
      "<script>e</script><style>f</style><template>g</template><noscript>h</noscript>i</div>",
      "div", "p0:ai;" },
    { "<p>Not <i>non</i>-<i>exclusive</i>.</p>", "p", "p0:Not non-exclusive.;" },
    { "<p>cut off in the mid", "p", "p0:cut off in the mid;" },
    { "<p>x</p>", "article", "selector" },
    { "<p>x</p>", "//p[", "selector" },
    { "<div id=a class='m n'><p>1</p></div><div><p>2</p></div>", "div.n > p, #a", "p0:1;" },
    { "<div id=a><p>1</p></div><p data-x=y>2</p>", "[data-x=\"y\"]", "p0:2;" },
    { "<p>1</p><p>2</p>", "(//p)[2]", "p0:2;" },
    { "<p>1</p>", "//p[count(//*[count(//*[count(//*)>0])>0])>0]", "p0:1;" },
    { "", NULL, "empty" },
    { "<html><body><script>render()</script></body></html>", NULL, "empty" },
    { "<html><body><p>Short.</p></body></html>", NULL, "p0:Short.;" },
    { "<p>The supply is exclusive until 2030.</p><p class=\"a", NULL, "truncated" },
    { "<p>Text.</p><script type=application/ld+json>{\"a\\", NULL, "p0:Text.;" }, /* half an escape */
    { "<p>The share is < 5% of revenue.", NULL, "p0:The share is < 5% of revenue.;" },
    { "<html><body><div><p>The supply is exclusive until 2030.</p><div><p>It is", NULL,
      "truncated" },
    { "<html><body><div><p>The supply is exclusive until 2030.</p></div>", NULL,
      "p0:The supply is exclusive until 2030.;" }, /* may leave out what ends itself */
    { "<html><body><div><p>The supply is exclusive until 2030.</p></body>", NULL,
      "p0:The supply is exclusive until 2030.;" },
    { "<p>Harbour Desk</p><form><input name=u><input type=password></form>", NULL, "login" },
    { "<form class=login><p>Please sign in</p><a href=/f>Forgot password?</a></form>", NULL,
      "login" }, /* nothing but furniture: the whole page says what it is */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = show_blocks (cases[i].html, cases[i].select);

    if (strcmp (got, cases[i].want) != 0) {
      g_test_message ("case %u:\n got %s\nwant %s", i, got, cases[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_meta (void)
{
  PactFailure failure;
  g_autoptr (PactDocument) document = read_page (
      "<html lang=en-GB><head><title>Orrin | News</title><meta property='og:title' content='Orrin'>"
      "<meta property='article:published_time' content='2026-11-02T08:00:00+01:00'>"
      "<meta itemprop=dateModified content='November 3, 2026'><link rel=canonical href='/p/1'>"
      "</head><body><h1>Orrin</h1><p>Text.</p></body></html>",
      NULL, &failure);
  g_autoptr (PactDocument) shell = read_page (
      "<div id=root></div><script type=application/ld+json>{\"@graph\": [{\"name\": \"Orrin\"}, "
      "{\"headline\" : \"Orrin \\u0026 Tessel\", \"datePublished\": \"2026-11-02\", \"articleBody\":"
      " \"The quay is \\\"exclusive\\\".\\n\\nUntil 2031 \\ud83d\\ude00\",}]}</script>",
      NULL, &failure);
  g_autoptr (PactDocument) bare = read_page (
      "<title> Orrin </title><p>On <time datetime='2026-11-04'>Wednesday</time>.", NULL, &failure);

  g_assert_cmpstr (document->title, ==, "Orrin");
  g_assert_cmpstr (document->published, ==, "2026-11-02T08:00:00+01:00");
  g_assert_cmpstr (document->modified, ==, "2026-11-03");
  g_assert_cmpstr (document->canonical, ==, "https://orrin.example/p/1");
  g_assert_cmpstr (document->language, ==, "en-GB");
  g_assert_cmpstr (bare->title, ==, "Orrin");
  g_assert_cmpstr (bare->published, ==, "2026-11-04");
  g_assert_null (bare->modified);
  g_assert_cmpstr (shell->title, ==, "Orrin & Tessel");
  g_assert_cmpstr (shell->published, ==, "2026-11-02");
  g_assert_cmpstr (shell->text, ==, "The quay is \"exclusive\".\n\nUntil 2031 \xf0\x9f\x98\x80");
  g_assert_null (bare->canonical);
  g_assert_null (bare->language);
}

static void
test_formats (void)
{
  static const struct {
    const char *bytes;
    const char *content_type;
    PactFailure want;
    const char *text; /* NULL when it fails */
  } cases[] = {
    { "The <b> supply\n\nis sole.", "text/plain", PACT_FAILURE_NONE, "The <b> supply\n\nis sole." },
    { "Just words.", NULL, PACT_FAILURE_NONE, "Just words." },
    { "<!doctype html><p>Words.", NULL, PACT_FAILURE_NONE, "Words." },
    { "<p>Words.</p>", "application/octet-stream", PACT_FAILURE_NONE, "Words." },
    { "MZ\x01\x02 not text", "application/octet-stream", PACT_FAILURE_UNREADABLE, NULL },
    { "\x89PNG", "image/png", PACT_FAILURE_UNREADABLE, NULL },
    { "<?xml version='1.0'?><rss><channel/></rss>", "text/html", PACT_FAILURE_UNREADABLE, NULL },
    { "%PDF-1.7", "Application/PDF; x=y", PACT_FAILURE_UNREADABLE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, strlen (cases[i].bytes));
    PactFailure failure = PACT_FAILURE_NONE;
    g_autoptr (PactDocument) document =
        pact_document_read (bytes, cases[i].content_type, NULL, NULL, &failure, NULL);

    g_assert_cmpint (failure, ==, cases[i].want);
    g_assert_cmpstr (document == NULL ? NULL : document->text, ==, cases[i].text);
  }
}

/* `times` of a piece, around or before a core. */
static char *
repeated (const char *piece, guint times, const char *core, const char *after)
{
  GString *html = g_string_new ("<html><body>");

  for (guint i = 0; i < times; i++)
    g_string_append (html, piece);
  g_string_append (html, core);
  for (guint i = 0; i < times; i++)
    g_string_append (html, after);
  g_string_append (html, "</body></html>");
  return g_string_free (html, FALSE);
}

/* Shapes that make quadratic rules hang: each must end, with its core or with an error. */
static void
test_hostile (void)
{
  static const struct {
    const char *piece, *core, *after;
    guint times;
    bool readable;
  } cases[] = {
    { "<div>", "<p>The core of the page.</p>", "</div>", 100000, true },
    { "<b>", "<p>The core of the page.</p>", "", 100000, true },
    { "<div>", "<p>The core of the page.</p>", "</b>", 100000, false },
    { "<table><tr><td>", "<p>The core of the page.</p>", "", 10000, true },
    { "<p class=nav>word ", "<p>The core of the page.</p>", "<a href=x>y</a>", 100000, true },
    { "long words ", "The core of the page.", "", 900000, true },
    { "<br>", "The core of the page.", "<br>", 100000, true },
    { "<p ", "a>The core of the page.", "", 100000, false },
    { "<figure>", "<p>The core of the page.</p><table>", "", 100000, true },
    { "<i itemprop=datePublished>x", "<p>The core of the page.</p>", "", 100000, true },
    { "&amp;&lt;&#x41;", "The core of the page.", "&bogus;", 50000, true },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *html =
        repeated (cases[i].piece, cases[i].times, cases[i].core, cases[i].after);
    PactFailure failure = PACT_FAILURE_NONE;
    g_autoptr (PactDocument) document = read_page (html, NULL, &failure);

    if (cases[i].readable)
      g_assert_nonnull (strstr (document->text, "The core of the page."));
    else
      g_assert_cmpint (failure, ==, PACT_FAILURE_UNREADABLE);
  }
}

/* One tag of that many attributes: libxml2 alone would take an hour. */
static void
test_attributes (void)
{
  g_autoptr (GString) html = g_string_new ("<p>Text.</p><div");
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (PactDocument) document = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf (html, " a%u", i);
  g_string_append (html, ">");
  document = read_page (html->str, NULL, &failure);
  g_assert_cmpint (failure, ==, PACT_FAILURE_UNREADABLE);
}

static void
test_select_check (void)
{
  static const struct {
    const char *select;
    const char *xpath; /* NULL: not understood */
  } cases[] = {
    { "main", "//main" },
    { " #a .b", "//*[@id='a']//*[contains(concat(' ',normalize-space(@class),' '),' b ')]" },
    { "DIV>p,h1", "//div/p|//h1" },
    { "[itemprop=articleBody]", "//*[@itemprop='articleBody']" },
    { "//main", "//main" },
    { "./main", "./main" },
    { "", NULL },
    { "div..a", NULL },
    { "div >", NULL },
    { "p:first-child", NULL },
    { "[a='b\"]", NULL },
    { "//p[", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *xpath = pact_select_to_xpath (cases[i].select, &error);

    g_assert_cmpstr (xpath, ==, cases[i].xpath);
    g_assert_true ((xpath == NULL) == (error != NULL));
    g_assert_true (pact_select_check (cases[i].select, NULL) == (cases[i].xpath != NULL));
  }
}

static void
test_dates (void)
{
  static const char *const cases[][2] = {
    { "2026-11-02", "2026-11-02" },
    { "2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z" },
    { "2026-11-02T08:00:00.123+01:00", "2026-11-02T08:00:00+01:00" },
    { "2026-11-02 08:00", "2026-11-02T08:00:00" },
    { "Mon, 02 Nov 2026 08:00:00 GMT", "2026-11-02T08:00:00Z" },
    { "2 Nov 26 08:00 -0530", "2026-11-02T08:00:00-05:30" },
    { "Mon, 02 Nov 2026 08:00:00 EST", "2026-11-02T08:00:00-05:00" },
    { "November 2, 2026", "2026-11-02" },
    { "Nov. 2, 2026", "2026-11-02" },
    { "2 November 2026", "2026-11-02" },
    { "2026-13-02", NULL },
    { "31 February 2026", NULL },
    { "yesterday", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *iso = pact_date_to_iso (cases[i][0]);

    g_assert_cmpstr (iso, ==, cases[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/blocks", test_blocks);
  g_test_add_func ("/page/meta", test_meta);
  g_test_add_func ("/page/formats", test_formats);
  g_test_add_func ("/page/hostile", test_hostile);
  g_test_add_func ("/page/attributes", test_attributes);
  g_test_add_func ("/page/select", test_select_check);
  g_test_add_func ("/page/dates", test_dates);
  return g_test_run ();
}
