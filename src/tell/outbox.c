/* The outbox: one thread per tell, one tell at a time per sink. Threads touch nothing of the
 * owner's; what they come to travels back over a queue and is handed out on the owner's thread. */
#include "tell/outbox.h"

#include "caps.h"
#include "pactwatch/error.h"

/* A sink and its tell under way. Shared with the tell's thread, which may outlive the outbox when
 * its channel hangs. */
typedef struct {
  PactSink *sink;
  GPtrArray *findings; /* NULL when no tell is under way */
  gpointer batch;      /* NULL when idle; kept until what came of it is recorded */
  GDestroyNotify batch_free;
  GError *error;       /* what the tell came to; the thread's until it is queued */
  guint unrecorded;    /* times that could not be recorded */
  gint64 record_time;  /* when to try again, monotonic µs */
  GAsyncQueue *told;   /* Channel; where the thread reports */
  GMainContext *context;
} Channel;

struct PactOutbox {
  PactOutboxOwner owner;
  gpointer user_data;
  GPtrArray *channels; /* Channel */
  GAsyncQueue *told;   /* Channel */
  GMainContext *context;
  GSource *source;     /* fires while `told` is not empty */
  bool paused;
};

static void
channel_clear (gpointer data)
{
  Channel *channel = data;

  pact_sink_free (channel->sink);
  g_clear_pointer (&channel->findings, g_ptr_array_unref);
  g_clear_pointer (&channel->batch, channel->batch_free);
  g_clear_error (&channel->error);
  g_async_queue_unref (channel->told);
  g_main_context_unref (channel->context);
}

static void
channel_unref (gpointer channel)
{
  g_atomic_rc_box_release_full (channel, channel_clear);
}

static gpointer
channel_tell (gpointer data)
{
  Channel *channel = data;

  pact_sink_tell (channel->sink, channel->findings, &channel->error);
  g_async_queue_push (channel->told, channel);
  g_main_context_wakeup (channel->context);
  channel_unref (channel);
  return NULL;
}

/* Hands a result to the owner. When it is recorded the channel is idle again, else it keeps the
 * result: a channel that confirmed must not be told the same twice. */
static bool
channel_record (PactOutbox *outbox, Channel *channel)
{
  gint64 wait_s;

  if (outbox->owner.done (channel->sink, channel->batch, channel->error, outbox->user_data)) {
    channel->unrecorded = 0;
    g_clear_pointer (&channel->batch, channel->batch_free);
    g_clear_error (&channel->error);
    return true;
  }
  wait_s = pact_outbox_retry_s (++channel->unrecorded, g_random_double ());
  channel->record_time = g_get_monotonic_time () + wait_s * G_USEC_PER_SEC;
  return false;
}

/* Whether the channel may be told something: no tell is under way and the last one is recorded. */
static bool
channel_idle (PactOutbox *outbox, Channel *channel)
{
  if (channel->unrecorded == 0)
    return channel->findings == NULL;
  return g_get_monotonic_time () >= channel->record_time && channel_record (outbox, channel);
}

/* Starts a tell when the sink is idle and has something due. */
static void
channel_kick (PactOutbox *outbox, Channel *channel)
{
  GThread *thread = NULL;
  g_autoptr (GError) error = NULL;

  if (!channel_idle (outbox, channel) || outbox->paused)
    return;
  channel->findings = outbox->owner.due (channel->sink, &channel->batch, outbox->user_data);
  if (channel->findings == NULL)
    return;
  thread = g_thread_try_new ("tell", channel_tell, g_atomic_rc_box_acquire (channel), &error);
  if (thread != NULL) {
    g_thread_unref (thread);
    return;
  }
  channel_unref (channel);
  g_set_error (&channel->error, PACT_ERROR, PACT_ERROR_SINK, "sink '%s': no thread: %s",
               channel->sink->settings->name, error->message);
  g_async_queue_push (channel->told, channel);
}

/* The tell is over; whether the sink may be told the next at once. */
static bool
channel_done (PactOutbox *outbox, Channel *channel)
{
  bool told = channel->error == NULL;

  g_clear_pointer (&channel->findings, g_ptr_array_unref);
  return channel_record (outbox, channel) && told;
}

typedef struct {
  GSource base;
  PactOutbox *outbox;
} ToldSource;

static gboolean
told_ready (GSource *source)
{
  return g_async_queue_length (((ToldSource *) source)->outbox->told) > 0;
}

static gboolean
told_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return told_ready (source);
}

/* A sink that took one batch gets the next at once; one that did not waits for its time. */
static gboolean
told_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  PactOutbox *outbox = ((ToldSource *) source)->outbox;
  Channel *channel = g_async_queue_try_pop (outbox->told);

  if (channel != NULL && channel_done (outbox, channel))
    channel_kick (outbox, channel);
  return G_SOURCE_CONTINUE;
}

static GSource *
told_source_new (PactOutbox *outbox)
{
  static GSourceFuncs funcs = { .prepare = told_prepare, .check = told_ready,
                                .dispatch = told_dispatch };
  GSource *source = g_source_new (&funcs, sizeof (ToldSource));

  ((ToldSource *) source)->outbox = outbox;
  g_source_attach (source, outbox->context);
  return source;
}

PactOutbox *
pact_outbox_new (const PactOutboxOwner *owner, gpointer user_data)
{
  PactOutbox *outbox = g_new0 (PactOutbox, 1);

  outbox->owner = *owner;
  outbox->user_data = user_data;
  outbox->channels = g_ptr_array_new_with_free_func (channel_unref);
  outbox->told = g_async_queue_new ();
  outbox->context = g_main_context_ref_thread_default ();
  outbox->source = told_source_new (outbox);
  return outbox;
}

void
pact_outbox_add_take (PactOutbox *outbox, PactSink *sink)
{
  Channel *channel = g_atomic_rc_box_new0 (Channel);

  channel->sink = sink;
  channel->batch_free = outbox->owner.batch_free;
  channel->told = g_async_queue_ref (outbox->told);
  channel->context = g_main_context_ref (outbox->context);
  g_ptr_array_add (outbox->channels, channel);
}

void
pact_outbox_kick (PactOutbox *outbox)
{
  if (g_source_is_destroyed (outbox->source)) /* an owner that kicks when the end hands out results */
    return;
  for (guint i = 0; i < outbox->channels->len; i++)
    channel_kick (outbox, outbox->channels->pdata[i]);
}

void
pact_outbox_pause (PactOutbox *outbox, bool paused)
{
  outbox->paused = paused;
}

bool
pact_outbox_settle (PactOutbox *outbox)
{
  bool settled = true;

  for (guint i = 0; i < outbox->channels->len; i++) {
    Channel *channel = outbox->channels->pdata[i];

    if (channel->unrecorded > 0 && !channel_record (outbox, channel))
      settled = false;
  }
  return settled;
}

bool
pact_outbox_busy (const PactOutbox *outbox)
{
  for (guint i = 0; i < outbox->channels->len; i++)
    if (((const Channel *) outbox->channels->pdata[i])->findings != NULL)
      return true;
  return false;
}

gint64
pact_outbox_retry_s (guint tries, double random)
{
  gint64 doubled = PACT_DELIVERY_RETRY_MIN_S * (G_GINT64_CONSTANT (1) << MIN (MAX (tries, 1) - 1, 20));
  gint64 delay = MIN (doubled, PACT_DELIVERY_RETRY_MAX_S);

  return delay + (gint64) ((double) delay * random / 10);
}

gint64
pact_outbox_tried_s (guint tries)
{
  gint64 seconds = 0;

  for (guint i = 1; i < tries; i++)
    seconds += pact_outbox_retry_s (i, 0);
  return seconds;
}

/* A tell that hangs beyond the deadline is left behind with its batch: nobody confirmed it, so it
 * is due again after the next start. So is what the owner cannot record to the last. */
void
pact_outbox_free (PactOutbox *outbox)
{
  gint64 deadline = g_get_monotonic_time () + PACT_TELL_LEAVE_S * G_USEC_PER_SEC;

  if (outbox == NULL)
    return;
  g_source_destroy (outbox->source);
  g_source_unref (outbox->source);
  pact_outbox_settle (outbox);
  while (pact_outbox_busy (outbox)) {
    gint64 left = MAX (deadline - g_get_monotonic_time (), 0);
    Channel *channel = g_async_queue_timeout_pop (outbox->told, (guint64) left);

    if (channel == NULL)
      break;
    channel_done (outbox, channel);
  }
  g_ptr_array_unref (outbox->channels);
  g_async_queue_unref (outbox->told);
  g_main_context_unref (outbox->context);
  g_free (outbox);
}
