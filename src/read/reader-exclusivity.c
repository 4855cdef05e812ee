/* Exclusivity on its scale, said outright ("sole") or by what others may not do. */
#include "read/clause.h"

static const PactFactKind rungs[PACT_N_SENSES] = {
  [PACT_SENSE_EXCLUSIVE] = PACT_FACT_EXCLUSIVE,
  [PACT_SENSE_NONEXCLUSIVE] = PACT_FACT_NONEXCLUSIVE,
  [PACT_SENSE_COEXCLUSIVE] = PACT_FACT_COEXCLUSIVE,
  [PACT_SENSE_PREFERRED] = PACT_FACT_PREFERRED,
  [PACT_SENSE_REFUSAL] = PACT_FACT_OFFERED,
};

/* "exclusive jurisdiction" and its like: the next word tells. */
static const char *const not_ours_after[] = {
  "jurisdiction", "venue",      "forum",    "remedy",   "remedies",       "interview",
  "interviews",   "discretion", "judgment", "footage",  "responsibility", "risk",
  "liability",    "expense",    "purpose",  "purposes", "reason",         "trader",
  "report",       "proprietor", "option",   "cause",    "responsible",    "preview",
  "story",        "evening",    "club",
};

static bool
is_look_alike (const PactReading *reading, guint i)
{
  PactSense next = pact_sense_near (reading, i, 1);

  if (i > 0 && pact_unit_is (reading, i - 1, "mutually"))
    return true;
  if (pact_unit_is (reading, i, "only") && (next == PACT_SENSE_IF || next == PACT_SENSE_AFTER))
    return true;
  if (pact_unit (reading, i)->sense == PACT_SENSE_PREFERRED)
    return pact_unit (reading, i)->value >
           2; /* "official", "default": weak words, often elsewhere */
  if (pact_unit (reading, i)->sense != PACT_SENSE_EXCLUSIVE || pact_unit_is (reading, i, "only"))
    return false;
  for (guint n = 0; n < G_N_ELEMENTS (not_ours_after); n++)
    if (pact_unit_is (reading, i + 1, not_ours_after[n]))
      return true;
  return false;
}

/* "no other", "not ... any rival", "barred from ... competing": what nobody else may. */
static void
read_others (PactReading *reading, guint i)
{
  bool excepts = pact_unit (reading, i)->sense == PACT_SENSE_EXCEPT; /* "no brand other than" */
  bool negated = false, found = false;
  guint from = i;

  for (guint back = 1; back <= 14 && back <= i; back++) {
    PactSense sense = pact_sense_near (reading, i, -(gint) back);

    if (pact_unit (reading, i - back)->sentence != pact_unit (reading, i)->sentence ||
        pact_unit_is (reading, i - back, ";"))
      break;
    if (sense == PACT_SENSE_NOT || sense == PACT_SENSE_BAN || sense == PACT_SENSE_END) {
      negated = !negated;
      found = true;
      from = i - back;
    } else if (sense == PACT_SENSE_FREE || sense == PACT_SENSE_MAY) {
      found = true;
      from = i - back;
    }
  }
  if (found && (negated || !excepts))
    pact_fact_add (reading, negated ? PACT_FACT_EXCLUSIVE : PACT_FACT_NONEXCLUSIVE, from, i);
}

void
pact_read_exclusivity (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_OTHER ||
        (sense == PACT_SENSE_EXCEPT && pact_unit (reading, i)->value == 0))
      read_others (reading, i);
    else if (rungs[sense] != PACT_FACT_NONE && !is_look_alike (reading, i))
      pact_fact_add (reading,
                     sense == PACT_SENSE_EXCLUSIVE && pact_unit_negated (reading, i)
                         ? PACT_FACT_NONEXCLUSIVE
                         : rungs[sense],
                     i, i);
  }
}
