/* The recorded history of one page, judged as the daemon judges it when every version that leaves
 * nothing to be confirmed is accepted. */
#pragma once

#include "pactwatch/document.h"

typedef struct PactHistory PactHistory;

PactHistory *pact_history_new (void);
void pact_history_free (PactHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactHistory, pact_history_free)

/* Takes the next version, read from the file of that name. What is told of it: PactFinding,
 * borrowed until the next version; free the array. A removal is told with the version that confirms
 * it. NULL for a version that is but a part of the page: a failed check. */
GPtrArray *pact_history_add (PactHistory *history, PactDocument *version_take, const char *name);

/* What still waits at the end of the record: a second look would see the newest version again. */
GPtrArray *pact_history_end (PactHistory *history);

/* The name of the version that the newest one was compared with; NULL before the second. */
const char *pact_history_accepted (const PactHistory *history);
