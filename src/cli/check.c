/* The daemon's round, run once by hand until nothing is pending. */
#include "cli/check.h"

#include "cli/table.h"
#include "deliver.h"
#include "notice.h"
#include "round.h"

#define DELIVER_WAIT_US (5 * G_USEC_PER_SEC) /* how long tells are started */
#define DELIVER_LOOK_MS 50 /* between two looks whether all sinks are done */

static void
check_row_free (PactCheckRow *row)
{
  g_free (row->source);
  g_free (row->url);
  g_free (row->note);
  g_free (row);
}

void
pact_check_result_clear (PactCheckResult *result)
{
  g_clear_pointer (&result->findings, g_ptr_array_unref);
  g_clear_pointer (&result->rows, g_ptr_array_unref);
}

static char *
failure_note (const PactChecked *checked)
{
  if (checked->error != NULL)
    return g_strdup (checked->error->message);
  return pact_failure_describe (checked->failure, checked->failure_detail);
}

static char *
findings_note (guint told, bool look_again)
{
  g_autofree char *found = told == 0 ? NULL : g_strdup_printf ("%u finding%s", told, told == 1 ? "" : "s");

  if (!look_again)
    return g_steal_pointer (&found);
  return g_strdup_printf ("%s%sa removal is told once a second look confirms it: check again in a minute",
                          found != NULL ? found : "", found != NULL ? "; " : "");
}

/* Keeps the findings that are told now; their number. */
static guint
take_findings (PactCheckResult *result, GPtrArray *findings)
{
  guint told = 0;

  while (findings->len > 0) {
    PactFinding *finding = g_ptr_array_steal_index (findings, 0);

    if (finding->waiting || finding->same_as != 0) {
      pact_finding_free (finding);
      continue;
    }
    g_ptr_array_add (result->findings, finding);
    told++;
  }
  return told;
}

static void
checked (const PactChecked *checked, gpointer user_data)
{
  static const char *const outcomes[] = {
    [PACT_CHECK_CAPTURED] = "captured",
    [PACT_CHECK_IDENTICAL] = "unchanged",
    [PACT_CHECK_NOT_MODIFIED] = "unchanged",
    [PACT_CHECK_FAILED] = "failed",
  };
  PactCheckResult *result = user_data;
  PactCheckRow *row = g_new0 (PactCheckRow, 1);
  bool failed = checked->outcome == PACT_CHECK_FAILED || checked->error != NULL;
  guint told = take_findings (result, checked->findings);

  row->source = g_strdup (checked->source->name);
  row->url = g_str_equal (checked->url, checked->source->url) ? NULL : g_strdup (checked->url);
  row->outcome = failed ? outcomes[PACT_CHECK_FAILED] : outcomes[checked->outcome];
  row->note = failed ? failure_note (checked) : findings_note (told, checked->look_again);
  row->style = failed || told > 0 ? PACT_STYLE_ALARM : PACT_STYLE_GOOD;
  g_ptr_array_add (result->rows, row);
  result->failed += failed;
  pact_notice_tell (checked);
}

bool
pact_check_run (PactState *state, const PactConfig *config, GPtrArray *sources,
                PactCheckResult *ret_result, GError **error)
{
  g_autoptr (PactFetcher) fetcher = pact_fetcher_new (&config->fetch, error);
  g_autoptr (PactRound) round = NULL;

  if (fetcher == NULL)
    return false;
  *ret_result = (PactCheckResult){
    .findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free),
    .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) check_row_free),
  };
  round = pact_round_new (state, config, fetcher, checked, ret_result);
  for (guint i = 0; i < sources->len; i++)
    pact_round_check (round, sources->pdata[i]);
  while (pact_round_pending (round) > 0)
    g_main_context_iteration (NULL, TRUE);
  return true;
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Says what is still to be told, for there is no daemon to do it later. */
static void
warn_of_rest (PactState *state)
{
  PactStoreCounts counts;

  if (pact_store_counts (state->store, NULL, &counts, NULL) && counts.outbox > 0)
    pact_cli_complain (
        "some alerts are not delivered yet; pactwatchd or the next check tries again");
}

void
pact_check_deliver (PactState *state, const PactConfig *config)
{
  gint64 end = g_get_monotonic_time () + DELIVER_WAIT_US;
  g_autoptr (PactDeliver) deliver = NULL;
  g_autoptr (GError) error = NULL;
  guint timer;

  if (!pact_state_lock (state, NULL))
    return; /* whoever holds it delivers */
  deliver = pact_deliver_new (state, config, &error);
  if (deliver == NULL) {
    pact_cli_fail (error);
    return;
  }
  timer = g_timeout_add (DELIVER_LOOK_MS, look_again, NULL);
  pact_deliver_kick (deliver);
  while (pact_deliver_pending (deliver) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  while (!pact_deliver_pause (deliver)) /* who is being told would be told again if we left */
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  warn_of_rest (state);
}

void
pact_check_print (const PactCheckResult *result, const PactTerminal *terminal, guint indent)
{
  static const char *const headers[] = { "SOURCE", "CHECK", "NOTE", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);

  for (guint i = 0; i < result->rows->len; i++) {
    const PactCheckRow *row = result->rows->pdata[i];

    pact_table_cell (table, PACT_STYLE_STRONG, row->source);
    pact_table_cell (table, row->style, row->outcome);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%s%s%s", row->url != NULL ? row->url : "",
                      row->url != NULL && row->note != NULL ? ": " : "",
                      row->note != NULL ? row->note : "");
  }
  pact_table_print (table, indent);
}
