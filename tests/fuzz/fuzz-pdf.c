/* Any bytes as a PDF: a document whose blocks lie in its text, or one line that says why not. */
#include "worker/pdf.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (PactDocument) document = pact_pdf_read (bytes, &failure, &error);

  g_assert_true ((document == NULL) == (error != NULL));
  g_assert_true ((document == NULL) == (failure != PACT_FAILURE_NONE));
  if (error != NULL)
    g_assert_null (strchr (error->message, '\n'));
  for (guint i = 0; document != NULL && i < document->blocks->len; i++) {
    PactSpan span = g_array_index (document->blocks, PactBlock, i).span;

    g_assert_cmpuint (span.start, <, span.end);
    g_assert_cmpuint (span.end, <=, document->length);
  }
  return 0;
}
