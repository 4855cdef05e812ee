/* Following: shows a user what another one's daemon finds, in bubbles, each finding once. */
#pragma once

#include "config.h"
#include "state.h"

typedef struct PactFollow PactFollow;

/* Begins with all that is open and was not shown yet, and goes on while the main loop runs. What was
 * shown is kept in the file `shown`. The desktop sinks of `config` say what is shown; without one all
 * is. Borrows state and config for its life. */
PactFollow *pact_follow_new (PactState *state, const PactConfig *config, const char *shown,
                             GError **error);
void pact_follow_free (PactFollow *follow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactFollow, pact_follow_free)
