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
pact_store_standing_terms (PactStore *store, const char *baseline, GError **error)
{
  return list_findings (store,
                        "SELECT " FINDING_COLUMNS FINDING_TABLES
                        "WHERE f.baseline = ?1 AND (f.ended IS NULL OR r.decision = 'dismissed')"
                        " ORDER BY f.id",
                        VALUES (TEXT (baseline)), error);
}

GPtrArray *
pact_store_findings (PactStore *store, const PactFindingFilter *filter, GError **error)
{
  return list_findings (store,
                        "SELECT " FINDING_COLUMNS FINDING_TABLES
                        "WHERE f.told IS NOT NULL AND f.time >= ?1 AND f.id > ?2"
                        " AND (?3 IS NULL OR f.topic = ?3) AND (?4 IS NULL OR p.source = ?4)"
                        " AND (NOT ?5 OR r.id IS NULL) ORDER BY f.id DESC LIMIT ?6",
                        VALUES (NUMBER (filter->since), NUMBER (filter->after_id),
                                TEXT (filter->topic), TEXT (filter->source),
                                NUMBER (filter->unreviewed),
                                NUMBER (filter->limit > 0 ? (gint64) filter->limit : -1)),
                        error);
}

PactFinding *
pact_store_finding (PactStore *store, gint64 id, GError **error)
{
  return store_named (store,
                      "SELECT " FINDING_COLUMNS FINDING_TABLES
                      "WHERE f.id = ?1 AND f.told IS NOT NULL",
                      id, row_finding, "finding", error);
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

/* Tells the oldest removal that waits on the page. `ret_id` is 0 when there is none. */
static bool
confirm_next (PactStore *store, const PactRecord *record, gint64 *ret_id, GError **error)
{
  g_autoptr (PactFinding) confirmed = NULL;

  if (!store_number (store,
                     "UPDATE finding SET told = ?2 WHERE id = (SELECT min (id) FROM finding"
                     " WHERE page = ?1 AND told IS NULL AND ended IS NULL) RETURNING id",
                     VALUES (NUMBER (record->page), NUMBER (record->capture->time)), 0, ret_id,
                     error))
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

/* Removals that this check saw again wait no longer. */
static bool
confirm_removals (PactStore *store, const PactRecord *record, GError **error)
{
  gint64 id = 0;

  if (!record->confirm)
    return true;
  do
    if (!confirm_next (store, record, &id, error))
      return false;
  while (id != 0);
  return true;
}

static bool
add_finding (PactStore *store, const PactRecord *record, PactFinding *finding, gint64 capture,
             GError **error)
{
  g_autofree char *facets = pact_facets_to_string (&finding->facets);

  finding->waiting = finding->verdict == PACT_VERDICT_REMOVED && !finding->went_back;
  if (finding->time == 0)
    finding->time = record->capture->time;
  if (!store_run (store,
                  "INSERT INTO finding (page, time, capture, old_capture, baseline, term, topic,"
                  " verdict, facets, old_text, new_text, why, told, ended)"
                  " VALUES (?1, ?2, nullif (?3, 0), nullif (?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                  " ?12, nullif (?13, 0), nullif (?14, 0))",
                  VALUES (NUMBER (record->page), NUMBER (finding->time), NUMBER (capture),
                          NUMBER (finding->old_capture), TEXT (finding->baseline),
                          TEXT (finding->term), TEXT (finding->topic),
                          TEXT (pact_verdict_name (finding->verdict)), TEXT (facets),
                          TEXT (finding->old_text), TEXT (finding->new_text), TEXT (finding->why),
                          NUMBER (finding->waiting ? 0 : record->capture->time),
                          NUMBER (finding->went_back ? record->capture->time : 0)),
                  error))
    return false;
  finding->id = sqlite3_last_insert_rowid (store->db);
  finding->capture = capture;
  g_free (finding->digest);
  finding->digest = g_strdup (record->capture->digest);
  return finding->waiting || store_enqueue (store, record, finding, error);
}

/* What ended is not confirmed, and what is new waits for the next check: hence the order. */
bool
store_record_findings (PactStore *store, const PactRecord *record, gint64 capture, GError **error)
{
  if (!end_findings (store, record, error) || !confirm_removals (store, record, error))
    return false;
  for (guint i = 0; record->findings != NULL && i < record->findings->len; i++)
    if (!add_finding (store, record, record->findings->pdata[i], capture, error))
      return false;
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

/* With nothing left to review on the page (removals waiting for a second look included), its newest
 * wording is the accepted one, and what led there no longer stands. */
static bool
advance_accepted (PactStore *store, gint64 finding, gint64 time, GError **error)
{
  gint64 page = 0;

  if (!store_number (store,
                     "UPDATE page SET accepted = newest"
                     " WHERE id = (SELECT page FROM finding WHERE id = ?1) AND NOT EXISTS ("
                     "  SELECT 1 FROM finding f LEFT JOIN review r ON r.finding = f.id"
                     "  WHERE f.page = page.id AND r.id IS NULL"
                     "  AND (f.told IS NOT NULL OR f.ended IS NULL)) RETURNING id",
                     VALUES (NUMBER (finding)), 0, &page, error))
    return false;
  return store_run (store,
                    "UPDATE finding SET ended = ?2"
                    " WHERE page = ?1 AND old_capture IS NOT NULL AND ended IS NULL",
                    VALUES (NUMBER (page), NUMBER (time)), error);
}

/* A term accepted is in the baseline from now on: going back to the old wording is news again. */
static bool
end_accepted_term (PactStore *store, const PactFinding *finding, PactReview review, gint64 time,
                   GError **error)
{
  return finding->baseline == NULL || review != PACT_REVIEW_ACCEPTED ||
         store_run (store, "UPDATE finding SET ended = ?2 WHERE id = ?1 AND ended IS NULL",
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
                        " c.digest, NULL, 0, NULL, 0 FROM term t JOIN page p ON p.id = t.page"
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
