/* Numerals: the words for numbers, and the grammar that joins them. */
#include "read/numeral.h"

#include <math.h>
#include <string.h>

typedef enum { NONE, UNIT, TEEN, TENS, HUNDRED, SCALE } Rank;

typedef struct {
  guint8 rank, n; /* `n`: letters of the word */
  double value;
  char word[10];
} Numeral;

#define NUMERAL(rank, value, word)                                                                 \
  {                                                                                                \
    rank, sizeof word - 1, value, word                                                             \
  }

static const Numeral no_numeral = { NONE, 0, 0, "" };

/* By first letter. */
static const Numeral numerals[26][11] = {
  ['b' - 'a'] = { NUMERAL (SCALE, 1e9, "billion"), NUMERAL (SCALE, 1e9, "bn"),
                  NUMERAL (SCALE, 1e9, "b") },
  ['e' - 'a'] = { NUMERAL (UNIT, 8, "eight"), NUMERAL (TEEN, 11, "eleven"),
                  NUMERAL (TEEN, 18, "eighteen"), NUMERAL (TENS, 80, "eighty") },
  ['f' - 'a'] = { NUMERAL (UNIT, 4, "four"), NUMERAL (UNIT, 5, "five"),
                  NUMERAL (TEEN, 14, "fourteen"), NUMERAL (TEEN, 15, "fifteen"),
                  NUMERAL (TENS, 40, "forty"), NUMERAL (TENS, 50, "fifty") },
  ['h' - 'a'] = { NUMERAL (HUNDRED, 100, "hundred") },
  ['k' - 'a'] = { NUMERAL (SCALE, 1e3, "k") },
  ['m' - 'a'] = { NUMERAL (SCALE, 1e6, "million"), NUMERAL (SCALE, 1e6, "mn"),
                  NUMERAL (SCALE, 1e6, "m") },
  ['n' - 'a'] = { NUMERAL (UNIT, 9, "nine"), NUMERAL (TEEN, 19, "nineteen"),
                  NUMERAL (TENS, 90, "ninety") },
  ['o' - 'a'] = { NUMERAL (UNIT, 1, "one") },
  ['s' - 'a'] = { NUMERAL (UNIT, 6, "six"), NUMERAL (UNIT, 7, "seven"),
                  NUMERAL (TEEN, 16, "sixteen"), NUMERAL (TEEN, 17, "seventeen"),
                  NUMERAL (TENS, 60, "sixty"), NUMERAL (TENS, 70, "seventy") },
  ['t' - 'a'] = { NUMERAL (UNIT, 2, "two"), NUMERAL (UNIT, 3, "three"), NUMERAL (TEEN, 10, "ten"),
                  NUMERAL (TEEN, 12, "twelve"), NUMERAL (TEEN, 13, "thirteen"),
                  NUMERAL (TENS, 20, "twenty"), NUMERAL (TENS, 30, "thirty"),
                  NUMERAL (SCALE, 1e3, "thousand"), NUMERAL (SCALE, 1e12, "trillion"),
                  NUMERAL (SCALE, 1e12, "tn") },
  ['z' - 'a'] = { NUMERAL (TEEN, 0, "zero") },
};

static const double LARGEST = 1e15; /* more digits than that are an identifier */

static const Numeral *
numeral_at (const PactTokens *tokens, guint i)
{
  char first = i < tokens->tokens->len ? pact_token_text (tokens, i)[0] : '\0';

  if (first < 'a' || first > 'z' || pact_token (tokens, i)->kind != PACT_TOKEN_WORD)
    return &no_numeral;
  for (const Numeral *numeral = numerals[first - 'a']; numeral->n > 0; numeral++)
    if (numeral->n == pact_token (tokens, i)->length && pact_token_is (tokens, i, numeral->word))
      return numeral;
  return &no_numeral;
}

/* What a scale word at token `i` multiplies by; 0 when it is none. A letter alone counts only where
 * it touches digits: "40k", and "$5m" where money is meant. */
static double
scale_at (const PactTokens *tokens, guint i)
{
  const Numeral *scale = numeral_at (tokens, i);

  if (scale->rank != SCALE && scale->rank != HUNDRED)
    return 0;
  if (pact_token (tokens, i)->length == 1 &&
      (!(pact_token (tokens, i)->flags & PACT_TOKEN_ATTACHED) ||
       !(pact_token_is (tokens, i, "k") || (i >= 2 && pact_token_is (tokens, i - 2, "$")))))
    return 0;
  return scale->value;
}

/* Whether a numeral of `rank` may follow one of rank `last` within a number. */
static bool
may_follow (Rank rank, Rank last)
{
  switch (rank) {
  case UNIT:
    return last != UNIT && last != TEEN;
  case TEEN:
  case TENS:
    return last == NONE || last == HUNDRED || last == SCALE;
  case HUNDRED:
    return last == UNIT || last == TEEN || last == TENS;
  default:
    return rank == SCALE && last != SCALE;
  }
}

/* How many tokens from `i` on are one number in words, and its value; 0 when none starts here. */
static guint
words_at (const PactTokens *tokens, guint i, double *ret_value)
{
  double total = 0, group = 0;
  Rank last = NONE;
  guint n = 0;

  for (;;) {
    bool joined = last != NONE &&
                  (pact_token_is (tokens, i + n, "-") ||
                   ((last == HUNDRED || last == SCALE) && pact_token_is (tokens, i + n, "and")));
    guint at = i + n + joined;
    const Numeral *numeral = numeral_at (tokens, at);

    if (!may_follow ((Rank) numeral->rank, last) ||
        pact_token (tokens, at)->length < (last == NONE ? 3 : 2))
      break;
    if (numeral->rank == HUNDRED) {
      group *= 100;
    } else if (numeral->rank == SCALE) {
      total += (last == NONE ? 1 : group) * numeral->value; /* "the first million" */
      group = 0;
    } else {
      group += numeral->value;
    }
    last = (Rank) numeral->rank;
    n += 1 + joined;
  }
  *ret_value = total + group;
  return n;
}

/* The same for a number in digits or words with the scales after it. */
static guint
number_at (const PactTokens *tokens, guint i, double *ret_value)
{
  bool digits = pact_token (tokens, i)->kind == PACT_TOKEN_NUMBER;
  double value = pact_token (tokens, i)->value, scale;
  guint n = digits ? 1 : words_at (tokens, i, &value);

  while (n > 0 && (scale = scale_at (tokens, i + n)) > 0 && value * scale < LARGEST) {
    value *= scale;
    n++;
  }
  if (n > 0 && pact_token_is (tokens, i + n, "and") && pact_token_is (tokens, i + n + 1, "a") &&
      pact_token_is (tokens, i + n + 2, "half")) { /* "two and a half" */
    value += 0.5;
    n += 3;
  }
  *ret_value = value;
  return n;
}

/* Most words do not: told at a glance. */
static bool
starts_number (const PactTokens *tokens, guint i)
{
  return pact_token (tokens, i)->kind == PACT_TOKEN_NUMBER || numeral_at (tokens, i)->rank != NONE;
}

/* Spells `token` by its value. */
static void
respell (PactTokens *tokens, PactToken *token)
{
  char digits[32];

  if (token->kind == PACT_TOKEN_NUMBER && (token->length > 15 || fabs (token->value) >= LARGEST))
    return;              /* an identifier, not an amount: as written */
  if (token->value == 1) /* stays a word: a pronoun and a count look alike */
    g_strlcpy (digits, "one", sizeof digits);
  else if (token->value == floor (token->value))
    g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, (gint64) token->value);
  else
    g_ascii_formatd (digits, sizeof digits, "%.10g", token->value);
  token->at = (guint32) tokens->text->len;
  token->length = (guint32) strlen (digits);
  token->key = pact_key (digits, token->length);
  token->kind = PACT_TOKEN_NUMBER;
  g_string_append_len (tokens->text, digits, token->length);
}

void
pact_numerals_join (PactTokens *tokens)
{
  PactToken *to = (PactToken *) (void *) tokens->tokens->data;
  guint kept = 0;

  for (guint i = 0; i < tokens->tokens->len;) {
    double value = 0;
    guint n = starts_number (tokens, i) ? number_at (tokens, i, &value) : 0;
    PactToken token = *pact_token (tokens, i);

    if (n > 0) {
      token.value = value;
      token.span.end = pact_token (tokens, i + n - 1)->span.end;
      respell (tokens, &token);
    }
    to[kept++] = token;
    i += MAX (n, 1);
  }
  g_array_set_size (tokens->tokens, kept);
}
