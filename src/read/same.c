/* Whether two texts are the same to a reader of the printed page. */
#include "pactwatch/read.h"
#include "read/fold.h"

static bool
equal_tokens (const PactTokens *a, guint i, const PactTokens *b, guint j)
{
  return pact_token (a, i)->key == pact_token (b, j)->key &&
         pact_token (a, i)->length == pact_token (b, j)->length &&
         memcmp (pact_token_text (a, i), pact_token_text (b, j), pact_token (a, i)->length) == 0;
}

/* Real words that two words make: a lost space there is another wording. */
static const char *const compounds[] = {
  "along",        "already",  "alone",   "altogether", "always", "another", "anyone",
  "anything",     "apart",    "around",  "inside",     "into",   "maybe",   "nobody",
  "nonexclusive", "nothing",  "notable", "nowhere",    "onto",   "outside", "someone",
  "therefore",    "whatever", "within",  "without",
};

static bool
is_compound (const PactTokens *tokens, guint i)
{
  for (guint c = 0; c < G_N_ELEMENTS (compounds); c++)
    if (pact_token_is (tokens, i, compounds[c]))
      return true;
  return false;
}

/* How many words of `b` from `j` on make up word `i` of `a`; 0 when none do. */
static guint
run_together (const PactTokens *a, guint i, const PactTokens *b, guint j)
{
  const PactToken *joined = pact_token (a, i);
  gsize done = 0;
  guint n = 0;

  if (joined->kind != PACT_TOKEN_WORD)
    return 0;
  for (; done < joined->length && j + n < b->tokens->len; n++) {
    const PactToken *part = pact_token (b, j + n);

    if (part->kind != PACT_TOKEN_WORD || done + part->length > joined->length ||
        memcmp (pact_token_text (a, i) + done, pact_token_text (b, j + n), part->length) != 0)
      return 0;
    done += part->length;
  }
  return done == joined->length && !is_compound (a, i) ? n : 0;
}

bool
pact_tokens_same (const PactTokens *a, const PactTokens *b)
{
  guint i = 0, j = 0;

  while (i < a->tokens->len && j < b->tokens->len) {
    guint n;

    if (equal_tokens (a, i, b, j)) {
      i++, j++;
    } else if ((n = run_together (a, i, b, j)) > 0) {
      i++, j += n;
    } else if ((n = run_together (b, j, a, i)) > 0) {
      i += n, j++;
    } else {
      return false;
    }
  }
  return i == a->tokens->len && j == b->tokens->len;
}

bool
pact_same (const char *a, const char *b)
{
  g_autoptr (PactTokens) a_tokens = pact_tokens_read (a, -1);
  g_autoptr (PactTokens) b_tokens = pact_tokens_read (b, -1);

  return pact_tokens_same (a_tokens, b_tokens);
}
