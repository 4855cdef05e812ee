/* What a share is taken of: gross or net, revenue or profit, before or after costs. */
#include "read/clause.h"

static const PactFactKind bases[PACT_N_SENSES] = {
  [PACT_SENSE_GROSS] = PACT_FACT_GROSS,        [PACT_SENSE_NET] = PACT_FACT_NET,
  [PACT_SENSE_REVENUE] = PACT_FACT_REVENUE,    [PACT_SENSE_PROFIT] = PACT_FACT_PROFIT,
  [PACT_SENSE_INCLUDING] = PACT_FACT_INCLUDES, [PACT_SENSE_EXCLUDING] = PACT_FACT_EXCLUDES,
};

/* "before fees are deducted", "after costs". */
static void
read_side_of_costs (PactReading *reading, guint i)
{
  bool before = pact_unit (reading, i)->sense == PACT_SENSE_BEFORE;

  for (gint ahead = 1; ahead <= 4; ahead++)
    if (pact_sense_near (reading, i, ahead) == PACT_SENSE_COST) {
      pact_fact_add (reading, before ? PACT_FACT_BEFORE_COSTS : PACT_FACT_NET, i,
                     i + (guint) ahead);
      return;
    }
}

/* "before any fees are deducted" */
static bool
comes_before (const PactReading *reading, guint i)
{
  for (gint back = 1; back <= 6; back++)
    if (pact_sense_near (reading, i, -back) == PACT_SENSE_BEFORE)
      return true;
  return false;
}

void
pact_read_basis (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_COST && pact_unit (reading, i)->value == 1)
      pact_fact_add (reading, comes_before (reading, i) ? PACT_FACT_BEFORE_COSTS : PACT_FACT_NET, i,
                     i); /* "once fees have been deducted" */
    else if (sense == PACT_SENSE_BEFORE || sense == PACT_SENSE_AFTER)
      read_side_of_costs (reading, i);
    else if (bases[sense] != PACT_FACT_NONE)
      pact_fact_add (reading, bases[sense], i, i);
  }
}
