/* Due times, backoff and Retry-After. */
#include "watch/schedule.h"

#include "caps.h"

#define HOUR 3600
#define DAY (24 * HOUR)

static void
test_delay (void)
{
  static const struct {
    gint64 every_s;
    guint failures;
    gint64 retry_after_s;
    double random;
    gint64 want;
  } cases[] = {
    { 1000, 0, -1, 0.0, 900 },
    { 1000, 0, -1, 0.5, 1000 },
    { 1000, 0, -1, 0.9999999, 1099 },
    { 1000, 1, -1, 0.5, 2000 },
    { 1000, 3, -1, 0.5, 8000 },
    { HOUR, 4, -1, 0.5, 16 * HOUR },
    { HOUR, 5, -1, 0.5, PACT_BACKOFF_MAX_S },
    { HOUR, G_MAXUINT, -1, 0.5, PACT_BACKOFF_MAX_S }, /* neither overflow nor a long loop */
    { 7 * DAY, 0, -1, 0.5, 7 * DAY },
    { 7 * DAY, 2, -1, 0.5, 7 * DAY }, /* the cap never shortens what was asked for */
    { 1000, 0, 5000, 0.5, 5000 },
    { 1000, 0, 10, 0.5, 1000 }, /* a shorter Retry-After is no invitation */
    { 1000, 4, 17000, 0.0, 17000 },
    { 10, 0, 0, 0.0, 9 },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 got = pact_schedule_delay_s (cases[i].every_s, cases[i].failures,
                                        cases[i].retry_after_s, cases[i].random);

    if (got == cases[i].want)
      continue;
    g_test_message ("case %u: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, i, got, cases[i].want);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_first (void)
{
  static const struct {
    gint64 checked_s, now_s, want;
  } cases[] = {
    { 0, 5000000, 0 }, /* never checked */
    { 5000000, 5000000, 600 },
    { 5000000, 5000100, 500 },
    { 5000000, 5000600, 0 },
    { 5000000, 9000000, 0 },
    { 5000000, 4000000, 600 }, /* the clock was set back */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 got = pact_schedule_first_s (600, cases[i].checked_s * G_USEC_PER_SEC,
                                        cases[i].now_s * G_USEC_PER_SEC);

    if (got == cases[i].want)
      continue;
    g_test_message ("case %u: %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, i, got, cases[i].want);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_retry_after (void)
{
  static const struct {
    const char *value;
    gint64 want;
  } cases[] = {
    { "0", 0 },
    { "120", 120 },
    { " 120 ", 120 },
    { "99999999999999999999999", PACT_RETRY_AFTER_MAX_S },
    { "-1", -1 },
    { "1.5", -1 },
    { "12 s", -1 },
    { "", -1 },
    { "soon", -1 },
    /* now_us is Sun, 06 Nov 1994 08:49:37 GMT, the date the RFC uses */
    { "Sun, 06 Nov 1994 08:50:37 GMT", 60 },
    { "Sunday, 06-Nov-94 08:50:37 GMT", 60 },
    { "Sun Nov  6 08:50:37 1994", 60 },
    { "Mon Nov 14 08:49:37 1994", PACT_RETRY_AFTER_MAX_S }, /* eight days ahead */
    { "Sun, 06 Nov 1994 08:49:37 GMT", 0 },
    { "Sat, 05 Nov 1994 08:49:37 GMT", 0 },              /* over: ask whenever you like */
    { "Saturday, 05-Nov-55 08:49:37 GMT", 0 },           /* 1955, for 2055 is too far ahead */
    { "Sunday, 06-Nov-40 08:49:37 GMT", PACT_RETRY_AFTER_MAX_S }, /* 1940 would be 0 */
    { "Sun, 06 Foo 1994 08:50:37 GMT", -1 },
    { "Sun, 31 Feb 1994 08:50:37 GMT", -1 },
    { "Sun, 06 Nov 1994 25:50:37 GMT", -1 },
    { "Sun, 06 Nov 1994 08:50 GMT", -1 },
    { "1994-11-06T08:50:37Z", -1 },
    { "Sun, 06 Nov 99999999999 08:50:37 GMT", -1 },
    { "a b c d e f g h i j k l", -1 },
    { "a b c d e f g h", -1 },
  };
  const gint64 now_us = G_GINT64_CONSTANT (784111777000000);
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 got = pact_schedule_retry_after_s (cases[i].value, now_us);

    if (got == cases[i].want)
      continue;
    g_test_message ("'%s': %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, cases[i].value, got,
                    cases[i].want);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_silent (void)
{
  static const struct {
    gint64 after_s, since_s, now_s;
    bool want;
  } cases[] = {
    { 600, 0, 5000000, false },       /* it does not fail */
    { 600, 5000000, 5000599, false },
    { 600, 5000000, 5000600, true },
    { 600, 5000000, 4000000, false }, /* the clock was set back */
    { 0, 5000000, 9000000, false },   /* nobody wants to hear of it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (pact_schedule_is_silent (cases[i].after_s, cases[i].since_s * G_USEC_PER_SEC,
                                 cases[i].now_s * G_USEC_PER_SEC) != cases[i].want) {
      g_test_message ("case %u: not %d", i, cases[i].want);
      g_test_fail ();
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/delay", test_delay);
  g_test_add_func ("/schedule/first", test_first);
  g_test_add_func ("/schedule/silent", test_silent);
  g_test_add_func ("/schedule/retry-after", test_retry_after);
  return g_test_run ();
}
