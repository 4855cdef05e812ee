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

/* "held" is by the user's wish: quiet hours, or for a digest. */
static const char *
state_of (const PactDelivery *delivery)
{
  if (delivery->dead != 0)
    return "dead";
  if (delivery->paused)
    return "paused";
  return delivery->held ? "held" : "waits";
}

static void
table_row (PactTable *table, const PactDelivery *delivery)
{
  bool dead = delivery->dead != 0;
  g_autofree char *due = dead || delivery->paused ? g_strdup ("-") : pact_print_time (delivery->due);
  g_autofree char *headline = pact_phrase_headline (delivery->finding);

  pact_table_cellf (table, PACT_STYLE_STRONG, "%" G_GINT64_FORMAT, delivery->id);
  pact_table_cell (table, PACT_STYLE_PLAIN, delivery->sink);
  pact_table_cell (table, dead ? PACT_STYLE_ALARM : PACT_STYLE_PLAIN, state_of (delivery));
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%u", delivery->tries);
  pact_table_cell (table, PACT_STYLE_PLAIN, due);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%s%s%s", headline, delivery->why != NULL ? "; " : "",
                    delivery->why != NULL ? delivery->why : "");
}

static void
print_text (GPtrArray *waiting, GPtrArray *pauses)
{
  static const char *const headers[] = { "ID", "SINK", "STATE", "TRIES", "NEXT TRY", "ALERT", NULL };
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactTable) table = pact_table_new (&terminal, headers);

  for (guint i = 0; i < waiting->len; i++)
    table_row (table, waiting->pdata[i]);
  pact_table_print (table, 0);
  for (guint i = 0; i < pauses->len; i++) {
    const PactPause *pause = pauses->pdata[i];
    g_autofree char *since = pact_print_time (pause->since);

    printf ("sink '%s' is paused since %s; 'pactwatch outbox resume %s' ends it\n", pause->sink,
            since, pause->sink);
  }
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
    pact_json_text (json, "state", state_of (delivery));
    pact_json_number (json, "tries", delivery->tries);
    pact_json_time (json, "due", delivery->due);
    pact_json_text (json, "why", delivery->why);
    pact_json_time (json, "dead", delivery->dead);
    pact_json_finding (json, "finding", delivery->finding);
    pact_json_end (json);
  }
  pact_json_end (json);
  pact_json_print (json);
}

static PactExit
list (const Outbox *outbox, char **ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pauses = pact_store_pauses (outbox->state->store, &error);

  if (ids[0] != NULL)
    return pact_cli_complain ("usage: pactwatch outbox list");
  if (pauses == NULL)
    return pact_cli_fail (error);
  if (outbox->as_json)
    print_json (outbox->waiting);
  else
    print_text (outbox->waiting, pauses);
  return PACT_EXIT_OK;
}

typedef bool (*Change) (PactStore *store, gint64 id, gint64 time, GError **error);

static bool
change_each (const Outbox *outbox, char **ids, Change change, GError **error)
{
  for (; *ids != NULL; ids++) {
    gint64 id;

    if (!pact_input_alert_id (*ids, &id, error) ||
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

static PactExit
pause_sink (const Outbox *outbox, char **names)
{
  g_autoptr (PactConfig) config = pact_cli_config (outbox->cli);
  g_autoptr (GError) error = NULL;

  if (config == NULL)
    return PACT_EXIT_ERROR;
  if (g_strv_length (names) != 1)
    return pact_cli_complain ("usage: pactwatch outbox pause SINK");
  if (pact_config_sink (config, names[0]) == NULL)
    return pact_cli_complain ("no sink '%s'; 'pactwatch config check' names the settings' files",
                              names[0]);
  return pact_store_pause (outbox->state->store, names[0], g_get_real_time (), &error)
             ? PACT_EXIT_OK
             : pact_cli_fail (error);
}

/* Also one that is not in the settings any more. */
static PactExit
resume_sink (const Outbox *outbox, char **names)
{
  g_autoptr (PactConfig) config = pact_cli_config (outbox->cli);
  g_autoptr (GError) error = NULL;

  if (config == NULL)
    return PACT_EXIT_ERROR;
  if (g_strv_length (names) != 1)
    return pact_cli_complain ("usage: pactwatch outbox resume SINK");
  if (!pact_store_resume (outbox->state->store, names[0], &error))
    return pact_cli_fail (error);
  pact_check_deliver (outbox->state, config);
  return PACT_EXIT_OK;
}

static const struct {
  const char *name;
  PactExit (*run) (const Outbox *outbox, char **rest);
} actions[] = {
  { "list", list },         { "retry", retry },         { "drop", drop },
  { "pause", pause_sink },  { "resume", resume_sink },
};

static PactExit
run (Outbox *outbox, char **rest)
{
  if (rest[0] == NULL)
    return list (outbox, rest);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, rest[0]))
      return actions[i].run (outbox, rest + 1);
  return pact_cli_complain ("unknown action '%s'; there are: list, retry, drop, pause, resume",
                            rest[0]);
}

PactExit
pact_cmd_outbox (const PactCli *cli, int argc, char **argv)
{
  static const char *const words[] = { "list", "retry", "drop", "pause", "resume", NULL };
  static const PactUsage usage = {
    .arguments = "[list] | retry [ID…] | drop ID… | pause SINK | resume SINK",
    .about = "Alerts that a sink has not confirmed: which there are and why, telling them again "
             "now, and dropping one. A paused sink is told nothing until it is resumed, and then "
             "all of it.",
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
