/* Reviews. The edition of a baseline, the store and the tables of terms belong together; here they
 * are changed in the order in which a failure leaves the finding open. */
#include "review.h"

#include "assess.h"
#include "keep/baseline.h"
#include "pactwatch/error.h"
#include "pactwatch/read.h"

static char *
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%F");
}

/* The term an accepted finding changes; a commitment that no term covers yet becomes one. */
static char *
term_name (const PactFinding *finding, const PactAcceptance *as)
{
  if (as->term != NULL)
    return g_strdup (as->term);
  if (finding->verdict != PACT_VERDICT_NEW)
    return g_strdup (finding->term);
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, finding->topic, finding->id);
}

/* The wording to write into the baseline. NULL for none: where there is no new wording, or the
 * baseline says so already. */
static const char *
new_wording (const PactBaseline *baseline, const PactFinding *finding, const PactAcceptance *as)
{
  const PactTerm *term = pact_baseline_term (baseline, finding->term);

  if (as->wording != NULL)
    return as->wording;
  if (term != NULL && finding->new_text != NULL &&
      pact_same (pact_term_wording (term, NULL)->text, finding->new_text))
    return NULL;
  return finding->new_text;
}

static bool
write_edition (const PactState *state, const PactFinding *finding, const PactAcceptance *as,
               char **ret_edition, GError **error)
{
  g_autoptr (PactBaseline) baseline =
      pact_baseline_load (state->baselines, finding->baseline, error);
  g_autofree char *date = as->date != NULL ? g_strdup (as->date) : today ();
  g_autofree char *term = term_name (finding, as);
  const PactEdition edition = { .date = date, .title = finding->title, .url = finding->url };
  const char *wording = baseline == NULL ? NULL : new_wording (baseline, finding, as);

  if (wording == NULL)
    return baseline != NULL;
  if (!pact_baseline_add_wording (state->baselines, finding->baseline, term, finding->topic,
                                  wording, &edition, error))
    return false;
  *ret_edition = g_strdup_printf ("baseline %s: term %s has a new wording as of %s",
                                  finding->baseline, term, date);
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

      if (page->capture != 0 && !pact_assess_terms (state, source, page, error))
        return false;
    }
  }
  return true;
}

/* Whether this finding can be accepted in this way. */
static bool
check (const PactFinding *finding, const PactAcceptance *as, GError **error)
{
  if (finding->review != PACT_REVIEW_OPEN) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "finding %" G_GINT64_FORMAT " was %s before; 'pactwatch show %" G_GINT64_FORMAT
                 "' tells when",
                 finding->id, pact_review_name (finding->review), finding->id);
    return false;
  }
  if (finding->baseline == NULL && (as->wording != NULL || as->term != NULL)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "finding %" G_GINT64_FORMAT " is about no baseline; accept it without --wording "
                 "and --term",
                 finding->id);
    return false;
  }
  return true;
}

/* Said before anything is begun: half a review would be worse than none. */
static bool
may_review (const PactState *state, const char *command, gint64 finding, GError **error)
{
  if (state->read_only)
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
                 "you may read '%s' and not review in it; run: sudo pactwatch %s %" G_GINT64_FORMAT,
                 state->dir, command, finding);
  return !state->read_only;
}

/* The edition comes first: where it cannot be written the finding stays open. */
bool
pact_review_accept (PactState *state, const PactConfig *config, gint64 id,
                    const PactAcceptance *as, char **ret_edition, GError **error)
{
  g_autoptr (PactFinding) finding = pact_store_finding (state->store, id, error);
  g_autofree char *edition = NULL;

  if (finding == NULL || !check (finding, as, error) || !may_review (state, "accept", id, error))
    return false;
  if (finding->baseline != NULL && !write_edition (state, finding, as, &edition, error))
    return false;
  if (!pact_store_review (state->store, id, PACT_REVIEW_ACCEPTED, NULL, g_get_real_time (), error))
    return false;
  *ret_edition = g_steal_pointer (&edition);
  return finding->baseline == NULL || refresh_terms (state, config, finding->baseline, error);
}

bool
pact_review_dismiss (PactState *state, gint64 id, const char *why, GError **error)
{
  return may_review (state, "dismiss", id, error) &&
         pact_store_review (state->store, id, PACT_REVIEW_DISMISSED, why, g_get_real_time (), error);
}
