/* Exclusivity on its scale, said outright ("sole") or by what others may not do. */
#include "read/clause.h"

static const PactFactKind rungs[PACT_N_SENSES] = {
  [PACT_SENSE_EXCLUSIVE] = PACT_FACT_EXCLUSIVE,
  [PACT_SENSE_NONEXCLUSIVE] = PACT_FACT_NONEXCLUSIVE,
  [PACT_SENSE_COEXCLUSIVE] = PACT_FACT_COEXCLUSIVE,
  [PACT_SENSE_PREFERRED] = PACT_FACT_PREFERRED,
  [PACT_SENSE_REFUSAL] = PACT_FACT_OFFERED,
};

/* "exclusive jurisdiction" and its like: what is exclusive tells. */
static const char *const not_ours[] = {
  "jurisdiction", "venue",      "forum",      "remedy",   "remedies",       "interview",
  "interviews",   "discretion", "judgment",   "footage",  "responsibility", "risk",
  "liability",    "expense",    "purpose",    "purposes", "reason",         "trader",
  "report",       "proprietor", "option",     "cause",    "responsible",    "preview",
  "power",        "authority",  "arbitrator", "judge",    "story",          "evening",
  "club",         NULL,
};

/* "buys all its ore from", "all its ore comes from" */
static const char *const sourcing[] = {
  "buy",     "buys",   "buying",  "purchase", "purchases", "purchasing", "obtain",
  "obtains", "source", "sourced", "sources",  "sourcing",  "procure",    "procures",
  "get",     "gets",   "come",    "comes",    "take",      "takes",      "draw",
  "draws",   "order",  "orders",  NULL,
};
enum { BARRED_REACH = 14, ADVERB_REACH = 5 };

static const char *const needs[] = {
  "need", "needs", "requirement", "requirements", "demand", NULL
};

static bool
is_look_alike (const PactReading *reading, guint i)
{
  PactSense next = pact_sense_near (reading, i, 1);

  if (i > 0 && pact_unit_is (reading, i - 1, "mutually"))
    return true;
  if (pact_unit_is (reading, i, "single")) /* supplier, not tower */
    return i + 1 >= reading->units->len || !pact_unit_is_person (pact_unit (reading, i + 1));
  if (pact_unit_is (reading, i, "only") &&
      (next == PACT_SENSE_IF || next == PACT_SENSE_AFTER || next == PACT_SENSE_FRACTION))
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
  for (gint back = 1; back <= 3; back++) /* "whose jurisdiction is exclusive" */
    if (pact_sense_near (reading, i, -back) == PACT_SENSE_BE && (guint) back < i &&
        pact_unit_is_one_of (reading, i - (guint) back - 1, not_ours))
      return true;
  return pact_unit_is_one_of (reading, i + 1, not_ours);
}

/* "may ... only where", "may ... before", "needs ... before it may": a licence with a bar. */
static bool
is_barred (const PactReading *reading, guint may, guint of)
{
  for (gint back = 1; back <= 3; back++)
    if (pact_sense_near (reading, may, -back) == PACT_SENSE_BEFORE)
      return true;
  for (guint at = may + 1; at < may + BARRED_REACH; at++)
    if (pact_sense_near (reading, of, (gint) at - (gint) of) == PACT_SENSE_IF &&
        (pact_unit_is (reading, at - 1, "only") ||
         pact_token_is (reading->tokens, pact_unit (reading, at)->first, "only")))
      return true;
  return false;
}

/* "no other", "not ... any rival", "barred from ... competing": what nobody else may. */
static void
read_others (PactReading *reading, guint i)
{
  bool excepts = pact_unit (reading, i)->sense == PACT_SENSE_EXCEPT; /* "no brand other than" */
  bool negated = false, found = false, past_comma = false;
  guint from = i;

  for (guint back = 1; back <= 14 && back <= i; back++) {
    PactSense sense = pact_sense_near (reading, i, -(gint) back);

    if (pact_unit (reading, i - back)->sentence != pact_unit (reading, i)->sentence ||
        pact_unit_is (reading, i - back, ";"))
      break;
    if (pact_unit_is (reading, i - back, ","))
      past_comma = true; /* "until the trial ends, no other" */
    if (sense == PACT_SENSE_NOT || sense == PACT_SENSE_BAN ||
        (sense == PACT_SENSE_END && !past_comma) ||
        (sense == PACT_SENSE_MAY && is_barred (reading, i - back, i))) {
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
  bool sources = false, from = false, need = false;

  for (gint distance = -4; distance <= 12; distance++) {
    guint at = (guint) ((gint) i + distance);

    if (distance == 0 || at >= reading->units->len ||
        pact_unit (reading, at)->sentence != pact_unit (reading, i)->sentence)
      continue;
    from |= distance > 0 && pact_unit_is (reading, at, "from");
    sources |= !from && pact_unit_is_one_of (reading, at, sourcing);
    need |= distance > 0 && distance < 3 && pact_unit_is_one_of (reading, at, needs);
  }
  return (sources || need) && from;
}

/* "ceases to be exclusive" lets others in, "ends the exclusive agreement" says what was; "does not
 * tie it exclusively" denies the adverb with its verb. */
static bool
is_denied (const PactReading *reading, guint i)
{
  static const char *const articles[] = { "the", "a",   "an",  "its", "their",
                                          "his", "her", "our", "'s",  NULL };
  bool adverb = pact_unit_is (reading, i, "exclusively") || pact_unit_is (reading, i, "solely");
  bool has_noun = i > 0 && pact_unit_is_one_of (reading, i - 1, articles);

  for (gint back = 1; adverb && back <= ADVERB_REACH; back++)
    if (pact_sense_near (reading, i, -back) == PACT_SENSE_NOT)
      return pact_sense_near (reading, i, -back - 1) == PACT_SENSE_BE ||
             pact_sense_near (reading, i, -back - 1) == PACT_SENSE_MAY;
  return has_noun ? pact_unit_denied (reading, i) : pact_unit_negated (reading, i);
}

/* "no carrier but Orme", "any port but Hexley": all the others are left out. */
static bool
is_only_but (const PactReading *reading, guint i)
{
  static const char *const whole[] = { "no", "any", "nobody", "none", "nothing", NULL };

  for (guint back = 1; back <= 4 && back <= i; back++)
    if (pact_unit_is_one_of (reading, i - back, whole))
      return pact_unit (reading, i - back)->sentence == pact_unit (reading, i)->sentence;
  return false;
}

/* "appoint a second dealer" */
static bool
is_second (const PactReading *reading, guint i)
{
  return pact_unit_is (reading, i, "second") && i + 1 < reading->units->len &&
         pact_unit_is_person (pact_unit (reading, i + 1));
}

void
pact_read_exclusivity (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_OTHER ||
        (sense == PACT_SENSE_EXCEPT &&
         (pact_unit (reading, i)->value == 0 || is_only_but (reading, i))) ||
        is_second (reading, i))
      read_others (reading, i);
    else if (sense == PACT_SENSE_ALL && is_whole_need (reading, i))
      pact_fact_add (reading, PACT_FACT_EXCLUSIVE, i, i);
    else if (rungs[sense] != PACT_FACT_NONE && !is_look_alike (reading, i))
      pact_fact_add (reading,
                     sense == PACT_SENSE_EXCLUSIVE && is_denied (reading, i)
                         ? PACT_FACT_NONEXCLUSIVE
                         : rungs[sense],
                     i, i);
  }
}
