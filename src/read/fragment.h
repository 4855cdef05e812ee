/* Pages that were loaded in part. */
#pragma once

#include <stdbool.h>

#include "pactwatch/document.h"

/* Whether `document` shows half of `whole` or less and nothing else: more likely a part that failed
 * to load than an edit. Linear in both. */
bool pact_document_is_fragment (const PactDocument *document, const PactDocument *whole);
