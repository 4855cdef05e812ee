/* The page of a finding: what it says, and what becomes of a statement that means harm. */
#include "tell/report.h"

#include <string.h>

/* What a parser sees of the page: its elements, and its text. */
typedef struct {
  GString *elements; /* "p;del;" */
  GString *text;
  guint foreign; /* attributes that no code of ours writes */
} Seen;

static void
see_element (GMarkupParseContext *context, const char *name, const char **names,
             const char **values, gpointer user_data, GError **error)
{
  static const char *const ours[] = { "lang", "charset", "http-equiv", "content", "name", "class",
                                      "dir", "rel", "href", NULL };
  Seen *seen = user_data;

  g_string_append_printf (seen->elements, "%s;", name);
  for (guint i = 0; names[i] != NULL; i++) {
    seen->foreign += !g_strv_contains (ours, names[i]);
    if (g_str_equal (names[i], "href"))
      g_string_append_printf (seen->elements, "->%s;", values[i]);
  }
}

static void
see_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data,
          GError **error)
{
  g_string_append_len (((Seen *) user_data)->text, text, (gssize) length);
}

static void
seen_clear (Seen *seen)
{
  g_string_free (seen->elements, TRUE);
  g_string_free (seen->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, seen_clear)

static void
seen_init (Seen *seen, const char *page)
{
  static const GMarkupParser parser = { .start_element = see_element, .text = see_text };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, seen, NULL);
  g_autoptr (GError) error = NULL;

  *seen = (Seen){ g_string_new (NULL), g_string_new (NULL), 0 };
  g_markup_parse_context_parse (context, page, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static PactReport *
report_new (const char *old_text, const char *new_text)
{
  PactReport *report = pact_report_new (pact_finding_new ());
  PactFinding *finding = report->finding;

  finding->id = 12;
  finding->time = G_GINT64_CONSTANT (1777298700) * G_USEC_PER_SEC;
  finding->source = g_strdup ("norrland");
  finding->url = g_strdup ("https://norrland.example/terms?a=1&b=2");
  finding->topic = g_strdup ("exclusivity");
  finding->verdict = PACT_VERDICT_CHANGED;
  finding->old_text = g_strdup (old_text);
  finding->new_text = g_strdup (new_text);
  report->capture = (PactProof){ .id = 7, .time = finding->time, .url = g_strdup (finding->url),
                                 .digest = g_strdup ("sha256:00ff"),
                                 .path = g_strdup ("/state/it's here/a.warc.gz"),
                                 .offset = 2148, .length = 919 };
  return report;
}

static char *
page_of (PactReport *report)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();

  g_ptr_array_add (reports, report);
  return pact_report_html (reports);
}

static void
test_says (void)
{
  static const char *const wanted[] = {
    "<del>exclusive</del><ins>non-exclusive</ins>",
    "Critical finding 12, found 2026-04-27 14:05:00 UTC",
    "<th>exclusivity</th><td dir=\"auto\">“exclusive”</td><td dir=\"auto\">“non-exclusive”</td>",
    "href=\"https://norrland.example/terms?a=1&amp;b=2\"",
    "<dd>Quillon and Norrland</dd>",
    "<dd>2024-05-14</dd>",
    "answer of 2026-04-27 14:05:00 UTC, capture 7",
    "<code>sha256:00ff</code>",
    "919 bytes from byte 2148",
    /* a line for the shell, whatever the folder is called */
    "tail -c +2149 &apos;/state/it&apos;\\&apos;&apos;s here/a.warc.gz&apos; | head -c 919 | gunzip",
    "sudo pactwatch accept 12",
  };
  g_autoptr (PactReport) report =
      report_new ("Norrland is the exclusive dealer.", "Norrland is the non-exclusive dealer.");
  PactReason *reason = pact_report_add_reason (report, PACT_FACET_EXCLUSIVITY);
  g_autofree char *page = NULL;
  guint misses = 0;

  reason->before = g_strsplit ("exclusive", ";", -1);
  reason->now = g_strsplit ("non-exclusive", ";", -1);
  report->baseline_title = g_strdup ("Quillon and Norrland");
  report->edition_date = g_strdup ("2024-05-14");
  report->for_root = true;
  page = page_of (report);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (page, wanted[i]) == NULL) {
      g_test_message ("not on the page: %s", wanted[i]);
      misses++;
    }
  if (misses > 0)
    g_test_message ("%s", page);
  g_assert_cmpuint (misses, ==, 0);
}

/* Puts the same text wherever one of a page, a feed or a baseline can come to stand. */
static PactReport *
hostile_new (const char *text)
{
  g_autofree char *old_text = g_strconcat ("Before ", text, " ended.", NULL);
  g_autofree char *new_text = g_strconcat ("Now ", text, " holds.", NULL);
  PactReport *report = report_new (old_text, new_text);
  PactReason *reason = pact_report_add_reason (report, PACT_FACET_SCOPE);
  char **const places[] = { &report->finding->title, &report->finding->why, &report->finding->term,
                            &report->finding->source, &report->finding->topic,
                            &report->finding->review_why, &report->baseline_title,
                            &report->edition_date, &report->edition_title, &report->edition_url,
                            &report->capture.digest, &report->capture.path };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_free (*places[i]);
    *places[i] = g_strdup (text);
  }
  report->finding->review = PACT_REVIEW_DISMISSED;
  reason->before = g_new0 (char *, 2);
  reason->now = g_new0 (char *, 2);
  reason->before[0] = g_strdup (text);
  reason->now[0] = g_strdup (text);
  return report;
}

static bool
is_harmless (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    GUnicodeType type = g_unichar_type (c);

    if (c != '\n' && (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT))
      return false;
  }
  return true;
}

static void
test_hostile (void)
{
  g_autoptr (PactReport) tame = hostile_new ("x");
  g_autofree char *tame_page = page_of (tame);
  g_autofree char *endless = g_strnfill (10 * 1024, 'w');
  g_auto (Seen) plain = { 0 };
  const char *const texts[] = {
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)", /* out of an attribute */
    "' style='display:none",
    "<!-- ]]> &lt;b&gt; &#x3c;i&#x3e; &nosuch;",
    "javascript:alert(1)",     /* as an address */
    "data:text/html,<script>", /* the same */
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\a link \xc2\x9b" "0m",
    "pay \xe2\x80\xae%02\xe2\x80\xac, \xe2\x81\xa6iso\xe2\x81\xa9, \xd8\x9c mark",
    "line\nbreak\r\nand\xe2\x80\xa8separator",
    "bad \xff\xfe bytes \xc3",
    endless,
  };
  guint misses = 0;

  seen_init (&plain, tame_page);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (PactReport) report = hostile_new (texts[i]);
    g_autofree char *page = page_of (report);
    g_auto (Seen) seen = { 0 };

    seen_init (&seen, page);
    if (g_str_equal (seen.elements->str, plain.elements->str) && seen.foreign == 0 &&
        is_harmless (page) && strstr (seen.text->str, "holds.") != NULL)
      continue;
    g_test_message ("%s\n  elements %s, %u foreign attributes", texts[i], seen.elements->str,
                    seen.foreign);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* An address of the web is a link, and cannot leave its attribute. */
static void
test_address (void)
{
  g_autoptr (PactReport) report = report_new ("One.", "Two.");
  g_autofree char *page = NULL;
  g_auto (Seen) seen = { 0 };

  g_free (report->finding->url);
  report->finding->url = g_strdup ("https://norrland.example/\"><script>'&\xe2\x80\xae\n");
  page = page_of (report);
  seen_init (&seen, page);
  g_assert_nonnull (strstr (seen.elements->str, "->https://norrland.example/\"><script>'&\xef\xbf\xbd;"));
  g_assert_null (strstr (seen.elements->str, "script;"));
  g_assert_cmpuint (seen.foreign, ==, 0);
}

/* A wording that came or went, several findings on one page, and a sample without captures. */
static void
test_shapes (void)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_report_free);
  g_autofree char *page = NULL;
  g_auto (Seen) seen = { 0 };

  g_ptr_array_add (reports, report_new (NULL, "It came."));
  g_ptr_array_add (reports, report_new ("It went.", NULL));
  g_ptr_array_add (reports, pact_report_new (pact_finding_new ()));
  page = pact_report_html (reports);
  seen_init (&seen, page);
  g_assert_nonnull (strstr (page, "<title>3 findings</title>"));
  g_assert_nonnull (strstr (page, "<ins>It came.</ins>"));
  g_assert_nonnull (strstr (page, "<del>It went.</del>"));
}

/* The policy allows the very style the page has, and no other. */
static void
test_policy (void)
{
  g_autoptr (PactReport) report = report_new ("One.", "Two.");
  g_autofree char *page = page_of (report);
  const char *style = strstr (page, "<style>") + strlen ("<style>");
  g_autofree char *css = g_strndup (style, (gsize) (strstr (page, "</style>") - style));
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *base64 = NULL, *policy = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) css, (gssize) strlen (css));
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  policy = g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'", base64);
  g_assert_nonnull (strstr (page, policy));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/says", test_says);
  g_test_add_func ("/report/hostile", test_hostile);
  g_test_add_func ("/report/address", test_address);
  g_test_add_func ("/report/shapes", test_shapes);
  g_test_add_func ("/report/policy", test_policy);
  return g_test_run ();
}
