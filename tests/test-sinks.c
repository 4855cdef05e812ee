/* The sinks: their table, the journal's logfmt, and bubbles as a notification daemon on a bus of
 * our own receives them. */
#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"
#include "tell/journal.h"
#include "tell/sink.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

static PactSink *
open_sink (const char *name, PactSinkId kind, GError **error)
{
  PactSinkSettings *settings = pact_sink_settings_new (name, kind);
  PactSink *sink = pact_sink_open (settings, error);

  pact_sink_settings_unref (settings);
  return sink;
}

static void
test_kinds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactSink) journal = open_sink ("log", PACT_SINK_JOURNAL, NULL);
  g_autoptr (PactSink) desktop = open_sink ("screen", PACT_SINK_DESKTOP, &error);

  g_assert_nonnull (journal);
  g_assert_cmpint (desktop != NULL, ==, HAVE_LIBNOTIFY);
  if (desktop == NULL) {
    g_assert_error (error, PACT_ERROR, PACT_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, "-Dlibnotify=enabled"));
  }
}

static void
test_logfmt (void)
{
  const PactField fields[] = {
    { "PACT_SOURCE", "a \"quoted\\\" name" },
    { "PACT_TERM", NULL },
    { "PACT_OLD", "line\nbreak \x1b[31m pact_new=\"forged\"" },
    { NULL, NULL },
  };
  g_autofree char *line = pact_journal_logfmt (PACT_EVENT_CRITICAL_FINDING, "It\nchanged", fields);
  g_autofree char *bare = pact_journal_logfmt (PACT_EVENT_STARTED, "up", NULL);

  g_assert_cmpstr (line, ==,
                   "priority=\"2\" message_id=\"63b80a1512124c879636df2eec154897\" "
                   "message=\"It changed\" pact_source=\"a \\\"quoted\\\\\\\" name\" "
                   "pact_old=\"line break \xef\xbf\xbd[31m pact_new=\\\"forged\\\"\"");
  g_assert_cmpstr (bare, ==,
                   "priority=\"6\" message_id=\"052f188d22db44fdb93d9a10fbc21482\" message=\"up\"");
}

static GPtrArray *
findings_new (guint n, guint critical)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);

  for (guint i = 0; i < n; i++) {
    PactFinding *finding = pact_finding_new ();

    finding->id = i + 1;
    finding->source = g_strdup ("norrland");
    finding->topic = g_strdup ("exclusivity");
    finding->verdict = i >= n - critical ? PACT_VERDICT_CHANGED : PACT_VERDICT_REWORDED;
    finding->old_text = g_strdup ("The exclusive <i>R&D</i>\x1b fee.");
    finding->new_text = g_strdup ("The shared <i>R&D</i>\x1b fee.");
    finding->why = g_strdup ("exclusive → shared");
    g_ptr_array_add (findings, finding);
  }
  return findings;
}

/* Entries and their fields, as they come out where no journal listens. */
static void
test_journal_without_journal (void)
{
  g_autoptr (GPtrArray) findings = findings_new (2, 1);

  if (access ("/run/systemd/journal/socket", F_OK) == 0) {
    g_test_skip ("a journal listens here");
    return;
  }
  if (g_test_subprocess ()) {
    g_autoptr (PactSink) sink = open_sink ("log", PACT_SINK_JOURNAL, NULL);

    g_assert_true (sink->kind->tell (sink, findings, NULL));
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("priority=\"5\" * pact_finding=\"1\" *\npriority=\"2\" *"
                             "message=\"Exclusivity changed: exclusive → shared (norrland)\" "
                             "pact_finding=\"2\" pact_topic=\"exclusivity\" "
                             "pact_verdict=\"changed\" pact_source=\"norrland\" "
                             "pact_capture=\"0\" pact_old=\"The exclusive <i>R&D</i>* fee.\" "
                             "pact_new=\"The shared <i>R&D</i>* fee.\"\n");
}

#if HAVE_LIBNOTIFY
/* A bus of our own, and the daemon that shows bubbles on it: it notes one line for each. */
typedef struct {
  char *dir;
  GSubprocess *bus;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GDBusConnection *connection;
  const char *caps; /* comma list it answers with */
  GString *shown;   /* "app|icon|urgency|category|summary|body;" each, under `lock` */
  GMutex lock;
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

static void
note_bubble (Desktop *desktop, GVariant *parameters)
{
  const char *app, *icon, *summary, *body, *category = "-";
  guint8 urgency = 255;
  g_autoptr (GVariant) hints = NULL;

  g_variant_get (parameters, "(&su&s&s&s@as@a{sv}i)", &app, NULL, &icon, &summary, &body, NULL,
                 &hints, NULL);
  g_variant_lookup (hints, "urgency", "y", &urgency);
  g_variant_lookup (hints, "category", "&s", &category);
  g_mutex_lock (&desktop->lock);
  g_string_append_printf (desktop->shown, "%s|%s|%u|%s|%s|%s;", app, icon, urgency, category,
                          summary, body);
  g_mutex_unlock (&desktop->lock);
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
    note_bubble (desktop, parameters);
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
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

static void
assert_down (PactSink *sink, GPtrArray *findings, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sink->kind->tell (sink, findings, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_SINK);
  g_assert_nonnull (strstr (error->message, message));
}

static void
assert_told (PactSink *sink, GPtrArray *findings)
{
  g_autoptr (GError) error = NULL;

  sink->kind->tell (sink, findings, &error);
  g_assert_no_error (error);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p += strlen (part))
    n++;
  return n;
}

/* Nothing there, then a bus, then a daemon, a plainer one, a new bus: each in its turn. */
static void
test_desktop (void)
{
  Desktop desktop = { .dir = g_dir_make_tmp ("pactwatch-bus-XXXXXX", NULL),
                      .shown = g_string_new (NULL) };
  g_autofree char *address = g_strdup_printf ("unix:path=%s/bus", desktop.dir);
  g_autofree char *socket = g_build_filename (desktop.dir, "bus", NULL);
  g_autofree char *config = g_build_filename (desktop.dir, "bus.conf", NULL);
  g_autoptr (GPtrArray) one = findings_new (1, 1);
  g_autoptr (GPtrArray) seven = findings_new (7, 1);
  g_autoptr (PactSink) sink = open_sink ("screen", PACT_SINK_DESKTOP, NULL);
  g_autofree char *marked = NULL, *plain = NULL, *many = NULL, *again = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  assert_down (sink, one, "no session bus");
  bus_start (&desktop);
  assert_down (sink, one, "no notification daemon");

  daemon_start (&desktop, "body,body-markup");
  assert_told (sink, one);
  marked = take_shown (&desktop);
  g_assert_cmpstr (marked, ==,
                   "pactwatch|dialog-warning|2|x-pactwatch.finding|"
                   "Exclusivity changed: exclusive → shared (norrland)|"
                   "Was: The <b>exclusive</b> &lt;i&gt;R&amp;D&lt;/i&gt;\xef\xbf\xbd fee.\n"
                   "Now: The <b>shared</b> &lt;i&gt;R&amp;D&lt;/i&gt;\xef\xbf\xbd fee.\n"
                   "More: pactwatch show 1;");
  daemon_stop (&desktop);
  assert_down (sink, one, "no notification daemon");

  daemon_start (&desktop, "body");
  assert_told (sink, one);
  plain = take_shown (&desktop);
  g_assert_nonnull (strstr (plain, "Now: The shared <i>R&D</i>\xef\xbf\xbd fee.\n"));

  assert_told (sink, seven);
  many = take_shown (&desktop);
  g_assert_cmpuint (count (many, "pactwatch|"), ==, PACT_BUBBLES_PER_ROUND + 1);
  /* the critical one, found last, is not among those summed up */
  g_assert_true (g_str_has_prefix (many, "pactwatch|dialog-warning|2|"));
  g_assert_nonnull (strstr (many, "|dialog-information|1|x-pactwatch.finding|2 more findings|"
                                  "pactwatch log --unreviewed;"));
  daemon_stop (&desktop);
  bus_stop (&desktop);
  assert_down (sink, one, "");
  while (g_main_context_iteration (NULL, FALSE)) /* as a daemon's main loop does */
    continue;

  bus_start (&desktop);
  daemon_start (&desktop, "body");
  assert_told (sink, one);
  again = take_shown (&desktop);
  g_assert_cmpuint (count (again, "pactwatch|"), ==, 1);

  daemon_stop (&desktop);
  bus_stop (&desktop);
  unlink (socket);
  unlink (config);
  g_assert_cmpint (rmdir (desktop.dir), ==, 0);
  g_free (desktop.dir);
  g_string_free (desktop.shown, TRUE);
}
#endif

/* A tell that breaks off is repeated whole: what confirms one by one is told one by one. */
static void
test_one_by_one (void)
{
  g_assert_cmpuint (pact_sink_journal.at_once, ==, 1);
  g_assert_cmpuint (pact_sink_command.at_once, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sinks/kinds", test_kinds);
  g_test_add_func ("/sinks/logfmt", test_logfmt);
  g_test_add_func ("/sinks/journal-without-journal", test_journal_without_journal);
#if HAVE_LIBNOTIFY
  g_test_add_func ("/sinks/desktop", test_desktop);
#endif
  g_test_add_func ("/sinks/one-by-one", test_one_by_one);
  return g_test_run ();
}
