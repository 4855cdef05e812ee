/* What a new reading adds to what was told already. A finding stands as long as the wording it
 * reports does; the same difference seen again is not told again, and one that went is told back. */
#pragma once

#include "keep/store.h"

/* Sorts `differences` (PactFinding, against the accepted wording; emptied) by `standing`
 * (PactFinding, those told before or waiting for a second look): unseen ones move to `findings`,
 * and for a told one that is gone its inverse is added there. `ended` (gint64) gets the ids of
 * those that hold no more. A -> B -> A is thus two events, A -> B -> C one for each step. */
void pact_standing_settle (GPtrArray *standing, GPtrArray *differences, GPtrArray *findings,
                           GArray *ended);

/* The same when the wording stayed and the readers changed: what only they see moves to `findings`,
 * what they see no more has ended, and nothing went back. */
void pact_standing_reread (GPtrArray *standing, GPtrArray *differences, GPtrArray *findings,
                           GArray *ended);

/* Adds to `findings` a copy of each of `terms` that alerts (changed or new, on one of `topics`)
 * and does not stand in `standing` for this page. One that stands for another page is joined to
 * that (same_as), unless it was dismissed. A finding on the page's own wording that quotes the same
 * words is told as that term's instead of twice. */
void pact_standing_settle_terms (GPtrArray *standing, GPtrArray *terms, char **topics,
                                 const PactPage *page, GPtrArray *findings);

/* Joins to those of `recent` (PactFinding told lately, newest first) the `findings` that say the
 * same of another page: the same statement on two sites is one finding. Removals stay apart. */
void pact_standing_join (GPtrArray *recent, const PactPage *page, GPtrArray *findings);
