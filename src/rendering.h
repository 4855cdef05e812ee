/* Which answers a browser is to load once more. */
#pragma once

#include "pactwatch/source.h"
#include "state.h"

/* By Render=: every page, or with auto one that is new and holds scripts instead of text. Never a
 * feed, a PDF or what failed. */
bool pact_rendering_wanted (const PactSource *source, const PactPage *page,
                            const PactCapture *answer);
