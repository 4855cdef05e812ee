/* Slips of the pen: words whose coming and going no reader weighs, left out where two texts are
 * asked for more than their letters. */
#include "read/slips.h"

enum { SWAPPED_MIN = 6, LOST_MIN = 8 }; /* letters of a word; shorter ones are other words soon */

static bool
is_one_of (const PactTokens *tokens, guint i, const char *const *words)
{
  for (; *words != NULL; words++)
    if (pact_token_is (tokens, i, *words))
      return true;
  return false;
}

/* "agree that you will": it may as well go. */
static bool
is_spare_that (const PactTokens *tokens, guint i)
{
  static const char *const verbs[] = { "acknowledge", "acknowledges", "agree",     "agreed",
                                       "agrees",      "believe",      "confirm",   "confirms",
                                       "ensure",      "ensures",      "represent", "represents",
                                       "said",        "understand",   "warrant",   "warrants", NULL };

  return i > 0 && pact_token_is (tokens, i, "that") && is_one_of (tokens, i - 1, verbs);
}

/* "a another license", "the the license". */
static bool
is_doubled (const PactTokens *tokens, guint i)
{
  static const char *const articles[] = { "a", "an", "the", NULL };
  static const char *const determiners[] = { "a",   "an",  "another", "any", "each", "every", "its",
                                             "our", "the", "their",   "these", "this", "your", NULL };

  return is_one_of (tokens, i, articles) && is_one_of (tokens, i + 1, determiners);
}

/* How many letters two words have in common from the start on, or from the end. */
static guint
common (const char *a, const char *b, guint n, int step)
{
  guint i = 0;

  while (i < n && a[(int) i * step] == b[(int) i * step])
    i++;
  return i;
}

/* "recieve", "responsiblity": two letters swapped, or one lost inside. Words that end otherwise, as
 * licensor and licensee do, are two words. */
static bool
is_misspelt (const PactTokens *a, guint i, const PactTokens *b, guint j)
{
  guint n = pact_token (a, i)->length, m = pact_token (b, j)->length;
  const char *left = pact_token_text (a, i), *right = pact_token_text (b, j);
  guint head, tail;

  if (n > m)
    return is_misspelt (b, j, a, i);
  if (n < SWAPPED_MIN || pact_token (a, i)->kind != PACT_TOKEN_WORD ||
      pact_token (b, j)->kind != PACT_TOKEN_WORD)
    return false;
  head = common (left, right, n, 1);
  tail = common (left + n - 1, right + m - 1, n - MIN (head, n), -1);
  if (m == n)
    return head >= 1 && tail >= 1 && head + tail == n - 2 && left[head] == right[head + 1] &&
           left[head + 1] == right[head];
  return m == n + 1 && m >= LOST_MIN && head >= 2 && tail >= 2 && head + tail == n;
}

static guint
skip (const PactTokens *tokens, guint i)
{
  while (is_spare_that (tokens, i) || is_doubled (tokens, i))
    i++;
  return i;
}

bool
pact_tokens_differ_by_slips (const PactTokens *a, const PactTokens *b)
{
  guint i = skip (a, 0), j = skip (b, 0);

  while (i < a->tokens->len && j < b->tokens->len) {
    if (pact_token (a, i)->key != pact_token (b, j)->key && !is_misspelt (a, i, b, j))
      return false;
    i = skip (a, i + 1);
    j = skip (b, j + 1);
  }
  return i == a->tokens->len && j == b->tokens->len;
}
