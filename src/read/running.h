/* Running heads and feet: what stands on typeset pages for whoever leafs through them. */
#pragma once

#include "read/typeset.h"

/* One byte per line (PactTypesetLine, page by page), not 0 where it is a running head or foot or a
 * page number. Free it. */
guint8 *pact_running_find (const GArray *lines);
