/* pactwatch dismiss: a finding that does not matter, and why. */
#include "cli/input.h"
#include "review.h"

#include <stdio.h>

static PactExit
run (const PactCli *cli, const char *number, const char *why)
{
  g_autoptr (PactState) state = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!pact_input_id (number, &id, &error) || !pact_input_is_text (why, "reason", &error))
    return pact_cli_fail (error);
  state = pact_cli_state (cli);
  if (state == NULL)
    return PACT_EXIT_ERROR;
  if (!pact_review_dismiss (state, id, why, &error))
    return pact_cli_fail (error);
  printf ("dismissed finding %" G_GINT64_FORMAT "\n", id);
  return PACT_EXIT_OK;
}

PactExit
pact_cmd_dismiss (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "ID --why TEXT",
    .about = "Closes a finding that does not matter; the reason is kept with it.",
    .min = 1,
    .max = 1,
    .takes = PACT_TAKES_FINDINGS,
  };
  g_autofree char *why = NULL;
  const GOptionEntry options[] = {
    { "why", 0, 0, G_OPTION_ARG_FILENAME, &why, "Why it does not matter", "TEXT" },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  if (why == NULL || why[0] == '\0')
    return pact_cli_complain ("dismiss needs a reason: --why TEXT");
  return run (cli, rest[0], why);
}
