/* WARC files as a history: which page answered when. They may be of any tool, our archive's too. */
#pragma once

#include "pactwatch/capture.h"

typedef struct PactCrawl PactCrawl;

/* One answer that may hold a statement: a response, a revisit of one, or a resource. */
typedef struct {
  char *url;
  char *source; /* of our own archive's; NULL of other tools' */
  gint64 time;  /* µs */
} PactCrawlAnswer;

/* Opens the WARC files at these paths (NULL-terminated), each read from end to end once. What
 * follows a fault in one is missing: the faults (char *, one line each) are in `ret_faults`. NULL
 * when a file cannot be opened. */
PactCrawl *pact_crawl_open (char **paths, GPtrArray **ret_faults, GError **error);
void pact_crawl_free (PactCrawl *crawl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactCrawl, pact_crawl_free)

/* By url, then by time: PactCrawlAnswer *, borrowed. Redirects, scripts, images and styles are left
 * out. */
const GPtrArray *pact_crawl_answers (const PactCrawl *crawl);

/* The answer, its codings undone; with a failure where it says no or is cut off. That of a revisit
 * has the body of what it refers to; when that is not in the files: PACT_ERROR_ARCHIVE. */
PactCapture *pact_crawl_read (const PactCrawl *crawl, const PactCrawlAnswer *answer, GError **error);
