/* pactwatch reread: the archive through the readers of today. What they see and those before them did
 * not is recorded; nobody is told, for the words are old. */
#include "assess.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/print.h"

#include <stdio.h>

/* What came of it all. */
typedef struct {
  guint pages, ended, unreadable;
  GPtrArray *findings; /* PactFinding */
} Total;

static void
total_clear (Total *total)
{
  g_clear_pointer (&total->findings, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Total, total_clear)

static void
add (Total *total, const PactPage *page, PactReread *reread)
{
  total->pages++;
  total->ended += reread->ended;
  if (reread->unreadable != NULL) {
    total->unreadable++;
    pact_cli_complain ("%s: %s", page->url, reread->unreadable);
  }
  g_ptr_array_extend_and_steal (total->findings, g_steal_pointer (&reread->findings));
}

static bool
read_source (PactState *state, const PactConfig *config, const PactSource *source, Total *total,
             GError **error)
{
  g_autoptr (GPtrArray) pages = pact_store_pages (state->store, source->name, error);

  for (guint i = 0; pages != NULL && i < pages->len; i++) {
    const PactSubject subject = { state, config, source, pages->pdata[i] };
    g_auto (PactReread) reread = { 0 };

    if (!pact_assess_is_due (source, subject.page))
      continue;
    if (!pact_assess_again (&subject, g_get_real_time (), &reread, error))
      return false;
    add (total, subject.page, &reread);
  }
  return pages != NULL;
}

static void
print_text (const Total *total)
{
  PactTerminal terminal = pact_terminal ();

  for (guint i = 0; i < total->findings->len; i++) {
    pact_print_finding (&terminal, total->findings->pdata[i], 0);
    putchar ('\n');
  }
  printf ("pages read again: %u, findings: %u, no longer found: %u, unreadable: %u\n", total->pages,
          total->findings->len, total->ended, total->unreadable);
}

static void
print_json (const Total *total)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_number (json, "pages", total->pages);
  pact_json_number (json, "ended", total->ended);
  pact_json_number (json, "unreadable", total->unreadable);
  pact_json_array (json, "findings");
  for (guint i = 0; i < total->findings->len; i++)
    pact_json_finding (json, NULL, total->findings->pdata[i]);
  pact_json_end (json);
  pact_json_end (json);
  pact_json_print (json);
}

PactExit
pact_cmd_reread (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "[SOURCE…]",
    .about = "Reads the newest capture of each page again where an earlier version of pactwatch "
             "read it. What that version did not see is recorded as re-read and told to nobody; "
             "'pactwatch log' lists it. Exit codes: 0 nothing found, 1 findings, 2 errors.",
    .max = PACT_ANY_NUMBER,
    .takes = PACT_TAKES_SOURCES,
  };
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (PactState) state = rest == NULL ? NULL : pact_cli_state (cli);
  g_autoptr (PactConfig) config = state == NULL ? NULL : pact_cli_config (cli);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_auto (Total) total = { .findings = g_ptr_array_new_with_free_func (
                               (GDestroyNotify) pact_finding_free) };
  g_autoptr (GError) error = NULL;

  if (config == NULL)
    return PACT_EXIT_ERROR;
  if (!pact_cli_sources (config, rest, sources, &error))
    return pact_cli_fail (error);
  for (guint i = 0; i < sources->len; i++)
    if (!read_source (state, config, sources->pdata[i], &total, &error))
      return pact_cli_fail (error);
  (as_json ? print_json : print_text) (&total);
  return total.findings->len > 0 ? PACT_EXIT_FINDINGS : PACT_EXIT_OK;
}
