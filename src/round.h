/* A round: one check of one source through the whole pipeline, by daemon and tool alike. */
#pragma once

#include "config.h"
#include "state.h"

typedef struct PactRound PactRound;

/* What the journal is to hear of a source's failures: the first, but of one that comes and goes only
 * once a day; a long silence; and the end of what was heard of. */
typedef enum {
  PACT_NOTICE_NONE,
  PACT_NOTICE_FAILED,
  PACT_NOTICE_SILENT, /* nothing readable for SilentAfter= */
  PACT_NOTICE_RECOVERED,
} PactNotice;

/* What one check came to. `error` is set when state or archive could not be written. */
typedef struct {
  const PactSource *source;
  const char *url;             /* of the page: the source's own or a feed item's */
  PactCheckOutcome outcome;
  PactFailure failure;
  const char *failure_detail;  /* NULL when it did not fail */
  guint failures_before;       /* failed checks in a row until this one */
  PactNotice notice;
  gint64 retry_after_s;        /* -1 for none */
  bool look_again;             /* a removal waits for another look */
  GPtrArray *findings;         /* PactFinding made or confirmed by this check; never NULL */
  const GError *error;
} PactChecked;

typedef void (*PactCheckedFunc) (const PactChecked *checked, gpointer user_data);

/* Borrows all three for its life. `checked` hears of every check, items of feeds too. */
PactRound *pact_round_new (PactState *state, const PactConfig *config, PactFetcher *fetcher,
                           PactCheckedFunc checked, gpointer user_data);
void pact_round_free (PactRound *round);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactRound, pact_round_free)

/* Starts a check of the source; what it leads to (new items of a feed) follows by itself. */
void pact_round_check (PactRound *round, const PactSource *source);

/* Checks started and not ended. */
guint pact_round_pending (const PactRound *round);
