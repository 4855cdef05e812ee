/* Numbers in words and digits, with their scale, as one token each. */
#pragma once

#include "read/fold.h"

/* "twenty-four", "24"; "$38bn", "$38 billion"; "nine thousand", "9,000" each become one token.
 * "one" stays a word, and "1" becomes it: a pronoun and a count look alike. */
void pact_numerals_join (PactTokens *tokens);
