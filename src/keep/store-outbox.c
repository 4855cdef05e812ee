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
    if (!store_run (store, "INSERT INTO outbox (finding, sink, due) VALUES (?1, ?2, ?3)"
                           " ON CONFLICT DO NOTHING",
                    VALUES (NUMBER (finding->id), TEXT (sinks[i]), NUMBER (record->capture->time)),
                    error))
      return false;
  return true;
}

/* What row_delivery expects behind the columns of the finding. */
#define DELIVERY_COLUMNS "o.id, o.sink, o.due, o.tries, o.why"
#define DELIVERIES \
  "SELECT " FINDING_COLUMNS ", " DELIVERY_COLUMNS FINDING_TABLES \
  "JOIN outbox o ON o.finding = f.id "

static gpointer
row_delivery (sqlite3_stmt *row)
{
  PactDelivery *delivery = g_new0 (PactDelivery, 1);
  int column = sqlite3_column_count (row) - 5;

  delivery->finding = row_finding (row);
  delivery->id = row_number (row, column);
  delivery->sink = row_text (row, column + 1);
  delivery->due = row_number (row, column + 2);
  delivery->tries = (guint) row_number (row, column + 3);
  delivery->why = row_text (row, column + 4);
  return delivery;
}

GPtrArray *
pact_store_deliveries (PactStore *store, const char *sink, gint64 now, guint limit, GError **error)
{
  return store_list (store,
                     DELIVERIES
                     "WHERE o.sink = ?1 AND o.due <= ?2 AND o.delivered IS NULL"
                     " ORDER BY o.id LIMIT ?3",
                     VALUES (TEXT (sink), NUMBER (now), NUMBER (limit)), row_delivery,
                     (GDestroyNotify) pact_delivery_free, error);
}

GPtrArray *
pact_store_waiting (PactStore *store, GError **error)
{
  return store_list (store, DELIVERIES "WHERE o.delivered IS NULL ORDER BY o.id", NULL, 0,
                     row_delivery, (GDestroyNotify) pact_delivery_free, error);
}

/* Runs an UPDATE that yields the id it found. */
static bool
change_waiting (PactStore *store, const char *sql, gint64 id, gint64 time, GError **error)
{
  gint64 found = 0;

  if (!store_number (store, sql, VALUES (NUMBER (id), NUMBER (time)), 0, &found, error))
    return false;
  if (found == 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND,
                 "no alert '%" G_GINT64_FORMAT "' waits; see 'pactwatch outbox list'", id);
  return found != 0;
}

bool
pact_store_retry (PactStore *store, gint64 id, gint64 time, GError **error)
{
  return change_waiting (store,
                         "UPDATE outbox SET due = ?2 WHERE id = ?1 AND delivered IS NULL"
                         " RETURNING id",
                         id, time, error);
}

/* Closed with a reason: it was not told. */
bool
pact_store_drop (PactStore *store, gint64 id, gint64 time, GError **error)
{
  return change_waiting (store,
                         "UPDATE outbox SET delivered = ?2, why = 'dropped'"
                         " WHERE id = ?1 AND delivered IS NULL RETURNING id",
                         id, time, error);
}

gint64
pact_store_next_delivery (PactStore *store, const char *sink, GError **error)
{
  gint64 due = -1;

  store_number (store,
                "SELECT due FROM outbox WHERE delivered IS NULL AND (?1 IS NULL OR sink = ?1)"
                " ORDER BY due LIMIT 1",
                VALUES (TEXT (sink)), -1, &due, error);
  return due;
}

static bool
close_deliveries (PactStore *store, GPtrArray *deliveries, gint64 time, GError **error)
{
  for (guint i = 0; i < deliveries->len; i++) {
    const PactDelivery *delivery = deliveries->pdata[i];

    if (!store_run (store, "UPDATE outbox SET delivered = ?2, why = NULL WHERE id = ?1",
                    VALUES (NUMBER (delivery->id), NUMBER (time)), error))
      return false;
  }
  return true;
}

bool
pact_store_delivered (PactStore *store, GPtrArray *deliveries, gint64 time, GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, close_deliveries (store, deliveries, time, error), error);
}

static bool
postpone_deliveries (PactStore *store, GPtrArray *deliveries, gint64 due, const char *why,
                     GError **error)
{
  for (guint i = 0; i < deliveries->len; i++) {
    const PactDelivery *delivery = deliveries->pdata[i];

    if (!store_run (store,
                    "UPDATE outbox SET due = ?2, tries = tries + 1, why = ?3"
                    " WHERE id = ?1 AND delivered IS NULL",
                    VALUES (NUMBER (delivery->id), NUMBER (due), TEXT (why)), error))
      return false;
  }
  return true;
}

bool
pact_store_postpone (PactStore *store, GPtrArray *deliveries, gint64 due, const char *why,
                     GError **error)
{
  return store_begin (store, error) &&
         store_finish (store, postpone_deliveries (store, deliveries, due, why, error), error);
}
