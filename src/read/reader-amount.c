/* Figures: percentages, money, counts, spans and dates, in one walk so that none is read twice. */
#include "read/quantity.h"

/* A figure starts with a number, a month, a fraction, or what stands before a number: "$". */
static bool
may_start_figure (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  return unit->kind == PACT_TOKEN_NUMBER || unit->sense == PACT_SENSE_TIME || unit->sense == PACT_SENSE_FRACTION ||
         (i + 1 < reading->units->len && pact_unit (reading, i + 1)->kind == PACT_TOKEN_NUMBER);
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
      pact_fact_add (reading, quantity.kind, i, i + quantity.n - 1)->value = quantity.value;
      i += quantity.n - 1;
    } else if (unit->sense == PACT_SENSE_EQUAL && unit->value == 0) {
      pact_fact_add (reading, PACT_FACT_EQUAL_PARTS, i, i)->value = 50;
    }
  }
}
