/* What the questions of judge*.c are asked about: a sentence, or a cell of a table, against a term.
 * Internal to judge*.c. */
#pragma once

#include "read/judge.h"

typedef struct {
  const PactTermReading *term;
  const PactSentence *before, *after;
  PactFlow flow;
  PactAct act;
} PactJudge;

static inline const PactFact *
pact_fact_at (const PactReading *reading, guint i)
{
  return &g_array_index (reading->facts, PactFact, i);
}

/* Whether the term is a ceiling or a floor: then all that is done to it is done to that. */
static inline bool
pact_is_bound (const PactTermReading *term)
{
  return (term->class & PACT_CLASS_BOUND) != 0;
}

/* The strongest rung on the scale of exclusivity, or the weakest. */
PactFactKind pact_rung_of (const PactReading *reading, bool strongest);

/* Whether others come in whom the term itself does not let in. */
bool pact_opens (const PactJudge *judge);

/* "Nothing has changed: 10% of ... to us": whoever else it speaks of, the term is kept. */
bool pact_keeps_figure (const PactJudge *judge);

/* The last year that a text states; 0 for none. */
gint64 pact_last_year (const PactReading *reading);

/* What it touches where the sentence only says that something changes. */
PactFacet pact_facet_of_class (guint class);

/* The questions, one a facet: does `after` change it? */
bool pact_exclusivity_differs (const PactJudge *judge);
bool pact_amount_differs (const PactJudge *judge);
bool pact_cap_differs (const PactJudge *judge);
bool pact_duration_differs (const PactJudge *judge);
bool pact_scope_differs (const PactJudge *judge);

/* Asks them all, `skipped` apart; -1 for none. */
PactFacets pact_ask (const PactJudge *judge, int skipped, char **ret_why);
