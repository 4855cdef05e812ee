/* The desktop: what a press on a bubble's button comes to. A page in the browser, or a review by the
 * same code as `pactwatch accept` and `pactwatch dismiss`. */
#pragma once

#include "config.h"
#include "state.h"

typedef struct PactDesktop PactDesktop;

/* These findings (gint64) are to be told again, together: their bubbles are gone, or not ours. */
typedef void (*PactLostFunc) (const GArray *findings, gpointer user_data);

/* Listens while the main loop runs. Borrows both for its life. */
PactDesktop *pact_desktop_new (PactState *state, const PactConfig *config, PactLostFunc lost,
                               gpointer user_data);
void pact_desktop_free (PactDesktop *desktop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactDesktop, pact_desktop_free)
