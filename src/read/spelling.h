/* One spelling for each word: American, contractions taken apart. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Both rewrite a lower-case word in place: what `text` holds from `start` on. */

/* The result is a name for the word, for comparing, not for print: every "-ise" becomes "-ize",
 * also in "advise". Idempotent. */
void pact_spell (GString *text, gsize start);

/* "isn't" to "is" and "not": the second word, or NULL when there is none; `text` keeps the first.
 * "'s" is the possessive, except after a pronoun. */
const char *pact_uncontract (GString *text, gsize start);
