/* Pacing. A host that may start a job stands in the `ready` queue, so hosts take turns and no
 * list is searched however many jobs wait. */
#include "watch/pace.h"

#include <stdbool.h>

typedef struct {
  PactPace *pace;
  GQueue waiting;  /* jobs, oldest first */
  guint active;
  gint64 next_us;  /* monotonic time before which no job of this host starts */
  bool ready;      /* stands in the ready queue */
  GSource *timer;  /* runs at `next_us`; NULL when nothing waits for that */
} Host;

struct PactPace {
  guint total, per_host;
  gint64 spacing_us;
  PactPaceStart start;
  GDestroyNotify drop;
  gpointer user_data;
  guint active;
  GHashTable *hosts; /* name -> Host; kept after their last job, for the spacing */
  GQueue ready;      /* Host */
};

static void
host_clear_timer (Host *host)
{
  if (host->timer != NULL)
    g_source_destroy (host->timer);
  g_clear_pointer (&host->timer, g_source_unref);
}

static void
host_free (gpointer data)
{
  Host *host = data;

  host_clear_timer (host);
  g_queue_clear_full (&host->waiting, host->pace->drop);
  g_free (host);
}

static Host *
find_host (PactPace *pace, const char *name)
{
  Host *host = g_hash_table_lookup (pace->hosts, name);

  if (host == NULL) {
    host = g_new0 (Host, 1);
    host->pace = pace;
    g_hash_table_insert (pace->hosts, g_strdup (name), host);
  }
  return host;
}

static gboolean
host_time_has_come (gpointer data);

/* Puts the host where it will be asked again: into the ready queue, or on its timer. */
static void
offer_host (Host *host)
{
  gint64 wait_us = host->next_us - g_get_monotonic_time ();

  if (host->waiting.length == 0 || host->active >= host->pace->per_host || host->ready ||
      host->timer != NULL)
    return;
  if (wait_us <= 0) {
    host->ready = true;
    g_queue_push_tail (&host->pace->ready, host);
    return;
  }
  host->timer = g_timeout_source_new ((guint) (wait_us / 1000 + 1));
  g_source_set_callback (host->timer, host_time_has_come, host, NULL);
  g_source_attach (host->timer, g_main_context_get_thread_default ());
}

static void
start_ready (PactPace *pace)
{
  Host *host;

  while (pace->active < pace->total && (host = g_queue_pop_head (&pace->ready)) != NULL) {
    gpointer job = g_queue_pop_head (&host->waiting);

    host->ready = false;
    host->next_us = g_get_monotonic_time () + pace->spacing_us;
    host->active++;
    pace->active++;
    offer_host (host);
    pace->start (job, pace->user_data);
  }
}

static gboolean
host_time_has_come (gpointer data)
{
  Host *host = data;

  host_clear_timer (host);
  offer_host (host);
  start_ready (host->pace);
  return G_SOURCE_REMOVE;
}

PactPace *
pact_pace_new (guint total, guint per_host, gint64 spacing_us, PactPaceStart start,
               GDestroyNotify drop, gpointer user_data)
{
  PactPace *pace = g_new0 (PactPace, 1);

  pace->total = MAX (total, 1);
  pace->per_host = MAX (per_host, 1);
  pace->spacing_us = spacing_us;
  pace->start = start;
  pace->drop = drop;
  pace->user_data = user_data;
  pace->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, host_free);
  return pace;
}

void
pact_pace_free (PactPace *pace)
{
  if (pace == NULL)
    return;
  g_queue_clear (&pace->ready);
  g_hash_table_unref (pace->hosts);
  g_free (pace);
}

void
pact_pace_add (PactPace *pace, const char *host_name, gpointer job)
{
  Host *host = find_host (pace, host_name);

  g_queue_push_tail (&host->waiting, job);
  offer_host (host);
  start_ready (pace);
}

void
pact_pace_done (PactPace *pace, const char *host_name)
{
  Host *host = find_host (pace, host_name);

  host->active--;
  pace->active--;
  offer_host (host);
  start_ready (pace);
}
