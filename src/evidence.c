/* Evidence: a finding is a row of the store; here it meets its captures, the edition of the baseline
 * that it was compared with, and the words that decide. */
#include "evidence.h"

#include "keep/baseline.h"
#include "pactwatch/read.h"
#include "read/clause.h"

#include <string.h>

static void
fill_proof (const PactState *state, const PactCaptureRow *row, PactProof *proof)
{
  proof->id = row->id;
  proof->time = row->time;
  proof->url = g_strdup (row->url);
  proof->digest = g_strdup (row->digest);
  proof->path = g_build_filename (state->dir, "archive", row->place.file, NULL);
  proof->offset = row->place.offset;
  proof->length = row->place.length;
}

static bool
load_proof (const PactState *state, gint64 capture, PactProof *proof, GError **error)
{
  g_autoptr (PactCaptureRow) row = NULL;

  if (capture == 0)
    return true;
  row = pact_store_capture (state->store, capture, error);
  if (row != NULL)
    fill_proof (state, row, proof);
  return row != NULL;
}

/* When the term got the wording that the finding was compared with; NULL when it has it no more. */
static const char *
wording_date (const PactBaseline *baseline, const PactFinding *finding)
{
  const PactTerm *term = pact_baseline_term (baseline, finding->term);

  for (guint i = 0; term != NULL && i < term->wordings->len; i++) {
    const PactWording *wording = term->wordings->pdata[i];

    if (g_strcmp0 (wording->text, finding->old_text) == 0)
      return wording->since;
  }
  return NULL;
}

static void
load_edition (const PactState *state, PactReport *report)
{
  const PactFinding *finding = report->finding;
  g_autoptr (PactBaseline) baseline =
      finding->baseline != NULL ? pact_baseline_load (state->baselines, finding->baseline, NULL)
                                : NULL;
  const char *date = baseline != NULL ? wording_date (baseline, finding) : NULL;
  const PactEdition *edition = date != NULL ? pact_baseline_edition (baseline, date) : NULL;

  if (baseline == NULL)
    return;
  report->baseline_title = g_strdup (baseline->title);
  report->edition_date = g_strdup (date);
  if (edition == NULL)
    return;
  report->edition_title = g_strdup (edition->title);
  report->edition_url = g_strdup (edition->url);
}

/* One wording as it is read; an absent one is empty. */
typedef struct {
  const char *text;
  PactReading *reading;
} Side;

static bool
says (const Side *side, const PactFact *fact)
{
  const GArray *facts = side->reading->facts;

  for (guint i = 0; i < facts->len; i++) {
    const PactFact *other = &g_array_index (facts, PactFact, i);

    if (other->kind == fact->kind && other->key == fact->key && other->value == fact->value)
      return true;
  }
  return false;
}

/* Adds the words of a span, each once, without what joined them to their neighbours. */
static void
add_words (GPtrArray *list, const char *text, PactSpan span)
{
  gsize joint = strspn (text + span.start, " ,;:.");
  guint32 start = MIN (span.start + (guint32) joint, span.end);
  char *words = g_strchomp (g_strndup (text + start, span.end - start));

  if (words[0] == '\0' || g_ptr_array_find_with_equal_func (list, words, g_str_equal, NULL))
    g_free (words);
  else
    g_ptr_array_add (list, words);
}

/* The words of the facts that only this side has. */
static void
add_facts (GPtrArray *list, const Side *side, const Side *other, PactFacet facet)
{
  const GArray *facts = side->reading->facts;

  for (guint i = 0; i < facts->len; i++) {
    const PactFact *fact = &g_array_index (facts, PactFact, i);

    if (fact->facet == facet && !says (other, fact))
      add_words (list, side->text, fact->span);
  }
}

/* Where no fact tells them apart, as of scope, it is the words themselves. */
static void
add_differences (GPtrArray *before, GPtrArray *now, const Side *old_side, const Side *new_side)
{
  g_autoptr (GArray) parts = pact_redline (old_side->text, new_side->text);

  for (guint i = 0; i < parts->len; i++) {
    const PactRedlinePart *part = &g_array_index (parts, PactRedlinePart, i);

    if (part->op == PACT_REDLINE_DELETED)
      add_words (before, old_side->text, part->span);
    else if (part->op == PACT_REDLINE_INSERTED)
      add_words (now, new_side->text, part->span);
  }
}

static char **
steal_words (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_steal (list, NULL);
}

static void
add_reason (PactReport *report, PactFacet facet, const Side *old_side, const Side *new_side)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func (g_free);
  PactReason *reason = pact_report_add_reason (report, facet);

  add_facts (before, old_side, new_side, facet);
  add_facts (now, new_side, old_side, facet);
  if (before->len + now->len == 0)
    add_differences (before, now, old_side, new_side);
  reason->before = steal_words (before);
  reason->now = steal_words (now);
}

static void
add_reasons (PactReport *report)
{
  const PactFinding *finding = report->finding;
  const char *old_text = finding->old_text != NULL ? finding->old_text : "";
  const char *new_text = finding->new_text != NULL ? finding->new_text : "";
  g_autoptr (PactReading) old_reading = pact_reading_new (old_text, -1);
  g_autoptr (PactReading) new_reading = pact_reading_new (new_text, -1);
  const Side old_side = { old_text, old_reading }, new_side = { new_text, new_reading };

  for (guint i = 0; i < finding->facets.n; i++)
    add_reason (report, (PactFacet) finding->facets.facet[i], &old_side, &new_side);
}

PactReport *
pact_evidence_load (const PactState *state, gint64 id, GError **error)
{
  PactFinding *finding = pact_store_finding (state->store, id, error);
  g_autoptr (PactReport) report = finding != NULL ? pact_report_new (finding) : NULL;

  if (report == NULL || !load_proof (state, finding->capture, &report->capture, error) ||
      !load_proof (state, finding->old_capture, &report->accepted, error))
    return NULL;
  report->for_root = state->read_only;
  load_edition (state, report);
  add_reasons (report);
  return g_steal_pointer (&report);
}
