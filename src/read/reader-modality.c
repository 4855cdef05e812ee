/* The force of a commitment: a duty, an option, a hope, a rule with exceptions. */
#include "read/clause.h"

static const PactFactKind forces[PACT_N_SENSES] = {
  [PACT_SENSE_WILL] = PACT_FACT_BINDING,      [PACT_SENSE_MAY] = PACT_FACT_OPTION,
  [PACT_SENSE_DISCRETION] = PACT_FACT_OPTION, [PACT_SENSE_INTEND] = PACT_FACT_INTENTION,
  [PACT_SENSE_USUALLY] = PACT_FACT_AS_A_RULE, [PACT_SENSE_FREE] = PACT_FACT_OPTION,
};

enum { REACH = 8 };

/* "may not", "no one may", "may ... only": what looks like an option is a ban. */
static bool
is_restricted (const PactReading *reading, guint i)
{
  for (gint distance = -REACH; distance <= REACH; distance++) {
    PactSense sense = pact_sense_near (reading, i, distance);

    if (sense == PACT_SENSE_NOT ||
        (sense == PACT_SENSE_EXCLUSIVE &&
         !pact_unit_is (reading, (guint) ((gint) i + distance), "exclusive")))
      return true;
  }
  return false;
}

void
pact_read_modality (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;
    PactFactKind kind = forces[sense];

    if (sense == PACT_SENSE_MAY && is_restricted (reading, i))
      kind = PACT_FACT_BINDING;
    if (sense == PACT_SENSE_INTEND && pact_unit (reading, i)->value == 2)
      kind = PACT_FACT_NONE; /* "would", "potential": too common to be a hope */
    if (kind != PACT_FACT_NONE)
      pact_fact_add (reading, kind, i, i);
  }
}
