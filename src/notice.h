/* What the journal hears of sources that fail, from daemon and tool alike. */
#pragma once

#include "round.h"

/* Writes the entry that `checked->notice` asks for, if any; to standard error when no journal takes
 * it. What repeats is in the store. */
void pact_notice_tell (const PactChecked *checked);
