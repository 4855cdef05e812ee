/* Assessment: what is archived already is read, and what it says goes into the record of the check.
 */
#include "assess.h"

#include "caps.h"
#include "items.h"
#include "keep/baseline.h"
#include "pactwatch/error.h"
#include "pactwatch/read.h"
#include "read/fragment.h"
#include "read/language.h"
#include "read/list.h"
#include "read/version.h"
#include "reader.h"
#include "standing.h"

static PactCapture *
archived_capture (PactState *state, gint64 id, GError **error)
{
  g_autoptr (PactCaptureRow) row = pact_store_capture (state->store, id, error);

  return row != NULL ? pact_archive_read (state->archive, &row->place, error) : NULL;
}

static PactDocument *
read_capture (const PactSource *source, const PactCapture *capture, PactFailure *ret_failure,
              GError **error)
{
  return pact_reader_read (capture->body, capture->content_type, capture->final_url,
                           source->select, ret_failure, error);
}

/* A capture as it is read now. */
static PactDocument *
archived_document (PactState *state, const PactSource *source, gint64 id, GError **error)
{
  g_autoptr (PactCapture) capture = archived_capture (state, id, error);

  return capture != NULL ? read_capture (source, capture, NULL, error) : NULL;
}

/* What the page's wording is compared with; NULL without error for nothing. A page's first wording
 * is taken as accepted. A feed's item is a statement nobody has seen: it is measured by the
 * baseline, and without one everything it commits to is news. */
static PactDocument *
accepted_document (const PactSubject *subject, GError **error)
{
  const PactSource *source = subject->source;

  if (subject->page->accepted_capture != 0)
    return archived_document (subject->state, source, subject->page->accepted_capture, error);
  return source->kind == PACT_SOURCE_PAGE || source->baseline != NULL
             ? NULL
             : pact_document_from_text ("", 0);
}

/* How differences are settled: as news, or as what other readers see in the same words. */
typedef void (*Settle) (GPtrArray *standing, GPtrArray *differences, GPtrArray *findings,
                        GArray *ended);

static bool
compare_with_accepted (const PactSubject *subject, const PactDocument *accepted,
                       const PactDocument *document, Settle settle, PactRecord *record,
                       GError **error)
{
  PactStore *store = subject->state->store;
  gint64 page = subject->page->id;
  g_autoptr (GPtrArray) differences = NULL, standing = NULL;

  if (accepted == NULL)
    return true;
  standing = subject->page->accepted_capture != 0 ? pact_store_standing (store, page, error)
                                                  : pact_store_news (store, page, error);
  if (standing == NULL)
    return false;
  differences =
      pact_compare_documents (accepted, document, subject->source->topics, subject->config->topics);
  settle (standing, differences, record->findings, record->ended);
  for (guint i = 0; i < record->findings->len; i++)
    ((PactFinding *) record->findings->pdata[i])->old_capture = subject->page->accepted_capture;
  return true;
}

static bool
compare_with_baseline (const PactSubject *subject, const PactDocument *document, PactRecord *record,
                       GError **error)
{
  PactState *state = subject->state;
  g_autoptr (PactBaseline) baseline = NULL;
  g_autoptr (GPtrArray) standing = NULL;

  if (subject->source->baseline == NULL)
    return true;
  baseline = pact_baseline_load (state->baselines, subject->source->baseline, error);
  if (baseline == NULL)
    return false;
  standing = pact_store_standing_terms (state->store, baseline->name, error);
  if (standing == NULL)
    return false;
  record->terms = pact_compare_statement (baseline, NULL, document);
  pact_standing_settle_terms (standing, record->terms, subject->source->topics, subject->page,
                              record->findings);
  return true;
}

static void
describe_findings (const PactSubject *subject, const PactCapture *capture,
                   const PactDocument *document, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    finding->source = g_strdup (subject->source->name);
    finding->url = g_strdup (capture->final_url);
    finding->title = g_strdup (document->title);
    finding->time = capture->time;
  }
}

/* What another page said lately is not told a second time. */
static bool
join_same (const PactSubject *subject, gint64 now, GPtrArray *findings, GError **error)
{
  const PactFindingFilter lately = { .since = now - PACT_SAME_STATEMENT_S * G_TIME_SPAN_SECOND };
  g_autoptr (GPtrArray) recent = NULL;

  if (findings->len == 0)
    return true;
  recent = pact_store_findings (subject->state->store, &lately, error);
  if (recent != NULL)
    pact_standing_join (recent, subject->page, findings);
  return recent != NULL;
}

/* Adds to the record all that the document differs in from what was accepted. */
static bool
compare (const PactSubject *subject, const PactDocument *accepted, const PactDocument *document,
         Settle settle, PactRecord *record, GError **error)
{
  if (!compare_with_accepted (subject, accepted, document, settle, record, error) ||
      !compare_with_baseline (subject, document, record, error) ||
      !join_same (subject, record->capture->time, record->findings, error))
    return false;
  describe_findings (subject, record->capture, document, record->findings);
  record->document = document;
  record->reader = pact_read_version ();
  return true;
}

/* An answer that holds no statement is a failed check, and that is no error of ours. */
static bool
unreadable_answer (PactCapture *capture, PactFailure failure, const GError *why, PactRecord *record)
{
  pact_capture_fail (capture, failure, why->message);
  record->outcome = PACT_CHECK_FAILED;
  return true;
}

/* A page that shows a part of itself is taken at its word only when it keeps doing so. */
static bool
is_broken_off (const PactPage *page, const PactDocument *accepted, const PactDocument *document)
{
  bool insists = page->failure == PACT_FAILURE_TRUNCATED && page->failures >= PACT_FRAGMENT_LOOKS;

  return accepted != NULL && !insists && pact_document_is_fragment (document, accepted);
}

static bool
read_page (const PactSubject *subject, PactCapture *capture, PactRecord *record,
           PactDocument **ret_document, GError **error)
{
  g_autoptr (PactDocument) document = NULL, accepted = NULL;
  g_autoptr (GError) unreadable = NULL, failed = NULL;
  PactFailure failure = PACT_FAILURE_NONE;

  document = read_capture (subject->source, capture, &failure, &unreadable);
  if (document == NULL)
    return unreadable_answer (capture, failure, unreadable, record);
  accepted = accepted_document (subject, &failed);
  if (failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  if (is_broken_off (subject->page, accepted, document)) {
    g_set_error (&unreadable, PACT_ERROR, PACT_ERROR_PAGE,
                 "less than half of the page is left, and nothing is new");
    return unreadable_answer (capture, PACT_FAILURE_TRUNCATED, unreadable, record);
  }
  if (accepted != NULL && pact_language_differs (accepted, document)) {
    g_set_error (&unreadable, PACT_ERROR, PACT_ERROR_PAGE, PACT_OTHER_LANGUAGE);
    return unreadable_answer (capture, PACT_FAILURE_LANGUAGE, unreadable, record);
  }
  if (!compare (subject, accepted, document, pact_standing_settle, record, error))
    return false;
  *ret_document = g_steal_pointer (&document);
  return true;
}

static bool
read_list (const PactSubject *subject, PactCapture *capture, PactRecord *record, GError **error)
{
  const PactSource *source = subject->source;
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (GPtrArray) items = NULL;
  PactFailure failure = PACT_FAILURE_NONE;

  items = pact_list_read (source->kind, capture->body, capture->content_type, capture->final_url,
                          source->select, &failure, &unreadable);
  if (items == NULL)
    return unreadable_answer (capture, failure, unreadable, record);
  return pact_items_take (subject->state->store, source, subject->page, items, capture->time,
                          record, error);
}

bool
pact_assess (const PactSubject *subject, PactCapture *capture, PactRecord *record,
             PactDocument **ret_document, GError **error)
{
  return pact_items_is_list (subject->source, subject->page)
             ? read_list (subject, capture, record, error)
             : read_page (subject, capture, record, ret_document, error);
}

bool
pact_assess_terms (PactState *state, const PactSource *source, const PactPage *page, GError **error)
{
  g_autoptr (PactBaseline) baseline = NULL;
  g_autoptr (PactDocument) document = NULL;
  g_autoptr (GPtrArray) terms = NULL;

  if (source->baseline == NULL || page->capture == 0 || pact_items_is_list (source, page))
    return true;
  baseline = pact_baseline_load (state->baselines, source->baseline, error);
  document = baseline != NULL ? archived_document (state, source, page->capture, error) : NULL;
  if (document == NULL)
    return false;
  terms = pact_compare_statement (baseline, NULL, document);
  return pact_store_set_terms (state->store, page->id, page->capture, terms, error);
}

bool
pact_assess_is_due (const PactSource *source, const PactPage *page)
{
  return page->capture != 0 && !pact_items_is_list (source, page) &&
         g_strcmp0 (page->reader, pact_read_version ()) != 0;
}

/* Compares the newest capture with what it was compared with when it came. */
static bool
compare_again (const PactSubject *subject, PactRecord *record, PactReread *reread, GError **error)
{
  PactPage page = *subject->page;
  const PactSubject then = { subject->state, subject->config, subject->source, &page };
  g_autoptr (PactDocument) document = NULL, accepted = NULL;
  g_autoptr (GError) unreadable = NULL, failed = NULL;
  bool compared = false;

  record->reader = pact_read_version ();
  document = read_capture (subject->source, record->capture, NULL, &unreadable);
  if (document == NULL) {
    reread->unreadable = g_strdup (unreadable->message);
    return pact_store_reread (subject->state->store, record, page.capture, error);
  }
  if (page.accepted_capture == page.capture)
    page.accepted_capture = 0;
  accepted = accepted_document (&then, &failed);
  compared = failed == NULL &&
             compare (&then, accepted, document, pact_standing_reread, record, &failed);
  for (guint i = 0; i < record->findings->len; i++)
    ((PactFinding *) record->findings->pdata[i])->reread = true;
  if (compared)
    return pact_store_reread (subject->state->store, record, page.capture, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return false;
}

bool
pact_assess_again (const PactSubject *subject, gint64 now, PactReread *ret_reread, GError **error)
{
  g_autoptr (PactCapture) capture =
      archived_capture (subject->state, subject->page->capture, error);
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (PactReread) reread = {
    .findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free)
  };
  PactRecord record = { .page = subject->page->id,
                        .capture = capture,
                        .findings = reread.findings,
                        .ended = ended };
  bool recorded = false;

  if (capture == NULL)
    return false;
  capture->time = now; /* of the reading */
  recorded = compare_again (subject, &record, &reread, error);
  reread.ended = ended->len;
  g_clear_pointer (&record.terms, g_ptr_array_unref);
  if (!recorded)
    return false;
  *ret_reread = reread;
  reread = (PactReread){ 0 };
  return true;
}

void
pact_reread_clear (PactReread *reread)
{
  g_clear_pointer (&reread->findings, g_ptr_array_unref);
  g_clear_pointer (&reread->unreadable, g_free);
}
