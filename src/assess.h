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

/* Reads the page's newest capture again and refreshes its term table; nobody is told. */
bool pact_assess_again (PactState *state, const PactSource *source, const PactPage *page,
                        GError **error);
