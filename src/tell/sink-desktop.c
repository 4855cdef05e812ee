/* Shows findings as desktop notifications. The only file that knows libnotify. A notification
 * daemon or bus that is not there (yet, any more) is an error, and the outbox tries again; what is
 * shown again takes the place of the bubble that showed it before. */
#include "caps.h"
#include "pactwatch/error.h"
#include "tell/bubbles.h"
#include "tell/buttons.h"
#include "tell/digest.h"
#include "tell/phrase.h"
#include "tell/sink.h"

#include <gio/gio.h>
#include <libnotify/notify.h>
#include <string.h>

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

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
                 "no session bus: %s; run pactwatchd or 'pactwatch notify' in a desktop session",
                 cause->message);
  return bus;
}

/* The notification daemon of this moment, and what it can do. */
typedef struct {
  GDBusConnection *bus; /* held until libnotify holds it too, so that it is the one from reach_bus */
  char *name;           /* PactBubble.daemon */
  bool markup, actions;
} Daemon;

static void
daemon_clear (Daemon *daemon)
{
  g_clear_object (&daemon->bus);
  g_free (daemon->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Daemon, daemon_clear)

static GVariant *
ask (GDBusConnection *bus, const char *who, const char *path, const char *method,
     GVariant *parameters, const char *type, GError **error)
{
  return g_dbus_connection_call_sync (bus, who, path, who, method, parameters,
                                      G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                      error);
}

/* The bus may start the daemon that is asked. libnotify would ask the same and warn on standard
 * error where none answers. */
static bool
find_daemon (Daemon *daemon, GError **error)
{
  GDBusConnection *bus = daemon->bus;
  g_autoptr (GVariant) caps_reply = NULL, owner_reply = NULL;
  g_autofree const char **caps = NULL;
  const char *owner;

  caps_reply = ask (bus, NAME, PATH, "GetCapabilities", NULL, "(as)", error);
  if (caps_reply == NULL)
    return false;
  owner_reply = ask (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "GetNameOwner",
                     g_variant_new ("(s)", NAME), "(s)", error);
  if (owner_reply == NULL)
    return false;
  g_variant_get (caps_reply, "(^a&s)", &caps);
  g_variant_get (owner_reply, "(&s)", &owner);
  daemon->markup = g_strv_contains (caps, "body-markup");
  daemon->actions = g_strv_contains (caps, "actions");
  daemon->name = g_strdup_printf ("%s %s", g_dbus_connection_get_guid (bus), owner);
  return true;
}

static bool
reach_daemon (Daemon *daemon, GError **error)
{
  g_autoptr (GError) cause = NULL;

  daemon->bus = reach_bus (error);
  if (daemon->bus == NULL)
    return false;
  if (find_daemon (daemon, &cause) && (notify_is_initted () || notify_init ("pactwatch")))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
               "no notification daemon on the session bus: %s",
               cause != NULL ? cause->message : "libnotify does not start");
  return false;
}

/* Buttons are heard by buttons.c: a bubble may outlive the process that showed it. */
static void
heard_elsewhere (NotifyNotification *bubble, char *action, gpointer user_data)
{
}

static void
add_action (NotifyNotification *bubble, const char *key, const char *label)
{
  notify_notification_add_action (bubble, key, label, heard_elsewhere, NULL, NULL);
}

/* One finding can be judged from its bubble; several can only be shown. */
static void
add_actions (NotifyNotification *bubble, guint n_findings)
{
  add_action (bubble, PACT_BUTTON_DEFAULT, pact_buttons[PACT_BUTTON_SHOW].label);
  for (guint i = 0; pact_buttons[i].key != NULL; i++)
    if (i == PACT_BUTTON_SHOW || n_findings == 1)
      add_action (bubble, pact_buttons[i].key, pact_buttons[i].label);
  /* looking at the page decides nothing, so the bubble stays */
  notify_notification_set_hint (bubble, "resident", g_variant_new_boolean (TRUE));
}

/* Takes back the bubbles that show some of the findings, but for one: that is replaced. Where the
 * settings name no folder nothing is remembered. */
static guint32
clear_place (const char *folder, const Daemon *daemon, const GArray *findings)
{
  g_autoptr (PactBubbles) bubbles = folder != NULL ? pact_bubbles_open (folder) : NULL;
  const PactBubble *bubble;
  guint32 replaced = 0;

  while (bubbles != NULL &&
         (bubble = pact_bubbles_showing (bubbles, daemon->name, findings)) != NULL) {
    if (replaced != 0)
      g_dbus_connection_call (daemon->bus, NAME, PATH, NAME, "CloseNotification",
                              g_variant_new ("(u)", replaced), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                              NULL, NULL, NULL);
    replaced = bubble->id;
    pact_bubbles_remove (bubbles, bubble);
  }
  return replaced;
}

static void
remember (const char *folder, const Daemon *daemon, int id, const GArray *findings)
{
  g_autoptr (PactBubbles) bubbles = folder != NULL ? pact_bubbles_open (folder) : NULL;

  if (bubbles != NULL)
    pact_bubbles_put (bubbles, daemon->name, g_dbus_connection_get_unique_name (daemon->bus),
                      (guint32) id, findings);
}

/* The numbers of findings that are in the store; a sample is not. */
static GArray *
numbers_of (GPtrArray *findings)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < findings->len; i++) {
    const PactFinding *finding = findings->pdata[i];

    if (finding->id != 0)
      g_array_append_val (numbers, finding->id);
  }
  return numbers;
}

static bool
is_critical (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (pact_verdict_critical (((const PactFinding *) findings->pdata[i])->verdict))
      return true;
  return false;
}

static NotifyNotification *
bubble_new (const char *summary, const char *body, guint32 replaced, bool critical)
{
  const char *icon = critical ? "dialog-warning" : "dialog-information";
  NotifyNotification *bubble =
      g_object_new (NOTIFY_TYPE_NOTIFICATION, "id", (int) replaced, "summary", summary, "body", body,
                    "icon-name", icon, NULL);

  notify_notification_set_urgency (bubble, critical ? NOTIFY_URGENCY_CRITICAL
                                                    : NOTIFY_URGENCY_NORMAL);
  if (critical)
    notify_notification_set_timeout (bubble, NOTIFY_EXPIRES_NEVER);
  notify_notification_set_category (bubble, "x-pactwatch.finding");
  return bubble;
}

/* In place of the bubble that showed some of these findings before. */
static bool
show (const PactSink *sink, const Daemon *daemon, GPtrArray *findings, const char *summary,
      const char *body, GError **error)
{
  const char *folder = sink->settings->folder;
  g_autoptr (GArray) numbers = numbers_of (findings);
  g_autoptr (NotifyNotification) bubble = bubble_new (
      summary, body, clear_place (folder, daemon, numbers), is_critical (findings));
  g_autoptr (GError) cause = NULL;
  int id = 0;

  if (daemon->actions && numbers->len > 0)
    add_actions (bubble, numbers->len);
  if (!notify_notification_show (bubble, &cause)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "the notification daemon took no bubble: %s",
                 cause->message);
    return false;
  }
  g_object_get (bubble, "id", &id, NULL);
  if (numbers->len > 0)
    remember (folder, daemon, id, numbers);
  return true;
}

static void
append_side (GString *body, const char *label, const char *wording)
{
  if (wording != NULL)
    g_string_append_printf (body, "%s: %s\n", label, wording);
}

/* Old wording and new wording; and where it has no buttons, the command that shows all of it. */
static char *
finding_body (const PactFinding *finding, const Daemon *daemon)
{
  static const PactMarks marks = { { "", "" }, { "<b>", "</b>" }, g_markup_escape_text };
  const PactMarks *style = daemon->markup ? &marks : NULL;
  g_autofree char *old_text = pact_phrase_old (finding, style, PACT_BUBBLE_QUOTE_CAP);
  g_autofree char *new_text = pact_phrase_new (finding, style, PACT_BUBBLE_QUOTE_CAP);
  g_autofree char *more = pact_phrase_more (finding);
  GString *body = g_string_new (NULL);

  append_side (body, new_text != NULL ? "Was" : "Gone", old_text);
  append_side (body, old_text != NULL ? "Now" : "New", new_text);
  if (daemon->actions && finding->id != 0)
    g_string_truncate (body, body->len - strlen ("\n"));
  else
    g_string_append_printf (body, "More: %s", more);
  return g_string_free (body, FALSE);
}

static bool
show_one (const PactSink *sink, const Daemon *daemon, PactFinding *finding, GError **error)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  g_autofree char *summary = pact_phrase_headline (finding);
  g_autofree char *body = finding_body (finding, daemon);

  g_ptr_array_add (alone, finding);
  return show (sink, daemon, alone, summary, body, error);
}

static int
critical_first (gconstpointer a, gconstpointer b)
{
  const PactFinding *const *x = a, *const *y = b;

  return pact_verdict_critical ((*y)->verdict) - pact_verdict_critical ((*x)->verdict);
}

/* One bubble for all: the headlines of the first, and how many more there are. */
static bool
show_list (const PactSink *sink, const Daemon *daemon, GPtrArray *findings, const char *summary,
           GError **error)
{
  g_autofree char *text = g_strchomp (pact_digest_text (findings, false, PACT_BUBBLE_QUOTE_CAP));
  g_autofree char *escaped = daemon->markup ? g_markup_escape_text (text, -1) : NULL;

  return show (sink, daemon, findings, summary, escaped != NULL ? escaped : text, error);
}

static bool
show_group (const PactSink *sink, const Daemon *daemon, GPtrArray *findings, GError **error)
{
  g_autoptr (GPtrArray) ranked = g_ptr_array_new ();
  g_autofree char *summary = g_strdup_printf ("%u findings to review", findings->len);

  g_ptr_array_extend (ranked, findings, NULL, NULL);
  g_ptr_array_sort (ranked, critical_first);
  return show_list (sink, daemon, ranked, summary, error);
}

static bool
show_all (const PactSink *sink, const Daemon *daemon, GPtrArray *findings, GError **error)
{
  if (findings->len > PACT_BUBBLES_AT_ONCE)
    return show_group (sink, daemon, findings, error);
  for (guint i = 0; i < findings->len; i++)
    if (!show_one (sink, daemon, findings->pdata[i], error))
      return false;
  return true;
}

static bool
show_digest (const PactSink *sink, const Daemon *daemon, GPtrArray *findings, GError **error)
{
  g_autofree char *summary = pact_digest_headline (findings);

  return show_list (sink, daemon, findings, summary, error);
}

static bool
reach_and (bool (*show_them) (const PactSink *sink, const Daemon *daemon, GPtrArray *findings,
                              GError **error),
           const PactSink *sink, GPtrArray *findings, GError **error)
{
  static GMutex libnotify; /* it has one connection for the process, whatever the threads */
  g_auto (Daemon) daemon = { 0 };
  bool told;

  g_mutex_lock (&libnotify);
  told = reach_daemon (&daemon, error) && show_them (sink, &daemon, findings, error);
  /* the next try makes a new connection; the one libnotify keeps may be to a bus that is gone */
  if (!told && notify_is_initted ())
    notify_uninit ();
  g_mutex_unlock (&libnotify);
  return told;
}

static bool
desktop_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  return reach_and (show_all, sink, findings, error);
}

static bool
desktop_digest (PactSink *sink, GPtrArray *findings, GError **error)
{
  return reach_and (show_digest, sink, findings, error);
}

const PactSinkKind pact_sink_desktop = { PACT_DELIVERY_BATCH, desktop_tell, NULL, desktop_digest };
