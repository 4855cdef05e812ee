/* pactwatch compare: two wordings of one passage, or a statement against a baseline. */
#include "cli/batch.h"
#include "cli/facts.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"
#include "tell/phrase.h"

#include <stdio.h>

/* What the options say. */
typedef struct {
  gboolean batch, files, as_json, tsv;
  char *baseline, *edition;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->baseline);
  g_free (options->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
answer (char *const *fields)
{
  g_auto (PactComparison) comparison = { 0 };
  g_autofree char *facets = NULL;

  pact_compare (fields[1], fields[2], &comparison);
  facets = pact_facets_to_string (&comparison.facets);
  printf ("%s\t%s\t%s\t%s\n", fields[0], pact_topic_name (comparison.topic),
          pact_verdict_name (comparison.verdict), facets);
}

static void
comparison_json (const PactComparison *comparison, const char *old_text, const char *new_text)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_text (json, "topic", pact_topic_name (comparison->topic));
  pact_json_text (json, "verdict", pact_verdict_name (comparison->verdict));
  pact_json_facets (json, "facets", &comparison->facets);
  pact_json_text (json, "why", comparison->why);
  pact_json_text (json, "old", old_text);
  pact_json_text (json, "new", new_text);
  pact_json_end (json);
  pact_json_print (json);
}

/* What one side is taken to say. */
static void
print_side (const PactTerminal *terminal, const char *side, const char *text)
{
  g_autoptr (PactReading) reading = pact_reading_new (text, -1);
  g_autofree char *title = pact_terminal_paint (terminal, PACT_STYLE_STRONG, side);

  printf ("\n%s\n", title);
  pact_print_facts (terminal, text, reading, 2);
}

static void
comparison_text (const PactComparison *comparison, const char *old_text, const char *new_text)
{
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactTable) table = pact_table_new_fields (&terminal);
  g_autofree char *facets = pact_facets_to_string (&comparison->facets);
  const PactFinding sides = { .old_text = (char *) old_text, .new_text = (char *) new_text };

  pact_table_cell (table, PACT_STYLE_FAINT, "verdict");
  pact_table_cell (table, pact_print_verdict_style (comparison->verdict),
                   pact_verdict_name (comparison->verdict));
  pact_table_field (table, "topic", pact_topic_name (comparison->topic));
  pact_table_field (table, "facets", comparison->facets.n > 0 ? facets : NULL);
  pact_table_field (table, "why", comparison->why);
  pact_table_print (table, 0);
  putchar ('\n');
  pact_print_wording (&terminal, &sides, 2, 0);
  print_side (&terminal, "old", old_text);
  print_side (&terminal, "new", new_text);
}

static PactExit
compare_texts (const Options *options, char **sides)
{
  g_autoptr (GError) error = NULL;
  g_auto (PactComparison) comparison = { 0 };

  if (!pact_input_is_text (sides[0], "old wording", &error) ||
      !pact_input_is_text (sides[1], "new wording", &error))
    return pact_cli_fail (error);
  pact_compare (sides[0], sides[1], &comparison);
  if (options->as_json)
    comparison_json (&comparison, sides[0], sides[1]);
  else
    comparison_text (&comparison, sides[0], sides[1]);
  return comparison.verdict == PACT_VERDICT_SAME ? PACT_EXIT_OK : PACT_EXIT_FINDINGS;
}

/* Two versions of one page, as the daemon compares them. */
static PactExit
compare_files (const Options *options, char **paths)
{
  PactTerminal terminal = pact_terminal ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PactDocument) old_document =
      pact_input_document (paths[0], NULL, NULL, NULL, NULL, &error);
  g_autoptr (PactDocument) new_document =
      old_document == NULL ? NULL : pact_input_document (paths[1], NULL, NULL, NULL, NULL, &error);
  g_autoptr (GPtrArray) findings = NULL;

  if (new_document == NULL)
    return pact_cli_fail (error);
  findings = pact_input_compare_versions (old_document, new_document, paths[1]);
  if (options->as_json)
    pact_json_print_findings (findings);
  for (guint i = 0; !options->as_json && i < findings->len; i++)
    pact_print_finding (&terminal, findings->pdata[i], 0);
  return findings->len > 0 ? PACT_EXIT_FINDINGS : PACT_EXIT_OK;
}

/* `term status facets evidence`, one line a term. */
static void
terms_tsv (GPtrArray *terms)
{
  for (guint i = 0; i < terms->len; i++) {
    const PactFinding *term = terms->pdata[i];
    g_autofree char *facets = pact_facets_to_string (&term->facets);
    g_autofree char *evidence =
        term->new_text == NULL ? g_strdup ("-") : pact_phrase_plain (term->new_text, 0);

    printf ("%s\t%s\t%s\t%s\n", term->verdict == PACT_VERDICT_NEW ? "+new" : term->term,
            pact_verdict_name (term->verdict), facets, evidence);
  }
}

/* The table, then what differs in each term that changed. */
static void
terms_text (GPtrArray *terms)
{
  PactTerminal terminal = pact_terminal ();

  pact_print_terms (&terminal, terms, 0);
  for (guint i = 0; i < terms->len; i++) {
    const PactFinding *term = terms->pdata[i];

    if (term->verdict != PACT_VERDICT_CHANGED)
      continue;
    putchar ('\n');
    pact_print_finding (&terminal, term, 0);
  }
}

static bool
any_critical (GPtrArray *terms)
{
  for (guint i = 0; i < terms->len; i++)
    if (pact_verdict_critical (((const PactFinding *) terms->pdata[i])->verdict))
      return true;
  return false;
}

static PactExit
compare_statement (const PactCli *cli, const Options *options, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactBaseline) baseline = pact_input_baseline (cli, options->baseline, &error);
  g_autoptr (PactDocument) statement = NULL;
  g_autoptr (GPtrArray) terms = NULL;

  if (baseline == NULL || !pact_input_is_date (options->edition, &error))
    return pact_cli_fail (error);
  statement = pact_input_document (path, NULL, NULL, NULL, NULL, &error);
  if (statement == NULL)
    return pact_cli_fail (error);
  terms = pact_input_compare_statement (baseline, options->edition, statement, path);
  if (options->tsv)
    terms_tsv (terms);
  else if (options->as_json)
    pact_json_print_findings (terms);
  else
    terms_text (terms);
  return !options->tsv && any_critical (terms) ? PACT_EXIT_FINDINGS : PACT_EXIT_OK;
}

PactExit
pact_cmd_compare (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "OLD NEW | --baseline BASELINE STATEMENT | --batch",
    .about = "Compares two wordings of one passage, or a statement (a page or text file) with a "
             "baseline: a file, a TSV with the header `term topic wording since`, or the name of "
             "one in the state. With --batch it reads lines `id OLD NEW` and prints `id topic "
             "verdict facets`, tab-separated.",
    .max = 2,
  };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "baseline", 0, 0, G_OPTION_ARG_FILENAME, &options.baseline, "Compare with this baseline",
      "BASELINE" },
    { "edition", 0, 0, G_OPTION_ARG_FILENAME, &options.edition,
      "Take its terms as of that date (default: the latest)", "DATE" },
    { "files", 0, 0, G_OPTION_ARG_NONE, &options.files, "OLD and NEW are files", NULL },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &options.batch, "Answer lines of standard input", NULL },
    { "tsv", 0, 0, G_OPTION_ARG_NONE, &options.tsv, "Print lines `term status facets evidence`",
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, entries);
  guint n = rest == NULL ? 0 : g_strv_length (rest);

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  if (options.batch && options.baseline == NULL && n == 0)
    return pact_batch_run ("id old new", answer);
  if (options.baseline != NULL && !options.batch && n == 1)
    return compare_statement (cli, &options, rest[0]);
  if (options.baseline == NULL && !options.batch && n == 2)
    return (options.files ? compare_files : compare_texts) (&options, rest);
  return pact_cli_complain ("usage: pactwatch compare %s", usage.arguments);
}
