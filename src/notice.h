/* What the journal hears of sources that fail, from daemon and tool alike. */
#pragma once

#include "round.h"

/* What the journal is to hear of a check of the page, as that was before; `now` in µs. */
PactNotice pact_notice_of (const PactSource *source, const PactPage *page, PactCheckOutcome outcome,
                           gint64 now);

/* Writes the entry that `checked->notice` asks for, if any; to standard error when no journal takes
 * it. What repeats is in the store. */
void pact_notice_tell (const PactChecked *checked);
