/* One value of a settings file: its type, its limits, and the message that names the fix. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "tell/hours.h"

typedef enum {
  PACT_SETTING_TEXT,     /* char *: any text but an empty one */
  PACT_SETTING_NAME,     /* char *: letters, digits, '.', '_' and '-' */
  PACT_SETTING_URL,      /* char *: http or https */
  PACT_SETTING_SELECT,   /* char *: what Select= takes */
  PACT_SETTING_SERVER,   /* char *: smtp or smtps, host and port */
  PACT_SETTING_ADDRESS,  /* char *: of mail, such as team@example.com */
  PACT_SETTING_ADDRESSES, /* char **: the same, separated by ';' */
  PACT_SETTING_SECRET,   /* char *: what pact_secret_read takes */
  PACT_SETTING_PATH,     /* char *: an absolute path */
  PACT_SETTING_HOURS,    /* PactHours: "22:00-07:00" */
  PACT_SETTING_TIME_OF_DAY, /* PactTimeOfDay: "08:00" */
  PACT_SETTING_ZONE,     /* GTimeZone *: "Europe/Berlin" */
  PACT_SETTING_TEMPLATE, /* char *: what pact_template_fill takes */
  PACT_SETTING_NAMES,    /* char **: names separated by ';' */
  PACT_SETTING_WORDS,    /* char **: some of `words`, separated by ';' */
  PACT_SETTING_PHRASES,  /* char **: any texts, separated by ';' */
  PACT_SETTING_COMMAND,  /* char **: a program's absolute path and arguments, as for a shell */
  PACT_SETTING_WORD,     /* guint: index into `words` */
  PACT_SETTING_BOOL,     /* bool */
  PACT_SETTING_COUNT,    /* guint */
  PACT_SETTING_SECONDS,  /* gint64: "90", "30min", "1h", in seconds */
  PACT_SETTING_MICROS,   /* gint64: the same, in µs */
  PACT_SETTING_BYTES,    /* guint64: "16M" */
} PactSettingType;

typedef struct {
  const char *key;
  PactSettingType type;
  gsize offset;             /* of the field it fills */
  gint64 min, max;          /* of counts, seconds, µs and bytes */
  const char *const *words; /* of PACT_SETTING_WORD and _WORDS, NULL-terminated */
  bool needed;              /* a group without it is a mistake */
} PactSetting;

/* Puts `value` into the field of `record`, freeing what was there. False: `ret_fix` says what the
 * value must be, and the field is as before. */
bool pact_setting_apply (const PactSetting *setting, gpointer record, const char *value,
                         char **ret_fix);

/* What a value of this setting must look like, as advice: "write yes or no". Free it. */
char *pact_setting_fix (const PactSetting *setting);

/* What a message may quote of a value: no secrets, nor what could be one. NULL for nothing; so for a
 * setting that is not known, NULL. Free it. */
char *pact_setting_shown (const PactSetting *setting, const char *value);

/* "5min" for 300 s: the largest unit that divides it. */
char *pact_setting_duration (gint64 seconds);
