/* Phrases in words apart by single spaces, spelled as fold leaves them: lower case, American,
 * contractions apart. A list of phrases has "|" between them; "~" before one lets its first word
 * take endings: "~give up" stands for "gives up", too. */
#pragma once

#include <stdbool.h>

/* Whether one of `phrases` stands at `at`, the start of a word. */
bool pact_phrase_at (const char *at, const char *phrases);

/* Where the first of `phrases` stands at or after `from`; NULL when none does. */
const char *pact_phrase_find (const char *text, const char *from, const char *phrases);

bool pact_text_says (const char *words, const char *phrases);

/* The word before that at `at`; NULL for none. */
const char *pact_word_before (const char *text, const char *at);

/* Whether an odd number of denials reaches the word at `at` from within its clause: "nothing in the
 * contract changes". */
bool pact_phrase_denied (const char *text, const char *at);
