/* pactwatch test-alert: a sample through the real sinks, so that one knows before it matters. */
#include "cli/commands.h"

#include <stdio.h>

static PactFinding *
sample_new (void)
{
  PactFinding *sample = pact_finding_new ();

  sample->time = g_get_real_time ();
  sample->source = g_strdup ("test-alert");
  sample->url = g_strdup ("https://pactwatch.example/test-alert");
  sample->title = g_strdup ("A test of pactwatch");
  sample->topic = g_strdup ("exclusivity");
  sample->verdict = PACT_VERDICT_CHANGED;
  pact_facets_add (&sample->facets, PACT_FACET_EXCLUSIVITY);
  sample->old_text = g_strdup ("This is only a test: Pellworth is our exclusive dealer.");
  sample->new_text = g_strdup ("This is only a test: Pellworth is our non-exclusive dealer.");
  return sample;
}

static bool
tell (PactSinkSettings *settings)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PactSink) sink = pact_sink_open (settings, &error);

  g_ptr_array_add (findings, sample_new ());
  if (sink == NULL || !sink->kind->tell (sink, findings, &error)) {
    pact_cli_complain ("%s: %s", settings->name, error->message);
    return false;
  }
  printf ("%s: told\n", settings->name);
  return true;
}

static PactExit
run (const PactConfig *config, const char *name)
{
  bool all_told = true;
  guint n = 0;

  for (guint i = 0; i < config->sinks->len; i++) {
    PactSinkSettings *settings = config->sinks->pdata[i];

    if (name != NULL && !g_str_equal (settings->name, name))
      continue;
    all_told &= tell (settings);
    n++;
  }
  if (n == 0)
    return pact_cli_complain ("no sink '%s'; 'pactwatch config check' names the settings' files", name);
  return all_told ? PACT_EXIT_OK : PACT_EXIT_ERROR;
}

PactExit
pact_cmd_test_alert (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "[SINK]",
    .about = "Sends a sample that says it is one to a sink, or to all, and says what came of it. "
             "Nothing is recorded.",
    .max = 1,
    .takes = PACT_TAKES_SINKS,
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, NULL);
  g_autoptr (PactConfig) config = rest == NULL ? NULL : pact_cli_config (cli);

  return config == NULL ? PACT_EXIT_ERROR : run (config, rest[0]);
}
