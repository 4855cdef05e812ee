/* pactwatch status: is every source being looked at, and does it answer? */
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"
#include "watch/schedule.h"

#include <stdio.h>

#define NO_SPREAD 0.5 /* the middle of the random spread: what to expect */

/* One source with what the store knows of it. */
typedef struct {
  const PactSource *source;
  PactPage *page; /* its own address */
  guint items;    /* further pages it led to */
  PactStoreCounts counts;
} Row;

static void
row_free (Row *row)
{
  pact_page_free (row->page);
  g_free (row);
}

static Row *
row_new (PactState *state, const PactSource *source, GError **error)
{
  g_autoptr (GPtrArray) pages = pact_store_pages (state->store, source->name, error);
  Row *row;

  if (pages == NULL)
    return NULL;
  row = g_new0 (Row, 1);
  row->source = source;
  row->page = pact_store_page (state->store, source->name, source->url, error);
  for (guint i = 0; i < pages->len; i++)
    row->items += !g_str_equal (((const PactPage *) pages->pdata[i])->url, source->url);
  if (row->page == NULL || !pact_store_counts (state->store, source->name, &row->counts, error))
    g_clear_pointer (&row, row_free);
  return row;
}

static const char *
row_state (const Row *row)
{
  if (row->page->checked_time == 0)
    return "never checked";
  if (pact_schedule_is_silent (row->source->silent_after_s, row->page->failing_since,
                               g_get_real_time ()))
    return "silent";
  return row->page->failures > 0 ? "failing" : "ok";
}

/* When the daemon looks next, as far as can be told from here; µs. */
static gint64
row_next (const Row *row)
{
  const PactPage *page = row->page;

  if (page->checked_time == 0)
    return 0;
  return page->checked_time +
         pact_schedule_delay_s (row->source->every_s, page->failures, -1, NO_SPREAD) *
             G_USEC_PER_SEC;
}

static char *
due_words (const Row *row, gint64 now)
{
  gint64 next = row_next (row);
  g_autofree char *span = pact_print_span (next - now);

  return next <= now ? g_strdup ("due") : g_strdup_printf ("in %s", span);
}

static char *
ago_words (gint64 time, gint64 now)
{
  g_autofree char *span = pact_print_span (MAX (now - time, 0));

  return time == 0 ? g_strdup ("never") : g_strdup_printf ("%s ago", span);
}

static void
table_row (PactTable *table, const Row *row, gint64 now)
{
  const PactStoreCounts *counts = &row->counts;
  bool failing = row->page->failures > 0;
  g_autofree char *ago = ago_words (row->page->checked_time, now);
  g_autofree char *due = due_words (row, now);

  pact_table_cell (table, PACT_STYLE_STRONG, row->source->name);
  pact_table_cell (table, failing ? PACT_STYLE_ALARM : PACT_STYLE_GOOD, row_state (row));
  pact_table_cell (table, PACT_STYLE_PLAIN, ago);
  pact_table_cell (table, PACT_STYLE_PLAIN, due);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%" G_GINT64_FORMAT, counts->checks);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%" G_GINT64_FORMAT, counts->captures);
  pact_table_cellf (table, counts->findings_open > 0 ? PACT_STYLE_NOTICE : PACT_STYLE_PLAIN,
                    "%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " open", counts->findings,
                    counts->findings_open);
}

/* What is wrong with the sources that fail, and what to do. */
static void
print_failures (GPtrArray *rows, const PactTerminal *terminal)
{
  static const char *const headers[] = { "FAILING", "TIMES", "WHY", "WHAT TO DO", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);
  guint failing = 0;

  for (guint i = 0; i < rows->len; i++) {
    const Row *row = rows->pdata[i];
    const PactPage *page = row->page;
    g_autofree char *why = NULL;

    if (page->failures == 0)
      continue;
    failing++;
    why = pact_failure_describe (page->failure, page->failure_detail);
    pact_table_cell (table, PACT_STYLE_STRONG, row->source->name);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%u", page->failures);
    pact_table_cell (table, PACT_STYLE_ALARM, pact_failure_name (page->failure));
    pact_table_cell (table, PACT_STYLE_PLAIN, why);
  }
  if (failing == 0)
    return;
  putchar ('\n');
  pact_table_print (table, 0);
}

/* Pages that answer from elsewhere: they are read there, but for how long? */
static void
print_moved (GPtrArray *rows, const PactTerminal *terminal)
{
  static const char *const headers[] = { "MOVED", "TO", "WHAT TO DO", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);
  guint moved = 0;

  for (guint i = 0; i < rows->len; i++) {
    const Row *row = rows->pdata[i];

    if (row->page->moved == NULL)
      continue;
    moved++;
    pact_table_cell (table, PACT_STYLE_STRONG, row->source->name);
    pact_table_cell (table, PACT_STYLE_NOTICE, row->page->moved);
    pact_table_cell (table, PACT_STYLE_PLAIN, "write this address in its URL= if it is to stay");
  }
  if (moved == 0)
    return;
  putchar ('\n');
  pact_table_print (table, 0);
}

static void
print_text (GPtrArray *rows, const PactStoreCounts *total)
{
  static const char *const headers[] = { "SOURCE", "STATE",    "CHECKED",  "NEXT",
                                         "CHECKS", "CAPTURES", "FINDINGS", NULL };
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactTable) table = pact_table_new (&terminal, headers);
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < rows->len; i++)
    table_row (table, rows->pdata[i], now);
  pact_table_print (table, 0);
  print_failures (rows, &terminal);
  print_moved (rows, &terminal);
  if (total->outbox > 0)
    printf ("\n%" G_GINT64_FORMAT " alerts are still to be delivered\n", total->outbox);
  if (total->outbox_dead > 0)
    printf ("\nalerts that were given up: %" G_GINT64_FORMAT "; see 'pactwatch outbox list'\n",
            total->outbox_dead);
}

static void
json_counts (PactJson *json, const PactStoreCounts *counts)
{
  pact_json_number (json, "checks", counts->checks);
  pact_json_number (json, "checks_unchanged", counts->checks_unchanged);
  pact_json_number (json, "checks_failed", counts->checks_failed);
  pact_json_number (json, "captures", counts->captures);
  pact_json_number (json, "findings", counts->findings);
  pact_json_number (json, "findings_open", counts->findings_open);
}

static void
json_row (PactJson *json, const Row *row)
{
  const PactPage *page = row->page;

  pact_json_object (json, NULL);
  pact_json_text (json, "source", row->source->name);
  pact_json_text (json, "url", row->source->url);
  pact_json_text (json, "kind", pact_source_kind_names[row->source->kind]);
  pact_json_text (json, "baseline", row->source->baseline);
  pact_json_time (json, "checked", page->checked_time);
  pact_json_time (json, "next", row_next (row));
  pact_json_text (json, "state", row_state (row));
  pact_json_number (json, "failures", page->failures);
  pact_json_text (json, "failure", page->failures > 0 ? pact_failure_name (page->failure) : NULL);
  pact_json_text (json, "failure_detail", page->failure_detail);
  pact_json_text (json, "moved_to", page->moved);
  pact_json_number (json, "items", row->items);
  json_counts (json, &row->counts);
  pact_json_end (json);
}

static void
print_json (GPtrArray *rows, const PactStoreCounts *total)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_array (json, "sources");
  for (guint i = 0; i < rows->len; i++)
    json_row (json, rows->pdata[i]);
  pact_json_end (json);
  json_counts (json, total);
  pact_json_number (json, "outbox", total->outbox);
  pact_json_number (json, "outbox_dead", total->outbox_dead);
  pact_json_end (json);
  pact_json_print (json);
}

PactExit
pact_cmd_status (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "",
    .about = "Shows for every source when it was checked, whether it answers, and what was "
             "found.",
  };
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (PactState) state = rest == NULL ? NULL : pact_cli_state (cli);
  g_autoptr (PactConfig) config = state == NULL ? NULL : pact_cli_config (cli);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_autoptr (GError) error = NULL;
  PactStoreCounts total;

  if (config == NULL)
    return PACT_EXIT_ERROR;
  for (guint i = 0; i < config->sources->len; i++) {
    Row *row = row_new (state, config->sources->pdata[i], &error);

    if (row == NULL)
      return pact_cli_fail (error);
    g_ptr_array_add (rows, row);
  }
  if (!pact_store_counts (state->store, NULL, &total, &error))
    return pact_cli_fail (error);
  (as_json ? print_json : print_text) (rows, &total);
  return PACT_EXIT_OK;
}
