/* The only file that knows sd_journal. Falls back to standard error where no journal listens. */
#include "tell/journal.h"

#include "build-config.h"
#include "pactwatch/error.h"
#include "tell/phrase.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#if HAVE_SYSTEMD
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>
#endif

/* Each id is explained in systemd/pactwatch.catalog. */
static const struct {
  const char *message_id;
  int priority;
} events[] = {
  [PACT_EVENT_FINDING] = { "63b80a1512124c879636df2eec154897", LOG_NOTICE },
  [PACT_EVENT_CRITICAL_FINDING] = { "63b80a1512124c879636df2eec154897", LOG_CRIT },
  [PACT_EVENT_STARTED] = { "052f188d22db44fdb93d9a10fbc21482", LOG_INFO },
  [PACT_EVENT_RELOADED] = { "1991a61213b444f0bf8b8bc11638bdee", LOG_INFO },
  [PACT_EVENT_STOPPED] = { "ec56193b137046dbaf81b15861d3a51c", LOG_INFO },
  [PACT_EVENT_SOURCE_FAILED] = { "e6af71fca21747758ce874db2e6660ef", LOG_WARNING },
  [PACT_EVENT_SOURCE_SILENT] = { "703ae38736ea4d8d98fa953c946a73a5", LOG_ERR },
  [PACT_EVENT_SOURCE_RECOVERED] = { "d5f513a8f8b7469d97949863c28bd30d", LOG_NOTICE },
  [PACT_EVENT_ALERT_LOST] = { "80c84004d2d94b47a737034b94ca95a5", LOG_ERR },
  [PACT_EVENT_FAULT] = { "e2a7c3d611fb49beb8489f544f2ad144", LOG_ERR },
};

/* NAME=value entries of one journal record, made harmless. */
static GPtrArray *
record_new (PactEvent event, const char *message, const PactField *fields)
{
  GPtrArray *record = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = pact_phrase_plain (message, 0);

  g_ptr_array_add (record, g_strdup_printf ("PRIORITY=%d", events[event].priority));
  g_ptr_array_add (record, g_strdup_printf ("MESSAGE_ID=%s", events[event].message_id));
  g_ptr_array_add (record, g_strconcat ("MESSAGE=", line, NULL));
  for (const PactField *field = fields; field != NULL && field->name != NULL; field++) {
    g_autofree char *value = field->value != NULL ? pact_phrase_plain (field->value, 0) : NULL;

    if (value != NULL)
      g_ptr_array_add (record, g_strconcat (field->name, "=", value, NULL));
  }
  return record;
}

/* key="value" with quotes and backslashes escaped; the value is one line already. */
static void
append_pair (GString *line, const char *entry)
{
  const char *value = strchr (entry, '=') + 1;
  g_autofree char *key = g_ascii_strdown (entry, value - 1 - entry);

  g_string_append_printf (line, "%s%s=\"", line->len > 0 ? " " : "", key);
  for (const char *p = value; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (line, '\\');
    g_string_append_c (line, *p);
  }
  g_string_append_c (line, '"');
}

char *
pact_journal_logfmt (PactEvent event, const char *message, const PactField *fields)
{
  g_autoptr (GPtrArray) record = record_new (event, message, fields);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < record->len; i++)
    append_pair (line, record->pdata[i]);
  return g_string_free (line, FALSE);
}

static bool
write_stderr (PactEvent event, const char *message, const PactField *fields, GError **error)
{
  g_autofree char *line = pact_journal_logfmt (event, message, fields);

  if (fprintf (stderr, "%s\n", line) >= 0 && fflush (stderr) == 0)
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "cannot write to standard error: %s",
               g_strerror (errno));
  return false;
}

#if HAVE_SYSTEMD
/* libsystemd drops entries without a word where nobody listens, so look first. */
static bool
journal_listens (void)
{
  return access ("/run/systemd/journal/socket", W_OK) == 0;
}

static bool
write_journal (PactEvent event, const char *message, const PactField *fields, GError **error)
{
  g_autoptr (GPtrArray) record = record_new (event, message, fields);
  g_autofree struct iovec *entries = g_new (struct iovec, record->len + 1);
  int status;

  g_ptr_array_add (record, g_strdup ("SYSLOG_IDENTIFIER=pactwatch")); /* daemon and tool alike */
  for (guint i = 0; i < record->len; i++)
    entries[i] = (struct iovec){ record->pdata[i], strlen (record->pdata[i]) };
  status = sd_journal_sendv (entries, (int) record->len);
  if (status >= 0)
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "the journal did not take an entry: %s",
               g_strerror (-status));
  return false;
}
#endif

bool
pact_journal_write (PactEvent event, const char *message, const PactField *fields, GError **error)
{
#if HAVE_SYSTEMD
  if (journal_listens ())
    return write_journal (event, message, fields, error);
#endif
  return write_stderr (event, message, fields, error);
}
