/* Evidence: what a finding rests on, gathered from store, baselines and readers for who shows it. */
#pragma once

#include "state.h"
#include "tell/report.h"

/* The finding of that number with its captures, the edition of its term and the words that decide.
 * An edition that is not to be found any more is left out. */
PactReport *pact_evidence_load (const PactState *state, gint64 finding, GError **error);
