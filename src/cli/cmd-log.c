/* pactwatch log: findings, newest first. */
#include "caps.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "pactwatch/error.h"
#include "tell/phrase.h"

#include <stdio.h>

#define INDENT 4

/* What the options say. */
typedef struct {
  char *since, *topic, *source;
  gboolean unreviewed, as_json;
  int limit;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->since);
  g_free (options->topic);
  g_free (options->source);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Other pages that say the same. */
static void
print_also (const GPtrArray *also)
{
  for (guint i = 0; also != NULL && i < also->len; i++) {
    const PactFinding *finding = also->pdata[i];
    g_autofree char *page = g_strdup_printf ("%s, %s", finding->source, finding->url);
    g_autofree char *plain = pact_phrase_plain (page, 0);

    printf ("%*salso %s\n", INDENT, "", plain);
  }
}

static void
print_entry (const PactTerminal *terminal, const PactFinding *finding)
{
  bool open = finding->review == PACT_REVIEW_OPEN;
  g_autofree char *time = pact_print_time (finding->time);
  g_autofree char *review = pact_terminal_paint (
      terminal, open ? PACT_STYLE_NOTICE : PACT_STYLE_FAINT, pact_review_name (finding->review));

  pact_print_headline (terminal, finding, 0);
  printf ("%*s%s  %s%s\n", INDENT, "", time, review, finding->reread ? "  re-read" : "");
  pact_print_wording (terminal, finding, INDENT, PACT_QUOTE_CAP);
  print_also (finding->also);
}

static void
print_text (GPtrArray *findings)
{
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactPager) pager = pact_pager_start ();

  for (guint i = 0; i < findings->len; i++) {
    if (i > 0)
      putchar ('\n');
    print_entry (&terminal, findings->pdata[i]);
  }
}

/* A misspelt source would look like one that nothing was found on. */
static bool
is_known_source (PactStore *store, const char *source, GError **error)
{
  g_autoptr (GPtrArray) pages = source != NULL ? pact_store_pages (store, source, error) : NULL;

  if (source == NULL || (pages != NULL && pages->len > 0))
    return true;
  if (pages != NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND,
                 "no source '%s' was ever checked; see 'pactwatch status'", source);
  return false;
}

static PactExit
run (const PactCli *cli, const Options *options)
{
  g_autoptr (PactState) state = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  PactFindingFilter filter = {
    .topic = options->topic,
    .source = options->source,
    .unreviewed = options->unreviewed,
    .limit = (guint) MAX (options->limit, 0),
  };

  state = pact_cli_state (cli);
  if (state == NULL)
    return PACT_EXIT_ERROR;
  if (options->since != NULL &&
      !pact_input_since (options->since, g_get_real_time (), &filter.since, &error))
    return pact_cli_fail (error);
  findings = is_known_source (state->store, options->source, &error)
                 ? pact_store_findings (state->store, &filter, &error)
                 : NULL;
  if (findings == NULL)
    return pact_cli_fail (error);
  (options->as_json ? pact_json_print_findings : print_text) (findings);
  return PACT_EXIT_OK;
}

PactExit
pact_cmd_log (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "",
    .about = "Lists findings, newest first.",
  };
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_FILENAME, &options.since,
      "Only those found since then: 2026-04-27, or 2d, 3h ago", "TIME" },
    { "topic", 0, 0, G_OPTION_ARG_FILENAME, &options.topic, "Only those on this topic", "TOPIC" },
    { "source", 0, 0, G_OPTION_ARG_FILENAME, &options.source, "Only those of this source",
      "SOURCE" },
    { "unreviewed", 0, 0, G_OPTION_ARG_NONE, &options.unreviewed, "Only open ones", NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options.limit, "At most so many", "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, entries);

  return rest == NULL ? PACT_EXIT_ERROR : run (cli, &options);
}
