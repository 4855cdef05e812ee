/* Whether a commitment holds: negated, ended, past, going on. */
#include "read/clause.h"

void
pact_read_polarity (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_NO_LONGER)
      pact_fact_add (reading, PACT_FACT_ENDED, i, i);
    else if (sense == PACT_SENSE_END)
      pact_fact_add (reading, pact_unit_negated (reading, i) ? PACT_FACT_CONTINUES : PACT_FACT_ENDED, i, i);
    else if (sense == PACT_SENSE_CONTINUE)
      pact_fact_add (reading, pact_unit_negated (reading, i) ? PACT_FACT_ENDED : PACT_FACT_CONTINUES, i, i);
    else if (sense == PACT_SENSE_WAS)
      pact_fact_add (reading, PACT_FACT_PAST, i, i);
    else if (sense == PACT_SENSE_NOT || sense == PACT_SENSE_BAN)
      pact_fact_add (reading, PACT_FACT_NEGATED, i, i);
  }
}
