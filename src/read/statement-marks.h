/* What marks a sentence of a statement in the light of a term. Internal to statement*.c. */
#pragma once

#include "read/statement-subject.h"

/* The marks of the sentence whose clauses are the `n` lines from `first`, in the light of term `t`:
 * name -> double, 1 for plainly seen; yours. NULL where the sentence has nothing to do with it. */
GHashTable *pact_statement_marks (const PactStatement *statement, guint first, guint n, guint t);
