/* Topics by weighed words: the tokens of fold, stemmed, some with roles. Each word, role, pair of
 * roles and cue that occurs counts once, on a unit vector, in weights for contract and for press
 * wording that are mixed by how much the text reads like a contract. classify-train does the same.
 */
#include "read/classify.h"

#include <math.h>
#include <string.h>

#include "pactwatch/read.h"
#include "read/classify-table.h"
#include "read/lexicon.h"

enum { WORDS_MAX = 1024 }; /* of a text that are looked at: a long contract clause has 500 */

#define PAIR_WINDOW 10
#define LOOK_ALIKE_REACH 4
#define ROLE_SCALE 2 /* of a word's; these three as in classify-train */
#define PAIR_SCALE 1
#define CUE_SCALE 3

typedef struct {
  const PactWordWeight *weight; /* NULL for a word without one */
  guint32 token;
  bool ends; /* no word: a clause ends here */
} Word;

typedef struct {
  guint n;
  Word word[WORDS_MAX];
} Words;

/* Reading words */

static bool
starts_with (const PactTokens *tokens, guint i, const char *start)
{
  gsize n = strlen (start);

  return pact_token (tokens, i)->length >= n && memcmp (pact_token_text (tokens, i), start, n) == 0;
}

/* What token `i` is weighed as: its stem; "#" for a figure, also one kept secret ("[***]"); "." for
 * what ends a clause; NULL for other marks. */
static const char *
word_at (const PactTokens *tokens, guint i, gsize *ret_n)
{
  const char *text = pact_token_text (tokens, i);

  *ret_n = 1;
  if (g_ascii_isdigit (text[0]) || (text[0] == '[' && pact_token_is (tokens, i + 1, "]")))
    return "#";
  if (pact_token (tokens, i)->kind == PACT_TOKEN_MARK)
    return text[0] == '%' ? "%" : text[0] == ';' || text[0] == ':' ? "." : NULL;
  if (i > 1 && starts_with (tokens, i, "exclusiv") && pact_token_is (tokens, i - 1, "-") &&
      pact_token_is (tokens, i - 2, "non"))
    text = "nonexclusive", *ret_n = 11;
  else
    *ret_n = pact_stem (text, pact_token (tokens, i)->length);
  return text;
}

static const PactWordWeight *
find_weight (const char *word, gsize n)
{
  static const guint32 mask = PACT_WORD_SLOTS - 1;
  guint32 key = pact_key (word, n);

  for (guint32 slot = key & mask; pact_words[slot].hash != 0; slot = (slot + 1) & mask)
    if (pact_words[slot].hash == key)
      return &pact_words[slot];
  return NULL;
}

static void
words_read (const PactTokens *tokens, guint from, guint to, Words *words)
{
  words->n = 0;
  for (guint i = from; i < to && words->n + 1 < WORDS_MAX; i++) {
    gsize n;
    const char *text = word_at (tokens, i, &n);
    Word word = { .token = i, .ends = text != NULL && text[0] == '.' };

    if (i > from && (pact_token (tokens, i)->flags & PACT_TOKEN_STARTS))
      words->word[words->n++] = (Word){ .ends = true };
    if (text == NULL)
      continue;
    if (!word.ends)
      word.weight = find_weight (text, n);
    words->word[words->n++] = word;
  }
}

char *
pact_classify_words (const PactTokens *tokens)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < tokens->tokens->len; i++) {
    gsize n;
    const char *text = word_at (tokens, i, &n);

    if (i > 0 && (pact_token (tokens, i)->flags & PACT_TOKEN_STARTS))
      g_string_append (words, ". ");
    if (text != NULL)
      g_string_append_c (g_string_append_len (words, text, (gssize) n), ' ');
  }
  return g_string_free (words, FALSE);
}

/* Weighing */

typedef struct {
  gint sum[4], cue_sum[2]; /* as PactTopicWeight; of cues for contracts and press wording */
  gint squares, cue_squares;
  gint register_sum, register_squares;
  guint8 words_seen[PACT_WORD_SLOTS / 8];
  guint8 pairs_seen[PACT_ROLES_MAX][PACT_ROLES_MAX]; /* a bit for each distance */
  guint32 roles_seen;
} Weighing;

static void
weigh (Weighing *weighing, const gint16 *weight, gint scale)
{
  for (guint i = 0; i < 4; i++)
    weighing->sum[i] += scale * weight[i];
  weighing->squares += scale * scale;
}

static void
weigh_word (Weighing *weighing, const PactWordWeight *word)
{
  gsize slot = (gsize) (word - pact_words);
  guint8 bit = (guint8) (1u << (slot & 7));

  if (weighing->words_seen[slot >> 3] & bit)
    return;
  weighing->words_seen[slot >> 3] |= bit;
  weigh (weighing, word->weight, 1);
  weighing->register_sum += word->weight[4];
  weighing->register_squares++;
  for (guint32 roles = word->roles & ~weighing->roles_seen; roles != 0; roles &= roles - 1)
    weigh (weighing, pact_role_weights[__builtin_ctz (roles)], ROLE_SCALE);
  weighing->roles_seen |= word->roles;
}

static void
weigh_pairs (Weighing *weighing, guint32 first, guint32 second, guint near)
{
  for (; first != 0; first &= first - 1) {
    guint a = (guint) __builtin_ctz (first);

    for (guint32 rest = second & ~(1u << a); rest != 0; rest &= rest - 1) {
      guint b = (guint) __builtin_ctz (rest);
      guint8 *seen = &weighing->pairs_seen[a][b];

      for (guint distance = 0; distance <= near; distance += near)
        if (!(*seen & 1u << distance)) {
          *seen |= (guint8) (1u << distance);
          weigh (weighing, pact_pair_weights[a][b][distance], PAIR_SCALE);
        }
    }
  }
}

/* The words that have roles, in order. */
typedef struct {
  guint32 roles;
  guint at;     /* in words */
  guint clause; /* counting from 0 */
} Place;

typedef struct {
  guint n;
  Place place[WORDS_MAX];
} Places;

static void
weigh_words (Weighing *weighing, const Words *words, Places *places)
{
  guint clause = 0;

  places->n = 0;
  for (guint i = 0; i < words->n; i++) {
    const PactWordWeight *weight = words->word[i].weight;

    clause += words->word[i].ends;
    if (weight == NULL)
      continue;
    weigh_word (weighing, weight);
    if (weight->roles != 0)
      places->place[places->n++] = (Place){ weight->roles, i, clause };
  }
}

/* Whether place `b` follows place `a` in its clause, at most `within` words on. */
static bool
follows (const Places *places, guint a, guint b, guint within)
{
  return b < places->n && places->place[b].clause == places->place[a].clause &&
         places->place[b].at <= places->place[a].at + within;
}

static void
weigh_clauses (Weighing *weighing, const Places *places)
{
  for (guint a = 0; a < places->n; a++)
    for (guint b = a + 1; follows (places, a, b, PAIR_WINDOW); b++) {
      guint distance = places->place[b].at - places->place[a].at;

      weigh_pairs (weighing, places->place[a].roles, places->place[b].roles,
                   distance == 1   ? 1
                   : distance <= 4 ? 2
                                   : 3);
    }
}

/* The place where the cue that starts at place `a` ends; `a` itself for one role, places->n for no
 * cue. */
static guint
cue_end (const PactCue *cue, const Places *places, guint a)
{
  if (!(places->place[a].roles & 1u << cue->first))
    return places->n;
  if (cue->second < 0)
    return a;
  for (guint b = a + 1; follows (places, a, b, cue->within); b++)
    if (places->place[b].roles & 1u << cue->second)
      return b;
  return places->n;
}

static bool
cue_turned (const PactCue *cue, const Places *places, guint from, guint to)
{
  guint start = places->place[from].at, end = places->place[to].at + LOOK_ALIKE_REACH;

  if (cue->unless < 0)
    return false;
  while (from > 0 && places->place[from - 1].at + LOOK_ALIKE_REACH >= start)
    from--;
  for (; from < places->n && places->place[from].at <= end; from++)
    if (places->place[from].roles & 1u << cue->unless)
      return true;
  return false;
}

static void
weigh_cue (Weighing *weighing, const PactCue *cue, const Places *places)
{
  bool seen[2] = { false, false };

  if (!(weighing->roles_seen & 1u << cue->first))
    return;
  for (guint a = 0; a < places->n; a++) {
    guint end = cue_end (cue, places, a);
    bool turned = end < places->n && cue_turned (cue, places, a, end);

    if (end == places->n || seen[turned])
      continue;
    seen[turned] = true;
    for (guint kind = 0; kind < 2; kind++)
      weighing->cue_sum[kind] += CUE_SCALE * (turned ? cue->turned : cue->clear)[kind];
    weighing->cue_squares += CUE_SCALE * CUE_SCALE;
  }
}

static double
on_unit_vector (gint sum, gint squares)
{
  return squares > 0 ? sum / sqrt (squares) : 0.0;
}

static PactTopicScores
words_score (const Words *words)
{
  Weighing weighing = { 0 };
  double contract, score[2];
  Places places;

  weigh_words (&weighing, words, &places);
  weigh_clauses (&weighing, &places);
  for (guint c = 0; c < pact_n_cues; c++)
    weigh_cue (&weighing, &pact_cues[c], &places);

  contract = on_unit_vector (weighing.register_sum, weighing.register_squares);
  contract = 1.0 / (1.0 + exp (-(contract + pact_register_bias) / 1000.0));
  for (guint topic = 0; topic < 2; topic++) {
    bool cues = topic == 0; /* all cues are of exclusivity so far */
    gint squares = weighing.squares + (cues ? weighing.cue_squares : 0);
    double kind[2];

    for (guint k = 0; k < 2; k++)
      kind[k] =
          on_unit_vector (weighing.sum[2 * k + topic] + (cues ? weighing.cue_sum[k] : 0), squares) +
          pact_topic_bias[2 * k + topic];
    score[topic] = (contract * kind[0] + (1.0 - contract) * kind[1]) / 1000.0;
  }
  return (PactTopicScores){ score[0], score[1] };
}

PactTopicScores
pact_classify_scores (const PactTokens *tokens, guint from, guint to)
{
  Words words;

  words_read (tokens, from, to, &words);
  return words_score (&words);
}

PactTopics
pact_classify (const char *text, gssize length)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (text, length);
  PactTopicScores scores = pact_classify_scores (tokens, 0, tokens->tokens->len);

  return (scores.exclusivity > 0.0 ? PACT_TOPIC_EXCLUSIVITY : 0u) |
         (scores.revenue_share > 0.0 ? PACT_TOPIC_REVENUE_SHARE : 0u);
}

PactTopic
pact_classify_leading (const char *text, gssize length)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (text, length);
  PactTopicScores scores = pact_classify_scores (tokens, 0, tokens->tokens->len);

  if (scores.exclusivity <= 0.0 && scores.revenue_share <= 0.0)
    return 0;
  return scores.exclusivity >= scores.revenue_share ? PACT_TOPIC_EXCLUSIVITY
                                                    : PACT_TOPIC_REVENUE_SHARE;
}

/* Explaining */

static int
by_weight (gconstpointer a, gconstpointer b)
{
  double x = fabs (((const PactTopicCue *) a)->weight);
  double y = fabs (((const PactTopicCue *) b)->weight);

  return (x < y) - (x > y);
}

GArray *
pact_classify_explain (const char *text, gssize length, guint n)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (text, length);
  GArray *cues = g_array_new (FALSE, FALSE, sizeof (PactTopicCue));
  PactTopicScores all;
  Words words;

  words_read (tokens, 0, tokens->tokens->len, &words);
  all = words_score (&words);
  for (guint i = 0; i < words.n; i++) {
    const PactWordWeight *weight = g_steal_pointer (&words.word[i].weight);
    PactSpan span = pact_token (tokens, words.word[i].token)->span;
    PactTopicScores without = words_score (&words);
    PactTopicCue cue[2] = {
      { span, PACT_TOPIC_EXCLUSIVITY, all.exclusivity - without.exclusivity },
      { span, PACT_TOPIC_REVENUE_SHARE, all.revenue_share - without.revenue_share },
    };

    words.word[i].weight = weight;
    if (weight != NULL)
      g_array_append_vals (cues, cue, 2);
  }
  g_array_sort (cues, by_weight);
  g_array_set_size (cues, MIN (cues->len, n));
  return cues;
}
