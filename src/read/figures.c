/* Figures against figures: stated alike, in other units, or from the other party's view. */
#include <math.h>

#include "read/signs.h"

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
  for (guint i = 0; i < MIN (reading->units->len, PACT_UNITS_TOLD); i++) {
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

  for (guint i = 0; i < MIN (reading->units->len, PACT_UNITS_TOLD); i++)
    if (pact_unit_is_one_of (reading, i, words))
      return true;
  return false;
}

/* Whether a figure is stated on the other side from the other party's view: who keeps 85% gives
 * 15%. */
static bool
rest_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
{
  for (guint i = 0; fact->kind == PACT_FACT_PERCENT && i < pact_n_facts_told (other); i++)
    if (pact_fact_at (other, i)->kind == PACT_FACT_PERCENT &&
        equal_shares (fact->value, 100 - pact_fact_at (other, i)->value))
      return leaves_rest (reading) || leaves_rest (other);
  return false;
}

/* Whether a figure is stated on the other side, in its units from `from` up to `to`. */
static bool
figure_is_met_within (const PactFact *fact, const PactReading *other, guint from, guint to)
{
  for (guint i = 0; i < pact_n_facts_told (other); i++) {
    const PactFact *match = pact_fact_at (other, i);
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

bool
pact_figure_is_met (const PactFact *fact, const PactReading *reading, const PactReading *other)
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

  for (guint i = 0; i < pact_n_facts_told (reading); i++) {
    const PactFact *fact = pact_fact_at (reading, i);

    if (fact->kind >= PACT_FACT_PERCENT && fact->kind <= PACT_FACT_SPAN &&
        fact->span.start <= span.start && fact->span.end >= span.end &&
        (whole ? pact_figure_is_met (fact, reading, other)
               : figure_is_met_within (fact, other, from, to)))
      return true;
  }
  return false;
}
