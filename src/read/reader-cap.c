/* Ceilings, floors and thresholds, each with the figure it holds. */
#include "read/quantity.h"

static const PactFactKind bounds[PACT_N_SENSES] = {
  [PACT_SENSE_CAP] = PACT_FACT_AT_MOST,
  [PACT_SENSE_FLOOR] = PACT_FACT_AT_LEAST,
  [PACT_SENSE_ABOVE] = PACT_FACT_ABOVE,
  [PACT_SENSE_BELOW] = PACT_FACT_BELOW,
};

enum { FIGURE_REACH = 6 };

/* The figure nearest after unit `i`; else 0. */
static double
figure_after (const PactReading *reading, guint i)
{
  for (guint next = i + 1; next <= i + FIGURE_REACH && next < reading->units->len; next++) {
    PactQuantity quantity = pact_quantity_at (reading, next);

    if (quantity.kind != PACT_FACT_NONE)
      return quantity.value;
  }
  return 0;
}

void
pact_read_cap (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactFactKind kind = bounds[pact_unit (reading, i)->sense];

    if (kind == PACT_FACT_ABOVE && pact_unit_negated (reading, i))
      kind = PACT_FACT_AT_MOST;
    else if (kind == PACT_FACT_BELOW && pact_unit_negated (reading, i))
      kind = PACT_FACT_AT_LEAST;
    if (kind != PACT_FACT_NONE)
      pact_fact_add (reading, kind, i, i)->value = figure_after (reading, i);
  }
}
