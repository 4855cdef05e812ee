/* Slips of the pen: words whose coming and going no reader weighs, left out where two texts are
 * asked for more than their letters. */
#include "read/slips.h"

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
    if (pact_token (a, i)->key != pact_token (b, j)->key)
      return false;
    i = skip (a, i + 1);
    j = skip (b, j + 1);
  }
  return i == a->tokens->len && j == b->tokens->len;
}
