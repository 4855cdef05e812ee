/* Lists of statements: any bytes give items or an error, as whatever kind of list they are read. */
#include "pactwatch/read.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const PactSourceKind kinds[] = { PACT_SOURCE_FEED, PACT_SOURCE_SITEMAP, PACT_SOURCE_INDEX,
                                         PACT_SOURCE_EDGAR };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) items =
        pact_list_read (kinds[k], bytes, NULL, "https://orrin.example/feed", NULL, NULL, &error);

    g_assert_true ((items == NULL) == (error != NULL));
    for (guint i = 0; items != NULL && i < items->len; i++) {
      const PactFeedItem *item = items->pdata[i];

      g_assert_true (g_utf8_validate (item->id, -1, NULL));
      g_assert_true (item->title == NULL || g_utf8_validate (item->title, -1, NULL));
    }
  }
  return 0;
}
