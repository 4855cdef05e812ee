/* The store: what was checked, captured, found, told and reviewed, in one SQLite file. */
#pragma once

#include "keep/archive.h"
#include "pactwatch/capture.h"
#include "pactwatch/document.h"
#include "pactwatch/finding.h"

typedef struct PactStore PactStore;

/* Creates or migrates the file. A newer schema, another program's file or a damaged one is an
 * error that says what to do. Safe for several processes (WAL). A file that we may only read is
 * opened for that, if its folder lies open to us and its owner has brought it up to our schema. */
PactStore *pact_store_open (const char *path, GError **error);
bool pact_store_is_read_only (const PactStore *store);
void pact_store_free (PactStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactStore, pact_store_free)

/* One watched address of one source: the source's own URL, or the page of a feed's item. */
typedef struct {
  gint64 id;
  char *source;
  char *url;
  char *etag;               /* of the newest read capture; NULL when absent; so is the next */
  char *last_modified;
  char *digest;             /* payload digest of the newest read capture; NULL before the first */
  char *reader;             /* which readers read it last; NULL when the store did not say yet */
  gint64 capture;           /* store id of the newest read capture; 0 before the first */
  gint64 capture_time;      /* when that was, µs */
  gint64 accepted_capture;  /* what new wording is compared with; 0 before the first */
  gint64 checked_time;      /* last check of any outcome, µs; 0 before the first */
  gint64 answered_time;     /* last one that did not fail, µs; 0 before the first */
  gint64 recorded_time;     /* newest response or revisit record, µs; 0 before the first */
  char *unread_digest;      /* of the newest capture, if that could not be read; else NULL */
  gint64 unread_time;       /* when that was, µs */
  gint64 found_time;        /* when a list led to it, µs; 0 when it was there at first */
  bool is_list;             /* one list of a source that names several */
  guint failures;           /* failed checks in a row */
  gint64 failing_since;     /* the first of them, µs; 0 when the last check did not fail */
  gint64 noticed_time;      /* when the journal was last told that it fails, µs; 0 for never */
  char *moved;              /* where the last readable answer came from; NULL: from url itself */
  PactFailure failure;      /* of the last check */
  char *failure_detail;     /* NULL when it did not fail */
} PactPage;

void pact_page_free (PactPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactPage, pact_page_free)

/* How a page came to be watched. */
typedef struct {
  gint64 time;  /* PactPage.found_time */
  bool is_list;
} PactFound;

/* Adds a page that a list led to; one that is there already stays as it is. */
bool pact_store_add_page (PactStore *store, const char *source, const char *url,
                          const PactFound *found, GError **error);

/* The page, created when new. */
PactPage *pact_store_page (PactStore *store, const char *source, const char *url, GError **error);

/* All pages of a source (NULL: of every source), oldest first: PactPage. */
GPtrArray *pact_store_pages (PactStore *store, const char *source, GError **error);

typedef enum {
  PACT_CHECK_CAPTURED,     /* a new payload was archived and read */
  PACT_CHECK_IDENTICAL,    /* 200 with the payload we have */
  PACT_CHECK_NOT_MODIFIED, /* 304 */
  PACT_CHECK_FAILED,
} PactCheckOutcome;

/* Who is to be told of a finding: names of sinks, NULL-terminated; free the array with g_free. */
typedef const char **(*PactAudience) (const PactFinding *finding, gconstpointer user_data);

/* One check with all that follows from it; pact_store_record commits it in one transaction. */
typedef struct {
  gint64 page;
  PactCheckOutcome outcome;
  const PactCapture *capture;  /* the answer: time, status, digest, validators, failure */
  const PactPlace *place;      /* where it was archived; NULL when it was not */
  const PactDocument *document; /* CAPTURED: title and dates are kept; may be NULL for a feed */
  const char *reader;          /* which readers read it */
  bool noticed;                /* the journal is told of the failure */
  /* All that follows may be NULL. */
  GPtrArray *findings;         /* PactFinding to add; ids, capture and digest are filled in */
  GPtrArray *terms;            /* PactFinding per baseline term: replaces the page's term table */
  GArray *ended;               /* gint64 ids of standing findings that no longer hold */
  guint confirm_after;         /* looks that tell a removal; 0: this one confirms nothing. Those it */
  GPtrArray *confirmed;        /* confirms are added here (PactFinding) */
  guint ret_waiting;           /* removals of the page that still wait */
  GPtrArray *seen;             /* char * feed item ids to remember, */
  gint64 seen_on;              /* on this page; 0: the one checked */
  PactAudience audience;       /* an outbox row for each told finding and sink it names */
  gconstpointer audience_data;
} PactRecord;

/* The row of a check costs a few bytes. When another process recorded a newer capture of the page
 * since `known_capture`, nothing is recorded: PACT_ERROR_OVERTAKEN, look at the page again. */
bool pact_store_record (PactStore *store, PactRecord *record, gint64 known_capture, GError **error);

/* Records that the page's newest capture was read again by `record->reader`: ends and adds findings
 * (those with `reread` set are told to nobody), replaces terms. PACT_ERROR_OVERTAKEN as above. */
bool pact_store_reread (PactStore *store, PactRecord *record, gint64 known_capture, GError **error);

/* Findings on the page's own wording (those with an old_capture) that still hold: told, or with
 * `waiting` set removals that further looks have yet to confirm. */
GPtrArray *pact_store_standing (PactStore *store, gint64 page, GError **error);

/* Findings on the words a feed's item had at first. */
GPtrArray *pact_store_news (PactStore *store, gint64 page, GError **error);

/* Standing findings against this baseline, from whatever source. Dismissed ones stand for good: the
 * baseline still says otherwise, and somebody decided that this is no news. */
GPtrArray *pact_store_standing_terms (PactStore *store, const char *baseline, GError **error);

/* Which of `ids` (char *) were never seen on this page: borrowed strings in a new array. */
GPtrArray *pact_store_unseen (PactStore *store, gint64 page, GPtrArray *ids, GError **error);

/* The place of a capture, to fetch it back; and what we know of it. */
typedef struct {
  gint64 id;
  char *source;
  char *url;
  char *title; /* NULL when the page has none */
  char *digest;
  gint64 time; /* µs */
  PactPlace place;
} PactCaptureRow;

void pact_capture_row_free (PactCaptureRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactCaptureRow, pact_capture_row_free)
PactCaptureRow *pact_store_capture (PactStore *store, gint64 id, GError **error);

/* The first archived capture of the page with this payload; NULL without error when it is new. */
PactCaptureRow *pact_store_payload (PactStore *store, gint64 page, const char *digest,
                                    GError **error);

/* What to list; zero and NULL mean any. */
typedef struct {
  gint64 since;        /* µs */
  const char *topic;
  const char *source;
  bool unreviewed;
  gint64 after_id;     /* only ids above this */
  guint limit;
} PactFindingFilter;

/* PactFinding, newest first. Unconfirmed removals are not listed. */
GPtrArray *pact_store_findings (PactStore *store, const PactFindingFilter *filter, GError **error);
PactFinding *pact_store_finding (PactStore *store, gint64 id, GError **error);

/* Closes a finding. When its page has no open finding left, the newest capture becomes the
 * accepted one. Reviewing it again is PACT_ERROR_INPUT naming what was decided. */
bool pact_store_review (PactStore *store, gint64 id, PactReview review, const char *why,
                        gint64 time, GError **error);

/* The pages' tables of terms as of their newest read captures: PactFinding with source, url and
 * time. `baseline` NULL: all. */
GPtrArray *pact_store_terms (PactStore *store, const char *baseline, GError **error);

/* Replaces the term table of a page after a re-read; nothing is told. */
bool pact_store_set_terms (PactStore *store, gint64 page, gint64 capture, GPtrArray *terms,
                           GError **error);

/* Figures for `pactwatch status`. */
typedef struct {
  gint64 checks, checks_unchanged, checks_failed, captures, findings, findings_open;
  gint64 outbox, outbox_dead; /* alerts that wait, and that were given up */
} PactStoreCounts;
bool pact_store_counts (PactStore *store, const char *source, PactStoreCounts *ret_counts,
                        GError **error);

/* Figures with a name each, that of a source or sink, and some by kind. */
typedef enum {
  /* of sources */
  PACT_TALLY_CHECKS,
  PACT_TALLY_FAILURES,   /* failed checks, by class */
  PACT_TALLY_VERDICTS,   /* findings that were told, by verdict */
  PACT_TALLY_UNREVIEWED, /* those that nobody has judged */
  /* of sinks */
  PACT_TALLY_WAITING,    /* deliveries */
  PACT_TALLY_DEAD,       /* those that were given up */
  PACT_TALLY_PAUSED,     /* 1 */
} PactTallyOf;

typedef struct {
  char *name; /* of the source or sink */
  char *kind; /* NULL for none */
  gint64 n;
} PactTally;

void pact_tally_free (PactTally *tally);

/* PactTally, those above 0 only. */
GPtrArray *pact_store_tally (PactStore *store, PactTallyOf of, GError **error);

/* The outbox: one row per finding and sink until that sink confirmed it, and one more for each
 * other sink that hears of one that was given up (then finding->lost_by is set). */
typedef struct {
  gint64 id;
  char *sink;
  gint64 due;          /* µs */
  bool held;           /* until then by the user's wish */
  bool paused;         /* the sink is */
  guint tries;         /* failed ones so far */
  char *why;           /* the last of them failed; NULL before the first */
  gint64 dead;         /* when it was given up, µs; 0 while it waits */
  PactFinding *finding;
} PactDelivery;

void pact_delivery_free (PactDelivery *delivery);

/* Deliveries of `sink` due at `now` (µs), oldest first, at most `limit`: PactDelivery. Those on a
 * term wait for an earlier one on it that failed. None while the sink is paused. */
GPtrArray *pact_store_deliveries (PactStore *store, const char *sink, gint64 now, guint limit,
                                  GError **error);

/* All that wait or were given up, of every sink, oldest first: PactDelivery. */
GPtrArray *pact_store_waiting (PactStore *store, GError **error);

/* Makes a delivery that waits or was given up due at `time` (µs), or closes it untold.
 * PACT_ERROR_NOT_FOUND when there is none of that id. */
bool pact_store_retry (PactStore *store, gint64 id, gint64 time, GError **error);
bool pact_store_drop (PactStore *store, gint64 id, gint64 time, GError **error);

/* Makes due again at `now` what `sink` confirmed before `told_before` (both µs) and nobody has
 * reviewed: of one finding, or of all with 0. */
bool pact_store_remind (PactStore *store, const char *sink, gint64 finding, gint64 told_before,
                        gint64 now, GError **error);

/* When `sink` can next be told something (µs), or -1 for never. */
gint64 pact_store_next_delivery (PactStore *store, const char *sink, GError **error);

/* What became of deliveries: confirmed; failed, and due again; not tried, each to wait until what
 * its `due` says now. */
bool pact_store_delivered (PactStore *store, GPtrArray *deliveries, gint64 time, GError **error);
bool pact_store_postpone (PactStore *store, GPtrArray *deliveries, gint64 due, const char *why,
                          GError **error);
bool pact_store_hold (PactStore *store, GPtrArray *deliveries, GError **error);

/* Lets all go again that was held, for the settings may have changed. */
bool pact_store_release (PactStore *store, GError **error);

/* Failed once more, and given up. When it is the first since their sink last confirmed one, the
 * `others` (names of sinks, NULL-terminated) are told of it. */
bool pact_store_give_up (PactStore *store, GPtrArray *deliveries, gint64 time, const char *why,
                         const char *const *others, GError **error);

/* While a sink is paused its deliveries wait. Pausing it twice keeps the first time; resuming one
 * that is not paused is PACT_ERROR_NOT_FOUND. */
typedef struct {
  char *sink;
  gint64 since; /* µs */
} PactPause;

void pact_pause_free (PactPause *pause);
bool pact_store_pause (PactStore *store, const char *sink, gint64 time, GError **error);
bool pact_store_resume (PactStore *store, const char *sink, GError **error);

/* PactPause, by name. */
GPtrArray *pact_store_pauses (PactStore *store, GError **error);
