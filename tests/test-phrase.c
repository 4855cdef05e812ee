/* Findings in plain words, and what becomes of text that means harm. */
#include "tell/phrase.h"

#include <string.h>

static guint
miss (const char *what, const char *got, const char *want)
{
  if (g_strcmp0 (got, want) == 0)
    return 0;
  g_test_message ("%s:\n  got  '%s'\n  want '%s'", what, got, want);
  return 1;
}

static void
test_plain (void)
{
  static const struct {
    const char *text;
    gsize cap;
    const char *want;
  } cases[] = {
    { "", 0, "" },
    { " two\t\n words\r\n", 0, "two words" },
    { "line\xe2\x80\xa8separator\xc2\x85next\vand\fend", 0, "line separator next and end" },
    { "\x1b[31mred\x1b[0m", 0, "\xef\xbf\xbd[31mred\xef\xbf\xbd[0m" }, /* ANSI colours */
    { "\xc2\x9b" "31m", 0, "\xef\xbf\xbd" "31m" },                     /* the 8-bit CSI */
    { "bell\a back\b", 0, "bell\xef\xbf\xbd back\xef\xbf\xbd" },
    { "pay \xe2\x80\xae%02\xe2\x80\xac now", 0, "pay \xef\xbf\xbd%02\xef\xbf\xbd now" }, /* RLO, PDF */
    { "\xe2\x81\xa6iso\xe2\x81\xa9", 0, "\xef\xbf\xbdiso\xef\xbf\xbd" }, /* isolates */
    { "ex\xc2\xad" "clu\xe2\x80\x8bsive\xef\xbb\xbf", 0, "exclusive" }, /* soft hyphen, ZWSP, BOM */
    { "a\xf3\xa0\x81\x81" "b", 0, "ab" },                              /* tag character */
    { "no\xef\xbf\xbe ch\xef\xbf\xbf", 0, "no\xef\xbf\xbd ch\xef\xbf\xbd" }, /* U+FFFE, U+FFFF */
    { "bad \xff\xfe bytes \xc3", 0, "bad \xef\xbf\xbd\xef\xbf\xbd bytes \xef\xbf\xbd" },
    { "caf\xc3\xa9", 5, "caf\xc3\xa9" },               /* exactly the cap */
    { "caf\xc3\xa9s!", 6, "caf\xe2\x80\xa6" },         /* cut, ellipsis included */
    { "\xc3\xa9\xc3\xa9\xc3\xa9", 5, "\xc3\xa9\xe2\x80\xa6" },
    { "\xc3\xa9\xc3\xa9\xc3\xa9", 4, "\xe2\x80\xa6" }, /* never half a character */
    { "abc", 2, "" },                                  /* no room for an ellipsis */
    { "short   ", 5, "short" },                        /* white space at the end costs nothing */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = pact_phrase_plain (cases[i].text, cases[i].cap);

    misses += miss (cases[i].text, got, cases[i].want);
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_headline (void)
{
  static const struct {
    PactFinding finding;
    const char *want;
  } cases[] = {
    { { .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .why = (char *) "exclusive → non-exclusive" },
      "Exclusivity changed: exclusive → non-exclusive (norrland)" },
    { { .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .term = (char *) "royalty", .facets = { 2, { PACT_FACET_AMOUNT, PACT_FACET_BASIS } } },
      "Revenue share changed: amount, what it is computed on (royalty, norrland)" },
    { { .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_REMOVED, .source = (char *) "norrland",
        .old_text = (char *) "Only Norrland\nsells Quillon." },
      "Exclusivity removed: Only Norrland sells Quillon. (norrland)" },
    { { .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_NEW, .source = (char *) "feed",
        .term = (char *) "+new", .new_text = (char *) "Quillon sells to no one else." },
      "Exclusivity added beyond the terms: Quillon sells to no one else. (feed)" },
    { { .topic = (char *) "hosting\x1b", .verdict = PACT_VERDICT_REWORDED, .source = (char *) "a\nb" },
      "Hosting\xef\xbf\xbd reworded (a b)" },
    { { .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .old_text = (char *) "It pays 20% of sales.", .new_text = (char *) "It pays 25% of sales.",
        .why = (char *) "other words come first" },
      "Revenue share changed: 20% → 25% (norrland)" },
    { { .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .old_text = (char *) "It is the exclusive host.", .new_text = (char *) "It is the host." },
      "Exclusivity changed: “exclusive” is gone (norrland)" },
    { { .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .old_text = (char *) "It pays $3bn", .new_text = (char *) "It pays $4bn." },
      "Revenue share changed: $3bn → $4bn (norrland)" },
    { { .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .old_text = (char *) "It pays 20%.", .new_text = (char *) "It pays 20%, until 2030." },
      "Revenue share changed: “until 2030” is new (norrland)" },
    { { .topic = (char *) "revenue-share", .verdict = PACT_VERDICT_REWORDED, .source = (char *) "norrland",
        .old_text = (char *) "It pays, 20%.", .new_text = (char *) "It pays 20%.",
        .why = (char *) "a comma" }, /* a comma alone says nothing */
      "Revenue share reworded: a comma (norrland)" },
    { { .topic = (char *) "exclusivity", .verdict = PACT_VERDICT_CHANGED, .source = (char *) "norrland",
        .old_text = (char *) "It is the sole host in May.", .new_text = (char *) "It is the main host in June.",
        .why = (char *) "sole → main" }, /* two places: the facts say which of them counts */
      "Exclusivity changed: sole → main (norrland)" },
    { { .verdict = PACT_VERDICT_ADDED }, "Wording added (?)" },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = pact_phrase_headline (&cases[i].finding);

    misses += miss ("headline", got, cases[i].want);
  }
  g_assert_cmpuint (misses, ==, 0);
}

#define OLD_TEXT "Norrland is the exclusive reseller of Quillon."
#define NEW_TEXT "Norrland is a non-exclusive reseller of Quillon."

static void
test_redline (void)
{
  static const struct {
    const char *old_text, *new_text;
    gsize cap;
    const char *want;
  } cases[] = {
    { OLD_TEXT, NEW_TEXT, 0,
      "Norrland is [-the exclusive-]{+a non-exclusive+} reseller of Quillon." },
    { "a non-exclusive fee", "an exclusive fee", 0,
      "[-a non-exclusive-]{+an exclusive+} fee" }, /* nothing of a compound is kept */
    { "pays 20%, monthly", "pays 25%, monthly", 0, "pays [-20-]{+25+}%, monthly" },
    { "It won't sell.", "It will not sell.", 0, "It will not sell." }, /* equal after fold */
    { NULL, NEW_TEXT, 0, "{+" NEW_TEXT "+}" },
    { OLD_TEXT, NULL, 0, "[-" OLD_TEXT "-]" },
    { OLD_TEXT, OLD_TEXT, 0, OLD_TEXT },
    { NULL, NULL, 0, "" },
    { "old\x1b[2J", NULL, 0, "[-old\xef\xbf\xbd[2J-]" },
    { OLD_TEXT, NEW_TEXT, 30, "…is [-the exclusive-]{+a+}…" },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactFinding finding = { .old_text = (char *) cases[i].old_text,
                            .new_text = (char *) cases[i].new_text };
    g_autofree char *got = pact_phrase_redline (&finding, NULL, cases[i].cap);

    misses += miss ("redline", got, cases[i].want);
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_sides (void)
{
  static const PactMarks bold = { { "", "" }, { "<b>", "</b>" }, g_markup_escape_text };
  PactFinding finding = { .old_text = (char *) "The exclusive <i>R&D</i> fee.",
                          .new_text = (char *) "The shared <i>R&D</i> fee." };
  PactFinding added = { .new_text = (char *) "<b>" };
  g_autofree char *old_text = pact_phrase_old (&finding, NULL, 0);
  g_autofree char *old_bold = pact_phrase_old (&finding, &bold, 0);
  g_autofree char *new_bold = pact_phrase_new (&finding, &bold, 0);
  g_autofree char *added_bold = pact_phrase_new (&added, &bold, 0);

  g_assert_cmpstr (old_text, ==, "The exclusive <i>R&D</i> fee.");
  g_assert_cmpstr (old_bold, ==, "The <b>exclusive</b> &lt;i&gt;R&amp;D&lt;/i&gt; fee.");
  g_assert_cmpstr (new_bold, ==, "The <b>shared</b> &lt;i&gt;R&amp;D&lt;/i&gt; fee.");
  g_assert_cmpstr (added_bold, ==, "<b>&lt;b&gt;</b>");
  g_assert_null (pact_phrase_old (&added, &bold, 0));
}

/* A 10 KB sentence whose only difference is near its end: the cut shows that difference. */
static void
test_long (void)
{
  g_autoptr (GString) old_text = g_string_new (NULL);
  g_autofree char *new_text = NULL, *side = NULL, *redline = NULL;
  PactFinding finding = { 0 };

  while (old_text->len < 10000)
    g_string_append (old_text, "über allen Gipfeln ");
  new_text = g_strconcat (old_text->str, "non-exclusive ", old_text->str, NULL);
  g_string_append_printf (old_text, "exclusive %s", old_text->str);
  finding = (PactFinding){ .old_text = old_text->str, .new_text = new_text };
  side = pact_phrase_new (&finding, NULL, 200);
  redline = pact_phrase_redline (&finding, NULL, 200);
  g_assert_cmpuint (strlen (side), <=, 200 + 2 * strlen ("…"));
  g_assert_true (g_utf8_validate (side, -1, NULL));
  g_assert_true (g_str_has_prefix (side, "…"));
  g_assert_true (g_str_has_suffix (side, "…"));
  g_assert_nonnull (strstr (side, "non-exclusive"));
  g_assert_true (g_utf8_validate (redline, -1, NULL));
  g_assert_nonnull (strstr (redline, "[-exclusive-]{+non-exclusive+}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrase/plain", test_plain);
  g_test_add_func ("/phrase/headline", test_headline);
  g_test_add_func ("/phrase/redline", test_redline);
  g_test_add_func ("/phrase/sides", test_sides);
  g_test_add_func ("/phrase/long", test_long);
  return g_test_run ();
}
