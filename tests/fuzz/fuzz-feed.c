/* Feeds: any bytes give items or an error. */
#include "pactwatch/read.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      pact_feed_read (bytes, "application/xml", "https://orrin.example/feed", NULL, &error);

  g_assert_true ((items == NULL) == (error != NULL));
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_assert_nonnull (((const PactFeedItem *) items->pdata[i])->id);
  return 0;
}
