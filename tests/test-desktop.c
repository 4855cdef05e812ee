/* Bubbles as a notification daemon on a bus of our own receives them, and what becomes of its buttons
 * and its ends. */
#include "caps.h"
#include "notifications.h"
#include "pactwatch/error.h"
#include "temp.h"
#include "tell/bubbles.h"
#include "tell/buttons.h"
#include "tell/sink.h"

#include <string.h>

#define PATIENCE_US (10 * G_USEC_PER_SEC) /* for what ought to happen at once */

typedef struct {
  Desktop desktop;
  char *folder; /* of the bubbles */
  PactSink *sink;
  GString *heard; /* "accept 12;lost 3 4;" */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  PactSinkSettings *settings = pact_sink_settings_new ("screen", PACT_SINK_DESKTOP);
  g_autofree char *address = NULL;

  fixture->desktop.dir = temp_make ();
  fixture->desktop.shown = g_string_new (NULL);
  fixture->folder = g_build_filename (fixture->desktop.dir, "session", NULL);
  fixture->heard = g_string_new (NULL);
  settings->folder = g_strdup (fixture->folder);
  fixture->sink = pact_sink_open (settings, NULL);
  pact_sink_settings_unref (settings);
  address = g_strdup_printf ("unix:path=%s/bus", fixture->desktop.dir);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
}

/* Lets connections notice what happened to their bus, as a daemon's main loop does. */
static void
settle (void)
{
  g_usleep (50000);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
end_bus (Fixture *fixture)
{
  bus_stop (&fixture->desktop);
  settle ();
}

static void
restart_daemon (Fixture *fixture)
{
  daemon_stop (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  settle ();
}

/* Findings `first` and up; the last of them is critical. */
static GPtrArray *
findings_new (gint64 first, guint n)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);

  for (guint i = 0; i < n; i++) {
    PactFinding *finding = pact_finding_new ();

    finding->id = first + i;
    finding->source = g_strdup ("norrland");
    finding->topic = g_strdup ("exclusivity");
    finding->verdict = i == n - 1 ? PACT_VERDICT_CHANGED : PACT_VERDICT_REWORDED;
    finding->old_text = g_strdup ("The exclusive <i>R&D</i>\x1b fee.");
    finding->new_text = g_strdup ("The shared <i>R&D</i>\x1b fee.");
    g_ptr_array_add (findings, finding);
  }
  return findings;
}

static void
assert_down (const Fixture *fixture, GPtrArray *findings, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture->sink->kind->tell (fixture->sink, findings, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_SINK);
  g_assert_nonnull (strstr (error->message, message));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = findings_new (1, 1);

  if (fixture->desktop.connection != NULL)
    daemon_stop (&fixture->desktop);
  end_bus (fixture);
  assert_down (fixture, one, ""); /* drops the connection */
  pact_sink_free (fixture->sink);
  temp_remove (fixture->desktop.dir);
  g_free (fixture->folder);
  g_string_free (fixture->desktop.shown, TRUE);
  g_string_free (fixture->heard, TRUE);
}

/* Tells findings `first` and up; `want` is all the daemon is to be asked for. */
static void
assert_told (Fixture *fixture, gint64 first, guint n, const char *want)
{
  g_autoptr (GPtrArray) findings = findings_new (first, n);
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  fixture->sink->kind->tell (fixture->sink, findings, &error);
  g_assert_no_error (error);
  shown = take_shown (&fixture->desktop);
  g_assert_cmpstr (shown, ==, want);
}

#define HEADLINE "Exclusivity changed: exclusive → shared (norrland)"
#define MARKED \
  "Was: The <b>exclusive</b> &lt;i&gt;R&amp;D&lt;/i&gt;\xef\xbf\xbd fee.\n" \
  "Now: The <b>shared</b> &lt;i&gt;R&amp;D&lt;/i&gt;\xef\xbf\xbd fee."
#define PLAIN "Was: The exclusive <i>R&D</i>\xef\xbf\xbd fee.\nNow: The shared <i>R&D</i>\xef\xbf\xbd fee."
#define LOOK "default,Show redline,show,Show redline"
#define JUDGE LOOK ",accept,Accept,dismiss,Dismiss"

/* Nothing there, then a bus, then a daemon, a plainer one, a new bus: each in its turn. */
static void
test_capabilities (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = findings_new (1, 1);

  assert_down (fixture, one, "no session bus");
  bus_start (&fixture->desktop);
  assert_down (fixture, one, "no notification daemon");

  daemon_start (&fixture->desktop, "actions,body,body-markup");
  assert_told (fixture, 1, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" MARKED ";");
  daemon_stop (&fixture->desktop);
  assert_down (fixture, one, "no notification daemon");

  daemon_start (&fixture->desktop, "body");
  assert_told (fixture, 1, 1, "2 0|dialog-warning|2|0||" HEADLINE "|" PLAIN
                              "\nMore: pactwatch show 1;");
  daemon_stop (&fixture->desktop);
  end_bus (fixture);
  assert_down (fixture, one, "");

  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 1, 1, "3 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
}

/* Many share a bubble, the critical one first; they can be looked at, and judged one by one only. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 1, 9,
               "1 0|dialog-warning|2|0|" LOOK "|9 findings to review|" HEADLINE "\n"
               "Exclusivity reworded: exclusive → shared (norrland)\n"
               "Exclusivity reworded: exclusive → shared (norrland)\n"
               "Exclusivity reworded: exclusive → shared (norrland)\n"
               "and 5 more: pactwatch log --unreviewed;");
}

/* Told again, a finding takes the place of its bubble, also after a restart of ours; after one of the
 * daemon's its old id is somebody else's. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 1, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  assert_told (fixture, 2, 1, "2 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  assert_told (fixture, 1, 1, "1 1|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  restart_daemon (fixture);
  assert_told (fixture, 2, 1, "3 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
}

static void
note (Fixture *fixture, const char *what, const GArray *findings)
{
  g_string_append (fixture->heard, what);
  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (fixture->heard, " %" G_GINT64_FORMAT,
                            g_array_index (findings, gint64, i));
  g_string_append_c (fixture->heard, ';');
}

static void
pressed (PactButton button, const GArray *findings, gpointer user_data)
{
  note (user_data, pact_buttons[button].key, findings);
}

static void
lost (const GArray *findings, gpointer user_data)
{
  note (user_data, "lost", findings);
}

static const PactButtonEvents events = { pressed, lost };

/* Turns the main loop until so much was heard. */
static void
assert_heard (Fixture *fixture, const char *want)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (strlen (fixture->heard->str) < strlen (want) && g_get_monotonic_time () < deadline)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpstr (fixture->heard->str, ==, want);
  g_string_truncate (fixture->heard, 0);
}

/* Until the buttons know the daemon, which they say by the loss of a bubble of an earlier one. */
static PactButtons *
listen (Fixture *fixture)
{
  PactBubbles *bubbles = pact_bubbles_open (fixture->folder);
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 finding = 99;
  PactButtons *buttons;

  g_array_append_val (findings, finding);
  pact_bubbles_put (bubbles, "earlier :1.0", ":1.1", 7, findings);
  pact_bubbles_close (bubbles);
  buttons = pact_buttons_new (fixture->folder, &events, fixture);
  assert_heard (fixture, "lost 99;");
  return buttons;
}

static void
press (Fixture *fixture, guint32 id, const char *key)
{
  daemon_emit (&fixture->desktop, "ActionInvoked", g_variant_new ("(us)", id, key));
}

static void
test_buttons (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactButtons) buttons = NULL;

  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 12, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  buttons = listen (fixture); /* after the bubble: as a process that another one's bubbles await */
  press (fixture, 1, "default");
  press (fixture, 1, "show");
  press (fixture, 2, "accept"); /* another program's bubble, */
  press (fixture, 1, "reply");  /* and a button that is not ours */
  press (fixture, 1, "accept");
  press (fixture, 1, "dismiss");
  assert_heard (fixture, "show 12;show 12;accept 12;dismiss 12;");

  /* a bubble that was closed has no buttons, and its id may be given again */
  daemon_emit (&fixture->desktop, "NotificationClosed", g_variant_new ("(uu)", 1, 2));
  press (fixture, 1, "accept");
  assert_told (fixture, 13, 1, "2 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  press (fixture, 2, "show");
  assert_heard (fixture, "show 13;");
}

/* What the daemon takes with it is lost; what somebody closed before is not. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactButtons) buttons = NULL;

  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  buttons = listen (fixture);
  assert_told (fixture, 1, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  assert_told (fixture, 2, 1, "2 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  daemon_emit (&fixture->desktop, "NotificationClosed", g_variant_new ("(uu)", 1, 2));
  press (fixture, 2, "show"); /* heard after the closing was */
  assert_heard (fixture, "show 2;");
  restart_daemon (fixture);
  assert_heard (fixture, "lost 2;");
}

/* Some daemons tell of a bubble's end only who showed it: ours takes the place of an earlier one's. */
static void
test_inherited (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactButtons) buttons = NULL;
  PactBubbles *bubbles;
  PactBubble *bubble;

  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 5, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  bubbles = pact_bubbles_open (fixture->folder);
  bubble = bubbles->bubbles->pdata[0];
  g_free (bubble->teller);
  bubble->teller = g_strdup (":9.9");
  bubbles->changed = true;
  pact_bubbles_close (bubbles);
  buttons = pact_buttons_new (fixture->folder, &events, fixture);
  assert_heard (fixture, "lost 5;");
  assert_told (fixture, 5, 1, "1 1|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
}

/* When what had bubbles of its own is told together, one bubble is left. */
static void
test_gathered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) four = findings_new (1, 4);
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 1, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  assert_told (fixture, 2, 1, "2 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  fixture->sink->kind->tell (fixture->sink, four, &error);
  g_assert_no_error (error);
  shown = take_shown (&fixture->desktop);
  g_assert_true (g_str_has_prefix (shown, "close 1;2 2|dialog-warning|2|0|" LOOK "|4 findings"));
}

static gboolean
is_even (gint64 finding, gpointer data)
{
  return finding % 2 == 0;
}

/* Bubbles that show nothing open any more are taken back. */
static void
test_retract (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactButtons) buttons = NULL;
  g_autofree char *shown = NULL;

  bus_start (&fixture->desktop);
  daemon_start (&fixture->desktop, "actions,body");
  assert_told (fixture, 1, 1, "1 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  assert_told (fixture, 2, 1, "2 0|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
  buttons = listen (fixture);
  pact_buttons_retract (buttons, is_even, NULL);
  pact_buttons_retract (buttons, is_even, NULL); /* once is enough */
  pact_buttons_say (buttons, "It failed", "'<a>' & \x1b[31m\nb");
  press (fixture, 2, "show"); /* when this is heard the daemon has the calls */
  assert_heard (fixture, "show 2;");
  g_assert_true (g_dbus_connection_flush_sync (g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL), NULL,
                                               NULL));
  assert_told (fixture, 2, 1, "close 1;"
                              "3 0|dialog-warning|255|-1||It failed|' a '   \xef\xbf\xbd[31m b;"
                              "2 2|dialog-warning|2|0|" JUDGE "|" HEADLINE "|" PLAIN ";");
}

/* A file that is damaged or not ours costs a bubble too many at most. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "", "no key file", "[a :1.1]\n7=1;\n", "[a :1.1 by :1.0]\n7=\n", "[a :1.1 by :1.0]\nseven=1;x;\n=3\n", "[a :1.1 by :1.0]\n99999999999999=1\n",
  };
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 finding = 12;

  bus_start (&fixture->desktop);
  g_array_append_val (findings, finding);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    PactBubbles *bubbles;

    temp_write (fixture->folder, "bubbles", texts[i]);
    bubbles = pact_bubbles_open (fixture->folder);
    pact_bubbles_put (bubbles, "b :1.2", ":1.3", 8, findings);
    pact_bubbles_close (bubbles);
    bubbles = pact_bubbles_open (fixture->folder);
    g_assert_nonnull (pact_bubbles_find (bubbles, "b :1.2", 8));
    g_assert_null (pact_bubbles_find (bubbles, "a :1.1", 8));
    g_assert_cmpuint (pact_bubbles_showing (bubbles, "b :1.2", findings)->id, ==, 8);
    pact_bubbles_close (bubbles);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/desktop/capabilities", test_capabilities }, { "/desktop/group", test_group },
    { "/desktop/replaced", test_replaced },         { "/desktop/buttons", test_buttons },
    { "/desktop/lost", test_lost },                 { "/desktop/inherited", test_inherited },
    { "/desktop/gathered", test_gathered },         { "/desktop/retract", test_retract },
    { "/desktop/file", test_file },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
