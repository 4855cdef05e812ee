/* pactwatch check: one round now. */
#include "cli/check.h"
#include "cli/print.h"

#include <stdio.h>
#include <string.h>

static bool
holds_source (GPtrArray *sources, const char *name)
{
  for (guint i = 0; i < sources->len; i++)
    if (g_str_equal (((const PactSource *) sources->pdata[i])->name, name))
      return true;
  return false;
}

/* The tables of terms of the sources that were checked. */
static bool
print_terms (PactState *state, GPtrArray *sources, const PactTerminal *terminal, GError **error)
{
  g_autoptr (GPtrArray) terms = pact_store_terms (state->store, NULL, error);

  if (terms == NULL)
    return false;
  for (guint i = terms->len; i-- > 0;)
    if (!holds_source (sources, ((const PactFinding *) terms->pdata[i])->source))
      g_ptr_array_remove_index (terms, i);
  pact_print_term_tables (terminal, terms);
  return true;
}

static PactExit
check (PactState *state, const PactConfig *config, GPtrArray *sources)
{
  PactTerminal terminal = pact_terminal ();
  g_auto (PactCheckResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (!pact_check_run (state, config, sources, &result, &error))
    return pact_cli_fail (error);
  pact_check_print (&result, &terminal, 0);
  if (!print_terms (state, sources, &terminal, &error))
    return pact_cli_fail (error);
  for (guint i = 0; i < result.findings->len; i++) {
    putchar ('\n');
    pact_print_finding (&terminal, result.findings->pdata[i], 0);
  }
  pact_check_deliver (state, config);
  if (result.failed > 0)
    return PACT_EXIT_ERROR;
  return result.findings->len > 0 ? PACT_EXIT_FINDINGS : PACT_EXIT_OK;
}

PactExit
pact_cmd_check (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "[SOURCE…]",
    .about = "Checks these sources, or all, once and now. What it finds is recorded and told as "
             "by the daemon. Exit codes: 0 nothing found, 1 findings, 2 a check failed.",
    .max = PACT_ANY_NUMBER,
    .takes = PACT_TAKES_SOURCES,
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, NULL);
  g_autoptr (PactState) state = rest == NULL ? NULL : pact_cli_state (cli);
  g_autoptr (PactConfig) config = state == NULL ? NULL : pact_cli_config (cli);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (config == NULL)
    return PACT_EXIT_ERROR;
  if (!pact_cli_sources (config, rest, sources, &error))
    return pact_cli_fail (error);
  return check (state, config, sources);
}
