/* The words of partnership terms by what they mean: a table to read and extend in lexicon-table.c,
 * and texts as units of it. Words of one row mean the same wherever terms are compared. */
#pragma once

#include "pactwatch/clause.h"
#include "read/fold.h"

/* What a unit does in a sentence. The comment names the facet a change of it touches first. */
typedef enum {
  PACT_SENSE_NONE,        /* a word the lexicon does not know: scope, or party where a name */
  PACT_SENSE_FILLER,      /* articles, fillers, praise: no facet */
  PACT_SENSE_WORD,        /* a word of the trade with its synonyms: scope */
  PACT_SENSE_PREPOSITION, /* no facet by itself */
  PACT_SENSE_AND,
  PACT_SENSE_OR,
  PACT_SENSE_BE,
  PACT_SENSE_WAS, /* polarity */
  PACT_SENSE_PRONOUN,
  PACT_SENSE_EXCLUSIVE, /* exclusivity: these five */
  PACT_SENSE_NONEXCLUSIVE,
  PACT_SENSE_COEXCLUSIVE,
  PACT_SENSE_PREFERRED,
  PACT_SENSE_REFUSAL,
  PACT_SENSE_OTHER,  /* another, rivals, third parties: party */
  PACT_SENSE_EXCEPT, /* except, other than, but: scope */
  PACT_SENSE_WILL,   /* modality: these five */
  PACT_SENSE_MAY,
  PACT_SENSE_INTEND,
  PACT_SENSE_USUALLY,
  PACT_SENSE_DISCRETION,
  PACT_SENSE_NOT, /* polarity: these six */
  PACT_SENSE_BAN,
  PACT_SENSE_FREE,
  PACT_SENSE_NO_LONGER,
  PACT_SENSE_END,
  PACT_SENSE_CONTINUE,
  PACT_SENSE_BEGIN, /* duration: these nine */
  PACT_SENSE_UNTIL,
  PACT_SENSE_AFTER,
  PACT_SENSE_BEFORE,
  PACT_SENSE_DURING,
  PACT_SENSE_INITIALLY,
  PACT_SENSE_PERPETUAL,
  PACT_SENSE_RENEW,
  PACT_SENSE_TIME, /* a unit of time or a month */
  PACT_SENSE_CAP,  /* cap: these four */
  PACT_SENSE_FLOOR,
  PACT_SENSE_ABOVE,
  PACT_SENSE_BELOW,
  PACT_SENSE_IF, /* condition: these two */
  PACT_SENSE_UNLESS,
  PACT_SENSE_GROSS, /* basis: these five */
  PACT_SENSE_NET,
  PACT_SENSE_REVENUE,
  PACT_SENSE_PROFIT,
  PACT_SENSE_COST,
  PACT_SENSE_INCLUDING, /* basis or scope */
  PACT_SENSE_EXCLUDING,
  PACT_SENSE_PAY, /* party: these five */
  PACT_SENSE_RECEIVE,
  PACT_SENSE_KEEP,
  PACT_SENSE_SHARE,
  PACT_SENSE_GRANT,
  PACT_SENSE_PART, /* amount: these three */
  PACT_SENSE_FRACTION,
  PACT_SENSE_EQUAL,
  PACT_SENSE_ALL, /* scope: these four */
  PACT_SENSE_SOME,
  PACT_SENSE_EACH,
  PACT_SENSE_TOGETHER,
  PACT_SENSE_PLACE,
  PACT_SENSE_SAY, /* attribution: no facet */
  PACT_N_SENSES,
} PactSense;

typedef struct {
  guint8 sense;      /* PactSense */
  double value;      /* tells rows of a sense apart: of a fraction its percentage, of a unit of time
                      * its months; below 0: words of one kind, each with its own meaning */
  const char *words; /* folded; "|" between them; "~" before a word that takes endings */
} PactConcept;

extern const PactConcept pact_concepts[];
extern const guint pact_n_concepts;

/* A word or phrase of a text as the lexicon sees it. */
typedef struct {
  guint32 first, n; /* tokens */
  guint32 key;      /* equal for units that mean the same: concept, number or stem */
  guint16 concept;  /* row of pact_concepts, 0 for none */
  guint8 sense;     /* PactSense */
  guint8 kind;      /* PactTokenKind of its first token */
  guint8 flags;     /* PactTokenFlags of its first token */
  bool name;        /* reads as the name of a party or product */
  guint16 sentence; /* counting from 0 */
  double value;     /* of a number, or its concept's */
} PactUnit;

/* PactUnit for each, in order; every token is in one. */
GArray *pact_units_read (const PactTokens *tokens);

/* "customers", "developers": who is meant rather than what. */
static inline bool
pact_unit_is_person (const PactUnit *unit)
{
  return unit->sense == PACT_SENSE_WORD && (unit->value == 2 || unit->value == -2);
}

/* The length of a word less the ending that does not make another thing of it: "bundl" of "bundle",
 * "bundles", "bundled". */
gsize pact_stem (const char *word, gsize n);

/* What the words of a sense do, besides what they mean. */
typedef enum {
  PACT_COMMITS = 1 << 0, /* bind or release; text without such words sets a scene */
  PACT_NEGATES = 1 << 1, /* turn what is said into its opposite */
  PACT_ASSERTS = 1 << 2, /* may come, go or stand for one another while nothing is owed anew */
  PACT_VERB = 1 << 3,    /* have a subject before them */
} PactTrait;

bool pact_sense_has (PactSense sense, PactTrait trait);

/* The facet a change of a unit of that sense touches; -1 for none. */
int pact_sense_facet (PactSense sense);
