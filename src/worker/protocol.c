/* Answers of the worker as one GVariant: its bounds and its UTF-8 are GLib's to check, its sense is
 * ours. */
#include "worker/protocol.h"

#include "pactwatch/error.h"

#include <string.h>

/* failure, why; text, blocks (start, end, kind, level); title, published, modified, canonical,
 * language */
#define ANSWER "(umsmsa(uuyy)msmsmsmsms)"

static GVariant *
write_blocks (const PactDocument *document)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uuyy)"));
  for (guint i = 0; i < document->blocks->len; i++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, i);

    g_variant_builder_add (&builder, "(uuyy)", block->span.start, block->span.end,
                           (guchar) block->kind, block->level);
  }
  return g_variant_builder_end (&builder);
}

GBytes *
pact_answer_write (const PactDocument *document, PactFailure failure, const char *why)
{
  g_autoptr (PactDocument) none = document == NULL ? pact_document_from_text ("", 0) : NULL;
  const PactDocument *said = document != NULL ? document : none;
  g_autoptr (GVariant) answer = g_variant_ref_sink (
      g_variant_new ("(umsms@a(uuyy)msmsmsmsms)", (guint32) failure, why,
                     document != NULL ? said->text : NULL, write_blocks (said), said->title,
                     said->published, said->modified, said->canonical, said->language));

  return g_variant_get_data_as_bytes (answer);
}

/* Whether the blocks lie in the text one behind the other, as those of a document do. */
static bool
is_sound (const PactDocument *document)
{
  guint32 end = 0;

  for (guint i = 0; i < document->blocks->len; i++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, i);

    if (block->kind > PACT_BLOCK_QUOTE || block->span.start < end ||
        block->span.end < block->span.start || block->span.end > document->length)
      return false;
    end = block->span.end;
  }
  return true;
}

/* NULL when the answer holds no document that makes sense. */
static PactDocument *
read_document (GVariant *answer)
{
  g_autoptr (PactDocument) document = g_new0 (PactDocument, 1);
  g_autoptr (GVariantIter) blocks = NULL;
  PactBlock block;
  guchar kind;

  g_variant_get (answer, ANSWER, NULL, NULL, &document->text, &blocks, &document->title,
                 &document->published, &document->modified, &document->canonical,
                 &document->language);
  document->length = document->text != NULL ? strlen (document->text) : 0;
  document->blocks = g_array_new (FALSE, FALSE, sizeof (PactBlock));
  while (g_variant_iter_next (blocks, "(uuyy)", &block.span.start, &block.span.end, &kind,
                              &block.level)) {
    block.kind = kind;
    g_array_append_val (document->blocks, block);
  }
  return document->text != NULL && is_sound (document) ? g_steal_pointer (&document) : NULL;
}

PactDocument *
pact_answer_read (GBytes *bytes, PactFailure *ret_failure, GError **error)
{
  g_autoptr (GVariant) answer =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (ANSWER), bytes, FALSE));
  PactDocument *document = NULL;
  g_autofree char *why = NULL;
  guint32 failure = PACT_FAILURE_UNREADABLE;

  if (g_variant_is_normal_form (answer)) {
    g_variant_get (answer, ANSWER, &failure, &why, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    document = failure == PACT_FAILURE_NONE ? read_document (answer) : NULL;
  }
  if (document != NULL)
    return document;
  if (failure == PACT_FAILURE_NONE || failure > PACT_FAILURE_UNREADABLE)
    failure = PACT_FAILURE_UNREADABLE;
  *ret_failure = (PactFailure) failure;
  g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "%s",
               why != NULL ? why : "the process that read it gave no answer that makes sense");
  return NULL;
}
