/* What kind of page this is: only a statement is compared, the rest are failed checks. */
#pragma once

#include "pactwatch/capture.h"
#include "pactwatch/document.h"

/* NONE for a statement, else why there is none in it, from the words alone. `headline` is the first
 * main heading of the whole page, which need not be in the document; NULL for none. `ret_cue` (may
 * be NULL) gets the words that decided: static, NULL when there were none. */
PactFailure pact_kind_judge (const PactDocument *document, const char *headline,
                             const char **ret_cue);
