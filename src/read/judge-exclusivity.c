/* Questions about who is alone: the grade of exclusivity, and where it holds. */
#include "read/judge-facets.h"

/* Whether the words of a fact are what something else takes the place of: "preferred rather than
 * sole". */
static bool
is_replaced (const PactReading *reading, const PactFact *fact)
{
  enum { REPLACED_REACH = 5 };

  for (guint back = 1; back <= REPLACED_REACH && back < fact->unit; back++) {
    guint at = fact->unit - back;

    if ((pact_unit_is (reading, at, "than") && pact_unit_is (reading, at - 1, "rather")) ||
        (pact_unit_is (reading, at, "of") &&
         (pact_unit_is (reading, at - 1, "instead") || pact_unit_is (reading, at - 1, "place"))))
      return true;
  }
  return false;
}

PactFactKind
pact_rung_of (const PactReading *reading, bool strongest)
{
  PactFactKind rung = PACT_FACT_NONE;

  for (guint i = 0; i < reading->facts->len; i++) {
    PactFactKind kind = (PactFactKind) pact_fact_at (reading, i)->kind;

    if (pact_fact_at (reading, i)->facet == PACT_FACET_EXCLUSIVITY &&
        !is_replaced (reading, pact_fact_at (reading, i)) &&
        (rung == PACT_FACT_NONE || (strongest ? kind > rung : kind < rung)))
      rung = kind;
  }
  return rung;
}

/* Whether the sentence names more than one, or a part, where one had it all: "three agencies",
 * "70 percent must come from". */
static bool
divides (const PactJudge *judge)
{
  if (pact_names_several (judge->after->reading))
    return true;
  return pact_has_fact (judge->after->reading, PACT_FACT_PERCENT) &&
         !pact_has_fact (judge->before->reading, PACT_FACT_PERCENT) &&
         pact_sentence_says (judge->after, "from|~buy|~purchase|~source|~order");
}

bool
pact_opens (const PactJudge *judge)
{
  return pact_joins_in (judge->after) && !pact_joins_in (judge->before);
}

bool
pact_exclusivity_differs (const PactJudge *judge)
{
  static const char exclusive_words[] =
      "exclusive|monopoly|restriction|restrictions|exclusivity|lock - in";
  PactFactKind before = pact_rung_of (judge->before->reading, true);
  PactFactKind after = pact_rung_of (judge->after->reading, true);
  bool keeps = judge->act == PACT_ACT_KEEPS;

  if (!(judge->term->class & PACT_CLASS_EXCLUSIVITY))
    return judge->term->class == 0 && pact_joins_in (judge->after) &&
           (before != PACT_FACT_NONE || pact_sentence_says (judge->before, "~reserve|~dedicate"));
  if (before == PACT_FACT_NONE)
    before = PACT_FACT_EXCLUSIVE; /* its topic says so: "all pumps from Wexcombe" */
  if (judge->act == PACT_ACT_ENDS)
    return after != PACT_FACT_NONE || pact_sentence_says (judge->after, exclusive_words) ||
           pact_opens (judge);
  if (before == PACT_FACT_EXCLUSIVE && after == PACT_FACT_NONE && !keeps && divides (judge))
    return true;
  if (before >= PACT_FACT_OFFERED && !keeps &&
      (pact_opens (judge) || pact_rung_of (judge->after->reading, false) == PACT_FACT_NONEXCLUSIVE))
    return true;
  return after != PACT_FACT_NONE && after != before && !(keeps && after == PACT_FACT_EXCLUSIVE);
}

/* Whether the sentence names one of two that the term joins: "in Wales and Cornwall". */
static bool
takes_a_part (const PactJudge *judge)
{
  const PactReading *before = judge->before->reading, *after = judge->after->reading;

  for (guint i = 1; i + 1 < before->units->len; i++) {
    bool said[2] = { false, false };

    if (pact_unit (before, i)->sense != PACT_SENSE_AND)
      continue;
    for (guint side = 0; side < 2; side++)
      for (guint a = 0; a < after->units->len; a++)
        said[side] |= pact_unit (after, a)->key == pact_unit (before, i - 1 + 2 * side)->key;
    if (said[0] != said[1])
      return true;
  }
  return false;
}

/* "In pubs with more than twelve taps", before others are let in: only there. */
static bool
opens_in_part (const PactJudge *judge)
{
  const PactReading *after = judge->after->reading;

  return (judge->term->class & PACT_CLASS_EXCLUSIVITY) && pact_opens (judge) &&
         after->units->len > 1 && pact_unit (after, 0)->sense == PACT_SENSE_PREPOSITION &&
         pact_unit (after, 0)->value != 3 && pact_unit (after, 1)->sense != PACT_SENSE_TIME &&
         pact_unit (after, 1)->kind != PACT_TOKEN_NUMBER;
}

static bool
says_place (const PactReading *reading, const PactUnit *place)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == PACT_SENSE_PLACE &&
        (place == NULL || pact_unit (reading, i)->key == place->key))
      return true;
  return false;
}

/* "In France too", of a term for Spain. */
static bool
adds_a_place (const PactJudge *judge)
{
  const PactReading *before = judge->before->reading, *after = judge->after->reading;

  if (!says_place (before, NULL))
    return false;
  for (guint i = 0; i < after->units->len; i++)
    if (pact_unit (after, i)->sense == PACT_SENSE_PLACE &&
        !says_place (before, pact_unit (after, i)))
      return true;
  return false;
}

bool
pact_scope_differs (const PactJudge *judge)
{
  static const char limits[] =
      "only in|only to|only for|only at|only on|with one restriction|with one exception|limited to|"
      "restricted to|except|except for|with the exception of|no longer all|other than|now also|"
      "extended to|expanded to|widened to|narrowed to|now covers|now cover|now includes|"
      "now include";
  static const char reaches[] = "~extend to|~cover|~apply to|~reach to|~include";
  bool acts = judge->act != PACT_ACT_NONE && judge->act != PACT_ACT_KEEPS;

  if (judge->term->class & PACT_CLASS_LENGTH)
    return false;
  if ((acts && takes_a_part (judge)) || opens_in_part (judge) || adds_a_place (judge))
    return true;
  if (acts && (judge->term->class & PACT_CLASS_EXCLUSIVITY) &&
      (judge->act == PACT_ACT_EXTENDS || pact_sentence_says (judge->after, reaches)))
    return true;
  if (judge->term->class == 0 &&
      pact_rung_of (judge->after->reading, true) == PACT_FACT_EXCLUSIVE &&
      pact_rung_of (judge->before->reading, true) == PACT_FACT_NONE)
    return true; /* "in Norway alone" */
  return pact_sentence_says (judge->after, limits) && !pact_sentence_says (judge->before, limits);
}
