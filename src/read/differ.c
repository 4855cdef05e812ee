/* Facts against facts, whatever the words and their order. */
#include "read/signs.h"

static bool
has (const PactReading *reading, PactFactKind kind)
{
  for (guint i = 0; i < pact_n_facts_told (reading); i++)
    if (pact_fact_at (reading, i)->kind == kind)
      return true;
  return false;
}

static bool
kind_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  return has (other, (PactFactKind) fact->kind);
}

/* "no longer" meets "will cease to", which is not over yet. */
static bool
end_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  for (guint i = 0; i < MIN (other->units->len, PACT_UNITS_TOLD); i++)
    if (pact_unit (other, i)->sense == PACT_SENSE_END && !pact_unit_negated (other, i))
      return true;
  return has (other, PACT_FACT_ENDED);
}

static bool
basis_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  if (fact->kind == PACT_FACT_NET)
    return has (other, PACT_FACT_NET) || has (other, PACT_FACT_EXCLUDES);
  return has (other, (PactFactKind) fact->kind);
}

static bool
condition_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  return has (other, PACT_FACT_IF) || has (other, PACT_FACT_UNLESS);
}

static bool
bound_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  return has (other, (PactFactKind) fact->kind) || has (other, PACT_FACT_ABOVE) ||
         has (other, PACT_FACT_BELOW);
}

static bool
name_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  for (guint i = 0; i < MIN (other->units->len, PACT_UNITS_TOLD); i++)
    if (pact_unit (other, i)->key == fact->key)
      return true;
  return false;
}

/* Which facts must be met by the other side, how, and which sign it is when they are not. */
static const struct {
  guint8 kind; /* PactFactKind */
  guint8 sign; /* PactSign */
  bool (*is_met) (const PactFact *fact, const PactReading *reading, const PactReading *other);
} demands[] = {
  { PACT_FACT_PERCENT, PACT_SIGN_PERCENT, pact_figure_is_met },
  { PACT_FACT_POINTS, PACT_SIGN_PERCENT, pact_figure_is_met },
  { PACT_FACT_MONEY, PACT_SIGN_MONEY, pact_figure_is_met },
  { PACT_FACT_DATE, PACT_SIGN_DATE, pact_figure_is_met },
  { PACT_FACT_SPAN, PACT_SIGN_SPAN, pact_figure_is_met },
  { PACT_FACT_AT_MOST, PACT_SIGN_BOUND, bound_is_met },
  { PACT_FACT_AT_LEAST, PACT_SIGN_BOUND, bound_is_met },
  { PACT_FACT_IF, PACT_SIGN_CONDITION, condition_is_met },
  { PACT_FACT_UNLESS, PACT_SIGN_CONDITION, condition_is_met },
  { PACT_FACT_OPTION, PACT_SIGN_OPTION, kind_is_met },
  { PACT_FACT_INTENTION, PACT_SIGN_INTENTION, kind_is_met },
  { PACT_FACT_AS_A_RULE, PACT_SIGN_AS_A_RULE, kind_is_met },
  { PACT_FACT_ENDED, PACT_SIGN_ENDED, end_is_met },
  { PACT_FACT_GROSS, PACT_SIGN_BASIS, basis_is_met },
  { PACT_FACT_NET, PACT_SIGN_BASIS, basis_is_met },
  { PACT_FACT_PROFIT, PACT_SIGN_BASIS, basis_is_met },
  { PACT_FACT_INITIALLY, PACT_SIGN_INITIALLY, kind_is_met },
  { PACT_FACT_PERPETUAL, PACT_SIGN_PERPETUAL, kind_is_met },
  { PACT_FACT_NAMED, PACT_SIGN_NAME, name_is_met },
};

static PactSignPlace
place_of (const PactFact *fact, guint side)
{
  PactSignPlace place = { { 0 }, { 0 } };

  place.from[side] = fact->unit;
  place.to[side] = fact->unit + 1;
  return place;
}

/* Whether the other side says the opposite, not just nothing. */
static bool
contradicts (const PactFact *fact, const PactReading *other)
{
  return (fact->kind == PACT_FACT_ENDED && has (other, PACT_FACT_CONTINUES)) ||
         (fact->kind == PACT_FACT_GROSS && has (other, PACT_FACT_NET)) ||
         (fact->kind == PACT_FACT_NET && has (other, PACT_FACT_GROSS)) ||
         (fact->kind == PACT_FACT_PERPETUAL && has (other, PACT_FACT_RENEWS) &&
          has (other, PACT_FACT_OPTION)); /* "renews automatically", "may be renewed" */
}

/* Signs that both sides show are more than something left unsaid: 12% here is 15% there. */
static bool
is_replaced (PactSign sign)
{
  return sign == PACT_SIGN_PERCENT || sign == PACT_SIGN_MONEY || sign == PACT_SIGN_DATE ||
         sign == PACT_SIGN_SPAN || sign == PACT_SIGN_NAME;
}

enum { ENDED_REACH = 10 };

/* "ceases to be exclusive", "no right of first refusal any more" */
static bool
ends_exclusivity (const PactFact *fact, const PactReading *reading)
{
  for (gint distance = -ENDED_REACH; fact->kind == PACT_FACT_ENDED && distance <= ENDED_REACH;
       distance++)
    if (pact_sense_near (reading, fact->unit, distance) == PACT_SENSE_EXCLUSIVE ||
        pact_sense_near (reading, fact->unit, distance) == PACT_SENSE_REFUSAL)
      return true;
  return false;
}

static void
see_unmet (const PactFact *fact, const PactReading *reading, const PactReading *other, guint side,
           PactSign sign, PactSigns *signs)
{
  bool seen_before = signs->value[sign] > 0 && signs->place[sign].to[!side] > 0;
  bool plain = contradicts (fact, other) || (seen_before && is_replaced (sign));

  pact_sign_set (signs, sign, plain ? 2 : 1, fact->facet, place_of (fact, side));
  if (ends_exclusivity (fact, reading))
    pact_facets_add (&signs->facets[sign], PACT_FACET_EXCLUSIVITY);
}

static void
check_demands (const PactReading *from, const PactReading *to, guint side, PactSigns *signs)
{
  g_autofree bool *scenes = NULL; /* found when first asked for: most facts are met */

  for (guint i = 0; i < pact_n_facts_told (from); i++) {
    const PactFact *fact = pact_fact_at (from, i);

    for (guint d = 0; d < G_N_ELEMENTS (demands); d++) {
      if (demands[d].kind != fact->kind || demands[d].is_met (fact, from, to))
        continue;
      if (scenes == NULL)
        scenes = pact_scenes_find (from, to);
      if (!scenes[fact->unit])
        see_unmet (fact, from, to, side, (PactSign) demands[d].sign, signs);
    }
  }
}

/* The strongest claim to exclusivity; NULL without one. */
static const PactFact *
claim (const PactReading *reading)
{
  const PactFact *strongest = NULL;

  for (guint i = 0; i < pact_n_facts_told (reading); i++) {
    const PactFact *fact = pact_fact_at (reading, i);

    if (fact->facet == PACT_FACET_EXCLUSIVITY &&
        (strongest == NULL || fact->kind > strongest->kind))
      strongest = fact;
  }
  return strongest;
}

bool
pact_claims_agree (const PactReading *old_reading, const PactReading *new_reading)
{
  const PactFact *before = claim (old_reading), *after = claim (new_reading);

  return before != NULL && after != NULL && before->kind == after->kind;
}

/* "exclusive" here, "non-exclusive" there: in so many words. */
static bool
says_otherwise (const PactFact *before, const PactReading *old_reading, const PactFact *after,
                const PactReading *new_reading)
{
  return (pact_unit (old_reading, before->unit)->sense == PACT_SENSE_NONEXCLUSIVE) !=
         (pact_unit (new_reading, after->unit)->sense == PACT_SENSE_NONEXCLUSIVE);
}

static void
compare_claims (const PactReading *old_reading, const PactReading *new_reading, PactSigns *signs)
{
  const PactFact *before = claim (old_reading), *after = claim (new_reading);

  if (before != NULL && after != NULL && before->kind != after->kind) {
    PactSignPlace place = { { before->unit, after->unit }, { before->unit + 1, after->unit + 1 } };

    pact_sign_set (signs, PACT_SIGN_RUNG,
                   says_otherwise (before, old_reading, after, new_reading) ? 2 : 1,
                   PACT_FACET_EXCLUSIVITY, place);
  } else if ((before == NULL) != (after == NULL)) {
    const PactFact *only = before != NULL ? before : after;

    if (only->kind >= PACT_FACT_PREFERRED || only->kind == PACT_FACT_NONEXCLUSIVE)
      pact_sign_set (signs, PACT_SIGN_EXCLUSIVE, 1, PACT_FACET_EXCLUSIVITY,
                     place_of (only, before == NULL));
  }
}

static const PactFact *
first_of_kind (const PactReading *reading, PactFactKind kind)
{
  for (guint i = 0; i < pact_n_facts_told (reading); i++)
    if (pact_fact_at (reading, i)->kind == kind)
      return pact_fact_at (reading, i);
  return NULL;
}

/* Whether both sides name the same party in the same role, or, crosswise, in opposite ones. */
static bool
share_role (const PactReading *old_reading, PactFactKind role, const PactReading *new_reading,
            PactFactKind other_role)
{
  const PactFact *before = first_of_kind (old_reading, role),
                 *after = first_of_kind (new_reading, other_role);

  return before != NULL && after != NULL && before->key == after->key;
}

static bool
share_a_role (const PactReading *old_reading, const PactReading *new_reading)
{
  return share_role (old_reading, PACT_FACT_PAYER, new_reading, PACT_FACT_PAYER) ||
         share_role (old_reading, PACT_FACT_PAYEE, new_reading, PACT_FACT_PAYEE);
}

static bool
cross_roles (const PactReading *old_reading, const PactReading *new_reading)
{
  return share_role (old_reading, PACT_FACT_PAYER, new_reading, PACT_FACT_PAYEE) ||
         share_role (old_reading, PACT_FACT_PAYEE, new_reading, PACT_FACT_PAYER);
}

bool
pact_payers_agree (const PactReading *old_reading, const PactReading *new_reading)
{
  return share_a_role (old_reading, new_reading) && !cross_roles (old_reading, new_reading);
}

/* "gives the chance", "receives an offer": no payment. */
static bool
speaks_of_money (const PactReading *reading)
{
  for (guint i = 0; i < pact_n_facts_told (reading); i++)
    if (pact_fact_at (reading, i)->facet == PACT_FACET_AMOUNT ||
        pact_fact_at (reading, i)->facet == PACT_FACET_BASIS)
      return true;
  for (guint i = 0; i < MIN (reading->units->len, PACT_UNITS_TOLD); i++)
    if (pact_unit (reading, i)->sense == PACT_SENSE_PART ||
        pact_unit (reading, i)->sense == PACT_SENSE_SHARE)
      return true;
  return false;
}

/* Turned round: somebody's place is taken by who stood opposite, and nobody stayed in place. */
static void
compare_payers (const PactReading *old_reading, const PactReading *new_reading, PactSigns *signs)
{
  const PactFact *before = first_of_kind (old_reading, PACT_FACT_PAYER),
                 *after = first_of_kind (new_reading, PACT_FACT_PAYER);
  PactSignPlace place = { { 0 }, { 0 } };

  if (!cross_roles (old_reading, new_reading) || share_a_role (old_reading, new_reading) ||
      !speaks_of_money (old_reading) || !speaks_of_money (new_reading))
    return;
  if (before != NULL)
    place.from[0] = before->unit, place.to[0] = before->unit + 1;
  if (after != NULL)
    place.from[1] = after->unit, place.to[1] = after->unit + 1;
  pact_sign_set (signs, PACT_SIGN_PAYER, 1, PACT_FACET_PARTY, place);
}

static void
compare_bounds (const PactReading *old_reading, const PactReading *new_reading, PactSigns *signs)
{
  static const PactFactKind turns[][2] = {
    { PACT_FACT_AT_MOST, PACT_FACT_AT_LEAST },
    { PACT_FACT_AT_LEAST, PACT_FACT_AT_MOST },
    { PACT_FACT_ABOVE, PACT_FACT_BELOW },
    { PACT_FACT_BELOW, PACT_FACT_ABOVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (turns); i++) {
    const PactFact *before = first_of_kind (old_reading, turns[i][0]),
                   *after = first_of_kind (new_reading, turns[i][1]);

    if (before != NULL && after != NULL && !has (old_reading, turns[i][1]) &&
        !has (new_reading, turns[i][0])) {
      PactSignPlace place = { { before->unit, after->unit },
                              { before->unit + 1, after->unit + 1 } };

      pact_sign_set (signs, PACT_SIGN_BOUND_TURNED, 1, PACT_FACET_CAP, place);
    }
  }
}

void
pact_signs_of_facts (const PactReading *old_reading, const PactReading *new_reading,
                     PactSigns *signs)
{
  check_demands (old_reading, new_reading, 0, signs);
  check_demands (new_reading, old_reading, 1, signs);
  compare_claims (old_reading, new_reading, signs);
  compare_payers (old_reading, new_reading, signs);
  compare_bounds (old_reading, new_reading, signs);
}
