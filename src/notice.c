/* Failures of sources in the journal: one row for each kind of notice. */
#include "notice.h"

#include "caps.h"
#include "settings.h"
#include "tell/journal.h"
#include "watch/schedule.h"

/* Whether the source became silent between its last check and this failed one; so once only. */
static bool
fell_silent (const PactSource *source, const PactPage *page, gint64 now)
{
  return g_str_equal (page->url, source->url) &&
         pact_schedule_is_silent (source->silent_after_s, page->failing_since, now) &&
         !pact_schedule_is_silent (source->silent_after_s, page->failing_since, page->checked_time);
}

PactNotice
pact_notice_of (const PactSource *source, const PactPage *page, PactCheckOutcome outcome, gint64 now)
{
  bool heard_of = page->failures > 0 && page->noticed_time >= page->failing_since;

  if (outcome != PACT_CHECK_FAILED)
    return heard_of ? PACT_NOTICE_RECOVERED : PACT_NOTICE_NONE;
  if (fell_silent (source, page, now))
    return PACT_NOTICE_SILENT;
  return !heard_of && now - page->noticed_time >= PACT_NOTICE_EVERY_S * G_TIME_SPAN_SECOND
             ? PACT_NOTICE_FAILED
             : PACT_NOTICE_NONE;
}

static char *
failed (const PactChecked *checked)
{
  g_autofree char *why = pact_failure_describe (checked->failure, checked->failure_detail);

  return g_strdup_printf ("source '%s' failed: %s", checked->source->name, why);
}

static char *
silent (const PactChecked *checked)
{
  g_autofree char *span = pact_setting_duration (checked->source->silent_after_s);

  g_autofree char *why = pact_failure_describe (checked->failure, checked->failure_detail);

  return g_strdup_printf ("source '%s' gave nothing readable for %s: %s", checked->source->name, span,
                          why);
}

static char *
recovered (const PactChecked *checked)
{
  return g_strdup_printf ("source '%s' answers again after %u failed checks", checked->source->name,
                          checked->failures_before);
}

static const struct {
  PactEvent event;
  char *(*describe) (const PactChecked *checked);
} notices[] = {
  [PACT_NOTICE_FAILED] = { PACT_EVENT_SOURCE_FAILED, failed },
  [PACT_NOTICE_SILENT] = { PACT_EVENT_SOURCE_SILENT, silent },
  [PACT_NOTICE_RECOVERED] = { PACT_EVENT_SOURCE_RECOVERED, recovered },
};

void
pact_notice_tell (const PactChecked *checked)
{
  bool fails = checked->failure != PACT_FAILURE_NONE;
  const PactField fields[] = {
    { "PACT_SOURCE", checked->source->name },
    { "PACT_URL", checked->url },
    { "PACT_FAILURE", fails ? pact_failure_name (checked->failure) : NULL },
    { "PACT_HINT", fails ? pact_failure_hint (checked->failure) : NULL },
    { NULL, NULL },
  };
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (checked->notice == PACT_NOTICE_NONE)
    return;
  message = notices[checked->notice].describe (checked);
  if (!pact_journal_write (notices[checked->notice].event, message, fields, &error))
    g_printerr ("%s\n", message);
}
