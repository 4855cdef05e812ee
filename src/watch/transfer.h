/* One transfer on a curl handle. Only fetch.c includes this: the two know libcurl. */
#pragma once

#include <curl/curl.h>

#include "pactwatch/capture.h"
#include "watch/fetch.h"

typedef struct PactTransfer PactTransfer;

/* Arguments as pact_fetcher_get's. Borrows `settings`, copies what it needs of `source`. */
PactTransfer *pact_transfer_new (const PactFetchSettings *settings, const PactSource *source,
                                 const char *url, const char *etag, const char *last_modified);
void pact_transfer_free (PactTransfer *transfer);

/* Sets every option of a fresh or reset handle. The handle must be reset before the transfer is
 * freed. */
void pact_transfer_prepare (PactTransfer *transfer, CURL *easy);

/* What came of it, with `code` from curl. Once only. */
PactCapture *pact_transfer_finish (PactTransfer *transfer, CURL *easy, CURLcode code);
