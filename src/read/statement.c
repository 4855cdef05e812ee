/* A whole statement against a baseline: each term is looked for in the passage that shares most of
 * its words, and compared with it. */
#include "read/compare.h"
#include "read/segment.h"

static const double MENTION_LIKENESS = 0.5; /* share of the term's words that makes a mention */

static GHashTable *
unit_keys (const PactReading *reading)
{
  GHashTable *keys = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < reading->units->len; i++)
    g_hash_table_add (keys, GUINT_TO_POINTER (pact_unit (reading, i)->key));
  return keys;
}

/* The share of `wording`'s words that `passage` has too. */
static double
likeness (const PactReading *wording, const PactReading *passage)
{
  g_autoptr (GHashTable) there = unit_keys (passage);
  guint shared = 0;

  for (guint i = 0; i < wording->units->len; i++)
    shared += g_hash_table_contains (there, GUINT_TO_POINTER (pact_unit (wording, i)->key));
  return (double) shared / MAX (wording->units->len, 1);
}

static GPtrArray *
read_passages (const PactDocument *statement, const GArray *passages)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_reading_free);

  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = g_array_index (passages, PactPassage, i).span;

    g_ptr_array_add (readings, pact_reading_new (statement->text + span.start, span.end - span.start));
  }
  return readings;
}

/* Index of the passage that speaks of the wording, or -1. */
static int
find_mention (const PactReading *wording, GPtrArray *readings)
{
  double best = MENTION_LIKENESS;
  int found = -1;

  for (guint i = 0; i < readings->len; i++) {
    double like = likeness (wording, readings->pdata[i]);

    if (like > best) {
      best = like;
      found = (int) i;
    }
  }
  return found;
}

static void
judge_term (PactFinding *finding, const PactReading *wording, const PactReading *passage)
{
  g_auto (PactComparison) comparison = { 0 };

  pact_readings_compare (wording, passage, &comparison);
  finding->verdict = comparison.verdict == PACT_VERDICT_CHANGED ? PACT_VERDICT_CHANGED
                                                                : PACT_VERDICT_REAFFIRMED;
  finding->facets = comparison.facets;
  finding->why = g_steal_pointer (&comparison.why);
}

GPtrArray *
pact_compare_statement (const PactBaseline *baseline, const char *date, const PactDocument *statement)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  g_autoptr (GArray) passages = pact_passages_read (statement);
  g_autoptr (GPtrArray) readings = read_passages (statement, passages);

  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactTerm *term = baseline->terms->pdata[i];
    const PactWording *wording = pact_term_wording (term, date);
    g_autoptr (PactReading) reading = wording ? pact_reading_new (wording->text, -1) : NULL;
    int at = reading != NULL ? find_mention (reading, readings) : -1;
    PactFinding *finding;

    if (wording == NULL)
      continue;
    finding = pact_finding_new ();
    finding->baseline = g_strdup (baseline->name);
    finding->term = g_strdup (term->name);
    finding->topic = g_strdup (term->topic);
    finding->old_text = g_strdup (wording->text);
    finding->verdict = PACT_VERDICT_NOT_MENTIONED;
    if (at >= 0) {
      PactSpan span = g_array_index (passages, PactPassage, (guint) at).span;

      finding->new_text = g_strndup (statement->text + span.start, span.end - span.start);
      judge_term (finding, reading, readings->pdata[at]);
    }
    g_ptr_array_add (findings, finding);
  }
  return findings;
}
