/* The store: checks, captures, findings, the outbox and reviews of one page, in one transaction. */
#include "keep/store.h"

#include <glib/gstdio.h>

#include "pactwatch/error.h"

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

  fixture->dir = g_dir_make_tmp ("pactwatch-XXXXXX", &error);
  g_assert_no_error (error);
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
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  pact_page_free (fixture->page);
  pact_store_free (fixture->store);
  dir = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static const char *const sinks[] = { "desktop", "journal", NULL };

static PactFinding *
new_finding (PactVerdict verdict, const char *old_text, const char *new_text)
{
  PactFinding *finding = pact_finding_new ();

  finding->topic = g_strdup ("exclusivity");
  finding->verdict = verdict;
  finding->old_text = g_strdup (old_text);
  finding->new_text = g_strdup (new_text);
  return finding;
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
static void
check (Fixture *fixture, PactCheckOutcome outcome, const char *body, PactRecord extra)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactCapture) capture = pact_capture_new ("harbour", "https://harbour.example/");
  const PactPlace place = { (char *) "pactwatch-20260427T101500Z-00001.warc.gz", 4711, 815 };
  PactRecord record = extra;

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
  record.sinks = sinks;
  pact_store_record (fixture->store, &record, fixture->page->capture, &error);
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
  g_assert_true (pact_store_counts (fixture->store, NULL, &counts, &error));
  g_assert_cmpint (counts.checks, ==, 4);
  g_assert_cmpint (counts.checks_unchanged, ==, 1);
  g_assert_cmpint (counts.checks_failed, ==, 2);
  g_assert_cmpint (counts.captures, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/page", Fixture, NULL, set_up, test_page, tear_down);
  (void) new_finding;
  return g_test_run ();
}
