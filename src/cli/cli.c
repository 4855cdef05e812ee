/* What all commands share: their arguments, their complaints, settings and state. */
#include "cli/commands.h"

#include "caps.h"
#include "cli/complete.h"
#include "cli/terminal.h"
#include "pactwatch/error.h"
#include "tell/phrase.h"

#include <stdio.h>

#define ABOUT_WIDTH 80 /* columns of the text in --help */

PactExit
pact_cli_complain (const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  line = pact_phrase_plain (message, 0);
  fflush (stdout);
  fprintf (stderr, "pactwatch: %s\n", line);
  return PACT_EXIT_ERROR;
}

PactExit
pact_cli_fail (const GError *error)
{
  return pact_cli_complain ("%s", error->message);
}

PactExit
pact_cli_bad_option (const GError *error, const char *program)
{
  return pact_cli_complain ("%c%s; see '%s --help'", g_ascii_tolower (error->message[0]),
                            error->message + 1, program);
}

static GOptionContext *
option_context (const PactUsage *usage, const GOptionEntry *options)
{
  GOptionContext *context = g_option_context_new (usage->arguments);
  g_autofree char *about = pact_terminal_wrap (usage->about, ABOUT_WIDTH, 0);

  g_option_context_set_summary (context, about);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, NULL);
  return context;
}

char **
pact_cli_arguments (const PactCli *cli, int argc, char **argv, const PactUsage *usage,
                    const GOptionEntry *options)
{
  g_autoptr (GOptionContext) context = option_context (usage, options);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("pactwatch %s", argv[0]);
  g_auto (GStrv) rest = NULL;
  const GOptionEntry remaining[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  guint n;

  if (argc == 2 && g_str_equal (argv[1], "--complete")) {
    pact_complete (cli, usage, options);
    return NULL;
  }
  g_set_prgname (name);
  g_option_context_add_main_entries (context, remaining, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    pact_cli_bad_option (error, name);
    return NULL;
  }
  if (rest == NULL)
    rest = g_new0 (char *, 1);
  n = g_strv_length (rest);
  if (n < usage->min || n > usage->max) {
    pact_cli_complain ("too %s arguments; usage: %s %s", n < usage->min ? "few" : "many", name,
                       usage->arguments);
    return NULL;
  }
  return g_steal_pointer (&rest);
}

char *
pact_cli_state_dir (const PactCli *cli)
{
  return cli->state_dir != NULL ? g_strdup (cli->state_dir)
                                : pact_state_default_dir (cli->scope);
}

char *
pact_cli_state_path (const PactCli *cli, const char *name)
{
  g_autofree char *dir = pact_cli_state_dir (cli);

  return g_build_filename (dir, name, NULL);
}

static PactConfig *
load_config (const PactCli *cli, GPtrArray **ret_problems)
{
  g_autofree char *path = cli->config_path != NULL ? g_strdup (cli->config_path)
                                                   : pact_config_default_path (cli->scope);
  g_autofree char *state_dir = pact_cli_state_dir (cli);

  return pact_config_load (path, cli->config_path != NULL, state_dir, ret_problems);
}

PactConfig *
pact_cli_config (const PactCli *cli)
{
  g_autoptr (GPtrArray) problems = NULL;
  PactConfig *config = load_config (cli, &problems);

  for (guint i = 0; config == NULL && i < problems->len; i++)
    pact_cli_complain ("%s", (const char *) problems->pdata[i]);
  return config;
}

PactConfig *
pact_cli_config_quiet (const PactCli *cli)
{
  g_autoptr (GPtrArray) problems = NULL;

  return load_config (cli, &problems);
}

PactState *
pact_cli_state (const PactCli *cli)
{
  g_autofree char *dir = pact_cli_state_dir (cli);
  g_autoptr (GError) error = NULL;
  PactState *state = pact_state_open (dir, &error);

  if (state == NULL)
    pact_cli_fail (error);
  return state;
}

static bool
unknown_source (const PactConfig *config, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < config->sources->len; i++)
    g_ptr_array_add (names, ((const PactSource *) config->sources->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND, "no source is named '%s'; there are: %s",
               name, list);
  return false;
}

bool
pact_cli_sources (const PactConfig *config, char **names, GPtrArray *sources, GError **error)
{
  if (config->sources->len == 0) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND,
                 "no sources are configured; see pactwatch.conf(5) for how to add one");
    return false;
  }
  if (names[0] == NULL)
    g_ptr_array_extend (sources, config->sources, NULL, NULL);
  for (char **name = names; *name != NULL; name++) {
    const PactSource *source = pact_config_source (config, *name);

    if (source == NULL)
      return unknown_source (config, *name, error);
    g_ptr_array_add (sources, (gpointer) source);
  }
  return true;
}
