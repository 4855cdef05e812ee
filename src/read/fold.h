/* The reading every comparison starts from: text as tokens with all typography taken out.
 * Two texts with equal tokens are the same to a reader of the printed page. */
#pragma once

#include <stdbool.h>
#include <string.h>

#include "pactwatch/document.h"

typedef enum {
  PACT_TOKEN_WORD,   /* lower case, American spelling, contractions taken apart */
  PACT_TOKEN_NUMBER, /* digits or words, scale applied: "3.8 billion" is 3800000000 */
  PACT_TOKEN_MARK,   /* punctuation that can carry meaning: , ; : ( ) " - / $ % ' and 's */
} PactTokenKind;

typedef enum {
  PACT_TOKEN_CAPITAL = 1 << 0,  /* written with a capital */
  PACT_TOKEN_SHOUTED = 1 << 1,  /* written in capitals throughout */
  PACT_TOKEN_STARTS = 1 << 2,   /* first of a sentence */
  PACT_TOKEN_ATTACHED = 1 << 3, /* no space before it as written */
} PactTokenFlags;

typedef struct {
  PactSpan span; /* as written, in the original text */
  guint32 at;    /* its folded spelling: offset and length in PactTokens.text */
  guint32 length;
  guint32 key;     /* hash of the folded spelling */
  guint8 kind;     /* PactTokenKind */
  guint8 flags;    /* PactTokenFlags */
  double value;    /* of a number */
} PactToken;

typedef struct {
  GString *text; /* folded spellings, end to end */
  GArray *tokens;
} PactTokens;

/* Any bytes are accepted: what is not UTF-8 reads as a space. `length` in bytes, -1 for
 * NUL-terminated. Linear in the length. */
PactTokens *pact_tokens_read (const char *text, gssize length);
void pact_tokens_free (PactTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactTokens, pact_tokens_free)

/* The tokens as one text, which folds to itself. */
char *pact_fold (const char *text, gssize length);

/* Equal tokens; words run together where a space was lost count as equal too. */
bool pact_tokens_same (const PactTokens *a, const PactTokens *b);

static inline const PactToken *
pact_token (const PactTokens *tokens, guint i)
{
  return &g_array_index (tokens->tokens, PactToken, i);
}

/* The spelling of a token: not NUL-terminated. */
static inline const char *
pact_token_text (const PactTokens *tokens, guint i)
{
  return tokens->text->str + pact_token (tokens, i)->at;
}

/* Whether token `i` exists and is spelled so. */
static inline bool
pact_token_is (const PactTokens *tokens, guint i, const char *spelling)
{
  gsize n = strlen (spelling);

  return i < tokens->tokens->len && pact_token (tokens, i)->length == n &&
         memcmp (pact_token_text (tokens, i), spelling, n) == 0;
}

guint32 pact_key (const char *text, gsize length);
