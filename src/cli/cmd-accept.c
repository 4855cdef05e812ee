/* pactwatch accept: the new wording holds from now on. Of a baseline's term it becomes a new
 * edition; of a page's own wording it becomes what later versions are compared with. */
#include "cli/input.h"
#include "review.h"

#include <stdio.h>

static void
acceptance_clear (PactAcceptance *as)
{
  g_free (as->wording);
  g_free (as->term);
  g_free (as->date);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactAcceptance, acceptance_clear)

static bool
acceptance_check (const PactAcceptance *as, GError **error)
{
  return (as->wording == NULL || pact_input_is_text (as->wording, "wording", error)) &&
         pact_input_is_date (as->date, error);
}

static PactExit
run (const PactCli *cli, const char *number, const PactAcceptance *as)
{
  g_autoptr (PactConfig) config = NULL;
  g_autoptr (PactState) state = NULL;
  g_autofree char *edition = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!pact_input_id (number, &id, &error) || !acceptance_check (as, &error))
    return pact_cli_fail (error);
  state = pact_cli_state (cli);
  config = state == NULL ? NULL : pact_cli_config (cli);
  if (config == NULL)
    return PACT_EXIT_ERROR;
  if (!pact_review_accept (state, config, id, as, &edition, &error))
    return pact_cli_fail (error);
  if (edition != NULL)
    puts (edition);
  printf ("accepted finding %" G_GINT64_FORMAT "\n", id);
  return PACT_EXIT_OK;
}

PactExit
pact_cmd_accept (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "ID",
    .about = "Accepts a finding. About a baseline's term, its wording becomes a new edition.",
    .min = 1,
    .max = 1,
    .takes = PACT_TAKES_FINDINGS,
  };
  g_auto (PactAcceptance) as = { 0 };
  const GOptionEntry entries[] = {
    { "wording", 0, 0, G_OPTION_ARG_FILENAME, &as.wording,
      "The term in your own words (default: the sentence found)", "TEXT" },
    { "term", 0, 0, G_OPTION_ARG_FILENAME, &as.term,
      "The term it belongs to (default: the one it was found for)", "NAME" },
    { "date", 0, 0, G_OPTION_ARG_FILENAME, &as.date, "Date of the edition (default: today)",
      "DATE" },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, entries);

  return rest == NULL ? PACT_EXIT_ERROR : run (cli, rest[0], &as);
}
