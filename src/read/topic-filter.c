/* Which passages alert. A known topic counts where the passage says it outright or reads clearly
 * enough; a topic of the user's own is a few phrases, folded like the passage before the two meet.
 */
#include "read/topic-filter.h"

#include "read/topic.h"

#include <math.h>

/* In a statement of this many passages one that is likely on a topic is; in a contract of hundreds
 * few are, and the longer it is the clearer one must be. Fits recorded histories of both. */
static const double STATEMENT_PASSAGES = 10;
static const double STEEPNESS = 3.5; /* of what is asked for with length */

enum {
  LOOK_ALIKE_REACH = 7, /* units */
  AUDIENCE_REACH = 5,   /* units from "exclusively" to those it is for */
  SHARE_REACH = 4,      /* units between a part and what it is of */
};

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
                             STEEPNESS * log (MAX (passages / STATEMENT_PASSAGES, 1)) };

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

/* Beside these words exclusivity is about something else: contracts are full of sole arbitrators,
 * exclusive courts, complete and exclusive agreements, and sole risks. */
static const char *const look_alikes[] = {
  "agreement",    "arbitration",    "arbitrator",  "authority",  "automated",   "control",
  "cost",         "costs",          "court",       "courts",     "defense",     "determination",
  "discretion",   "disputes",       "election",    "expense",    "forum",       "judgment",
  "jurisdiction", "liability",      "means",       "obligation", "obligations", "opinion",
  "option",       "personal",       "proceedings", "purpose",    "purposes",    "remedies",
  "remedy",       "responsibility", "risk",        "statement",  "tax",         "taxes",
  "truth",        "understanding",  "venue",       NULL,
};

static bool
has_look_alike (const PactReading *reading, guint i)
{
  guint to = MIN (reading->units->len, i + LOOK_ALIKE_REACH + 1);

  for (guint near = i - MIN (i, LOOK_ALIKE_REACH); near < to; near++)
    if (pact_unit_is_one_of (reading, near, look_alikes))
      return true;
  return false;
}

/* "exclusively to users who have subscribed": who gets to see a thing, and no right of theirs. */
static bool
names_audience (const PactReading *reading, guint i)
{
  bool to = pact_unit_is (reading, i + 1, "to") || pact_unit_is (reading, i + 1, "for");

  for (guint near = i + 2; to && near < MIN (reading->units->len, i + AUDIENCE_REACH); near++)
    if (pact_unit_is_person (pact_unit (reading, near)))
      return true;
    else if (pact_unit (reading, near)->name)
      return false;
  return false;
}

/* Whether unit `i` speaks of a right to the exclusion of others; "only", "single" and "solely"
 * stand in any sentence. */
static bool
is_exclusive_right (const PactReading *reading, guint i)
{
  static const char *const strong[] = { "exclusive", "exclusively", "exclusivity", "sole", NULL };
  guint8 sense = pact_unit (reading, i)->sense;
  bool outright = sense == PACT_SENSE_NONEXCLUSIVE || sense == PACT_SENSE_COEXCLUSIVE ||
                  sense == PACT_SENSE_REFUSAL ||
                  (sense == PACT_SENSE_EXCLUSIVE && pact_unit_is_one_of (reading, i, strong));

  return outright && !has_look_alike (reading, i) && !names_audience (reading, i);
}

/* A part, and revenue or profit that it can be of near by. */
static bool
is_share_of_revenue (const PactReading *reading, guint i)
{
  guint8 sense = pact_unit (reading, i)->sense;

  if (sense != PACT_SENSE_PART && sense != PACT_SENSE_SHARE && sense != PACT_SENSE_FRACTION &&
      !pact_unit_is (reading, i, "%"))
    return false;
  for (gint distance = -SHARE_REACH; distance <= SHARE_REACH; distance++) {
    PactSense near = pact_sense_near (reading, i, distance);

    if (near == PACT_SENSE_REVENUE || near == PACT_SENSE_PROFIT)
      return true;
  }
  return false;
}

/* Shares of what a dispute costs. */
static bool
is_of_disputes (const PactReading *reading)
{
  static const char *const words[] = { "arbitration", "arbitrator", "arbitrators",
                                       "attorney",    "attorneys",  "court",
                                       "mediation",   "mediator",   NULL };

  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit_is_one_of (reading, i, words))
      return true;
  return false;
}

static bool
says_outright (const PactReading *reading, PactTopic topic)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (topic == PACT_TOPIC_EXCLUSIVITY
            ? is_exclusive_right (reading, i)
            : pact_is_royalty (reading, i) || is_share_of_revenue (reading, i))
      return true;
  return false;
}

/* One that says so outright is taken as it reads; of the others only the clearest. */
static PactTopic
topic_of (const PactTopicFilter *filter, const PactReading *reading)
{
  PactTopicScores scores = pact_topic_scores (reading);
  PactTopic topic = pact_topic_leading (scores, 0);

  if (topic == 0 || says_outright (reading, topic))
    return topic;
  if (topic == PACT_TOPIC_REVENUE_SHARE && is_of_disputes (reading))
    return 0;
  return pact_topic_leading (scores, filter->bar);
}

const char *
pact_topic_filter_match (const PactTopicFilter *filter, const PactReading *reading)
{
  PactTopic topic = topic_of (filter, reading);

  if (topic != 0 && g_strv_contains ((const char *const *) filter->names, pact_topic_name (topic)))
    return pact_topic_name (topic);
  for (guint i = 0; i < filter->phrases->len; i++) {
    const Phrase *phrase = &g_array_index (filter->phrases, Phrase, i);

    if (holds (reading->tokens, phrase))
      return phrase->topic;
  }
  return NULL;
}
