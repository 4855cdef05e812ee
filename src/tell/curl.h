/* What mail and webhook share of libcurl: one transfer that blocks, with TLS verified, no proxy, no
 * redirects, a time limit, and whatever is answered thrown away. */
#pragma once

#include <curl/curl.h>

#include "tell/sink.h"

typedef struct {
  CURL *easy;
  bool public_only;              /* private addresses are refused */
  bool refused;                  /* and one was */
  char message[CURL_ERROR_SIZE]; /* curl's own words */
} PactCurl;

/* `curl` must stay where it is until cleared. */
void pact_curl_init (PactCurl *curl, const PactSinkSettings *settings, bool public_only);
void pact_curl_clear (PactCurl *curl);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactCurl, pact_curl_clear)

/* Header fields, and what else curl takes as a list. */
typedef struct curl_slist PactFields;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactFields, curl_slist_free_all)

void pact_curl_add_field (PactFields **fields, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* False and PACT_ERROR_SINK naming `peer` when the transfer did not come to its end. */
bool pact_curl_perform (PactCurl *curl, const char *peer, GError **error);
