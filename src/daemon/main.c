/* pactwatchd: runs rounds on a schedule and delivers what they find, until told to stop. */
#include "agenda.h"
#include "assess.h"
#include "build-config.h"
#include "caps.h"
#include "config.h"
#include "deliver.h"
#include "desktop.h"
#include "metrics.h"
#include "notice.h"
#include "round.h"
#include "state.h"
#include "tell/journal.h"
#include "watch/schedule.h"

#include <glib-unix.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#if HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

#define EXIT_USAGE 2
#define RELOAD_LOOK_MS 50 /* between two looks whether a reload may begin */

/* What this build cannot do, said at every start. */
static const char left_out_of_build[] = ""
#if !HAVE_LIBNOTIFY
    "; built without desktop notifications"
#endif
#if !HAVE_PDF
    "; built without PDF"
#endif
#if !HAVE_SYSTEMD
    "; built without the systemd journal, readiness and watchdog"
#endif
    ;

/* Everything that follows from the settings: built anew by a reload. */
typedef struct {
  PactConfig *config;
  PactFetcher *fetcher;
  PactRound *round;
  PactDeliver *deliver;
  PactDesktop *desktop; /* NULL where no sink shows bubbles */
  PactAgenda *agenda;
  PactMetrics *metrics;
} Watch;

typedef struct {
  char *config_path; /* NULL: the default */
  char *state_dir;   /* NULL: the default */
  PactState *state;
  Watch *watch;
  guint reload; /* GSource id of a reload that waits; 0 for none */
  GMainLoop *loop;
} Daemon;

static void
notify (const char *state)
{
#if HAVE_SYSTEMD
  sd_notify (0, state);
#endif
}

static void
event (PactEvent kind, const char *message, const PactField *fields)
{
  g_autoptr (GError) error = NULL;

  if (!pact_journal_write (kind, message, fields, &error))
    g_printerr ("%s\n", message);
}

static void
log_fault (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if ((level & G_LOG_LEVEL_DEBUG) == 0)
    event (PACT_EVENT_FAULT, message, NULL);
}

static void
say_unchecked (const PactChecked *checked)
{
  g_autofree char *message = g_strdup_printf ("source '%s' could not be checked: %s",
                                              checked->source->name, checked->error->message);
  const PactField fields[] = {
    { "PACT_SOURCE", checked->source->name }, { "PACT_URL", checked->url }, { NULL, NULL },
  };

  event (PACT_EVENT_FAULT, message, fields);
}

static void
checked (const PactChecked *checked, gpointer user_data)
{
  Daemon *daemon = user_data;
  guint failures = checked->outcome == PACT_CHECK_FAILED ? checked->failures_before + 1 : 0;
  gint64 delay_s = pact_schedule_delay_s (checked->source->every_s, failures,
                                          checked->retry_after_s, g_random_double ());

  if (checked->error != NULL)
    say_unchecked (checked);
  pact_notice_tell (checked);
  if (g_str_equal (checked->url, checked->source->url))
    pact_agenda_put (daemon->watch->agenda, checked->source,
                     checked->look_again ? MIN (delay_s, PACT_CONFIRM_S) : delay_s);
  if (checked->findings->len > 0)
    pact_deliver_kick (daemon->watch->deliver);
}

static void
due (const PactSource *source, gpointer user_data)
{
  Daemon *daemon = user_data;

  pact_round_check (daemon->watch->round, source);
}

static void
watch_free (Watch *watch)
{
  if (watch == NULL)
    return;
  pact_metrics_free (watch->metrics);
  pact_agenda_free (watch->agenda);
  pact_desktop_free (watch->desktop);
  pact_fetcher_free (watch->fetcher); /* before the round that its answers would go to */
  pact_round_free (watch->round);
  pact_deliver_free (watch->deliver);
  pact_config_free (watch->config);
  g_free (watch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watch, watch_free)

static bool
plan (Watch *watch, PactState *state, GError **error)
{
  for (guint i = 0; i < watch->config->sources->len; i++) {
    const PactSource *source = watch->config->sources->pdata[i];
    g_autoptr (PactPage) page = pact_store_page (state->store, source->name, source->url, error);

    if (page == NULL)
      return false;
    pact_agenda_put (watch->agenda, source,
                     pact_schedule_first_s (source->every_s, page->checked_time, g_get_real_time ()));
  }
  return true;
}

static bool
tell_sink_again (Daemon *daemon, const PactSinkSettings *sink, const GArray *findings, GError **error)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < findings->len; i++)
    if (!pact_store_remind (daemon->state->store, sink->name, g_array_index (findings, gint64, i), now,
                            now, error))
      return false;
  return true;
}

/* What the desktop sinks told went down with the bubbles. */
static void
tell_again (const GArray *findings, gpointer user_data)
{
  Daemon *daemon = user_data;
  const GPtrArray *sinks = daemon->watch->config->sinks;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; error == NULL && i < sinks->len; i++) {
    const PactSinkSettings *sink = sinks->pdata[i];

    if (sink->kind == PACT_SINK_DESKTOP)
      tell_sink_again (daemon, sink, findings, &error);
  }
  if (error != NULL)
    event (PACT_EVENT_FAULT, error->message, NULL);
  pact_deliver_kick (daemon->watch->deliver);
}

static bool
shows_bubbles (const PactConfig *config)
{
  for (guint i = 0; i < config->sinks->len; i++)
    if (((const PactSinkSettings *) config->sinks->pdata[i])->kind == PACT_SINK_DESKTOP)
      return true;
  return false;
}

static Watch *
watch_new (Daemon *daemon, PactConfig *config_take, GError **error)
{
  g_autoptr (Watch) watch = g_new0 (Watch, 1);

  watch->config = config_take;
  watch->fetcher = pact_fetcher_new (&config_take->fetch, error);
  if (watch->fetcher == NULL)
    return NULL;
  watch->deliver = pact_deliver_new (daemon->state, config_take, error);
  if (watch->deliver == NULL)
    return NULL;
  if (shows_bubbles (config_take))
    watch->desktop = pact_desktop_new (daemon->state, config_take, tell_again, daemon);
  watch->round = pact_round_new (daemon->state, config_take, watch->fetcher, checked, daemon);
  watch->agenda = pact_agenda_new (due, daemon);
  if (!plan (watch, daemon->state, error))
    return NULL;
  watch->metrics = pact_metrics_new (daemon->state, config_take);
  return g_steal_pointer (&watch);
}

/* All mistakes at once, each an entry of its own. */
static PactConfig *
load_config (const Daemon *daemon)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *path = daemon->config_path != NULL ? g_strdup (daemon->config_path)
                                                      : pact_config_default_path (pact_scope ());
  PactConfig *config = pact_config_load (path, daemon->config_path != NULL, daemon->state_dir, &problems);

  for (guint i = 0; config == NULL && i < problems->len; i++)
    event (PACT_EVENT_FAULT, problems->pdata[i], NULL);
  return config;
}

static void
say_strays (const Daemon *daemon)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines =
      pact_deliver_strays (daemon->state, daemon->watch->config, &error);

  if (lines == NULL)
    event (PACT_EVENT_FAULT, error->message, NULL);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    event (PACT_EVENT_FAULT, lines->pdata[i], NULL);
}

/* Pages that earlier readers read, of all sources; -1 when the store cannot be read. */
static gint
count_due (const Daemon *daemon, GError **error)
{
  const PactConfig *config = daemon->watch->config;
  gint due = 0;

  for (guint i = 0; i < config->sources->len; i++) {
    const PactSource *source = config->sources->pdata[i];
    g_autoptr (GPtrArray) pages = pact_store_pages (daemon->state->store, source->name, error);

    if (pages == NULL)
      return -1;
    for (guint p = 0; p < pages->len; p++)
      due += pact_assess_is_due (source, pages->pdata[p]);
  }
  return due;
}

static void
say_reread (const Daemon *daemon)
{
  g_autoptr (GError) error = NULL;
  gint due = count_due (daemon, &error);
  g_autofree char *line = g_strdup_printf (
      "%d page%s read by an earlier version; run 'pactwatch reread', or what it overlooked is told "
      "as news", due, due == 1 ? " was" : "s were");

  if (due != 0)
    event (PACT_EVENT_FAULT, due > 0 ? line : error->message, NULL);
}

static void
say_started (const Daemon *daemon, PactEvent kind, const char *what)
{
  const PactConfig *config = daemon->watch->config;
  g_autofree char *message =
      g_strdup_printf ("%s: watching %u sources, telling %u sinks, state in '%s'%s", what,
                       config->sources->len, config->sinks->len, daemon->state->dir,
                       left_out_of_build);
  g_autofree char *status = g_strdup_printf ("READY=1\nSTATUS=watching %u sources", config->sources->len);

  event (kind, message, NULL);
  say_strays (daemon);
  say_reread (daemon);
  notify (status);
}

/* New settings take over whole or not at all, and not while the old watch is telling somebody or
 * knows of a tell that the store does not: the new one would tell the same again. */
static gboolean
reload (gpointer user_data)
{
  Daemon *daemon = user_data;
  g_autoptr (GError) error = NULL;
  PactConfig *config;
  Watch *watch;

  if (!pact_deliver_pause (daemon->watch->deliver))
    return G_SOURCE_CONTINUE;
  daemon->reload = 0;
  config = pact_deliver_settle (daemon->watch->deliver) ? load_config (daemon) : NULL;
  watch = config != NULL ? watch_new (daemon, config, &error) : NULL;
  if (error != NULL)
    event (PACT_EVENT_FAULT, error->message, NULL);
  if (watch != NULL) {
    watch_free (daemon->watch);
    daemon->watch = watch;
  }
  pact_deliver_resume (daemon->watch->deliver);
  say_started (daemon, PACT_EVENT_RELOADED, watch != NULL ? "reloaded" : "kept the old settings");
  return G_SOURCE_REMOVE;
}

static gboolean
start_reload (gpointer user_data)
{
  Daemon *daemon = user_data;
  g_autofree char *reloading = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT,
                                                g_get_monotonic_time ());

  notify (reloading);
  if (daemon->reload == 0)
    daemon->reload = g_timeout_add (RELOAD_LOOK_MS, reload, daemon);
  return G_SOURCE_CONTINUE;
}

static gboolean
quit (gpointer user_data)
{
  Daemon *daemon = user_data;

  g_main_loop_quit (daemon->loop);
  return G_SOURCE_CONTINUE;
}

#if HAVE_SYSTEMD
static gboolean
feed_watchdog (gpointer user_data)
{
  notify ("WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}
#endif

/* A main loop that turns is what the watchdog is to see. */
static void
start_watchdog (void)
{
#if HAVE_SYSTEMD
  uint64_t interval_us = 0;

  if (sd_watchdog_enabled (0, &interval_us) > 0)
    g_timeout_add ((guint) (interval_us / 2000), feed_watchdog, NULL);
#endif
}

static bool
init (Daemon *daemon)
{
  g_autoptr (GError) error = NULL;
  PactConfig *config;

  if (daemon->state_dir == NULL)
    daemon->state_dir = pact_state_default_dir (pact_scope ());
  daemon->state = pact_state_open (daemon->state_dir, &error);
  if (daemon->state == NULL || !pact_state_lock (daemon->state, &error)) {
    event (PACT_EVENT_FAULT, error->message, NULL);
    return false;
  }
  config = load_config (daemon);
  if (config == NULL)
    return false;
  daemon->watch = watch_new (daemon, config, &error);
  if (daemon->watch == NULL)
    event (PACT_EVENT_FAULT, error->message, NULL);
  return daemon->watch != NULL;
}

static void
run (Daemon *daemon)
{
  g_unix_signal_add (SIGHUP, start_reload, daemon);
  g_unix_signal_add (SIGTERM, quit, daemon);
  g_unix_signal_add (SIGINT, quit, daemon);
  start_watchdog ();
  say_started (daemon, PACT_EVENT_STARTED, "started");
  pact_deliver_kick (daemon->watch->deliver);
  g_main_loop_run (daemon->loop);
  notify ("STOPPING=1");
  event (PACT_EVENT_STOPPED, "stopped", NULL);
}

static bool
parse_options (Daemon *daemon, int argc, char **argv)
{
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &daemon->config_path, "Settings file", "FILE" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &daemon->state_dir, "State directory", "DIR" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version and exit", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- watch statements for changes of terms");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1) {
    g_printerr ("pactwatchd: %s; see --help\n",
                error != NULL ? error->message : "it takes options only");
    return false;
  }
  if (version) {
    g_print ("pactwatchd " PACT_VERSION "\n");
    exit (EXIT_SUCCESS);
  }
  return true;
}

int
main (int argc, char **argv)
{
  Daemon daemon = { 0 };
  int status = EXIT_USAGE;

  mallopt (M_TRIM_THRESHOLD, PACT_HEAP_KEPT);
  mallopt (M_MMAP_THRESHOLD, PACT_HEAP_KEPT / 16);
  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN);
  g_log_set_default_handler (log_fault, NULL);
  if (parse_options (&daemon, argc, argv) && init (&daemon)) {
    daemon.loop = g_main_loop_new (NULL, FALSE);
    run (&daemon);
    g_main_loop_unref (daemon.loop);
    status = EXIT_SUCCESS;
  }
  watch_free (daemon.watch);
  pact_state_free (daemon.state);
  g_free (daemon.config_path);
  g_free (daemon.state_dir);
  return status;
}
