/* Topics by weighed words. One pass makes tokens with roles; each word, role, pair of roles and
 * cue that occurs counts once, on a unit vector, in weights for contract and for press wording
 * that are mixed by how much the text reads like a contract. classify-train does the same. */
#include "read/classify.h"

#include <math.h>
#include <string.h>

#include "pactwatch/read.h"
#include "read/classify-table.h"

#define TOKENS_MAX 1024 /* words of a text that are looked at: a long contract clause has 500 */
#define STEM_MAX 64
#define PAIR_WINDOW 10
#define LOOK_ALIKE_REACH 4
#define ROLE_SCALE 2.0
#define CUE_SCALE 3.0

typedef struct {
  const PactWordWeight *word; /* NULL for a word without weight */
  PactSpan span;
  bool ends; /* ends a clause: . ; : */
} Token;

typedef struct {
  guint n;
  Token token[TOKENS_MAX];
} Tokens;

/* Reading words */

typedef struct {
  const char *text;
  gsize length, at;
} Reader;

/* The next character in lower case, typography taken out: a space for dashes and quotes, nothing
 * for soft hyphens and zero-width marks; '\0' at the end. */
static char
reader_next (Reader *reader)
{
  while (reader->at < reader->length) {
    const guchar *c = (const guchar *) reader->text + reader->at;
    gsize left = reader->length - reader->at;

    if (c[0] == 0xc2 && left > 1) {
      reader->at += 2;
      if (c[1] != 0xad)
        return ' ';
    } else if (c[0] == 0xe2 && left > 2 && c[1] == 0x80) {
      reader->at += 3;
      if (c[2] == 0x98 || c[2] == 0x99)
        return '\'';
      if (c[2] < 0x8b || c[2] > 0x8f)
        return ' ';
    } else {
      reader->at++;
      return c[0] == '\0' ? ' ' : g_ascii_tolower ((char) c[0]);
    }
  }
  return '\0';
}

static char
reader_peek (const Reader *reader)
{
  Reader ahead = *reader;

  return reader_next (&ahead);
}

static bool
is_letter (char c)
{
  return g_ascii_isalpha (c) || (guchar) c >= 0x80;
}

/* The word that starts with `c`; a word too long for `word` is cut, no weight is for such. */
static guint
read_word (Reader *reader, char c, char word[STEM_MAX])
{
  guint n = 0;
  bool apostrophe = false;

  for (;;) {
    char next = reader_peek (reader);

    if (n < STEM_MAX)
      word[n++] = c;
    if (next == '\'' && !apostrophe) {
      Reader ahead = *reader;

      reader_next (&ahead);
      if (!g_ascii_isalpha (reader_peek (&ahead)))
        return n;
      apostrophe = true;
    } else if (!(apostrophe ? g_ascii_isalpha (next) : is_letter (next))) {
      return n;
    }
    c = reader_next (reader);
  }
}

static bool
ends_in (const char *word, guint n, const char *ending)
{
  gsize length = strlen (ending);

  return n >= length && memcmp (word + n - length, ending, length) == 0;
}

/* Takes common endings off; returns the new length. */
static guint
stem (char *word, guint n)
{
  static const char *const endings[] = { "ing", "ed" };

  if (ends_in (word, n, "'s"))
    n -= 2;
  if (n > 3 && ends_in (word, n, "ies")) {
    word[n - 3] = 'y';
    return n - 2;
  }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    guint length = (guint) strlen (endings[i]);

    if (n > length + 3 && ends_in (word, n, endings[i])) {
      n -= length;
      return word[n - 1] == word[n - 2] && word[n - 1] != 'l' && word[n - 1] != 's' ? n - 1 : n;
    }
  }
  if (n > 3 && word[n - 1] == 's' && word[n - 2] != 's')
    n--;
  return n > 4 && word[n - 1] == 'e' ? n - 1 : n;
}

static const PactWordWeight *
find_word (const char *word, guint n)
{
  static const guint32 mask = PACT_WORD_SLOTS - 1;
  guint32 hash = 0x811c9dc5;

  for (guint i = 0; i < n; i++)
    hash = (hash ^ (guchar) word[i]) * 0x01000193;
  for (guint32 slot = hash & mask; pact_words[slot].hash != 0; slot = (slot + 1) & mask)
    if (pact_words[slot].hash == hash)
      return &pact_words[slot];
  return NULL;
}

static void
tokens_read (const char *text, gssize length, Tokens *tokens)
{
  Reader reader = { text, length < 0 ? strlen (text) : (gsize) length, 0 };
  bool after_non = false;
  char c;

  tokens->n = 0;
  while (tokens->n < TOKENS_MAX && (c = reader_next (&reader)) != '\0') {
    Token token = { .span.start = (guint32) reader.at - 1 };
    char word[STEM_MAX];
    guint n = 1;

    word[0] = c;
    if (is_letter (c)) {
      n = read_word (&reader, c, word);
      if (n == 7 && memcmp (word, "percent", 7) == 0)
        word[0] = '%', n = 1;
      else
        n = stem (word, n);
    } else if (g_ascii_isdigit (c) || c == '*') {
      /* a figure, or the stars that stand for one kept secret */
      const char *more = c == '*' ? "*" : "0123456789,.";

      while ((c = reader_peek (&reader)) != '\0' && strchr (more, c) != NULL)
        reader_next (&reader);
      word[0] = '#';
    } else if (strchr (".;:", c) != NULL) {
      token.ends = true;
    } else if (c != '%') {
      continue;
    }
    token.span.end = (guint32) reader.at;
    if (after_non && n >= 8 && memcmp (word, "exclusiv", 8) == 0) {
      token.span.start = tokens->token[--tokens->n].span.start;
      memmove (word + 3, word, MIN (n, STEM_MAX - 3));
      memcpy (word, "non", 3);
      n = 11;
    }
    after_non = n == 3 && memcmp (word, "non", 3) == 0;
    token.word = token.ends ? NULL : find_word (word, n);
    tokens->token[tokens->n++] = token;
  }
}

/* Weighing */

typedef struct {
  double sum[4], cue_sum[2]; /* as PactTopicWeight; of cues for contracts and press wording */
  double squares, cue_squares;
  double register_sum, register_squares;
  guint8 words_seen[PACT_WORD_SLOTS / 8];
  guint8 pairs_seen[PACT_ROLES_MAX][PACT_ROLES_MAX]; /* a bit for each distance */
  guint32 roles_seen;
} Weighing;

static void
weigh (Weighing *weighing, const gint16 *weight, double scale)
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
  weigh (weighing, word->weight, 1.0);
  weighing->register_sum += word->weight[4];
  weighing->register_squares += 1.0;
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
          weigh (weighing, pact_pair_weights[a][b][distance], ROLE_SCALE);
        }
    }
  }
}

static guint32
roles_at (const Tokens *tokens, guint i)
{
  return tokens->token[i].word != NULL ? tokens->token[i].word->roles : 0;
}

static void
weigh_clause (Weighing *weighing, const Tokens *tokens, guint i)
{
  guint end = MIN (tokens->n, i + 1 + PAIR_WINDOW);

  for (guint j = i + 1; j < end && !tokens->token[j].ends; j++)
    if (roles_at (tokens, j) != 0)
      weigh_pairs (weighing, roles_at (tokens, i), roles_at (tokens, j),
                   j == i + 1 ? 1 : j <= i + 4 ? 2 : 3);
}

/* Where the cue that starts at token `i` ends; `i` itself for one role, tokens->n for no cue. */
static guint
cue_end (const PactCue *cue, const Tokens *tokens, guint i)
{
  guint end = MIN (tokens->n, i + 1 + cue->within);

  if (!(roles_at (tokens, i) & 1u << cue->first))
    return tokens->n;
  if (cue->second < 0)
    return i;
  for (guint j = i + 1; j < end && !tokens->token[j].ends; j++)
    if (roles_at (tokens, j) & 1u << cue->second)
      return j;
  return tokens->n;
}

static bool
cue_turned (const PactCue *cue, const Tokens *tokens, guint from, guint to)
{
  guint end = MIN (tokens->n, to + LOOK_ALIKE_REACH + 1);

  if (cue->unless >= 0)
    for (guint k = from > LOOK_ALIKE_REACH ? from - LOOK_ALIKE_REACH : 0; k < end; k++)
      if (roles_at (tokens, k) & 1u << cue->unless)
        return true;
  return false;
}

static void
weigh_cue (Weighing *weighing, const PactCue *cue, const Tokens *tokens)
{
  bool seen[2] = { false, false };

  if (!(weighing->roles_seen & 1u << cue->first))
    return;
  for (guint i = 0; i < tokens->n; i++) {
    guint end = cue_end (cue, tokens, i);
    bool turned = end < tokens->n && cue_turned (cue, tokens, i, end);

    if (end == tokens->n || seen[turned])
      continue;
    seen[turned] = true;
    for (guint kind = 0; kind < 2; kind++)
      weighing->cue_sum[kind] += CUE_SCALE * (turned ? cue->turned : cue->clear)[kind];
    weighing->cue_squares += CUE_SCALE * CUE_SCALE;
  }
}

static double
on_unit_vector (double sum, double squares)
{
  return squares > 0.0 ? sum / sqrt (squares) : 0.0;
}

static PactTopicScores
tokens_score (const Tokens *tokens)
{
  Weighing weighing = { 0 };
  double contract, score[2];

  for (guint i = 0; i < tokens->n; i++) {
    if (tokens->token[i].word == NULL)
      continue;
    weigh_word (&weighing, tokens->token[i].word);
    if (roles_at (tokens, i) != 0)
      weigh_clause (&weighing, tokens, i);
  }
  for (guint c = 0; c < pact_n_cues; c++)
    weigh_cue (&weighing, &pact_cues[c], tokens);

  contract = on_unit_vector (weighing.register_sum, weighing.register_squares);
  contract = 1.0 / (1.0 + exp (-(contract + pact_register_bias) / 1000.0));
  for (guint topic = 0; topic < 2; topic++) {
    bool cues = topic == 0; /* all cues are of exclusivity so far */
    double squares = weighing.squares + (cues ? weighing.cue_squares : 0.0), kind[2];

    for (guint k = 0; k < 2; k++)
      kind[k] = on_unit_vector (weighing.sum[2 * k + topic] + (cues ? weighing.cue_sum[k] : 0.0),
                                squares) +
                pact_topic_bias[2 * k + topic];
    score[topic] = (contract * kind[0] + (1.0 - contract) * kind[1]) / 1000.0;
  }
  return (PactTopicScores){ score[0], score[1] };
}

PactTopicScores
pact_classify_scores (const char *text, gssize length)
{
  Tokens tokens;

  tokens_read (text, length, &tokens);
  return tokens_score (&tokens);
}

PactTopics
pact_classify (const char *text, gssize length)
{
  PactTopicScores scores = pact_classify_scores (text, length);

  return (scores.exclusivity > 0.0 ? PACT_TOPIC_EXCLUSIVITY : 0u) |
         (scores.revenue_share > 0.0 ? PACT_TOPIC_REVENUE_SHARE : 0u);
}

PactTopic
pact_classify_leading (const char *text, gssize length)
{
  PactTopicScores scores = pact_classify_scores (text, length);

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
  GArray *cues = g_array_new (FALSE, FALSE, sizeof (PactTopicCue));
  Tokens tokens;
  PactTopicScores all;

  tokens_read (text, length, &tokens);
  all = tokens_score (&tokens);
  for (guint i = 0; i < tokens.n; i++) {
    const PactWordWeight *word = g_steal_pointer (&tokens.token[i].word);
    PactTopicScores without = tokens_score (&tokens);
    PactTopicCue cue[2] = {
      { tokens.token[i].span, PACT_TOPIC_EXCLUSIVITY, all.exclusivity - without.exclusivity },
      { tokens.token[i].span, PACT_TOPIC_REVENUE_SHARE, all.revenue_share - without.revenue_share },
    };

    tokens.token[i].word = word;
    if (word != NULL)
      g_array_append_vals (cues, cue, 2);
  }
  g_array_sort (cues, by_weight);
  g_array_set_size (cues, MIN (cues->len, n));
  return cues;
}
