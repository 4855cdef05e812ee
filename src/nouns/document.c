/* Documents in memory. */
#include "pactwatch/document.h"

void
pact_document_free (PactDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->text);
  g_clear_pointer (&document->blocks, g_array_unref);
  g_free (document->title);
  g_free (document->published);
  g_free (document->modified);
  g_free (document->canonical);
  g_free (document->language);
  g_free (document);
}

void
pact_feed_item_free (PactFeedItem *item)
{
  if (item == NULL)
    return;
  g_free (item->id);
  g_free (item->link);
  g_free (item->title);
  g_free (item->published);
  g_free (item->summary);
  g_free (item);
}
