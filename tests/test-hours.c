/* Times of day on the clocks of a zone, the nights that are an hour longer or shorter included. */
#include "tell/hours.h"
#include "tell/sink.h"

static gint64
utc (const char *minute)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *text = g_strconcat (minute, ":00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
expect (const char *what, gint64 got, const char *want)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (got / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M");

  if (!g_str_has_prefix (text, want)) {
    g_test_message ("%s: %s, not %s", what, text, want);
    g_test_fail ();
  }
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    bool valid;
    guint from, to;
  } cases[] = {
    { "22:00-07:00", true, 22 * 60, 7 * 60 },
    { "09:30 - 17:05", true, 9 * 60 + 30, 17 * 60 + 5 },
    { "00:00-23:59", true, 0, 23 * 60 + 59 },
    { "22:00-22:00", false }, /* all day or never? */
    { "22-07", false },
    { "24:00-07:00", false },
    { "22:00-07:60", false },
    { "22:00", false },
    { "22:00-07:00-08:00", false },
    { "-1:00-07:00", false },
    { "+1:00-07:00", false },
    { "2200-0700", false },
    { "", false },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactHours hours = { 0 };

    if (pact_hours_parse (cases[i].text, &hours) != cases[i].valid ||
        hours.from.set != cases[i].valid || hours.from.minute != cases[i].from ||
        hours.to.minute != cases[i].to) {
      g_test_message ("'%s': %d, %u to %u", cases[i].text, hours.from.set, hours.from.minute,
                      hours.to.minute);
      g_test_fail ();
    }
  }
}

static void
test_next (void)
{
  static const struct {
    const char *zone, *at, *after, *want;
  } cases[] = {
    { "UTC", "08:00", "2026-05-04T07:59", "2026-05-04T08:00" },
    { "UTC", "08:00", "2026-05-04T08:00", "2026-05-05T08:00" }, /* after it, not at it */
    { "Europe/Berlin", "08:00", "2026-07-01T00:00", "2026-07-01T06:00" },
    { "Europe/Berlin", "08:00", "2026-12-01T00:00", "2026-12-01T07:00" },
    { "Europe/Berlin", "08:00", "2026-03-28T12:00", "2026-03-29T06:00" }, /* the clocks go forward */
    { "Europe/Berlin", "02:30", "2026-03-28T12:00", "2026-03-29T01:00" }, /* and skip it */
    { "Europe/Berlin", "02:30", "2026-10-24T12:00", "2026-10-25T01:30" }, /* they show it twice */
    { "Europe/Berlin", "02:30", "2026-10-25T01:30", "2026-10-26T01:30" }, /* and it counts once */
    { "Asia/Kolkata", "00:15", "2026-05-04T18:44", "2026-05-04T18:45" },
    { "Pacific/Auckland", "07:00", "2026-12-31T12:00", "2026-12-31T18:00" }, /* next year there */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
    PactTimeOfDay at = { 0 };

    g_assert_nonnull (zone);
    g_assert_true (pact_time_of_day_parse (cases[i].at, &at));
    expect (cases[i].after, pact_time_of_day_next (at, zone, utc (cases[i].after)), cases[i].want);
  }
}

static void
test_quiet (void)
{
  static const struct {
    const char *hours, *now, *want;
  } cases[] = {
    { "22:00-07:00", "2026-07-01T19:59", "2026-07-01T19:59" }, /* 21:59 in Berlin */
    { "22:00-07:00", "2026-07-01T20:00", "2026-07-02T05:00" },
    { "22:00-07:00", "2026-07-02T03:00", "2026-07-02T05:00" }, /* past midnight */
    { "22:00-07:00", "2026-07-02T05:00", "2026-07-02T05:00" }, /* their end is no part of them */
    { "22:00-07:00", "2026-03-28T21:30", "2026-03-29T05:00" }, /* a night an hour shorter */
    { "22:00-07:00", "2026-10-24T20:30", "2026-10-25T06:00" }, /* and longer */
    { "01:00-02:30", "2026-03-29T00:30", "2026-03-29T01:00" }, /* the end is skipped */
    { "12:00-13:00", "2026-07-01T10:30", "2026-07-01T11:00" },
    { "12:00-13:00", "2026-07-01T12:00", "2026-07-01T12:00" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactHours hours = { 0 };

    g_assert_true (pact_hours_parse (cases[i].hours, &hours));
    expect (cases[i].now, pact_hours_end (&hours, zone, utc (cases[i].now)), cases[i].want);
  }
}

/* What the hours of a sink come to together. */
static void
test_sink (void)
{
  static const struct {
    const char *quiet, *digest;
    bool wake;
    PactVerdict verdict;
    const char *now, *want;
  } cases[] = {
    { NULL, NULL, false, PACT_VERDICT_REWORDED, "2026-07-01T12:00", "2026-07-01T12:00" },
    { NULL, "08:00", false, PACT_VERDICT_REWORDED, "2026-07-01T12:00", "2026-07-02T08:00" },
    { NULL, "08:00", false, PACT_VERDICT_CHANGED, "2026-07-01T12:00", "2026-07-01T12:00" },
    { "22:00-09:00", "08:00", false, PACT_VERDICT_REWORDED, "2026-07-01T12:00", "2026-07-02T09:00" },
    { "11:00-13:00", NULL, false, PACT_VERDICT_CHANGED, "2026-07-01T12:00", "2026-07-01T13:00" },
    { "11:00-13:00", NULL, true, PACT_VERDICT_CHANGED, "2026-07-01T12:00", "2026-07-01T12:00" },
    { "11:00-13:00", NULL, true, PACT_VERDICT_REWORDED, "2026-07-01T12:00", "2026-07-01T13:00" },
    { NULL, "08:00", false, PACT_VERDICT_REWORDED, "2026-07-03T12:00", "2026-07-03T12:00" }, /* missed */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactSinkSettings *sink = pact_sink_settings_new ("team", PACT_SINK_MAIL);
    g_autofree char *name = g_strdup_printf ("case %u", i);
    const PactFinding finding = { .verdict = cases[i].verdict, .time = utc ("2026-07-01T12:00") };

    sink->zone = g_time_zone_new_utc ();
    sink->wake = cases[i].wake;
    g_assert_true (cases[i].quiet == NULL || pact_hours_parse (cases[i].quiet, &sink->quiet));
    g_assert_true (cases[i].digest == NULL ||
                   pact_time_of_day_parse (cases[i].digest, &sink->digest));
    expect (name, pact_sink_free_time (sink, &finding, utc (cases[i].now)), cases[i].want);
    pact_sink_settings_unref (sink);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours/parse", test_parse);
  g_test_add_func ("/hours/next", test_next);
  g_test_add_func ("/hours/quiet", test_quiet);
  g_test_add_func ("/hours/sink", test_sink);
  return g_test_run ();
}
