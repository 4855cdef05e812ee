/* Candidates for shell completion: what a command takes, read from where the command reads it. A
 * state that is not there stays so, and mistakes in it are for other commands to report. */
#include "cli/complete.h"

#include "keep/baseline.h"

#include <stdio.h>

static void
sources (const PactCli *cli)
{
  g_autoptr (PactConfig) config = pact_cli_config_quiet (cli);

  for (guint i = 0; config != NULL && i < config->sources->len; i++)
    puts (((const PactSource *) config->sources->pdata[i])->name);
}

static void
sinks (const PactCli *cli)
{
  g_autoptr (PactConfig) config = pact_cli_config_quiet (cli);

  for (guint i = 0; config != NULL && i < config->sinks->len; i++)
    puts (((const PactSinkSettings *) config->sinks->pdata[i])->name);
}

static void
baselines (const PactCli *cli)
{
  g_autofree char *dir = pact_cli_state_path (cli, "baselines");
  g_auto (GStrv) names = pact_baseline_list (dir, NULL);

  for (char **name = names; name != NULL && *name != NULL; name++)
    puts (*name);
}

static void
findings (const PactCli *cli)
{
  g_autofree char *path = pact_cli_state_path (cli, "pactwatch.db");
  g_autoptr (PactStore) store =
      g_file_test (path, G_FILE_TEST_EXISTS) ? pact_store_open (path, NULL) : NULL;
  const PactFindingFilter open = { .unreviewed = true };
  g_autoptr (GPtrArray) list = store == NULL ? NULL : pact_store_findings (store, &open, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    printf ("%" G_GINT64_FORMAT "\n", ((const PactFinding *) list->pdata[i])->id);
}

void
pact_complete (const PactCli *cli, const PactUsage *usage, const GOptionEntry *options)
{
  static void (*const kinds[]) (const PactCli *cli) = {
    [PACT_TAKES_SOURCES] = sources,
    [PACT_TAKES_BASELINES] = baselines,
    [PACT_TAKES_FINDINGS] = findings,
    [PACT_TAKES_SINKS] = sinks,
  };

  puts ("--help");
  for (const GOptionEntry *option = options; option != NULL && option->long_name != NULL; option++)
    printf ("--%s\n", option->long_name);
  for (const char *const *word = usage->words; word != NULL && *word != NULL; word++)
    puts (*word);
  if (usage->takes != PACT_TAKES_OTHER)
    kinds[usage->takes](cli);
}
