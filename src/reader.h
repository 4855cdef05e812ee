/* Reading what came from outside: pages and texts here, PDFs in a process of their own. */
#pragma once

#include "pactwatch/read.h"

/* As pact_document_read, and PDFs too. Waits for the worker, PACT_WORKER_TIMEOUT_S at most; that it
 * crashed or was too slow is PACT_FAILURE_UNREADABLE. */
PactDocument *pact_reader_read (GBytes *bytes, const char *content_type, const char *url,
                                const char *select, PactFailure *ret_failure, GError **error);

/* Whether reading it takes a worker, and so may take a while. */
bool pact_reader_is_slow (GBytes *bytes);
