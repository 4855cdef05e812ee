/* Sentences that set a scene: they bind nobody, and only one side has them. */
#include "read/edits.h"

/* What one sentence holds. */
typedef struct {
  guint words, common; /* common: with the other side */
  bool binds;          /* somebody, whatever the figures */
  bool counts, holds;  /* has figures, and says what they would hold */
} Sentence;

/* A figure by itself binds nobody ("after six years of talks"): a term or a share with it does. */
static bool
holds_figures (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  switch ((PactSense) unit->sense) {
  case PACT_SENSE_TIME:
    return unit->value == 201; /* "term", "period" */
  case PACT_SENSE_WORD:
    return pact_token_is (reading->tokens, unit->first, "agreement") ||
           pact_token_is (reading->tokens, unit->first, "contract") ||
           pact_token_is (reading->tokens, unit->first, "deal");
  case PACT_SENSE_CONTINUE:
  case PACT_SENSE_COST:
  case PACT_SENSE_PAY:
  case PACT_SENSE_RECEIVE:
  case PACT_SENSE_PART:
  case PACT_SENSE_BEGIN:
    return true;
  default:
    return pact_unit_is (reading, i, "%") || pact_unit_is (reading, i, "$");
  }
}

static bool
binds (const PactUnit *unit)
{
  switch ((PactSense) unit->sense) {
  case PACT_SENSE_SOME: /* "many years" */
  case PACT_SENSE_ABOVE:
  case PACT_SENSE_BELOW:
    return false;
  case PACT_SENSE_IF:
    return unit->value != 2; /* "when" more often tells a time */
  default:
    return pact_sense_has ((PactSense) unit->sense, PACT_COMMITS);
  }
}

static void
sentence_add (Sentence *sentence, const PactReading *reading, guint i, const PactKeySet *keys)
{
  const PactUnit *unit = pact_unit (reading, i);

  sentence->holds |= holds_figures (reading, i);
  if (!pact_unit_carries_meaning (reading, i) || unit->sense == PACT_SENSE_PREPOSITION ||
      unit->sense == PACT_SENSE_BE)
    return;
  sentence->words++;
  sentence->common += pact_key_set_has (keys, unit->key);
  sentence->binds |= binds (unit);
  sentence->counts |= unit->kind == PACT_TOKEN_NUMBER;
}

bool *
pact_scenes_find (const PactReading *reading, const PactReading *other)
{
  guint n = pact_n_sentences (reading);
  bool *scenes = g_new0 (bool, n);
  g_auto (PactKeySet) keys = { 0 };
  Sentence sentence = { 0 };

  if (n < 2 && pact_n_sentences (other) < 2)
    return scenes;
  keys = pact_key_set (other->units->len);
  for (guint i = 0; i < other->units->len; i++)
    pact_key_set_add (&keys, pact_unit (other, i)->key);
  for (guint i = 0; i < reading->units->len; i++) {
    sentence_add (&sentence, reading, i, &keys);
    if (i + 1 < reading->units->len &&
        pact_unit (reading, i + 1)->sentence == pact_unit (reading, i)->sentence)
      continue;
    scenes[pact_unit (reading, i)->sentence] = !sentence.binds &&
                                               !(sentence.counts && sentence.holds) &&
                                               sentence.common * 3 < sentence.words;
    sentence = (Sentence){ 0 };
  }
  return scenes;
}
