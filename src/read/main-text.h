/* The statement among everything else on a page. */
#pragma once

#include "read/lines.h"

/* One byte per line: whether it belongs to the main text. `title` (may be NULL) is the page's own;
 * the headline that repeats it is left out. Free with g_free. */
guint8 *pact_main_text (const PactTree *tree, const PactLines *lines, const char *title);
