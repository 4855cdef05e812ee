/* The verbs of the wording library: bytes to text, text to commitments, wording against wording.
 * All are pure: no files, network, clock, logging or globals; any bytes give an answer or an error. */
#pragma once

#include "pactwatch/baseline.h"
#include "pactwatch/capture.h"
#include "pactwatch/document.h"
#include "pactwatch/finding.h"
#include "pactwatch/source.h"

/* Reads a page or text file. `content_type` as HTTP gave it (NULL: guess), `url` resolves links
 * (may be NULL), `select` names the main part (NULL: find it).
 * When there is no statement in it: NULL, PACT_ERROR_PAGE, and the reason in `ret_failure`
 * (may be NULL). */
PactDocument *pact_document_read (GBytes *bytes, const char *content_type, const char *url,
                                  const char *select, PactFailure *ret_failure, GError **error);

/* Reads a list of statements of this kind (not PAGE): PactFeedItem in its order. Arguments and
 * failures are those of pact_document_read. */
GPtrArray *pact_list_read (PactSourceKind kind, GBytes *bytes, const char *content_type,
                           const char *url, const char *select, PactFailure *ret_failure,
                           GError **error);

/* The topics a text commits the parties on: those about which a change would alert. */
PactTopics pact_classify (const char *text, gssize length);

typedef struct {
  PactTopic topic; /* the leading one; 0 for other */
  PactVerdict verdict; /* same, reworded or changed */
  PactFacets facets;   /* empty unless changed */
  char *why;           /* one line for people; NULL when same */
} PactComparison;

/* Old against new wording of one passage (one to three sentences). */
void pact_compare (const char *old_text, const char *new_text, PactComparison *ret_comparison);
void pact_comparison_clear (PactComparison *comparison);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactComparison, pact_comparison_clear)

/* Two editions of one page: PactFinding with verdict, topic, facets, texts and why filled, for
 * each passage on one of `topics` that is reworded, changed, added or removed. `own_topics`
 * (PactOwnTopic, may be NULL) are those among the topics that the user defined. Reordering and
 * typography yield nothing. */
GPtrArray *pact_compare_documents (const PactDocument *old_document,
                                   const PactDocument *new_document, char **topics,
                                   const GPtrArray *own_topics);

/* A statement against a baseline as of `date` (ISO; NULL for the latest edition): one PactFinding
 * per term in force, in baseline order, with verdict reaffirmed, changed or not-mentioned; then
 * one of verdict new for each commitment of these parties that no term covers. new_text is the
 * sentence that decides. */
GPtrArray *pact_compare_statement (const PactBaseline *baseline, const char *date,
                                   const PactDocument *statement);

typedef enum { PACT_REDLINE_KEPT, PACT_REDLINE_DELETED, PACT_REDLINE_INSERTED } PactRedlineOp;

typedef struct {
  PactRedlineOp op;
  PactSpan span; /* into the new text when kept or inserted, into the old one when deleted */
} PactRedlinePart;

/* Word by word: GArray of PactRedlinePart, neighbours of one kind joined. Kept and
 * inserted parts add up to the new text. Compounds differ as a whole. Either text may be NULL. Quadratic work is capped: texts too different come out as one deletion, one insertion. */
GArray *pact_redline (const char *old_text, const char *new_text);

/* Whether two texts are the same to a reader: equal after fold (typography, spelling, numerals). */
bool pact_same (const char *a, const char *b);
