/* pactwatch replay: a recorded history of one document through today's reading, to see what would
 * have been told. A version that holds no statement is a failed check: it is passed over. */
#include "cli/history.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "pactwatch/error.h"

#include <stdio.h>

static bool
is_version (const char *name)
{
  return g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".htm") ||
         g_str_has_suffix (name, ".md") || g_str_has_suffix (name, ".txt") ||
         g_str_has_suffix (name, ".pdf");
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Names of the versions in `folder`, oldest first. */
static GPtrArray *
list_versions (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "%s: no folder that can be read; name one", folder);
    return NULL;
  }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (is_version (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  if (names->len > 0)
    return g_steal_pointer (&names);
  g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
               "%s: no versions in it; they are files named .html, .md, .txt or .pdf", folder);
  return NULL;
}

/* What is told of one version, against the one accepted then. */
typedef struct {
  const char *old_name, *new_name;
  GPtrArray *findings; /* PactFinding */
} Step;

typedef void (*StepFunc) (const Step *step, gpointer user_data);

static void
step_tsv (const Step *step, gpointer user_data)
{
  for (guint i = 0; i < step->findings->len; i++) {
    const PactFinding *finding = step->findings->pdata[i];

    printf ("%s\t%s\t%s\t%s\n", step->old_name, step->new_name, finding->topic,
            pact_verdict_name (finding->verdict));
  }
}

static void
step_text (const Step *step, gpointer user_data)
{
  const PactTerminal *terminal = user_data;
  g_autofree char *name = pact_terminal_paint (terminal, PACT_STYLE_STRONG, step->new_name);

  if (step->findings->len == 0)
    return;
  printf ("%s, after %s\n", name, step->old_name);
  for (guint i = 0; i < step->findings->len; i++)
    pact_print_finding (terminal, step->findings->pdata[i], 2);
  putchar ('\n');
}

static void
step_json (const Step *step, gpointer user_data)
{
  PactJson *json = user_data;

  for (guint i = 0; i < step->findings->len; i++) {
    pact_json_object (json, NULL);
    pact_json_text (json, "old_file", step->old_name);
    pact_json_text (json, "new_file", step->new_name);
    pact_json_finding (json, "finding", step->findings->pdata[i]);
    pact_json_end (json);
  }
}

/* A replay under way: where its steps go, and its figures. */
typedef struct {
  StepFunc step;
  gpointer user_data;
  PactHistory *history;
  guint passed_over, unread, findings;
} Replay;

static void
tell (Replay *replay, const char *name, GPtrArray *told_take)
{
  replay->step (&(Step){ pact_history_accepted (replay->history), name, told_take },
                replay->user_data);
  replay->findings += told_take->len;
  g_ptr_array_unref (told_take);
}

/* Whether the version holds a statement. */
static bool
take_version (Replay *replay, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  PactDocument *document = pact_input_document (path, NULL, NULL, NULL, NULL, &error);
  bool is_page = g_error_matches (error, PACT_ERROR, PACT_ERROR_PAGE);
  GPtrArray *told = document != NULL ? pact_history_add (replay->history, document, name) : NULL;

  if (told != NULL) {
    tell (replay, name, told);
    return true;
  }
  if (error == NULL) {
    is_page = true;
    g_set_error (&error, PACT_ERROR, PACT_ERROR_PAGE, "%s: less than half of the page is left", path);
  }
  pact_cli_complain ("%s%s", is_page ? "passed over: " : "", error->message);
  replay->passed_over += is_page;
  replay->unread += !is_page;
  return false;
}

static void
run (Replay *replay, const char *folder, GPtrArray *names)
{
  g_autoptr (PactHistory) history = pact_history_new ();
  const char *newest = NULL;

  replay->history = history;
  for (guint i = 0; i < names->len; i++)
    if (take_version (replay, folder, names->pdata[i]))
      newest = names->pdata[i];
  tell (replay, newest, pact_history_end (history));
}

static Replay
replay_tsv (const char *folder, GPtrArray *names)
{
  Replay replay = { .step = step_tsv };

  run (&replay, folder, names);
  return replay;
}

static Replay
replay_json (const char *folder, GPtrArray *names)
{
  PactJson *json = pact_json_new ();
  Replay replay = { .step = step_json, .user_data = json };

  pact_json_array (json, NULL);
  run (&replay, folder, names);
  pact_json_end (json);
  pact_json_print (json);
  return replay;
}

static Replay
replay_text (const char *folder, GPtrArray *names)
{
  PactTerminal terminal = pact_terminal ();
  Replay replay = { .step = step_text, .user_data = &terminal };

  run (&replay, folder, names);
  printf ("versions: %u, passed over: %u, findings: %u\n", names->len, replay.passed_over,
          replay.findings);
  return replay;
}

PactExit
pact_cmd_replay (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "FOLDER",
    .about = "Runs dated versions of one document (.html .md .txt .pdf; name order is time order) "
             "through today's reading and prints what would have been told.",
    .min = 1,
    .max = 1,
  };
  gboolean tsv = false, as_json = false;
  const GOptionEntry options[] = {
    { "tsv", 0, 0, G_OPTION_ARG_NONE, &tsv, "Print lines `old-file new-file topic verdict`", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;
  Replay replay;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  names = list_versions (rest[0], &error);
  if (names == NULL)
    return pact_cli_fail (error);
  replay = (tsv ? replay_tsv : as_json ? replay_json : replay_text) (rest[0], names);
  if (replay.unread > 0)
    return PACT_EXIT_ERROR;
  return !tsv && replay.findings > 0 ? PACT_EXIT_FINDINGS : PACT_EXIT_OK;
}
