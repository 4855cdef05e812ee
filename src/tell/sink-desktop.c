/* Shows findings as desktop notifications. The only file that knows libnotify. A notification
 * daemon or bus that is not there (yet, any more) is an error, and the outbox tries again; bubbles
 * of a batch that broke off are shown again, for they went down with the daemon. */
#include "caps.h"
#include "pactwatch/error.h"
#include "tell/digest.h"
#include "tell/phrase.h"
#include "tell/sink.h"

#include <gio/gio.h>
#include <libnotify/notify.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NotifyNotification, g_object_unref)

/* The session bus. GLib ends a process whose bus goes away unless told otherwise. */
static GDBusConnection *
reach_bus (GError **error)
{
  g_autoptr (GError) cause = NULL;
  GDBusConnection *bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &cause);

  if (bus != NULL)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  else
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "no session bus: %s; run the daemon as a user service of a desktop session",
                 cause->message);
  return bus;
}

/* Asks the notification daemon of this moment (the bus may start it) whether bodies may hold
 * markup. libnotify would ask the same and warn on standard error where none answers. */
static bool
reach_daemon (bool *ret_markup, GError **error)
{
  g_autoptr (GDBusConnection) bus = reach_bus (error);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autofree const char **caps = NULL;

  if (bus == NULL)
    return false;
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.Notifications",
                                       "/org/freedesktop/Notifications",
                                       "org.freedesktop.Notifications", "GetCapabilities", NULL,
                                       G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                       &cause);
  if (reply == NULL || (!notify_is_initted () && !notify_init ("pactwatch"))) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "no notification daemon on the session bus: %s",
                 cause != NULL ? cause->message : "libnotify does not start");
    return false;
  }
  g_variant_get (reply, "(^a&s)", &caps);
  *ret_markup = g_strv_contains (caps, "body-markup");
  return true;
}

static bool
show (const char *summary, const char *body, bool critical, GError **error)
{
  const char *icon = critical ? "dialog-warning" : "dialog-information";
  g_autoptr (NotifyNotification) bubble = notify_notification_new (summary, body, icon);
  g_autoptr (GError) cause = NULL;

  notify_notification_set_urgency (bubble, critical ? NOTIFY_URGENCY_CRITICAL
                                                    : NOTIFY_URGENCY_NORMAL);
  notify_notification_set_category (bubble, "x-pactwatch.finding");
  if (notify_notification_show (bubble, &cause))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "the notification daemon took no bubble: %s",
               cause->message);
  return false;
}

static void
append_side (GString *body, const char *label, const char *wording)
{
  if (wording != NULL)
    g_string_append_printf (body, "%s: %s\n", label, wording);
}

/* Old wording, new wording, and the command that shows all of it. */
static char *
finding_body (const PactFinding *finding, bool markup)
{
  static const PactMarks marks = { { "", "" }, { "<b>", "</b>" }, g_markup_escape_text };
  const PactMarks *style = markup ? &marks : NULL;
  g_autofree char *old_text = pact_phrase_old (finding, style, PACT_BUBBLE_QUOTE_CAP);
  g_autofree char *new_text = pact_phrase_new (finding, style, PACT_BUBBLE_QUOTE_CAP);
  g_autofree char *more = pact_phrase_more (finding);
  GString *body = g_string_new (NULL);

  append_side (body, new_text != NULL ? "Was" : "Gone", old_text);
  append_side (body, old_text != NULL ? "Now" : "New", new_text);
  g_string_append_printf (body, "More: %s", more);
  return g_string_free (body, FALSE);
}

static bool
show_finding (const PactFinding *finding, bool markup, GError **error)
{
  g_autofree char *summary = pact_phrase_headline (finding);
  g_autofree char *body = finding_body (finding, markup);

  return show (summary, body, pact_verdict_critical (finding->verdict), error);
}

/* One bubble for all that would be too many. */
static bool
show_rest (GPtrArray *findings, guint shown, bool critical, GError **error)
{
  guint rest = findings->len - shown;
  g_autofree char *summary =
      g_strdup_printf ("%u more finding%s", rest, rest == 1 ? "" : "s");

  return show (summary, "pactwatch log --unreviewed", critical, error);
}

static int
critical_first (gconstpointer a, gconstpointer b)
{
  const PactFinding *const *x = a, *const *y = b;

  return pact_verdict_critical ((*y)->verdict) - pact_verdict_critical ((*x)->verdict);
}

static bool
show_all (GPtrArray *findings, bool markup, GError **error)
{
  g_autoptr (GPtrArray) ranked = g_ptr_array_new ();
  guint shown = MIN (findings->len, PACT_BUBBLES_PER_ROUND);

  g_ptr_array_extend (ranked, findings, NULL, NULL);
  g_ptr_array_sort (ranked, critical_first);
  for (guint i = 0; i < shown; i++)
    if (!show_finding (ranked->pdata[i], markup, error))
      return false;
  if (ranked->len == shown)
    return true;
  /* ranked: where the first of the rest is not critical, none is */
  return show_rest (ranked, shown,
                    pact_verdict_critical (((PactFinding *) ranked->pdata[shown])->verdict), error);
}

/* One bubble for a whole digest. */
static bool
show_digest (GPtrArray *findings, bool markup, GError **error)
{
  g_autofree char *summary = pact_digest_headline (findings);
  g_autofree char *text = pact_digest_text (findings, false, 2 * PACT_BUBBLE_QUOTE_CAP);
  g_autofree char *escaped = markup ? g_markup_escape_text (text, -1) : NULL;

  return show (summary, g_strchomp (escaped != NULL ? escaped : text), false, error);
}

static bool
reach_and (bool (*show_them) (GPtrArray *findings, bool markup, GError **error),
           GPtrArray *findings, GError **error)
{
  static GMutex libnotify; /* it has one connection for the process, whatever the threads */
  bool markup, told;

  g_mutex_lock (&libnotify);
  told = reach_daemon (&markup, error) && show_them (findings, markup, error);
  /* the next try makes a new connection; the one libnotify keeps may be to a bus that is gone */
  if (!told && notify_is_initted ())
    notify_uninit ();
  g_mutex_unlock (&libnotify);
  return told;
}

static bool
desktop_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  return reach_and (show_all, findings, error);
}

static bool
desktop_digest (PactSink *sink, GPtrArray *findings, GError **error)
{
  return reach_and (show_digest, findings, error);
}

const PactSinkKind pact_sink_desktop = { PACT_DELIVERY_BATCH, desktop_tell, NULL, desktop_digest };
