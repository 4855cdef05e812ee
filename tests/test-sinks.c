/* The sinks: their table, and the journal's logfmt. */
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
  g_test_add_func ("/sinks/one-by-one", test_one_by_one);
  return g_test_run ();
}
