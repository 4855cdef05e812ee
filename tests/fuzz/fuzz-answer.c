/* An answer of a worker that was taken over, each two bytes an edit of a good one: a document that
 * is sound, or an error. */
#include "worker/protocol.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A good answer with the edits: where, and what stands there then. */
static GBytes *
edited (const guint8 *edits, gsize size)
{
  g_autoptr (PactDocument) document = pact_document_from_text ("# Quay\n\nRun by Orrin.", -1);
  g_autoptr (GBytes) good = pact_answer_write (document, PACT_FAILURE_NONE, NULL);
  gsize length = g_bytes_get_size (good);
  guint8 *answer = g_memdup2 (g_bytes_get_data (good, NULL), length);

  for (gsize i = 0; i + 1 < size; i += 2)
    answer[edits[i] % length] = edits[i + 1];
  return g_bytes_new_take (answer, length);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = edited (data, size);
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (PactDocument) document = pact_answer_read (bytes, &failure, &error);

  g_assert_true ((document == NULL) == (error != NULL));
  if (document == NULL) {
    g_assert_cmpint (failure, >, PACT_FAILURE_NONE);
    g_assert_cmpint (failure, <=, PACT_FAILURE_UNREADABLE);
    return 0;
  }
  g_assert_true (g_utf8_validate (document->text, (gssize) document->length, NULL));
  for (guint i = 0; i < document->blocks->len; i++)
    g_assert_cmpuint (g_array_index (document->blocks, PactBlock, i).span.end, <=,
                      document->length);
  return 0;
}
