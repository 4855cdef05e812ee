/* Values of settings files in messages: what one must look like, and what of it may be quoted. */
#include "settings.h"

#include <string.h>

char *
pact_setting_duration (gint64 seconds)
{
  static const struct {
    const char *unit;
    gint64 factor;
  } units[] = { { "d", 86400 }, { "h", 3600 }, { "min", 60 }, { "s", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (seconds % units[i].factor == 0 && seconds >= units[i].factor)
      return g_strdup_printf ("%" G_GINT64_FORMAT "%s", seconds / units[i].factor, units[i].unit);
  return g_strdup ("0s");
}

static char *
micros_text (gint64 micros)
{
  return micros % G_TIME_SPAN_SECOND == 0
             ? pact_setting_duration (micros / G_TIME_SPAN_SECOND)
             : g_strdup_printf ("%" G_GINT64_FORMAT "ms", micros / G_TIME_SPAN_MILLISECOND);
}

char *
pact_setting_fix (const PactSetting *setting)
{
  gint64 scale = setting->type == PACT_SETTING_SECONDS ? G_TIME_SPAN_SECOND : 1;

  switch (setting->type) {
  case PACT_SETTING_TEXT:
    return g_strdup ("give it a value or remove the line");
  case PACT_SETTING_NAME:
    return g_strdup ("use up to 64 letters, digits, '.', '_' and '-'");
  case PACT_SETTING_URL:
    return g_strdup ("write an address that starts with https:// or http:// and names a host, without "
                     "user or password");
  case PACT_SETTING_NAMES:
    return g_strdup ("write names separated by ';', such as exclusivity;revenue-share");
  case PACT_SETTING_PHRASES:
    return g_strdup ("write phrases separated by ';'");
  case PACT_SETTING_BOOL:
    return g_strdup ("write yes or no");
  case PACT_SETTING_COMMAND:
    return g_strdup ("write a program's absolute path and its arguments, such as "
                     "/usr/local/bin/tell 'our team'");
  case PACT_SETTING_WORD:
  case PACT_SETTING_WORDS: {
    g_autofree char *words = g_strjoinv (", ", (char **) setting->words);

    return g_strdup_printf ("write %s: %s", setting->type == PACT_SETTING_WORD
                            ? "one of" : "some of these, separated by ';'", words);
  }
  case PACT_SETTING_COUNT:
  case PACT_SETTING_BYTES:
    return g_strdup_printf ("write a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "%s",
                            setting->min, setting->max,
                            setting->type == PACT_SETTING_BYTES ? " bytes, with K, M or G if you like" : "");
  case PACT_SETTING_SECONDS:
  case PACT_SETTING_MICROS: {
    g_autofree char *min = micros_text (setting->min * scale);
    g_autofree char *max = micros_text (setting->max * scale);

    return g_strdup_printf ("write a time from %s to %s, such as 90s, 30min or 1h", min, max);
  }
  case PACT_SETTING_SERVER:
    return g_strdup ("write smtp:// or smtps:// with the server's name and port, such as "
                     "smtp://mail.example.com:587");
  case PACT_SETTING_ADDRESS:
    return g_strdup ("write an address such as team@example.com");
  case PACT_SETTING_ADDRESSES:
    return g_strdup ("write addresses separated by ';', such as team@example.com;law@example.com");
  case PACT_SETTING_SECRET:
    return g_strdup ("write the absolute path of a file that only its owner may read, the name of "
                     "a systemd credential, or libsecret:ATTRIBUTE=VALUE,...");
  case PACT_SETTING_PATH:
    return g_strdup ("write an absolute path");
  case PACT_SETTING_HOURS:
    return g_strdup ("write two times of a day, such as 22:00-07:00");
  case PACT_SETTING_TIME_OF_DAY:
    return g_strdup ("write a time of day, such as 08:00");
  case PACT_SETTING_ZONE:
    return g_strdup ("write the name of a time zone as in /usr/share/zoneinfo, such as "
                     "Europe/Berlin");
  case PACT_SETTING_SELECT:
  case PACT_SETTING_TEMPLATE:
    break;
  }
  g_assert_not_reached ();
}

/* An address up to its host: what stands before '@' and behind the host may be secret. */
static char *
shown_address (const char *value)
{
  const char *scheme_end = strstr (value, "://");
  const char *at = strrchr (value, '@');
  const char *start = scheme_end != NULL ? scheme_end + 3 : value;
  const char *host = at != NULL ? at + 1 : start;
  gsize length = strcspn (host, "/?#");

  return g_strdup_printf ("%.*s%s%.*s%s", at != NULL ? 0 : (int) (start - value), value,
                          at != NULL ? "…@" : "", (int) length, host,
                          strlen (host + length) > 1 ? "/…" : host + length);
}

char *
pact_setting_shown (const PactSetting *setting, const char *value)
{
  if (setting == NULL)
    return NULL;
  switch (setting->type) {
  case PACT_SETTING_SECRET:
  case PACT_SETTING_TEMPLATE:
    return NULL;
  case PACT_SETTING_URL:
  case PACT_SETTING_SERVER:
    return shown_address (value);
  case PACT_SETTING_COMMAND:
    return g_strdup_printf ("%.*s%s", (int) strcspn (value, " "), value,
                            strchr (value, ' ') != NULL ? " …" : "");
  default:
    return g_strdup (value);
  }
}
