/* The force of a commitment: a duty, an option, a hope, a rule with exceptions. */
#include "read/clause.h"

static const PactFactKind forces[PACT_N_SENSES] = {
  [PACT_SENSE_WILL] = PACT_FACT_BINDING,       [PACT_SENSE_MAY] = PACT_FACT_OPTION,
  [PACT_SENSE_DISCRETION] = PACT_FACT_OPTION,  [PACT_SENSE_INTEND] = PACT_FACT_INTENTION,
  [PACT_SENSE_USUALLY] = PACT_FACT_AS_A_RULE,
};

void
pact_read_modality (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;
    PactFactKind kind = forces[sense];

    if (sense == PACT_SENSE_MAY && pact_sense_near (reading, i, 1) == PACT_SENSE_NOT)
      kind = PACT_FACT_BINDING; /* "may not" binds */
    if (kind != PACT_FACT_NONE)
      pact_fact_add (reading, kind, i, i);
  }
}
