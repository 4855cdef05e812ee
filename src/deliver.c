/* Delivery: the outbox asks here what is due and says here what came of it; the store remembers. */
#include "deliver.h"

#include "caps.h"

struct PactDeliver {
  PactState *state;
  const PactConfig *config;
  PactOutbox *outbox;
  guint timer; /* GSource id for what falls due later; 0 for none */
};

static gboolean
kick_again (gpointer user_data)
{
  PactDeliver *deliver = user_data;

  deliver->timer = 0;
  pact_deliver_kick (deliver);
  return G_SOURCE_REMOVE;
}

/* When the next row is due (µs), G_MAXINT64 for none. Rows of a sink that is not in the settings
 * any more wait for its return. */
static gint64
next_due (const PactDeliver *deliver)
{
  const GPtrArray *sinks = deliver->config->sinks;
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < sinks->len; i++) {
    const PactSinkSettings *sink = sinks->pdata[i];
    g_autoptr (GError) error = NULL;
    gint64 due = pact_store_next_delivery (deliver->state->store, sink->name, &error);

    if (error != NULL)
      g_warning ("%s", error->message);
    if (due >= 0)
      next = MIN (next, due);
  }
  return next;
}

/* Until the next row is due. A row due already was left for a reason (its sink is busy, the store
 * cannot be written), which a closer look does not change. Rows that another process adds are found
 * by looking now and then. */
static void
wait_for_next (PactDeliver *deliver)
{
  gint64 max_us = PACT_OUTBOX_POLL_S * G_USEC_PER_SEC;
  gint64 wait_us = CLAMP (next_due (deliver) - g_get_real_time (), G_USEC_PER_SEC, max_us);

  g_clear_handle_id (&deliver->timer, g_source_remove);
  deliver->timer = g_timeout_add ((guint) (wait_us / 1000) + 1, kick_again, deliver);
}

static GPtrArray *
due (const PactSink *sink, gpointer *ret_batch, gpointer user_data)
{
  PactDeliver *deliver = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *deliveries, *findings;

  deliveries = pact_store_deliveries (deliver->state->store, sink->settings->name,
                                      g_get_real_time (), sink->kind->at_once, &error);
  if (deliveries == NULL) {
    g_warning ("%s", error->message);
    return NULL;
  }
  if (deliveries->len == 0) {
    g_ptr_array_unref (deliveries);
    return NULL;
  }
  findings = g_ptr_array_new ();
  for (guint i = 0; i < deliveries->len; i++)
    g_ptr_array_add (findings, ((PactDelivery *) deliveries->pdata[i])->finding);
  *ret_batch = deliveries;
  return findings;
}

static bool
done (const PactSink *sink, gpointer batch, const GError *failure, gpointer user_data)
{
  PactDeliver *deliver = user_data;
  GPtrArray *deliveries = batch;
  g_autoptr (GError) error = NULL;
  const PactDelivery *first = deliveries->pdata[0];
  gint64 now = g_get_real_time (), wait_s;
  bool stored;

  if (failure == NULL) {
    stored = pact_store_delivered (deliver->state->store, deliveries, now, &error);
  } else {
    wait_s = pact_outbox_retry_s (first->tries, g_random_double ());
    g_warning ("sink '%s' did not take %u alert%s, next try in %" G_GINT64_FORMAT " s: %s",
               sink->settings->name, deliveries->len, deliveries->len == 1 ? "" : "s", wait_s,
               failure->message);
    stored = pact_store_postpone (deliver->state->store, deliveries, now + wait_s * G_USEC_PER_SEC,
                                  failure->message, &error);
  }
  if (!stored)
    g_warning ("what sink '%s' was told is not recorded yet: %s", sink->settings->name,
               error->message);
  wait_for_next (deliver);
  return stored;
}

PactDeliver *
pact_deliver_new (PactState *state, const PactConfig *config, GError **error)
{
  static const PactOutboxOwner owner = { due, done, (GDestroyNotify) g_ptr_array_unref };
  g_autoptr (PactDeliver) deliver = g_new0 (PactDeliver, 1);

  deliver->state = state;
  deliver->config = config;
  deliver->outbox = pact_outbox_new (&owner, deliver);
  for (guint i = 0; i < config->sinks->len; i++) {
    PactSink *sink = pact_sink_open (config->sinks->pdata[i], error);

    if (sink == NULL)
      return NULL;
    pact_outbox_add_take (deliver->outbox, sink);
  }
  return g_steal_pointer (&deliver);
}

void
pact_deliver_free (PactDeliver *deliver)
{
  if (deliver == NULL)
    return;
  pact_outbox_free (deliver->outbox);
  g_clear_handle_id (&deliver->timer, g_source_remove);
  g_free (deliver);
}

void
pact_deliver_kick (PactDeliver *deliver)
{
  pact_outbox_kick (deliver->outbox);
  wait_for_next (deliver);
}

bool
pact_deliver_pending (const PactDeliver *deliver)
{
  return pact_outbox_busy (deliver->outbox) || next_due (deliver) <= g_get_real_time ();
}

bool
pact_deliver_pause (PactDeliver *deliver)
{
  pact_outbox_pause (deliver->outbox, true);
  return !pact_outbox_busy (deliver->outbox);
}

void
pact_deliver_resume (PactDeliver *deliver)
{
  pact_outbox_pause (deliver->outbox, false);
  pact_deliver_kick (deliver);
}

bool
pact_deliver_settle (PactDeliver *deliver)
{
  return pact_outbox_settle (deliver->outbox);
}

static gboolean
names_sink (gconstpointer settings, gconstpointer name)
{
  return g_str_equal (((const PactSinkSettings *) settings)->name, name);
}

/* Sink name (the delivery's) -> number of deliveries that wait for it. */
static GHashTable *
count_by_sink (GPtrArray *deliveries)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < deliveries->len; i++) {
    const PactDelivery *delivery = deliveries->pdata[i];
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, delivery->sink));

    g_hash_table_insert (counts, delivery->sink, GUINT_TO_POINTER (n + 1));
  }
  return counts;
}

GPtrArray *
pact_deliver_strays (const PactState *state, const PactConfig *config, GError **error)
{
  g_autoptr (GPtrArray) waiting = pact_store_waiting (state->store, error);
  g_autoptr (GHashTable) counts = waiting != NULL ? count_by_sink (waiting) : NULL;
  GHashTableIter entry;
  gpointer sink, n;
  GPtrArray *lines;

  if (counts == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&entry, counts);
  while (g_hash_table_iter_next (&entry, &sink, &n))
    if (!g_ptr_array_find_with_equal_func (config->sinks, sink, names_sink, NULL))
      g_ptr_array_add (lines, g_strdup_printf ("%u alert%s for sink '%s', which is not configured; "
                                               "see 'pactwatch outbox list'",
                                               GPOINTER_TO_UINT (n),
                                               GPOINTER_TO_UINT (n) == 1 ? " waits" : "s wait",
                                               (const char *) sink));
  return lines;
}
