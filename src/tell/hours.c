/* Hours on the clocks of a time zone, summer time and all: GDateTime knows the zone. */
#include "tell/hours.h"

#include <stdio.h>
#include <string.h>

#define DAY_MINUTES (24 * 60)

bool
pact_time_of_day_parse (const char *text, PactTimeOfDay *ret_time)
{
  guint hour = 0, minute = 0;
  int end = 0;

  if (strlen (text) != 5 || sscanf (text, "%2u:%2u%n", &hour, &minute, &end) != 2 || end != 5 ||
      strspn (text, "0123456789:") != 5 || hour > 23 || minute > 59)
    return false;
  *ret_time = (PactTimeOfDay){ true, hour * 60 + minute };
  return true;
}

bool
pact_hours_parse (const char *text, PactHours *ret_hours)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", -1);
  PactHours hours;

  if (g_strv_length (ends) != 2 ||
      !pact_time_of_day_parse (g_strstrip (ends[0]), &hours.from) ||
      !pact_time_of_day_parse (g_strstrip (ends[1]), &hours.to) ||
      hours.from.minute == hours.to.minute)
    return false;
  *ret_hours = hours;
  return true;
}

static GDateTime *
clock_of (GTimeZone *zone, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, zone);
}

/* That time on the day of `clock`, or `days` later. */
static gint64
on_day (PactTimeOfDay at, GTimeZone *zone, GDateTime *clock, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (clock, days);
  g_autoptr (GDateTime) moment = g_date_time_new (
      zone, g_date_time_get_year (day), g_date_time_get_month (day),
      g_date_time_get_day_of_month (day), (int) at.minute / 60, (int) at.minute % 60, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

gint64
pact_time_of_day_next (PactTimeOfDay at, GTimeZone *zone, gint64 time)
{
  g_autoptr (GDateTime) clock = clock_of (zone, time);
  gint64 today = on_day (at, zone, clock, 0);

  return today > time ? today : on_day (at, zone, clock, 1);
}

gint64
pact_hours_end (const PactHours *hours, GTimeZone *zone, gint64 time)
{
  g_autoptr (GDateTime) clock = clock_of (zone, time);
  guint minute = (guint) (g_date_time_get_hour (clock) * 60 + g_date_time_get_minute (clock));
  guint length = (hours->to.minute + DAY_MINUTES - hours->from.minute) % DAY_MINUTES;
  guint into = (minute + DAY_MINUTES - hours->from.minute) % DAY_MINUTES;

  return hours->from.set && into < length ? pact_time_of_day_next (hours->to, zone, time) : time;
}
