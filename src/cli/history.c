/* Versions one after another through the bookkeeping of the round, without a store. */
#include "cli/history.h"

#include "caps.h"
#include "pactwatch/read.h"
#include "read/fragment.h"
#include "read/language.h"
#include "standing.h"

typedef struct {
  PactDocument *document;
  char *name;
} Version;

struct PactHistory {
  PactRules rules;
  Version accepted, newest; /* the document is NULL before there is one */
  GPtrArray *standing;      /* PactFinding between the two: told, or a removal that waits */
  GPtrArray *spent;         /* PactFinding told that does not stand */
  guint fragments;          /* versions in a row that show a part of the page */
};

static void
version_clear (Version *version)
{
  g_clear_pointer (&version->document, pact_document_free);
  g_clear_pointer (&version->name, g_free);
}

PactToldTerms *
pact_told_terms_new (PactBaseline *baseline_take)
{
  PactToldTerms *terms = g_new (PactToldTerms, 1);

  terms->baseline = baseline_take;
  terms->told = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  return terms;
}

void
pact_told_terms_free (PactToldTerms *terms)
{
  pact_baseline_free (terms->baseline);
  g_ptr_array_unref (terms->told);
  g_free (terms);
}

/* Where there is no baseline, all that an item of a list commits to is news. */
static bool
starts_with_nothing (const PactRules *rules)
{
  return rules->source->kind != PACT_SOURCE_PAGE && rules->terms == NULL;
}

PactHistory *
pact_history_new (const PactRules *rules)
{
  PactHistory *history = g_new0 (PactHistory, 1);

  history->rules = *rules;
  if (starts_with_nothing (rules))
    history->accepted = (Version){ pact_document_from_text ("", 0), g_strdup ("nothing") };
  history->standing = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  history->spent = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  return history;
}

void
pact_history_free (PactHistory *history)
{
  if (history == NULL)
    return;
  version_clear (&history->accepted);
  version_clear (&history->newest);
  g_ptr_array_unref (history->standing);
  g_ptr_array_unref (history->spent);
  g_free (history);
}

static bool
is_waiting (const PactHistory *history)
{
  for (guint i = 0; i < history->standing->len; i++)
    if (((const PactFinding *) history->standing->pdata[i])->waiting)
      return true;
  return false;
}

/* The newest version becomes the accepted one unless a removal in it is still to be confirmed. */
static void
accept_newest (PactHistory *history)
{
  g_ptr_array_set_size (history->spent, 0);
  if (is_waiting (history) || history->newest.document == NULL)
    return;
  g_ptr_array_set_size (history->standing, 0);
  version_clear (&history->accepted);
  history->accepted = history->newest;
  history->newest = (Version){ NULL, NULL };
}

/* Settles the standing findings against what differs now; those that hold no more are dropped. */
static void
settle (PactHistory *history, GPtrArray *differences, GPtrArray *findings)
{
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *standing = history->standing;

  for (guint i = 0; i < standing->len; i++)
    ((PactFinding *) standing->pdata[i])->id = i;
  pact_standing_settle (standing, differences, findings, ended);
  for (guint i = 0; i < standing->len; i++)
    ((PactFinding *) standing->pdata[i])->id = 0;
  for (guint i = ended->len; i-- > 0;)
    g_ptr_array_remove_index (standing, (guint) g_array_index (ended, gint64, i));
}

/* Removals that wait and still hold were seen `looks` times more, which may be enough. */
static void
confirm (PactHistory *history, guint looks, GPtrArray *told)
{
  for (guint i = 0; i < history->standing->len; i++) {
    PactFinding *finding = history->standing->pdata[i];

    finding->looks += looks;
    if (finding->waiting && finding->looks >= history->rules.source->confirm_after) {
      finding->waiting = false;
      g_ptr_array_add (told, finding);
    }
  }
}

/* What says nothing of the page's own wording, or no more. */
static bool
is_spent (const PactFinding *finding)
{
  return finding->went_back || finding->id != 0;
}

/* What is told now; new removals begin to wait. */
static GPtrArray *
tell (PactHistory *history, GPtrArray *findings)
{
  GPtrArray *told = g_ptr_array_new ();

  confirm (history, 1, told);
  while (findings->len > 0) {
    PactFinding *finding = g_ptr_array_steal_index (findings, 0);

    finding->looks = 1;
    finding->waiting = finding->verdict == PACT_VERDICT_REMOVED && !finding->went_back &&
                       history->rules.source->confirm_after > 1;
    if (!finding->waiting && finding->same_as == 0)
      g_ptr_array_add (told, finding);
    g_ptr_array_add (is_spent (finding) ? history->spent : history->standing, finding);
    finding->id = 0;
  }
  return told;
}

/* Whether the version is a part of the one before, and not yet seen often enough to be believed. */
static bool
is_broken_off (PactHistory *history, const PactDocument *document)
{
  const PactDocument *whole =
      history->newest.document != NULL ? history->newest.document : history->accepted.document;
  bool fragment = whole != NULL && pact_document_is_fragment (document, whole);

  history->fragments = fragment ? history->fragments + 1 : 0;
  return fragment && history->fragments <= PACT_FRAGMENT_LOOKS;
}

/* Why the version is a failed check; NULL when it is none. */
static const char *
unfit (PactHistory *history, const PactDocument *document)
{
  const PactDocument *accepted = history->accepted.document;

  if (is_broken_off (history, document))
    return "less than half of the page is left, and nothing is new";
  return accepted != NULL && pact_language_differs (accepted, document) ? PACT_OTHER_LANGUAGE : NULL;
}

static void
name_origin (GPtrArray *findings, const PactVersion *version)
{
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    finding->source = g_strdup (version->source);
    finding->url = g_strdup (version->url);
    finding->time = version->time;
  }
}

/* The day before, for a statement's own edition bears its date. */
static char *
date_before (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC - 24 * 60 * 60);

  return time == 0 ? NULL : g_date_time_format (date, "%Y-%m-%d");
}

/* Notes what was found on a term, under a number of its own. */
static void
remember_term (GPtrArray *told, const PactFinding *finding)
{
  PactFinding *known = pact_finding_new ();

  known->id = told->len + 1;
  known->same_as = finding->same_as;
  known->term = g_strdup (finding->term);
  known->new_text = g_strdup (finding->new_text);
  known->source = g_strdup (finding->source);
  known->url = g_strdup (finding->url);
  g_ptr_array_add (told, known);
}

/* Adds what the version changes of the terms; its id tells it from what is on its own wording. */
static void
compare_with_terms (PactHistory *history, const PactVersion *version, const PactDocument *document,
                    GPtrArray *findings)
{
  PactToldTerms *terms = history->rules.terms;
  const PactPage page = { .source = (char *) version->source, .url = (char *) version->url };
  g_autofree char *date = date_before (version->time);
  g_autoptr (GPtrArray) found = pact_compare_statement (terms->baseline, date, document);
  guint own = findings->len;

  pact_standing_settle_terms (terms->told, found, history->rules.source->topics, &page, findings);
  for (guint i = own; i < findings->len; i++)
    ((PactFinding *) findings->pdata[i])->id = i + 1;
}

static void
remember_terms (PactToldTerms *terms, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    const PactFinding *finding = findings->pdata[i];

    if (finding->term != NULL)
      remember_term (terms->told, finding);
  }
}

GPtrArray *
pact_history_add (PactHistory *history, const PactVersion *version, PactDocument *document_take,
                  const char **ret_why)
{
  const PactRules *rules = &history->rules;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);

  *ret_why = unfit (history, document_take);
  if (*ret_why != NULL) {
    pact_document_free (document_take);
    return NULL;
  }
  accept_newest (history);
  version_clear (&history->newest);
  history->newest = (Version){ document_take, g_strdup (version->name) };
  if (history->accepted.document != NULL) {
    differences = pact_compare_documents (history->accepted.document, document_take,
                                          rules->source->topics, rules->own_topics);
    settle (history, differences, findings);
  }
  if (rules->terms != NULL)
    compare_with_terms (history, version, document_take, findings);
  name_origin (findings, version);
  if (rules->terms != NULL)
    remember_terms (rules->terms, findings);
  return tell (history, findings);
}

GPtrArray *
pact_history_end (PactHistory *history)
{
  GPtrArray *told = g_ptr_array_new ();

  confirm (history, history->rules.source->confirm_after, told);
  return told;
}

const char *
pact_history_newest (const PactHistory *history)
{
  return history->newest.name;
}

const char *
pact_history_accepted (const PactHistory *history)
{
  return history->accepted.name;
}
