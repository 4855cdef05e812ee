/* Facts against facts, whatever the words and their order. */
#include <math.h>

#include "read/signs.h"

enum { FACTS_MAX = 400, UNITS_MAX = 4000 }; /* of one side; a passage with more is no passage */

static guint
n_facts (const PactReading *reading)
{
  return MIN (reading->facts->len, FACTS_MAX);
}

static const PactFact *
fact_at (const PactReading *reading, guint i)
{
  return &g_array_index (reading->facts, PactFact, i);
}

static bool
equal_values (double a, double b)
{
  return fabs (a - b) <= 1e-9 * MAX (fabs (a), fabs (b));
}

/* "52 weeks" meets "a year": months are not of one length. */
static bool
equal_spans (double a, double b)
{
  return fabs (a - b) <= 0.02 * MAX (fabs (a), fabs (b));
}

/* "a third" meets "33%" and "33.3%": a fraction that no figure states in full is rounded. */
static bool
equal_shares (double a, double b)
{
  bool is_rounded =
      fabs (a * 100 - round (a * 100)) > 1e-6 || fabs (b * 100 - round (b * 100)) > 1e-6;

  return is_rounded ? fabs (a - b) < 0.5 : equal_values (a, b);
}

/* "2027" meets "30 June 2027": a date may leave its parts open. */
static bool
equal_dates (double a, double b)
{
  gint64 x = (gint64) a, y = (gint64) b;

  return (x / 10000 == y / 10000 || x / 10000 == 0 || y / 10000 == 0) &&
         (x / 100 % 100 == y / 100 % 100 || x / 100 % 100 == 0 || y / 100 % 100 == 0) &&
         (x % 100 == y % 100 || x % 100 == 0 || y % 100 == 0);
}

/* "every quarter" meets "every three months". */
static bool
names_span (const PactReading *reading, double months)
{
  for (guint i = 0; i < MIN (reading->units->len, UNITS_MAX); i++) {
    const PactUnit *unit = pact_unit (reading, i);

    if ((unit->sense == PACT_SENSE_TIME && equal_spans (unit->value, months)) ||
        (months == 3 &&
         (pact_unit_is (reading, i, "quarter") || pact_unit_is (reading, i, "quarters"))))
      return true;
  }
  return false;
}

/* "the rest", "keeps": somebody has what another's share leaves. */
static bool
leaves_rest (const PactReading *reading)
{
  static const char *const words[] = { "keep",    "keeps",     "kept",      "retain",
                                       "retains", "rest",      "leaves",    "leaving",
                                       "balance", "remainder", "remaining", "else",
                                       "remains", "retained",  "left",      NULL };

  for (guint i = 0; i < MIN (reading->units->len, UNITS_MAX); i++)
    if (pact_unit_is_one_of (reading, i, words))
      return true;
  return false;
}

/* Whether a figure is stated on the other side from the other party's view: who keeps 85% gives
 * 15%. */
static bool
rest_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  for (guint i = 0; fact->kind == PACT_FACT_PERCENT && i < n_facts (other); i++)
    if (fact_at (other, i)->kind == PACT_FACT_PERCENT &&
        equal_shares (fact->value, 100 - fact_at (other, i)->value))
      return leaves_rest (reading) || leaves_rest (other);
  return false;
}

/* Whether a figure is stated on the other side, in its units from `from` up to `to`. */
static bool
figure_is_met_within (const PactFact *fact, const PactReading *other, guint from, guint to)
{
  for (guint i = 0; i < n_facts (other); i++) {
    const PactFact *match = fact_at (other, i);
    bool shares = fact->kind == PACT_FACT_PERCENT &&
                  (match->kind == PACT_FACT_PERCENT || match->kind == PACT_FACT_EQUAL_PARTS);

    if (match->unit < from || match->unit >= to)
      continue;
    if (shares && equal_shares (fact->value, match->value))
      return true;
    if (fact->kind == PACT_FACT_DATE && match->kind == PACT_FACT_DATE &&
        equal_dates (fact->value, match->value))
      return true;
    if (fact->kind == PACT_FACT_SPAN && match->kind == PACT_FACT_SPAN &&
        equal_spans (fact->value, match->value))
      return true;
    if (fact->kind != PACT_FACT_DATE && fact->kind == match->kind &&
        equal_values (fact->value, match->value))
      return true;
  }
  return fact->kind == PACT_FACT_SPAN && names_span (other, fact->value);
}

static bool
figure_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  return figure_is_met_within (fact, other, 0, other->units->len) ||
         rest_is_met (fact, reading, other);
}

bool
pact_figure_met (const PactReading *reading, guint unit, const PactReading *other, guint from,
                 guint to)
{
  bool whole = to - from == other->units->len; /* a few words answer only as they are */
  PactSpan span = pact_token (reading->tokens, pact_unit (reading, unit)->first)->span;

  for (guint i = 0; i < n_facts (reading); i++) {
    const PactFact *fact = fact_at (reading, i);

    if (fact->kind >= PACT_FACT_PERCENT && fact->kind <= PACT_FACT_SPAN &&
        fact->span.start <= span.start && fact->span.end >= span.end &&
        (whole ? figure_is_met (fact, reading, other)
               : figure_is_met_within (fact, other, from, to)))
      return true;
  }
  return false;
}

static bool
has (const PactReading *reading, PactFactKind kind)
{
  for (guint i = 0; i < n_facts (reading); i++)
    if (fact_at (reading, i)->kind == kind)
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
  for (guint i = 0; i < MIN (other->units->len, UNITS_MAX); i++)
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
  for (guint i = 0; i < MIN (other->units->len, UNITS_MAX); i++)
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
  { PACT_FACT_PERCENT, PACT_SIGN_PERCENT, figure_is_met },
  { PACT_FACT_POINTS, PACT_SIGN_PERCENT, figure_is_met },
  { PACT_FACT_MONEY, PACT_SIGN_MONEY, figure_is_met },
  { PACT_FACT_DATE, PACT_SIGN_DATE, figure_is_met },
  { PACT_FACT_SPAN, PACT_SIGN_SPAN, figure_is_met },
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

  for (guint i = 0; i < n_facts (from); i++) {
    const PactFact *fact = fact_at (from, i);

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

  for (guint i = 0; i < n_facts (reading); i++) {
    const PactFact *fact = fact_at (reading, i);

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
  for (guint i = 0; i < n_facts (reading); i++)
    if (fact_at (reading, i)->kind == kind)
      return fact_at (reading, i);
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
  for (guint i = 0; i < n_facts (reading); i++)
    if (fact_at (reading, i)->facet == PACT_FACET_AMOUNT ||
        fact_at (reading, i)->facet == PACT_FACET_BASIS)
      return true;
  for (guint i = 0; i < MIN (reading->units->len, UNITS_MAX); i++)
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
