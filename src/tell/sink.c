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
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) + 1 == G_N_ELEMENTS (pact_sink_names));

PactSinkSettings *
pact_sink_settings_new (const char *name, PactSinkId kind)
{
  PactSinkSettings *settings = g_atomic_rc_box_new0 (PactSinkSettings);

  settings->name = g_strdup (name);
  settings->kind = kind;
  settings->timeout_s = PACT_TELL_TIMEOUT_DEFAULT_S;
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
  g_strfreev (settings->command);
  g_free (settings->url);
  g_free (settings->url_file);
  g_free (settings->secret_file);
  g_free (settings->template);
  g_free (settings->server);
  g_free (settings->from);
  g_strfreev (settings->to);
  g_free (settings->user);
  g_free (settings->password_file);
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

/* A sample has no number; each is one of its own. */
char *
pact_sink_key (const PactSink *sink, const PactFinding *finding)
{
  const char *name = sink->settings->name;

  return finding->id != 0
             ? g_strdup_printf ("%" G_GINT64_FORMAT "-%s", finding->id, name)
             : g_strdup_printf ("sample%" G_GINT64_FORMAT "-%s", finding->time, name);
}
