/* Date notations into ISO 8601; what is not understood is no date. */
#include "read/dates.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* 1 to 12 for a month's English name or its first three letters, else 0. */
static guint
month_from_name (const char *name)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  for (guint month = 1; month <= 12; month++)
    if (g_ascii_strncasecmp (name, months + 3 * (month - 1), 3) == 0)
      return month;
  return 0;
}

/* Offsets of the zones RFC 822 names; letters it calls unknown are taken as UTC. */
static const struct {
  const char *name;
  const char *offset;
} zones[] = {
  { "EST", "-05:00" }, { "EDT", "-04:00" }, { "CST", "-06:00" }, { "CDT", "-05:00" },
  { "MST", "-07:00" }, { "MDT", "-06:00" }, { "PST", "-08:00" }, { "PDT", "-07:00" },
};

static char *
zone_to_offset (const char *zone)
{
  zone += strspn (zone, " ");
  if ((zone[0] == '+' || zone[0] == '-') && strspn (zone + 1, "0123456789") >= 4)
    return g_strdup_printf ("%.3s:%.2s", zone, zone + 3);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_str_has_prefix (zone, zones[i].name))
      return g_strdup (zones[i].offset);
  return g_strdup ("Z");
}

/* "2026-11-02", "2026-11-02T08:00:00Z", "2026-11-02 08:00": the time only where it is whole. */
static char *
from_iso (const char *text)
{
  guint year, month, day, hour, minute, second;
  int used = 0;
  g_autofree char *date = NULL;
  gsize zone;

  if (sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &used) != 3 || used < 8 || year < 1900 ||
      !g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) MIN (month, 13), (GDateYear) year))
    return NULL;
  date = g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  text += used;
  if ((*text != 'T' && *text != 't' && *text != ' ') ||
      sscanf (text + 1, "%2u:%2u%n", &hour, &minute, &used) != 2 || hour > 23 || minute > 59)
    return g_steal_pointer (&date);
  text += 1 + used;
  second = 0;
  if (sscanf (text, ":%2u%n", &second, &used) == 1 && second <= 60)
    text += used;
  if (*text == '.' || *text == ',')
    text += 1 + strspn (text + 1, "0123456789");
  zone = strspn (text, "Zz+-:0123456789");
  return g_strdup_printf ("%sT%02u:%02u:%02u%.*s", date, hour, minute, second, (int) zone, text);
}

/* "Mon, 02 Nov 2026 08:00:00 +0000" (RFC 822, RFC 5322), "2 November 2026". */
static char *
from_day_month_year (const char *text)
{
  guint day, year, month, hour, minute, second = 0;
  char name[16];
  int used = 0, time_used = 0;

  text += strspn (text, "MonTueWdhFriSat, ");
  if (sscanf (text, "%2u %15[A-Za-z]%*[., ]%4u%n", &day, name, &year, &used) != 3 || used == 0)
    return NULL;
  month = month_from_name (name);
  year += year < 50 ? 2000 : year < 100 ? 1900 : 0;
  if (month == 0 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  text += used;
  if (sscanf (text, " %2u:%2u%n:%2u%n", &hour, &minute, &time_used, &second, &time_used) >= 2 &&
      hour < 24 && minute < 60) {
    g_autofree char *offset = zone_to_offset (text + time_used);

    return g_strdup_printf ("%04u-%02u-%02uT%02u:%02u:%02u%s", year, month, day, hour, minute,
                            second, offset);
  }
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

/* "November 2, 2026", "Nov. 2, 2026". */
static char *
from_month_day_year (const char *text)
{
  guint day, year, month;
  char name[16];

  if (sscanf (text, "%15[A-Za-z]%*[. ]%2u, %4u", name, &day, &year) != 3)
    return NULL;
  month = month_from_name (name);
  if (month == 0 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

char *
pact_date_to_iso (const char *text)
{
  char *(*const notations[]) (const char *) = { from_iso, from_day_month_year,
                                                from_month_day_year };
  char *iso = NULL;

  if (text == NULL)
    return NULL;
  text += strspn (text, " \t\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (notations) && iso == NULL; i++)
    iso = notations[i](text);
  return iso;
}
