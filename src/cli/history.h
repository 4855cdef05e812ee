/* The recorded history of one page, judged as the daemon judges it when every version that leaves
 * nothing to be confirmed is accepted. */
#pragma once

#include "pactwatch/baseline.h"
#include "pactwatch/document.h"
#include "pactwatch/finding.h"
#include "pactwatch/source.h"

/* What histories were told of the terms of one baseline: what one page told, another does not. */
typedef struct {
  PactBaseline *baseline;
  GPtrArray *told; /* PactFinding, as much of them as tells them apart */
} PactToldTerms;

PactToldTerms *pact_told_terms_new (PactBaseline *baseline_take);
void pact_told_terms_free (PactToldTerms *terms);

typedef struct PactHistory PactHistory;

/* What a history is judged by. All borrowed. */
typedef struct {
  const PactSource *source;
  const GPtrArray *own_topics; /* PactOwnTopic; NULL for none */
  PactToldTerms *terms;        /* of the source's baseline; NULL without one */
} PactRules;

PactHistory *pact_history_new (const PactRules *rules);
void pact_history_free (PactHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactHistory, pact_history_free)

/* Where a version comes from. Findings bear its source, url and time. */
typedef struct {
  const char *name;   /* unique in its history: a file's, or when it was captured */
  const char *source;
  const char *url;    /* or path */
  gint64 time;        /* µs; 0: unknown. A baseline counts with its editions of the days before */
} PactVersion;

/* Takes the next version. What is told of it: PactFinding, borrowed until the next version; free
 * the array. A removal is told with the version that confirms it. NULL for a version that is but a
 * part of the page, or in another language: a failed check, `ret_why` says why. */
GPtrArray *pact_history_add (PactHistory *history, const PactVersion *version,
                             PactDocument *document_take, const char **ret_why);

/* What still waits at the end of the record: further looks would see the newest version again. */
GPtrArray *pact_history_end (PactHistory *history);

/* The names of the newest version and of the one it was compared with; NULL when there is none. */
const char *pact_history_newest (const PactHistory *history);
const char *pact_history_accepted (const PactHistory *history);
