/* The outbox: who is still to be told of what. Rows are made in the transaction of their finding
 * and closed, not deleted, when their sink confirms: that somebody was told can be proved. */
#include "keep/store-private.h"
#include "pactwatch/error.h"

void
pact_delivery_free (PactDelivery *delivery)
{
  if (delivery == NULL)
    return;
  pact_finding_free (delivery->finding);
  g_free (delivery->sink);
  g_free (delivery->why);
  g_free (delivery);
}

bool
store_enqueue (PactStore *store, const PactRecord *record, const PactFinding *finding,
               GError **error)
{
  g_autofree const char **sinks =
      record->audience != NULL ? record->audience (finding, record->audience_data) : NULL;

  for (guint i = 0; sinks != NULL && sinks[i] != NULL; i++)
    if (!store_run (store,
                    "INSERT INTO outbox (finding, sink, thread, due)"
                    " SELECT f.id, ?2, " THREAD_OF_FINDING ", ?3 FROM finding f WHERE f.id = ?1"
                    " ON CONFLICT DO NOTHING",
                    VALUES (NUMBER (finding->id), TEXT (sinks[i]), NUMBER (record->capture->time)),
                    error))
      return false;
  return true;
}

/* What row_delivery expects behind the columns of the finding. */
#define DELIVERY_COLUMNS \
  "o.id, o.sink, o.due, o.held, o.sink IN (SELECT sink FROM pause), o.tries, o.why, o.dead," \
  " nullif (o.lost_by, '')"
#define N_DELIVERY_COLUMNS 9
#define DELIVERIES \
  "SELECT " FINDING_COLUMNS ", " DELIVERY_COLUMNS FINDING_TABLES \
  "JOIN outbox o ON o.finding = f.id "

#define WAITING "o.delivered IS NULL AND o.dead IS NULL AND o.sink NOT IN (SELECT sink FROM pause)"

/* Earlier ones on the term that the sink did not take. What is held by the user's wish (a digest,
 * quiet hours) holds up nothing. The index is named because the planner cannot know which of two
 * bounds leaves less: thousands may wait on one term, and few of them failed. */
#define EARLIER(index) \
  "SELECT 1 FROM outbox e INDEXED BY " index " WHERE e.sink = o.sink AND e.thread = o.thread" \
  " AND e.id < o.id AND e.delivered IS NULL AND e.dead IS NULL AND NOT e.held"

static gpointer
row_delivery (sqlite3_stmt *row)
{
  PactDelivery *delivery = g_new0 (PactDelivery, 1);
  int column = sqlite3_column_count (row) - N_DELIVERY_COLUMNS;

  delivery->finding = row_finding (row);
  delivery->id = row_number (row, column);
  delivery->sink = row_text (row, column + 1);
  delivery->due = row_number (row, column + 2);
  delivery->held = row_number (row, column + 3) != 0;
  delivery->paused = row_number (row, column + 4) != 0;
  delivery->tries = (guint) row_number (row, column + 5);
  delivery->why = row_text (row, column + 6);
  delivery->dead = row_number (row, column + 7);
  delivery->finding->lost_by = row_text (row, column + 8);
  return delivery;
}

GPtrArray *
pact_store_deliveries (PactStore *store, const char *sink, gint64 now, guint limit, GError **error)
{
  return store_list (store,
                     DELIVERIES "WHERE o.id IN (SELECT o.id FROM outbox o"
                     " WHERE o.sink = ?1 AND o.due <= ?2 AND " WAITING
                     " AND NOT EXISTS (" EARLIER ("outbox_turn") " AND e.due > ?2)"
                     " ORDER BY o.id LIMIT ?3) ORDER BY o.id",
                     VALUES (TEXT (sink), NUMBER (now), NUMBER (limit)), row_delivery,
                     (GDestroyNotify) pact_delivery_free, error);
}

GPtrArray *
pact_store_waiting (PactStore *store, GError **error)
{
  return store_list (store, DELIVERIES "WHERE o.delivered IS NULL ORDER BY o.id", NULL, 0,
                     row_delivery, (GDestroyNotify) pact_delivery_free, error);
}

/* Of each term the first that is not held comes before the others, whenever those are due. */
gint64
pact_store_next_delivery (PactStore *store, const char *sink, GError **error)
{
  gint64 due = -1;

  store_number (store,
                "SELECT o.due FROM outbox o WHERE o.sink = ?1 AND " WAITING
                " AND NOT EXISTS (" EARLIER ("outbox_first") ") ORDER BY o.due LIMIT 1",
                VALUES (TEXT (sink)), -1, &due, error);
  return due;
}

/* Runs an UPDATE that yields the id it found. */
static bool
change_by_hand (PactStore *store, const char *sql, gint64 id, gint64 time, GError **error)
{
  gint64 found = 0;

  if (!store_number (store, sql, VALUES (NUMBER (id), NUMBER (time)), 0, &found, error))
    return false;
  if (found == 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND,
                 "no alert '%" G_GINT64_FORMAT "' waits; see 'pactwatch outbox list'", id);
  return found != 0;
}

/* What was given up starts anew. */
bool
pact_store_retry (PactStore *store, gint64 id, gint64 time, GError **error)
{
  return change_by_hand (store,
                         "UPDATE outbox SET due = ?2, held = 0, tries = iif (dead, 0, tries),"
                         " dead = NULL WHERE id = ?1 AND delivered IS NULL RETURNING id",
                         id, time, error);
}

/* Closed with a reason: it was not told. */
bool
pact_store_drop (PactStore *store, gint64 id, gint64 time, GError **error)
{
  return change_by_hand (store,
                         "UPDATE outbox SET delivered = ?2, dead = NULL, why = 'dropped'"
                         " WHERE id = ?1 AND delivered IS NULL RETURNING id",
                         id, time, error);
}

/* Runs an UPDATE for each: ?1 is its id, ?2 a time, ?3 the reason. */
static bool
update_each (PactStore *store, const char *sql, GPtrArray *deliveries, gint64 time, const char *why,
             GError **error)
{
  for (guint i = 0; i < deliveries->len; i++)
    if (!store_run (store, sql,
                    VALUES (NUMBER (((const PactDelivery *) deliveries->pdata[i])->id),
                            NUMBER (time), TEXT (why)),
                    error))
      return false;
  return true;
}

bool
pact_store_delivered (PactStore *store, GPtrArray *deliveries, gint64 time, GError **error)
{
  return store_begin (store, error) &&
         store_finish (store,
                       update_each (store,
                                    "UPDATE outbox SET delivered = ?2, dead = NULL, why = ?3"
                                    " WHERE id = ?1",
                                    deliveries, time, NULL, error),
                       error);
}

bool
pact_store_postpone (PactStore *store, GPtrArray *deliveries, gint64 due, const char *why,
                     GError **error)
{
  return store_begin (store, error) &&
         store_finish (store,
                       update_each (store,
                                    "UPDATE outbox SET due = ?2, held = 0, tries = tries + 1,"
                                    " why = ?3 WHERE id = ?1 AND delivered IS NULL",
                                    deliveries, due, why, error),
                       error);
}

static bool
hold_each (PactStore *store, GPtrArray *deliveries, GError **error)
{
  for (guint i = 0; i < deliveries->len; i++) {
    const PactDelivery *delivery = deliveries->pdata[i];

    if (!store_run (store,
                    "UPDATE outbox SET due = ?2, held = 1 WHERE id = ?1 AND delivered IS NULL",
                    VALUES (NUMBER (delivery->id), NUMBER (delivery->due)), error))
      return false;
  }
  return true;
}

bool
pact_store_hold (PactStore *store, GPtrArray *deliveries, GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, hold_each (store, deliveries, error), error);
}

bool
pact_store_release (PactStore *store, GError **error)
{
  return store_run (store,
                    "UPDATE outbox SET held = 0,"
                    " due = (SELECT told FROM finding WHERE id = outbox.finding)"
                    " WHERE held AND delivered IS NULL AND dead IS NULL",
                    NULL, 0, error);
}

/* Whether nothing was given up since the sink last confirmed something. */
static bool
is_first_loss (PactStore *store, const char *sink, gint64 *ret_first, GError **error)
{
  return store_number (store,
                       "SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE sink = ?1 AND dead >"
                       " coalesce ((SELECT max (delivered) FROM outbox"
                       "  WHERE sink = ?1 AND why IS NULL), 0))",
                       VALUES (TEXT (sink)), 0, ret_first, error);
}

static bool
tell_of_loss (PactStore *store, const PactDelivery *lost, gint64 time, const char *const *others,
              GError **error)
{
  for (; *others != NULL; others++)
    if (!store_run (store,
                    "INSERT INTO outbox (finding, sink, lost_by, thread, due)"
                    " SELECT finding, ?2, sink, thread, ?3 FROM outbox WHERE id = ?1"
                    " ON CONFLICT DO NOTHING",
                    VALUES (NUMBER (lost->id), TEXT (*others), NUMBER (time)), error))
      return false;
  return true;
}

static bool
give_up (PactStore *store, GPtrArray *deliveries, gint64 time, const char *why,
         const char *const *others, GError **error)
{
  const PactDelivery *first = deliveries->pdata[0];
  gint64 is_first = 0;

  return is_first_loss (store, first->sink, &is_first, error) &&
         update_each (store,
                      "UPDATE outbox SET dead = ?2, held = 0, tries = tries + 1, why = ?3"
                      " WHERE id = ?1 AND delivered IS NULL AND dead IS NULL",
                      deliveries, time, why, error) &&
         (!is_first || tell_of_loss (store, first, time, others, error));
}

bool
pact_store_give_up (PactStore *store, GPtrArray *deliveries, gint64 time, const char *why,
                    const char *const *others, GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, give_up (store, deliveries, time, why, others, error), error);
}

void
pact_pause_free (PactPause *pause)
{
  if (pause == NULL)
    return;
  g_free (pause->sink);
  g_free (pause);
}

bool
pact_store_pause (PactStore *store, const char *sink, gint64 time, GError **error)
{
  return store_run (store, "INSERT INTO pause (sink, since) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    VALUES (TEXT (sink), NUMBER (time)), error);
}

bool
pact_store_resume (PactStore *store, const char *sink, GError **error)
{
  gint64 found = 0;

  if (!store_number (store, "DELETE FROM pause WHERE sink = ?1 RETURNING 1", VALUES (TEXT (sink)), 0,
                     &found, error))
    return false;
  if (found == 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND,
                 "sink '%s' is not paused; see 'pactwatch outbox list'", sink);
  return found != 0;
}

static gpointer
row_pause (sqlite3_stmt *row)
{
  PactPause *pause = g_new0 (PactPause, 1);

  pause->sink = row_text (row, 0);
  pause->since = row_number (row, 1);
  return pause;
}

GPtrArray *
pact_store_pauses (PactStore *store, GError **error)
{
  return store_list (store, "SELECT sink, since FROM pause ORDER BY sink", NULL, 0, row_pause,
                     (GDestroyNotify) pact_pause_free, error);
}

bool
pact_store_remind (PactStore *store, const char *sink, gint64 finding, gint64 told_before,
                   gint64 now, GError **error)
{
  return store_run (store,
                    "UPDATE outbox SET delivered = NULL, due = ?4, held = 0, tries = 0"
                    " WHERE sink = ?1 AND (?2 = 0 OR finding = ?2) AND delivered < ?3"
                    " AND why IS NULL AND lost_by = ''"
                    " AND NOT EXISTS (SELECT 1 FROM review r WHERE r.finding = outbox.finding)",
                    VALUES (TEXT (sink), NUMBER (finding), NUMBER (told_before), NUMBER (now)),
                    error);
}
