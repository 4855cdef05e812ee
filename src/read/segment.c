/* Sentences from tokens: a token knows whether it starts one. */
#include "read/segment.h"

#include <string.h>

/* A sentence's span reaches from its first token over trailing marks to where the next begins. */
static void
add_sentence (GArray *spans, const char *text, guint32 start, guint32 end)
{
  PactSpan span = { start, end };

  while (span.end > span.start && g_ascii_isspace (text[span.end - 1]))
    span.end--;
  if (span.end > span.start)
    g_array_append_val (spans, span);
}

GArray *
pact_sentences_read (const char *text, gssize length)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (text, length);
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (PactSpan));
  guint32 start = 0;

  for (guint i = 0; i < tokens->tokens->len; i++) {
    const PactToken *token = pact_token (tokens, i);
    guint32 from = token->span.start;

    if (i == 0 || !(token->flags & PACT_TOKEN_STARTS))
      continue;
    if (pact_token_is (tokens, i - 1, "\"") && (token->flags & PACT_TOKEN_ATTACHED))
      from = pact_token (tokens, i - 1)->span.start; /* the opening quote goes with it */
    add_sentence (spans, text, start, from);
    start = from;
  }
  add_sentence (spans, text, start, (guint32) (length < 0 ? strlen (text) : (gsize) length));
  return spans;
}

GArray *
pact_passages_read (const PactDocument *document)
{
  GArray *passages = g_array_new (FALSE, FALSE, sizeof (PactPassage));

  for (guint b = 0; b < document->blocks->len; b++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, b);
    gssize length = (gssize) (block->span.end - block->span.start);
    g_autoptr (GArray) spans = pact_sentences_read (document->text + block->span.start, length);

    for (guint s = 0; s < spans->len; s++) {
      PactSpan span = g_array_index (spans, PactSpan, s);
      PactPassage passage = { { block->span.start + span.start, block->span.start + span.end }, b };

      g_array_append_val (passages, passage);
    }
  }
  return passages;
}

static const PactBlock *
block_of (const PactDocument *document, const GArray *passages, guint i)
{
  return &g_array_index (document->blocks, PactBlock,
                         g_array_index (passages, PactPassage, i).block);
}

int
pact_passage_lead (const PactDocument *document, const GArray *passages, guint i)
{
  if (block_of (document, passages, i)->kind != PACT_BLOCK_LIST_ITEM)
    return -1;
  for (int at = (int) i - 1; at >= 0; at--) {
    const PactBlock *block = block_of (document, passages, (guint) at);
    PactSpan span = g_array_index (passages, PactPassage, at).span;

    if (block->kind == PACT_BLOCK_LIST_ITEM)
      continue;
    return document->text[span.end - 1] == ':' ? at : -1;
  }
  return -1;
}
