/* pactwatch outbox: alerts that some sink has not confirmed. */
#include "cli/check.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"
#include "tell/phrase.h"

#include <stdio.h>

typedef struct {
  const PactCli *cli;
  PactState *state;
  GPtrArray *waiting; /* PactDelivery */
  bool as_json;
} Outbox;

static void
print_text (GPtrArray *waiting)
{
  static const char *const headers[] = { "ID", "SINK", "TRIES", "NEXT TRY", "ALERT", NULL };
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactTable) table = pact_table_new (&terminal, headers);

  for (guint i = 0; i < waiting->len; i++) {
    const PactDelivery *delivery = waiting->pdata[i];
    g_autofree char *due = pact_print_time (delivery->due);
    g_autofree char *headline = pact_phrase_headline (delivery->finding);

    pact_table_cellf (table, PACT_STYLE_STRONG, "%" G_GINT64_FORMAT, delivery->id);
    pact_table_cell (table, PACT_STYLE_PLAIN, delivery->sink);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%u", delivery->tries);
    pact_table_cell (table, PACT_STYLE_PLAIN, due);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%s%s%s", headline,
                      delivery->why != NULL ? "; " : "",
                      delivery->why != NULL ? delivery->why : "");
  }
  pact_table_print (table, 0);
}

static void
print_json (GPtrArray *waiting)
{
  PactJson *json = pact_json_new ();

  pact_json_array (json, NULL);
  for (guint i = 0; i < waiting->len; i++) {
    const PactDelivery *delivery = waiting->pdata[i];

    pact_json_object (json, NULL);
    pact_json_number (json, "id", delivery->id);
    pact_json_text (json, "sink", delivery->sink);
    pact_json_number (json, "tries", delivery->tries);
    pact_json_time (json, "due", delivery->due);
    pact_json_text (json, "why", delivery->why);
    pact_json_finding (json, "finding", delivery->finding);
    pact_json_end (json);
  }
  pact_json_end (json);
  pact_json_print (json);
}

static PactExit
list (const Outbox *outbox, char **ids)
{
  if (ids[0] != NULL)
    return pact_cli_complain ("usage: pactwatch outbox list");
  (outbox->as_json ? print_json : print_text) (outbox->waiting);
  return PACT_EXIT_OK;
}

typedef bool (*Change) (PactStore *store, gint64 id, gint64 time, GError **error);

static bool
change_each (const Outbox *outbox, char **ids, Change change, GError **error)
{
  for (; *ids != NULL; ids++) {
    gint64 id;

    if (!pact_input_id (*ids, &id, error) ||
        !change (outbox->state->store, id, g_get_real_time (), error))
      return false;
  }
  return true;
}

static bool
change_all (const Outbox *outbox, Change change, GError **error)
{
  for (guint i = 0; i < outbox->waiting->len; i++)
    if (!change (outbox->state->store, ((const PactDelivery *) outbox->waiting->pdata[i])->id,
                 g_get_real_time (), error))
      return false;
  return true;
}

static PactExit
retry (const Outbox *outbox, char **ids)
{
  g_autoptr (PactConfig) config = pact_cli_config (outbox->cli);
  g_autoptr (GError) error = NULL;

  if (config == NULL)
    return PACT_EXIT_ERROR;
  if (!(ids[0] != NULL ? change_each (outbox, ids, pact_store_retry, &error)
                       : change_all (outbox, pact_store_retry, &error)))
    return pact_cli_fail (error);
  pact_check_deliver (outbox->state, config);
  return PACT_EXIT_OK;
}

static PactExit
drop (const Outbox *outbox, char **ids)
{
  g_autoptr (GError) error = NULL;

  if (ids[0] == NULL)
    return pact_cli_complain ("usage: pactwatch outbox drop ID…");
  return change_each (outbox, ids, pact_store_drop, &error) ? PACT_EXIT_OK : pact_cli_fail (error);
}

static const struct {
  const char *name;
  PactExit (*run) (const Outbox *outbox, char **ids);
} actions[] = { { "list", list }, { "retry", retry }, { "drop", drop } };

static PactExit
run (Outbox *outbox, char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, rest[0]))
      return actions[i].run (outbox, rest + 1);
  return pact_cli_complain ("unknown action '%s'; there are: list, retry, drop", rest[0]);
}

PactExit
pact_cmd_outbox (const PactCli *cli, int argc, char **argv)
{
  static const char *const words[] = { "list", "retry", "drop", NULL };
  static const PactUsage usage = {
    .arguments = "list | retry [ID…] | drop ID…",
    .about = "Alerts that a sink has not confirmed: which there are and why, telling them again "
             "now, and giving one up.",
    .min = 1,
    .max = PACT_ANY_NUMBER,
    .words = words,
  };
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (PactState) state = rest == NULL ? NULL : pact_cli_state (cli);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;

  if (state == NULL)
    return PACT_EXIT_ERROR;
  waiting = pact_store_waiting (state->store, &error);
  if (waiting == NULL)
    return pact_cli_fail (error);
  return run (&(Outbox){ cli, state, waiting, as_json }, rest);
}
