/* What the worker says of the bytes it was given: a document, or why there is none. It may have
 * been taken over by those bytes, so nothing of it is believed before it was looked at. */
#pragma once

#include "pactwatch/capture.h"
#include "pactwatch/document.h"

/* `document` NULL: `failure` and `why` say why. */
GBytes *pact_answer_write (const PactDocument *document, PactFailure failure, const char *why);

/* The document, or NULL with PACT_ERROR_PAGE and the reason in `ret_failure`; an answer that makes
 * no sense is UNREADABLE. */
PactDocument *pact_answer_read (GBytes *answer, PactFailure *ret_failure, GError **error);
