/* Second step of fold: plain characters to tokens, in one pass from left to right. What a reader
 * of the printed page would not call a difference is gone after it. Here words and figures; marks
 * are read in fold-marks.c. */
#include "read/fold-reader.h"

#include "read/numeral.h"
#include "read/spelling.h"

/* After "U.S." only these begin a sentence for sure. */
static const char *const openers[] = {
  "A",  "All", "An",  "As",   "At",  "Both",  "Each", "For",  "If",    "In",    "It", "Neither",
  "No", "On",  "Our", "That", "The", "These", "They", "This", "Those", "Under", "We", "When",
};

enum { DOTTED_MAX = 16 }; /* letters of "U.S." and its like */

guint32
pact_key (const char *text, gsize length)
{
  guint32 key = 2166136261u; /* FNV-1a */

  for (gsize i = 0; i < length; i++)
    key = (key ^ (guchar) text[i]) * 16777619u;
  return key;
}

void
pact_fold_add (PactFoldReader *r, PactTokenKind kind, gsize at, gsize start)
{
  GArray *tokens = r->tokens->tokens;
  const char *written = r->clean.text->str, *spelling = r->tokens->text->str + at;
  const guint32 *origin = (const guint32 *) (void *) r->clean.origin->data;
  PactToken token = {
    .span = { origin[start], origin[r->at] },
    .at = (guint32) at,
    .length = (guint32) (r->tokens->text->len - at),
    .key = pact_key (spelling, r->tokens->text->len - at),
    .kind = (guint8) kind,
    .value = kind == PACT_TOKEN_NUMBER ? g_ascii_strtod (spelling, NULL) : 0,
  };

  if (start == r->previous_end)
    token.flags |= PACT_TOKEN_ATTACHED;
  if (pact_char_class (written[start]) & PACT_UPPER)
    token.flags |= PACT_TOKEN_CAPITAL;
  if (r->at - start > 1 && (token.flags & PACT_TOKEN_CAPITAL) &&
      (pact_char_class (written[r->at - 1]) & PACT_UPPER))
    token.flags |= PACT_TOKEN_SHOUTED;
  if (r->sentence && strchr ("'\")", spelling[0]) == NULL) {
    token.flags |= PACT_TOKEN_STARTS;
    r->sentence = false;
  }
  r->previous_end = r->at;
  g_array_set_size (tokens, tokens->len + 1);
  g_array_index (tokens, PactToken, tokens->len - 1) = token;
}

void
pact_fold_add_mark (PactFoldReader *r, char mark, gsize start)
{
  gsize at = r->tokens->text->len;

  if (r->tokens->tokens->len == 0 && (mark == '-' || mark == '+'))
    return; /* a list's mark, behind something dropped */
  g_string_append_c (r->tokens->text, mark);
  pact_fold_add (r, PACT_TOKEN_MARK, at, start);
}

static void
add_percent (PactFoldReader *r, gsize at, gsize start)
{
  g_string_truncate (r->tokens->text, at);
  pact_fold_add_mark (r, '%', start);
}

void
pact_fold_add_word (PactFoldReader *r, gsize at, gsize start)
{
  const char *word = r->tokens->text->str + at;
  gsize length = r->tokens->text->len - at;
  bool joins =
      (length == 3 && memcmp (word, "and", 3) == 0) || (length == 2 && memcmp (word, "or", 2) == 0);

  while (joins && pact_fold_last_is (r, ",")) /* the Oxford comma, and its like */
    pact_fold_drop_last (r);
  if (length == 4 && memcmp (word, "cent", 4) == 0 && pact_fold_last_is (r, "per")) {
    pact_fold_drop_last (r);
    add_percent (r, at, start);
  } else if (length == 7 && memcmp (word, "percent", 7) == 0) {
    add_percent (r, at, start);
  } else {
    pact_fold_add (r, PACT_TOKEN_WORD, at, start);
  }
}

void
pact_fold_add_second (PactFoldReader *r, const char *second, gsize start)
{
  gsize at = r->tokens->text->len;

  g_string_append (r->tokens->text, second);
  pact_fold_add (r, second[0] == '\'' ? PACT_TOKEN_MARK : PACT_TOKEN_WORD, at, start);
}

bool
pact_fold_listed (const char *const *list, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (list[i][0] == word[0] && g_str_equal (list[i], word))
      return true;
  return false;
}

/* "U.S." and "e.g." lose their points. */
static bool
read_dotted (PactFoldReader *r)
{
  gsize start = r->at, at = r->tokens->text->len;

  if (pact_fold_peek (r, 1) != '.' || !pact_fold_sees (r, 2, PACT_LETTER) ||
      pact_fold_sees (r, 3, PACT_LETTER | PACT_DIGIT))
    return false;
  while (r->tokens->text->len - at < DOTTED_MAX && pact_fold_sees (r, 0, PACT_LETTER) &&
         !pact_fold_sees (r, 1, PACT_LETTER | PACT_DIGIT)) {
    g_string_append_c (r->tokens->text, g_ascii_tolower (pact_fold_peek (r, 0)));
    r->at += pact_fold_peek (r, 1) == '.' ? 2 : 1;
    if (r->clean.text->str[r->at - 1] != '.')
      break;
  }
  pact_fold_add_word (r, at, start);
  if (pact_fold_sees (r, 0, PACT_SPACE) && pact_fold_sees (r, 1, PACT_UPPER)) {
    char next[10] = "";

    for (gsize i = 0; i < sizeof next - 1 && pact_fold_sees (r, 1 + i, PACT_LETTER); i++)
      next[i] = pact_fold_peek (r, 1 + i);
    r->sentence = pact_fold_listed (openers, G_N_ELEMENTS (openers), next);
  }
  return true;
}

static void
append_lower (GString *text, const char *word, gsize n)
{
  gsize at = text->len;
  char *to;

  g_string_set_size (text, at + n);
  to = text->str + at;
  for (gsize i = 0; i < n; i++)
    to[i] = word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 0x20 : word[i];
}

/* How many bytes from `text` on are of a word; `ret_apostrophe` says whether one is inside. */
static gsize
word_length (const char *text, bool *ret_apostrophe)
{
  const char *end = text;

  *ret_apostrophe = false;
  for (;; end++) {
    if (pact_char_class (*end) & (PACT_LETTER | PACT_DIGIT))
      continue;
    if (*end != '\'' || *ret_apostrophe || !(pact_char_class (end[1]) & PACT_LETTER))
      return (gsize) (end - text);
    *ret_apostrophe = true;
  }
}

static void
read_word (PactFoldReader *r)
{
  gsize start = r->at, at = r->tokens->text->len;
  GString *text = r->tokens->text;
  const char *second = NULL;
  bool apostrophe;

  r->at += word_length (r->clean.text->str + start, &apostrophe);
  append_lower (text, r->clean.text->str + start, r->at - start);
  if (apostrophe || (text->len - at == 6 && g_str_equal (text->str + at, "cannot"))) {
    second = pact_uncontract (text, at);
    while (text->len > at && text->str[text->len - 1] == '\'')
      g_string_truncate (text, text->len - 1);
  }
  pact_spell (text, at);
  if (text->len > at) /* not a stray "n't" */
    pact_fold_add_word (r, at, start);
  if (second != NULL)
    pact_fold_add_second (r, second, start);
}

/* Digits with thousands commas and a decimal point; letters after them start a new token. */
static void
read_number (PactFoldReader *r)
{
  gsize start = r->at, at = r->tokens->text->len;
  bool fraction = false;

  for (;; r->at++) {
    bool group = pact_fold_peek (r, 0) == ',' && pact_fold_sees (r, 1, PACT_DIGIT) &&
                 pact_fold_sees (r, 2, PACT_DIGIT) && pact_fold_sees (r, 3, PACT_DIGIT) &&
                 !pact_fold_sees (r, 4, PACT_DIGIT);
    bool point = pact_fold_peek (r, 0) == '.' && pact_fold_sees (r, 1, PACT_DIGIT) && !fraction;

    fraction |= point;
    if (pact_fold_sees (r, 0, PACT_DIGIT) || point)
      g_string_append_c (r->tokens->text, pact_fold_peek (r, 0));
    else if (!group)
      break;
  }
  pact_fold_add (r, PACT_TOKEN_NUMBER, at, start);
}

static void
read_one (PactFoldReader *r)
{
  if (pact_fold_sees (r, 0, PACT_SPACE)) {
    if (pact_fold_peek (r, 0) == '\n' && pact_fold_peek (r, 1) == '\n')
      r->sentence = true;
    r->at++;
  } else if (pact_fold_sees (r, 0, PACT_LETTER)) {
    if (!read_dotted (r))
      read_word (r);
  } else if (pact_fold_sees (r, 0, PACT_DIGIT)) {
    read_number (r);
  } else {
    pact_fold_read_mark (r);
  }
}

PactTokens *
pact_tokens_read (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  PactFoldReader r = { .previous_end = G_MAXSIZE,
                       .sentence = true,
                       .tokens = g_new0 (PactTokens, 1) };

  r.tokens->text = g_string_sized_new (n + 1);
  r.tokens->tokens = g_array_sized_new (FALSE, FALSE, sizeof (PactToken), (guint) (n / 5 + 4));
  pact_clean_init (&r.clean, text, n);
  pact_fold_skip_list_marks (&r);
  while (r.at < r.clean.text->len)
    read_one (&r);
  pact_numerals_join (r.tokens);
  pact_clean_clear (&r.clean);
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
