/* A sentence of a statement against one term of a baseline: does it change it? */
#pragma once

#include "read/parties.h"
#include "read/stance.h"

/* What a wording is about, beyond the parties and the words all terms share. */
typedef enum {
  PACT_CLASS_EXCLUSIVITY = 1 << 0,
  PACT_CLASS_REVENUE = 1 << 1,
  PACT_CLASS_LENGTH = 1 << 2, /* of the agreement itself */
  PACT_CLASS_EQUITY = 1 << 3,
  PACT_CLASS_CAP = 1 << 4, /* a ceiling or a floor of what is shared; beside the others */
  PACT_CLASS_FLOOR = 1 << 5,
} PactClass;

#define PACT_CLASS_BOUND (PACT_CLASS_CAP | PACT_CLASS_FLOOR)

guint pact_class_read (const PactSentence *sentence);

/* "6% more than the year before": how business goes, not what is owed. */
bool pact_tells_growth (const PactSentence *sentence);

/* "three agencies", "other makers": more than one who could be the only one. */
bool pact_names_several (const PactReading *reading);

/* "It is now also sold at ...", "may buy from whomever it likes": somebody comes in where one was
 * alone. */
bool pact_joins_in (const PactSentence *sentence);

static inline bool
pact_has_fact (const PactReading *reading, PactFactKind kind)
{
  for (guint i = 0; i < reading->facts->len; i++)
    if (g_array_index (reading->facts, PactFact, i).kind == kind)
      return true;
  return false;
}

/* Who pays whom, as sets of parties; empty where the text does not say. `speaker` stands for
 * "we" and "us". */
typedef struct {
  PactPartySet payer, payee;
} PactFlow;

PactFlow pact_flow_read (const PactReading *reading, const PactParties *parties,
                         PactPartySet speaker);

typedef struct {
  const PactSentence *sentence;
  PactFlow flow;
  guint class;
  bool length_apart;    /* the baseline has a term of its own for the length of the agreement */
  const GArray *shares; /* double: the percentages that the terms of the baseline state */
} PactTermReading;

/* The facets in which the sentence changes the term; none when it keeps it. `ret_why` gets one
 * line for people when something changes; yours. */
PactFacets pact_judge_sentence (const PactTermReading *term, const PactSentence *sentence,
                                PactAct act, PactFlow flow, char **ret_why);

/* The same for a row of a table: label, before, after. */
PactFacets pact_judge_row (const PactTermReading *term, const PactParties *parties, const char *row,
                           char **ret_why);
