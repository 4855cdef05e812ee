/* Signs that a wording changed what it commits to: from its edits, and from its facts. Each has a
 * weight; their sum decides, and those that weigh most say why. */
#pragma once

#include "read/clause.h"

typedef enum {
  /* Facts: stated on one side and not, or otherwise, on the other, in whatever words */
  PACT_SIGN_RUNG,      /* another place on the scale of exclusivity */
  PACT_SIGN_EXCLUSIVE, /* exclusive here, no word of it there */
  PACT_SIGN_PERCENT,
  PACT_SIGN_MONEY,
  PACT_SIGN_DATE,
  PACT_SIGN_SPAN,
  PACT_SIGN_BOUND_TURNED, /* a ceiling became a floor */
  PACT_SIGN_BOUND,        /* a ceiling or floor came or went */
  PACT_SIGN_CONDITION,
  PACT_SIGN_OPTION,
  PACT_SIGN_INTENTION,
  PACT_SIGN_AS_A_RULE,
  PACT_SIGN_ENDED,
  PACT_SIGN_PAYER, /* who pays whom turned round */
  PACT_SIGN_BASIS,
  PACT_SIGN_INITIALLY,
  PACT_SIGN_PERPETUAL,
  PACT_SIGN_NAME, /* a party named on one side only */
  /* Edits: words that came, went or were replaced; the freer the rewriting, the less they count */
  PACT_SIGN_EDIT_EXCLUSIVITY,
  PACT_SIGN_EDIT_AMOUNT,
  PACT_SIGN_EDIT_CAP,
  PACT_SIGN_EDIT_DURATION,
  PACT_SIGN_EDIT_SCOPE,
  PACT_SIGN_EDIT_PARTY,
  PACT_SIGN_EDIT_CONDITION,
  PACT_SIGN_EDIT_MODALITY,
  PACT_SIGN_EDIT_POLARITY,
  PACT_SIGN_EDIT_BASIS,
  PACT_SIGN_EDIT_WORD, /* a word the lexicon does not know */
  PACT_SIGN_SWAP,      /* two parties, figures or groups changed places */
  /* Rewriting: against a change */
  PACT_SIGN_REWRITTEN, /* 0 where all but the edits stays in place, 1 where all is new */
  PACT_N_SIGNS,
} PactSign;

/* The words a sign was seen in: units of either reading, none where from == to. */
typedef struct {
  guint from[2], to[2];
} PactSignPlace;

typedef struct {
  double value[PACT_N_SIGNS]; /* 0 for not seen, 1 for plainly seen */
  PactFacets facets[PACT_N_SIGNS];
  PactSignPlace place[PACT_N_SIGNS];
  PactFacets context; /* further facets that what was edited touches, by the words around it */
} PactSigns;

typedef struct {
  const char *name;
  double weight;
} PactSignWeight;

/* Fitted by tests/fit-signs on labelled pairs; see there. */
extern const PactSignWeight pact_sign_weights[PACT_N_SIGNS];
extern const double pact_sign_bias;

/* Keeps the strongest sighting of a sign, and all facets it was seen in. */
void pact_sign_set (PactSigns *signs, PactSign sign, double value, int facet, PactSignPlace place);

void pact_signs_of_facts (const PactReading *old_reading, const PactReading *new_reading,
                          PactSigns *signs);
void pact_signs_of_edits (const PactReading *old_reading, const PactReading *new_reading,
                          PactSigns *signs);

/* Whether both sides name who pays or who is paid, and agree; claim exclusivity equally strong. */
bool pact_payers_agree (const PactReading *old_reading, const PactReading *new_reading);
bool pact_claims_agree (const PactReading *old_reading, const PactReading *new_reading);

enum { PACT_FACTS_TOLD = 400, PACT_UNITS_TOLD = 4000 }; /* a passage with more is no passage */

static inline guint
pact_n_facts_told (const PactReading *reading)
{
  return MIN (reading->facts->len, PACT_FACTS_TOLD);
}

static inline const PactFact *
pact_fact_at (const PactReading *reading, guint i)
{
  return &g_array_index (reading->facts, PactFact, i);
}

/* Whether the figure that a fact of `reading` states is stated by `other` too, as it is or by the
 * rest that it leaves. */
bool pact_figure_is_met (const PactFact *fact, const PactReading *reading,
                         const PactReading *other);

/* Whether the figure that unit `unit` is part of is stated on the other side too, in its units from
 * `from` up to `to`. */
bool pact_figure_met (const PactReading *reading, guint unit, const PactReading *other, guint from,
                      guint to);

/* Which units bind nobody and share little with the other side: they set a scene. A flag for each
 * unit of `reading`. */
bool *pact_scenes_find (const PactReading *reading, const PactReading *other);

/* Above 0: changed. */
double pact_signs_sum (const PactSigns *signs);
