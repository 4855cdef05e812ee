/* Whether a commitment holds: negated, ended, past, going on. */
#include "read/clause.h"

/* "ends once", "expires on": a term with an end is in force until then. */
static bool
is_over (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);
  guint last = unit->first + unit->n - 1;
  const char *word = pact_token_text (reading->tokens, unit->first);
  gsize n = pact_token (reading->tokens, unit->first)->length;

  if (n > 2 && word[n - 2] == 'e' && word[n - 1] == 'd')
    return true;
  return pact_token_is (reading->tokens, unit->first, "came") ||
         pact_token_is (reading->tokens, unit->first, "ran") ||
         pact_token_is (reading->tokens, last, "lost") ||
         pact_token_is (reading->tokens, last, "withdrawn") ||
         pact_token_is (reading->tokens, unit->first, "fell");
}

/* "run trains", "keep bees": what is done rather than what goes on. */
static bool
has_object (const PactReading *reading, guint i)
{
  PactSense next = pact_sense_near (reading, i, 1);

  return (pact_unit_is (reading, i, "run") || pact_unit_is (reading, i, "keep")) &&
         i + 1 < reading->units->len && pact_unit (reading, i + 1)->kind == PACT_TOKEN_WORD &&
         (next == PACT_SENSE_NONE || next == PACT_SENSE_WORD);
}

void
pact_read_polarity (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_NO_LONGER)
      pact_fact_add (reading, PACT_FACT_ENDED, i, i);
    else if (sense == PACT_SENSE_END && pact_unit_negated (reading, i))
      pact_fact_add (reading, PACT_FACT_CONTINUES, i, i);
    else if (sense == PACT_SENSE_END && is_over (reading, i))
      pact_fact_add (reading, PACT_FACT_ENDED, i, i);
    else if (sense == PACT_SENSE_CONTINUE && !has_object (reading, i))
      pact_fact_add (reading,
                     pact_unit_negated (reading, i) ? PACT_FACT_ENDED : PACT_FACT_CONTINUES, i, i);
    else if (sense == PACT_SENSE_WAS)
      pact_fact_add (reading, PACT_FACT_PAST, i, i);
    else if (sense == PACT_SENSE_NOT || sense == PACT_SENSE_BAN)
      pact_fact_add (reading, PACT_FACT_NEGATED, i, i);
  }
}
