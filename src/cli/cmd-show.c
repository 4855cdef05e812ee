/* pactwatch show: one finding with everything that proves it. */
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"

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
capture_fields (PactTable *table, const char *name, const PactState *state,
                const PactCaptureRow *row)
{
  g_autofree char *time = pact_print_time (row->time);

  pact_table_cell (table, PACT_STYLE_FAINT, name);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%" G_GINT64_FORMAT ", %s", row->id, time);
  pact_table_cell (table, PACT_STYLE_PLAIN, NULL);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%s/archive/%s", state->dir, row->place.file);
  pact_table_cell (table, PACT_STYLE_PLAIN, NULL);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "at byte %" G_GUINT64_FORMAT ", %s", row->place.offset,
                    row->digest);
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

/* The captures a finding rests on; `old` NULL where a baseline was compared. */
typedef struct {
  PactCaptureRow *new_row, *old_row;
} Evidence;

static void
evidence_clear (Evidence *evidence)
{
  pact_capture_row_free (evidence->new_row);
  pact_capture_row_free (evidence->old_row);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evidence, evidence_clear)

static bool
evidence_load (PactStore *store, const PactFinding *finding, Evidence *evidence, GError **error)
{
  evidence->new_row = pact_store_capture (store, finding->capture, error);
  if (evidence->new_row == NULL || finding->old_capture == 0)
    return evidence->new_row != NULL;
  evidence->old_row = pact_store_capture (store, finding->old_capture, error);
  return evidence->old_row != NULL;
}

static void
print_text (const PactState *state, const PactFinding *finding, const Evidence *evidence)
{
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
  capture_fields (table, "capture", state, evidence->new_row);
  if (evidence->old_row != NULL)
    capture_fields (table, "accepted", state, evidence->old_row);
  pact_table_field (table, "review", review);
  pact_table_print (table, INDENT);
}

static void
json_capture (PactJson *json, const char *key, const PactCaptureRow *row)
{
  if (row == NULL) {
    pact_json_text (json, key, NULL);
    return;
  }
  pact_json_object (json, key);
  pact_json_number (json, "id", row->id);
  pact_json_time (json, "time", row->time);
  pact_json_text (json, "url", row->url);
  pact_json_text (json, "digest", row->digest);
  pact_json_text (json, "warc_file", row->place.file);
  pact_json_number (json, "warc_offset", (gint64) row->place.offset);
  pact_json_number (json, "warc_length", (gint64) row->place.length);
  pact_json_end (json);
}

static void
print_json (const PactFinding *finding, const Evidence *evidence)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_finding (json, "finding", finding);
  json_capture (json, "capture", evidence->new_row);
  json_capture (json, "accepted_capture", evidence->old_row);
  pact_json_end (json);
  pact_json_print (json);
}

static PactExit
run (const PactCli *cli, const char *number, bool as_json)
{
  g_autoptr (PactState) state = NULL;
  g_autoptr (PactFinding) finding = NULL;
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!pact_input_id (number, &id, &error))
    return pact_cli_fail (error);
  state = pact_cli_state (cli);
  if (state == NULL)
    return PACT_EXIT_ERROR;
  finding = pact_store_finding (state->store, id, &error);
  if (finding == NULL || !evidence_load (state->store, finding, &evidence, &error))
    return pact_cli_fail (error);
  if (as_json)
    print_json (finding, &evidence);
  else
    print_text (state, finding, &evidence);
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
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);

  return rest == NULL ? PACT_EXIT_ERROR : run (cli, rest[0], as_json);
}
