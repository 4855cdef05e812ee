/* pactwatch accept: the new wording holds from now on. Of a baseline's term it becomes a new
 * edition; of a page's own wording it becomes what later versions are compared with. */
#include "assess.h"
#include "cli/input.h"
#include "keep/baseline.h"
#include "pactwatch/error.h"

#include <stdio.h>

/* What the options say. */
typedef struct {
  char *wording, *term, *date;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->wording);
  g_free (options->term);
  g_free (options->date);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static bool
options_check (const Options *options, GError **error)
{
  return (options->wording == NULL || pact_input_is_text (options->wording, "wording", error)) &&
         pact_input_is_date (options->date, error);
}

static char *
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%F");
}

/* The term an accepted finding changes; a commitment that no term covers yet becomes one. */
static char *
term_name (const PactFinding *finding, const Options *options)
{
  if (options->term != NULL)
    return g_strdup (options->term);
  if (finding->verdict != PACT_VERDICT_NEW)
    return g_strdup (finding->term);
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, finding->topic, finding->id);
}

/* The wording to write into the baseline. NULL for none: where there is no new wording, or the
 * baseline says so already. */
static const char *
new_wording (const PactBaseline *baseline, const PactFinding *finding, const Options *options)
{
  const PactTerm *term = pact_baseline_term (baseline, finding->term);

  if (options->wording != NULL)
    return options->wording;
  if (term != NULL && finding->new_text != NULL &&
      pact_same (pact_term_wording (term, NULL)->text, finding->new_text))
    return NULL;
  return finding->new_text;
}

static bool
write_edition (const PactState *state, const PactFinding *finding, const Options *options,
               GError **error)
{
  g_autoptr (PactBaseline) baseline =
      pact_baseline_load (state->baselines, finding->baseline, error);
  g_autofree char *date = options->date != NULL ? g_strdup (options->date) : today ();
  g_autofree char *term = term_name (finding, options);
  const PactEdition edition = { .date = date, .title = finding->title, .url = finding->url };
  const char *wording = baseline == NULL ? NULL : new_wording (baseline, finding, options);

  if (wording == NULL)
    return baseline != NULL;
  if (!pact_baseline_add_wording (state->baselines, finding->baseline, term, finding->topic,
                                  wording, &edition, error))
    return false;
  printf ("baseline %s: term %s has a new wording as of %s\n", finding->baseline, term, date);
  return true;
}

/* Brings the term tables of all pages compared with `baseline` up to its new edition. */
static bool
refresh_terms (PactState *state, const PactConfig *config, const char *baseline, GError **error)
{
  for (guint i = 0; i < config->sources->len; i++) {
    const PactSource *source = config->sources->pdata[i];
    g_autoptr (GPtrArray) pages = NULL;

    if (g_strcmp0 (source->baseline, baseline) != 0)
      continue;
    pages = pact_store_pages (state->store, source->name, error);
    if (pages == NULL)
      return false;
    for (guint p = 0; p < pages->len; p++) {
      const PactPage *page = pages->pdata[p];

      if (page->capture != 0 && !pact_assess_again (state, source, page, error))
        return false;
    }
  }
  return true;
}

/* The edition comes first: where it cannot be written the finding stays open. */
static bool
accept (PactState *state, const PactConfig *config, const PactFinding *finding,
        const Options *options, GError **error)
{
  if (finding->review != PACT_REVIEW_OPEN) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "finding %" G_GINT64_FORMAT " was %s before; 'pactwatch show %" G_GINT64_FORMAT
                 "' tells when",
                 finding->id, pact_review_name (finding->review), finding->id);
    return false;
  }
  if (finding->baseline == NULL && (options->wording != NULL || options->term != NULL)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "finding %" G_GINT64_FORMAT " is about no baseline; accept it without --wording "
                 "and --term",
                 finding->id);
    return false;
  }
  return (finding->baseline == NULL || write_edition (state, finding, options, error)) &&
         pact_store_review (state->store, finding->id, PACT_REVIEW_ACCEPTED, NULL,
                            g_get_real_time (), error) &&
         (finding->baseline == NULL || refresh_terms (state, config, finding->baseline, error));
}

static PactExit
run (const PactCli *cli, const char *number, const Options *options)
{
  g_autoptr (PactConfig) config = NULL;
  g_autoptr (PactState) state = NULL;
  g_autoptr (PactFinding) finding = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!pact_input_id (number, &id, &error) || !options_check (options, &error))
    return pact_cli_fail (error);
  state = pact_cli_state (cli);
  config = state == NULL ? NULL : pact_cli_config (cli);
  if (config == NULL)
    return PACT_EXIT_ERROR;
  finding = pact_store_finding (state->store, id, &error);
  if (finding == NULL || !accept (state, config, finding, options, &error))
    return pact_cli_fail (error);
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
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "wording", 0, 0, G_OPTION_ARG_FILENAME, &options.wording,
      "The term in your own words (default: the sentence found)", "TEXT" },
    { "term", 0, 0, G_OPTION_ARG_FILENAME, &options.term,
      "The term it belongs to (default: the one it was found for)", "NAME" },
    { "date", 0, 0, G_OPTION_ARG_FILENAME, &options.date, "Date of the edition (default: today)",
      "DATE" },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, entries);

  return rest == NULL ? PACT_EXIT_ERROR : run (cli, rest[0], &options);
}
