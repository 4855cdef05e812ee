/* What an edited word is a sign of, by what it means and the words around it. */
#include "read/edits.h"
#include "read/quantity.h"

/* Whether a word of that key stands anywhere on `side`. */
static bool
stands_on (const PactEdits *edits, guint side, guint32 key)
{
  for (guint i = 0; i < edits->readings[side]->units->len; i++)
    if (pact_unit (edits->readings[side], i)->key == key)
      return true;
  return false;
}

/* Whether a word of `sense` stands within `reach` units of unit `i`, in its sentence. */
bool
pact_sense_within (const PactReading *reading, guint i, PactSense sense, gint reach)
{
  for (gint distance = -reach; distance <= reach; distance++)
    if (distance != 0 && pact_sense_near (reading, i, distance) == sense)
      return true;
  return false;
}

static bool
near_person (const PactReading *reading, guint i, gint reach)
{
  for (gint distance = -reach; distance <= reach; distance++)
    if (pact_sense_near (reading, i, distance) == PACT_SENSE_WORD &&
        pact_unit_is_person (pact_unit (reading, (guint) ((gint) i + distance))))
      return true;
  return false;
}

void
pact_edits_sign (PactEdits *edits, const PactEdit *edit, PactSign sign, double value,
                 PactFacet facet)
{
  PactSignPlace place = { { 0 }, { 0 } };

  for (guint side = 0; side < N_SIDES; side++)
    if (edit->to[side] > edit->from[side]) {
      place.from[side] = pact_word (edits, side, edit->from[side])->unit;
      place.to[side] = pact_word (edits, side, edit->to[side] - 1)->unit + 1;
    }
  pact_sign_set (edits->signs, sign, value, (int) facet, place);
}

void
pact_edits_set_facet (PactEdits *edits, const PactEdit *edit, PactFacet facet)
{
  pact_edits_sign (edits, edit, (PactSign) (PACT_SIGN_EDIT_EXCLUSIVITY + facet), edits->locality,
                   facet);
}

/* Whether the figure a word is part of is stated on the other side: anywhere in a rewriting
 * ("two thirds to one" is "one third to the other"), else in the words that took its place. */
static bool
figure_stays (const PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *other = edits->readings[!side];
  guint unit = pact_word (edits, side, i)->unit, from = 0, to = other->units->len;

  if (edits->locality >= PACT_REWRITTEN) {
    if (edit->to[!side] == edit->from[!side])
      return false;
    from = pact_word (edits, !side, edit->from[!side])->unit;
    to = pact_word (edits, !side, edit->to[!side] - 1)->unit + 1;
    from -= MIN (from, 1); /* "a" of "a year" */
  }
  return pact_figure_met (edits->readings[side], unit, other, from, to);
}

static bool
is_of_figure (const PactUnit *unit)
{
  return unit->kind == PACT_TOKEN_NUMBER || unit->kind == PACT_TOKEN_MARK ||
         unit->sense == PACT_SENSE_FRACTION || unit->sense == PACT_SENSE_TIME;
}

/* A figure: by what it counts, and what holds it. */
static void
judge_figure (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  guint unit = pact_word (edits, side, i)->unit;
  PactQuantity quantity = { 0 };

  for (guint back = MIN (unit, 2) + 1; back-- > 0 && quantity.n <= back;)
    quantity = pact_quantity_at (reading, unit - back);
  if (quantity.kind == PACT_FACT_DATE || quantity.kind == PACT_FACT_SPAN ||
      pact_sense_near (reading, unit, 1) == PACT_SENSE_TIME)
    pact_edits_set_facet (edits, edit, PACT_FACET_DURATION);
  else
    pact_edits_set_facet (edits, edit, PACT_FACET_AMOUNT);
  for (gint back = 1; back <= PACT_BOUND_REACH; back++) {
    PactSense sense = pact_sense_near (reading, unit, -back);

    if (sense == PACT_SENSE_CAP || sense == PACT_SENSE_FLOOR || sense == PACT_SENSE_ABOVE ||
        sense == PACT_SENSE_BELOW)
      pact_edits_set_facet (edits, edit, PACT_FACET_CAP);
    if (sense == PACT_SENSE_END && quantity.kind == PACT_FACT_MONEY)
      pact_facets_add (&edits->signs->context, PACT_FACET_CAP); /* "stops when ... got $5m" */
  }
}

/* A word the lexicon does not know: whose it is, or what it is about. */
static void
judge_unknown (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  guint unit = pact_word (edits, side, i)->unit;

  if (near_person (edits->readings[side], unit, 1))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (pact_unit_is (edits->readings[side], unit + 1, "price") ||
      pact_unit_is (edits->readings[side], unit + 1, "value"))
    pact_facets_add (&edits->signs->context, PACT_FACET_BASIS);
  pact_edits_sign (edits, edit, PACT_SIGN_EDIT_WORD, edits->locality, PACT_FACET_SCOPE);
}

static bool
near_figure (const PactReading *reading, guint i)
{
  for (guint ahead = 1; ahead <= PACT_BOUND_REACH && i + ahead < reading->units->len; ahead++)
    if (pact_unit (reading, i + ahead)->kind == PACT_TOKEN_NUMBER)
      return true;
  return false;
}

/* "only with the consent of", "even without approval". */
static bool
near_consent (const PactReading *reading, guint i)
{
  static const char *const words[] = { "consent", "approval", "permission" };

  for (guint ahead = 1; ahead <= 4; ahead++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      if (pact_unit_is (reading, i + ahead, words[w]))
        return true;
  return false;
}

/* "except as against Rusk": who is left out. */
static bool
near_name (const PactReading *reading, guint i)
{
  for (guint ahead = 1; ahead <= 4 && i + ahead < reading->units->len; ahead++)
    if (pact_unit (reading, i + ahead)->name)
      return true;
  return false;
}

/* "buys" for "sells": whoever traded is now on the other end. */
static bool
trades (const PactReading *reading, guint i)
{
  static const char *const verbs[] = { "buy", "buys", "sell", "sells" };

  for (guint v = 0; v < G_N_ELEMENTS (verbs); v++)
    if (pact_unit_is (reading, i, verbs[v]))
      return true;
  return false;
}

void
pact_edits_judge_word (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  const PactUnit *unit = pact_word_unit (edits, side, i);
  guint at = pact_word (edits, side, i)->unit;
  PactSense sense = (PactSense) unit->sense;
  int facet = pact_sense_facet (sense);

  if (is_of_figure (unit) && figure_stays (edits, edit, side, i))
    return;
  if (unit->kind == PACT_TOKEN_NUMBER && unit->concept == 0) {
    judge_figure (edits, edit, side, i);
    return;
  }
  if (unit->kind == PACT_TOKEN_MARK)
    facet = PACT_FACET_AMOUNT;
  if (sense == PACT_SENSE_MAY && (pact_sense_near (reading, at, 1) == PACT_SENSE_NOT ||
                                  pact_sense_near (reading, at, -1) == PACT_SENSE_NOT))
    return; /* "may not": the negation tells */
  if (pact_sense_has (sense, PACT_NEGATES) && !edits->turned && sense != PACT_SENSE_UNLESS)
    return;
  if ((sense == PACT_SENSE_AFTER || sense == PACT_SENSE_BEFORE) &&
      pact_sense_within (reading, at, PACT_SENSE_COST, 4))
    facet = PACT_FACET_BASIS;
  if ((sense == PACT_SENSE_INCLUDING || sense == PACT_SENSE_EXCLUDING) &&
      !pact_sense_within (reading, at, PACT_SENSE_REVENUE, 8) &&
      !pact_sense_within (reading, at, PACT_SENSE_COST, 8))
    facet = PACT_FACET_SCOPE;
  if (pact_unit_is_person (unit))
    facet = PACT_FACET_PARTY;
  if (facet == PACT_FACET_SCOPE && near_person (reading, at, 1))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (at > 0 &&
      (pact_unit_is (reading, at - 1, "units") || pact_unit_is (reading, at - 1, "copies")))
    pact_facets_add (&edits->signs->context, PACT_FACET_BASIS); /* "on units shipped" */
  if (pact_edits_name (edits, unit)) {
    if (!stands_on (edits, !side, unit->key))
      pact_edits_set_facet (edits, edit,
                            pact_frame_of (reading, at) == PACT_FRAME_IN ? PACT_FACET_SCOPE
                                                                         : PACT_FACET_PARTY);
    return;
  }
  if (sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD) {
    judge_unknown (edits, edit, side, i);
    return;
  }
  if (facet >= 0)
    pact_edits_set_facet (edits, edit, (PactFacet) facet);
  /* what else a change of such a word touches */
  if (sense == PACT_SENSE_NOT && pact_sense_within (reading, at, PACT_SENSE_ABOVE, 4))
    pact_facets_add (&edits->signs->context, PACT_FACET_CAP);
  if (sense == PACT_SENSE_NOT && near_person (reading, at, 2))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (near_consent (reading, at))
    pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
  if (sense == PACT_SENSE_EXCEPT && near_name (reading, at)) {
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
    if (pact_sense_within (reading, at, PACT_SENSE_EXCLUSIVE, 12))
      pact_facets_add (&edits->signs->context, PACT_FACET_EXCLUSIVITY);
  }
  if (trades (reading, at))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (sense == PACT_SENSE_CAP && !near_figure (reading, at))
    pact_facets_add (&edits->signs->context, PACT_FACET_SCOPE);
  if ((sense == PACT_SENSE_ABOVE || sense == PACT_SENSE_BELOW) && near_person (reading, at, 3))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (sense == PACT_SENSE_OR && !pact_sense_within (reading, at, PACT_SENSE_IF, 30) &&
      !pact_sense_within (reading, at, PACT_SENSE_END, 30))
    pact_facets_add (&edits->signs->context, PACT_FACET_SCOPE);
  if (sense == PACT_SENSE_DISCRETION || sense == PACT_SENSE_RENEW)
    pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
  if (sense == PACT_SENSE_EXCLUDING)
    pact_facets_add (&edits->signs->context, PACT_FACET_SCOPE);
  if ((sense == PACT_SENSE_EACH || sense == PACT_SENSE_TOGETHER)) {
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
    pact_facets_add (&edits->signs->context, PACT_FACET_AMOUNT);
  }
}
