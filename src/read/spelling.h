/* One spelling for each word: American, contractions taken apart. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Rewrites a lower-case word in place. The result is a name for the word, for comparing, not for
 * print: every "-ise" becomes "-ize", also in "advise". Idempotent. */
void pact_spell (GString *word);

/* "isn't" to "is" and "not": the second word, or NULL when there is none; `word` keeps the first.
 * "'s" is the possessive, except after a pronoun. */
const char *pact_uncontract (GString *word);
