/* pactwatch show: one finding with everything that proves it. */
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"
#include "evidence.h"

#include <stdio.h>

#define INDENT 2

static char *
review_words (const PactFinding *finding)
{
  g_autofree char *time = pact_print_time (finding->review_time);

  if (finding->review == PACT_REVIEW_OPEN)
    return g_strdup_printf ("open; 'pactwatch accept %" G_GINT64_FORMAT
                            "' or 'pactwatch dismiss %" G_GINT64_FORMAT " --why TEXT'",
                            finding->id, finding->id);
  return g_strdup_printf ("%s %s%s%s", pact_review_name (finding->review), time,
                          finding->review_why != NULL ? ": " : "",
                          finding->review_why != NULL ? finding->review_why : "");
}

/* A capture and where its bytes are. */
static void
capture_fields (PactTable *table, const char *name, const PactProof *proof)
{
  g_autofree char *time = pact_print_time (proof->time);

  pact_table_cell (table, PACT_STYLE_FAINT, name);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%" G_GINT64_FORMAT ", %s", proof->id, time);
  pact_table_cell (table, PACT_STYLE_PLAIN, NULL);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%s", proof->path);
  pact_table_cell (table, PACT_STYLE_PLAIN, NULL);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "at byte %" G_GUINT64_FORMAT ", %s", proof->offset,
                    proof->digest);
}

/* The other pages that say the same. */
static void
also_fields (PactTable *table, const GPtrArray *also)
{
  for (guint i = 0; also != NULL && i < also->len; i++) {
    const PactFinding *finding = also->pdata[i];
    g_autofree char *time = pact_print_time (finding->time);

    pact_table_cell (table, PACT_STYLE_FAINT, i == 0 ? "also" : NULL);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%s, %s, %s", finding->source, time, finding->url);
  }
}

static void
print_text (const PactReport *report)
{
  const PactFinding *finding = report->finding;
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactTable) table = pact_table_new_fields (&terminal);
  g_autoptr (PactPager) pager = pact_pager_start ();
  g_autofree char *facets = pact_facets_to_string (&finding->facets);
  g_autofree char *time = pact_print_time (finding->time);
  g_autofree char *review = review_words (finding);

  pact_print_headline (&terminal, finding, 0);
  putchar ('\n');
  pact_print_wording (&terminal, finding, INDENT, 0);
  putchar ('\n');
  pact_table_field (table, "verdict", pact_verdict_name (finding->verdict));
  pact_table_field (table, "topic", finding->topic);
  pact_table_field (table, "facets", finding->facets.n > 0 ? facets : NULL);
  pact_table_field (table, "why", finding->why);
  pact_table_field (table, "baseline", finding->baseline);
  pact_table_field (table, "term", finding->term);
  pact_table_field (table, "source", finding->source);
  pact_table_field (table, "page", finding->title);
  pact_table_field (table, "address", finding->url);
  also_fields (table, finding->also);
  pact_table_field (table, "found", time);
  pact_table_field (table, "class", finding->reread ? "re-read: told to nobody" : NULL);
  if (report->capture.id != 0)
    capture_fields (table, "capture", &report->capture);
  if (report->accepted.id != 0)
    capture_fields (table, "accepted", &report->accepted);
  pact_table_field (table, "review", review);
  pact_table_print (table, INDENT);
}

static void
json_capture (PactJson *json, const char *key, const PactProof *proof)
{
  g_autofree char *file = proof->id != 0 ? g_path_get_basename (proof->path) : NULL;

  if (file == NULL) {
    pact_json_text (json, key, NULL);
    return;
  }
  pact_json_object (json, key);
  pact_json_number (json, "id", proof->id);
  pact_json_time (json, "time", proof->time);
  pact_json_text (json, "url", proof->url);
  pact_json_text (json, "digest", proof->digest);
  pact_json_text (json, "warc_file", file);
  pact_json_number (json, "warc_offset", (gint64) proof->offset);
  pact_json_number (json, "warc_length", (gint64) proof->length);
  pact_json_end (json);
}

static void
print_json (const PactReport *report)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_finding (json, "finding", report->finding);
  json_capture (json, "capture", &report->capture);
  json_capture (json, "accepted_capture", &report->accepted);
  pact_json_end (json);
  pact_json_print (json);
}

static void
print_html (const PactReport *report)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_autofree char *page = NULL;

  g_ptr_array_add (reports, (gpointer) report);
  page = pact_report_html (reports);
  fputs (page, stdout);
}

/* What the options say. */
typedef struct {
  gboolean as_json, as_html;
} Options;

static PactExit
run (const PactCli *cli, const char *number, const Options *options)
{
  g_autoptr (PactState) state = NULL;
  g_autoptr (PactReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!pact_input_id (number, &id, &error))
    return pact_cli_fail (error);
  state = pact_cli_state (cli);
  if (state == NULL)
    return PACT_EXIT_ERROR;
  report = pact_evidence_load (state, id, &error);
  if (report == NULL)
    return pact_cli_fail (error);
  (options->as_html ? print_html : options->as_json ? print_json : print_text) (report);
  return PACT_EXIT_OK;
}

PactExit
pact_cmd_show (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "ID",
    .about = "Shows a finding: what changed word by word, why it was told, and where the proof "
             "lies.",
    .min = 1,
    .max = 1,
    .takes = PACT_TAKES_FINDINGS,
  };
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "Print JSON", NULL },
    { "html", 0, 0, G_OPTION_ARG_NONE, &options.as_html, "Print a page for a browser", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, entries);

  return rest == NULL ? PACT_EXIT_ERROR : run (cli, rest[0], &options);
}
