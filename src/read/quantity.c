/* Figures: numbers with the words around them that say of what. */
#include "read/quantity.h"

#include <math.h>
#include <string.h>

enum { MONTH = 100, FIRST_YEAR = 1990, LAST_YEAR = 2100 };

static bool
in (const PactReading *reading, guint i)
{
  return i < reading->units->len;
}

/* 1 to 12 when unit `i` names a month. */
static guint
month_at (const PactReading *reading, guint i)
{
  const PactUnit *unit = in (reading, i) ? pact_unit (reading, i) : NULL;

  if (unit == NULL || unit->sense != PACT_SENSE_TIME || unit->value <= MONTH ||
      unit->value > MONTH + 12)
    return pact_unit_is (reading, i, "may") && (unit->flags & PACT_TOKEN_CAPITAL) ? 5 : 0;
  return (guint) unit->value - MONTH;
}

static bool
is_number (const PactReading *reading, guint i)
{
  return in (reading, i) && pact_unit (reading, i)->kind == PACT_TOKEN_NUMBER &&
         pact_unit (reading, i)->concept == 0;
}

static bool
is_year (const PactReading *reading, guint i)
{
  double value = is_number (reading, i) ? pact_unit (reading, i)->value : 0;

  return value >= FIRST_YEAR && value <= LAST_YEAR && value == floor (value) &&
         pact_token (reading->tokens, pact_unit (reading, i)->first)->length == 4;
}

static bool
is_day (const PactReading *reading, guint i)
{
  double value = is_number (reading, i) ? pact_unit (reading, i)->value : 0;

  return value >= 1 && value <= 31;
}

/* "30 June 2030", "June 30, 2030", "June 2030", "30 June", "2030". */
static PactQuantity
date_at (const PactReading *reading, guint i)
{
  guint day = is_day (reading, i) && month_at (reading, i + 1) != 0
                  ? (guint) pact_unit (reading, i)->value
                  : 0;
  guint at = i + (day != 0), month = month_at (reading, at), year = 0;

  if (month != 0) {
    at++;
    if (day == 0 && is_day (reading, at)) {
      day = (guint) pact_unit (reading, at++)->value;
      if (pact_unit_is (reading, at, ",") && is_year (reading, at + 1))
        at++;
    }
  }
  if (is_year (reading, at))
    year = (guint) pact_unit (reading, at++)->value;
  if (year == 0 &&
      (month == 0 || (day == 0 && !(pact_unit (reading, i)->flags & PACT_TOKEN_CAPITAL))))
    return (PactQuantity){ 0 };
  return (PactQuantity){ PACT_FACT_DATE, at - i, year * 10000.0 + month * 100.0 + day };
}

/* Months in the unit of time that unit `i` names; 0 when it names none. */
static double
months_at (const PactReading *reading, guint i)
{
  const PactUnit *unit = in (reading, i) ? pact_unit (reading, i) : NULL;

  if (unit == NULL)
    return 0;
  if (pact_unit_is (reading, i, "quarter") || pact_unit_is (reading, i, "quarters"))
    return 3;
  return unit->sense == PACT_SENSE_TIME && unit->value < MONTH ? unit->value
         : pact_unit_is (reading, i, "decade")                 ? 120
                                                               : 0;
}

/* "a year and a half". */
static PactQuantity
span_and_a_half_at (const PactReading *reading, guint i)
{
  double months = months_at (reading, i);

  if (months > 0 && pact_unit_is (reading, i + 1, "and") && pact_unit_is (reading, i + 2, "a") &&
      pact_unit_is (reading, i + 3, "half"))
    return (PactQuantity){ PACT_FACT_SPAN, 4, 1.5 * months };
  return (PactQuantity){ 0 };
}

/* "the fifth of May", not a fifth of the sales. */
static bool
is_ordinal (const PactReading *reading, guint i)
{
  return i > 0 && pact_unit_is (reading, i - 1, "the") && !pact_unit_is (reading, i, "half") &&
         !pact_unit_is (reading, i, "quarter");
}

static PactQuantity
fraction_at (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (is_number (reading, i) && unit->value >= 1 && unit->value < 20 && in (reading, i + 1)) {
    guint next = i + 1 + (pact_unit_is (reading, i + 1, "-") ? 1 : 0);

    if (in (reading, next) && pact_unit (reading, next)->sense == PACT_SENSE_FRACTION)
      return (PactQuantity){ PACT_FACT_PERCENT, next - i + 1,
                             unit->value * pact_unit (reading, next)->value };
    if (pact_unit_is (reading, i + 1, "in") && is_number (reading, i + 2) &&
        pact_unit (reading, i + 2)->value > unit->value)
      return (PactQuantity){ PACT_FACT_PERCENT, 3,
                             100 * unit->value / pact_unit (reading, i + 2)->value };
  }
  if (unit->sense == PACT_SENSE_FRACTION && months_at (reading, i + 1) > 0) /* "half a year" */
    return (PactQuantity){ PACT_FACT_SPAN, 2, unit->value / 100 * months_at (reading, i + 1) };
  if (unit->sense == PACT_SENSE_FRACTION && !is_ordinal (reading, i) &&
      !pact_unit_is (reading, i + 1, "party") && !pact_unit_is (reading, i + 1, "parties") &&
      !pact_unit_is (reading, i + 1, "year") &&
      (unit->n > 1 || pact_unit_is (reading, i, "half") || pact_unit_is (reading, i + 1, "of") ||
       (i > 0 && (pact_unit_is (reading, i - 1, "a") || pact_unit_is (reading, i - 1, "one")))))
    return (PactQuantity){ PACT_FACT_PERCENT, 1, unit->value };
  return (PactQuantity){ 0 };
}

static bool
is_currency (const PactReading *reading, guint i)
{
  static const char *const currencies[] = { "$",     "usd",    "eur",    "gbp",    "yen", "dollars",
                                            "euros", "pounds", "crowns", "dollar", NULL };

  return pact_unit_is_one_of (reading, i, currencies);
}

/* "a 60-40 split", "55 to 45" */
static bool
makes_hundred (const PactReading *reading, guint i)
{
  static const char *const splits[] = { "-", "/", ":", "to", NULL };

  return is_number (reading, i) && is_number (reading, i + 2) &&
         pact_unit_is_one_of (reading, i + 1, splits) &&
         pact_unit (reading, i)->value + pact_unit (reading, i + 2)->value == 100;
}

PactQuantity
pact_quantity_at (const PactReading *reading, guint i)
{
  static const char *const joins[] = { "to", "and", "or", "-", NULL }; /* "from 12 to 14%" */
  PactQuantity quantity = date_at (reading, i);
  double value;
  guint next;

  if (quantity.n == 0)
    quantity = span_and_a_half_at (reading, i);
  if (quantity.n == 0)
    quantity = fraction_at (reading, i);
  if (quantity.n > 0)
    return quantity;
  if (is_currency (reading, i) && is_number (reading, i + 1))
    return (PactQuantity){ PACT_FACT_MONEY, 2, pact_unit (reading, i + 1)->value };
  if (!is_number (reading, i))
    return quantity;
  value = pact_unit (reading, i)->value;
  next = i + 1 + (pact_unit_is (reading, i + 1, "-") ? 1 : 0);
  if (pact_unit_is (reading, next, "%"))
    return (PactQuantity){ PACT_FACT_PERCENT, next - i + 1, value };
  if (in (reading, next) && pact_unit (reading, next)->sense == PACT_SENSE_PART &&
      pact_unit (reading, next)->value == 2)
    return (PactQuantity){ PACT_FACT_POINTS, next - i + 1, value };
  if (pact_unit_is (reading, next, "cents")) /* of every dollar */
    return (PactQuantity){ PACT_FACT_PERCENT, next - i + 1, value };
  if (is_currency (reading, next))
    return (PactQuantity){ PACT_FACT_MONEY, next - i + 1, value };
  if (months_at (reading, next) > 0)
    return (PactQuantity){ PACT_FACT_SPAN, next - i + 1, value * months_at (reading, next) };
  if (makes_hundred (reading, i) || (i > 1 && makes_hundred (reading, i - 2)) ||
      (pact_unit_is_one_of (reading, i + 1, joins) && is_number (reading, i + 2) &&
       pact_unit_is (reading, i + 3, "%")))
    return (PactQuantity){ PACT_FACT_PERCENT, 1, value };
  return (PactQuantity){ PACT_FACT_COUNT, 1, value };
}
