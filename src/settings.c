/* Values of settings files: a parser for each type, found by table. */
#include "settings.h"

#include "read/select.h"
#include "tell/secret.h"
#include "tell/template.h"

#include <string.h>

#define NAME_MAX_BYTES 64

typedef struct {
  const char *unit;
  gint64 factor;
} Unit;

static const Unit time_units[] = {
  { "us", 1 },
  { "ms", G_TIME_SPAN_MILLISECOND },
  { "s", G_TIME_SPAN_SECOND },
  { "sec", G_TIME_SPAN_SECOND },
  { "", G_TIME_SPAN_SECOND },
  { "min", G_TIME_SPAN_MINUTE },
  { "h", G_TIME_SPAN_HOUR },
  { "d", G_TIME_SPAN_DAY },
  { "w", 7 * G_TIME_SPAN_DAY },
};

static const Unit size_units[] = {
  { "", 1 }, { "K", 1 << 10 }, { "KiB", 1 << 10 }, { "M", 1 << 20 }, { "MiB", 1 << 20 },
  { "G", 1 << 30 }, { "GiB", 1 << 30 },
};

static const Unit plain_units[] = { { "", 1 } };

/* A whole number and a unit, between `min` and `max`. */
static bool
parse_number (const char *value, const Unit *units, gsize n_units, gint64 min, gint64 max,
              gint64 *ret_number)
{
  char *end = NULL;
  gint64 number;

  if (!g_ascii_isdigit (value[0]))
    return false;
  number = g_ascii_strtoll (value, &end, 10);
  while (*end == ' ')
    end++;
  for (gsize i = 0; i < n_units; i++) {
    if (!g_str_equal (end, units[i].unit))
      continue;
    if (number > G_MAXINT64 / units[i].factor)
      return false;
    *ret_number = number * units[i].factor;
    return *ret_number >= min && *ret_number <= max;
  }
  return false;
}

static bool
is_name (const char *value)
{
  if (value[0] == '\0' || value[0] == '.' || strlen (value) > NAME_MAX_BYTES)
    return false;
  for (const char *c = value; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("._-", *c) == NULL)
      return false;
  return true;
}

static const char *const web_schemes[] = { "http", "https", NULL };
static const char *const mail_schemes[] = { "smtp", "smtps", NULL };

/* A password in an address would be told to everybody with it; GLib lets blanks pass, which no
 * transfer would. */
static bool
is_url (const char *value, const char *const *schemes)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && strpbrk (value, " \t") == NULL && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0' &&
         g_uri_get_userinfo (uri) == NULL && g_strv_contains (schemes, g_uri_get_scheme (uri));
}

/* A host and perhaps a port, nothing else. */
static bool
is_server (const char *value)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);

  return is_url (value, mail_schemes) && g_uri_get_path (uri)[0] == '\0' &&
         g_uri_get_query (uri) == NULL;
}

/* A plain address, RFC 5321 without quoted strings: nothing in it can end a header or a command. */
static bool
is_address (const char *value)
{
  const char *at = strchr (value, '@');

  if (at == NULL || at == value || at[1] == '\0' || strchr (at + 1, '@') != NULL)
    return false;
  for (const char *c = value; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (c < at ? ".!#$%&'*+/=?^_`{|}~-" : "@.-", *c) == NULL)
      return false;
  return true;
}

static bool
set_text (char **field, const char *value, bool valid)
{
  if (valid) {
    g_free (*field);
    *field = g_strdup (value);
  }
  return valid;
}

/* Whether `word` may stand in the list that the setting takes. */
static bool
may_stand (const PactSetting *setting, const char *word)
{
  switch (setting->type) {
  case PACT_SETTING_NAMES:
    return is_name (word);
  case PACT_SETTING_WORDS:
    return g_strv_contains (setting->words, word);
  case PACT_SETTING_ADDRESSES:
    return is_address (word);
  default:
    return true;
  }
}

static bool
set_list (char ***field, const char *value, const PactSetting *setting)
{
  g_auto (GStrv) words = g_strsplit (value, ";", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_strstrip (words[i])[0] == '\0')
      continue;
    if (!may_stand (setting, words[i]))
      return false;
    g_strv_builder_add (builder, words[i]);
    n++;
  }
  if (n == 0)
    return false;
  g_strfreev (*field);
  *field = g_strv_builder_end (builder);
  return true;
}

static bool
set_command (char ***field, const char *value)
{
  g_auto (GStrv) words = NULL;

  if (!g_shell_parse_argv (value, NULL, &words, NULL) || words[0][0] != '/')
    return false;
  g_strfreev (*field);
  *field = g_steal_pointer (&words);
  return true;
}

static bool
set_bool (bool *field, const char *value)
{
  static const char *const words[] = { "no", "yes", "false", "true", "0", "1", "off", "on" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_ascii_strcasecmp (value, words[i]) != 0)
      continue;
    *field = i % 2 == 1;
    return true;
  }
  return false;
}

static bool
set_word (guint *field, const char *value, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++) {
    if (!g_str_equal (value, words[i]))
      continue;
    *field = i;
    return true;
  }
  return false;
}

/* A name, for GLib would read any file that a path leads to. */
static bool
set_zone (GTimeZone **field, const char *value)
{
  bool is_path = !g_ascii_isalpha (value[0]) || strstr (value, "..") != NULL;
  GTimeZone *zone = is_path ? NULL : g_time_zone_new_identifier (value);

  if (zone == NULL)
    return false;
  g_clear_pointer (field, g_time_zone_unref);
  *field = zone;
  return true;
}

static bool
apply (const PactSetting *setting, gpointer field, const char *value, char **ret_fix)
{
  gint64 number = 0;
  bool valid;

  switch (setting->type) {
  case PACT_SETTING_TEXT:
    return set_text (field, value, value[0] != '\0');
  case PACT_SETTING_NAME:
    return set_text (field, value, is_name (value));
  case PACT_SETTING_URL:
    return set_text (field, value, is_url (value, web_schemes));
  case PACT_SETTING_SELECT: {
    g_autoptr (GError) error = NULL;

    valid = pact_select_check (value, &error);
    if (!valid)
      *ret_fix = g_strdup (error->message);
    return set_text (field, value, valid);
  }
  case PACT_SETTING_SERVER:
    return set_text (field, value, is_server (value));
  case PACT_SETTING_ADDRESS:
    return set_text (field, value, is_address (value));
  case PACT_SETTING_SECRET:
    return set_text (field, value, value[0] == '/' || is_name (value) ||
                                       pact_secret_is_in_keyring (value));
  case PACT_SETTING_PATH:
    return set_text (field, value, value[0] == '/');
  case PACT_SETTING_HOURS:
    return pact_hours_parse (value, field);
  case PACT_SETTING_TIME_OF_DAY:
    return pact_time_of_day_parse (value, field);
  case PACT_SETTING_ZONE:
    return set_zone (field, value);
  case PACT_SETTING_TEMPLATE:
    *ret_fix = pact_template_check (value);
    return set_text (field, value, *ret_fix == NULL);
  case PACT_SETTING_NAMES:
  case PACT_SETTING_WORDS:
  case PACT_SETTING_PHRASES:
  case PACT_SETTING_ADDRESSES:
    return set_list (field, value, setting);
  case PACT_SETTING_COMMAND:
    return set_command (field, value);
  case PACT_SETTING_WORD:
    return set_word (field, value, setting->words);
  case PACT_SETTING_BOOL:
    return set_bool (field, value);
  case PACT_SETTING_COUNT:
    valid = parse_number (value, plain_units, G_N_ELEMENTS (plain_units), setting->min,
                          setting->max, &number);
    if (valid)
      *(guint *) field = (guint) number;
    return valid;
  case PACT_SETTING_BYTES:
    valid = parse_number (value, size_units, G_N_ELEMENTS (size_units), setting->min,
                          setting->max, &number);
    if (valid)
      *(guint64 *) field = (guint64) number;
    return valid;
  case PACT_SETTING_SECONDS:
    valid = parse_number (value, time_units, G_N_ELEMENTS (time_units),
                          setting->min * G_TIME_SPAN_SECOND, setting->max * G_TIME_SPAN_SECOND,
                          &number);
    if (valid)
      *(gint64 *) field = number / G_TIME_SPAN_SECOND;
    return valid;
  case PACT_SETTING_MICROS:
    valid = parse_number (value, time_units, G_N_ELEMENTS (time_units), setting->min, setting->max,
                          &number);
    if (valid)
      *(gint64 *) field = number;
    return valid;
  }
  g_assert_not_reached ();
}

bool
pact_setting_apply (const PactSetting *setting, gpointer record, const char *value, char **ret_fix)
{
  g_autofree char *fix = NULL;

  if (apply (setting, (char *) record + setting->offset, value, &fix))
    return true;
  *ret_fix = fix != NULL ? g_steal_pointer (&fix) : pact_setting_fix (setting);
  return false;
}
