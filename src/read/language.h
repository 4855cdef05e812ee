/* Which language a text is in, to tell a page that answered in another one. */
#pragma once

#include "pactwatch/document.h"

/* The primary tag ("en") of most of the text, for Cyrillic "ru"; NULL when it is too short or in
 * none that is known. */
const char *pact_language_of (const PactDocument *document);

#define PACT_OTHER_LANGUAGE "the page is in another language than before"

/* Whether the two are in different languages beyond doubt. Short ones are asked what they declare.
 */
bool pact_language_differs (const PactDocument *a, const PactDocument *b);
