/* Sources: made by the configuration, borrowed by everything else. */
#include "pactwatch/source.h"

const char *const pact_source_kind_names[] = {
  [PACT_SOURCE_PAGE] = "page",       [PACT_SOURCE_FEED] = "feed",   [PACT_SOURCE_SITEMAP] = "sitemap",
  [PACT_SOURCE_INDEX] = "index",     [PACT_SOURCE_EDGAR] = "edgar", NULL,
};

PactSource *
pact_source_copy (const PactSource *source)
{
  PactSource *copy = g_memdup2 (source, sizeof *source);

  copy->name = g_strdup (source->name);
  copy->url = g_strdup (source->url);
  copy->baseline = g_strdup (source->baseline);
  copy->select = g_strdup (source->select);
  copy->cik = g_strdup (source->cik);
  copy->forms = g_strdupv (source->forms);
  copy->mentions = g_strdupv (source->mentions);
  copy->topics = g_strdupv (source->topics);
  return copy;
}

void
pact_source_free (PactSource *source)
{
  if (source == NULL)
    return;
  g_free (source->name);
  g_free (source->url);
  g_free (source->baseline);
  g_free (source->select);
  g_free (source->cik);
  g_strfreev (source->forms);
  g_strfreev (source->mentions);
  g_strfreev (source->topics);
  g_free (source);
}
