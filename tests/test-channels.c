/* Sinks that reach other programs: what they are handed, what confirms, and what goes wrong. */
#include "pactwatch/error.h"
#include "tell/json.h"
#include "tell/sink.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

/* What a page could hold to steer a terminal, a protocol or a reader: all of it is data. */
#define HOSTILE "Fee\x1b[2J \xe2\x80\xae" "evil\r\nBcc: x@example.org\r\n.\r\n \"},{\" <script>&amp; "

typedef struct {
  char *dir;
  PactSinkSettings *settings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  fixture->dir = g_dir_make_tmp ("pactwatch-channels-XXXXXX", NULL);
  fixture->settings = pact_sink_settings_new ("team", GPOINTER_TO_INT (kind));
  fixture->settings->timeout_s = 1;
}

static void
tear_down (Fixture *fixture, gconstpointer kind)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->dir);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  pact_sink_settings_unref (fixture->settings);
  g_free (fixture->dir);
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
  return g_test_run ();
}
