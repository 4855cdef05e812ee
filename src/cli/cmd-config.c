/* pactwatch config check: every mistake in the settings at once. */
#include "cli/commands.h"

#include <stdio.h>

PactExit
pact_cmd_config (const PactCli *cli, int argc, char **argv)
{
  static const char *const words[] = { "check", NULL };
  static const PactUsage usage = {
    .arguments = "check",
    .about = "Reads all settings and names every mistake with file, group, key, value and fix.",
    .min = 1,
    .max = 1,
    .words = words,
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, NULL);
  g_autoptr (PactConfig) config = NULL;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  if (!g_str_equal (rest[0], "check"))
    return pact_cli_complain ("unknown action '%s'; usage: pactwatch config check", rest[0]);
  config = pact_cli_config (cli);
  if (config == NULL)
    return PACT_EXIT_ERROR;
  for (guint i = 0; i < config->files->len; i++)
    puts (config->files->pdata[i]);
  printf ("sound; sources: %u, sinks: %u\n", config->sources->len, config->sinks->len);
  return PACT_EXIT_OK;
}
