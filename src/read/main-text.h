/* The statement among everything else on a page. */
#pragma once

#include "read/lines.h"

/* One byte per line: whether it belongs to the main text. Free with g_free. */
guint8 *pact_main_text (const PactTree *tree, const PactLines *lines);
