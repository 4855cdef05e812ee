/* Pages that scripts have yet to write. */
#include "rendering.h"

#include <string.h>

#include "items.h"
#include "pactwatch/read.h"

static bool
is_shell (const PactCapture *answer)
{
  PactFailure failure = PACT_FAILURE_NONE;
  gsize length;
  const char *html = g_bytes_get_data (answer->body, &length);
  g_autoptr (PactDocument) document = pact_document_read (answer->body, answer->content_type,
                                                          answer->final_url, NULL, &failure, NULL);

  return failure == PACT_FAILURE_EMPTY && g_strstr_len (html, (gssize) length, "<script") != NULL;
}

static bool
is_page (const PactSource *source, const PactPage *page, const PactCapture *answer)
{
  bool feed = source->kind != PACT_SOURCE_INDEX && pact_items_is_list (source, page);
  const char *type = answer->content_type;

  return answer->failure == PACT_FAILURE_NONE && answer->body != NULL && !feed &&
         (type == NULL || strstr (type, "html") != NULL);
}

bool
pact_rendering_wanted (const PactSource *source, const PactPage *page, const PactCapture *answer)
{
  if (source->render == PACT_RENDER_NEVER || !is_page (source, page, answer))
    return false;
  return source->render == PACT_RENDER_BROWSER ||
         (g_strcmp0 (answer->digest, page->digest) != 0 && is_shell (answer));
}
