/* Metrics, read back by the grammar of the exposition format and nothing of ours. */
#include "metrics.h"

#include "pactwatch/error.h"
#include "temp.h"

#include <string.h>
#include <sys/stat.h>

typedef struct {
  char *dir;
  char *file;
  PactState *state;
  PactConfig *config;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *text = NULL, *path = NULL;

  fixture->dir = temp_make ();
  fixture->file = g_build_filename (fixture->dir, "pactwatch.prom", NULL);
  fixture->state = pact_state_open (fixture->dir, &error);
  g_assert_no_error (error);
  text = g_strdup_printf ("[Source a]\nURL=http://a.example/\n[Source b]\nURL=http://b.example/\n"
                          "[Sink team]\nKind=journal\n[Sink board]\nKind=journal\nVerdicts=new\n"
                          "[Metrics]\nFile=%s\n", fixture->file);
  temp_write (fixture->dir, "pactwatch.conf", text);
  path = g_build_filename (fixture->dir, "pactwatch.conf", NULL);
  fixture->config = pact_config_load (path, true, NULL, &problems);
  g_assert_nonnull (fixture->config);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pact_config_free (fixture->config);
  pact_state_free (fixture->state);
  g_free (fixture->file);
  temp_remove (fixture->dir);
}

/* A check of source `name` at `time` (s): NONE answers with the finding, or fails like this. */
static void
check (Fixture *fixture, const char *name, gint64 time, PactFailure failure)
{
  g_autofree char *url = g_strdup_printf ("http://%s.example/", name);
  g_autoptr (PactPage) page = pact_store_page (fixture->state->store, name, url, NULL);
  g_autoptr (PactCapture) capture = pact_capture_new (name, url);
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  PactRecord record = { .page = page->id, .capture = capture, .findings = findings,
                        .outcome = failure == PACT_FAILURE_NONE ? PACT_CHECK_IDENTICAL
                                                                : PACT_CHECK_FAILED,
                        .audience = pact_config_audience, .audience_data = fixture->config };
  PactFinding *finding = pact_finding_new ();
  g_autoptr (GError) error = NULL;

  finding->topic = g_strdup ("exclusivity");
  finding->verdict = PACT_VERDICT_CHANGED;
  finding->new_text = g_strdup ("Now shared.");
  g_ptr_array_add (findings, finding);
  capture->time = time * G_USEC_PER_SEC;
  if (failure != PACT_FAILURE_NONE)
    pact_capture_fail (capture, failure, "down");
  pact_store_record (fixture->state->store, &record, 0, &error);
  g_assert_no_error (error);
}

/* What promtool would say: each line is a comment or a sample, families are announced once and not
 * mixed, counters end in _total, no sample stands twice. */
static void
assert_is_exposition (const char *text)
{
  g_autoptr (GRegex) sample = g_regex_new ("^([a-z_]+)\\{[a-z_]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\""
                                           "(,[a-z_]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\")?\\} -?[0-9]+$",
                                           0, 0, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *family = g_strdup ("");
  guint n = g_strv_length (lines);

  g_assert_cmpstr (lines[n - 1], ==, ""); /* the last line ends, too */
  for (guint i = 0; i + 1 < n; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);
    g_autoptr (GMatchInfo) match = NULL;

    if (g_str_has_prefix (lines[i], "# HELP ")) {
      g_free (family);
      family = g_strdup (words[2]);
      g_assert_true (g_hash_table_add (seen, g_strdup (family)));
    } else if (g_str_has_prefix (lines[i], "# TYPE ")) {
      g_assert_cmpstr (words[2], ==, family);
      g_assert_cmpint (g_str_equal (words[3], "counter"), ==, g_str_has_suffix (family, "_total"));
    } else if (g_regex_match (sample, lines[i], 0, &match)) {
      g_autofree char *name = g_match_info_fetch (match, 1);
      const char *end = strrchr (lines[i], ' ');

      g_assert_cmpstr (name, ==, family);
      g_assert_true (g_hash_table_add (seen, g_strndup (lines[i], (gsize) (end - lines[i]))));
    } else {
      g_test_message ("no line of metrics: %s", lines[i]);
      g_test_fail ();
    }
  }
}

static void
test_figures (Fixture *fixture, gconstpointer data)
{
  static const char *const wanted[] = {
    "pactwatch_checks_total{source=\"a\"} 4",
    "pactwatch_checks_total{source=\"b\"} 0",
    "pactwatch_check_failures_total{source=\"a\",class=\"dns\"} 2",
    "pactwatch_check_failures_total{source=\"a\",class=\"tls\"} 1",
    "pactwatch_last_success_timestamp_seconds{source=\"a\"} 1000",
    "pactwatch_last_success_timestamp_seconds{source=\"b\"} 0",
    "pactwatch_failing_checks{source=\"a\"} 3",
    "pactwatch_findings_total{source=\"a\",verdict=\"changed\"} 1",
    "pactwatch_findings_unreviewed{source=\"a\"} 1",
    "pactwatch_outbox_waiting{sink=\"team\"} 1",
    "pactwatch_outbox_waiting{sink=\"board\"} 0",
    "pactwatch_outbox_dead{sink=\"team\"} 0",
    "pactwatch_sink_paused{sink=\"board\"} 1",
    "pactwatch_sink_paused{sink=\"team\"} 0",
    "pactwatch_sink_paused{sink=\"it's \\\"odd\\\\\\\"\\n\"} 1",
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  struct stat info;

  check (fixture, "a", 1000, PACT_FAILURE_NONE);
  check (fixture, "a", 1060, PACT_FAILURE_DNS);
  check (fixture, "a", 1120, PACT_FAILURE_DNS);
  check (fixture, "a", 1180, PACT_FAILURE_TLS);
  check (fixture, "gone", 1180, PACT_FAILURE_TLS); /* not in the settings any more */
  pact_store_pause (fixture->state->store, "board", 1, NULL);
  pact_store_pause (fixture->state->store, "it's \"odd\\\"\n", 1, NULL);
  umask (0077);
  g_assert_true (pact_metrics_write (fixture->state, fixture->config, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->file, &text, NULL, NULL));
  g_assert_cmpint (g_stat (fixture->file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0644); /* for the collector's user */
  assert_is_exposition (text);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_autofree char *line = g_strconcat ("\n", wanted[i], "\n", NULL);

    if (strstr (text, line) == NULL) {
      g_test_message ("missing: %s", wanted[i]);
      g_test_fail ();
    }
  }
  g_assert_null (strstr (text, "gone"));
}

/* It is replaced, and nothing is left beside it; where it cannot be, it stays. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_assert_true (g_file_set_contents (fixture->file, "old", -1, NULL));
  g_assert_true (pact_metrics_write (fixture->state, fixture->config, NULL));
  folder = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_true (!g_str_has_prefix (name, "pactwatch.prom") || g_str_equal (name, "pactwatch.prom"));
  g_free (fixture->config->metrics);
  fixture->config->metrics = g_build_filename (fixture->dir, "nowhere", "x.prom", NULL);
  g_assert_false (pact_metrics_write (fixture->state, fixture->config, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
  g_assert_nonnull (strstr (error->message, "No such file or directory; let pactwatchd"));
}

#define TEST(name, function) \
  g_test_add ("/metrics/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("figures", test_figures);
  TEST ("file", test_file);
  return g_test_run ();
}
