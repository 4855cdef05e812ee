/* Sentences and asides that set a scene: they bind nobody, and only one side has them. */
#include <string.h>

#include "read/edits.h"

/* What a sentence or an aside holds. */
typedef struct {
  guint words, common; /* common: with the other side */
  bool binds;          /* somebody, whatever the figures */
  bool counts, holds;  /* has figures, and says what they would hold */
} Part;

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

static Part
read_part (const PactReading *reading, guint from, guint to, const PactKeySet *keys)
{
  Part part = { 0 };

  for (guint i = from; i < to; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    part.holds |= holds_figures (reading, i);
    if (!pact_unit_carries_meaning (reading, i) || unit->sense == PACT_SENSE_PREPOSITION ||
        unit->sense == PACT_SENSE_BE)
      continue;
    part.words++;
    part.common += pact_key_set_has (keys, unit->key);
    part.binds |= binds (unit);
    part.counts |= unit->kind == PACT_TOKEN_NUMBER;
  }
  return part;
}

static bool
is_scene (const Part *part)
{
  return !part->binds && !(part->counts && part->holds) && part->common * 3 < part->words;
}

bool
pact_unit_ends_in (const PactReading *reading, guint i, const char *ending)
{
  const PactToken *token = pact_token (reading->tokens, pact_unit (reading, i)->first);
  const char *word = pact_token_text (reading->tokens, pact_unit (reading, i)->first);
  gsize n = strlen (ending);

  return token->length > n + 2 && memcmp (word + token->length - n, ending, n) == 0;
}

/* "As demand grows, ...", "With a new plant in Gent, ...", "Founded in 1923, ..."; "Rusk, which
 * began in a garage, ...", "Rusk, a family firm, ...": what tells of times and people. */
static bool
opens_aside (const PactReading *reading, guint i)
{
  static const char *const first[] = { "as", "with", "despite", "like", "having", NULL };
  static const char *const after_name[] = { "which", "who", "whose", "a", "an", NULL };

  if (pact_unit (reading, i)->flags & PACT_TOKEN_STARTS)
    return pact_unit_is_one_of (reading, i, first) || pact_unit_ends_in (reading, i, "ed") ||
           pact_unit_ends_in (reading, i, "ing");
  return i > 1 && (pact_unit (reading, i - 2)->flags & PACT_TOKEN_CAPITAL) &&
         (pact_unit_is_one_of (reading, i, after_name) || pact_unit_ends_in (reading, i, "ed"));
}

/* Words that make a term or a condition of what stands with them. */
static bool
qualifies (const PactReading *reading, guint i)
{
  static const char *const consents[] = { "consent", "approval", "permission", NULL };

  switch ((PactSense) pact_unit (reading, i)->sense) {
  case PACT_SENSE_TIME:
  case PACT_SENSE_DURING:
  case PACT_SENSE_AFTER:
  case PACT_SENSE_BEFORE:
  case PACT_SENSE_IF:
  case PACT_SENSE_INCLUDING:
  case PACT_SENSE_TOGETHER:
  case PACT_SENSE_WILL:
    return true;
  case PACT_SENSE_WORD:
    return pact_unit (reading, i)->value == 3; /* "calculated" */
  default:
    return pact_unit_is_one_of (reading, i, consents);
  }
}

enum { ASIDE_WORDS = 3 };

static bool
is_aside (const PactReading *reading, guint from, guint to, const PactKeySet *keys)
{
  Part part = read_part (reading, from, to, keys);

  for (guint i = from; i < to; i++)
    if (qualifies (reading, i))
      return false;
  return part.words >= ASIDE_WORDS && !part.holds && is_scene (&part);
}

/* Marks the asides of the sentence of units `from` up to `to`. */
static void
find_asides (const PactReading *reading, guint from, guint to, const PactKeySet *keys, bool *scenes)
{
  for (guint i = from, end; i < to; i = end + 1) {
    for (end = i; end < to && !pact_unit_is (reading, end, ","); end++)
      ;
    if ((i > from || end < to) && opens_aside (reading, i) && is_aside (reading, i, end, keys))
      memset (scenes + i, true, (end - i) * sizeof *scenes);
  }
}

bool *
pact_scenes_find (const PactReading *reading, const PactReading *other)
{
  bool *scenes = g_new0 (bool, reading->units->len + 1);
  bool alone = pact_n_sentences (reading) < 2 && pact_n_sentences (other) < 2;
  g_auto (PactKeySet) keys = pact_key_set (other->units->len);

  for (guint i = 0; i < other->units->len; i++)
    pact_key_set_add (&keys, pact_unit (other, i)->key);
  for (guint i = 0, end; i < reading->units->len; i = end) {
    Part part;

    end = pact_sentence_end (reading, i);
    part = read_part (reading, i, end, &keys);
    if (!alone && is_scene (&part))
      memset (scenes + i, true, (end - i) * sizeof *scenes);
    else
      find_asides (reading, i, end, &keys, scenes);
  }
  return scenes;
}
