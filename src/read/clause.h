/* What a text commits its parties to: facts, each with the words it rests on.
 *
 * Read each wording once with pact_reading_new and compare readings as often as needed:
 *   PactReading *reading = pact_reading_new (text, length);
 *   facts: g_array_index (reading->facts, PactFact, i), in the order of the text, each with
 *   facet, kind, value, span (into `text`) and the sentence it stands in;
 *   units: the words as the lexicon sees them (sense, key, name), see read/lexicon.h.
 * A unit's `key` is equal for words that mean the same; a name's key is that of its spelling. */
#pragma once

#include "pactwatch/clause.h"
#include "read/lexicon.h"

/* The kinds of fact within a facet. */
typedef enum {
  PACT_FACT_NONE,
  /* exclusivity, weak to strong; look-alikes ("exclusive jurisdiction") are not facts */
  PACT_FACT_NONEXCLUSIVE,
  PACT_FACT_OFFERED,   /* first refusal, first offer, a right to match */
  PACT_FACT_PREFERRED, /* preferred, primary, lead, default */
  PACT_FACT_COEXCLUSIVE,
  PACT_FACT_EXCLUSIVE, /* exclusive, sole, only, no other */
  /* amount: `value` in percent, money, or things */
  PACT_FACT_PERCENT,
  PACT_FACT_POINTS,
  PACT_FACT_MONEY,
  PACT_FACT_COUNT,
  PACT_FACT_EQUAL_PARTS,
  /* cap: `value` of the figure nearest to it, 0 without one */
  PACT_FACT_AT_MOST,
  PACT_FACT_AT_LEAST,
  PACT_FACT_ABOVE,
  PACT_FACT_BELOW,
  /* duration: `value` a date as yyyymmdd (parts unknown 0) or a span in months */
  PACT_FACT_DATE,
  PACT_FACT_SPAN,
  PACT_FACT_UNTIL,
  PACT_FACT_INITIALLY,
  PACT_FACT_PERPETUAL,
  PACT_FACT_RENEWS,
  /* party: `key` of the name */
  PACT_FACT_NAMED,
  PACT_FACT_PAYER,
  PACT_FACT_PAYEE,
  /* condition */
  PACT_FACT_IF,
  PACT_FACT_UNLESS,
  PACT_FACT_EXCEPT,
  PACT_FACT_REGARDLESS,
  /* modality */
  PACT_FACT_BINDING,
  PACT_FACT_OPTION,
  PACT_FACT_INTENTION,
  PACT_FACT_AS_A_RULE,
  /* polarity */
  PACT_FACT_NEGATED,
  PACT_FACT_ENDED,
  PACT_FACT_PAST,
  PACT_FACT_CONTINUES,
  /* basis */
  PACT_FACT_GROSS,
  PACT_FACT_NET,
  PACT_FACT_REVENUE,
  PACT_FACT_PROFIT,
  PACT_FACT_BEFORE_COSTS,
  PACT_FACT_INCLUDES,
  PACT_FACT_EXCLUDES,
  PACT_N_FACTS,
} PactFactKind;

typedef struct {
  guint8 facet;     /* PactFacet */
  guint8 kind;      /* PactFactKind */
  guint16 sentence; /* counting from 0 */
  guint32 unit;     /* index of the unit it starts at */
  guint32 key;      /* of a name; else 0 */
  PactSpan span;    /* the words it rests on */
  double value;
} PactFact;

typedef struct {
  PactTokens *tokens;
  GArray *units; /* PactUnit */
  GArray *facts; /* PactFact */
} PactReading;

/* `length` in bytes, -1 for NUL-terminated; any bytes are accepted, linear in the length. */
PactReading *pact_reading_new (const char *text, gssize length);
void pact_reading_free (PactReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactReading, pact_reading_free)

/* "exclusive", "at most", ... for people. */
const char *pact_fact_kind_name (PactFactKind kind);

/* The first unit of the sentence after that of unit `i`. */
guint pact_sentence_end (const PactReading *reading, guint i);

/* For the readers of facets (reader-*.c) */

static inline const PactUnit *
pact_unit (const PactReading *reading, guint i)
{
  return &g_array_index (reading->units, PactUnit, i);
}

static inline guint
pact_n_sentences (const PactReading *reading)
{
  guint n = reading->units->len;

  return n == 0 ? 0 : pact_unit (reading, n - 1)->sentence + 1u;
}

/* The sense of unit `i`; PACT_SENSE_NONE past the end or in another sentence than unit `of`. */
PactSense pact_sense_near (const PactReading *reading, guint of, gint distance);

/* Whether unit `i` is negated by the words before it; "does not cease" is not. */
bool pact_unit_negated (const PactReading *reading, guint i);

/* The same, but for what ends: "no longer the sole dealer" does not deny that he was. */
bool pact_unit_denied (const PactReading *reading, guint i);

/* Adds a fact that rests on units `from` to `to`, both included; it may then be refined. */
PactFact *pact_fact_add (PactReading *reading, PactFactKind kind, guint from, guint to);

/* Whether unit `i` exists and is spelled so. */
static inline bool
pact_unit_is (const PactReading *reading, guint i, const char *spelling)
{
  return i < reading->units->len && pact_unit (reading, i)->n == 1 &&
         pact_token_is (reading->tokens, pact_unit (reading, i)->first, spelling);
}

/* Whether unit `i` exists and is spelled as one of `words`, which end with NULL. */
bool pact_unit_is_one_of (const PactReading *reading, guint i, const char *const *words);

void pact_read_exclusivity (PactReading *reading);
void pact_read_amount (PactReading *reading);
void pact_read_cap (PactReading *reading);
void pact_read_duration (PactReading *reading);
void pact_read_party (PactReading *reading);
void pact_read_condition (PactReading *reading);
void pact_read_modality (PactReading *reading);
void pact_read_polarity (PactReading *reading);
void pact_read_basis (PactReading *reading);
