/* Two wordings word by word, as spans of kept, deleted and inserted text. */
#include "pactwatch/read.h"
#include "read/align.h"
#include "read/fold.h"

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

GArray *
pact_redline (const char *old_text, const char *new_text)
{
  g_autoptr (PactTokens) old_tokens = pact_tokens_read (old_text != NULL ? old_text : "", -1);
  g_autoptr (PactTokens) new_tokens = pact_tokens_read (new_text != NULL ? new_text : "", -1);
  guint n = old_tokens->tokens->len, m = new_tokens->tokens->len;
  g_autofree guint32 *old_keys = keys_of (old_tokens), *new_keys = keys_of (new_tokens);
  g_autofree gint32 *match = g_new (gint32, n + 1);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (PactRedlinePart));
  guint j = 0;

  pact_align (old_keys, n, new_keys, m, match);
  for (guint i = 0; i < n; i++) {
    if (match[i] < 0) {
      add (parts, PACT_REDLINE_DELETED, pact_token (old_tokens, i)->span);
      continue;
    }
    for (; j < (guint) match[i]; j++)
      add (parts, PACT_REDLINE_INSERTED, pact_token (new_tokens, j)->span);
    add (parts, PACT_REDLINE_KEPT, pact_token (new_tokens, j++)->span);
  }
  for (; j < m; j++)
    add (parts, PACT_REDLINE_INSERTED, pact_token (new_tokens, j)->span);
  return parts;
}
