/* pactwatch terms: what holds now, term by term, and what the newest statement says of it. */
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"
#include "keep/baseline.h"
#include "tell/phrase.h"

#include <stdio.h>

/* One baseline with what the watched pages say of its terms. */
typedef struct {
  PactBaseline *baseline;
  GPtrArray *said; /* PactFinding of all pages; NULL when an earlier edition is shown */
  const char *edition;
} View;

/* The newest statement that mentions the term; NULL when none does. */
static const PactFinding *
newest_word (const View *view, const PactTerm *term)
{
  const PactFinding *newest = NULL;

  for (guint i = 0; view->said != NULL && i < view->said->len; i++) {
    const PactFinding *said = view->said->pdata[i];

    if (g_strcmp0 (said->term, term->name) == 0 && said->verdict != PACT_VERDICT_NOT_MENTIONED &&
        (newest == NULL || said->time > newest->time))
      newest = said;
  }
  return newest;
}

static const char *
status_name (const View *view, const PactFinding *word)
{
  if (view->said == NULL)
    return NULL;
  return pact_verdict_name (word != NULL ? word->verdict : PACT_VERDICT_NOT_MENTIONED);
}

static void
text_term (PactTable *table, const View *view, const PactTerm *term, const PactWording *wording)
{
  const PactFinding *word = newest_word (view, term);
  PactVerdict verdict = word != NULL ? word->verdict : PACT_VERDICT_NOT_MENTIONED;

  pact_table_cell (table, PACT_STYLE_STRONG, term->name);
  pact_table_cell (table, PACT_STYLE_PLAIN, term->topic);
  pact_table_cell (table, PACT_STYLE_PLAIN, wording->since);
  pact_table_cell (table, pact_print_verdict_style (verdict), status_name (view, word));
  pact_table_cell (table, PACT_STYLE_PLAIN, word != NULL ? word->source : NULL);
  pact_table_cell (table, PACT_STYLE_PLAIN, wording->text);
}

static void
text_view (const View *view, const PactTerminal *terminal)
{
  static const char *const headers[] = { "TERM",   "TOPIC",   "SINCE", "STATUS",
                                         "SOURCE", "WORDING", NULL };
  const PactBaseline *baseline = view->baseline;
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);
  g_autofree char *title = baseline->title == NULL ? NULL : pact_phrase_plain (baseline->title, 0);
  g_autofree char *name = pact_terminal_paint (terminal, PACT_STYLE_STRONG, baseline->name);

  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactTerm *term = baseline->terms->pdata[i];
    const PactWording *wording = pact_term_wording (term, view->edition);

    if (wording != NULL)
      text_term (table, view, term, wording);
  }
  printf ("%s%s%s\n", name, title != NULL ? ": " : "", title != NULL ? title : "");
  pact_table_print (table, 2);
}

static void
json_term (PactJson *json, const View *view, const PactTerm *term, const PactWording *wording)
{
  const PactFinding *word = newest_word (view, term);

  pact_json_object (json, NULL);
  pact_json_text (json, "term", term->name);
  pact_json_text (json, "topic", term->topic);
  pact_json_text (json, "since", wording->since);
  pact_json_text (json, "wording", wording->text);
  pact_json_text (json, "status", status_name (view, word));
  if (word != NULL)
    pact_json_finding (json, "statement", word);
  pact_json_end (json);
}

static void
json_view (PactJson *json, const View *view)
{
  pact_json_object (json, NULL);
  pact_json_text (json, "baseline", view->baseline->name);
  pact_json_text (json, "title", view->baseline->title);
  pact_json_array (json, "terms");
  for (guint i = 0; i < view->baseline->terms->len; i++) {
    const PactTerm *term = view->baseline->terms->pdata[i];
    const PactWording *wording = pact_term_wording (term, view->edition);

    if (wording != NULL)
      json_term (json, view, term, wording);
  }
  pact_json_end (json);
  pact_json_end (json);
}

/* Loads the baseline and what is said of it; calls `json` or prints text. */
static bool
show_baseline (PactState *state, const char *name, const char *edition, PactJson *json,
               const PactTerminal *terminal, GError **error)
{
  g_autoptr (PactBaseline) baseline = pact_baseline_load (state->baselines, name, error);
  g_autoptr (GPtrArray) said = NULL;

  if (baseline == NULL)
    return false;
  if (edition == NULL) {
    said = pact_store_terms (state->store, name, error);
    if (said == NULL)
      return false;
  }
  if (json != NULL)
    json_view (json, &(View){ baseline, said, edition });
  else
    text_view (&(View){ baseline, said, edition }, terminal);
  return true;
}

static PactExit
run (PactState *state, char **names, const char *edition, bool as_json)
{
  PactTerminal terminal = pact_terminal ();
  PactJson *json = as_json ? pact_json_new () : NULL;
  g_autoptr (GError) error = NULL;
  PactExit code = PACT_EXIT_OK;

  if (json != NULL)
    pact_json_array (json, NULL);
  for (char **name = names; *name != NULL; name++) {
    if (json == NULL && name > names)
      putchar ('\n');
    if (!show_baseline (state, *name, edition, json, &terminal, &error))
      code = pact_cli_fail (error);
    g_clear_error (&error);
  }
  if (json != NULL) {
    pact_json_end (json);
    pact_json_print (json);
  }
  return code;
}

PactExit
pact_cmd_terms (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "[BASELINE]",
    .about = "Shows the terms of a baseline, or of all: the wording in force, and whether the "
             "newest statement that mentions a term reaffirms or changes it.",
    .max = 1,
    .takes = PACT_TAKES_BASELINES,
  };
  g_autofree char *edition = NULL;
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "edition", 0, 0, G_OPTION_ARG_FILENAME, &edition,
      "The wording as of that date, without what statements say of it", "DATE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (PactState) state = rest == NULL ? NULL : pact_cli_state (cli);
  g_auto (GStrv) all = NULL;
  g_autoptr (GError) error = NULL;

  if (state == NULL)
    return PACT_EXIT_ERROR;
  if (!pact_input_is_date (edition, &error))
    return pact_cli_fail (error);
  if (rest[0] == NULL)
    all = pact_baseline_list (state->baselines, &error);
  if (error != NULL)
    return pact_cli_fail (error);
  return run (state, all != NULL ? all : rest, edition, as_json);
}
