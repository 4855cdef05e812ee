/* Delivery: the outbox asks here what is due and says here what came of it; the store remembers. */
#include "deliver.h"

#include "caps.h"
#include "tell/journal.h"
#include "tell/phrase.h"

struct PactDeliver {
  PactState *state;
  const PactConfig *config;
  gint64 (*clock) (gpointer user_data); /* µs since 1970 UTC */
  gpointer clock_data;
  PactOutbox *outbox;
  guint timer; /* GSource id for what falls due later; 0 for none */
};

static gint64
real_time (gpointer user_data)
{
  return g_get_real_time ();
}

static gint64
now (const PactDeliver *deliver)
{
  return deliver->clock (deliver->clock_data);
}

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
  gint64 wait_us = CLAMP (next_due (deliver) - now (deliver), G_USEC_PER_SEC, max_us);

  g_clear_handle_id (&deliver->timer, g_source_remove);
  deliver->timer = g_timeout_add ((guint) (wait_us / 1000) + 1, kick_again, deliver);
}

/* Puts those back that the sink's hours do not allow yet; `ret_held` says whether there were any. */
static bool
hold_back (PactDeliver *deliver, const PactSink *sink, GPtrArray *deliveries, bool *ret_held,
           GError **error)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_delivery_free);
  gint64 time = now (deliver);

  for (guint i = 0; i < deliveries->len;) {
    PactDelivery *delivery = deliveries->pdata[i];
    gint64 free_time = pact_sink_free_time (sink->settings, delivery->finding, time);

    if (free_time <= time) {
      i++;
      continue;
    }
    delivery->due = free_time;
    g_ptr_array_add (held, g_ptr_array_steal_index (deliveries, i));
  }
  *ret_held = held->len > 0;
  return !*ret_held || pact_store_hold (deliver->state->store, held, error);
}

/* Drops what is not told together with the first: its digest, or what waits for none. */
static void
keep_one_message (const PactSinkSettings *sink, GPtrArray *deliveries)
{
  gint64 digest = 0;

  for (guint i = 0; i < deliveries->len;) {
    const PactDelivery *delivery = deliveries->pdata[i];
    gint64 own_digest = pact_sink_digest_time (sink, delivery->finding);

    if (i == 0)
      digest = own_digest;
    if (own_digest == digest)
      i++;
    else
      g_ptr_array_remove_index (deliveries, i);
  }
}

static bool
begins_digest (const PactSinkSettings *sink, GPtrArray *deliveries)
{
  return deliveries->len > 0 &&
         pact_sink_digest_time (sink, ((const PactDelivery *) deliveries->pdata[0])->finding) != 0;
}

/* What was told too long ago and judged by nobody is due again. */
static bool
remind (PactDeliver *deliver, const PactSinkSettings *sink, GError **error)
{
  gint64 time = now (deliver);

  return sink->remind_after_s == 0 ||
         pact_store_remind (deliver->state->store, sink->name, 0,
                            time - sink->remind_after_s * G_USEC_PER_SEC, time, error);
}

/* What is due and may be told now, at most `limit` of it. */
static GPtrArray *
find_due (PactDeliver *deliver, const PactSink *sink, guint limit, GError **error)
{
  g_autoptr (GPtrArray) deliveries = NULL;
  bool held = false;

  do {
    g_clear_pointer (&deliveries, g_ptr_array_unref);
    deliveries = pact_store_deliveries (deliver->state->store, sink->settings->name, now (deliver),
                                        limit, error);
    if (deliveries == NULL || !hold_back (deliver, sink, deliveries, &held, error))
      return NULL;
  } while (held && deliveries->len == 0);
  return g_steal_pointer (&deliveries);
}

/* PactDelivery to tell the sink of now, in one go. */
static GPtrArray *
next_batch (PactDeliver *deliver, const PactSink *sink, GError **error)
{
  g_autoptr (GPtrArray) deliveries = NULL;

  if (!remind (deliver, sink->settings, error))
    return NULL;
  deliveries = find_due (deliver, sink, sink->kind->at_once, error);
  if (deliveries != NULL && begins_digest (sink->settings, deliveries)) {
    g_ptr_array_unref (deliveries);
    deliveries = find_due (deliver, sink, PACT_DIGEST_MAX, error);
  }
  if (deliveries != NULL)
    keep_one_message (sink->settings, deliveries);
  return g_steal_pointer (&deliveries);
}

static GPtrArray *
due (const PactSink *sink, gpointer *ret_batch, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *deliveries = next_batch (user_data, sink, &error), *findings;

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

/* Everybody but the sink itself, and but the journal, which is told of each loss anyway. Borrowed
 * names. */
static const char **
other_sinks (const PactConfig *config, const PactSink *sink)
{
  const char **names = g_new0 (const char *, config->sinks->len + 1);
  guint n = 0;

  for (guint i = 0; i < config->sinks->len; i++) {
    const PactSinkSettings *other = config->sinks->pdata[i];

    if (other->kind != PACT_SINK_JOURNAL && !other->left_to_users &&
        !g_str_equal (other->name, sink->settings->name))
      names[n++] = other->name;
  }
  return names;
}

static void
say_lost (const PactSink *sink, const PactDelivery *delivery, const char *why)
{
  const PactFinding *finding = delivery->finding;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, finding->id);
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *message =
      g_strdup_printf ("sink '%s' gave up on finding %s after %u tries: %s; the last failed: %s",
                       sink->settings->name, id, delivery->tries + 1, headline, why);
  g_autoptr (GError) error = NULL;
  const PactField fields[] = {
    { "PACT_SINK", sink->settings->name },
    { "PACT_FINDING", id },
    { "PACT_SOURCE", finding->source },
    { "PACT_TOPIC", finding->topic },
    { NULL, NULL },
  };

  if (!pact_journal_write (PACT_EVENT_ALERT_LOST, message, fields, &error))
    g_warning ("%s", message);
}

static bool
give_up (PactDeliver *deliver, const PactSink *sink, GPtrArray *lost, const char *why,
         GError **error)
{
  g_autofree const char **others = other_sinks (deliver->config, sink);

  if (!pact_store_give_up (deliver->state->store, lost, now (deliver), why, others, error))
    return false;
  for (guint i = 0; i < lost->len; i++)
    say_lost (sink, lost->pdata[i], why);
  return true;
}

static bool
postpone (PactDeliver *deliver, const PactSink *sink, GPtrArray *failed, const char *why,
          GError **error)
{
  const PactDelivery *first = failed->pdata[0];
  gint64 wait_s = pact_outbox_retry_s (first->tries + 1, g_random_double ());

  g_warning ("sink '%s' did not take %u alert%s, next try in %" G_GINT64_FORMAT " s: %s",
             sink->settings->name, failed->len, failed->len == 1 ? "" : "s", wait_s, why);
  return pact_store_postpone (deliver->state->store, failed,
                              now (deliver) + wait_s * G_USEC_PER_SEC, why, error);
}

/* A sink that was given time enough is given up on, finding by finding. */
static bool
fail (PactDeliver *deliver, const PactSink *sink, GPtrArray *deliveries, const char *why,
      GError **error)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new (), failed = g_ptr_array_new ();
  gint64 limit_s = sink->settings->give_up_after_s;

  for (guint i = 0; i < deliveries->len; i++) {
    PactDelivery *delivery = deliveries->pdata[i];
    bool over = limit_s > 0 && pact_outbox_tried_s (delivery->tries + 1) >= limit_s;

    g_ptr_array_add (over ? lost : failed, delivery);
  }
  return (lost->len == 0 || give_up (deliver, sink, lost, why, error)) &&
         (failed->len == 0 || postpone (deliver, sink, failed, why, error));
}

static bool
done (const PactSink *sink, gpointer batch, const GError *failure, gpointer user_data)
{
  PactDeliver *deliver = user_data;
  g_autoptr (GError) error = NULL;
  bool stored = failure == NULL ? pact_store_delivered (deliver->state->store, batch,
                                                        now (deliver), &error)
                                : fail (deliver, sink, batch, failure->message, &error);

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
  deliver->clock = real_time;
  deliver->outbox = pact_outbox_new (&owner, deliver);
  for (guint i = 0; i < config->sinks->len; i++) {
    PactSink *sink = pact_sink_open (config->sinks->pdata[i], error);

    if (sink == NULL)
      return NULL;
    pact_outbox_add_take (deliver->outbox, sink);
  }
  return pact_store_release (state->store, error) ? g_steal_pointer (&deliver) : NULL;
}

void
pact_deliver_set_clock (PactDeliver *deliver, gint64 (*clock) (gpointer), gpointer user_data)
{
  deliver->clock = clock;
  deliver->clock_data = user_data;
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
  return pact_outbox_busy (deliver->outbox) || next_due (deliver) <= now (deliver);
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

/* Sink name (the delivery's) -> number of deliveries that wait for it. */
static GHashTable *
count_by_sink (GPtrArray *deliveries)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < deliveries->len; i++) {
    const PactDelivery *delivery = deliveries->pdata[i];
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, delivery->sink));

    if (delivery->dead != 0)
      continue;
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
    if (pact_config_sink (config, sink) == NULL)
      g_ptr_array_add (lines, g_strdup_printf ("%u alert%s for sink '%s', which is not configured; "
                                               "see 'pactwatch outbox list'",
                                               GPOINTER_TO_UINT (n),
                                               GPOINTER_TO_UINT (n) == 1 ? " waits" : "s wait",
                                               (const char *) sink));
  return lines;
}
