/* Fold's reading of marks: what carries meaning becomes a token; footnotes, list marks, emphasis
 * and hints for the mouse go, and points end sentences. */
#include "read/fold-reader.h"

#include "read/spelling.h"

/* A point after these ends no sentence. */
static const char *const abbreviations[] = {
  "approx", "art", "bros", "co",   "corp", "dept", "dr",  "ed", "eg",  "est",
  "fig",    "gen", "ie",   "inc",  "jr",   "llc",  "ltd", "mr", "mrs", "ms",
  "no",     "nos", "plc",  "prof", "rev",  "sec",  "sr",  "st", "vs",
};

/* A parenthesis of these words only is addressed to the mouse. */
static const char *const link_hint_words[] = {
  "a",    "external", "in",  "link", "new",  "open",   "opens",
  "page", "site",     "tab", "the",  "will", "window",
};

static bool
ends_abbreviation (const PactFoldReader *r)
{
  const PactToken *token = pact_fold_last (r);
  char word[8];

  if (token == NULL || token->length >= sizeof word || token->kind != PACT_TOKEN_WORD)
    return false;
  memcpy (word, r->tokens->text->str + token->at, token->length);
  word[token->length] = '\0';
  return (token->length == 1 && (token->flags & PACT_TOKEN_CAPITAL)) ||
         pact_fold_listed (abbreviations, G_N_ELEMENTS (abbreviations), word);
}

/* At a point, exclamation or question mark. */
static void
read_stop (PactFoldReader *r)
{
  gsize ahead = 1;
  bool spaced = false;

  if (pact_fold_peek (r, 0) == '?')
    pact_fold_add_mark (r, '?', r->at);
  if (pact_fold_peek (r, 0) == '.' && ends_abbreviation (r)) {
    r->at++;
    return;
  }
  for (; ahead < 16; ahead++) { /* closing quotes, brackets and footnote marks may come between */
    if (pact_fold_sees (r, ahead, PACT_SPACE))
      spaced = true;
    else if (strchr ("\"')]", pact_fold_peek (r, ahead)) == NULL &&
             !(pact_fold_peek (r, ahead) == '[') &&
             !(pact_fold_sees (r, ahead, PACT_DIGIT) && pact_fold_peek (r, ahead + 1) == ']'))
      break;
  }
  if (pact_fold_peek (r, ahead) == '\0' || pact_fold_sees (r, ahead, PACT_UPPER) ||
      (spaced && (pact_fold_sees (r, ahead, PACT_DIGIT) || pact_fold_peek (r, ahead) == '(')))
    r->sentence = true;
  r->at++;
}

static bool
is_link_hint_word (const PactTokens *tokens, guint i)
{
  for (guint w = 0; w < G_N_ELEMENTS (link_hint_words); w++)
    if (pact_token_is (tokens, i, link_hint_words[w]))
      return true;
  return false;
}

/* A closing parenthesis: "(opens in new window)" is no part of the text. */
static void
read_close (PactFoldReader *r)
{
  guint n = r->tokens->tokens->len, open = n;

  while (open > 0 && is_link_hint_word (r->tokens, open - 1))
    open--;
  r->at++;
  if (open > 0 && n - open >= 2 && pact_token_is (r->tokens, open - 1, "("))
    g_array_set_size (r->tokens->tokens, open - 1);
  else
    pact_fold_add_mark (r, ')', r->at - 1);
}

/* "[1]", "[12]", "[a]" mark a footnote: skipped whole. */
static bool
skip_footnote (PactFoldReader *r)
{
  gsize n = 1;

  while (n <= 3 && pact_fold_sees (r, n, PACT_DIGIT))
    n++;
  if (n == 1 && pact_fold_sees (r, n, PACT_LETTER))
    n++;
  if (n == 1 || pact_fold_peek (r, n) != ']')
    return false;
  r->at += n + 1;
  return true;
}

/* "Rusk 's" and "it 's", apart from their words by a space too many. */
static void
add_apostrophe_s (PactFoldReader *r, gsize start)
{
  const PactToken *before = pact_fold_last (r);
  GString *text = r->tokens->text;
  gsize at = text->len;
  const char *second = "'s";

  if (before != NULL) {
    g_string_append_len (text, text->str + before->at, before->length);
    g_string_append (text, second);
    second = pact_uncontract (text, at);
    g_string_truncate (text, at);
  }
  pact_fold_add_second (r, second, start);
}

/* Single quotes become double ones in pairs; what is left is an apostrophe: a possessive. */
static void
read_single_quote (PactFoldReader *r)
{
  bool before = r->at > 0 &&
                (pact_char_class (r->clean.text->str[r->at - 1]) & (PACT_LETTER | PACT_DIGIT)) != 0;
  bool possessive = (pact_fold_peek (r, 1) == 's' || pact_fold_peek (r, 1) == 'S') &&
                    !pact_fold_sees (r, 2, PACT_LETTER | PACT_DIGIT);
  gsize start = r->at++;

  if (possessive) {
    r->at++;
    add_apostrophe_s (r, start);
  } else if (!before && pact_fold_sees (r, 0, PACT_LETTER | PACT_DIGIT)) {
    r->quoted = true;
    pact_fold_add_mark (r, '"', start);
  } else if (r->quoted) {
    r->quoted = false;
    pact_fold_add_mark (r, '"', start);
  } else {
    pact_fold_add_mark (r, '\'', start);
  }
}

void
pact_fold_read_mark (PactFoldReader *r)
{
  gsize start = r->at;
  char mark = pact_fold_peek (r, 0);

  switch (mark) {
  case '.':
  case '!':
  case '?':
    read_stop (r);
    return;
  case '[':
    if (skip_footnote (r))
      return;
    break;
  case ')':
    read_close (r);
    return;
  case '\'':
    read_single_quote (r);
    return;
  case '-':
    while (pact_fold_peek (r, 0) == '-')
      r->at++;
    if (!pact_fold_last_is (r, "-"))
      pact_fold_add_mark (r, '-', start);
    return;
  case '&':
    r->at++;
    g_string_append (r->tokens->text, "and");
    pact_fold_add_word (r, r->tokens->text->len - 3, start);
    return;
  case '$':
    if (r->previous_end == start && pact_fold_last_is (r, "us"))
      pact_fold_drop_last (r);
    break;
  case '*':
  case '_':
  case '`':
  case '~': /* marks of emphasis */
    r->at++;
    return;
  default:
    break;
  }
  r->at++;
  pact_fold_add_mark (r, mark, start);
}

/* The length of a list's mark at the reader's place: "-", "2. ", "(iv) "; 0 when there is none. */
static gsize
list_mark (const PactFoldReader *r)
{
  const char *text = r->clean.text->str + r->at;
  gsize open = pact_fold_peek (r, 0) == '(' ? 1 : 0, n = open;

  if (pact_fold_peek (r, 0) != '\0' && strchr ("-*+", pact_fold_peek (r, 0)) != NULL)
    return 1;
  while (n - open < 3 && pact_fold_sees (r, n, PACT_DIGIT))
    n++;
  if (n == open)
    n += MAX (strspn (text + n, "ivx"), pact_fold_sees (r, n, PACT_LETTER) ? 1 : 0);
  if (n == open || n - open > 4 || !pact_fold_sees (r, n + 1, PACT_SPACE))
    return 0;
  return pact_fold_peek (r, n) == ')' || (pact_fold_peek (r, n) == '.' && open == 0) ? n + 2 : 0;
}

void
pact_fold_skip_list_marks (PactFoldReader *r)
{
  gsize mark;

  do {
    while (pact_fold_sees (r, 0, PACT_SPACE))
      r->at++;
    mark = list_mark (r);
    r->at += mark;
  } while (mark > 0);
}
