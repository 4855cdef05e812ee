/* Off with the lines of a body that are no part of its text. */
#pragma once

#include "read/lines.h"

/* Sets `keep` (one byte per line) to 0 for the headline, which repeats `title` (may be NULL), for
 * dates, labels, lists of links and appeals. */
void pact_trim (const PactLines *lines, const char *title, guint8 *keep);
