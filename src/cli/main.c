/* The tool: options before the command, then one row of the table below. */
#include "build-config.h"
#include "caps.h"
#include "cli/commands.h"
#include "cli/complete.h"

#include <errno.h>
#include <malloc.h>
#include <stdio.h>

static const struct {
  const char *name;
  PactCommandFunc run;
  const char *summary;
} commands[] = {
  { "check", pact_cmd_check, "check sources now, and tell what changed" },
  { "status", pact_cmd_status, "show when each source was checked and whether it answers" },
  { "terms", pact_cmd_terms, "show the terms in force and what statements say of them" },
  { "log", pact_cmd_log, "list findings, newest first" },
  { "show", pact_cmd_show, "show a finding word by word, with its proof" },
  { "accept", pact_cmd_accept, "accept a finding: the new wording holds" },
  { "dismiss", pact_cmd_dismiss, "close a finding that does not matter" },
  { "baseline", pact_cmd_baseline, "list, show, check or add accepted terms" },
  { "config", pact_cmd_config, "check the settings" },
  { "test-alert", pact_cmd_test_alert, "send a sample through the sinks" },
  { "notify", pact_cmd_notify, "show what the system service finds on your desktop" },
  { "outbox", pact_cmd_outbox, "alerts that a sink did not confirm: list, retry, drop; pause a sink" },
  { "compare", pact_cmd_compare, "compare two wordings, or a statement with a baseline" },
  { "classify", pact_cmd_classify, "say which topics a text commits the parties on" },
  { "explain", pact_cmd_explain, "show the facts in a wording and the words they rest on" },
  { "extract", pact_cmd_extract, "print the main text of a page" },
  { "replay", pact_cmd_replay, "run a recorded history and print what would have been told" },
  { "reread", pact_cmd_reread, "read the archive again after an upgrade, and tell nobody" },
  { "demo", pact_cmd_demo, "show it all on an invented statement" },
};

static char *
command_list (void)
{
  GString *list = g_string_new ("Commands:");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (list, "\n  %-10s %s", commands[i].name, commands[i].summary);
  g_string_append (list, "\n\n'pactwatch COMMAND --help' tells more. "
                         "Exit codes: 0 nothing found, 1 findings, 2 errors.");
  return g_string_free (list, FALSE);
}

/* Paths and texts are UTF-8 whatever the locale, so help is printed as it is. */
static void
print_raw (const char *text)
{
  fputs (text, stdout);
}

static void
cli_clear (PactCli *cli)
{
  g_free (cli->config_path);
  g_free (cli->state_dir);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactCli, cli_clear)

/* What is done instead of a command. */
typedef struct {
  gboolean version, complete;
} Instead;

/* Takes the options before the command out of argv. */
static bool
parse_options (int *argc, char ***argv, PactCli *cli, Instead *instead, GError **error)
{
  gboolean system = FALSE;
  const GOptionEntry entries[] = {
    { "system", 0, 0, G_OPTION_ARG_NONE, &system, "Use those of the system service", NULL },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &cli->config_path, "Settings to use", "FILE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &cli->state_dir, "State directory to use", "DIR" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &instead->version, "Print the version", NULL },
    { "complete", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &instead->complete, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("COMMAND");
  g_autofree char *list = command_list ();

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (
      context, "Watches official statements for changes of exclusivity and revenue share wording.");
  g_option_context_set_description (context, list);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return false;
  if (system)
    cli->scope = PACT_SCOPE_SYSTEM;
  return true;
}

/* What may stand where a command is expected. */
static PactExit
complete (const PactCli *cli)
{
  static const char *const words[] = { "--config", "--state", "--system", "--version", NULL };

  pact_complete (cli, &(PactUsage){ .words = words }, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    puts (commands[i].name);
  return PACT_EXIT_OK;
}

static PactExit
run (const PactCli *cli, int argc, char **argv)
{
  if (argc == 0)
    return pact_cli_complain ("no command given; see 'pactwatch --help'");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[0]))
      return commands[i].run (cli, argc, argv);
  return pact_cli_complain ("unknown command '%s'; see 'pactwatch --help'", argv[0]);
}

/* What the folders below cannot return as an error, such as a sink that takes no alerts. */
static void
complain (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    pact_cli_complain ("%s", message);
}

static PactExit
print_version (void)
{
  puts ("pactwatch " PACT_VERSION);
  return PACT_EXIT_OK;
}

int
main (int argc, char **argv)
{
  g_auto (PactCli) cli = { .program = argv[0], .scope = pact_scope () };
  Instead instead = { 0 };
  g_autoptr (GError) error = NULL;
  PactExit code;

  mallopt (M_TRIM_THRESHOLD, PACT_HEAP_KEPT);
  mallopt (M_MMAP_THRESHOLD, PACT_HEAP_KEPT / 16);
  g_set_prgname ("pactwatch");
  g_set_print_handler (print_raw);
  g_log_set_default_handler (complain, NULL);
  if (!parse_options (&argc, &argv, &cli, &instead, &error))
    return (int) pact_cli_bad_option (error, "pactwatch");
  if (instead.version)
    code = print_version ();
  else if (instead.complete)
    code = complete (&cli);
  else
    code = run (&cli, argc - 1, argv + 1);
  if (fflush (stdout) != 0 || ferror (stdout))
    code = pact_cli_complain ("cannot write to standard output: %s", g_strerror (errno));
  return (int) code;
}
