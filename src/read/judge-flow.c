/* Who pays whom: by verb, voice and preposition, "we" standing for the party that speaks. */
#include "read/judge.h"

/* The party named at unit `i` or meant by its pronoun; 0 for none. */
static PactPartySet
party_at (const PactReading *reading, guint i, const PactParties *parties, PactPartySet speaker)
{
  const PactUnit *unit = pact_unit (reading, i);
  guint n;
  int party = pact_parties_at (parties, reading->tokens, unit->first, &n);

  if (party >= 0)
    return 1u << party;
  return unit->sense == PACT_SENSE_PRONOUN && unit->value == 2 ? speaker : 0;
}

static PactPartySet
nearest_before (const PactReading *reading, guint i, const PactParties *parties,
                PactPartySet speaker)
{
  for (guint at = i;
       at-- > 0 && pact_unit (reading, at)->sentence == pact_unit (reading, i)->sentence;) {
    PactPartySet party = party_at (reading, at, parties, speaker);

    if (party != 0)
      return party;
  }
  return 0;
}

enum { TO = 2, FROM = 3, BY = 4, WITH = 6 }; /* values of PACT_SENSE_PREPOSITION rows */

/* The party after preposition `value`, or straight after unit `i` when that is 0. */
static PactPartySet
after_preposition (const PactReading *reading, guint i, double value, const PactParties *parties,
                   PactPartySet speaker)
{
  bool armed = value == 0;

  for (guint at = i + 1; at < reading->units->len &&
                         pact_unit (reading, at)->sentence == pact_unit (reading, i)->sentence;
       at++) {
    const PactUnit *unit = pact_unit (reading, at);
    PactPartySet party = party_at (reading, at, parties, speaker);

    if (armed && party != 0)
      return party;
    if (unit->sense == PACT_SENSE_PREPOSITION)
      armed = unit->value == value;
    else if (value == 0 && unit->sense != PACT_SENSE_FILLER)
      return 0;
  }
  return 0;
}

/* "Orme's share", "its part": the party that gets it; 0 where unit `i` is no such noun. */
static PactPartySet
holder_of_share (const PactReading *reading, guint i, const PactParties *parties,
                 PactPartySet speaker)
{
  PactSense sense = (PactSense) pact_unit (reading, i)->sense;

  if ((sense != PACT_SENSE_SHARE && sense != PACT_SENSE_PART && sense != PACT_SENSE_FRACTION) ||
      i < 1)
    return 0;
  if (pact_unit_is (reading, i - 1, "our"))
    return speaker;
  return i > 1 && pact_unit_is (reading, i - 1, "'s")
             ? nearest_before (reading, i, parties, speaker)
             : 0;
}

/* "Of what Orme earns", "of each pound that Orme takes in", "of what drivers pay us": what is
 * shared, not who gets it. */
static bool
is_what_it_earns (const PactReading *reading, guint i)
{
  enum { SUBJECT_WORDS = 4 };
  bool receives = pact_unit (reading, i)->sense == PACT_SENSE_RECEIVE;

  for (guint back = 2; back <= SUBJECT_WORDS && back <= i; back++)
    if (pact_unit_is (reading, i - back, "what") ||
        (receives &&
         (pact_unit_is (reading, i - back, "that") || pact_unit_is (reading, i - back, "which"))))
      return true;
  return false;
}

PactFlow
pact_flow_read (const PactReading *reading, const PactParties *parties, PactPartySet speaker)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;
    bool passive = pact_sense_near (reading, i, 1) == PACT_SENSE_PREPOSITION &&
                   pact_unit (reading, i + 1)->value == BY;
    PactPartySet subject, object, holder = holder_of_share (reading, i, parties, speaker);

    if (holder != 0)
      return (PactFlow){ 0, holder };
    if (sense != PACT_SENSE_PAY && sense != PACT_SENSE_RECEIVE && sense != PACT_SENSE_SHARE)
      continue;
    if (passive) {
      PactFlow flow = { after_preposition (reading, i, BY, parties, speaker),
                        after_preposition (reading, i, TO, parties, speaker) };

      return flow;
    }
    subject = nearest_before (reading, i, parties, speaker);
    if (is_what_it_earns (reading, i))
      continue;
    if (sense == PACT_SENSE_RECEIVE) {
      object = after_preposition (reading, i, FROM, parties, speaker);
      if (subject != 0 && object != subject)
        return (PactFlow){ object, subject };
      continue;
    }
    object = after_preposition (reading, i, TO, parties, speaker);
    if (object == 0)
      object = after_preposition (reading, i, 0, parties, speaker);
    if (object == 0)
      object = after_preposition (reading, i, WITH, parties, speaker);
    if (subject != object && (subject != 0 || sense == PACT_SENSE_PAY))
      return (PactFlow){ subject, object };
  }
  /* "payments from A to B" */
  for (guint i = 0; i < reading->units->len; i++) {
    PactPartySet from = pact_unit (reading, i)->sense == PACT_SENSE_PREPOSITION &&
                                pact_unit (reading, i)->value == FROM
                            ? after_preposition (reading, i, 0, parties, speaker)
                            : 0;
    PactPartySet to = from != 0 ? after_preposition (reading, i, TO, parties, speaker) : 0;

    if (from != 0 && to != 0)
      return (PactFlow){ from, to };
  }
  return (PactFlow){ 0, 0 };
}
