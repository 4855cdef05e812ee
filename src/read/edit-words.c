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
  if (quantity.kind == PACT_FACT_MONEY &&
      pact_sense_within (reading, unit, PACT_SENSE_END, PACT_BOUND_REACH))
    pact_facets_add (&edits->signs->context, PACT_FACET_CAP); /* "stops when ... got $5m" */
}

static bool
names_price (const PactReading *reading, guint i)
{
  static const char *const words[] = { "price", "prices", "priced", "fare", "fares",
                                       "rate",  "rates",  "rent",   NULL };

  for (gint back = 1; back <= PACT_BOUND_REACH && (guint) back <= i; back++)
    if (pact_unit_is_one_of (reading, i - (guint) back, words))
      return true;
  return false;
}

/* "includes", "excludes": what a share is taken of, or what is covered. */
static int
facet_of_inclusion (const PactReading *reading, guint i)
{
  return pact_sense_within (reading, i, PACT_SENSE_REVENUE, PACT_BOUND_REACH) ||
                 pact_sense_within (reading, i, PACT_SENSE_COST, PACT_BOUND_REACH) ||
                 names_price (reading, i)
             ? PACT_FACET_BASIS
             : PACT_FACET_SCOPE;
}

static int
facet_of (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind == PACT_TOKEN_MARK)
    return PACT_FACET_AMOUNT;
  if (unit->sense == PACT_SENSE_INCLUDING || unit->sense == PACT_SENSE_EXCLUDING)
    return facet_of_inclusion (reading, i);
  return pact_unit_is_person (unit) ? PACT_FACET_PARTY : pact_sense_facet ((PactSense) unit->sense);
}

/* "may not": the negation tells; and of negations that cancel out none does. */
static bool
is_told_by_another (const PactEdits *edits, const PactReading *reading, guint i)
{
  PactSense sense = (PactSense) pact_unit (reading, i)->sense;

  if (sense == PACT_SENSE_MAY)
    return pact_sense_near (reading, i, 1) == PACT_SENSE_NOT ||
           pact_sense_near (reading, i, -1) == PACT_SENSE_NOT;
  return pact_sense_has (sense, PACT_NEGATES) && !edits->turned && sense != PACT_SENSE_UNLESS;
}

void
pact_edits_judge_word (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  const PactUnit *unit = pact_word_unit (edits, side, i);
  guint at = pact_word (edits, side, i)->unit;

  if ((is_of_figure (unit) && figure_stays (edits, edit, side, i)) ||
      is_told_by_another (edits, reading, at) ||
      (pact_edits_name (edits, unit) && stands_on (edits, !side, unit->key)))
    return;
  if (unit->kind == PACT_TOKEN_NUMBER && unit->concept == 0)
    judge_figure (edits, edit, side, i);
  else if (pact_edits_name (edits, unit))
    pact_edits_set_facet (edits, edit,
                          pact_frame_of (reading, at) == PACT_FRAME_IN ? PACT_FACET_SCOPE
                                                                       : PACT_FACET_PARTY);
  else if (unit->sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD)
    pact_edits_sign (edits, edit, PACT_SIGN_EDIT_WORD, edits->locality, PACT_FACET_SCOPE);
  else if (facet_of (reading, at) >= 0)
    pact_edits_set_facet (edits, edit, (PactFacet) facet_of (reading, at));
  pact_edits_touch (edits, reading, at);
}
