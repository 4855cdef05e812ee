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
    PactFactKind kind = durations[pact_unit (reading, i)->sense];

    if (kind != PACT_FACT_NONE)
      pact_fact_add (reading, kind, i, i);
  }
}
