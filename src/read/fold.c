/* Second step of fold: plain characters to tokens, in one pass from left to right. What a reader
 * of the printed page would not call a difference is gone after it. */
#include "read/fold.h"

#include "read/clean.h"
#include "read/numeral.h"
#include "read/spelling.h"

enum { LETTER = 1, DIGIT = 2, SPACE = 4, UPPER = 8 };

typedef struct {
  PactClean clean;
  gsize at;           /* in the cleaned text */
  gsize previous_end; /* of the token before */
  PactTokens *tokens;
  GString *word; /* room for the word being read */
  bool sentence; /* the next token starts one */
  bool quoted;   /* inside single quotes */
} Reader;

/* A point after these ends no sentence. */
static const char *const abbreviations[] = {
  "approx", "art", "bros", "co",   "corp", "dept", "dr",  "ed", "eg",  "est",
  "fig",    "gen", "ie",   "inc",  "jr",   "llc",  "ltd", "mr", "mrs", "ms",
  "no",     "nos", "plc",  "prof", "rev",  "sec",  "sr",  "st", "vs",
};

/* After "U.S." only these begin a sentence for sure. */
static const char *const openers[] = {
  "A",  "All", "An",  "As",   "At",  "Both",  "Each", "For",  "If",    "In",    "It", "Neither",
  "No", "On",  "Our", "That", "The", "These", "They", "This", "Those", "Under", "We", "When",
};

/* A parenthesis of these words only is addressed to the mouse. */
static const char *const link_hint_words[] = {
  "a",    "external", "in",  "link", "new",  "open",   "opens",
  "page", "site",     "tab", "the",  "will", "window",
};

guint32
pact_key (const char *text, gsize length)
{
  guint32 key = 2166136261u; /* FNV-1a */

  for (gsize i = 0; i < length; i++)
    key = (key ^ (guchar) text[i]) * 16777619u;
  return key;
}

static inline guint
class_of (char c)
{
  if ((c >= 'a' && c <= 'z') || (guchar) c >= 0x80)
    return LETTER;
  if (c >= 'A' && c <= 'Z')
    return LETTER | UPPER;
  if (c >= '0' && c <= '9')
    return DIGIT;
  return c == ' ' || c == '\n' ? SPACE : 0;
}

/* The character `ahead` places on; NUL past the end. */
static inline char
peek (const Reader *r, gsize ahead)
{
  return r->at + ahead < r->clean.text->len ? r->clean.text->str[r->at + ahead] : '\0';
}

static inline bool
is_at (const Reader *r, gsize ahead, guint classes)
{
  return (class_of (peek (r, ahead)) & classes) != 0;
}

static PactToken *
last (const Reader *r)
{
  GArray *tokens = r->tokens->tokens;

  return tokens->len == 0 ? NULL : &g_array_index (tokens, PactToken, tokens->len - 1);
}

static bool
last_is (const Reader *r, const char *spelling)
{
  return r->tokens->tokens->len > 0 &&
         pact_token_is (r->tokens, r->tokens->tokens->len - 1, spelling);
}

static void
drop_last (Reader *r)
{
  g_array_set_size (r->tokens->tokens, r->tokens->tokens->len - 1);
}

/* Adds a token spelled `text`, written from `start` to the reader's place. */
static void
add (Reader *r, PactTokenKind kind, const char *text, gsize length, gsize start)
{
  const char *written = r->clean.text->str;
  const guint32 *origin = (const guint32 *) (void *) r->clean.origin->data;
  PactToken token = {
    .span = { origin[start], origin[r->at] },
    .at = (guint32) r->tokens->text->len,
    .length = (guint32) length,
    .key = pact_key (text, length),
    .kind = (guint8) kind,
    .value = kind == PACT_TOKEN_NUMBER ? g_ascii_strtod (text, NULL) : 0,
  };

  g_string_append_len (r->tokens->text, text, (gssize) length);
  if (start == r->previous_end)
    token.flags |= PACT_TOKEN_ATTACHED;
  if (class_of (written[start]) & UPPER)
    token.flags |= PACT_TOKEN_CAPITAL;
  if (r->at - start > 1 && (class_of (written[start]) & class_of (written[r->at - 1]) & UPPER))
    token.flags |= PACT_TOKEN_SHOUTED;
  if (r->sentence && strchr ("'\")", text[0]) == NULL) {
    token.flags |= PACT_TOKEN_STARTS;
    r->sentence = false;
  }
  r->previous_end = r->at;
  g_array_append_val (r->tokens->tokens, token);
}

static void
add_mark (Reader *r, char mark, gsize start)
{
  if (r->tokens->tokens->len == 0 && (mark == '-' || mark == '+'))
    return; /* a list's mark, behind something dropped */
  add (r, PACT_TOKEN_MARK, &mark, 1, start);
}

static void
add_word (Reader *r, const char *word, gsize length, gsize start)
{
  bool joins =
      (length == 3 && memcmp (word, "and", 3) == 0) || (length == 2 && memcmp (word, "or", 2) == 0);

  while (joins && last_is (r, ",")) /* the Oxford comma, and its like */
    drop_last (r);
  if (length == 4 && memcmp (word, "cent", 4) == 0 && last_is (r, "per")) {
    drop_last (r);
    add_mark (r, '%', start);
    return;
  }
  if (length == 7 && memcmp (word, "percent", 7) == 0)
    add_mark (r, '%', start);
  else
    add (r, PACT_TOKEN_WORD, word, length, start);
}

static bool
listed (const char *const *list, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (list[i], word))
      return true;
  return false;
}

/* "U.S." and "e.g." lose their points. */
static bool
read_dotted (Reader *r)
{
  gsize start = r->at, n = 0;
  char word[16];

  if (!is_at (r, 0, LETTER) || peek (r, 1) != '.' || !is_at (r, 2, LETTER) ||
      is_at (r, 3, LETTER | DIGIT))
    return false;
  while (n < sizeof word && is_at (r, 0, LETTER) && !is_at (r, 1, LETTER | DIGIT)) {
    word[n++] = g_ascii_tolower (peek (r, 0));
    r->at += peek (r, 1) == '.' ? 2 : 1;
    if (r->clean.text->str[r->at - 1] != '.')
      break;
  }
  add_word (r, word, n, start);
  if (is_at (r, 0, SPACE) && is_at (r, 1, UPPER)) {
    char next[10] = "";

    for (gsize i = 0; i < sizeof next - 1 && is_at (r, 1 + i, LETTER); i++)
      next[i] = peek (r, 1 + i);
    r->sentence = listed (openers, G_N_ELEMENTS (openers), next);
  }
  return true;
}

static void
read_word (Reader *r)
{
  gsize start = r->at;
  bool apostrophe = false;
  const char *second;

  for (;
       is_at (r, 0, LETTER | DIGIT) || (peek (r, 0) == '\'' && !apostrophe && is_at (r, 1, LETTER));
       r->at++)
    apostrophe |= peek (r, 0) == '\'';
  g_string_truncate (r->word, 0);
  g_string_append_len (r->word, r->clean.text->str + start, (gssize) (r->at - start));
  for (gsize i = 0; i < r->word->len; i++)
    r->word->str[i] |= class_of (r->word->str[i]) & UPPER ? 0x20 : 0;
  if (!apostrophe && !g_str_equal (r->word->str, "cannot")) {
    pact_spell (r->word);
    add_word (r, r->word->str, r->word->len, start);
    return;
  }
  second = pact_uncontract (r->word);
  while (g_str_has_suffix (r->word->str, "'"))
    g_string_truncate (r->word, r->word->len - 1);
  pact_spell (r->word);
  if (r->word->len > 0) /* not a stray "n't" */
    add_word (r, r->word->str, r->word->len, start);
  if (second != NULL)
    add (r, second[0] == '\'' ? PACT_TOKEN_MARK : PACT_TOKEN_WORD, second, strlen (second), start);
}

/* Digits with thousands commas and a decimal point; letters after them start a new token. */
static void
read_number (Reader *r)
{
  gsize start = r->at;

  g_string_truncate (r->word, 0);
  for (;; r->at++) {
    bool group = peek (r, 0) == ',' && is_at (r, 1, DIGIT) && is_at (r, 2, DIGIT) &&
                 is_at (r, 3, DIGIT) && !is_at (r, 4, DIGIT);
    bool point = peek (r, 0) == '.' && is_at (r, 1, DIGIT) &&
                 memchr (r->word->str, '.', r->word->len) == NULL;

    if (is_at (r, 0, DIGIT) || point)
      g_string_append_c (r->word, peek (r, 0));
    else if (!group)
      break;
  }
  add (r, PACT_TOKEN_NUMBER, r->word->str, r->word->len, start);
}

static bool
ends_abbreviation (const Reader *r)
{
  const PactToken *token = last (r);
  char word[8];

  if (token == NULL || token->length >= sizeof word || token->kind != PACT_TOKEN_WORD)
    return false;
  memcpy (word, r->tokens->text->str + token->at, token->length);
  word[token->length] = '\0';
  return (token->length == 1 && (token->flags & PACT_TOKEN_CAPITAL)) ||
         listed (abbreviations, G_N_ELEMENTS (abbreviations), word);
}

/* At a point, exclamation or question mark. */
static void
read_stop (Reader *r)
{
  gsize ahead = 1;
  bool spaced = false;

  if (peek (r, 0) == '?')
    add_mark (r, '?', r->at);
  if (peek (r, 0) == '.' && ends_abbreviation (r)) {
    r->at++;
    return;
  }
  for (; ahead < 16; ahead++) { /* closing quotes, brackets and footnote marks may come between */
    if (is_at (r, ahead, SPACE))
      spaced = true;
    else if (strchr ("\"')]", peek (r, ahead)) == NULL && !(peek (r, ahead) == '[') &&
             !(is_at (r, ahead, DIGIT) && peek (r, ahead + 1) == ']'))
      break;
  }
  if (peek (r, ahead) == '\0' || is_at (r, ahead, UPPER) ||
      (spaced && (is_at (r, ahead, DIGIT) || peek (r, ahead) == '(')))
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
read_close (Reader *r)
{
  guint n = r->tokens->tokens->len, open = n;

  while (open > 0 && is_link_hint_word (r->tokens, open - 1))
    open--;
  r->at++;
  if (open > 0 && n - open >= 2 && pact_token_is (r->tokens, open - 1, "("))
    g_array_set_size (r->tokens->tokens, open - 1);
  else
    add_mark (r, ')', r->at - 1);
}

/* "[1]", "[12]", "[a]" mark a footnote: skipped whole. */
static bool
skip_footnote (Reader *r)
{
  gsize n = 1;

  while (n <= 3 && is_at (r, n, DIGIT))
    n++;
  if (n == 1 && is_at (r, n, LETTER))
    n++;
  if (n == 1 || peek (r, n) != ']')
    return false;
  r->at += n + 1;
  return true;
}

/* "Rusk 's" and "it 's", apart from their words by a space too many. */
static void
add_apostrophe_s (Reader *r, gsize start)
{
  const PactToken *before = last (r);
  const char *second = "'s";

  if (before != NULL) {
    g_string_truncate (r->word, 0);
    g_string_append_len (r->word, r->tokens->text->str + before->at, before->length);
    g_string_append (r->word, second);
    second = pact_uncontract (r->word);
  }
  add (r, second[0] == '\'' ? PACT_TOKEN_MARK : PACT_TOKEN_WORD, second, strlen (second), start);
}

/* Single quotes become double ones in pairs; what is left is an apostrophe: a possessive. */
static void
read_single_quote (Reader *r)
{
  bool before = r->at > 0 && (class_of (r->clean.text->str[r->at - 1]) & (LETTER | DIGIT)) != 0;
  bool possessive = (peek (r, 1) == 's' || peek (r, 1) == 'S') && !is_at (r, 2, LETTER | DIGIT);
  gsize start = r->at++;

  if (possessive) {
    r->at++;
    add_apostrophe_s (r, start);
  } else if (!before && is_at (r, 0, LETTER | DIGIT)) {
    r->quoted = true;
    add_mark (r, '"', start);
  } else if (r->quoted) {
    r->quoted = false;
    add_mark (r, '"', start);
  } else {
    add_mark (r, '\'', start);
  }
}

static void
read_mark (Reader *r)
{
  gsize start = r->at;
  char mark = peek (r, 0);

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
    while (peek (r, 0) == '-')
      r->at++;
    if (!last_is (r, "-"))
      add_mark (r, '-', start);
    return;
  case '&':
    r->at++;
    add_word (r, "and", 3, start);
    return;
  case '$':
    if (r->previous_end == start && last_is (r, "us"))
      drop_last (r);
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
  add_mark (r, mark, start);
}

/* The length of a list's mark at the reader's place: "-", "2. ", "(iv) "; 0 when there is none. */
static gsize
list_mark (const Reader *r)
{
  const char *text = r->clean.text->str + r->at;
  gsize open = peek (r, 0) == '(' ? 1 : 0, n = open;

  if (peek (r, 0) != '\0' && strchr ("-*+", peek (r, 0)) != NULL)
    return 1;
  while (n - open < 3 && is_at (r, n, DIGIT))
    n++;
  if (n == open)
    n += MAX (strspn (text + n, "ivx"), is_at (r, n, LETTER) ? 1 : 0);
  if (n == open || n - open > 4 || !is_at (r, n + 1, SPACE))
    return 0;
  return peek (r, n) == ')' || (peek (r, n) == '.' && open == 0) ? n + 2 : 0;
}

/* Marks before the first word are the list's, not the sentence's. */
static void
skip_list_marks (Reader *r)
{
  gsize mark;

  do {
    while (is_at (r, 0, SPACE))
      r->at++;
    mark = list_mark (r);
    r->at += mark;
  } while (mark > 0);
}

static void
read_one (Reader *r)
{
  if (is_at (r, 0, SPACE)) {
    if (peek (r, 0) == '\n' && peek (r, 1) == '\n')
      r->sentence = true;
    r->at++;
  } else if (is_at (r, 0, LETTER)) {
    if (!read_dotted (r))
      read_word (r);
  } else if (is_at (r, 0, DIGIT)) {
    read_number (r);
  } else {
    read_mark (r);
  }
}

PactTokens *
pact_tokens_read (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  Reader r = { .word = g_string_sized_new (32),
               .sentence = true,
               .tokens = g_new0 (PactTokens, 1) };

  r.tokens->text = g_string_sized_new (n + 1);
  r.tokens->tokens = g_array_sized_new (FALSE, FALSE, sizeof (PactToken), (guint) (n / 5 + 4));
  r.previous_end = G_MAXSIZE;
  pact_clean_init (&r.clean, text, n);
  skip_list_marks (&r);
  while (r.at < r.clean.text->len)
    read_one (&r);
  pact_numerals_join (r.tokens);
  pact_clean_clear (&r.clean);
  g_string_free (r.word, TRUE);
  return r.tokens;
}

void
pact_tokens_free (PactTokens *tokens)
{
  if (tokens == NULL)
    return;
  g_string_free (tokens->text, TRUE);
  g_array_unref (tokens->tokens);
  g_free (tokens);
}

char *
pact_fold (const char *text, gssize length)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (text, length);
  GString *folded = g_string_sized_new (tokens->text->len);

  for (guint i = 0; i < tokens->tokens->len; i++) {
    const char *spelling = pact_token_text (tokens, i);
    bool attached = spelling[0] == '\'' && i > 0 && pact_token_text (tokens, i - 1)[0] != '\'';

    if (i > 0 && !attached)
      g_string_append_c (folded, ' ');
    g_string_append_len (folded, spelling, pact_token (tokens, i)->length);
  }
  return g_string_free (folded, FALSE);
}
