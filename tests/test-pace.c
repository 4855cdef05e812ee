/* Pacing: turns, limits and the pause between two starts. */
#include "watch/pace.h"

/* Jobs are letters, their hosts the case: "abA" is two jobs of one host and one of another. */
typedef struct {
  GString *started;
  gint64 last_us;
  gint64 shortest_us;
} Starts;

static void
note_start (gpointer job, gpointer user_data)
{
  Starts *starts = user_data;
  gint64 now = g_get_monotonic_time ();

  if (starts->started->len > 0)
    starts->shortest_us = MIN (starts->shortest_us, now - starts->last_us);
  starts->last_us = now;
  g_string_append_c (starts->started, (char) GPOINTER_TO_INT (job));
}

static void
drop_job (gpointer job)
{
}

static void
test_turns (void)
{
  g_autoptr (GString) started = g_string_new (NULL);
  Starts starts = { started };
  g_autoptr (PactPace) pace = pact_pace_new (2, 1, 0, note_start, drop_job, &starts);

  for (const char *job = "abcAB"; *job != '\0'; job++)
    pact_pace_add (pace, g_ascii_islower (*job) ? "lower" : "upper", GINT_TO_POINTER (*job));
  g_assert_cmpstr (started->str, ==, "aA"); /* one of each host, two in all */
  pact_pace_done (pace, "upper");
  g_assert_cmpstr (started->str, ==, "aAB");
  pact_pace_done (pace, "lower");
  g_assert_cmpstr (started->str, ==, "aABb");
  pact_pace_add (pace, "third", GINT_TO_POINTER ('1'));
  g_assert_cmpstr (started->str, ==, "aABb");
  pact_pace_done (pace, "lower");
  g_assert_cmpstr (started->str, ==, "aABb1"); /* its turn came before the third of "lower" */
}

static void
test_spacing (void)
{
  g_autoptr (GString) started = g_string_new (NULL);
  Starts starts = { started, .shortest_us = G_MAXINT64 };
  g_autoptr (PactPace) pace = pact_pace_new (9, 9, 30000, note_start, drop_job, &starts);

  for (const char *job = "abc"; *job != '\0'; job++)
    pact_pace_add (pace, "host", GINT_TO_POINTER (*job));
  g_assert_cmpstr (started->str, ==, "a");
  while (started->len < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (started->str, ==, "abc");
  g_assert_cmpint (starts.shortest_us, >=, 30000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace/turns", test_turns);
  g_test_add_func ("/pace/spacing", test_spacing);
  return g_test_run ();
}
