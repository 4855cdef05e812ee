/* Sinks that reach other programs: what they are handed, what confirms, and what goes wrong. */
#include "build-config.h"
#include "cli/loopback.h"
#include "pactwatch/error.h"
#include "tell/json.h"
#include "tell/keyring.h"
#include "tell/secret.h"
#include "tell/sink.h"
#include "tell/template.h"
#include "temp.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#if HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif
#include <string.h>
#include <unistd.h>

/* What a page could hold to steer a terminal, a protocol or a reader: all of it is data. */
#define HOSTILE "Fee\x1b[2J \xe2\x80\xae" "evil\r\nBcc: x@example.org\r\n.\r\n \"},{\" <script>&amp; "

typedef struct {
  char *dir;
  PactSinkSettings *settings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->dir = temp_make ();
  fixture->settings = pact_sink_settings_new ("team", GPOINTER_TO_INT (kind));
  fixture->settings->timeout_s = 1;
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  pact_sink_settings_unref (fixture->settings);
  temp_remove (fixture->dir);
}

static GPtrArray *
one_finding (void)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  PactFinding *finding = pact_finding_new ();
  g_autofree char *filler = g_strnfill (10000, 'w');

  finding->id = 12;
  finding->time = G_GINT64_CONSTANT (1777284000000000);
  finding->source = g_strdup ("norrland");
  finding->url = g_strdup ("https://norrland.example/terms?a=1&b=\"2\"");
  finding->title = g_strdup (HOSTILE);
  finding->topic = g_strdup ("exclusivity");
  finding->verdict = PACT_VERDICT_CHANGED;
  finding->old_text = g_strconcat ("The exclusive dealer. ", HOSTILE, filler, NULL);
  finding->new_text = g_strconcat ("The only dealer. ", HOSTILE, filler, NULL);
  g_ptr_array_add (findings, finding);
  return findings;
}

/* NULL, or what went wrong. */
static char *
tell (const Fixture *fixture)
{
  g_autoptr (GPtrArray) findings = one_finding ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PactSink) sink = pact_sink_open (fixture->settings, &error);

  g_assert_no_error (error);
  if (sink->kind->tell (sink, findings, &error)) {
    g_assert_no_error (error);
    return NULL;
  }
  g_assert_error (error, PACT_ERROR, PACT_ERROR_SINK);
  g_assert_null (strpbrk (error->message, "\n\r\x1b"));
  return g_strdup (error->message);
}

/* The finding as the program at the other end reads it, whole and unaltered. */
static void
assert_is_finding (const char *json)
{
  g_autoptr (GPtrArray) findings = one_finding ();
  const PactFinding *finding = findings->pdata[0];
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object;

  g_assert_nonnull (root);
  object = json_node_get_object (root);
  g_assert_cmpint (json_object_get_int_member (object, "id"), ==, finding->id);
  g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, finding->title);
  g_assert_cmpstr (json_object_get_string_member (object, "new"), ==, finding->new_text);
  g_assert_null (strpbrk (json, "\r\n\x1b"));
  g_assert_null (strstr (json, "\xe2\x80\xae")); /* turns nobody's terminal around */
}

static void
run_script (Fixture *fixture, const char *script)
{
  g_strfreev (fixture->settings->command);
  fixture->settings->command = g_new0 (char *, 5);
  fixture->settings->command[0] = g_strdup ("/bin/sh");
  fixture->settings->command[1] = g_strdup ("-c");
  fixture->settings->command[2] = g_strdup (script);
  fixture->settings->command[3] = g_strdup (fixture->dir);
}

static char *
file_text (const Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_command_takes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *failure = NULL, *json = NULL, *environment = NULL, *wanted = NULL;

  g_setenv ("PACT_TEST_SECRET", "sesame", TRUE);
  g_setenv ("LANG", "C.UTF-8", TRUE);
  /* the shell itself adds where it stands */
  run_script (fixture, "cat >\"$0/json\"; env | grep -v ^PWD= | sort >\"$0/environment\"");
  failure = tell (fixture);
  g_assert_cmpstr (failure, ==, NULL);
  json = file_text (fixture, "json");
  assert_is_finding (json);
  environment = file_text (fixture, "environment");
  wanted = g_strdup_printf ("LANG=C.UTF-8\nPATH=%s\n", g_getenv ("PATH"));
  g_assert_cmpstr (environment, ==, wanted);
}

static void
test_command_fails (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *script, *failure;
  } cases[] = {
    { "exit 3", "'/bin/sh' exited with status 3" },
    { "echo 'no such \033[1mroom' >&2; echo more >&2; exit 4",
      "'/bin/sh' exited with status 4: no such \xef\xbf\xbd[1mroom" },
    { "kill -TERM $$", "'/bin/sh' was ended by signal 15" },
    { "echo waiting >&2; sleep 60", "'/bin/sh' still ran after 1 s and was killed: waiting" },
    { "head -c 3000000 /dev/zero >&2 2>/dev/null; exit 0", NULL }, /* more than is kept of it */
    { "exec <&-; exit 0", NULL }, /* read nothing of it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *failure = NULL;

    run_script (fixture, cases[i].script);
    failure = tell (fixture);
    if (g_strcmp0 (failure, cases[i].failure) != 0) {
      g_test_message ("'%s': '%s'", cases[i].script, failure);
      g_test_fail ();
    }
  }
}

/* What the program started goes with it. */
static void
test_command_hangs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *failure = NULL, *pid = NULL;
  guint looks = 0;

  run_script (fixture, "sleep 60 & echo $! >\"$0/pid\"; wait");
  failure = tell (fixture);
  g_assert_nonnull (failure);
  pid = file_text (fixture, "pid");
  while (kill ((pid_t) g_ascii_strtoll (pid, NULL, 10), 0) == 0 && looks++ < 500)
    g_usleep (10000); /* dead it is; whoever inherited it has yet to notice */
  g_assert_cmpuint (looks, <, 500);
}

static void
test_command_is_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *failure = NULL;

  run_script (fixture, "");
  g_free (fixture->settings->command[0]);
  fixture->settings->command[0] = g_strdup ("/nowhere/tell");
  failure = tell (fixture);
  g_assert_true (g_str_has_prefix (failure, "cannot run '/nowhere/tell': "));
  g_assert_true (g_str_has_suffix (failure, "; correct Command="));
}

/* A receiver that answers as its script says, one word a request, and keeps what it was sent. */
typedef struct {
  GMutex lock;
  const char *script; /* '2': takes it, '5': fails, '3': sends elsewhere, 'd': dies, 'h': hangs */
  GPtrArray *bodies, *keys, *signatures, *types;
} Receiver;

static void
receive (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  Receiver *receiver = user_data;

  g_mutex_lock (&receiver->lock);
  g_assert_cmpstr (request->method, ==, "POST");
  g_ptr_array_add (receiver->bodies,
                   g_strndup ((const char *) request->body->data, request->body->len));
  g_ptr_array_add (receiver->keys, pact_loopback_field (request, "Idempotency-Key"));
  g_ptr_array_add (receiver->signatures, pact_loopback_field (request, "X-Pactwatch-Signature"));
  g_ptr_array_add (receiver->types, pact_loopback_field (request, "Content-Type"));
  reply->status = *receiver->script == '5' ? 503 : *receiver->script == '3' ? 307 : 204;
  if (*receiver->script == '3')
    g_string_append (reply->fields, "Location: /elsewhere\r\n");
  if (*receiver->script == 'd' || *receiver->script == 'h') {
    reply->fault = *receiver->script == 'd' ? PACT_FAULT_RAW : PACT_FAULT_STALL;
    reply->body = g_bytes_new_static ("ok", reply->fault == PACT_FAULT_RAW ? 0 : 2);
    reply->status = 200;
  }
  receiver->script++;
  g_mutex_unlock (&receiver->lock);
}

static PactLoopback *
receiver_start (Receiver *receiver, Fixture *fixture, const char *script)
{
  PactLoopback *loopback = pact_loopback_new (receive, receiver, NULL);

  receiver->script = script;
  receiver->bodies = g_ptr_array_new_with_free_func (g_free);
  receiver->keys = g_ptr_array_new_with_free_func (g_free);
  receiver->signatures = g_ptr_array_new_with_free_func (g_free);
  receiver->types = g_ptr_array_new_with_free_func (g_free);
  g_assert_nonnull (loopback);
  fixture->settings->url = pact_loopback_url (loopback, "/hook/open-sesame");
  fixture->settings->allow_private = true;
  return loopback;
}

static void
receiver_clear (Receiver *receiver)
{
  g_ptr_array_unref (receiver->bodies);
  g_ptr_array_unref (receiver->keys);
  g_ptr_array_unref (receiver->signatures);
  g_ptr_array_unref (receiver->types);
}

static char *
write_secret (const Fixture *fixture, const char *text, int mode)
{
  char *path = g_build_filename (fixture->dir, "secret", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
  return path;
}

static void
test_webhook_takes (Fixture *fixture, gconstpointer data)
{
  Receiver receiver = { 0 };
  g_autoptr (PactLoopback) loopback = receiver_start (&receiver, fixture, "2");
  g_autofree char *failure = NULL, *hmac = NULL, *signature = NULL;

  fixture->settings->secret_file = write_secret (fixture, "key of the house\n", 0600);
  failure = tell (fixture);
  g_assert_cmpstr (failure, ==, NULL);
  g_assert_cmpuint (receiver.bodies->len, ==, 1);
  assert_is_finding (receiver.bodies->pdata[0]);
  hmac = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guint8 *) "key of the house", 16,
                                    receiver.bodies->pdata[0], -1);
  signature = g_strconcat ("sha256=", hmac, NULL);
  g_assert_cmpstr (receiver.signatures->pdata[0], ==, signature);
  g_assert_cmpstr (receiver.keys->pdata[0], ==, "12-team");
  g_assert_cmpstr (receiver.types->pdata[0], ==, "application/json");
  g_clear_pointer (&loopback, pact_loopback_free);
  receiver_clear (&receiver);
}

/* Nothing but a whole 2xx confirms; the same finding comes again under the same key. */
static void
test_webhook_fails (Fixture *fixture, gconstpointer data)
{
  static const char *const failures[] = {
    "answered with status 503", "answered with status 307; redirects are not followed",
    "Empty reply from server", "timed out", NULL,
  };
  Receiver receiver = { 0 };
  g_autoptr (PactLoopback) loopback = receiver_start (&receiver, fixture, "53dh2");

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autofree char *failure = tell (fixture);

    g_assert_cmpint (failure == NULL, ==, failures[i] == NULL);
    if (failure == NULL)
      continue;
    if (strstr (failure, failures[i]) == NULL || strstr (failure, "sesame") != NULL) {
      g_test_message ("case %u: %s", i, failure);
      g_test_fail ();
    }
  }
  g_clear_pointer (&loopback, pact_loopback_free);
  g_assert_cmpuint (receiver.keys->len, ==, G_N_ELEMENTS (failures));
  for (guint i = 0; i < receiver.keys->len; i++) {
    g_assert_cmpstr (receiver.keys->pdata[i], ==, "12-team");
    g_assert_cmpstr (receiver.bodies->pdata[i], ==, receiver.bodies->pdata[0]);
    g_assert_null (receiver.signatures->pdata[i]);
  }
  receiver_clear (&receiver);
}

static void
test_webhook_is_private (Fixture *fixture, gconstpointer data)
{
  Receiver receiver = { 0 };
  g_autoptr (PactLoopback) loopback = receiver_start (&receiver, fixture, "2");
  g_autofree char *failure = NULL;

  fixture->settings->allow_private = false;
  failure = tell (fixture);
  g_assert_true (g_str_has_suffix (failure, "has a private address; AllowPrivate=yes lets it be told"));
  g_assert_cmpuint (receiver.bodies->len, ==, 0);
  g_clear_pointer (&loopback, pact_loopback_free);
  receiver_clear (&receiver);
}

static void
test_webhook_template (Fixture *fixture, gconstpointer data)
{
  Receiver receiver = { 0 };
  g_autoptr (PactLoopback) loopback = receiver_start (&receiver, fixture, "22");
  g_autofree char *failure = NULL, *again = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  fixture->settings->template = g_strdup ("{\"text\":\"{json:headline}\\n{json:redline}\",\"n\":{\"a\":1}}");
  failure = tell (fixture);
  g_assert_cmpstr (failure, ==, NULL);
  root = json_from_string (receiver.bodies->pdata[0], NULL);
  g_assert_nonnull (root); /* whatever the page wrote */
  object = json_node_get_object (root);
  g_assert_cmpuint (json_object_get_size (object), ==, 2);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (object, "text"),
                                   "Exclusivity changed: exclusive → only (norrland)\nThe "));
  g_free (fixture->settings->template);
  fixture->settings->template = g_strdup ("{verdict}: {url}");
  again = tell (fixture);
  g_assert_cmpstr (receiver.bodies->pdata[1], ==, "changed: https://norrland.example/terms?a=1&b=\"2\"");
  g_assert_cmpstr (receiver.types->pdata[1], ==, "text/plain; charset=utf-8");
  g_clear_pointer (&loopback, pact_loopback_free);
  receiver_clear (&receiver);
}

static GPtrArray *
some_reworded (void)
{
  GPtrArray *findings = one_finding ();
  g_autoptr (GPtrArray) second = one_finding ();

  g_ptr_array_extend_and_steal (findings, g_steal_pointer (&second));
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    finding->id += i;
    finding->verdict = PACT_VERDICT_REWORDED;
  }
  return findings;
}

/* A digest is one request, whatever the pages wrote, under one key. */
static void
test_webhook_digest (Fixture *fixture, gconstpointer data)
{
  static const char *const templates[] = {
    NULL, "{\"text\":\"{json:headline}\\n{json:redline}\"}", "{headline}: {redline} {url} {source}",
  };
  Receiver receiver = { 0 };
  g_autoptr (PactLoopback) loopback = receiver_start (&receiver, fixture, "222");
  g_autoptr (GPtrArray) findings = some_reworded ();

  fixture->settings->digest.set = true;
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (PactSink) sink = pact_sink_open (fixture->settings, &error);
    g_autoptr (JsonNode) root = NULL;

    g_free (fixture->settings->template);
    fixture->settings->template = g_strdup (templates[i]);
    pact_sink_tell (sink, findings, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (receiver.bodies->len, ==, i + 1);
    g_assert_cmpstr (receiver.keys->pdata[i], ==, "digest-12-team");
    g_assert_nonnull (strstr (receiver.bodies->pdata[i], "2 sentences reworded (norrland)"));
    g_assert_null (strpbrk (receiver.bodies->pdata[i], "\r\x1b"));
    g_assert_null (strstr (receiver.bodies->pdata[i], "\xe2\x80\xae"));
    root = json_from_string (receiver.bodies->pdata[i], NULL);
    g_assert_cmpint (root != NULL, ==, i < 2);
  }
  g_clear_pointer (&loopback, pact_loopback_free);
  receiver_clear (&receiver);
}

/* What a page wrote makes no second entry and no field, and steers no terminal. */
static void
test_journal (Fixture *fixture, gconstpointer data)
{
  if (access ("/run/systemd/journal/socket", F_OK) == 0) {
    g_test_skip ("a journal listens here");
    return;
  }
  if (g_test_subprocess ()) {
    g_assert_null (tell (fixture));
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("priority=\"2\" message_id=* pact_new=\"The only dealer. Fee*\"\n");
  g_test_trap_assert_stderr_unmatched ("*\n*\n*");
  g_test_trap_assert_stderr_unmatched ("*\r*");
  g_test_trap_assert_stderr_unmatched ("*\x1b*");
  g_test_trap_assert_stderr_unmatched ("*\xe2\x80\xae*");
}

static void
test_template_check (void)
{
  static const struct {
    const char *text, *fix;
  } cases[] = {
    { "{headline}", NULL },
    { "{\"a\": {\"b\": \"{json:url}\"}, \"c\": {}}", NULL },
    { "curly { and } and {Headline}", NULL }, /* no placeholder, so text */
    { "{headlin}", "there is no {headlin}; write" },
    { "x {json:nothing}", "there is no {json:nothing}; write" },
    { "[\"{headline}\"]", "{headline} would break the JSON; write {json:headline}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *fix = pact_template_check (cases[i].text);

    if ((fix == NULL) != (cases[i].fix == NULL) ||
        (fix != NULL && !g_str_has_prefix (fix, cases[i].fix))) {
      g_test_message ("'%s': %s", cases[i].text, fix);
      g_test_fail ();
    }
  }
}

/* A file that others may use is none to keep a secret in. */
static void
test_secret (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    int mode;
    const char *secret, *failure;
  } cases[] = {
    { "sesame\n", 0600, "sesame", NULL },
    { "sesame", 0400, "sesame", NULL },
    { "sesame\n", 0640, NULL, "(mode 0640); chmod 600 it" },
    { "sesame\n", 0604, NULL, "(mode 0604); chmod 600 it" },
    { "\n", 0600, NULL, "is empty" },
  };
  g_autoptr (GError) gone = NULL, folder = NULL, none = NULL;
  g_autofree char *path = g_build_filename (fixture->dir, "secret", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *written = write_secret (fixture, cases[i].text, cases[i].mode);
    g_autoptr (GError) error = NULL;
    g_autoptr (PactSecret) secret = pact_secret_read (written, &error);

    g_assert_cmpstr (secret, ==, cases[i].secret);
    g_assert_cmpint (error == NULL, ==, cases[i].failure == NULL);
    g_assert_true (error == NULL || strstr (error->message, cases[i].failure) != NULL);
    g_assert_true (error == NULL || strstr (error->message, "sesame") == NULL);
  }
  g_unlink (path);
  g_assert_null (pact_secret_read (path, &gone));
  g_assert_nonnull (strstr (gone->message, "No such file"));
  g_assert_null (pact_secret_read (fixture->dir, &folder));
  g_assert_nonnull (strstr (folder->message, "is no file"));
  g_unsetenv ("CREDENTIALS_DIRECTORY");
  g_assert_null (pact_secret_read ("secret", &none));
  g_assert_nonnull (strstr (none->message, "LoadCredential="));
  g_free (write_secret (fixture, "handed over", 0440));
  g_setenv ("CREDENTIALS_DIRECTORY", fixture->dir, TRUE);
  g_autoptr (PactSecret) credential = pact_secret_read ("secret", NULL);
  g_assert_cmpstr (credential, ==, "handed over");
}

/* The keyring of libsecret's own tests is a file. */
static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "libsecret:", "libsecret:sink", "libsecret:=team",
                                       "libsecret:sink=", "libsecret:sink=team,", "sink=team" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (pact_secret_is_in_keyring (names[i]));
  g_assert_true (pact_secret_is_in_keyring ("libsecret:service=pactwatch,sink=team"));
#if HAVE_LIBSECRET
  g_autofree char *path = g_build_filename (fixture->dir, "keyring", NULL);
  g_autoptr (GHashTable) attributes = pact_keyring_parse ("service=pactwatch,sink=team");
  g_autoptr (GError) error = NULL, none = NULL;
  g_autoptr (PactSecret) secret = NULL;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the keyring", TRUE);
  secret_password_storev_sync (&(SecretSchema){ "pactwatch", SECRET_SCHEMA_DONT_MATCH_NAME,
                                                { { "service", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                                  { "sink", SECRET_SCHEMA_ATTRIBUTE_STRING } } },
                               attributes, NULL, "pactwatch", "sesame", NULL, &error);
  g_assert_no_error (error);
  secret = pact_secret_read ("libsecret:service=pactwatch,sink=team", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "sesame");
  g_assert_null (pact_secret_read ("libsecret:service=pactwatch,sink=board", &none));
  g_assert_error (none, PACT_ERROR, PACT_ERROR_SINK);
  g_assert_nonnull (strstr (none->message, "secret-tool store"));
#endif
}

#define TEST(name, kind, function)                                                                 \
  g_test_add ("/channels/" name, Fixture, GINT_TO_POINTER (kind), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("command-takes", PACT_SINK_COMMAND, test_command_takes);
  TEST ("command-fails", PACT_SINK_COMMAND, test_command_fails);
  TEST ("command-hangs", PACT_SINK_COMMAND, test_command_hangs);
  TEST ("command-is-missing", PACT_SINK_COMMAND, test_command_is_missing);
  TEST ("webhook-takes", PACT_SINK_WEBHOOK, test_webhook_takes);
  TEST ("webhook-fails", PACT_SINK_WEBHOOK, test_webhook_fails);
  TEST ("webhook-is-private", PACT_SINK_WEBHOOK, test_webhook_is_private);
  TEST ("webhook-template", PACT_SINK_WEBHOOK, test_webhook_template);
  TEST ("webhook-digest", PACT_SINK_WEBHOOK, test_webhook_digest);
  TEST ("journal", PACT_SINK_JOURNAL, test_journal);
  TEST ("keyring", PACT_SINK_WEBHOOK, test_keyring);
  TEST ("secret", PACT_SINK_WEBHOOK, test_secret);
  g_test_add_func ("/channels/template-check", test_template_check);
  return g_test_run ();
}
