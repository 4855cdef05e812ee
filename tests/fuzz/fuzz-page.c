/* Pages: any bytes give a document or an error, under any declared encoding and selector. */
#include "pactwatch/read.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const struct {
    const char *content_type;
    const char *select;
  } ways[] = {
    { "text/html", NULL },
    { "text/html; charset=shift_jis", NULL },
    { "text/html; charset=utf-16", NULL },
    { "text/html", "main > p, .body [lang=en]" },
    { "text/plain", NULL },
    { NULL, NULL },
  };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *select = g_strndup ((const char *) data, MIN (size, 100));

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (PactDocument) document = pact_document_read (
        bytes, ways[i].content_type, "https://orrin.example/", ways[i].select, NULL, &error);

    g_assert_true ((document == NULL) == (error != NULL));
    if (document != NULL)
      g_assert_true (g_utf8_validate (document->text, (gssize) document->length, NULL));
  }
  pact_document_free (pact_document_read (bytes, NULL, NULL, select, NULL, NULL));
  return 0;
}
