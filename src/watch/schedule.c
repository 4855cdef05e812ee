/* When to look, as pure arithmetic. */
#include "watch/schedule.h"

#include <string.h>

#include "caps.h"

gint64
pact_schedule_delay_s (gint64 every_s, guint failures, gint64 retry_after_s, double random)
{
  gint64 longest = MAX (every_s, PACT_BACKOFF_MAX_S); /* failing never makes us look more often */
  gint64 delay = every_s;

  for (guint i = 0; i < failures && delay < longest; i++)
    delay = MIN (delay * 2, longest);
  delay = (gint64) ((double) delay * (0.9 + 0.2 * random));
  return MAX (delay, retry_after_s);
}

gint64
pact_schedule_first_s (gint64 every_s, gint64 checked_us, gint64 now_us)
{
  gint64 passed = MAX (now_us - checked_us, 0) / G_USEC_PER_SEC;

  return checked_us == 0 ? 0 : MAX (every_s - passed, 0);
}

bool
pact_schedule_is_silent (gint64 after_s, gint64 failing_since_us, gint64 now_us)
{
  return after_s > 0 && failing_since_us > 0 &&
         now_us - failing_since_us >= after_s * G_USEC_PER_SEC;
}

static int
month_number (const char *name)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (strcmp (name, months[i]) == 0)
      return (int) i + 1;
  return 0;
}

/* A number of digits only; -1 for anything else. */
static gint64
whole_number (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || strspn (text, "0123456789") != length)
    return -1;
  return (gint64) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXINT);
}

/* Two digits name the latest such year at most 50 years ahead (RFC 9110 section 5.6.7). */
static gint64
full_year (const char *text, gint64 now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  gint64 latest = g_date_time_get_year (now) + 50;
  gint64 year = whole_number (text);

  return strlen (text) == 2 && year >= 0 ? latest - (latest - year) % 100 : year;
}

/* The three forms a recipient must accept (RFC 9110 section 5.6.7), told apart by their number of
 * words: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" and
 * "Sun Nov  6 08:49:37 1994". NULL for anything else. */
static GDateTime *
parse_http_date (const char *text, gint64 now_us)
{
  static const struct {
    guint words, day, month, year, time; /* where each stands; hour, minute, second in a row */
  } forms[] = { { 8, 1, 2, 3, 4 }, { 7, 2, 1, 6, 3 } };
  g_auto (GStrv) split = g_strsplit_set (text, " ,-:", -1);
  const char *words[9] = { 0 };
  guint n = 0;

  for (guint i = 0; split[i] != NULL && n < G_N_ELEMENTS (words); i++)
    if (split[i][0] != '\0')
      words[n++] = split[i];
  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    if (n == forms[f].words)
      return g_date_time_new_utc ((int) full_year (words[forms[f].year], now_us),
                                  month_number (words[forms[f].month]),
                                  (int) whole_number (words[forms[f].day]),
                                  (int) whole_number (words[forms[f].time]),
                                  (int) whole_number (words[forms[f].time + 1]),
                                  (double) whole_number (words[forms[f].time + 2]));
  return NULL;
}

gint64
pact_schedule_retry_after_s (const char *value, gint64 now_us)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  gint64 seconds = whole_number (text);
  g_autoptr (GDateTime) date = seconds < 0 ? parse_http_date (text, now_us) : NULL;

  if (date != NULL)
    seconds = MAX (g_date_time_to_unix (date) - now_us / G_USEC_PER_SEC, 0);
  return MIN (seconds, PACT_RETRY_AFTER_MAX_S);
}
