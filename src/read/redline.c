/* Two wordings word by word, as spans of kept, deleted and inserted text. Words are aligned by what
 * they fold to; the spaces and full stops between them go with their neighbours, so that the parts
 * leave nothing of the new text out. */
#include "pactwatch/read.h"
#include "read/align.h"
#include "read/fold.h"

#include <string.h>

#define COMPOUND_PASSES 8 /* more than people write; a chain made to need more is only marked oddly */

static guint32 *
keys_of (const PactTokens *tokens)
{
  guint32 *keys = g_new (guint32, tokens->tokens->len + 1);

  for (guint i = 0; i < tokens->tokens->len; i++)
    keys[i] = pact_token (tokens, i)->key;
  return keys;
}

/* One side being written: its tokens, and up to where its text is in the parts. */
typedef struct {
  const char *text;
  guint32 length;
  PactTokens *tokens;
  guint32 at;
} Side;

static void
side_init (Side *side, const char *text)
{
  *side = (Side){ .text = text != NULL ? text : "" };
  side->length = (guint32) strlen (side->text);
  side->tokens = pact_tokens_read (side->text, -1);
}

static guint32
start_of (const Side *side, guint i)
{
  return i < side->tokens->tokens->len ? pact_token (side->tokens, i)->span.start : side->length;
}

static guint32
end_of (const Side *side, guint i)
{
  return pact_token (side->tokens, i)->span.end;
}

/* Adds the side's text up to `end`, to the part before where that is of its kind. */
static void
emit (GArray *parts, Side *side, PactRedlineOp op, guint32 end)
{
  PactRedlinePart part = { op, { side->at, end } };
  PactRedlinePart *last =
      parts->len == 0 ? NULL : &g_array_index (parts, PactRedlinePart, parts->len - 1);

  if (end <= side->at)
    return;
  side->at = end;
  if (last != NULL && last->op == op)
    last->span.end = end;
  else
    g_array_append_val (parts, part);
}

/* What differs before the next kept word: old tokens i to i_end, new tokens j to j_end, ends
 * exclusive. What replaces something stands between the same spaces; what only goes takes the
 * space before it along, at the start of a text the one behind it. */
static void
emit_difference (GArray *parts, Side *old_side, guint i, guint i_end, Side *new_side, guint j,
                 guint j_end)
{
  if (j < j_end)
    emit (parts, new_side, PACT_REDLINE_KEPT, start_of (new_side, j));
  if (i < i_end) {
    if (j < j_end || i == 0)
      old_side->at = MAX (old_side->at, start_of (old_side, i));
    emit (parts, old_side, PACT_REDLINE_DELETED,
          j == j_end && i == 0 ? start_of (old_side, i_end) : end_of (old_side, i_end - 1));
  }
  if (j < j_end)
    emit (parts, new_side, PACT_REDLINE_INSERTED, end_of (new_side, j_end - 1));
}

static bool
is_part_of_compound (const PactTokens *tokens, guint i)
{
  return pact_token (tokens, i)->kind != PACT_TOKEN_MARK || pact_token_text (tokens, i)[0] == '-';
}

/* Whether token `i` and the one before are written as one: "non-exclusive", "don't". */
static bool
are_compound (const Side *side, guint i)
{
  if (!is_part_of_compound (side->tokens, i - 1) || !is_part_of_compound (side->tokens, i))
    return false;
  for (guint32 at = end_of (side, i - 1); at < start_of (side, i); at++)
    if (g_ascii_isspace (side->text[at]))
      return false;
  return true;
}

/* A compound differs as a whole: nothing of "exclusive" is kept in "non-exclusive". Unmatches, in
 * both directions, what was matched of a compound only in part. */
static bool
break_compounds (const Side *side, gint32 *match, gint32 *back)
{
  bool broken = false;

  for (guint i = 1; i < side->tokens->tokens->len; i++) {
    guint kept = match[i] >= 0 ? i : i - 1;

    if ((match[i] < 0) == (match[i - 1] < 0) || !are_compound (side, i))
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

static void
emit_all (GArray *parts, Side *old_side, Side *new_side)
{
  guint n = old_side->tokens->tokens->len, m = new_side->tokens->tokens->len, i = 0, j = 0;
  g_autofree guint32 *old_keys = keys_of (old_side->tokens), *new_keys = keys_of (new_side->tokens);
  g_autofree gint32 *match = g_new (gint32, n + 1), *back = NULL;

  pact_align (old_keys, n, new_keys, m, match);
  back = reversed (match, n, m);
  for (guint pass = 0; pass < COMPOUND_PASSES; pass++)
    if (!break_compounds (old_side, match, back) && !break_compounds (new_side, back, match))
      break;
  for (guint next = 0; next < n; next++) {
    if (match[next] < 0)
      continue;
    emit_difference (parts, old_side, i, next, new_side, j, (guint) match[next]);
    emit (parts, new_side, PACT_REDLINE_KEPT, end_of (new_side, (guint) match[next]));
    old_side->at = MAX (old_side->at, end_of (old_side, next));
    i = next + 1;
    j = (guint) match[next] + 1;
  }
  emit_difference (parts, old_side, i, n, new_side, j, m);
  emit (parts, new_side, PACT_REDLINE_KEPT, new_side->length);
}

GArray *
pact_redline (const char *old_text, const char *new_text)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PactRedlinePart));
  Side old_side, new_side;

  side_init (&old_side, old_text);
  side_init (&new_side, new_text);
  if (old_text != NULL && new_text != NULL)
    emit_all (parts, &old_side, &new_side);
  emit (parts, &old_side, PACT_REDLINE_DELETED, new_text == NULL ? old_side.length : 0);
  emit (parts, &new_side, PACT_REDLINE_INSERTED, old_text == NULL ? new_side.length : 0);
  pact_tokens_free (old_side.tokens);
  pact_tokens_free (new_side.tokens);
  return parts;
}
