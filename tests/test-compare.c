/* Wording against wording: labelled pairs with a floor on the figures, properties that hold for
 * any pair, and editions of documents. */
#include "pactwatch/read.h"
#include "read/fragment.h"

#include <string.h>

enum { ID, TOPIC, VERDICT, FACETS, OLD_TEXT, NEW_TEXT, N_COLUMNS };

/* Each line of pairs.tsv as its columns. */
static GPtrArray *
load_pairs (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pairs.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    char **columns = g_strsplit (lines[i], "\t", -1);

    g_assert_cmpuint (g_strv_length (columns), >=, N_COLUMNS);
    g_ptr_array_add (pairs, columns);
  }
  return pairs;
}

static const char *
verdict_of (const char *old_text, const char *new_text)
{
  g_auto (PactComparison) comparison = { 0 };

  pact_compare (old_text, new_text, &comparison);
  return pact_verdict_name (comparison.verdict);
}

typedef struct {
  guint pairs, topics, missed, false_alarms, changed, said_changed, found, first_facet;
} Tally;

static void
count_pair (char **pair, Tally *tally)
{
  g_auto (PactComparison) got = { 0 };
  PactVerdict want = PACT_VERDICT_SAME;
  PactFacets facets = { 0 };
  g_autofree char *got_facets = NULL;

  g_assert_true (pact_verdict_from_name (pair[VERDICT], &want));
  g_assert_true (pact_facets_from_string (pair[FACETS], &facets, NULL));
  pact_compare (pair[OLD_TEXT], pair[NEW_TEXT], &got);
  got_facets = pact_facets_to_string (&got.facets);
  tally->pairs++;
  tally->topics += g_str_equal (pair[TOPIC], pact_topic_name (got.topic));
  tally->missed += want == PACT_VERDICT_CHANGED && got.verdict == PACT_VERDICT_SAME;
  tally->false_alarms += want == PACT_VERDICT_SAME && got.verdict != PACT_VERDICT_SAME;
  tally->changed += want == PACT_VERDICT_CHANGED;
  tally->said_changed += got.verdict == PACT_VERDICT_CHANGED;
  tally->found += want == PACT_VERDICT_CHANGED && got.verdict == PACT_VERDICT_CHANGED;
  tally->first_facet += want == PACT_VERDICT_CHANGED && got.verdict == PACT_VERDICT_CHANGED &&
                        pact_facets_have (&got.facets, (PactFacet) facets.facet[0]);
  if (want != got.verdict)
    g_test_message ("%s: %s, got %s %s: %s\n  - %s\n  + %s", pair[ID], pair[VERDICT],
                    pact_verdict_name (got.verdict), got_facets, got.why != NULL ? got.why : "",
                    pair[OLD_TEXT], pair[NEW_TEXT]);
}

static void
test_pairs (void)
{
  g_autoptr (GPtrArray) pairs = load_pairs ();
  Tally tally = { 0 };

  for (guint i = 0; i < pairs->len; i++)
    count_pair (g_ptr_array_index (pairs, i), &tally);
  g_assert_cmpuint (tally.pairs, >=, 1000);
  g_assert_cmpuint (tally.missed, ==, 0);
  g_assert_cmpuint (tally.false_alarms, ==, 0);
  g_assert_cmpuint (tally.found * 100, >=, tally.changed * 97);
  g_assert_cmpuint (tally.found * 100, >=, tally.said_changed * 93);
  g_assert_cmpuint (tally.first_facet * 100, >=, tally.found * 93);
  g_assert_cmpuint (tally.topics * 100, >=, tally.pairs * 95);
}

/* What a printer, an editor of the house style or a careless copy does to a text. */
static char *
add_noise (const char *text)
{
  static const struct {
    const char *plain, *noisy;
  } noises[] = {
    { "'", "\xe2\x80\x99" },       { " percent ", "% " },   { "-", "\xe2\x80\x91" },
    { " the ", " t\xc2\xadhe  " }, { " of ", "&nbsp;of " }, { " and ", " \xe2\x80\x8b&amp; " },
  };
  GString *noisy = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
    g_string_replace (noisy, noises[i].plain, noises[i].noisy, 0);
  g_string_append (noisy, "[3] (opens in new window)");
  return g_string_free (noisy, FALSE);
}

static void
test_noise (void)
{
  g_autoptr (GPtrArray) pairs = load_pairs ();
  guint misses = 0;

  for (guint i = 0; i < pairs->len; i++) {
    char **pair = g_ptr_array_index (pairs, i);
    g_autofree char *noisy = add_noise (pair[NEW_TEXT]);
    const char *clean_verdict = verdict_of (pair[OLD_TEXT], pair[NEW_TEXT]);
    const char *noisy_verdict = verdict_of (pair[OLD_TEXT], noisy);

    g_assert_cmpstr (verdict_of (pair[OLD_TEXT], pair[OLD_TEXT]), ==, "same");
    g_assert_cmpstr (verdict_of (pair[NEW_TEXT], noisy), ==, "same");
    if (clean_verdict != noisy_verdict) {
      g_test_message ("%s: %s, with noise %s: %s", pair[ID], clean_verdict, noisy_verdict, noisy);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* Payer and payee, in sentences of all shapes: whoever is swapped, it is a change. */
static void
test_swap (void)
{
  static const char *const shapes[] = {
    "%1 pays %2 a fifth of its revenue.",
    "%1 will pay %2 8% of net sales until 2031.",
    "A tenth of the revenue is paid to %2 by %1.",
    "%2 receives 12% of ticket revenue from %1.",
    "%1 shares half of its advertising income with %2.",
    "Under the new contract, %1 remits 4% of app revenue to %2 each month.",
    "%2 is paid a quarter of the proceeds by %1.",
    "%1 owes %2 a royalty of 3%.",
    "%1's payments to %2 are capped at $5 million.",
    "%1 passes 6% of sales on to %2, and the first payment is due in March.",
    "From %1, %2 gets 9% of profit.",
    "Each year %1 hands over 7% of licensing income to %2.",
  };
  static const char *const names[][2] = { { "Quenby", "Dovrin" },
                                          { "Tolvane Labs", "Orme & Rusk" },
                                          { "Sablecrest", "Hexley Bank" },
                                          { "The museum", "the painters" } };
  guint misses = 0;

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++) {
      g_autoptr (GString) one = g_string_new (shapes[s]), other = g_string_new (shapes[s]);

      if (n == G_N_ELEMENTS (names) - 1 && g_str_has_prefix (shapes[s], "From"))
        continue; /* nothing but their places tells two common nouns side by side apart */
      g_string_replace (one, "%1", names[n][0], 0);
      g_string_replace (one, "%2", names[n][1], 0);
      g_string_replace (other, "%1", names[n][1], 0);
      g_string_replace (other, "%2", names[n][0], 0);
      if (!g_str_equal (verdict_of (one->str, other->str), "changed")) {
        g_test_message ("%s\n  - %s\n  + %s", verdict_of (one->str, other->str), one->str,
                        other->str);
        misses++;
      }
    }
  g_assert_cmpuint (misses, ==, 0);
}

/* One word changed in place that turns what is owed, in every text that has it. */
static void
test_mutations (void)
{
  static const char *const edits[][2] = {
    { " may ", " may not " },      { " will ", " will not " },
    { " must ", " must not " },    { " is ", " is not " },
    { " are ", " are not " },      { " has ", " has not " },
    { " may not ", " may " },      { " will not ", " will " },
    { " is not ", " is " },        { " exclusive ", " non-exclusive " },
    { " sole ", " preferred " },   { " must ", " may " },
    { " shall ", " intends to " }, { "revenue", "profit" },
    { " gross ", " net " },        { " until ", " after " },
    { " before ", " after " },     { " all ", " some " },
    { " at least ", " at most " }, { "0%", "3%" },
    { " million", " billion" },
  };
  g_autoptr (GPtrArray) pairs = load_pairs ();
  guint misses = 0, tried = 0;

  for (guint i = 0; i < pairs->len; i++)
    for (guint e = 0; e < G_N_ELEMENTS (edits); e++) {
      const char *text = ((char **) g_ptr_array_index (pairs, i))[OLD_TEXT];
      g_autoptr (GString) edited = g_string_new (text);

      if (g_string_replace (edited, edits[e][0], edits[e][1], 1) == 0 ||
          (strstr (text, "must not") != NULL && strstr (edited->str, "may not") != NULL))
        continue; /* "must not" and "may not" forbid alike */
      tried++;
      if (!g_str_equal (verdict_of (text, edited->str), "changed")) {
        g_test_message ("'%s' for '%s': %s", edits[e][1], edits[e][0], text);
        misses++;
      }
    }
  g_assert_cmpuint (tried, >, 200);
  g_assert_cmpuint (misses, ==, 0);
}

static const struct {
  const char *old_text, *new_text;
  const char *want; /* verdict and topic of each finding */
} editions[] = {
  { "Rusk is the sole agent of Orme.\n\nThe office is in Bergen.",
    "Rusk is the sole agent of Orme.\n\nThe office is in Oslo.", "" },
  { "Rusk is the sole agent of Orme.\n\nOrme sells maps.",
    "Orme sells maps.\n\nRusk is the sole agent of Orme.", "" },
  { "# Our deal\n\nRusk is the sole agent of Orme.",
    "# The deal\n\nUpdated 3 May 2027.\n\nRusk is the sole agent of Orme.", "" },
  { "Rusk is the sole agent of Orme. It opened in 2020.",
    "Rusk is a preferred agent of Orme. It opened in 2020.", "changed exclusivity;" },
  { "Rusk is the sole agent of Orme.", "Orme is represented by Rusk alone.",
    "reworded exclusivity;" },
  { "Orme sells maps.", "Orme sells maps.\n\nOrme pays Rusk 5% of its revenue.",
    "added revenue-share;" },
  { "Orme sells maps.\n\nOrme pays Rusk 5% of its revenue.", "Orme sells maps.",
    "removed revenue-share;" },
  { "Rusk has the exclusive right to sell Orme maps in Norway, and the right ends in 2030.",
    "Rusk has the exclusive right to sell Orme maps in Norway. The right ends in 2033.",
    "changed exclusivity;" }, /* one into two */
  { "Rusk agrees it is the sole agent of Orme.", "Rusk agrees that it is the sole agent of Orme.",
    "" },
  { "Rusk is the sole agent of Orme, unless a another is named.",
    "Rusk is the sole agent of Orme, unless another is named.", "" },
  { "Rusk is the sole agent of Orme.", "Rusk is a sole agent of Orme.", "reworded exclusivity;" },
  { "Rusk has the exclusvie right and responsiblity to sell Orme maps.",
    "Rusk has the exclusive right and responsibility to sell Orme maps.", "" },
  { "The licensor has the exclusive right to sell Orme maps.",
    "The licensee has the exclusive right to sell Orme maps.", "changed exclusivity;" },
  { "Rusk shall:\n\n* be the sole agent of Orme;\n\n* pay Orme a commission of 5%; and\n\n* sell no maps of others.",
    "Rusk shall: be the sole agent of Orme; pay Orme a commission of 5%; and sell no maps of others.", "" },
  { "Rusk is the sole agent of Orme.", "Nobody says that Rusk is the sole agent of Orme.",
    "changed exclusivity;" },
  { "", "", "" },
};

static void
test_editions (void)
{
  static char *topics[] = { (char *) "exclusivity", (char *) "revenue-share", NULL };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (editions); i++) {
    g_autoptr (PactDocument) old_document = pact_document_from_text (editions[i].old_text, -1);
    g_autoptr (PactDocument) new_document = pact_document_from_text (editions[i].new_text, -1);
    g_autoptr (GPtrArray) findings =
        pact_compare_documents (old_document, new_document, topics, NULL);
    g_autoptr (GString) got = g_string_new (NULL);

    for (guint f = 0; f < findings->len; f++) {
      const PactFinding *finding = g_ptr_array_index (findings, f);

      g_string_append_printf (got, "%s %s;", pact_verdict_name (finding->verdict), finding->topic);
      g_assert_true ((finding->old_text == NULL) == (finding->verdict == PACT_VERDICT_ADDED));
      g_assert_true ((finding->new_text == NULL) == (finding->verdict == PACT_VERDICT_REMOVED));
    }
    if (!g_str_equal (got->str, editions[i].want)) {
      g_test_message ("'%s' '%s'\n  got %s want %s", editions[i].old_text, editions[i].new_text,
                      got->str, editions[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* `n` clauses of a contract as from `first` on, ten words each. */
static void
add_clauses (GString *text, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    g_string_append_printf (text, "Clause %u says that guest %u pays for lamp %u.\n\n", i, i, i);
}

/* In a contract few passages are on a topic: those that name a right or a share of revenue. */
static void
test_contract (void)
{
  static const struct {
    const char *clause;
    bool alerts;
  } cases[] = {
    { "We grant you a non-exclusive license to print the maps.", true },
    { "Orme licenses the maps exclusively to Rusk.", true },
    { "The map editor is available exclusively to users who have paid for a year.", false },
    { "We may refuse orders that, in our sole judgment, are placed by dealers.", false },
    { "Orme pays Rusk a commission of 5% on each map.", true },
    { "The parties will pay equal shares of the arbitration fees.", false },
  };
  static char *topics[] = { (char *) "exclusivity", (char *) "revenue-share", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PactDocument) before = NULL;
  guint misses = 0;

  add_clauses (text, 0, 200);
  before = pact_document_from_text (text->str, -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *with = g_strconcat (text->str, cases[i].clause, NULL);
    g_autoptr (PactDocument) after = pact_document_from_text (with, -1);
    g_autoptr (GPtrArray) findings = pact_compare_documents (before, after, topics, NULL);

    if ((findings->len > 0) != cases[i].alerts) {
      g_test_message ("%s: %u findings", cases[i].clause, findings->len);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_fragment (void)
{
  static const struct {
    const char *what;
    guint whole, kept, added;
    bool fragment;
  } cases[] = {
    { "most of it is gone", 100, 10, 0, true },
    { "half of it is gone", 100, 50, 0, true },
    { "a part was taken out", 100, 60, 0, false },
    { "and other words came", 100, 40, 5, false },
    { "it was rewritten", 100, 0, 30, false },
    { "a short statement", 20, 5, 0, false },
    { "all is gone", 100, 0, 0, true },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) whole = g_string_new (NULL), part = g_string_new (NULL);
    g_autoptr (PactDocument) before = NULL, after = NULL;

    add_clauses (whole, 0, cases[i].whole);
    add_clauses (part, 3, cases[i].kept);
    add_clauses (part, 1000, cases[i].added);
    before = pact_document_from_text (whole->str, -1);
    after = pact_document_from_text (part->str, -1);
    if (pact_document_is_fragment (after, before) != cases[i].fragment) {
      g_test_message ("%s", cases[i].what);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* Ten megabytes in one line, and bytes that are no text: an answer, in time that the size bounds.
 */
static void
test_hostile (void)
{
  static const char *const pieces[] = { "exclusive ",     "Rusk pays not 5% to Orme, unless ",
                                        "\xff\xfe",       "'\"(-[",
                                        "seven hundred ", "a" };

  g_assert_cmpstr (verdict_of ("", ""), ==, "same");
  g_assert_cmpstr (verdict_of ("", "Rusk is the sole agent."), !=, "same");

  for (guint p = 0; p < G_N_ELEMENTS (pieces); p++) {
    g_autoptr (GString) large = g_string_new (NULL);
    g_autofree char *larger = NULL;

    while (large->len < 10 * 1000 * 1000)
      g_string_append (large, pieces[p]);
    larger = g_strconcat ("Orme owes nothing. ", large->str, NULL);
    g_assert_cmpstr (verdict_of (large->str, larger), !=, "same");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/pairs", test_pairs);
  g_test_add_func ("/compare/noise", test_noise);
  g_test_add_func ("/compare/swap", test_swap);
  g_test_add_func ("/compare/mutations", test_mutations);
  g_test_add_func ("/compare/editions", test_editions);
  g_test_add_func ("/compare/contract", test_contract);
  g_test_add_func ("/compare/fragment", test_fragment);
  g_test_add_func ("/compare/hostile", test_hostile);
  return g_test_run ();
}
