/* Rendering: pages that scripts build, as a browser shows them. */
#pragma once

#include "watch/fetch.h"

typedef struct PactRenderer PactRenderer;

/* Runs on the thread-default main context. Borrows `settings`. Nothing is started before it is
 * needed. */
PactRenderer *pact_renderer_new (const PactFetchSettings *settings);

/* Kills what is under way without calling back. Not from inside a PactFetched. */
void pact_renderer_free (PactRenderer *renderer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactRenderer, pact_renderer_free)

/* Loads the page that `answer` (taken) is from once more, in a browser under the source's rules.
 * What comes back is the same capture with the browser's DOM as its body and what the server sent
 * as `served`, or marked failed. Every page is answered exactly once, never before returning; a few
 * are loaded at once, the rest wait. */
void pact_renderer_get (PactRenderer *renderer, const PactSource *source, PactCapture *answer_take,
                        PactFetched rendered, gpointer user_data);
