/* Findings: recorded with the check that made them, told or waiting for a second look, standing
 * until they no longer hold, reviewed once; and the table of baseline terms of each page. */
#include "keep/store-private.h"
#include "pactwatch/error.h"

static PactReview
review_from_name (const char *name)
{
  PactReview review = PACT_REVIEW_OPEN;

  while (name != NULL && review < PACT_REVIEW_DISMISSED &&
         !g_str_equal (pact_review_name (review), name))
    review++;
  return review;
}

gpointer
row_finding (sqlite3_stmt *row)
{
  PactFinding *finding = pact_finding_new ();
  g_autofree char *verdict = row_text (row, 8);
  g_autofree char *facets = row_text (row, 9);
  g_autofree char *decision = row_text (row, 16);

  finding->id = row_number (row, 0);
  finding->time = row_number (row, 1);
  finding->source = row_text (row, 2);
  finding->url = row_text (row, 3);
  finding->title = row_text (row, 4);
  finding->baseline = row_text (row, 5);
  finding->term = row_text (row, 6);
  finding->topic = row_text (row, 7);
  pact_verdict_from_name (verdict, &finding->verdict);
  pact_facets_from_string (facets, &finding->facets, NULL);
  finding->old_text = row_text (row, 10);
  finding->new_text = row_text (row, 11);
  finding->why = row_text (row, 12);
  finding->capture = row_number (row, 13);
  finding->old_capture = row_number (row, 14);
  finding->digest = row_text (row, 15);
  finding->review = review_from_name (decision);
  finding->review_time = row_number (row, 17);
  finding->review_why = row_text (row, 18);
  finding->waiting = row_number (row, 19) != 0;
  finding->looks = (guint) row_number (row, 20);
  finding->same_as = row_number (row, 21);
  finding->reread = row_number (row, 22) != 0;
  return finding;
}

static GPtrArray *
list_findings (PactStore *store, const char *sql, const Value *values, gsize n, GError **error)
{
  return store_list (store, sql, values, n, row_finding, (GDestroyNotify) pact_finding_free, error);
}

GPtrArray *
pact_store_standing (PactStore *store, gint64 page, GError **error)
{
  return list_findings (store,
                        "SELECT " FINDING_COLUMNS FINDING_TABLES
                        "WHERE f.page = ?1 AND f.old_capture IS NOT NULL AND f.ended IS NULL"
                        " ORDER BY f.id",
                        VALUES (NUMBER (page)), error);
}

GPtrArray *
pact_store_news (PactStore *store, gint64 page, GError **error)
{
  return list_findings (store,
                        "SELECT " FINDING_COLUMNS FINDING_TABLES
                        "WHERE f.page = ?1 AND f.old_capture IS NULL AND f.baseline IS NULL"
                        " AND f.ended IS NULL ORDER BY f.id",
                        VALUES (NUMBER (page)), error);
}

GPtrArray *
pact_store_standing_terms (PactStore *store, const char *baseline, GError **error)
{
  return list_findings (store,
                        "SELECT " FINDING_COLUMNS FINDING_TABLES
                        "WHERE f.baseline = ?1 AND (f.ended IS NULL OR r.decision = 'dismissed')"
                        " ORDER BY f.id",
                        VALUES (TEXT (baseline)), error);
}

/* What else was found to say the same is no finding of its own: it goes with the first. */
#define LISTED "f.told IS NOT NULL AND f.same_as IS NULL"

static bool
load_also (PactStore *store, PactFinding *finding, GError **error)
{
  finding->also = list_findings (store,
                                 "SELECT " FINDING_COLUMNS FINDING_TABLES
                                 "WHERE f.same_as = ?1 ORDER BY f.id",
                                 VALUES (NUMBER (finding->id)), error);
  if (finding->also != NULL && finding->also->len == 0)
    g_clear_pointer (&finding->also, g_ptr_array_unref);
  else if (finding->also == NULL)
    return false;
  return true;
}

GPtrArray *
pact_store_findings (PactStore *store, const PactFindingFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) findings = list_findings (
      store,
      "SELECT " FINDING_COLUMNS FINDING_TABLES "WHERE " LISTED " AND f.time >= ?1 AND f.id > ?2"
      " AND (?3 IS NULL OR f.topic = ?3) AND (?4 IS NULL OR p.source = ?4)"
      " AND (NOT ?5 OR r.id IS NULL) ORDER BY f.id DESC LIMIT ?6",
      VALUES (NUMBER (filter->since), NUMBER (filter->after_id), TEXT (filter->topic),
              TEXT (filter->source), NUMBER (filter->unreviewed),
              NUMBER (filter->limit > 0 ? (gint64) filter->limit : -1)),
      error);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (!load_also (store, findings->pdata[i], error))
      return NULL;
  return g_steal_pointer (&findings);
}

PactFinding *
pact_store_finding (PactStore *store, gint64 id, GError **error)
{
  g_autoptr (PactFinding) finding =
      store_named (store, "SELECT " FINDING_COLUMNS FINDING_TABLES "WHERE f.id = ?1 AND " LISTED, id,
                   row_finding, "finding", error);

  return finding != NULL && load_also (store, finding, error) ? g_steal_pointer (&finding) : NULL;
}

static bool
end_findings (PactStore *store, const PactRecord *record, GError **error)
{
  for (guint i = 0; record->ended != NULL && i < record->ended->len; i++)
    if (!store_run (store, "UPDATE finding SET ended = ?2 WHERE id = ?1 AND ended IS NULL",
                    VALUES (NUMBER (g_array_index (record->ended, gint64, i)),
                            NUMBER (record->capture->time)),
                    error))
      return false;
  return true;
}

#define WAITING "told IS NULL AND ended IS NULL"

/* Tells the oldest removal of the page that was seen often enough. `ret_id` is 0 when there is
 * none. */
static bool
confirm_next (PactStore *store, const PactRecord *record, gint64 *ret_id, GError **error)
{
  g_autoptr (PactFinding) confirmed = NULL;

  if (!store_number (store,
                     "UPDATE finding SET told = ?2 WHERE id = (SELECT min (id) FROM finding"
                     " WHERE page = ?1 AND looks >= ?3 AND " WAITING ") RETURNING id",
                     VALUES (NUMBER (record->page), NUMBER (record->capture->time),
                             NUMBER (record->confirm_after)),
                     0, ret_id, error))
    return false;
  if (*ret_id == 0)
    return true;
  confirmed = pact_store_finding (store, *ret_id, error);
  if (confirmed == NULL || !store_enqueue (store, record, confirmed, error))
    return false;
  if (record->confirmed != NULL)
    g_ptr_array_add (record->confirmed, g_steal_pointer (&confirmed));
  return true;
}

/* Removals that this check saw again. */
static bool
confirm_removals (PactStore *store, const PactRecord *record, GError **error)
{
  gint64 id = 0;

  if (record->confirm_after == 0)
    return true;
  if (!store_run (store, "UPDATE finding SET looks = looks + 1 WHERE page = ?1 AND " WAITING,
                  VALUES (NUMBER (record->page)), error))
    return false;
  do
    if (!confirm_next (store, record, &id, error))
      return false;
  while (id != 0);
  return true;
}

/* Whom nobody is to be told of: another page's words told it, or it was there before this reader. */
static bool
is_silent (const PactFinding *finding)
{
  return finding->same_as != 0 || finding->reread;
}

static bool
add_finding (PactStore *store, const PactRecord *record, PactFinding *finding, gint64 capture,
             GError **error)
{
  g_autofree char *facets = pact_facets_to_string (&finding->facets);

  finding->waiting = finding->verdict == PACT_VERDICT_REMOVED && !finding->went_back &&
                     !finding->reread && record->confirm_after != 1;
  if (finding->time == 0)
    finding->time = record->capture->time;
  if (!store_run (store,
                  "INSERT INTO finding (page, time, capture, old_capture, baseline, term, topic,"
                  " verdict, facets, old_text, new_text, why, told, ended, same_as, reread)"
                  " VALUES (?1, ?2, nullif (?3, 0), nullif (?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                  " ?12, nullif (?13, 0), nullif (?14, 0), nullif (?15, 0), ?16)",
                  VALUES (NUMBER (record->page), NUMBER (finding->time), NUMBER (capture),
                          NUMBER (finding->old_capture), TEXT (finding->baseline),
                          TEXT (finding->term), TEXT (finding->topic),
                          TEXT (pact_verdict_name (finding->verdict)), TEXT (facets),
                          TEXT (finding->old_text), TEXT (finding->new_text), TEXT (finding->why),
                          NUMBER (finding->waiting ? 0 : record->capture->time),
                          NUMBER (finding->went_back ? record->capture->time : 0),
                          NUMBER (finding->same_as), NUMBER (finding->reread)),
                  error))
    return false;
  finding->id = sqlite3_last_insert_rowid (store->db);
  finding->capture = capture;
  g_free (finding->digest);
  finding->digest = g_strdup (record->capture->digest);
  return finding->waiting || is_silent (finding) || store_enqueue (store, record, finding, error);
}

/* What ended is not confirmed, and what is new waits for the next check: hence the order. */
bool
store_record_findings (PactStore *store, PactRecord *record, gint64 capture, GError **error)
{
  gint64 waiting = 0;

  if (!end_findings (store, record, error) || !confirm_removals (store, record, error))
    return false;
  for (guint i = 0; record->findings != NULL && i < record->findings->len; i++)
    if (!add_finding (store, record, record->findings->pdata[i], capture, error))
      return false;
  if (!store_number (store, "SELECT count (*) FROM finding WHERE page = ?1 AND " WAITING,
                     VALUES (NUMBER (record->page)), 0, &waiting, error))
    return false;
  record->ret_waiting = (guint) waiting;
  return record->terms == NULL ||
         store_replace_terms (store, record->page, capture, record->terms, error);
}

static char *
describe_review (const PactFinding *finding)
{
  g_autoptr (GDateTime) date =
      g_date_time_new_from_unix_utc (finding->review_time / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d %H:%M");

  return g_strdup_printf ("%s on %s UTC", pact_review_name (finding->review), day);
}

static bool
insert_review (PactStore *store, const PactFinding *finding, PactReview review, const char *why,
               gint64 time, GError **error)
{
  return store_run (store,
                    "INSERT INTO review (finding, decision, time, who, why)"
                    " VALUES (?1, ?2, ?3, ?4, ?5)",
                    VALUES (NUMBER (finding->id), TEXT (pact_review_name (review)), NUMBER (time),
                            TEXT (g_get_user_name ()), TEXT (why)),
                    error);
}

/* The pages of finding ?1 with nothing left to review (waiting removals included). */
#define SETTLED_PAGES \
  "(SELECT s.page FROM finding s WHERE (s.id = ?1 OR s.same_as = ?1) AND NOT EXISTS (" \
  "  SELECT 1 FROM finding f LEFT JOIN review r ON r.finding = coalesce (f.same_as, f.id)" \
  "  WHERE f.page = s.page AND r.id IS NULL AND (f.told IS NOT NULL OR f.ended IS NULL)))"

/* The newest wording of a settled page is the accepted one, and what led there no longer stands. */
static bool
advance_accepted (PactStore *store, gint64 finding, gint64 time, GError **error)
{
  return store_run (store,
                    "UPDATE finding SET ended = ?2 WHERE old_capture IS NOT NULL"
                    " AND ended IS NULL AND page IN " SETTLED_PAGES,
                    VALUES (NUMBER (finding), NUMBER (time)), error) &&
         store_run (store, "UPDATE page SET accepted = newest WHERE id IN " SETTLED_PAGES,
                    VALUES (NUMBER (finding)), error);
}

/* A term accepted is in the baseline from now on: going back to the old wording is news again. */
static bool
end_accepted_term (PactStore *store, const PactFinding *finding, PactReview review, gint64 time,
                   GError **error)
{
  return finding->baseline == NULL || review != PACT_REVIEW_ACCEPTED ||
         store_run (store,
                    "UPDATE finding SET ended = ?2 WHERE (id = ?1 OR same_as = ?1) AND ended IS NULL",
                    VALUES (NUMBER (finding->id), NUMBER (time)), error);
}

static bool
review_all (PactStore *store, gint64 id, PactReview review, const char *why, gint64 time,
            GError **error)
{
  g_autoptr (PactFinding) finding = pact_store_finding (store, id, error);

  if (finding == NULL)
    return false;
  if (finding->review != PACT_REVIEW_OPEN) {
    g_autofree char *decided = describe_review (finding);

    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "finding '%" G_GINT64_FORMAT "' was %s; a review is kept as it is", id, decided);
    return false;
  }
  return insert_review (store, finding, review, why, time, error) &&
         end_accepted_term (store, finding, review, time, error) &&
         advance_accepted (store, id, time, error);
}

bool
pact_store_review (PactStore *store, gint64 id, PactReview review, const char *why, gint64 time,
                   GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, review_all (store, id, review, why, time, error), error);
}

GPtrArray *
pact_store_terms (PactStore *store, const char *baseline, GError **error)
{
  return list_findings (store,
                        "SELECT 0, c.time, p.source, p.url, c.title, t.baseline, t.term, t.topic,"
                        " t.verdict, t.facets, t.old_text, t.new_text, t.why, t.capture, 0,"
                        " c.digest, NULL, 0, NULL, 0, 0, 0, 0 FROM term t JOIN page p ON p.id = t.page"
                        " LEFT JOIN capture c ON c.id = t.capture"
                        " WHERE ?1 IS NULL OR t.baseline = ?1 ORDER BY t.page, t.position",
                        VALUES (TEXT (baseline)), error);
}

bool
store_replace_terms (PactStore *store, gint64 page, gint64 capture, GPtrArray *terms,
                     GError **error)
{
  if (!store_run (store, "DELETE FROM term WHERE page = ?1", VALUES (NUMBER (page)), error))
    return false;
  for (guint i = 0; i < terms->len; i++) {
    const PactFinding *term = terms->pdata[i];
    g_autofree char *facets = pact_facets_to_string (&term->facets);

    if (!store_run (store,
                    "INSERT INTO term (page, position, capture, baseline, term, topic, verdict,"
                    " facets, old_text, new_text, why)"
                    " VALUES (?1, ?2, nullif (?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    VALUES (NUMBER (page), NUMBER (i), NUMBER (capture), TEXT (term->baseline),
                            TEXT (term->term), TEXT (term->topic),
                            TEXT (pact_verdict_name (term->verdict)), TEXT (facets),
                            TEXT (term->old_text), TEXT (term->new_text), TEXT (term->why)),
                    error))
      return false;
  }
  return true;
}

bool
pact_store_set_terms (PactStore *store, gint64 page, gint64 capture, GPtrArray *terms,
                      GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, store_replace_terms (store, page, capture, terms, error), error);
}
