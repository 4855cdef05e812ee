/* The store: checks, captures, findings, the outbox and reviews of one page, in one transaction. */
#include "keep/store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactwatch/error.h"
#include "temp.h"

#define TIME G_GINT64_CONSTANT (1777284900000000) /* 2026-04-27T10:15:00Z */
#define MINUTE (60 * G_USEC_PER_SEC)

typedef struct {
  char *dir;
  char *path;
  PactStore *store;
  PactPage *page;
  gint64 now;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = temp_make ();
  fixture->path = g_build_filename (fixture->dir, "pactwatch.db", NULL);
  fixture->store = pact_store_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->page = pact_store_page (fixture->store, "harbour", "https://harbour.example/", &error);
  g_assert_no_error (error);
  fixture->now = TIME;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pact_page_free (fixture->page);
  pact_store_free (fixture->store);
  temp_remove (fixture->dir);
  g_free (fixture->path);
}

/* Everybody hears of everything. */
static const char **
audience (const PactFinding *finding, gconstpointer user_data)
{
  static const char *const sinks[] = { "desktop", "journal", NULL };

  return g_memdup2 (sinks, sizeof sinks);
}

static PactFinding *
new_finding (PactVerdict verdict, const char *old_text, const char *new_text)
{
  PactFinding *finding = pact_finding_new ();

  finding->topic = g_strdup ("exclusivity");
  finding->verdict = verdict;
  pact_facets_add (&finding->facets, PACT_FACET_EXCLUSIVITY);
  pact_facets_add (&finding->facets, PACT_FACET_DURATION);
  finding->old_text = g_strdup (old_text);
  finding->new_text = g_strdup (new_text);
  return finding;
}

static GPtrArray *
list_of (PactFinding *finding)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);

  g_ptr_array_add (list, finding);
  return list;
}

static void
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  pact_page_free (fixture->page);
  fixture->page = pact_store_page (fixture->store, "harbour", "https://harbour.example/", &error);
  g_assert_no_error (error);
}

/* Records a check a minute after the last; a captured one has `body` as its payload. */
static bool
try_check (Fixture *fixture, PactCheckOutcome outcome, const char *body, PactRecord record,
           GError **error)
{
  g_autoptr (PactCapture) capture = pact_capture_new ("harbour", "https://harbour.example/");
  const PactPlace place = { (char *) "pactwatch-20260427T101500Z-00001.warc.gz", 4711, 815 };
  bool recorded = false;

  capture->time = fixture->now += MINUTE;
  capture->status = outcome == PACT_CHECK_NOT_MODIFIED ? 304 : 200;
  if (outcome == PACT_CHECK_FAILED)
    pact_capture_fail (capture, PACT_FAILURE_DNS, "no such host 'harbour.example'");
  if (outcome == PACT_CHECK_CAPTURED) {
    capture->body = g_bytes_new (body, strlen (body));
    capture->digest = pact_digest (capture->body);
    capture->etag = g_strdup_printf ("\"%s\"", body);
    record.place = &place;
  }
  record.page = fixture->page->id;
  record.outcome = outcome;
  record.capture = capture;
  record.audience = audience;
  recorded = pact_store_record (fixture->store, &record, fixture->page->capture, error);
  refresh (fixture);
  return recorded;
}

static void
check (Fixture *fixture, PactCheckOutcome outcome, const char *body, PactRecord record)
{
  g_autoptr (GError) error = NULL;

  try_check (fixture, outcome, body, record, &error);
  g_assert_no_error (error);
}

/* A captured check that found this on the page's own wording. Returns its id. */
static gint64
find (Fixture *fixture, const char *body, PactVerdict verdict, const char *old_text,
      const char *new_text)
{
  g_autoptr (GPtrArray) findings = list_of (new_finding (verdict, old_text, new_text));
  PactFinding *finding = findings->pdata[0];

  finding->old_capture = fixture->page->accepted_capture;
  check (fixture, PACT_CHECK_CAPTURED, body, (PactRecord){ .findings = findings });
  return finding->id;
}

static guint
count_of (GPtrArray *list_take)
{
  guint n = 0;

  g_assert_nonnull (list_take);
  n = list_take->len;
  g_ptr_array_unref (list_take);
  return n;
}

static guint
listed (Fixture *fixture)
{
  return count_of (pact_store_findings (fixture->store, &(PactFindingFilter){ 0 }, NULL));
}

static guint
standing (Fixture *fixture)
{
  return count_of (pact_store_standing (fixture->store, fixture->page->id, NULL));
}

static guint
due_at (Fixture *fixture, const char *sink, gint64 time)
{
  return count_of (pact_store_deliveries (fixture->store, sink, time, 100, NULL));
}

static guint
due (Fixture *fixture, const char *sink)
{
  return due_at (fixture, sink, G_MAXINT64);
}

static void
review (Fixture *fixture, gint64 id, PactReview decision)
{
  g_autoptr (GError) error = NULL;

  pact_store_review (fixture->store, id, decision, "as agreed", fixture->now += MINUTE, &error);
  g_assert_no_error (error);
  refresh (fixture);
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PactStoreCounts counts = { 0 };

  g_assert_cmpint (fixture->page->capture, ==, 0);
  g_assert_cmpint (fixture->page->checked_time, ==, 0);
  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  g_assert_cmpint (fixture->page->capture, ==, 1);
  g_assert_cmpint (fixture->page->accepted_capture, ==, 1);
  g_assert_cmpint (fixture->page->recorded_time, ==, fixture->now);
  g_assert_cmpstr (fixture->page->etag, ==, "\"a\"");
  check (fixture, PACT_CHECK_FAILED, NULL, (PactRecord){ 0 });
  check (fixture, PACT_CHECK_FAILED, NULL, (PactRecord){ 0 });
  g_assert_cmpint (fixture->page->failures, ==, 2);
  g_assert_cmpint (fixture->page->failure, ==, PACT_FAILURE_DNS);
  g_assert_cmpstr (fixture->page->failure_detail, ==, "no such host 'harbour.example'");
  g_assert_cmpint (fixture->page->checked_time, ==, fixture->now);
  check (fixture, PACT_CHECK_NOT_MODIFIED, NULL, (PactRecord){ 0 });
  g_assert_cmpint (fixture->page->failures, ==, 0);
  g_assert_cmpint (fixture->page->failure, ==, PACT_FAILURE_NONE);
  g_assert_cmpint (fixture->page->capture, ==, 1);
  check (fixture, PACT_CHECK_CAPTURED, "b", (PactRecord){ 0 });
  g_assert_cmpint (fixture->page->capture, ==, 2);
  g_assert_cmpint (fixture->page->accepted_capture, ==, 1); /* the first stays until accepted */
  g_assert_true (pact_store_counts (fixture->store, "harbour", &counts, &error));
  g_assert_cmpint (counts.checks, ==, 5);
  g_assert_cmpint (counts.checks_unchanged, ==, 1);
  g_assert_cmpint (counts.checks_failed, ==, 2);
  g_assert_cmpint (counts.captures, ==, 2);
  g_assert_true (pact_store_counts (fixture->store, "quill", &counts, &error));
  g_assert_cmpint (counts.checks, ==, 0);
}

/* An archived answer that held no statement is evidence, but nothing is compared with it. */
static void
test_failed_capture (Fixture *fixture, gconstpointer data)
{
  const PactPlace place = { (char *) "pactwatch-20260427T101500Z-00001.warc.gz", 1, 1 };
  PactStoreCounts counts = { 0 };

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  check (fixture, PACT_CHECK_FAILED, NULL, (PactRecord){ .place = &place });
  g_assert_cmpint (fixture->page->capture, ==, 1);
  g_assert_true (pact_store_counts (fixture->store, NULL, &counts, NULL));
  g_assert_cmpint (counts.captures, ==, 2);
}

static void
test_captures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactDocument) document = pact_document_from_text ("Quill.", -1);
  g_autoptr (PactCaptureRow) row = NULL, payload = NULL, none = NULL;

  document->title = g_strdup ("A pact");
  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ .document = document });
  row = pact_store_capture (fixture->store, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->source, ==, "harbour");
  g_assert_cmpstr (row->title, ==, "A pact");
  g_assert_cmpstr (row->place.file, ==, "pactwatch-20260427T101500Z-00001.warc.gz");
  g_assert_cmpint (row->place.offset, ==, 4711);
  g_assert_cmpint (row->place.length, ==, 815);
  payload = pact_store_payload (fixture->store, fixture->page->id, row->digest, &error);
  g_assert_cmpint (payload->id, ==, 1);
  none = pact_store_payload (fixture->store, fixture->page->id, "sha256:00", &error);
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_null (pact_store_capture (fixture->store, 2, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND);
}

/* Silence can be proved for years: an unchanged check is a row of a few bytes. */
static void
test_compact (Fixture *fixture, gconstpointer data)
{
  enum { CHECKS = 2000 };
  GStatBuf before, after;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  pact_store_free (fixture->store);
  g_stat (fixture->path, &before);
  fixture->store = pact_store_open (fixture->path, NULL);
  for (guint i = 0; i < CHECKS; i++)
    check (fixture, i % 2 ? PACT_CHECK_IDENTICAL : PACT_CHECK_NOT_MODIFIED, NULL,
           (PactRecord){ .confirm_after = 2 });
  pact_store_free (fixture->store);
  g_stat (fixture->path, &after);
  fixture->store = pact_store_open (fixture->path, NULL);
  g_assert_cmpint (after.st_size - before.st_size, <, CHECKS * 24);
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactFinding) finding = NULL;
  gint64 id = 0;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  id = find (fixture, "b", PACT_VERDICT_CHANGED, "exclusive", "non-exclusive");
  finding = pact_store_finding (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (finding->source, ==, "harbour");
  g_assert_cmpstr (finding->url, ==, "https://harbour.example/");
  g_assert_cmpint (finding->time, ==, fixture->now);
  g_assert_cmpint (finding->verdict, ==, PACT_VERDICT_CHANGED);
  g_assert_cmpint (finding->facets.n, ==, 2);
  g_assert_cmpint (finding->facets.facet[0], ==, PACT_FACET_EXCLUSIVITY);
  g_assert_cmpstr (finding->old_text, ==, "exclusive");
  g_assert_cmpstr (finding->new_text, ==, "non-exclusive");
  g_assert_null (finding->why);
  g_assert_cmpint (finding->old_capture, ==, 1);
  g_assert_cmpint (finding->capture, ==, 2);
  g_assert_cmpstr (finding->digest, ==, fixture->page->digest);
  g_assert_cmpint (finding->review, ==, PACT_REVIEW_OPEN);
  g_assert_cmpint (due (fixture, "desktop"), ==, 1);
  g_assert_cmpint (due (fixture, "journal"), ==, 1);
  g_assert_cmpint (due (fixture, "mail"), ==, 0);
  g_assert_cmpint (standing (fixture), ==, 1);
}

/* A removal is told by the next look that still misses the words, whatever else that look sees. */
static void
test_removal (Fixture *fixture, gconstpointer data)
{
  static const struct {
    PactCheckOutcome next;
    const char *body;
    bool ends; /* the words are back */
    guint told;
  } cases[] = {
    { PACT_CHECK_IDENTICAL, NULL, false, 1 },
    { PACT_CHECK_NOT_MODIFIED, NULL, false, 1 },
    { PACT_CHECK_CAPTURED, "other", false, 1 },
    { PACT_CHECK_CAPTURED, "back", true, 0 },
    { PACT_CHECK_FAILED, NULL, false, 0 }, /* it saw nothing */
  };
  guint told = 0;

  check (fixture, PACT_CHECK_CAPTURED, "first", (PactRecord){ 0 });
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = g_strdup_printf ("gone %u", i);
    gint64 id = find (fixture, body, PACT_VERDICT_REMOVED, "exclusive", NULL);
    g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof id);
    g_autoptr (GPtrArray) confirmed =
        g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
    g_autoptr (GPtrArray) waiting = pact_store_standing (fixture->store, fixture->page->id, NULL);

    g_assert_cmpint (listed (fixture), ==, told);
    g_assert_cmpint (due (fixture, "desktop"), ==, told);
    g_assert_null (pact_store_finding (fixture->store, id, NULL));
    g_assert_true (((PactFinding *) waiting->pdata[waiting->len - 1])->waiting);
    if (cases[i].ends)
      g_array_append_val (ended, id);
    check (fixture, cases[i].next, cases[i].body,
           (PactRecord){ .confirm_after = 2, .confirmed = confirmed, .ended = ended });
    g_assert_cmpint (confirmed->len, ==, cases[i].told);
    told += cases[i].told;
    g_assert_cmpint (listed (fixture), ==, told);
    g_assert_cmpint (due (fixture, "desktop"), ==, told);
    g_assert_cmpint (due (fixture, "journal"), ==, told);
  }
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  gint64 start = 0;
  const struct {
    PactFindingFilter filter;
    guint n;
  } cases[] = {
    { { 0 }, 3 },
    { { .topic = "exclusivity" }, 3 },
    { { .topic = "revenue-share" }, 0 },
    { { .source = "harbour" }, 3 },
    { { .source = "quill" }, 0 },
    { { .unreviewed = true }, 2 },
    { { .after_id = 2 }, 1 },
    { { .limit = 2 }, 2 },
    { { .since = TIME + 3 * MINUTE }, 2 },
  };

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  start = find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  find (fixture, "c", PACT_VERDICT_CHANGED, "b", "c");
  find (fixture, "d", PACT_VERDICT_CHANGED, "c", "d");
  review (fixture, start, PACT_REVIEW_DISMISSED);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) list = pact_store_findings (fixture->store, &cases[i].filter, NULL);

    g_assert_cmpint (list->len, ==, cases[i].n);
    for (guint k = 1; k < list->len; k++) { /* newest first */
      const PactFinding *newer = list->pdata[k - 1], *older = list->pdata[k];

      g_assert_cmpint (newer->id, >, older->id);
    }
  }
}

static void
test_review (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactFinding) reviewed = NULL;
  gint64 first = 0, second = 0;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  first = find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  second = find (fixture, "c", PACT_VERDICT_ADDED, NULL, "c");
  review (fixture, first, PACT_REVIEW_ACCEPTED);
  g_assert_cmpint (fixture->page->accepted_capture, ==, 1); /* the other one is still open */
  g_assert_cmpint (standing (fixture), ==, 2);
  review (fixture, second, PACT_REVIEW_DISMISSED);
  g_assert_cmpint (fixture->page->accepted_capture, ==, 3);
  g_assert_cmpint (standing (fixture), ==, 0);
  reviewed = pact_store_finding (fixture->store, second, NULL);
  g_assert_cmpint (reviewed->review, ==, PACT_REVIEW_DISMISSED);
  g_assert_cmpint (reviewed->review_time, ==, fixture->now);
  g_assert_cmpstr (reviewed->review_why, ==, "as agreed");
  g_assert_false (
      pact_store_review (fixture->store, first, PACT_REVIEW_DISMISSED, NULL, 1, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==,
                   "finding '1' was accepted on 2026-04-27 10:19 UTC; a review is kept as it is");
  g_clear_error (&error);
  g_assert_false (pact_store_review (fixture->store, 99, PACT_REVIEW_ACCEPTED, NULL, 1, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND);
}

/* Accepting must not pass over a removal that nobody was told of yet. */
static void
test_review_waits (Fixture *fixture, gconstpointer data)
{
  gint64 changed = 0, removed = 0;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  changed = find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  removed = find (fixture, "c", PACT_VERDICT_REMOVED, "x", NULL);
  review (fixture, changed, PACT_REVIEW_ACCEPTED);
  g_assert_cmpint (fixture->page->accepted_capture, ==, 1);
  check (fixture, PACT_CHECK_IDENTICAL, NULL, (PactRecord){ .confirm_after = 2 });
  review (fixture, removed, PACT_REVIEW_ACCEPTED);
  g_assert_cmpint (fixture->page->accepted_capture, ==, 3);
}

static gint64
find_term (Fixture *fixture, const char *body)
{
  g_autoptr (GPtrArray) findings = list_of (new_finding (PACT_VERDICT_CHANGED, "a", body));
  PactFinding *finding = findings->pdata[0];

  finding->baseline = g_strdup ("pact");
  finding->term = g_strdup ("cloud");
  check (fixture, PACT_CHECK_CAPTURED, body, (PactRecord){ .findings = findings });
  return finding->id;
}

/* What was accepted is the baseline now, so the same words may be news again one day. What was
 * dismissed still differs from the baseline, and is not to be told twice. */
static void
test_standing_terms (Fixture *fixture, gconstpointer data)
{
  gint64 accepted = find_term (fixture, "b"), dismissed = find_term (fixture, "c");

  g_assert_cmpint (count_of (pact_store_standing_terms (fixture->store, "pact", NULL)), ==, 2);
  g_assert_cmpint (count_of (pact_store_standing_terms (fixture->store, "other", NULL)), ==, 0);
  g_assert_cmpint (standing (fixture), ==, 0); /* the page's own wording did not change */
  review (fixture, accepted, PACT_REVIEW_ACCEPTED);
  review (fixture, dismissed, PACT_REVIEW_DISMISSED);
  g_assert_cmpint (count_of (pact_store_standing_terms (fixture->store, "pact", NULL)), ==, 1);
}

static void
test_outbox (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batch = NULL, again = NULL;
  const PactDelivery *first = NULL;
  gint64 told = 0;

  g_assert_cmpint (pact_store_next_delivery (fixture->store, "desktop", &error), ==, -1);
  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  told = fixture->now;
  find (fixture, "c", PACT_VERDICT_CHANGED, "b", "c");
  g_assert_cmpint (pact_store_next_delivery (fixture->store, "journal", &error), ==, told);
  g_assert_cmpint (pact_store_next_delivery (fixture->store, "pigeon", &error), ==, -1);
  g_assert_cmpint (due_at (fixture, "desktop", told), ==, 1);
  g_assert_cmpint (due_at (fixture, "desktop", told - 1), ==, 0);
  batch = pact_store_deliveries (fixture->store, "desktop", fixture->now, 1, &error);
  g_assert_cmpint (batch->len, ==, 1);
  first = batch->pdata[0];
  g_assert_cmpstr (first->finding->new_text, ==, "b"); /* the oldest */
  g_assert_true (
      pact_store_postpone (fixture->store, batch, fixture->now + MINUTE, "no bus", &error));
  g_assert_cmpint (due_at (fixture, "desktop", fixture->now), ==, 0); /* on one topic of one page */
  g_assert_cmpint (pact_store_next_delivery (fixture->store, "desktop", &error), ==,
                   fixture->now + MINUTE);
  again = pact_store_deliveries (fixture->store, "desktop", fixture->now + MINUTE, 9, &error);
  g_assert_cmpint (again->len, ==, 2);
  g_assert_cmpint (((PactDelivery *) again->pdata[0])->tries, ==, 1);
  g_assert_cmpint (((PactDelivery *) again->pdata[1])->tries, ==, 0);
  g_assert_true (pact_store_delivered (fixture->store, again, fixture->now, &error));
  g_assert_cmpint (due (fixture, "desktop"), ==, 0);
  g_assert_cmpint (due (fixture, "journal"), ==, 2); /* each sink for itself */
  g_assert_no_error (error);
}

/* What was told is due again after a while, unless somebody reviewed it. */
static void
test_remind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL, again = NULL;
  gint64 open, reviewed, told;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  open = find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  reviewed = find (fixture, "c", PACT_VERDICT_CHANGED, "b", "c");
  told = fixture->now;
  batch = pact_store_deliveries (fixture->store, "desktop", told, 9, NULL);
  g_assert_true (pact_store_remind (fixture->store, "desktop", 0, G_MAXINT64, told, NULL));
  g_assert_cmpint (due (fixture, "desktop"), ==, 2); /* what waits goes on waiting */
  g_assert_true (pact_store_delivered (fixture->store, batch, told, NULL));
  review (fixture, reviewed, PACT_REVIEW_DISMISSED);
  g_assert_true (pact_store_remind (fixture->store, "desktop", 0, told, told + MINUTE, NULL));
  g_assert_true (pact_store_remind (fixture->store, "pigeon", 0, told + 1, told + MINUTE, NULL));
  g_assert_true (pact_store_remind (fixture->store, "desktop", reviewed, told + 1, told + MINUTE, NULL));
  g_assert_cmpint (due_at (fixture, "desktop", told + MINUTE), ==, 0);
  g_assert_true (pact_store_remind (fixture->store, "desktop", 0, told + 1, told + MINUTE, NULL));
  g_assert_cmpint (due_at (fixture, "desktop", told), ==, 0);
  again = pact_store_deliveries (fixture->store, "desktop", told + MINUTE, 9, NULL);
  g_assert_cmpint (again->len, ==, 1);
  g_assert_cmpint (((PactDelivery *) again->pdata[0])->finding->id, ==, open);
}

/* By hand: due at once, given up, and neither for what does not wait. */
static void
test_outbox_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) waiting = NULL, left = NULL;
  g_autoptr (GError) gone = NULL, unknown = NULL;
  const PactDelivery *desktop = NULL, *journal = NULL;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  waiting = pact_store_deliveries (fixture->store, "desktop", fixture->now, 9, NULL);
  g_assert_true (
      pact_store_postpone (fixture->store, waiting, fixture->now + MINUTE, "no bus", NULL));
  g_ptr_array_unref (waiting);
  waiting = pact_store_waiting (fixture->store, NULL);
  g_assert_cmpint (waiting->len, ==, 2);
  desktop = waiting->pdata[0];
  journal = waiting->pdata[1];
  g_assert_cmpstr (desktop->sink, ==, "desktop");
  g_assert_cmpstr (desktop->why, ==, "no bus");
  g_assert_cmpint (desktop->due, ==, fixture->now + MINUTE);
  g_assert_cmpstr (journal->why, ==, NULL);
  g_assert_cmpint (due_at (fixture, "desktop", fixture->now), ==, 0);
  g_assert_true (pact_store_retry (fixture->store, desktop->id, fixture->now, NULL));
  g_assert_cmpint (due_at (fixture, "desktop", fixture->now), ==, 1);
  g_assert_true (pact_store_drop (fixture->store, desktop->id, fixture->now, NULL));
  left = pact_store_waiting (fixture->store, NULL);
  g_assert_cmpint (left->len, ==, 1);
  g_assert_cmpstr (((PactDelivery *) left->pdata[0])->sink, ==, "journal");
  g_assert_false (pact_store_retry (fixture->store, desktop->id, fixture->now, &gone));
  g_assert_error (gone, PACT_ERROR, PACT_ERROR_NOT_FOUND);
  g_assert_false (pact_store_drop (fixture->store, 4711, fixture->now, &unknown));
  g_assert_error (unknown, PACT_ERROR, PACT_ERROR_NOT_FOUND);
}

static void
test_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), seen = g_ptr_array_new (), unseen = NULL;

  g_ptr_array_add (ids, (gpointer) "a");
  g_ptr_array_add (ids, (gpointer) "b");
  g_ptr_array_add (seen, (gpointer) "b");
  g_ptr_array_add (seen, (gpointer) "b"); /* feeds do repeat an id */
  check (fixture, PACT_CHECK_CAPTURED, "feed", (PactRecord){ .seen = seen });
  check (fixture, PACT_CHECK_CAPTURED, "feed 2", (PactRecord){ .seen = seen });
  unseen = pact_store_unseen (fixture->store, fixture->page->id, ids, NULL);
  g_assert_cmpint (unseen->len, ==, 1);
  g_assert_cmpstr (unseen->pdata[0], ==, "a");
  g_ptr_array_unref (g_steal_pointer (&unseen));
  unseen = pact_store_unseen (fixture->store, fixture->page->id + 1, ids, NULL);
  g_assert_cmpint (unseen->len, ==, 2);
}

static void
test_terms (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) terms = list_of (new_finding (PACT_VERDICT_REAFFIRMED, "a", "b"));
  g_autoptr (GPtrArray) back = NULL;
  PactFinding *term = terms->pdata[0];

  term->baseline = g_strdup ("pact");
  term->term = g_strdup ("cloud");
  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ .terms = terms });
  term->verdict = PACT_VERDICT_NOT_MENTIONED;
  check (fixture, PACT_CHECK_CAPTURED, "b", (PactRecord){ .terms = terms });
  back = pact_store_terms (fixture->store, "pact", &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->len, ==, 1);
  term = back->pdata[0];
  g_assert_cmpint (term->verdict, ==, PACT_VERDICT_NOT_MENTIONED);
  g_assert_cmpstr (term->term, ==, "cloud");
  g_assert_cmpstr (term->source, ==, "harbour");
  g_assert_cmpint (term->capture, ==, 2);
  g_assert_cmpint (term->time, ==, fixture->now);
  g_assert_cmpint (count_of (pact_store_terms (fixture->store, "other", NULL)), ==, 0);
  g_ptr_array_set_size (terms, 0);
  g_assert_true (pact_store_set_terms (fixture->store, fixture->page->id, 2, terms, &error));
  g_assert_cmpint (count_of (pact_store_terms (fixture->store, NULL, NULL)), ==, 0);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  const char *url = "https://quill.example/";
  g_autoptr (PactPage) other = pact_store_page (fixture->store, "quill", url, NULL);
  g_autoptr (PactPage) same = pact_store_page (fixture->store, "quill", url, NULL);

  g_assert_cmpint (other->id, ==, same->id);
  g_assert_cmpint (other->id, !=, fixture->page->id);
  g_assert_cmpint (count_of (pact_store_pages (fixture->store, NULL, NULL)), ==, 2);
  g_assert_cmpint (count_of (pact_store_pages (fixture->store, "quill", NULL)), ==, 1);
}

/* All or nothing: what cannot be stored whole leaves no trace. */
static void
test_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) findings = list_of (new_finding (PACT_VERDICT_CHANGED, "a", "b"));
  PactFinding *broken = new_finding (PACT_VERDICT_CHANGED, "a", "b");
  g_autoptr (GError) error = NULL;
  PactStoreCounts counts = { 0 };

  g_clear_pointer (&broken->topic, g_free);
  g_ptr_array_add (findings, broken);
  g_assert_false (try_check (fixture, PACT_CHECK_CAPTURED, "a",
                             (PactRecord){ .findings = findings }, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
  g_clear_error (&error);
  fixture->page->capture = 7; /* as if somebody had been faster */
  g_assert_false (try_check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 }, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_OVERTAKEN);
  g_assert_true (g_pattern_match_simple ("*has a newer capture*; read it again", error->message));
  g_assert_true (pact_store_counts (fixture->store, NULL, &counts, NULL));
  g_assert_cmpint (counts.checks + counts.captures + counts.findings + counts.outbox, ==, 0);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* What a store of before alerts could be given up still has to tell, and has told, is kept. */
static void
test_outbox_of_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) waiting = NULL;

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  find (fixture, "b", PACT_VERDICT_CHANGED, "a", "b");
  find (fixture, "c", PACT_VERDICT_CHANGED, "b", "c");
  g_clear_pointer (&fixture->store, pact_store_free);
  run_sql (fixture->path,
           "CREATE TABLE old (id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding,"
           " sink TEXT NOT NULL, due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, why TEXT,"
           " delivered INTEGER, UNIQUE (finding, sink)) STRICT;"
           "INSERT INTO old (id, finding, sink, due) SELECT id, finding, sink, due FROM outbox;"
           "UPDATE old SET delivered = due WHERE id = 1; UPDATE old SET tries = 3 WHERE id = 2;"
           "DROP TABLE outbox; ALTER TABLE old RENAME TO outbox; DROP TABLE pause;"
           "CREATE INDEX outbox_waiting ON outbox (sink, due) WHERE delivered IS NULL;"
           "DROP INDEX check_failed; ALTER TABLE page DROP COLUMN answered;"
           "ALTER TABLE page DROP COLUMN noticed; ALTER TABLE page DROP COLUMN moved;"
           "PRAGMA user_version = 4");
  fixture->store = pact_store_open (fixture->path, NULL);
  g_assert_nonnull (fixture->store);
  waiting = pact_store_waiting (fixture->store, NULL);
  g_assert_cmpint (waiting->len, ==, 3);
  g_assert_cmpint (((PactDelivery *) waiting->pdata[0])->id, ==, 2);
  g_assert_cmpint (((PactDelivery *) waiting->pdata[0])->tries, ==, 3);
  g_assert_cmpint (due (fixture, "desktop") + due (fixture, "journal"), ==, 3);
  refresh (fixture);
  g_assert_cmpint (fixture->page->answered_time, ==, fixture->now);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *file;
    const char *sql, *text; /* what is in it */
    const char *want;
  } cases[] = {
    { "other.db", "CREATE TABLE mine (x)", NULL, "store '*other.db' belongs to another program; *" },
    { "stamped.db", "PRAGMA application_id = 7", NULL, "store '*stamped.db' belongs to another program; *" },
    { "newer.db", "PRAGMA application_id = 1348559732; PRAGMA user_version = 99", NULL,
      "store '*newer.db' has schema '99' and this pactwatch knows up to *" },
    { "text.db", NULL, "Dear diary, this is not a database at all, but it is long enough to be read.",
      "store '*text.db': file is not a database; move it away or *" },
    { "missing/x.db", NULL, NULL, "store '*missing/x.db': unable to open database file; check owner *" },
    { ".", NULL, NULL, "store '*': unable to open database file; check owner and mode *" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (fixture->dir, cases[i].file, NULL);
    g_autofree char *after = NULL;
    g_autoptr (GError) error = NULL;

    if (cases[i].sql != NULL)
      run_sql (path, cases[i].sql);
    if (cases[i].text != NULL)
      g_file_set_contents (path, cases[i].text, -1, NULL);
    g_assert_null (pact_store_open (path, &error));
    g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
    if (!g_pattern_match_simple (cases[i].want, error->message))
      g_error ("'%s' is not like '%s'", error->message, cases[i].want);
    if (cases[i].text != NULL) { /* and what was there is there */
      g_file_get_contents (path, &after, NULL, NULL);
      g_assert_cmpstr (after, ==, cases[i].text);
    }
  }
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  for (guint i = 0; i < 300; i++)
    check (fixture, PACT_CHECK_NOT_MODIFIED, NULL, (PactRecord){ 0 });
  pact_store_free (fixture->store);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  memset (bytes + 4096, 0xa5, length - 4096);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  fixture->store = pact_store_open (fixture->path, NULL);
  g_assert_null (pact_store_pages (fixture->store, NULL, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
  g_assert_true (
      g_pattern_match_simple ("store '*': database disk image is malformed; *", error->message));
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit limit, tight;
  PactStoreCounts counts = { 0 };

  check (fixture, PACT_CHECK_CAPTURED, "a", (PactRecord){ 0 });
  getrlimit (RLIMIT_FSIZE, &limit);
  tight = limit;
  tight.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &tight);
  g_assert_false (try_check (fixture, PACT_CHECK_CAPTURED, "b", (PactRecord){ 0 }, &error));
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
  g_assert_true (g_pattern_match_simple ("store '*': disk I/O error; *", error->message));
  refresh (fixture);
  check (fixture, PACT_CHECK_CAPTURED, "b", (PactRecord){ 0 }); /* nothing is left broken */
  g_assert_true (pact_store_counts (fixture->store, NULL, &counts, NULL));
  g_assert_cmpint (counts.checks, ==, 2);
}

/* Writes checks with a finding each, as daemon and tool do, and reports each once it is recorded. */
static void
write_checks (Fixture *fixture, guint process, guint n, int reports)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strdup_printf ("https://harbour.example/%u", process);

  fixture->store = pact_store_open (fixture->path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++) {
    g_autoptr (PactPage) page = pact_store_page (fixture->store, "harbour", url, &error);
    g_autoptr (PactCapture) capture = pact_capture_new ("harbour", url);
    g_autoptr (GPtrArray) findings = list_of (new_finding (PACT_VERDICT_CHANGED, "a", "b"));
    const PactPlace place = { (char *) "x", i, 1 };
    PactRecord record = { .outcome = PACT_CHECK_CAPTURED, .capture = capture, .place = &place,
                          .findings = findings, .audience = audience };

    g_assert_no_error (error);
    record.page = page->id;
    capture->time = TIME + i;
    pact_store_record (fixture->store, &record, page->capture, &error);
    g_assert_no_error (error);
    if (i % 3 == 0) {
      pact_store_review (fixture->store, ((PactFinding *) findings->pdata[0])->id,
                         PACT_REVIEW_ACCEPTED, NULL, TIME + i, &error);
      g_assert_no_error (error);
    }
    if (write (reports, "x", 1) != 1)
      _exit (2);
  }
}

static gint64
read_reports (int reports)
{
  char buffer[4096];
  gint64 n = 0;

  for (gssize got = 0; (got = read (reports, buffer, sizeof buffer)) > 0;)
    n += got;
  return n;
}

/* Several processes open a store that does not exist yet and write to it for all they are worth. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  enum { PROCESSES = 4, EACH = 200 };
  PactStoreCounts counts = { 0 };
  int reports[2];

  pact_store_free (g_steal_pointer (&fixture->store));
  g_unlink (fixture->path);
  g_assert_cmpint (pipe (reports), ==, 0);
  for (guint i = 0; i < PROCESSES; i++)
    if (fork () == 0) {
      write_checks (fixture, i, EACH, reports[1]);
      _exit (0);
    }
  close (reports[1]);
  for (guint i = 0; i < PROCESSES; i++) {
    int status = 1;

    wait (&status);
    g_assert_cmpint (status, ==, 0);
  }
  g_assert_cmpint (read_reports (reports[0]), ==, PROCESSES * EACH);
  close (reports[0]);
  fixture->store = pact_store_open (fixture->path, NULL);
  g_assert_true (pact_store_counts (fixture->store, NULL, &counts, NULL));
  g_assert_cmpint (counts.checks, ==, PROCESSES * EACH);
  g_assert_cmpint (counts.captures, ==, PROCESSES * EACH);
  g_assert_cmpint (counts.findings, ==, PROCESSES * EACH);
  g_assert_cmpint (counts.outbox, ==, 2 * PROCESSES * EACH);
  g_assert_cmpint (counts.findings - counts.findings_open, ==, PROCESSES * ((EACH + 2) / 3));
}

/* Killed at any moment: what was recorded is there, and nothing is there by half. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260427);
  gint64 reported = 0;

  for (guint i = 0; i < 50; i++) {
    PactStoreCounts counts = { 0 };
    pid_t writer = -1;
    int reports[2];

    pact_store_free (g_steal_pointer (&fixture->store)); /* a handle must not cross fork */
    g_assert_cmpint (pipe (reports), ==, 0);
    writer = fork ();
    if (writer == 0) {
      write_checks (fixture, i % 3, G_MAXUINT, reports[1]);
      _exit (0);
    }
    close (reports[1]);
    g_usleep ((gulong) g_rand_int_range (random, 0, 10000));
    kill (writer, SIGKILL);
    waitpid (writer, NULL, 0);
    reported += read_reports (reports[0]);
    close (reports[0]);
    fixture->store = pact_store_open (fixture->path, NULL);
    g_assert_true (pact_store_counts (fixture->store, NULL, &counts, NULL));
    g_assert_cmpint (counts.checks, >=, reported);
    g_assert_cmpint (counts.checks, <=, reported + i + 1); /* recorded, killed before the report */
    g_assert_cmpint (counts.captures, ==, counts.checks);
    g_assert_cmpint (counts.findings, ==, counts.checks);
    g_assert_cmpint (counts.outbox, ==, 2 * counts.checks);
  }
  g_test_message ("%" G_GINT64_FORMAT " checks kept over 50 kills", reported);
  g_assert_cmpint (reported, >, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/page", test_page },
    { "/store/pages", test_pages },
    { "/store/failed-capture", test_failed_capture },
    { "/store/captures", test_captures },
    { "/store/compact", test_compact },
    { "/store/told", test_told },
    { "/store/removal", test_removal },
    { "/store/filter", test_filter },
    { "/store/review", test_review },
    { "/store/review-waits", test_review_waits },
    { "/store/standing-terms", test_standing_terms },
    { "/store/outbox", test_outbox },
    { "/store/outbox-by-hand", test_outbox_by_hand },
    { "/store/remind", test_remind },
    { "/store/outbox-of-old", test_outbox_of_old },
    { "/store/seen", test_seen },
    { "/store/terms", test_terms },
    { "/store/transaction", test_transaction },
    { "/store/refused", test_refused },
    { "/store/damaged", test_damaged },
    { "/store/disk-full", test_disk_full },
    { "/store/at-once", test_at_once },
    { "/store/killed", test_killed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
