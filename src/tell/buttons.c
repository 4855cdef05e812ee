/* The ear on the session bus. Ids of bubbles mean something only together with the notification
 * daemon that gave them, so each signal is taken for one of its sender's. */
#include "tell/buttons.h"

#include "caps.h"
#include "tell/bubbles.h"
#include "tell/phrase.h"

#include <gio/gio.h>

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

const struct PactButtonWords pact_buttons[] = {
  [PACT_BUTTON_SHOW] = { "show", "Show redline" },
  [PACT_BUTTON_ACCEPT] = { "accept", "Accept" },
  [PACT_BUTTON_DISMISS] = { "dismiss", "Dismiss" },
  { NULL, NULL },
};

struct PactButtons {
  char *folder;
  PactButtonEvents events;
  gpointer user_data;
  GCancellable *ended;
  GDBusConnection *bus; /* NULL while there is none */
  guint signals, watch; /* ids on that bus; 0 for none */
  char *daemon;         /* PactBubble.daemon of who shows bubbles now; NULL for nobody */
  guint retry;          /* GSource id; 0 for none */
};

static void connect_bus (PactButtons *buttons);

static char *
daemon_of (GDBusConnection *bus, const char *name)
{
  return g_strdup_printf ("%s %s", g_dbus_connection_get_guid (bus), name);
}

static bool
find_button (const char *key, PactButton *ret_button)
{
  if (g_str_equal (key, PACT_BUTTON_DEFAULT)) {
    *ret_button = PACT_BUTTON_SHOW;
    return true;
  }
  for (guint i = 0; pact_buttons[i].key != NULL; i++)
    if (g_str_equal (key, pact_buttons[i].key)) {
      *ret_button = (PactButton) i;
      return true;
    }
  return false;
}

/* The findings of a bubble; NULL when it is none of ours. */
static GArray *
findings_of (PactButtons *buttons, const char *daemon, guint32 id)
{
  g_autoptr (PactBubbles) bubbles = pact_bubbles_open (buttons->folder);
  const PactBubble *bubble = pact_bubbles_find (bubbles, daemon, id);

  return bubble != NULL ? g_array_ref (bubble->findings) : NULL;
}

static void
pressed (PactButtons *buttons, const char *daemon, GVariant *parameters)
{
  g_autoptr (GArray) findings = NULL;
  const char *key;
  guint32 id;
  PactButton button;

  g_variant_get (parameters, "(u&s)", &id, &key);
  findings = find_button (key, &button) ? findings_of (buttons, daemon, id) : NULL;
  if (findings != NULL)
    buttons->events.pressed (button, findings, buttons->user_data);
}

static void
closed (PactButtons *buttons, const char *daemon, GVariant *parameters)
{
  g_autoptr (PactBubbles) bubbles = pact_bubbles_open (buttons->folder);
  const PactBubble *bubble;
  guint32 id;

  g_variant_get (parameters, "(uu)", &id, NULL);
  bubble = pact_bubbles_find (bubbles, daemon, id);
  if (bubble != NULL)
    pact_bubbles_remove (bubbles, bubble);
}

static const struct {
  const char *name, *type;
  void (*take) (PactButtons *buttons, const char *daemon, GVariant *parameters);
} signals[] = {
  { "ActionInvoked", "(us)", pressed },
  { "NotificationClosed", "(uu)", closed },
};

static void
signalled (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
           const char *name, GVariant *parameters, gpointer user_data)
{
  PactButtons *buttons = user_data;
  g_autofree char *daemon = daemon_of (bus, sender);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    if (g_str_equal (name, signals[i].name) &&
        g_variant_is_of_type (parameters, G_VARIANT_TYPE (signals[i].type)))
      signals[i].take (buttons, daemon, parameters);
}

static void
appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  PactButtons *buttons = user_data;
  g_autoptr (PactBubbles) bubbles = pact_bubbles_open (buttons->folder);
  g_autoptr (GArray) lost = NULL;

  g_free (buttons->daemon);
  buttons->daemon = daemon_of (bus, owner);
  lost = pact_bubbles_lost (bubbles, buttons->daemon, g_dbus_connection_get_unique_name (bus));
  g_clear_pointer (&bubbles, pact_bubbles_close);
  if (lost->len > 0)
    buttons->events.lost (lost, buttons->user_data);
}

static void
vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_clear_pointer (&((PactButtons *) user_data)->daemon, g_free);
}

static void
leave_bus (PactButtons *buttons)
{
  if (buttons->bus == NULL)
    return;
  g_dbus_connection_signal_unsubscribe (buttons->bus, buttons->signals);
  g_bus_unwatch_name (buttons->watch);
  g_signal_handlers_disconnect_by_data (buttons->bus, buttons);
  g_clear_object (&buttons->bus);
  g_clear_pointer (&buttons->daemon, g_free);
}

static gboolean
retry (gpointer user_data)
{
  PactButtons *buttons = user_data;

  buttons->retry = 0;
  connect_bus (buttons);
  return G_SOURCE_REMOVE;
}

static void
bus_closed (GDBusConnection *bus, gboolean by_peer, GError *error, gpointer user_data)
{
  PactButtons *buttons = user_data;

  leave_bus (buttons);
  buttons->retry = g_timeout_add_seconds (PACT_OUTBOX_POLL_S, retry, buttons);
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  PactButtons *buttons = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* freed meanwhile */
  if (bus == NULL) {
    buttons->retry = g_timeout_add_seconds (PACT_OUTBOX_POLL_S, retry, buttons);
    return;
  }
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  buttons->bus = bus;
  g_signal_connect (bus, "closed", G_CALLBACK (bus_closed), buttons);
  buttons->signals = g_dbus_connection_signal_subscribe (bus, NAME, NAME, NULL, PATH, NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, signalled,
                                                         buttons, NULL);
  buttons->watch = g_bus_watch_name_on_connection (bus, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                   appeared, vanished, buttons, NULL);
}

static void
connect_bus (PactButtons *buttons)
{
  g_bus_get (G_BUS_TYPE_SESSION, buttons->ended, connected, buttons);
}

PactButtons *
pact_buttons_new (const char *folder, const PactButtonEvents *events, gpointer user_data)
{
  PactButtons *buttons = g_new0 (PactButtons, 1);

  buttons->folder = g_strdup (folder);
  buttons->events = *events;
  buttons->user_data = user_data;
  buttons->ended = g_cancellable_new ();
  connect_bus (buttons);
  return buttons;
}

void
pact_buttons_free (PactButtons *buttons)
{
  if (buttons == NULL)
    return;
  g_cancellable_cancel (buttons->ended);
  g_object_unref (buttons->ended);
  leave_bus (buttons);
  g_clear_handle_id (&buttons->retry, g_source_remove);
  g_free (buttons->folder);
  g_free (buttons);
}

static bool
any_open (const GArray *findings, gboolean (*is_open) (gint64 finding, gpointer data), gpointer data)
{
  for (guint i = 0; i < findings->len; i++)
    if (is_open (g_array_index (findings, gint64, i), data))
      return true;
  return false;
}

/* Nobody waits for the answer: a bubble that is gone already is as good. */
static void
call (PactButtons *buttons, const char *method, GVariant *parameters)
{
  g_dbus_connection_call (buttons->bus, NAME, PATH, NAME, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

void
pact_buttons_retract (PactButtons *buttons, gboolean (*is_open) (gint64 finding, gpointer data),
                      gpointer data)
{
  g_autoptr (PactBubbles) bubbles = NULL;

  if (buttons->daemon == NULL)
    return;
  bubbles = pact_bubbles_open (buttons->folder);
  for (guint i = bubbles->bubbles->len; i-- > 0;) {
    const PactBubble *bubble = bubbles->bubbles->pdata[i];

    if (!g_str_equal (bubble->daemon, buttons->daemon) || any_open (bubble->findings, is_open, data))
      continue;
    call (buttons, "CloseNotification", g_variant_new ("(u)", bubble->id));
    pact_bubbles_remove (bubbles, bubble);
  }
}

/* What some daemons read as markup is left out, for here we do not ask which do. */
void
pact_buttons_say (PactButtons *buttons, const char *summary, const char *line)
{
  g_autofree char *plain = pact_phrase_plain (line, 2 * PACT_BUBBLE_QUOTE_CAP);

  if (buttons->daemon == NULL)
    return;
  g_strdelimit (plain, "<>&", ' ');
  call (buttons, "Notify",
        g_variant_new ("(susssasa{sv}i)", "pactwatch", 0, "dialog-warning", summary, plain, NULL,
                       NULL, -1));
}
