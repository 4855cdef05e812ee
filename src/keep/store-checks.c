/* Pages and what each check of them came to: the transaction that keeps a check whole, the
 * captures, the feed items seen, the figures. */
#include "keep/store-private.h"
#include "pactwatch/error.h"

#include <string.h>

void
pact_page_free (PactPage *page)
{
  if (page == NULL)
    return;
  g_free (page->source);
  g_free (page->url);
  g_free (page->etag);
  g_free (page->last_modified);
  g_free (page->digest);
  g_free (page->failure_detail);
  g_free (page->reader);
  g_free (page->moved);
  g_free (page->unread_digest);
  g_free (page);
}

void
pact_capture_row_free (PactCaptureRow *row)
{
  if (row == NULL)
    return;
  g_free (row->source);
  g_free (row->url);
  g_free (row->title);
  g_free (row->digest);
  pact_place_clear (&row->place);
  g_free (row);
}

/* A name written by a later version counts as the last kind known. */
static PactFailure
failure_from_name (const char *name)
{
  PactFailure failure = PACT_FAILURE_NONE;

  while (name != NULL && failure < PACT_FAILURE_UNREADABLE &&
         !g_str_equal (pact_failure_name (failure), name))
    failure++;
  return failure;
}

#define SELECT_PAGE \
  "SELECT p.id, p.source, p.url, n.etag, n.last_modified, n.digest, p.newest, n.time, p.accepted," \
  " p.checked, p.recorded, p.failures, p.failure, p.failure_detail, p.found, p.is_list," \
  " p.failing_since, u.digest, u.time, p.answered, n.reader, p.noticed, p.moved" \
  " FROM page p LEFT JOIN capture n ON n.id = p.newest LEFT JOIN capture u ON" \
  " u.id = (SELECT max (id) FROM capture WHERE page = p.id) AND u.failure IS NOT NULL "

static gpointer
row_page (sqlite3_stmt *row)
{
  PactPage *page = g_new0 (PactPage, 1);
  g_autofree char *failure = row_text (row, 12);

  page->id = row_number (row, 0);
  page->source = row_text (row, 1);
  page->url = row_text (row, 2);
  page->etag = row_text (row, 3);
  page->last_modified = row_text (row, 4);
  page->digest = row_text (row, 5);
  page->capture = row_number (row, 6);
  page->capture_time = row_number (row, 7);
  page->accepted_capture = row_number (row, 8);
  page->checked_time = row_number (row, 9);
  page->recorded_time = row_number (row, 10);
  page->failures = (guint) row_number (row, 11);
  page->failure = failure_from_name (failure);
  page->failure_detail = row_text (row, 13);
  page->found_time = row_number (row, 14);
  page->is_list = row_number (row, 15) != 0;
  page->failing_since = row_number (row, 16);
  page->unread_digest = row_text (row, 17);
  page->unread_time = row_number (row, 18);
  page->answered_time = row_number (row, 19);
  page->reader = row_text (row, 20);
  page->noticed_time = row_number (row, 21);
  page->moved = row_text (row, 22);
  return page;
}

static PactPage *
find_page (PactStore *store, const char *source, const char *url, GError **error)
{
  return store_one (store, SELECT_PAGE "WHERE p.source = ?1 AND p.url = ?2",
                    VALUES (TEXT (source), TEXT (url)), row_page, error);
}

bool
pact_store_add_page (PactStore *store, const char *source, const char *url, const PactFound *found,
                     GError **error)
{
  return store_run (store,
                    "INSERT INTO page (source, url, found, is_list) VALUES (?1, ?2, ?3, ?4)"
                    " ON CONFLICT DO NOTHING",
                    VALUES (TEXT (source), TEXT (url), NUMBER (found->time),
                            NUMBER (found->is_list)),
                    error);
}

PactPage *
pact_store_page (PactStore *store, const char *source, const char *url, GError **error)
{
  g_autoptr (GError) failed = NULL;
  PactPage *page = find_page (store, source, url, &failed);

  if (page == NULL && failed == NULL &&
      pact_store_add_page (store, source, url, &(PactFound){ 0 }, &failed))
    page = find_page (store, source, url, &failed);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return page;
}

GPtrArray *
pact_store_pages (PactStore *store, const char *source, GError **error)
{
  return store_list (store, SELECT_PAGE "WHERE ?1 IS NULL OR p.source = ?1 ORDER BY p.id",
                     VALUES (TEXT (source)), row_page, (GDestroyNotify) pact_page_free, error);
}

/* The page as it is now must be the one the check was made from. */
static bool
still_newest (PactStore *store, gint64 page, gint64 known_capture, GError **error)
{
  gint64 newest = 0;

  if (!store_number (store, "SELECT coalesce (newest, 0) FROM page WHERE id = ?1",
                     VALUES (NUMBER (page)), -1, &newest, error))
    return false;
  if (newest != known_capture)
    g_set_error (error, PACT_ERROR, PACT_ERROR_OVERTAKEN,
                 "page '%" G_GINT64_FORMAT "' has a newer capture from another process; read it again",
                 page);
  return newest == known_capture;
}

/* Answers that failed are kept as captures as well where they were archived; the page's newest
 * capture stays the last one that was read. */
static bool
record_capture (PactStore *store, const PactRecord *record, gint64 *ret_capture, GError **error)
{
  static const PactDocument no_document;
  const PactCapture *capture = record->capture;
  const PactDocument *document = record->document ? record->document : &no_document;
  const PactPlace place = record->place ? *record->place : (PactPlace){ 0 };

  if (!store_run (store,
                  "INSERT INTO capture (page, time, status, failure, digest, etag, last_modified,"
                  " title, published, modified, file, start, length, reader)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                  VALUES (NUMBER (record->page), NUMBER (capture->time), NUMBER (capture->status),
                          TEXT (capture->failure ? pact_failure_name (capture->failure) : NULL),
                          TEXT (capture->digest), TEXT (capture->etag),
                          TEXT (capture->last_modified), TEXT (document->title),
                          TEXT (document->published), TEXT (document->modified),
                          TEXT (place.file), NUMBER ((gint64) place.offset),
                          NUMBER ((gint64) place.length), TEXT (record->reader)),
                  error))
    return false;
  *ret_capture = sqlite3_last_insert_rowid (store->db);
  return true;
}

static bool
record_check (PactStore *store, const PactRecord *record, GError **error)
{
  const char *failure = record->outcome == PACT_CHECK_FAILED
                            ? pact_failure_name (record->capture->failure)
                            : NULL;

  return store_run (store,
                    "INSERT INTO \"check\" (page, time_ms, outcome, failure)"
                    " VALUES (?1, ?2, ?3, ?4)",
                    VALUES (NUMBER (record->page), NUMBER (record->capture->time / 1000),
                            NUMBER (record->outcome), TEXT (failure)),
                    error);
}

/* Where a redirect led to; NULL for the page itself, to which curl may add a slash. */
static const char *
moved_to (const PactCapture *capture)
{
  gsize length = strlen (capture->url);

  return capture->final_url == NULL || (strncmp (capture->final_url, capture->url, length) == 0 &&
                                        (capture->final_url[length] == '\0' ||
                                         g_str_equal (capture->final_url + length, "/")))
             ? NULL
             : capture->final_url;
}

/* The first capture of a page is what later ones are compared with. */
static bool
update_page (PactStore *store, const PactRecord *record, gint64 capture, GError **error)
{
  if (record->outcome == PACT_CHECK_FAILED)
    return store_run (store,
                      "UPDATE page SET checked = ?2, checks = checks + 1, failed = failed + 1,"
                      " failing_since = coalesce (failing_since, ?2),"
                      " failures = failures + 1, failure = ?3, failure_detail = ?4,"
                      " noticed = iif (?5, ?2, noticed) WHERE id = ?1",
                      VALUES (NUMBER (record->page), NUMBER (record->capture->time),
                              TEXT (pact_failure_name (record->capture->failure)),
                              TEXT (record->capture->failure_detail), NUMBER (record->noticed)),
                      error);
  return store_run (store,
                    "UPDATE page SET checked = ?2, answered = ?2, checks = checks + 1,"
                    " unchanged = unchanged + ?5,"
                    " recorded = iif (?3, ?2, recorded),"
                    " newest = coalesce (nullif (?4, 0), newest),"
                    " accepted = coalesce (accepted, nullif (?4, 0)),"
                    " moved = ?6, failing_since = NULL, failures = 0, failure = NULL, failure_detail = NULL"
                    " WHERE id = ?1",
                    VALUES (NUMBER (record->page), NUMBER (record->capture->time),
                            NUMBER (record->place != NULL), NUMBER (capture),
                            NUMBER (record->outcome != PACT_CHECK_CAPTURED),
                            TEXT (moved_to (record->capture))),
                    error);
}

static bool
record_seen (PactStore *store, const PactRecord *record, GError **error)
{
  gint64 page = record->seen_on != 0 ? record->seen_on : record->page;

  for (guint i = 0; record->seen != NULL && i < record->seen->len; i++)
    if (!store_run (store, "INSERT INTO seen (page, item) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    VALUES (NUMBER (page), TEXT (record->seen->pdata[i])), error))
      return false;
  return true;
}

static bool
record_all (PactStore *store, PactRecord *record, gint64 known_capture, GError **error)
{
  bool failed = record->outcome == PACT_CHECK_FAILED;
  gint64 capture = 0;

  if (!still_newest (store, record->page, known_capture, error))
    return false;
  if ((record->outcome == PACT_CHECK_CAPTURED || (failed && record->place != NULL)) &&
      !record_capture (store, record, &capture, error))
    return false;
  if (!record_check (store, record, error) ||
      !update_page (store, record, capture, error) || !record_seen (store, record, error))
    return false;
  return failed || store_record_findings (store, record, capture ? capture : known_capture, error);
}

bool
pact_store_record (PactStore *store, PactRecord *record, gint64 known_capture, GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, record_all (store, record, known_capture, error), error);
}

static bool
reread_all (PactStore *store, PactRecord *record, gint64 known_capture, GError **error)
{
  static const PactDocument no_document;
  const PactDocument *document = record->document ? record->document : &no_document;

  return still_newest (store, record->page, known_capture, error) &&
         store_run (store,
                    "UPDATE capture SET reader = ?2, title = coalesce (?3, title),"
                    " published = coalesce (?4, published), modified = coalesce (?5, modified)"
                    " WHERE id = ?1",
                    VALUES (NUMBER (known_capture), TEXT (record->reader), TEXT (document->title),
                            TEXT (document->published), TEXT (document->modified)),
                    error) &&
         store_record_findings (store, record, known_capture, error);
}

bool
pact_store_reread (PactStore *store, PactRecord *record, gint64 known_capture, GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, reread_all (store, record, known_capture, error), error);
}

GPtrArray *
pact_store_unseen (PactStore *store, gint64 page, GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) unseen = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++) {
    gint64 seen = 0;

    if (!store_number (store, "SELECT 1 FROM seen WHERE page = ?1 AND item = ?2",
                       VALUES (NUMBER (page), TEXT (ids->pdata[i])), 0, &seen, error))
      return NULL;
    if (!seen)
      g_ptr_array_add (unseen, ids->pdata[i]);
  }
  return g_steal_pointer (&unseen);
}

static gpointer
row_capture (sqlite3_stmt *row)
{
  PactCaptureRow *capture = g_new0 (PactCaptureRow, 1);

  capture->id = row_number (row, 0);
  capture->source = row_text (row, 1);
  capture->url = row_text (row, 2);
  capture->title = row_text (row, 3);
  capture->digest = row_text (row, 4);
  capture->time = row_number (row, 5);
  capture->place.file = row_text (row, 6);
  capture->place.offset = (guint64) row_number (row, 7);
  capture->place.length = (guint64) row_number (row, 8);
  return capture;
}

#define SELECT_CAPTURE \
  "SELECT c.id, p.source, p.url, c.title, c.digest, c.time, c.file, c.start, c.length" \
  " FROM capture c JOIN page p ON p.id = c.page "

PactCaptureRow *
pact_store_capture (PactStore *store, gint64 id, GError **error)
{
  return store_named (store, SELECT_CAPTURE "WHERE c.id = ?1", id, row_capture, "capture", error);
}

PactCaptureRow *
pact_store_payload (PactStore *store, gint64 page, const char *digest, GError **error)
{
  return store_one (store,
                    SELECT_CAPTURE "WHERE c.page = ?1 AND c.digest = ?2 AND c.file IS NOT NULL"
                                   " ORDER BY c.id LIMIT 1",
                    VALUES (NUMBER (page), TEXT (digest)), row_capture, error);
}
