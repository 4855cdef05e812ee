/* A finding: wording on an alerting topic that differs from what was accepted, with its evidence. */
#pragma once

#include "pactwatch/clause.h"

typedef enum {
  PACT_VERDICT_SAME,     /* equal after fold */
  PACT_VERDICT_REWORDED, /* words differ, facts equal */
  PACT_VERDICT_CHANGED,  /* facts differ */
  PACT_VERDICT_ADDED,    /* a commitment that was not there */
  PACT_VERDICT_REMOVED,  /* a commitment that is gone */
  /* of a baseline term in a statement */
  PACT_VERDICT_REAFFIRMED,
  PACT_VERDICT_NOT_MENTIONED,
  PACT_VERDICT_NEW, /* a commitment no term covers */
  PACT_N_VERDICTS,
} PactVerdict;

const char *pact_verdict_name (PactVerdict verdict);
bool pact_verdict_from_name (const char *name, PactVerdict *ret_verdict);

/* Whether it alerts at critical urgency: everything that alters what a party owes or holds. */
bool pact_verdict_critical (PactVerdict verdict);

typedef enum {
  PACT_REVIEW_OPEN,
  PACT_REVIEW_ACCEPTED,
  PACT_REVIEW_DISMISSED,
} PactReview;

const char *pact_review_name (PactReview review);

typedef struct {
  gint64 id;           /* in the store; 0 before it is there */
  gint64 time;         /* when it was found, in µs since 1970 UTC */
  char *source;
  char *url;           /* the page that holds the new wording */
  char *title;         /* of that page; NULL when it has none */
  char *baseline;      /* NULL when compared with the page's own accepted wording; */
  char *term;          /* then so is the term; "+new" for a commitment no term covers */
  char *topic;
  PactVerdict verdict;
  PactFacets facets;
  char *old_text;      /* NULL for added and new */
  char *new_text;      /* NULL for removed */
  char *why;           /* one line: the facts that decide; NULL when the words say it all */
  gint64 capture;      /* store id of the capture it rests on */
  gint64 old_capture;  /* of the accepted one; 0 where a baseline was compared */
  char *digest;        /* payload digest of the capture */
  bool waiting;        /* a removal that further looks have yet to confirm: not told */
  guint looks;         /* that saw it while it waited, the first included */
  bool went_back;      /* tells that a told difference is gone; it does not stand itself */
  gint64 same_as;      /* the finding by which another page's like words were told; 0 for none */
  GPtrArray *also;     /* PactFinding of other pages that say the same; NULL for none */
  bool reread;         /* found by a later reader in words that were archived before: not told */
  char *lost_by;       /* the sink that gave up on telling it, where this is what is told; else NULL */
  PactReview review;
  gint64 review_time;  /* µs; 0 while open */
  char *review_why;    /* NULL when none was given */
} PactFinding;

PactFinding *pact_finding_new (void);
void pact_finding_free (PactFinding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactFinding, pact_finding_free)
