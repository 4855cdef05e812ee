/* Phrases in folded words, and whether they are denied in their clause. */
#include "read/phrases.h"

#include <glib.h>
#include <string.h>

/* Bytes of the word at `at` when it is `word` (`length` bytes) or, if `open`, that with an ending;
 * 0 when it is another. */
static gsize
match_word (const char *at, const char *word, gsize length, bool open)
{
  static const char *const endings[] = { "",    "s",   "es", "ed",  "d",   "ing",
                                         "ies", "ied", "ys", "yed", "ying" };
  char last = word[length - 1];
  gsize n = strcspn (at, " "), stem = length - (open && (last == 'e' || last == 'y'));

  if (strncmp (at, word, length) == 0 &&
      (n == length || (n == length + 2 && strncmp (at + length, "'s", 2) == 0)))
    return n;
  if (!open || n < stem || strncmp (at, word, stem) != 0)
    return 0;
  if (stem == length && n > length && at[length] == last)
    stem++; /* "drop", "dropped" */
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strlen (endings[i]) == n - stem && strncmp (at + stem, endings[i], n - stem) == 0)
      return n;
  return 0;
}

/* Bytes of the phrase at `at` when it is `phrase` (`length` bytes): "~" before it lets its first
 * word take endings. 0 when it is another. */
static gsize
match_phrase (const char *at, const char *phrase, gsize length)
{
  bool open = phrase[0] == '~';
  gsize first, n, rest;

  phrase += open;
  length -= open;
  first = MIN (strcspn (phrase, " "), length);
  n = match_word (at, phrase, first, open);
  rest = length - first;
  if (n == 0 || strncmp (at + n, phrase + first, rest) != 0)
    return 0;
  return at[n + rest] == ' ' || at[n + rest] == '\0' ? n + rest : 0;
}

bool
pact_phrase_at (const char *at, const char *phrases)
{
  for (const char *phrase = phrases; *phrase != '\0';) {
    gsize length = strcspn (phrase, "|");

    if (match_phrase (at, phrase, length) > 0)
      return true;
    phrase += length + (phrase[length] == '|');
  }
  return false;
}

enum { PHRASES_MAX = 255 }; /* what is listed beyond them is not found */

/* A list of phrases by the letter they begin with. */
typedef struct {
  const char *phrase[PHRASES_MAX + 1]; /* from 1 */
  guint8 length[PHRASES_MAX + 1], next[PHRASES_MAX + 1];
  guint8 first[G_MAXUINT8 + 1]; /* letter -> phrase, 0 for none */
} Index;

static void
index_phrases (Index *index, const char *phrases)
{
  guint n = 0;

  memset (index->first, 0, sizeof index->first);
  for (const char *phrase = phrases; *phrase != '\0' && n < PHRASES_MAX;) {
    gsize length = strcspn (phrase, "|");
    guint8 letter = (guint8) phrase[phrase[0] == '~'];

    n++;
    index->phrase[n] = phrase;
    index->length[n] = (guint8) length;
    index->next[n] = index->first[letter];
    index->first[letter] = (guint8) n;
    phrase += length + (phrase[length] == '|');
  }
}

const char *
pact_phrase_find (const char *text, const char *from, const char *phrases)
{
  Index index;

  index_phrases (&index, phrases);
  for (const char *at = from; *at != '\0'; at++) {
    if (at != text && at[-1] != ' ')
      continue;
    for (guint i = index.first[(guint8) *at]; i != 0; i = index.next[i])
      if (match_phrase (at, index.phrase[i], index.length[i]) > 0)
        return at;
  }
  return NULL;
}

bool
pact_text_says (const char *words, const char *phrases)
{
  return pact_phrase_find (words, words, phrases) != NULL;
}

/* Words that deny what comes up to `reach` words after them. */
static const struct {
  guint8 reach;
  bool subject; /* denies a whole clause when it opens one: "nothing in the contract changes" */
  const char *words;
} denials[] = {
  { 6, false, "not|never|cannot|hardly|rarely|nor" },
  { 8, true, "neither" },
  { 3, true, "no|none|nothing|nobody" },
  { 4, false, "except|exception|exemption|interruption|suspension" },
  { 1, false, "without" },
};

enum { CLAUSE_REACH = 16 }; /* words that a subject may stand before its verb */

/* Words that open a clause, so that no denial before them reaches past. */
static const char clause_openers[] =
    ",|;|:|but|while|whereas|because|which|who|although|though|so|since|than";
/* After "and", words that open one. */
static const char and_openers[] =
    "that|this|it|they|we|you|he|she|there|is|are|will|has|have|was|were|still|now|does|do|also|"
    "as|so|thus|~continue|~remain|~stay|~keep";

const char *
pact_word_before (const char *text, const char *at)
{
  if (at == text)
    return NULL;
  for (at--; at > text && at[-1] != ' ';)
    at--;
  return at;
}

static bool
opens_clause (const char *text, const char *at)
{
  const char *before = pact_word_before (text, at);
  const char *second = before != NULL ? pact_word_before (text, before) : NULL;

  return before == NULL || pact_phrase_at (before, clause_openers) ||
         (pact_phrase_at (before, "that") && second != NULL &&
          !pact_phrase_at (second, "about|of|in|on|to|for|with|from|at")) ||
         (pact_phrase_at (before, "and") && pact_phrase_at (at, and_openers));
}

bool
pact_phrase_denied (const char *text, const char *at)
{
  bool denied = false, paired = false;

  for (guint words = 1; words <= CLAUSE_REACH && !opens_clause (text, at); words++) {
    at = pact_word_before (text, at);
    for (guint d = 0; d < G_N_ELEMENTS (denials); d++)
      if (pact_phrase_at (at, denials[d].words) &&
          (words <= denials[d].reach || (denials[d].subject && opens_clause (text, at)))) {
        denied ^= !paired;
        paired |= pact_phrase_at (at, "nor"); /* "neither ended nor suspended" denies both */
      }
  }
  return denied;
}
