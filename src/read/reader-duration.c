/* How long: reservations of time in words; dates and spans are read with the figures. */
#include "read/clause.h"

static const PactFactKind durations[PACT_N_SENSES] = {
  [PACT_SENSE_UNTIL] = PACT_FACT_UNTIL,
  [PACT_SENSE_INITIALLY] = PACT_FACT_INITIALLY,
  [PACT_SENSE_PERPETUAL] = PACT_FACT_PERPETUAL,
  [PACT_SENSE_RENEW] = PACT_FACT_RENEWS,
};

void
pact_read_duration (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);
    PactFactKind kind = durations[unit->sense];

    if (unit->sense == PACT_SENSE_RENEW && unit->value == 2)
      kind = PACT_FACT_PERPETUAL; /* what renews automatically has no end of its own */
    if (kind != PACT_FACT_NONE)
      pact_fact_add (reading, kind, i, i);
  }
}
