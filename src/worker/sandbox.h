/* The worker's walls. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* From here on the process computes, reads and writes what is open, and ends: no file, network,
 * process or code of its own. For good; what is loaded later than this is not. */
bool pact_sandbox_enter (GError **error);
