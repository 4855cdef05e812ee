/* One timerfd on CLOCK_BOOTTIME wakes the main loop for the earliest entry: after a night's sleep
 * what came due meanwhile is due at once. */
#include "agenda.h"

#include <glib-unix.h>
#include <stdint.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  const PactSource *source;
  gint64 due; /* µs since boot */
} Entry;

struct PactAgenda {
  GArray *entries; /* Entry, in no order: sources are few */
  int timer;
  guint watch;
  PactDueFunc due;
  gpointer user_data;
};

static gint64
boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
arm (PactAgenda *agenda)
{
  gint64 earliest = G_MAXINT64;
  struct itimerspec at = { 0 };

  for (guint i = 0; i < agenda->entries->len; i++)
    earliest = MIN (earliest, g_array_index (agenda->entries, Entry, i).due);
  if (earliest < G_MAXINT64) {
    earliest = MAX (earliest, 1); /* zero would disarm it */
    at.it_value.tv_sec = earliest / G_USEC_PER_SEC;
    at.it_value.tv_nsec = earliest % G_USEC_PER_SEC * 1000;
  }
  timerfd_settime (agenda->timer, TFD_TIMER_ABSTIME, &at, NULL);
}

static gboolean
wake (int fd, GIOCondition condition, gpointer user_data)
{
  PactAgenda *agenda = user_data;
  gint64 now = boot_time ();
  uint64_t expirations;

  if (read (fd, &expirations, sizeof expirations) < 0)
    return G_SOURCE_CONTINUE;
  for (guint i = agenda->entries->len; i > 0; i--) {
    Entry entry = g_array_index (agenda->entries, Entry, i - 1);

    if (entry.due > now)
      continue;
    g_array_remove_index_fast (agenda->entries, i - 1);
    agenda->due (entry.source, agenda->user_data);
  }
  arm (agenda);
  return G_SOURCE_CONTINUE;
}

PactAgenda *
pact_agenda_new (PactDueFunc due, gpointer user_data)
{
  PactAgenda *agenda = g_new0 (PactAgenda, 1);

  agenda->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  agenda->timer = timerfd_create (CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  agenda->watch = g_unix_fd_add (agenda->timer, G_IO_IN, wake, agenda);
  agenda->due = due;
  agenda->user_data = user_data;
  return agenda;
}

void
pact_agenda_free (PactAgenda *agenda)
{
  if (agenda == NULL)
    return;
  g_source_remove (agenda->watch);
  close (agenda->timer);
  g_array_unref (agenda->entries);
  g_free (agenda);
}

void
pact_agenda_put (PactAgenda *agenda, const PactSource *source, gint64 delay_s)
{
  Entry entry = { source, boot_time () + delay_s * G_USEC_PER_SEC };

  for (guint i = 0; i < agenda->entries->len; i++)
    if (g_array_index (agenda->entries, Entry, i).source == source)
      g_array_remove_index_fast (agenda->entries, i--);
  g_array_append_val (agenda->entries, entry);
  arm (agenda);
}
