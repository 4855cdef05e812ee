/* When a sink may be told: its quiet hours and the hour of its digest, on the clock of its time
 * zone. Pure: time is an argument. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A time of day, and a span of it that may go on past midnight; in minutes. */
typedef struct {
  bool set;
  guint minute;
} PactTimeOfDay;

typedef struct {
  PactTimeOfDay from, to; /* both set or none */
} PactHours;

/* "08:00"; "22:00-07:00", which is not empty. */
bool pact_time_of_day_parse (const char *text, PactTimeOfDay *ret_time);
bool pact_hours_parse (const char *text, PactHours *ret_hours);

/* The first moment after `time` (µs since 1970 UTC) at which clocks in `zone` show this. There is
 * one a day: where clocks skip it, it is the moment of the skip; where they show it twice, the
 * second time. */
gint64 pact_time_of_day_next (PactTimeOfDay at, GTimeZone *zone, gint64 time);

/* `time` itself, or the end of the hours that it falls in. */
gint64 pact_hours_end (const PactHours *hours, GTimeZone *zone, gint64 time);
