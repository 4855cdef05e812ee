/* What a writer mends without meaning anything by it. */
#pragma once

#include "read/fold.h"

/* Whether the texts differ, if at all, only by a doubled article, a "that" which may be left out, or
 * letters swapped or lost inside a word. Such an edit of a page is no news, though the words are not the same. */
bool pact_tokens_differ_by_slips (const PactTokens *a, const PactTokens *b);
