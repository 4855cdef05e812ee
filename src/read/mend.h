/* Words that the end of a line cut in two. */
#pragma once

#include <glib.h>

/* The words of a text that stand whole, for pact_mend_append: borrows nothing. */
typedef struct PactMend PactMend;

PactMend *pact_mend_new (void);
void pact_mend_free (PactMend *mend);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactMend, pact_mend_free)

/* Learns the words of one line, but for one that its end may have cut. */
void pact_mend_learn (PactMend *mend, const char *line);

/* Appends a line to the block that starts at `start` of `text`. A hyphen at its end was put there
 * by the typesetter, or belongs to the word: "agree-|ment" but "non-|exclusive". What stands
 * elsewhere decides. */
void pact_mend_append (const PactMend *mend, GString *text, gsize start, const char *line);
