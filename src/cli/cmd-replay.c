/* pactwatch replay: recorded histories through today's reading, to see what would have been told. */
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/replay.h"
#include "tell/phrase.h"
#include "pactwatch/error.h"

#include <stdio.h>
#include <string.h>

/* The line that --tsv prints and --against takes. */
static char *
line_of (const PactReplayStep *step, const PactFinding *finding)
{
  return g_strdup_printf ("%s\t%s\t%s\t%s", step->old_name, step->new_name, finding->topic,
                          pact_verdict_name (finding->verdict));
}

static void
step_tsv (const PactReplayStep *step, gpointer user_data)
{
  for (guint i = 0; i < step->findings->len; i++) {
    g_autofree char *line = line_of (step, step->findings->pdata[i]);

    puts (line);
  }
}

static void
print_head (const PactTerminal *terminal, const PactReplayStep *step)
{
  g_autofree char *new_name = pact_phrase_plain (step->new_name, 0);
  g_autofree char *old_name = pact_phrase_plain (step->old_name, 0);
  g_autofree char *painted = pact_terminal_paint (terminal, PACT_STYLE_STRONG, new_name);

  printf ("%s, after %s\n", painted, old_name);
}

static void
step_text (const PactReplayStep *step, gpointer user_data)
{
  const PactTerminal *terminal = user_data;

  print_head (terminal, step);
  for (guint i = 0; i < step->findings->len; i++)
    pact_print_finding (terminal, step->findings->pdata[i], 2);
  putchar ('\n');
}

static void
step_json (const PactReplayStep *step, gpointer user_data)
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

/* An earlier replay: its lines, each with how often it was not met yet. */
typedef struct {
  PactTerminal terminal;
  GHashTable *lines;
  guint appear, vanish;
} Against;

static bool
is_line (const char *text)
{
  g_auto (GStrv) fields = g_strsplit (text, "\t", -1);

  return g_strv_length (fields) == 4;
}

/* How often each line stands in the file. */
static GHashTable *
read_lines (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = pact_input_bytes (path, error);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, lines[i]));

    if (lines[i][0] == '\0')
      continue;
    if (!is_line (lines[i])) {
      g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                   "%s:%u: this is no line of 'pactwatch replay --tsv'", path, i + 1);
      return NULL;
    }
    g_hash_table_insert (counts, g_strdup (lines[i]), GUINT_TO_POINTER (n + 1));
  }
  return g_steal_pointer (&counts);
}

/* Prints what the earlier replay did not tell. */
static void
step_against (const PactReplayStep *step, gpointer user_data)
{
  Against *against = user_data;

  for (guint i = 0; i < step->findings->len; i++) {
    g_autofree char *line = line_of (step, step->findings->pdata[i]);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (against->lines, line));

    if (n > 0) {
      g_hash_table_insert (against->lines, g_steal_pointer (&line), GUINT_TO_POINTER (n - 1));
      continue;
    }
    against->appear++;
    printf ("would appear: ");
    print_head (&against->terminal, step);
    pact_print_finding (&against->terminal, step->findings->pdata[i], 2);
  }
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/* Prints what is not told any more. */
static void
print_vanished (Against *against)
{
  g_autoptr (GList) lines = g_list_sort (g_hash_table_get_keys (against->lines), by_text);

  for (const GList *item = lines; item != NULL; item = item->next) {
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (against->lines, item->data));
    g_autofree char *plain = pact_phrase_plain (item->data, 0);

    against->vanish += n;
    for (; n > 0; n--)
      printf ("would vanish: %s\n", plain);
  }
}

static bool
run_against (PactReplay *replay, char **paths, const char *path, GError **error)
{
  Against against = { .terminal = pact_terminal (), .lines = read_lines (path, error) };
  bool done;

  if (against.lines == NULL)
    return false;
  replay->step = step_against;
  replay->user_data = &against;
  done = pact_replay_run (replay, paths, error);
  if (done) {
    print_vanished (&against);
    printf ("%u alert%s would appear, %u would vanish\n", against.appear,
            against.appear == 1 ? "" : "s", against.vanish);
    replay->findings = against.appear + against.vanish;
  }
  g_hash_table_unref (against.lines);
  return done;
}

static bool
run_json (PactReplay *replay, char **paths, GError **error)
{
  PactJson *json = pact_json_new ();
  bool done;

  pact_json_array (json, NULL);
  replay->step = step_json;
  replay->user_data = json;
  done = pact_replay_run (replay, paths, error);
  pact_json_end (json);
  if (done) {
    pact_json_print (json);
  } else {
    g_autofree char *unused = pact_json_write (json, false);
  }
  return done;
}

static bool
run_tsv (PactReplay *replay, char **paths, GError **error)
{
  replay->step = step_tsv;
  return pact_replay_run (replay, paths, error);
}

static bool
run_text (PactReplay *replay, char **paths, GError **error)
{
  PactTerminal terminal = pact_terminal ();

  replay->step = step_text;
  replay->user_data = &terminal;
  if (!pact_replay_run (replay, paths, error))
    return false;
  printf ("versions: %u, passed over: %u, findings: %u\n", replay->versions, replay->passed_over,
          replay->findings);
  return true;
}

typedef struct {
  char *source, *against;
  gboolean tsv, as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->source);
  g_free (options->against);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static PactExit
run (const PactCli *cli, char **paths, const Options *options)
{
  g_autofree char *archive = pact_cli_state_path (cli, "archive");
  g_autofree char *baselines = pact_cli_state_path (cli, "baselines");
  char *own[] = { archive, NULL };
  g_autoptr (PactConfig) config =
      options->source != NULL ? pact_cli_config (cli) : pact_cli_config_quiet (cli);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  PactReplay replay = { .config = config, .baselines = baselines };
  bool done;

  if (options->source != NULL) {
    if (config == NULL)
      return PACT_EXIT_ERROR;
    if (!pact_cli_sources (config, (char *[]){ options->source, NULL }, sources, &error))
      return pact_cli_fail (error);
    replay.source = sources->pdata[0];
  }
  if (paths[0] == NULL)
    paths = own;
  done = options->against != NULL ? run_against (&replay, paths, options->against, &error)
                                  : (options->tsv       ? run_tsv
                                     : options->as_json ? run_json
                                                        : run_text) (&replay, paths, &error);
  if (!done)
    return pact_cli_fail (error);
  if (replay.unread > 0)
    return PACT_EXIT_ERROR;
  return !options->tsv && replay.findings > 0 ? PACT_EXIT_FINDINGS : PACT_EXIT_OK;
}

PactExit
pact_cmd_replay (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "[FOLDER|FILE.warc.gz…]",
    .about = "Runs a recorded history through today's reading and prints what would have been told, "
             "when and why: dated versions of one document in a folder (.html .md .pdf .txt; name "
             "order is time order), or WARC files of any tool. Without an argument: the archive.",
    .max = PACT_ANY_NUMBER,
  };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "source", 0, 0, G_OPTION_ARG_FILENAME, &options.source,
      "Read as this source is: Select=, Topics=, Baseline=, ConfirmAfter=", "NAME" },
    { "against", 0, 0, G_OPTION_ARG_FILENAME, &options.against,
      "What differs from an earlier replay, whose --tsv lines FILE holds", "FILE" },
    { "tsv", 0, 0, G_OPTION_ARG_NONE, &options.tsv, "Print lines `old-file new-file topic verdict`",
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, entries);

  return rest == NULL ? PACT_EXIT_ERROR : run (cli, rest, &options);
}
