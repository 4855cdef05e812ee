/* Two wordings word by word, as spans of kept, deleted and inserted text. */
#include "pactwatch/read.h"
#include "read/align.h"
#include "read/fold.h"

#include <string.h>

static guint32 *
keys_of (const PactTokens *tokens)
{
  guint32 *keys = g_new (guint32, tokens->tokens->len + 1);

  for (guint i = 0; i < tokens->tokens->len; i++)
    keys[i] = pact_token (tokens, i)->key;
  return keys;
}

/* Adds one token, as part of the part before where that is of its kind. */
static void
add (GArray *parts, PactRedlineOp op, PactSpan span)
{
  PactRedlinePart part = { op, span };
  PactRedlinePart *last =
      parts->len == 0 ? NULL : &g_array_index (parts, PactRedlinePart, parts->len - 1);

  if (last != NULL && last->op == op && last->span.start <= span.start)
    last->span.end = MAX (last->span.end, span.end);
  else
    g_array_append_val (parts, part);
}

/* A token with all up to the next one, so that the tokens of a text add up to it. */
static PactSpan
stretch (const PactTokens *tokens, guint i, const char *text)
{
  guint32 start = i == 0 ? 0 : pact_token (tokens, i)->span.start;
  guint32 end = i + 1 < tokens->tokens->len ? pact_token (tokens, i + 1)->span.start
                                            : (guint32) strlen (text);

  return (PactSpan){ start, MAX (start, end) };
}

static bool
is_part_of_compound (const PactTokens *tokens, guint i)
{
  return pact_token (tokens, i)->kind != PACT_TOKEN_MARK || pact_token_text (tokens, i)[0] == '-';
}

/* Whether token `i` and the one before are written as one: "non-exclusive", "don't". */
static bool
are_compound (const PactTokens *tokens, guint i, const char *text)
{
  if (!is_part_of_compound (tokens, i - 1) || !is_part_of_compound (tokens, i))
    return false;
  for (guint32 at = pact_token (tokens, i - 1)->span.end; at < pact_token (tokens, i)->span.start; at++)
    if (g_ascii_isspace (text[at]))
      return false;
  return true;
}

/* A compound differs as a whole: nothing of "exclusive" is kept in "non-exclusive". Unmatches, in
 * both directions, what was matched of a compound only in part. */
static bool
break_compounds (const PactTokens *tokens, const char *text, gint32 *match, gint32 *back)
{
  bool broken = false;

  for (guint i = 1; i < tokens->tokens->len; i++) {
    guint kept = match[i] >= 0 ? i : i - 1;

    if ((match[i] < 0) == (match[i - 1] < 0) || !are_compound (tokens, i, text))
      continue;
    back[match[kept]] = -1;
    match[kept] = -1;
    broken = true;
  }
  return broken;
}

static gint32 *
reversed (const gint32 *match, guint n, guint m)
{
  gint32 *back = g_new (gint32, m + 1);

  for (guint j = 0; j < m; j++)
    back[j] = -1;
  for (guint i = 0; i < n; i++)
    if (match[i] >= 0)
      back[match[i]] = (gint32) i;
  return back;
}

GArray *
pact_redline (const char *old_text, const char *new_text)
{
  const char *old_words = old_text != NULL ? old_text : "";
  const char *new_words = new_text != NULL ? new_text : "";
  g_autoptr (PactTokens) old_tokens = pact_tokens_read (old_words, -1);
  g_autoptr (PactTokens) new_tokens = pact_tokens_read (new_words, -1);
  guint n = old_tokens->tokens->len, m = new_tokens->tokens->len;
  g_autofree guint32 *old_keys = keys_of (old_tokens), *new_keys = keys_of (new_tokens);
  g_autofree gint32 *match = g_new (gint32, n + 1), *back = NULL;
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PactRedlinePart));
  guint j = 0;

  pact_align (old_keys, n, new_keys, m, match);
  back = reversed (match, n, m);
  while (break_compounds (old_tokens, old_words, match, back) ||
         break_compounds (new_tokens, new_words, back, match))
    continue;
  for (guint i = 0; i < n; i++) {
    if (match[i] < 0) {
      add (parts, PACT_REDLINE_DELETED, stretch (old_tokens, i, old_words));
      continue;
    }
    for (; j < (guint) match[i]; j++)
      add (parts, PACT_REDLINE_INSERTED, stretch (new_tokens, j, new_words));
    add (parts, PACT_REDLINE_KEPT, stretch (new_tokens, j++, new_words));
  }
  for (; j < m; j++)
    add (parts, PACT_REDLINE_INSERTED, stretch (new_tokens, j, new_words));
  return parts;
}
