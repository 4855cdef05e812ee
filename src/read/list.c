/* Lists of statements: which reader a kind of source has. */
#include "read/list.h"

#include "pactwatch/error.h"

GPtrArray *
pact_list_refuse (PactFailure failure, const char *why, PactFailure *ret_failure, GError **error)
{
  g_set_error_literal (error, PACT_ERROR, PACT_ERROR_PAGE, why);
  if (ret_failure != NULL)
    *ret_failure = failure;
  return NULL;
}

GPtrArray *
pact_list_read (PactSourceKind kind, GBytes *bytes, const char *content_type, const char *url,
                const char *select, PactFailure *ret_failure, GError **error)
{
  static PactListReader *const readers[] = {
    [PACT_SOURCE_FEED] = pact_feed_find,
    [PACT_SOURCE_SITEMAP] = pact_sitemap_read,
    [PACT_SOURCE_INDEX] = pact_index_read,
    [PACT_SOURCE_EDGAR] = pact_edgar_read,
  };

  g_assert (kind < G_N_ELEMENTS (readers) && readers[kind] != NULL);
  return readers[kind](bytes, content_type, url, select, ret_failure, error);
}
