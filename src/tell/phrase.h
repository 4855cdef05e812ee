/* A finding in plain words, for every sink and for the terminal. Output never holds control
 * characters, bidirectional overrides or line breaks that came from a page. */
#pragma once

#include "pactwatch/finding.h"

/* "exclusivity changed: cloud (acme-statement)": one line. */
char *pact_phrase_headline (const PactFinding *finding);

/* Old and new wording with the words that differ marked [-so-] and {+so+}, cut to `cap` bytes
 * around the first difference (0: uncut). */
char *pact_phrase_redline (const PactFinding *finding, gsize cap);

/* Makes text harmless on one line: control characters and format controls become U+FFFD, runs of
 * white space one space, invalid UTF-8 U+FFFD; cut to `cap` bytes at a character with "…" (0: uncut). */
char *pact_phrase_plain (const char *text, gsize cap);
