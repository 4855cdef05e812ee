/* Hyphens at line ends. What the text says in another place decides; else a hyphen stays behind
 * what forms compounds, for "nonexclusive" and "revenuesharing" are words that nobody wrote. */
#include "read/mend.h"

#include <stdbool.h>
#include <string.h>

#define SOFT_HYPHEN "\xc2\xad"

/* First parts of compounds that are written with a hyphen. */
static const char *const first_parts[] = {
  "all",   "anti",    "arms",  "best",  "co",      "cross",  "eighty", "end",    "ex",
  "fifty", "first",   "five",  "forty", "four",    "full",   "high",   "in",     "inter",
  "joint", "long",    "low",   "mid",   "multi",   "ninety", "non",    "off",    "on",
  "one",   "open",    "part",  "per",   "post",    "pre",    "pro",    "profit", "rate",
  "real",  "revenue", "right", "risk",  "royalty", "second", "self",   "semi",   "seventy",
  "short", "single",  "six",   "sixty", "sole",    "sub",    "ten",    "third",  "thirty",
  "three", "twenty",  "two",   "well",  "world",   "year",   NULL,
};

struct PactMend {
  GHashTable *words; /* lower case, with their inner hyphens */
};

PactMend *
pact_mend_new (void)
{
  PactMend *mend = g_new0 (PactMend, 1);

  mend->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return mend;
}

void
pact_mend_free (PactMend *mend)
{
  if (mend == NULL)
    return;
  g_hash_table_unref (mend->words);
  g_free (mend);
}

static bool
is_letter (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

static gsize
word_length (const char *text)
{
  gsize n = 0;

  while (is_letter (text[n]) || (n > 0 && text[n] == '-'))
    n++;
  return n;
}

void
pact_mend_learn (PactMend *mend, const char *line)
{
  for (const char *at = line; *at != '\0';) {
    gsize n = word_length (at);

    if (n > 0 && at[n - 1] != '-')
      g_hash_table_add (mend->words, g_utf8_strdown (at, (gssize) n));
    at += MAX (n, 1);
  }
}

static bool
has_word (const PactMend *mend, const char *first, const char *rest)
{
  g_autofree char *word = g_strconcat (first, rest, NULL);

  return g_hash_table_contains (mend->words, word);
}

/* Whether the hyphen between the two is part of the word. */
static bool
is_compound (const PactMend *mend, const char *first, const char *second)
{
  g_autofree char *hyphenated = g_strconcat (first, "-", second, NULL);

  if (has_word (mend, first, second))
    return false;
  if (has_word (mend, hyphenated, "") || g_strv_contains (first_parts, first))
    return true;
  return strchr (first, '-') != NULL || (has_word (mend, first, "") && has_word (mend, second, ""));
}

/* The letters before the hyphen that ends the text; of "state-of-" those are "state-of". */
static char *
cut_word (const GString *text, gsize end)
{
  gsize start = end;

  while (start > 0 && (is_letter (text->str[start - 1]) || text->str[start - 1] == '-'))
    start--;
  return g_utf8_strdown (text->str + start, (gssize) (end - start));
}

/* Whether the text ends within a word: with a hyphen right behind a letter. */
static bool
ends_cut (const GString *text)
{
  return text->len >= 2 && text->str[text->len - 1] == '-' && is_letter (text->str[text->len - 2]);
}

void
pact_mend_append (const PactMend *mend, GString *text, gsize start, const char *line)
{
  gsize n = 0;

  if (text->len == start) {
    n = 0; /* nothing before it */
  } else if (g_str_has_suffix (text->str, SOFT_HYPHEN)) {
    g_string_truncate (text, text->len - strlen (SOFT_HYPHEN));
  } else if (!ends_cut (text)) {
    g_string_append_c (text, ' ');
  } else if (g_unichar_islower (g_utf8_get_char (line))) {
    g_autofree char *first = cut_word (text, text->len - 1), *second = NULL;

    n = word_length (line);
    while (n > 0 && line[n - 1] == '-')
      n--;
    second = g_utf8_strdown (line, (gssize) n);
    if (!is_compound (mend, first, second))
      g_string_truncate (text, text->len - 1);
  } /* else "Franco-|Italian", "2026-|2031": the hyphen stays */
  g_string_append (text, line);
}
