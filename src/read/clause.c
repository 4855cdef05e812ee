/* The readers, one per facet, over one text; and what they share. */
#include "read/clause.h"

static void (*const readers[]) (PactReading *) = {
  pact_read_amount,   pact_read_exclusivity, pact_read_cap,
  pact_read_duration, pact_read_party,       pact_read_condition,
  pact_read_modality, pact_read_polarity,    pact_read_basis,
};

static const struct {
  guint8 facet;
  const char *name;
} kinds[PACT_N_FACTS] = {
  [PACT_FACT_NONEXCLUSIVE] = { PACT_FACET_EXCLUSIVITY, "non-exclusive" },
  [PACT_FACT_OFFERED] = { PACT_FACET_EXCLUSIVITY, "first refusal" },
  [PACT_FACT_PREFERRED] = { PACT_FACET_EXCLUSIVITY, "preferred" },
  [PACT_FACT_COEXCLUSIVE] = { PACT_FACET_EXCLUSIVITY, "co-exclusive" },
  [PACT_FACT_EXCLUSIVE] = { PACT_FACET_EXCLUSIVITY, "exclusive" },
  [PACT_FACT_PERCENT] = { PACT_FACET_AMOUNT, "percent" },
  [PACT_FACT_POINTS] = { PACT_FACET_AMOUNT, "percentage points" },
  [PACT_FACT_MONEY] = { PACT_FACET_AMOUNT, "money" },
  [PACT_FACT_COUNT] = { PACT_FACET_AMOUNT, "count" },
  [PACT_FACT_EQUAL_PARTS] = { PACT_FACET_AMOUNT, "equal parts" },
  [PACT_FACT_AT_MOST] = { PACT_FACET_CAP, "at most" },
  [PACT_FACT_AT_LEAST] = { PACT_FACET_CAP, "at least" },
  [PACT_FACT_ABOVE] = { PACT_FACET_CAP, "above" },
  [PACT_FACT_BELOW] = { PACT_FACET_CAP, "below" },
  [PACT_FACT_DATE] = { PACT_FACET_DURATION, "date" },
  [PACT_FACT_SPAN] = { PACT_FACET_DURATION, "span in months" },
  [PACT_FACT_UNTIL] = { PACT_FACET_DURATION, "until" },
  [PACT_FACT_INITIALLY] = { PACT_FACET_DURATION, "initially" },
  [PACT_FACT_PERPETUAL] = { PACT_FACET_DURATION, "perpetual" },
  [PACT_FACT_RENEWS] = { PACT_FACET_DURATION, "renews" },
  [PACT_FACT_NAMED] = { PACT_FACET_PARTY, "named" },
  [PACT_FACT_PAYER] = { PACT_FACET_PARTY, "payer" },
  [PACT_FACT_PAYEE] = { PACT_FACET_PARTY, "payee" },
  [PACT_FACT_IF] = { PACT_FACET_CONDITION, "if" },
  [PACT_FACT_UNLESS] = { PACT_FACET_CONDITION, "unless" },
  [PACT_FACT_EXCEPT] = { PACT_FACET_CONDITION, "except" },
  [PACT_FACT_REGARDLESS] = { PACT_FACET_CONDITION, "regardless" },
  [PACT_FACT_BINDING] = { PACT_FACET_MODALITY, "binding" },
  [PACT_FACT_OPTION] = { PACT_FACET_MODALITY, "option" },
  [PACT_FACT_INTENTION] = { PACT_FACET_MODALITY, "intention" },
  [PACT_FACT_AS_A_RULE] = { PACT_FACET_MODALITY, "as a rule" },
  [PACT_FACT_NEGATED] = { PACT_FACET_POLARITY, "not" },
  [PACT_FACT_ENDED] = { PACT_FACET_POLARITY, "ended" },
  [PACT_FACT_PAST] = { PACT_FACET_POLARITY, "past" },
  [PACT_FACT_CONTINUES] = { PACT_FACET_POLARITY, "continues" },
  [PACT_FACT_GROSS] = { PACT_FACET_BASIS, "gross" },
  [PACT_FACT_NET] = { PACT_FACET_BASIS, "net" },
  [PACT_FACT_REVENUE] = { PACT_FACET_BASIS, "revenue" },
  [PACT_FACT_PROFIT] = { PACT_FACET_BASIS, "profit" },
  [PACT_FACT_BEFORE_COSTS] = { PACT_FACET_BASIS, "before costs" },
  [PACT_FACT_INCLUDES] = { PACT_FACET_BASIS, "includes" },
  [PACT_FACT_EXCLUDES] = { PACT_FACET_BASIS, "excludes" },
};

const char *
pact_fact_kind_name (PactFactKind kind)
{
  return kinds[kind].name;
}

PactSense
pact_sense_near (const PactReading *reading, guint of, gint distance)
{
  gint64 i = (gint64) of + distance;

  if (i < 0 || i >= reading->units->len ||
      pact_unit (reading, (guint) i)->sentence != pact_unit (reading, of)->sentence)
    return PACT_SENSE_NONE;
  return (PactSense) pact_unit (reading, (guint) i)->sense;
}

static bool
ends_clause (const PactReading *reading, guint i)
{
  return pact_unit_is (reading, i, ",") || pact_unit_is (reading, i, ";") ||
         pact_unit_is (reading, i, ":");
}

/* Words that turn the sense of what follows into its opposite. */
static bool
turns (PactSense sense)
{
  return sense == PACT_SENSE_NOT || sense == PACT_SENSE_NO_LONGER || sense == PACT_SENSE_END ||
         sense == PACT_SENSE_BAN;
}

/* Words a negation reaches across: "is not bound to remain the ...". */
static bool
lets_negation_pass (PactSense sense)
{
  return sense == PACT_SENSE_FILLER || sense == PACT_SENSE_BE || sense == PACT_SENSE_WILL ||
         sense == PACT_SENSE_MAY || sense == PACT_SENSE_CONTINUE ||
         sense == PACT_SENSE_PREPOSITION || sense == PACT_SENSE_PREFERRED ||
         sense == PACT_SENSE_WAS || sense == PACT_SENSE_GRANT;
}

enum { NEGATION_REACH = 6 }; /* units; farther back a negation belongs to something else */

/* Whether unit `i` is negated, and whether by an end: "no longer the sole dealer". */
static bool
find_negation (const PactReading *reading, guint i, bool *ret_ends)
{
  bool negated = false;

  for (gint back = 1; back <= NEGATION_REACH && (guint) back <= i; back++) {
    guint at = i - (guint) back;

    if (pact_unit (reading, at)->sentence != pact_unit (reading, i)->sentence ||
        ends_clause (reading, at))
      break;
    if (pact_unit (reading, at)->sense == PACT_SENSE_OR && at > 0 &&
        pact_unit (reading, at - 1)->sense == pact_unit (reading, i)->sense) {
      back++; /* "neither waived nor ended": both */
      continue;
    }
    if (turns ((PactSense) pact_unit (reading, at)->sense)) {
      negated = !negated;
      *ret_ends |= pact_unit (reading, at)->sense == PACT_SENSE_END ||
                   pact_unit (reading, at)->sense == PACT_SENSE_NO_LONGER;
    }
    if (!turns ((PactSense) pact_unit (reading, at)->sense) &&
        !lets_negation_pass ((PactSense) pact_unit (reading, at)->sense))
      break;
  }
  return negated;
}

bool
pact_unit_negated (const PactReading *reading, guint i)
{
  bool ends = false;

  return find_negation (reading, i, &ends);
}

bool
pact_unit_denied (const PactReading *reading, guint i)
{
  bool ends = false;

  return find_negation (reading, i, &ends) && !ends;
}

bool
pact_unit_is_one_of (const PactReading *reading, guint i, const char *const *words)
{
  const PactUnit *unit = i < reading->units->len ? pact_unit (reading, i) : NULL;

  if (unit == NULL || unit->n != 1)
    return false;
  for (char first = *pact_token_text (reading->tokens, unit->first); *words != NULL; words++)
    if (**words == first && pact_token_is (reading->tokens, unit->first, *words))
      return true;
  return false;
}

guint
pact_sentence_end (const PactReading *reading, guint i)
{
  guint16 sentence = pact_unit (reading, i)->sentence;

  while (i < reading->units->len && pact_unit (reading, i)->sentence == sentence)
    i++;
  return i;
}

PactFact *
pact_fact_add (PactReading *reading, PactFactKind kind, guint from, guint to)
{
  const PactUnit *first = pact_unit (reading, from), *last = pact_unit (reading, to);
  PactFact fact = {
    .facet = kinds[kind].facet,
    .kind = (guint8) kind,
    .sentence = first->sentence,
    .unit = from,
    .span = { pact_token (reading->tokens, first->first)->span.start,
              pact_token (reading->tokens, last->first + last->n - 1)->span.end },
  };

  g_array_append_val (reading->facts, fact);
  return &g_array_index (reading->facts, PactFact, reading->facts->len - 1);
}

PactReading *
pact_reading_new (const char *text, gssize length)
{
  PactReading *reading = g_new0 (PactReading, 1);

  reading->tokens = pact_tokens_read (text, length);
  reading->units = pact_units_read (reading->tokens);
  reading->facts = g_array_sized_new (FALSE, FALSE, sizeof (PactFact), 16);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    readers[i](reading);
  return reading;
}

void
pact_reading_free (PactReading *reading)
{
  if (reading == NULL)
    return;
  pact_tokens_free (reading->tokens);
  g_array_unref (reading->units);
  g_array_unref (reading->facts);
  g_free (reading);
}
