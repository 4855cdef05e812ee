/* Figures: percentages, money, counts, spans and dates, in one walk so that none is read twice. */
#include "read/quantity.h"

/* A figure starts with a number, a month, a fraction, or what stands before a number: "$". */
static bool
may_start_figure (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  return unit->kind == PACT_TOKEN_NUMBER || unit->sense == PACT_SENSE_TIME ||
         unit->sense == PACT_SENSE_FRACTION ||
         (i + 1 < reading->units->len && pact_unit (reading, i + 1)->kind == PACT_TOKEN_NUMBER);
}

/* "after 2028" is from 2029 on, "before 2029" until the end of 2028. */
static double
year_beside (const PactReading *reading, guint i, PactQuantity quantity)
{
  PactSense before = pact_sense_near (reading, i, -1);

  if (quantity.kind != PACT_FACT_DATE || quantity.n != 1 ||
      pact_unit (reading, i)->kind != PACT_TOKEN_NUMBER)
    return 0;
  return before == PACT_SENSE_AFTER ? 10000 : before == PACT_SENSE_BEFORE ? -10000 : 0;
}

void
pact_read_amount (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);
    PactQuantity quantity = { 0 };

    if (may_start_figure (reading, i))
      quantity = pact_quantity_at (reading, i);
    if (quantity.n > 0) {
      pact_fact_add (reading, quantity.kind, i, i + quantity.n - 1)->value =
          quantity.value + year_beside (reading, i, quantity);
      i += quantity.n - 1;
    } else if (unit->sense == PACT_SENSE_EQUAL && unit->value == 0) {
      pact_fact_add (reading, PACT_FACT_EQUAL_PARTS, i, i)->value = 50;
    }
  }
}
