/* [Sink NAME]: which keys each kind of sink takes, and which findings a sink is told of. */
#pragma once

#include "config-file.h"
#include "settings.h"
#include "tell/sink.h"

/* The kind that the group names; of a wrong name any, for applying it is a mistake. */
PactSinkId pact_sink_kind (const PactGroup *group);

/* The keys of a kind. */
const PactSetting *pact_sink_keys (PactSinkId kind, guint *ret_n);

/* Whether the sink's filters let the finding through. */
bool pact_sink_wants (const PactSinkSettings *sink, const PactFinding *finding);

/* Names what its keys come to together: each word of a filter that none of the sources (PactSource)
 * could ever match, for a slip there would silence the sink; and passwords that would be seen.
 * Appends to `problems` (char *). */
void pact_sink_check (const PactSinkSettings *sink, GPtrArray *sources, const char *file,
                      GPtrArray *problems);
