/* Tells findings to the journal: one entry each, for journalctl and whatever follows it. */
#include "caps.h"
#include "tell/journal.h"
#include "tell/phrase.h"
#include "tell/sink.h"

static bool
tell_one (const PactFinding *finding, GError **error)
{
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *facets = pact_facets_to_string (&finding->facets);
  g_autofree char *old_text = pact_phrase_old (finding, NULL, PACT_QUOTE_CAP);
  g_autofree char *new_text = pact_phrase_new (finding, NULL, PACT_QUOTE_CAP);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, finding->id);
  g_autofree char *capture = g_strdup_printf ("%" G_GINT64_FORMAT, finding->capture);
  const PactField fields[] = {
    { "PACT_FINDING", id },
    { "PACT_TOPIC", finding->topic },
    { "PACT_VERDICT", pact_verdict_name (finding->verdict) },
    { "PACT_FACETS", finding->facets.n > 0 ? facets : NULL },
    { "PACT_SOURCE", finding->source },
    { "PACT_TERM", finding->term },
    { "PACT_URL", finding->url },
    { "PACT_CAPTURE", capture },
    { "PACT_OLD", old_text != NULL ? old_text : "" }, /* the catalog quotes both */
    { "PACT_NEW", new_text != NULL ? new_text : "" },
    { NULL, NULL },
  };

  return pact_journal_write (pact_verdict_critical (finding->verdict) ? PACT_EVENT_CRITICAL_FINDING
                                                                      : PACT_EVENT_FINDING,
                             headline, fields, error);
}

static bool
journal_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    if (!tell_one (findings->pdata[i], error))
      return false;
  return true;
}

const PactSinkKind pact_sink_journal = { 1, journal_tell, NULL };
