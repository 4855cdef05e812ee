/* A finding in plain words, for every sink and for the terminal. Output never holds control
 * characters, bidirectional overrides or line breaks that came from a page. */
#pragma once

#include "pactwatch/finding.h"

/* What stands before and after the words that differ. All text passes through `escape` (may be
 * NULL), which is that of the medium: g_markup_escape_text for markup. */
typedef struct {
  const char *deleted[2];
  const char *inserted[2];
  char *(*escape) (const char *text, gssize length);
} PactMarks;

/* "Exclusivity changed: exclusive → non-exclusive (acme-cloud)": one line that says it all. */
char *pact_phrase_headline (const PactFinding *finding);

/* Old and new wording in one with the words that differ marked, cut to `cap` bytes of wording
 * around the first difference (0: uncut). `marks` NULL: [-so-] and {+so+}. */
char *pact_phrase_redline (const PactFinding *finding, const PactMarks *marks, gsize cap);

/* One side alone, cut in the same way; the words that only this side has are marked as inserted.
 * `marks` NULL: plain text. NULL when the finding has no such side. */
char *pact_phrase_old (const PactFinding *finding, const PactMarks *marks, gsize cap);
char *pact_phrase_new (const PactFinding *finding, const PactMarks *marks, gsize cap);

/* "how binding it is": what differs when this facet does. */
const char *pact_phrase_facet (PactFacet facet);

/* What shows all of it: "pactwatch show 12"; of a sample, that it is one; of an alert that was
 * given up, the outbox. */
char *pact_phrase_more (const PactFinding *finding);

/* Makes text harmless on one line: control characters, bidirectional controls and invalid UTF-8
 * become U+FFFD, characters that show nothing are dropped, runs of white space become one space.
 * At most `cap` bytes, the "…" of a cut included (0: uncut). */
char *pact_phrase_plain (const char *text, gsize cap);
