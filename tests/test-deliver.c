/* Delivery to real peers on loopback, by a clock of our own: hours and days pass at once. */
#include "deliver.h"

#include "build-config.h"
#include "caps.h"
#include "cli/loopback.h"
#include "pactwatch/error.h"
#include "temp.h"
#if HAVE_LIBNOTIFY
#include "notifications.h"
#endif

#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

/* What a page can write to reach into a message, its reader's terminal or another field. */
#define HOSTILE \
  " <script>\x1b[2J\x1b]0;x\x07 \xe2\x80\xae" "evil\r\nBcc: x@d.example\r\n.\r\nQUIT\r\n \"},{\"id\":9,\"x\":\" &amp; %s"

#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR

typedef struct {
  char *dir;
  PactLoopback *hook;
  GSocketService *mail;
  guint16 mail_port;
  GMutex lock;      /* peers answer from threads of their own */
  bool down;        /* no peer takes anything */
  guint refuse;     /* requests that the hook refuses before it takes some */
  GString *told;    /* "key " of each that a peer took, in order */
  GString *refused; /* and of those that it saw and did not */
  GPtrArray *bodies; /* char *, of what a peer took */
  gint64 now;
  PactState *state;
  PactConfig *config;
  PactDeliver *deliver;
  gint64 pages[2];
} Fixture;

static bool
takes (Fixture *fixture, const char *key, const char *body, gsize length)
{
  bool taken;

  g_mutex_lock (&fixture->lock);
  taken = !fixture->down && fixture->refuse == 0;
  fixture->refuse -= fixture->refuse > 0;
  g_string_append_printf (taken ? fixture->told : fixture->refused, "%s ", key);
  if (taken)
    g_ptr_array_add (fixture->bodies, g_strndup (body, length));
  g_mutex_unlock (&fixture->lock);
  return taken;
}

static void
hook_answers (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  g_autofree char *key = pact_loopback_field (request, "Idempotency-Key");
  const GByteArray *body = request->body;

  reply->status = takes (user_data, key, (const char *) body->data, body->len) ? 204 : 503;
}

/* The key is in the Message-ID. */
static const char *
mail_is_whole (Fixture *fixture, const char *message)
{
  const char *start = strstr (message, "Message-ID: <") + strlen ("Message-ID: <");
  g_autofree char *key = g_strndup (start, strcspn (start, "."));

  return takes (fixture, key, message, strlen (message)) ? "250 taken\r\n" : "451 later\r\n";
}

/* As much of RFC 5321 as a client needs that behaves. */
static gboolean
mail_answers (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
              gpointer user_data)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) in =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_autoptr (GString) message = g_string_new (NULL);
  const char *answer = "220 test\r\n";
  bool in_message = false;

  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (g_output_stream_write_all (out, answer, strlen (answer), NULL, NULL, NULL)) {
    g_autofree char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);

    if (line == NULL)
      break;
    answer = "";
    if (in_message && !g_str_equal (line, "."))
      g_string_append_printf (message, "%s\n", line);
    else if (in_message)
      answer = mail_is_whole (user_data, message->str);
    else
      answer = g_str_equal (line, "DATA") ? "354 go\r\n" : "250 ok\r\n";
    in_message = answer[0] == '3' || answer[0] == '\0';
  }
  return TRUE;
}

static gint64
clock_now (gpointer fixture)
{
  return ((Fixture *) fixture)->now;
}

static void
swallow (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL); /* warnings are expected */
  g_log_set_default_handler (swallow, NULL);
  fixture->dir = temp_make ();
  fixture->told = g_string_new (NULL);
  fixture->refused = g_string_new (NULL);
  fixture->bodies = g_ptr_array_new_with_free_func (g_free);
  fixture->hook = pact_loopback_new (hook_answers, fixture, &error);
  g_assert_no_error (error);
  fixture->mail = g_threaded_socket_service_new (4);
  g_signal_connect (fixture->mail, "run", G_CALLBACK (mail_answers), fixture);
  fixture->mail_port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->mail), NULL, &error);
  g_assert_no_error (error);
  fixture->state = pact_state_open (fixture->dir, &error);
  g_assert_no_error (error);
  fixture->now = G_GINT64_CONSTANT (1782907200000000); /* 2026-07-01T12:00:00Z */
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pact_deliver_free (fixture->deliver);
  pact_config_free (fixture->config);
  pact_state_free (fixture->state);
  pact_loopback_free (fixture->hook);
  g_socket_service_stop (fixture->mail);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->mail));
  g_object_unref (fixture->mail);
  g_string_free (fixture->told, TRUE);
  g_string_free (fixture->refused, TRUE);
  g_ptr_array_unref (fixture->bodies);
  temp_remove (fixture->dir);
}

/* Two sources and these sinks; HOOK and MAIL in them become the peers' settings. */
static void
configure (Fixture *fixture, const char *sinks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "pactwatch.conf", NULL);
  g_autofree char *url = pact_loopback_url (fixture->hook, "/");
  g_autofree char *hook = g_strdup_printf ("Kind=webhook\nAllowPrivate=yes\nURL=%s", url);
  g_autofree char *mail = g_strdup_printf ("Kind=mail\nFrom=a@b.example\nTo=c@d.example\n"
                                           "Server=smtp://127.0.0.1:%u", fixture->mail_port);
  g_autoptr (GString) text = g_string_new ("[Source a]\nURL=http://a.example/\n"
                                           "[Source b]\nURL=http://b.example/\n");

  g_string_append (text, sinks);
  g_string_replace (text, "HOOK", hook, 0);
  g_string_replace (text, "MAIL", mail, 0);
  g_string_replace (text, "DIR", fixture->dir, 0);
  temp_write (fixture->dir, "pactwatch.conf", text->str);
  fixture->config = pact_config_load (path, true, NULL, &problems);
  g_assert_cmpstr (problems != NULL ? problems->pdata[0] : NULL, ==, NULL);
  fixture->deliver = pact_deliver_new (fixture->state, fixture->config, &error);
  g_assert_no_error (error);
  pact_deliver_set_clock (fixture->deliver, clock_now, fixture);
}

/* A finding on the page of source "a" or "b", now. Its number. */
static gint64
find (Fixture *fixture, const char *source, const char *topic, PactVerdict verdict)
{
  g_autofree char *url = g_strdup_printf ("http://%s.example/", source);
  g_autoptr (PactPage) page = pact_store_page (fixture->state->store, source, url, NULL);
  g_autoptr (PactCapture) capture = pact_capture_new (source, url);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  PactFinding *finding = pact_finding_new ();
  g_autofree char *filler = g_strnfill (10000, 'w');
  PactRecord record = { .page = page->id, .outcome = PACT_CHECK_IDENTICAL, .capture = capture,
                        .findings = findings, .audience = pact_config_audience,
                        .audience_data = fixture->config };
  g_autoptr (GError) error = NULL;

  finding->topic = g_strdup (topic);
  finding->verdict = verdict;
  finding->source = g_strdup (source);
  finding->url = g_strdup (url);
  finding->old_text = g_strdup_printf ("Corvell is the exclusive carrier." HOSTILE, filler);
  finding->new_text = g_strdup_printf ("Corvell is a carrier." HOSTILE, filler);
  g_ptr_array_add (findings, finding);
  capture->time = fixture->now;
  capture->status = 200;
  pact_store_record (fixture->state->store, &record, page->capture, &error);
  g_assert_no_error (error);
  return finding->id;
}

/* Tells all that can be told at this moment. */
static void
deliver (Fixture *fixture)
{
  pact_deliver_kick (fixture->deliver);
  while (pact_deliver_pending (fixture->deliver)) {
    g_main_context_iteration (NULL, TRUE);
    pact_deliver_kick (fixture->deliver);
  }
}

static void
pass (Fixture *fixture, gint64 time, gint64 step)
{
  for (gint64 end = fixture->now + time; fixture->now < end;) {
    fixture->now += step;
    deliver (fixture);
  }
}

/* What was told since the last look, "key key ". */
static void
expect_told (Fixture *fixture, const char *keys)
{
  g_assert_cmpstr (fixture->told->str, ==, keys);
  g_string_truncate (fixture->told, 0);
}

static guint
waiting (const Fixture *fixture, guint *ret_dead)
{
  g_autoptr (GPtrArray) rows = pact_store_waiting (fixture->state->store, NULL);

  *ret_dead = 0;
  for (guint i = 0; i < rows->len; i++)
    *ret_dead += ((const PactDelivery *) rows->pdata[i])->dead != 0;
  return rows->len - *ret_dead;
}

static void
assert_harmless (const char *message)
{
  g_assert_null (strpbrk (message, "\x1b\x07\r"));
  g_assert_null (strstr (message, "\xe2\x80\xae"));
  g_assert_null (strstr (message, "\nBcc:"));
  g_assert_true (message[0] != '{' || strstr (message, "{\"id\":9") == NULL); /* no second object */
  g_assert_true (g_utf8_validate (message, -1, NULL));
}

/* A later alert on a topic of a page comes after the earlier one; those on others do not wait. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  configure (fixture, "[Sink team]\nHOOK\n");
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  find (fixture, "a", "revenue-share", PACT_VERDICT_CHANGED);
  find (fixture, "b", "exclusivity", PACT_VERDICT_CHANGED);
  fixture->refuse = 1;
  deliver (fixture);
  g_assert_cmpstr (fixture->refused->str, ==, "1-team ");
  expect_told (fixture, "3-team 4-team ");
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  fixture->now += 4 * G_USEC_PER_SEC;
  deliver (fixture);
  expect_told (fixture, "");
  fixture->now += 2 * G_USEC_PER_SEC;
  deliver (fixture);
  expect_told (fixture, "1-team 2-team 5-team ");
}

/* An hour without any channel: each is asked less and less often, and then told everything once. */
static void
test_down_for_an_hour (Fixture *fixture, gconstpointer data)
{
  static const char *const peers[] = { "hook", "mail" };
  g_autofree char *down = g_build_filename (fixture->dir, "down", NULL);
  g_autofree char *file = g_build_filename (fixture->dir, "program.log", NULL);
  g_autofree char *program = NULL, *refused = NULL;
  guint dead = 0;

  configure (fixture, "[Sink hook]\nHOOK\n[Sink mail]\nMAIL\n[Sink program]\nKind=command\n"
                      "Command=/bin/sh -c '! test -e DIR/down && cat >>DIR/program.log && "
                      "echo >>DIR/program.log'\n");
  fixture->down = true;
  temp_write (fixture->dir, "down", "");
  for (guint i = 0; i < 3; i++)
    find (fixture, i == 2 ? "b" : "a", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  pass (fixture, HOUR, MINUTE);
  expect_told (fixture, "");
  g_assert_cmpuint (waiting (fixture, &dead), ==, 9);
  g_assert_cmpuint (dead, ==, 0);
  refused = g_strdup (fixture->refused->str);
  fixture->down = false;
  g_assert_cmpint (g_unlink (down), ==, 0);
  pass (fixture, HOUR + 10 * MINUTE, MINUTE);
  g_assert_cmpuint (waiting (fixture, &dead), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    for (guint id = 1; id <= 3; id++) {
      g_autofree char *key = g_strdup_printf ("%u-%s ", id, peers[i]);
      g_auto (GStrv) tries = g_strsplit (refused, key, -1);
      g_auto (GStrv) tells = g_strsplit (fixture->told->str, key, -1);

      g_assert_cmpuint (g_strv_length (tells) - 1, ==, 1);
      /* 2 waits for 1; the others are tried once each doubling of the wait, a minute at least here */
      g_assert_cmpuint (g_strv_length (tries) - 1, >=, id == 2 ? 0 : 6);
      g_assert_cmpuint (g_strv_length (tries) - 1, <=, id == 2 ? 0 : 12);
    }
  for (guint i = 0; i < fixture->bodies->len; i++)
    assert_harmless (fixture->bodies->pdata[i]);
  g_assert_true (g_file_get_contents (file, &program, NULL, NULL));
  assert_harmless (program);
  for (guint id = 1; id <= 3; id++) {
    g_autofree char *member = g_strdup_printf ("{\"id\":%u,", id);
    g_auto (GStrv) parts = g_strsplit (program, member, -1);

    g_assert_cmpuint (g_strv_length (parts), ==, 2);
  }
}

/* The journal, where there is none: standard error, and that is full for an hour. */
static void
test_journal_down_for_an_hour (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "stderr", NULL);
  g_autofree char *text = NULL;
  int saved = dup (STDERR_FILENO), full = open ("/dev/full", O_WRONLY | O_CLOEXEC);
  int file = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  guint dead = 0;

  if (access ("/run/systemd/journal/socket", F_OK) == 0) {
    g_test_skip ("a journal listens here");
    return;
  }
  configure (fixture, "[Sink log]\nKind=journal\n");
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  dup2 (full, STDERR_FILENO);
  deliver (fixture);
  pass (fixture, HOUR, MINUTE);
  g_assert_cmpuint (waiting (fixture, &dead), ==, 1);
  dup2 (file, STDERR_FILENO);
  pass (fixture, HOUR, MINUTE);
  dup2 (saved, STDERR_FILENO);
  g_assert_cmpuint (waiting (fixture, &dead), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_harmless (text);
  g_assert_cmpuint (strlen (text), <, 3000); /* long sentences are cut around what differs */
  g_assert_nonnull (strstr (text, "pact_finding=\"1\""));
  g_assert_null (strstr (strstr (text, "pact_finding=") + 1, "pact_finding=")); /* once */
  close (saved);
  close (full);
  close (file);
}

#if HAVE_LIBNOTIFY
/* No session for an hour, then one. */
static void
test_desktop_down_for_an_hour (Fixture *fixture, gconstpointer data)
{
  Desktop desktop = { .dir = fixture->dir, .shown = g_string_new (NULL) };
  g_autofree char *address = g_strdup_printf ("unix:path=%s/bus", fixture->dir);
  g_autofree char *shown = NULL;
  guint dead = 0;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  configure (fixture, "[Sink screen]\nKind=desktop\nRemindAfter=0s\n");
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  pass (fixture, HOUR, MINUTE);
  g_assert_cmpuint (waiting (fixture, &dead), ==, 1);
  bus_start (&desktop);
  daemon_start (&desktop, "body,body-markup");
  pass (fixture, HOUR, MINUTE);
  g_assert_cmpuint (waiting (fixture, &dead), ==, 0);
  shown = take_shown (&desktop);
  assert_harmless (shown);
  g_assert_cmpuint (strlen (shown), <, 1500);
  g_assert_nonnull (strstr (shown, "exclusive</b> carrier. &lt;script&gt;"));
  g_assert_null (strstr (strstr (shown, "|Exclusivity ") + 1, "|Exclusivity ")); /* once */
  daemon_stop (&desktop);
  bus_stop (&desktop);
  g_string_free (desktop.shown, TRUE);
}
#endif

/* After GiveUpAfter= of trying it is dead, and the others hear of it once; by hand it lives again. */
static void
test_give_up (Fixture *fixture, gconstpointer data)
{
  guint dead = 0;

  configure (fixture, "[Sink team]\nHOOK\nGiveUpAfter=2h\n[Sink board]\nMAIL\nVerdicts=new\n"
                      "[Sink log]\nKind=journal\nTopics=exclusivity\nVerdicts=new\n");
  fixture->refuse = G_MAXUINT;
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  find (fixture, "b", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  pass (fixture, 2 * HOUR, MINUTE); /* a little less than that was waited between the tries */
  g_assert_cmpuint (waiting (fixture, &dead), ==, 2);
  fixture->refuse = 0;
  fixture->down = true;
  pass (fixture, HOUR, MINUTE);
  g_assert_cmpuint (waiting (fixture, &dead), ==, 1); /* the board is to be told of the first */
  g_assert_cmpuint (dead, ==, 2);
  fixture->down = false;
  pass (fixture, HOUR, MINUTE);
  g_assert_true (g_str_has_suffix (fixture->told->str, "-lost-by-team-board "));
  g_assert_cmpuint (fixture->told->len, ==, strlen ("1-lost-by-team-board ")); /* one of both */
  g_string_truncate (fixture->told, 0);
  pass (fixture, 24 * HOUR, HOUR);
  expect_told (fixture, "");
  g_assert_true (pact_store_retry (fixture->state->store, 1, fixture->now, NULL));
  deliver (fixture);
  expect_told (fixture, "1-team ");
  g_assert_cmpuint (waiting (fixture, &dead), ==, 0);
  g_assert_cmpuint (dead, ==, 1);
}

/* What is paused waits, for however long, and is none the worse for it. */
static void
test_pause (Fixture *fixture, gconstpointer data)
{
  PactStore *store = fixture->state->store;
  guint dead = 0;

  configure (fixture, "[Sink team]\nHOOK\nGiveUpAfter=1h\n[Sink board]\nMAIL\n");
  g_assert_true (pact_store_pause (store, "team", fixture->now, NULL));
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  pass (fixture, 100 * HOUR, 10 * HOUR);
  expect_told (fixture, "1-board ");
  g_assert_cmpuint (waiting (fixture, &dead), ==, 1);
  g_assert_true (pact_store_resume (store, "team", NULL));
  deliver (fixture);
  expect_told (fixture, "1-team ");
}

/* At night nothing is told; in the morning all is, in order. */
static void
test_quiet_hours (Fixture *fixture, gconstpointer data)
{
  configure (fixture, "[Sink team]\nHOOK\nQuietHours=15:00-16:00\nTimeZone=Europe/Berlin\n"
                      "[Sink board]\nMAIL\nQuietHours=15:00-16:00\nTimeZone=Europe/Berlin\n"
                      "WakeForCritical=yes\n");
  fixture->now += HOUR; /* 15:00 in Berlin */
  find (fixture, "a", "exclusivity", PACT_VERDICT_REWORDED);
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  expect_told (fixture, "2-board ");
  pass (fixture, 59 * MINUTE, MINUTE);
  expect_told (fixture, "");
  pass (fixture, 2 * MINUTE, MINUTE);
  g_assert_nonnull (strstr (fixture->told->str, "1-board ")); /* somewhere among the team's */
  g_assert_nonnull (strstr (strstr (fixture->told->str, "1-team "), "2-team "));
  g_assert_cmpuint (fixture->told->len, ==, strlen ("1-team 2-team 1-board "));
}

/* Hours that are no longer in the settings hold nothing back. */
static void
test_hours_change (Fixture *fixture, gconstpointer data)
{
  configure (fixture, "[Sink team]\nHOOK\nQuietHours=11:00-20:00\nTimeZone=UTC\n");
  find (fixture, "a", "exclusivity", PACT_VERDICT_REWORDED);
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  pass (fixture, HOUR, MINUTE);
  expect_told (fixture, "");
  g_clear_pointer (&fixture->deliver, pact_deliver_free);
  g_clear_pointer (&fixture->config, pact_config_free);
  configure (fixture, "[Sink team]\nHOOK\nQuietHours=14:00-20:00\nTimeZone=UTC\n");
  deliver (fixture);
  expect_told (fixture, "1-team 2-team ");
}

/* What is reworded comes once a day, all in one; the rest at once; and a failed digest again under
 * the same key, while the next one gathers. */
static void
test_digest (Fixture *fixture, gconstpointer data)
{
  configure (fixture, "[Sink team]\nHOOK\nDigest=18:00\nTimeZone=UTC\n");
  for (guint i = 0; i < 60; i++)
    find (fixture, i % 2 ? "b" : "a", "exclusivity", PACT_VERDICT_REWORDED);
  find (fixture, "a", "exclusivity", PACT_VERDICT_CHANGED);
  deliver (fixture);
  expect_told (fixture, "61-team ");
  pass (fixture, 6 * HOUR - MINUTE, MINUTE);
  expect_told (fixture, "");
  fixture->refuse = 2;
  pass (fixture, MINUTE, MINUTE);
  g_assert_cmpstr (fixture->refused->str, ==, "digest-1-team ");
  find (fixture, "a", "exclusivity", PACT_VERDICT_REWORDED);
  pass (fixture, MINUTE, 6 * G_USEC_PER_SEC);
  g_assert_cmpstr (fixture->refused->str, ==, "digest-1-team digest-1-team ");
  expect_told (fixture, "digest-1-team ");
  g_assert_nonnull (strstr (fixture->bodies->pdata[1], "\"digest\":\"60 sentences reworded (a, b)\""));
  g_assert_null (strstr (fixture->bodies->pdata[1], "\"id\":61,"));
  g_assert_nonnull (strstr (fixture->bodies->pdata[1], "\"id\":60,"));
  pass (fixture, 24 * HOUR, HOUR);
  expect_told (fixture, "digest-62-team ");
}

static void
test_digest_by_mail (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = {
    "Subject: 2 sentences reworded (a, b)\n", "Content-Type: text/plain", "Content-Type: text/html",
    "pactwatch show 1\n", "pactwatch show 2\n", "<p>pactwatch show 2</p>",
  };

  configure (fixture, "[Sink board]\nMAIL\nDigest=18:00\nTimeZone=UTC\n");
  find (fixture, "a", "exclusivity", PACT_VERDICT_REWORDED);
  find (fixture, "b", "exclusivity", PACT_VERDICT_REWORDED);
  pass (fixture, 7 * HOUR, HOUR);
  expect_told (fixture, "digest-1-board ");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (fixture->bodies->pdata[0], parts[i]));
}

#if HAVE_LIBNOTIFY
static void
test_digest_on_desktop (Fixture *fixture, gconstpointer data)
{
  Desktop desktop = { .dir = fixture->dir, .shown = g_string_new (NULL) };
  g_autofree char *address = g_strdup_printf ("unix:path=%s/bus", fixture->dir);
  g_autofree char *shown = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  bus_start (&desktop);
  daemon_start (&desktop, "body,body-markup");
  configure (fixture, "[Sink screen]\nKind=desktop\nDigest=18:00\nTimeZone=UTC\n");
  for (guint i = 0; i < 8; i++)
    find (fixture, i % 2 ? "b" : "a", "exclusivity", PACT_VERDICT_REWORDED);
  pass (fixture, 7 * HOUR, HOUR);
  shown = take_shown (&desktop);
  assert_harmless (shown);
  g_assert_nonnull (strstr (shown, "|8 sentences reworded (a, b)|"));
  g_assert_null (strstr (shown, ";2 ")); /* one bubble */
  daemon_stop (&desktop);
  bus_stop (&desktop);
  g_string_free (desktop.shown, TRUE);
}
#endif

#define TEST(name, function) \
  g_test_add ("/deliver/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("order", test_order);
  TEST ("down-for-an-hour", test_down_for_an_hour);
  TEST ("journal-down-for-an-hour", test_journal_down_for_an_hour);
#if HAVE_LIBNOTIFY
  TEST ("desktop-down-for-an-hour", test_desktop_down_for_an_hour);
#endif
  TEST ("give-up", test_give_up);
  TEST ("pause", test_pause);
  TEST ("quiet-hours", test_quiet_hours);
  TEST ("hours-change", test_hours_change);
  TEST ("digest", test_digest);
  TEST ("digest-by-mail", test_digest_by_mail);
#if HAVE_LIBNOTIFY
  TEST ("digest-on-desktop", test_digest_on_desktop);
#endif
  return g_test_run ();
}
