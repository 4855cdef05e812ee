/* The place in a text that fold has read to, and the tokens so far. Shared by the files that read
 * words and figures (fold.c) and marks (fold-marks.c). */
#pragma once

#include "read/clean.h"
#include "read/fold.h"

typedef struct {
  PactClean clean;
  gsize at;           /* in the cleaned text */
  gsize previous_end; /* of the token before */
  PactTokens *tokens;
  bool sentence; /* the next token starts one */
  bool quoted;   /* inside single quotes */
} PactFoldReader;

typedef enum { PACT_LETTER = 1, PACT_DIGIT = 2, PACT_SPACE = 4, PACT_UPPER = 8 } PactCharClass;

static inline guint
pact_char_class (char c)
{
  if ((c >= 'a' && c <= 'z') || (guchar) c >= 0x80)
    return PACT_LETTER;
  if (c >= 'A' && c <= 'Z')
    return PACT_LETTER | PACT_UPPER;
  if (c >= '0' && c <= '9')
    return PACT_DIGIT;
  return c == ' ' || c == '\n' ? PACT_SPACE : 0;
}

/* The character `ahead` places on; NUL past the end. */
static inline char
pact_fold_peek (const PactFoldReader *r, gsize ahead)
{
  return r->at + ahead < r->clean.text->len ? r->clean.text->str[r->at + ahead] : '\0';
}

static inline bool
pact_fold_sees (const PactFoldReader *r, gsize ahead, guint classes)
{
  return (pact_char_class (pact_fold_peek (r, ahead)) & classes) != 0;
}

/* NULL before the first token. */
static inline PactToken *
pact_fold_last (const PactFoldReader *r)
{
  GArray *tokens = r->tokens->tokens;

  return tokens->len == 0 ? NULL : &g_array_index (tokens, PactToken, tokens->len - 1);
}

static inline bool
pact_fold_last_is (const PactFoldReader *r, const char *spelling)
{
  return r->tokens->tokens->len > 0 &&
         pact_token_is (r->tokens, r->tokens->tokens->len - 1, spelling);
}

static inline void
pact_fold_drop_last (PactFoldReader *r)
{
  g_array_set_size (r->tokens->tokens, r->tokens->tokens->len - 1);
}

/* Adds the token whose spelling stands in the tokens' text from `at` to its end, written from
 * `start` to the reader's place. */
void pact_fold_add (PactFoldReader *r, PactTokenKind kind, gsize at, gsize start);

void pact_fold_add_word (PactFoldReader *r, gsize at, gsize start);
void pact_fold_add_mark (PactFoldReader *r, char mark, gsize start);

/* What a contraction leaves after its first word: a word, or "'s". */
void pact_fold_add_second (PactFoldReader *r, const char *second, gsize start);

bool pact_fold_listed (const char *const *list, guint n, const char *word);

/* Reads the mark at the reader's place. */
void pact_fold_read_mark (PactFoldReader *r);

/* Marks before the first word are the list's, not the sentence's. */
void pact_fold_skip_list_marks (PactFoldReader *r);
