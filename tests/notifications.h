/* A session bus and a notification daemon of a test's own. */
#pragma once

#include <gio/gio.h>

/* A bus of our own, and the daemon that shows bubbles on it: it notes what it is asked to do. */
typedef struct {
  char *dir;
  GSubprocess *bus;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GDBusConnection *connection;
  const char *caps; /* comma list it answers with */
  GString *shown;   /* "ID REPLACED|icon|urgency|timeout|actions|summary|body;" each, under `lock` */
  GMutex lock;
  guint32 last_id;
} Desktop;

static void
bus_start (Desktop *desktop)
{
  g_autofree char *config = g_build_filename (desktop->dir, "bus.conf", NULL);
  g_autofree char *option = g_strconcat ("--config-file=", config, NULL);
  g_autofree char *text = g_strdup_printf (
      "<busconfig><type>session</type><listen>unix:path=%s/bus</listen><policy context='default'>"
      "<allow eavesdrop='true'/><allow send_destination='*' eavesdrop='true'/><allow own='*'/></policy></busconfig>", desktop->dir);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *address = NULL;

  g_assert_true (g_file_set_contents (config, text, -1, NULL));
  desktop->bus = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                   NULL, "dbus-daemon", "--nofork",
                                   "--nopidfile", "--print-address", option, NULL);
  g_assert_nonnull (desktop->bus);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (desktop->bus));
  address = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (address); /* it listens now */
}

static void
bus_stop (Desktop *desktop)
{
  g_subprocess_force_exit (desktop->bus);
  g_subprocess_wait (desktop->bus, NULL, NULL);
  g_clear_object (&desktop->bus);
}

static guint32
note_bubble (Desktop *desktop, GVariant *parameters)
{
  const char *icon, *summary, *body;
  g_autofree const char **actions = NULL;
  g_autofree char *action_list = NULL;
  g_autoptr (GVariant) hints = NULL;
  guint8 urgency = 255;
  guint32 replaced, id;
  int timeout;

  g_variant_get (parameters, "(&su&s&s&s^a&s@a{sv}i)", NULL, &replaced, &icon, &summary, &body,
                 &actions, &hints, &timeout);
  g_variant_lookup (hints, "urgency", "y", &urgency);
  action_list = g_strjoinv (",", (char **) actions);
  g_mutex_lock (&desktop->lock);
  id = replaced != 0 ? replaced : ++desktop->last_id;
  g_string_append_printf (desktop->shown, "%u %u|%s|%u|%d|%s|%s|%s;", id, replaced, icon, urgency,
                          timeout, action_list, summary, body);
  g_mutex_unlock (&desktop->lock);
  return id;
}

static void
daemon_call (GDBusConnection *connection, const char *sender, const char *path,
             const char *interface, const char *method, GVariant *parameters,
             GDBusMethodInvocation *invocation, gpointer user_data)
{
  Desktop *desktop = user_data;

  if (g_str_equal (method, "GetCapabilities")) {
    g_auto (GStrv) caps = g_strsplit (desktop->caps, ",", -1);

    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", caps));
    return;
  }
  if (g_str_equal (method, "Notify")) {
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(u)", note_bubble (desktop, parameters)));
    return;
  }
  if (g_str_equal (method, "CloseNotification")) {
    guint32 id;

    g_variant_get (parameters, "(u)", &id);
    g_mutex_lock (&desktop->lock);
    g_string_append_printf (desktop->shown, "close %u;", id);
    g_mutex_unlock (&desktop->lock);
    g_dbus_method_invocation_return_value (invocation, NULL);
    return;
  }
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(ssss)", "fake", "test", "1", "1.2"));
}

static GDBusConnection *
daemon_connect (Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { .method_call = daemon_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='org.freedesktop.Notifications'>"
      "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
      "<method name='GetServerInformation'><arg type='s' direction='out'/>"
      "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
      "<arg type='s' direction='out'/></method>"
      "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
      "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
      "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
      "</interface></node>",
      NULL);
  g_autofree char *address = g_strdup_printf ("unix:path=%s/bus", desktop->dir);
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;

  g_assert_nonnull (connection);
  g_assert_cmpuint (g_dbus_connection_register_object (connection, "/org/freedesktop/Notifications",
                                                       node->interfaces[0], &vtable, desktop, NULL,
                                                       NULL), !=, 0);
  reply = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.Notifications", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  return connection;
}

static gpointer
daemon_thread (gpointer user_data)
{
  Desktop *desktop = user_data;

  g_main_context_push_thread_default (desktop->context);
  g_main_loop_run (desktop->loop);
  g_main_context_pop_thread_default (desktop->context);
  return NULL;
}

static void
daemon_start (Desktop *desktop, const char *caps)
{
  desktop->caps = caps;
  desktop->context = g_main_context_new ();
  desktop->loop = g_main_loop_new (desktop->context, FALSE);
  g_main_context_push_thread_default (desktop->context);
  desktop->connection = daemon_connect (desktop);
  g_main_context_pop_thread_default (desktop->context);
  desktop->thread = g_thread_new ("notification-daemon", daemon_thread, desktop);
}

static void
daemon_stop (Desktop *desktop)
{
  g_main_loop_quit (desktop->loop);
  g_thread_join (g_steal_pointer (&desktop->thread));
  g_dbus_connection_close_sync (desktop->connection, NULL, NULL);
  g_clear_object (&desktop->connection);
  g_clear_pointer (&desktop->loop, g_main_loop_unref);
  g_clear_pointer (&desktop->context, g_main_context_unref);
}

/* What the daemon says when somebody presses a button, or closes a bubble. */
G_GNUC_UNUSED static void
daemon_emit (Desktop *desktop, const char *signal, GVariant *parameters)
{
  g_assert_true (g_dbus_connection_emit_signal (
      desktop->connection, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
      signal, parameters, NULL));
}

static char *
take_shown (Desktop *desktop)
{
  char *shown;

  g_mutex_lock (&desktop->lock);
  shown = g_string_free (desktop->shown, FALSE);
  desktop->shown = g_string_new (NULL);
  g_mutex_unlock (&desktop->lock);
  return shown;
}
