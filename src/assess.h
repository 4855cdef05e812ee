/* Assessment: what one payload comes to when it is read. A page is compared with its own accepted
 * wording and with the baseline, a list yields new pages. */
#pragma once

#include "config.h"
#include "state.h"

/* The page it is the answer of, and where that belongs. All borrowed. */
typedef struct {
  PactState *state;
  const PactConfig *config;
  const PactSource *source;
  const PactPage *page;
} PactSubject;

/* Adds findings, terms, seen items and what has ended to `record`, which borrows `ret_document`
 * (NULL for a list). A capture that holds no statement is marked failed, and so is the record. */
bool pact_assess (const PactSubject *subject, PactCapture *capture, PactRecord *record,
                  PactDocument **ret_document, GError **error);

/* Refreshes the page's term table, for a new edition of its baseline; nobody is told. */
bool pact_assess_terms (PactState *state, const PactSource *source, const PactPage *page,
                        GError **error);

/* What reading an archived capture again came to. */
typedef struct {
  GPtrArray *findings; /* PactFinding that are recorded now, and told to nobody */
  guint ended;         /* how many hold no more */
  char *unreadable;    /* why it is no statement to these readers; NULL when it is */
} PactReread;

void pact_reread_clear (PactReread *reread);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactReread, pact_reread_clear)

/* Whether the page's newest capture was read by other readers than these. */
bool pact_assess_is_due (const PactSource *source, const PactPage *page);

/* Reads that capture again as if it had just come, `now` (µs), and records what differs from what
 * the earlier readers found. So the next capture is news for what its words say, not for who reads
 * them. */
bool pact_assess_again (const PactSubject *subject, gint64 now, PactReread *ret_reread,
                        GError **error);
