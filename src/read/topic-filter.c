/* Which passages alert. A known topic counts where the passage says it outright or reads clearly enough;
 * a topic of the user's own is a few phrases, folded like the passage before the two meet. */
#include "read/topic-filter.h"

#include "read/compare.h"

#include <math.h>

/* How many passages of a document are on a topic, about: in the rest of them a reading that is only
 * likely is likely wrong. Fits recorded histories of contracts and statements alike. */
static const double PASSAGES_ON_TOPIC = 5;
static const double CONTRACT_LAW_BAR = 3; /* on top, for passages about disputes and the like */

typedef struct {
  const char *topic;
  PactTokens *tokens;
  bool open; /* its last word may go on */
} Phrase;

static void
phrase_clear (gpointer phrase)
{
  pact_tokens_free (((Phrase *) phrase)->tokens);
}

static void
add_phrases (GArray *phrases, const PactOwnTopic *topic)
{
  for (char **text = topic->phrases; *text != NULL; text++) {
    bool open = g_str_has_suffix (*text, "~");
    Phrase phrase = { topic->name, pact_tokens_read (*text, (gssize) strlen (*text) - open), open };

    g_array_append_val (phrases, phrase);
  }
}

PactTopicFilter
pact_topic_filter (char **names, const GPtrArray *own_topics, guint passages)
{
  PactTopicFilter filter = { names, g_array_new (FALSE, FALSE, sizeof (Phrase)),
                             log (MAX (passages / PASSAGES_ON_TOPIC, 1)) };

  g_array_set_clear_func (filter.phrases, phrase_clear);
  for (guint i = 0; own_topics != NULL && i < own_topics->len; i++) {
    const PactOwnTopic *topic = own_topics->pdata[i];

    if (g_strv_contains ((const char *const *) names, topic->name))
      add_phrases (filter.phrases, topic);
  }
  return filter;
}

void
pact_topic_filter_clear (PactTopicFilter *filter)
{
  g_clear_pointer (&filter->phrases, g_array_unref);
}

/* Whether token `i` of `tokens` is the one at `at` of the phrase, or goes on from there. */
static bool
is_word (const PactTokens *tokens, guint i, const Phrase *phrase, guint at)
{
  const PactToken *token = pact_token (tokens, i), *word = pact_token (phrase->tokens, at);

  if (phrase->open && at + 1 == phrase->tokens->tokens->len)
    return token->length >= word->length &&
           memcmp (pact_token_text (tokens, i), pact_token_text (phrase->tokens, at),
                   word->length) == 0;
  return token->key == word->key;
}

static bool
holds (const PactTokens *tokens, const Phrase *phrase)
{
  guint n = phrase->tokens->tokens->len;

  for (guint i = 0; n > 0 && i + n <= tokens->tokens->len; i++) {
    guint at = 0;

    while (at < n && is_word (tokens, i + at, phrase, at))
      at++;
    if (at == n)
      return true;
  }
  return false;
}

static bool
is_one_of (const PactReading *reading, guint unit, const char *const *words)
{
  for (; *words != NULL; words++)
    if (pact_unit_is (reading, unit, *words))
      return true;
  return false;
}

/* Contracts are full of sole arbitrators, exclusive courts and complete and exclusive agreements.
 */
static bool
speaks_of_contract_law (const PactReading *reading)
{
  static const char *const words[] = {
    "arbitration", "arbitrator", "arbitrators", "court",     "courts",   "jurisdiction",
    "venue",       "tribunal",   "dispute",     "disputes",  "claim",    "claims",
    "indemnify",   "lawsuit",    "supersedes",  "supersede", "complete", NULL
  };

  for (guint i = 0; i < reading->units->len; i++)
    if (is_one_of (reading, i, words))
      return true;
  return false;
}

/* Whether unit `i` speaks of a right to the exclusion of others. "Only", "single" and "solely"
 * stand in any sentence, and what is exclusively for or by somebody may be any use or cost. */
static bool
is_exclusive_right (const PactReading *reading, guint i)
{
  static const char *const strong[] = { "exclusive", "exclusively", "exclusivity", "sole", NULL };
  static const char *const uses[] = { "for", "by", NULL };
  guint8 sense = pact_unit (reading, i)->sense;

  if (sense == PACT_SENSE_EXCLUSIVE)
    return is_one_of (reading, i, strong) &&
           !(pact_unit_is (reading, i, "exclusively") && is_one_of (reading, i + 1, uses));
  return sense == PACT_SENSE_NONEXCLUSIVE || sense == PACT_SENSE_COEXCLUSIVE ||
         sense == PACT_SENSE_REFUSAL;
}

static bool
says_exclusivity (const PactReading *reading)
{
  for (guint i = 0; i < reading->facts->len; i++) {
    const PactFact *fact = &g_array_index (reading->facts, PactFact, i);

    if (fact->facet == PACT_FACET_EXCLUSIVITY && is_exclusive_right (reading, fact->unit))
      return true;
  }
  return false;
}

/* A royalty or commission, or revenue that is shared, paid or counted in percent. */
static bool
says_revenue_share (const PactReading *reading)
{
  static const char *const parts[] = { "commission", "commissions", "royalty", "royalties", NULL };
  bool revenue = false, part = false;

  for (guint i = 0; i < reading->units->len; i++) {
    guint8 sense = pact_unit (reading, i)->sense;

    if (is_one_of (reading, i, parts) && !pact_unit (reading, i)->name &&
        !pact_unit_is (reading, i + 1, "-") && !pact_unit_is (reading, i + 1, "free"))
      return true; /* royalty-free is none, and the European Commission takes none */
    revenue |= sense == PACT_SENSE_REVENUE || sense == PACT_SENSE_PROFIT;
    part |= sense == PACT_SENSE_PART || sense == PACT_SENSE_SHARE || sense == PACT_SENSE_FRACTION ||
            pact_unit_is (reading, i, "%");
  }
  return revenue && part;
}

/* One that says so outright is taken as it reads; of the others only the clearest. */
static PactTopic
topic_of (const PactTopicFilter *filter, const char *text, gssize length,
          const PactReading *reading)
{
  PactTopic topic = pact_reading_topic (text, length, reading, 0);
  bool law = speaks_of_contract_law (reading);
  bool outright = topic == PACT_TOPIC_REVENUE_SHARE ? says_revenue_share (reading)
                                                    : !law && says_exclusivity (reading);

  if (topic == 0 || outright)
    return topic;
  return pact_reading_topic (text, length, reading, filter->bar + (law ? CONTRACT_LAW_BAR : 0));
}

const char *
pact_topic_filter_match (const PactTopicFilter *filter, const char *text, gssize length,
                         const PactReading *reading)
{
  PactTopic topic = topic_of (filter, text, length, reading);

  if (topic != 0 && g_strv_contains ((const char *const *) filter->names, pact_topic_name (topic)))
    return pact_topic_name (topic);
  for (guint i = 0; i < filter->phrases->len; i++) {
    const Phrase *phrase = &g_array_index (filter->phrases, Phrase, i);

    if (holds (reading->tokens, phrase))
      return phrase->topic;
  }
  return NULL;
}
