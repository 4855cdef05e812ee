/* Whole statements against baselines: the cases under tests/statements, and the shipped baseline.
 */
#include <string.h>

#include "keep/baseline.h"
#include "pactwatch/read.h"

/* The verdicts of the cases. Their weights are fitted to them, so the floors guard the readers;
 * what cases not seen before may expect is what tests/fit-statements prints of its folds. */
enum { MIN_F1 = 90, MIN_CHANGED_RECALL = 95, MIN_NEW_RECALL = 85, MIN_NEW_PRECISION = 85 };

typedef struct {
  guint expected[PACT_N_VERDICTS], told[PACT_N_VERDICTS], right[PACT_N_VERDICTS];
} Tally;

static void
count (Tally *tally, const char *name, char **want, const PactFinding *found)
{
  PactVerdict expected;

  g_assert_true (pact_verdict_from_name (want[1], &expected));
  tally->expected[expected]++;
  if (found != NULL && found->verdict == expected)
    tally->right[expected]++;
  else
    g_test_message ("%s: %s: expected %s, got %s: %s", name, want[0], want[1],
                    found != NULL ? pact_verdict_name (found->verdict) : "nothing",
                    found != NULL && found->new_text != NULL ? found->new_text : "-");
}

/* The finding on term `term`; of new commitments, the one that quotes `evidence`. NULL for none. */
static const PactFinding *
find (const GPtrArray *findings, const char *term, const char *evidence)
{
  for (guint i = 0; i < findings->len; i++) {
    const PactFinding *finding = findings->pdata[i];

    if (g_str_equal (finding->term, term) &&
        (finding->verdict != PACT_VERDICT_NEW || strstr (finding->new_text, evidence) != NULL))
      return finding;
  }
  return NULL;
}

static void
check_case (const char *folder, const char *name, Tally *tally)
{
  g_autofree char *baseline_path = g_build_filename (folder, name, "baseline.tsv", NULL);
  g_autofree char *text_path = g_build_filename (folder, name, "statement.txt", NULL);
  g_autofree char *expected_path = g_build_filename (folder, name, "expected.tsv", NULL);
  g_autofree char *text = NULL, *expected = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PactBaseline) baseline = pact_baseline_load_tsv (baseline_path, &error);
  g_autoptr (PactDocument) document = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (text_path, &text, NULL, &error));
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, &error));
  document = pact_document_from_text (text, -1);
  findings = pact_compare_statement (baseline, NULL, document);
  for (guint i = 0; i < findings->len; i++)
    tally->told[((const PactFinding *) findings->pdata[i])->verdict]++;
  lines = g_strsplit (g_strchomp (expected), "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) want = g_strsplit (lines[i], "\t", -1);

    count (tally, name, want, find (findings, want[0], want[3]));
  }
}

/* In percent. */
static guint
share (guint part, guint whole)
{
  return whole > 0 ? 100 * part / whole : 0;
}

static void
test_cases (void)
{
  static const PactVerdict verdicts[] = { PACT_VERDICT_CHANGED, PACT_VERDICT_REAFFIRMED,
                                          PACT_VERDICT_NOT_MENTIONED };
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "statements", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  Tally tally = { 0 };
  guint f1 = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    check_case (folder, name, &tally);
  for (guint v = 0; v < G_N_ELEMENTS (verdicts); v++)
    f1 += share (2 * tally.right[verdicts[v]],
                 tally.expected[verdicts[v]] + tally.told[verdicts[v]]);
  g_assert_cmpuint (f1, >=, G_N_ELEMENTS (verdicts) * MIN_F1);
  g_assert_cmpuint (
      share (tally.right[PACT_VERDICT_CHANGED], tally.expected[PACT_VERDICT_CHANGED]), >=,
      MIN_CHANGED_RECALL);
  g_assert_cmpuint (share (tally.right[PACT_VERDICT_NEW], tally.expected[PACT_VERDICT_NEW]), >=,
                    MIN_NEW_RECALL);
  g_assert_cmpuint (share (tally.right[PACT_VERDICT_NEW], tally.told[PACT_VERDICT_NEW]), >=,
                    MIN_NEW_PRECISION);
}

/* The verdict on each term of the shipped baseline, in its order. */
static void
check_shipped (const char *text, const char *const *want)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "state", "baselines", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PactBaseline) baseline = pact_baseline_load (folder, "microsoft-openai", &error);
  g_autoptr (PactDocument) document = pact_document_from_text (text, -1);
  g_autoptr (GPtrArray) findings = NULL;
  guint misses = 0;

  g_assert_no_error (error);
  findings = pact_compare_statement (baseline, "2026-02-27", document);
  for (guint i = 0; want[i] != NULL; i++) {
    const PactFinding *found = findings->pdata[i];

    if (!g_str_equal (pact_verdict_name (found->verdict), want[i])) {
      g_test_message ("%s: expected %s, got %s: %s", found->term, want[i],
                      pact_verdict_name (found->verdict),
                      found->new_text != NULL ? found->new_text : "-");
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* Alarming words that change nothing. */
static void
test_calm (void)
{
  static const char *const want[] = { "reaffirmed", "reaffirmed",    "reaffirmed",
                                      "reaffirmed", "reaffirmed",    "reaffirmed",
                                      "reaffirmed", "not-mentioned", NULL };

  check_shipped (
      "# OpenAI and Microsoft on today's funding news\n\n"
      "OpenAI has new investors and a new cloud customer today, and some will ask whether this "
      "ends the partnership, cancels a "
      "license or breaks the exclusive agreement. It does none of these things.\n\n"
      "- Microsoft keeps its exclusive license to the models and the intellectual property of "
      "OpenAI.\n"
      "- Azure remains the exclusive cloud for OpenAI's stateless APIs, also where they serve work "
      "with third parties.\n"
      "- The revenue share that OpenAI pays to Microsoft stays the same and still includes revenue "
      "from other cloud "
      "partnerships.\n"
      "- The revenue share that Microsoft pays to OpenAI is unchanged.\n"
      "- The contractual definition of AGI and the process for determining it have not changed.\n"
      "- OpenAI may still commit to compute from other providers, such as the Stargate project.\n\n"
      "Microsoft and OpenAI continue to work together on research, engineering and product "
      "development.\n",
      want);
}

/* Calm words that change a lot. */
static void
test_quiet (void)
{
  static const char *const want[] = { "changed", "changed", "changed", "changed", NULL };

  check_shipped ("# Microsoft and OpenAI continue their partnership\n\n"
                 "The partnership of Microsoft and OpenAI remains strong, and it continues on "
                 "simpler terms.\n\n"
                 "- Microsoft continues to hold a license to OpenAI's models and products through "
                 "2032. The license remains in place "
                 "and is now non-exclusive.\n"
                 "- Microsoft remains OpenAI's primary cloud partner, and OpenAI's products "
                 "continue to ship first on Azure. OpenAI can "
                 "now serve all its products to customers across any cloud provider.\n"
                 "- Revenue share payments from OpenAI to Microsoft continue through 2030 at the "
                 "same percentage, subject to a total "
                 "cap.\n"
                 "- Microsoft will no longer pay a revenue share to OpenAI.\n",
                 want);
}

static void
test_bytes (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "state", "baselines", NULL);
  g_autoptr (PactBaseline) baseline = pact_baseline_load (folder, "microsoft-openai", NULL);
  static const char *const texts[] = { "",      "#",        "\xff\xfe", "Microsoft",
                                       "| | |", "- \n- \n", "Yes. ",    "?" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (PactDocument) document = pact_document_from_text (texts[i], -1);
    g_autoptr (GPtrArray) findings = pact_compare_statement (baseline, NULL, document);

    g_assert_cmpuint (findings->len, ==, baseline->terms->len);
  }
  {
    g_autoptr (PactDocument) document = pact_document_from_text ("Microsoft has a license.", -1);
    g_autoptr (GPtrArray) findings = pact_compare_statement (baseline, "1999-01-01", document);

    g_assert_cmpuint (findings->len, ==, 0); /* no term was in force */
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statement/cases", test_cases);
  g_test_add_func ("/statement/calm", test_calm);
  g_test_add_func ("/statement/quiet", test_quiet);
  g_test_add_func ("/statement/bytes", test_bytes);
  return g_test_run ();
}
