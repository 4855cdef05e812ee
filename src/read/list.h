/* Lists of statements: what their readers share. */
#pragma once

#include "pactwatch/read.h"

/* One kind of list; arguments and result as of pact_list_read. */
typedef GPtrArray *PactListReader (GBytes *bytes, const char *content_type, const char *url,
                                   const char *select, PactFailure *ret_failure, GError **error);

PactListReader pact_feed_read, pact_sitemap_read, pact_index_read, pact_edgar_read;

/* A feed, or of a page that names one that feed as a further list. */
PactListReader pact_feed_find;

/* Items of a JSON Feed 1.1 in `text` (valid UTF-8), NULL when it is none. */
GPtrArray *pact_json_feed_read (const char *text, gsize length, const char *url);

/* What a reader returns for an answer that is no list of its kind: NULL. */
GPtrArray *pact_list_refuse (PactFailure failure, const char *why, PactFailure *ret_failure,
                             GError **error);
