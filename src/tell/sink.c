/* The kinds of sinks, and what all sinks share. A kind that was switched off when building still
 * has its row, so that the error can say so. */
#include "tell/sink.h"

#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"

const char *const pact_sink_names[] = {
  [PACT_SINK_DESKTOP] = "desktop",
  [PACT_SINK_JOURNAL] = "journal",
  [PACT_SINK_COMMAND] = "command",
  [PACT_SINK_WEBHOOK] = "webhook",
  [PACT_SINK_MAIL] = "mail",
  [PACT_SINK_ATOM] = "atom",
  NULL,
};

static const struct {
  const PactSinkKind *kind; /* NULL: not in this build */
  const char *option;       /* the build option that brings it */
} kinds[] = {
#if HAVE_LIBNOTIFY
  [PACT_SINK_DESKTOP] = { &pact_sink_desktop, "libnotify" },
#else
  [PACT_SINK_DESKTOP] = { NULL, "libnotify" },
#endif
  [PACT_SINK_JOURNAL] = { &pact_sink_journal, NULL },
  [PACT_SINK_COMMAND] = { &pact_sink_command, NULL },
  [PACT_SINK_WEBHOOK] = { &pact_sink_webhook, NULL },
  [PACT_SINK_MAIL] = { &pact_sink_mail, NULL },
  [PACT_SINK_ATOM] = { &pact_sink_atom, NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) + 1 == G_N_ELEMENTS (pact_sink_names));

PactSinkSettings *
pact_sink_settings_new (const char *name, PactSinkId kind)
{
  PactSinkSettings *settings = g_atomic_rc_box_new0 (PactSinkSettings);

  settings->name = g_strdup (name);
  settings->kind = kind;
  settings->remind_after_s = kind == PACT_SINK_DESKTOP ? PACT_REMIND_AFTER_DEFAULT_S : 0;
  settings->entries = PACT_FEED_ENTRIES_DEFAULT;
  settings->timeout_s = PACT_TELL_TIMEOUT_DEFAULT_S;
  settings->give_up_after_s = PACT_GIVE_UP_AFTER_DEFAULT_S;
  return settings;
}

static void
settings_clear (gpointer data)
{
  PactSinkSettings *settings = data;

  g_free (settings->name);
  g_strfreev (settings->topics);
  g_strfreev (settings->verdicts);
  g_strfreev (settings->sources);
  g_strfreev (settings->baselines);
  g_strfreev (settings->parties);
  g_clear_pointer (&settings->zone, g_time_zone_unref);
  g_free (settings->folder);
  g_strfreev (settings->command);
  g_free (settings->ca_file);
  g_free (settings->url);
  g_free (settings->url_file);
  g_free (settings->secret_file);
  g_free (settings->template);
  g_free (settings->server);
  g_free (settings->from);
  g_strfreev (settings->to);
  g_free (settings->user);
  g_free (settings->password_file);
  g_free (settings->file);
}

void
pact_sink_settings_unref (PactSinkSettings *settings)
{
  g_atomic_rc_box_release_full (settings, settings_clear);
}

PactSink *
pact_sink_open (PactSinkSettings *settings, GError **error)
{
  const PactSinkKind *kind = kinds[settings->kind].kind;
  PactSink *sink;

  if (kind == NULL) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_CONFIG,
                 "sink '%s': kind '%s' is not in this build; build with -D%s=enabled or use "
                 "another",
                 settings->name, pact_sink_names[settings->kind], kinds[settings->kind].option);
    return NULL;
  }
  sink = g_new0 (PactSink, 1);
  sink->kind = kind;
  sink->settings = g_atomic_rc_box_acquire (settings);
  return sink;
}

void
pact_sink_free (PactSink *sink)
{
  if (sink == NULL)
    return;
  if (sink->kind->close != NULL)
    sink->kind->close (sink);
  pact_sink_settings_unref (sink->settings);
  g_free (sink);
}

bool
pact_sink_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  bool digest = pact_sink_digest_time (sink->settings, findings->pdata[0]) != 0;
  g_autoptr (GError) failure = NULL;

  if ((digest ? sink->kind->digest : sink->kind->tell) (sink, findings, &failure))
    return true;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "sink '%s' did not take the alerts",
                 sink->settings->name);
  return false;
}

/* A sample has no number; each is one of its own. */
char *
pact_sink_key (const PactSink *sink, const PactFinding *finding)
{
  const char *name = sink->settings->name;

  if (finding->id == 0)
    return g_strdup_printf ("sample%" G_GINT64_FORMAT "-%s", finding->time, name);
  if (finding->lost_by != NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT "-lost-by-%s-%s", finding->id, finding->lost_by,
                            name);
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%s", finding->id, name);
}

/* What goes into a digest is settled when it is due, so the first of it names it. */
char *
pact_sink_digest_key (const PactSink *sink, GPtrArray *findings)
{
  g_autofree char *key = pact_sink_key (sink, findings->pdata[0]);

  return g_strconcat ("digest-", key, NULL);
}

static GTimeZone *
zone_of (const PactSinkSettings *sink)
{
  return sink->zone != NULL ? g_time_zone_ref (sink->zone) : g_time_zone_new_local ();
}

gint64
pact_sink_digest_time (const PactSinkSettings *sink, const PactFinding *finding)
{
  g_autoptr (GTimeZone) zone = zone_of (sink);

  return sink->digest.set && finding->verdict == PACT_VERDICT_REWORDED && finding->lost_by == NULL
             ? pact_time_of_day_next (sink->digest, zone, finding->time)
             : 0;
}

gint64
pact_sink_free_time (const PactSinkSettings *sink, const PactFinding *finding, gint64 now)
{
  g_autoptr (GTimeZone) zone = zone_of (sink);
  gint64 time = MAX (now, pact_sink_digest_time (sink, finding));

  return sink->wake && pact_verdict_critical (finding->verdict)
             ? time
             : pact_hours_end (&sink->quiet, zone, time);
}
