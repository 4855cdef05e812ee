/* A user's own topic is a few phrases; both they and the passage are folded before they meet. */
#include "read/own-topics.h"

#include "read/compare.h"

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
pact_topic_filter (char **names, const GPtrArray *own_topics)
{
  PactTopicFilter filter = { names, g_array_new (FALSE, FALSE, sizeof (Phrase)) };

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

const char *
pact_topic_filter_match (const PactTopicFilter *filter, const char *text, gssize length,
                         const PactReading *reading)
{
  PactTopic topic = pact_reading_topic (text, length, reading);

  if (topic != 0 && g_strv_contains ((const char *const *) filter->names, pact_topic_name (topic)))
    return pact_topic_name (topic);
  for (guint i = 0; i < filter->phrases->len; i++) {
    const Phrase *phrase = &g_array_index (filter->phrases, Phrase, i);

    if (holds (reading->tokens, phrase))
      return phrase->topic;
  }
  return NULL;
}
