/* statement-values CASE...: the marks of each sentence in the light of each term, for
 * fit-statements: case, term, line, sentence, then NAME=VALUE of each mark. */
#include <stdio.h>
#include <stdlib.h>

#include "keep/baseline.h"
#include "pactwatch/read.h"
#include "read/statement-marks.h"

static void
print_marks (const char *folder, const PactStatement *statement, guint first, guint t)
{
  g_autoptr (GHashTable) marks = pact_statement_marks (
      statement, first, pact_statement_clauses (statement, first), t);
  g_autofree char *text =
      pact_statement_text (statement, pact_statement_line (statement, first));
  GHashTableIter iter;
  gpointer name, value;

  if (marks == NULL)
    return;
  printf ("%s\t%s\t%u\t%s", folder, pact_statement_term (statement, t)->term->name, first,
          g_strdelimit (text, "\t\n", ' '));
  g_hash_table_iter_init (&iter, marks);
  while (g_hash_table_iter_next (&iter, &name, &value))
    printf ("\t%s=%.4g", (char *) name, *(double *) value);
  printf ("\n");
}

static bool
print_case (const char *folder, GError **error)
{
  g_autofree char *baseline_path = g_build_filename (folder, "baseline.tsv", NULL);
  g_autofree char *text_path = g_build_filename (folder, "statement.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (PactBaseline) baseline = pact_baseline_load_tsv (baseline_path, error);
  g_autoptr (PactDocument) document = NULL;
  g_auto (PactStatement) statement = { 0 };

  if (baseline == NULL || !g_file_get_contents (text_path, &text, NULL, error))
    return false;
  document = pact_document_from_text (text, -1);
  pact_statement_init (&statement, baseline, NULL, document);
  for (guint i = 0; i < statement.lines->len; i += pact_statement_clauses (&statement, i))
    for (guint t = 0; t < statement.terms->len; t++)
      print_marks (folder, &statement, i, t);
  return true;
}

int
main (int argc, char **argv)
{
  for (int a = 1; a < argc; a++) {
    g_autoptr (GError) error = NULL;

    if (!print_case (argv[a], &error)) {
      fprintf (stderr, "statement-values: %s: %s\n", argv[a], error->message);
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
