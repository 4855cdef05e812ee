/* Conditions and carve-outs. */
#include "read/clause.h"

void
pact_read_condition (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    if (unit->sense == PACT_SENSE_IF && unit->value < 2 &&
        !pact_unit_negated (
            reading,
            i)) /* "is not subject to" */ /* "when" and "where" more often tell time and place */
      pact_fact_add (reading, unit->value == 1 ? PACT_FACT_REGARDLESS : PACT_FACT_IF, i, i);
    else if ((unit->flags & PACT_TOKEN_STARTS) && pact_unit_is (reading, i, "should"))
      pact_fact_add (reading, PACT_FACT_IF, i, i); /* "Should Rusk need more, ..." */
    else if (unit->sense == PACT_SENSE_UNLESS)
      pact_fact_add (reading, PACT_FACT_UNLESS, i, i);
    else if (unit->sense == PACT_SENSE_EXCEPT && unit->value == 0)
      pact_fact_add (reading, PACT_FACT_EXCEPT, i, i);
  }
}
