/* PDF into a document. Only the worker includes this: the library behind it is large, and the bytes
 * come from anywhere. */
#pragma once

#include "pactwatch/capture.h"
#include "pactwatch/document.h"

/* Arguments and failures are those of pact_document_read. Must be called on nothing but what the
 * sandbox holds. */
PactDocument *pact_pdf_read (GBytes *bytes, PactFailure *ret_failure, GError **error);
