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

static const char *const buying[] = { "buy",       "buys",       "buying",  "purchase",
                                      "purchases", "purchasing", "obtain",  "source",
                                      "sources",   "procure",    "procures" };
static const char *const needs[] = { "need", "needs", "requirement", "requirements", "demand" };

static bool
is_one_of (const PactReading *reading, guint i, const char *const *words, guint n)
{
  for (guint w = 0; w < n; w++)
    if (pact_unit_is (reading, i, words[w]))
      return true;
  return false;
}

static bool
is_look_alike (const PactReading *reading, guint i)
{
  PactSense next = pact_sense_near (reading, i, 1);

  if (i > 0 && pact_unit_is (reading, i - 1, "mutually"))
    return true;
  if (pact_unit_is (reading, i, "only") && (next == PACT_SENSE_IF || next == PACT_SENSE_AFTER))
    return true;
  if (i > 0 && pact_unit_is (reading, i, "exclusive") && pact_unit_is (reading, i - 1, "an") &&
      next == PACT_SENSE_NONE &&
      (i + 1 == reading->units->len || pact_unit (reading, i + 1)->kind == PACT_TOKEN_MARK ||
       pact_unit (reading, i + 1)->sentence != pact_unit (reading, i)->sentence))
    return true; /* "said in an exclusive" */
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

/* "buys all of its ore from", "its entire need": nothing is left for others to meet. */
static bool
is_whole_need (const PactReading *reading, guint i)
{
  bool buys = false, from = false, need = false;

  for (gint distance = -4; distance <= 12; distance++) {
    PactSense sense = pact_sense_near (reading, i, distance);
    guint at = (guint) ((gint) i + distance);

    if (sense == PACT_SENSE_PREPOSITION && distance > 0)
      from |= pact_unit_is (reading, at, "from");
    if (sense != PACT_SENSE_WORD)
      continue;
    buys |= distance < 0 && is_one_of (reading, at, buying, G_N_ELEMENTS (buying));
    need |= distance > 0 && distance < 3 && is_one_of (reading, at, needs, G_N_ELEMENTS (needs));
  }
  return (buys || need) && from;
}

void
pact_read_exclusivity (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_OTHER ||
        (sense == PACT_SENSE_EXCEPT && pact_unit (reading, i)->value == 0))
      read_others (reading, i);
    else if (sense == PACT_SENSE_ALL && is_whole_need (reading, i))
      pact_fact_add (reading, PACT_FACT_EXCLUSIVE, i, i);
    else if (rungs[sense] != PACT_FACT_NONE && !is_look_alike (reading, i))
      pact_fact_add (reading,
                     sense == PACT_SENSE_EXCLUSIVE && pact_unit_negated (reading, i)
                         ? PACT_FACT_NONEXCLUSIVE
                         : rungs[sense],
                     i, i);
  }
}
