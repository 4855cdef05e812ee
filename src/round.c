/* What happens to one answer from one source. Start reading at take(): the answer was watched for,
 * is kept, read (assess.c), and recorded together with whom it must be told. */
#include "round.h"

#include "assess.h"
#include "caps.h"
#include "items.h"
#include "notice.h"
#include "pactwatch/error.h"
#include "reader.h"
#include "rendering.h"
#include "watch/render.h"
#include "watch/schedule.h"

struct PactRound {
  PactState *state;
  const PactConfig *config;
  PactFetcher *fetcher;
  PactRenderer *renderer;
  PactCheckedFunc checked;
  gpointer user_data;
  GHashTable *looks; /* Look, those under way */
};

/* One page being looked at. */
typedef struct {
  PactRound *round;
  const PactSource *source;
  PactPage *page;
  guint tries; /* earlier looks that other processes overtook */
  PactCapture *answer; /* once it is there */
  guint turn;  /* GSource id of what waits for a turn of the main loop; 0 for none */
} Look;

static void look_at (PactRound *round, const PactSource *source, PactPage *page_take, guint tries);

static void
look_free (Look *look)
{
  if (look->turn != 0)
    g_source_remove (look->turn);
  pact_capture_free (look->answer);
  pact_page_free (look->page);
  g_free (look);
}

static PactCheckOutcome
outcome_of (const PactPage *page, const PactCapture *capture)
{
  if (capture->failure != PACT_FAILURE_NONE)
    return PACT_CHECK_FAILED;
  if (capture->status == 304)
    return PACT_CHECK_NOT_MODIFIED;
  return g_strcmp0 (capture->digest, page->digest) == 0 ? PACT_CHECK_IDENTICAL
                                                        : PACT_CHECK_CAPTURED;
}

/* Whether the page still holds what could not be read before; such an answer is recorded now and
 * then, as one that is unchanged. */
static bool
is_still_unread (const Look *look, const PactCapture *capture)
{
  gint64 passed_s = (capture->time - look->page->unread_time) / G_USEC_PER_SEC;

  return look->page->unread_digest != NULL &&
         g_strcmp0 (look->page->unread_digest, capture->digest) == 0 &&
         passed_s < look->source->revisit_every_s;
}

/* A browser's page is kept whole each time: a revisit record says that a server sent the same. */
static const PactRevisitOf *
revisit_of (const PactCapture *capture, const PactRevisitOf *earlier)
{
  return capture->served == NULL ? earlier : NULL;
}

/* Writes the capture down before anything looks at it: a payload never seen on this page whole, one
 * the archive has as a revisit. `ret_place` is where the payload lies. */
static bool
archive (const Look *look, const PactCapture *capture, PactPlace *ret_place, GError **error)
{
  PactState *state = look->round->state;
  g_autoptr (GError) failed = NULL;
  g_autoptr (PactCaptureRow) first =
      pact_store_payload (state->store, look->page->id, capture->digest, &failed);
  g_auto (PactPlace) revisit = { 0 };

  if (failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  if (first == NULL)
    return pact_archive_append (state->archive, capture, NULL, ret_place, error);
  *ret_place = first->place;
  first->place = (PactPlace){ 0 };
  return is_still_unread (look, capture) ||
         pact_archive_append (
             state->archive, capture,
             revisit_of (capture, &(PactRevisitOf){ first->url, first->time, first->digest }),
             &revisit, error);
}

/* What is unchanged is recorded by the store; the archive says so now and then. */
static bool
archive_unchanged (const Look *look, const PactCapture *capture, PactPlace *ret_place,
                   GError **error)
{
  const PactPage *page = look->page;
  const PactRevisitOf earlier = { page->url, page->capture_time, page->digest };
  gint64 passed_s = (capture->time - page->recorded_time) / G_USEC_PER_SEC;

  return passed_s < look->source->revisit_every_s ||
         pact_archive_append (look->round->state->archive, capture,
                              revisit_of (capture, &earlier), ret_place, error);
}

static bool
keep (const Look *look, const PactCapture *capture, PactCheckOutcome outcome, PactPlace *ret_place,
      GError **error)
{
  switch (outcome) {
  case PACT_CHECK_CAPTURED:
    return archive (look, capture, ret_place, error);
  case PACT_CHECK_IDENTICAL:
  case PACT_CHECK_NOT_MODIFIED:
    return archive_unchanged (look, capture, ret_place, error);
  case PACT_CHECK_FAILED: /* its row in the store says it all */
    return true;
  }
  g_assert_not_reached ();
}

/* What happens to one answer, top to bottom. */
static bool
take (const Look *look, PactCapture *capture, PactRecord *record, PactNotice *ret_notice,
      GError **error)
{
  g_autoptr (PactDocument) document = NULL;
  g_auto (PactPlace) place = { 0 };
  const PactSubject subject = { look->round->state, look->round->config, look->source, look->page };

  record->outcome = outcome_of (look->page, capture);
  if (!keep (look, capture, record->outcome, &place, error))
    return false;
  record->place = place.file != NULL ? &place : NULL;
  if (record->outcome == PACT_CHECK_CAPTURED &&
      !pact_assess (&subject, capture, record, &document, error))
    return false;
  if (record->outcome == PACT_CHECK_FAILED && is_still_unread (look, capture))
    record->place = NULL;
  *ret_notice = pact_notice_of (look->source, look->page, record->outcome, capture->time);
  record->noticed = *ret_notice == PACT_NOTICE_FAILED || *ret_notice == PACT_NOTICE_SILENT;
  return pact_store_record (subject.state->store, record, look->page->capture, error);
}

/* Tells the owner, and looks at what the answer led to. */
static void
report (const Look *look, const PactCapture *capture, const PactRecord *record, PactNotice notice,
        const GError *error)
{
  bool failed = record->outcome == PACT_CHECK_FAILED;
  PactChecked checked = {
    .source = look->source,
    .url = look->page->url,
    .outcome = record->outcome,
    .failure = failed ? capture->failure : PACT_FAILURE_NONE,
    .failure_detail = failed ? capture->failure_detail : NULL,
    .failures_before = look->page->failures,
    .notice = notice,
    .retry_after_s = capture->retry_after_s,
    .look_again = record->ret_waiting > 0,
    .findings = record->findings,
    .error = error,
  };

  look->round->checked (&checked, look->round->user_data);
}

static bool
is_under_way (const PactRound *round, const PactPage *page)
{
  GHashTableIter iter;
  gpointer look;

  g_hash_table_iter_init (&iter, round->looks);
  while (g_hash_table_iter_next (&iter, &look, NULL))
    if (((const Look *) look)->page->id == page->id)
      return true;
  return false;
}

/* A list is followed by what it led to, changed or not. */
static bool
look_at_items (const Look *look, GError **error)
{
  g_autoptr (GPtrArray) pages = NULL;

  if (!pact_items_is_list (look->source, look->page))
    return true;
  pages = pact_items_due (look->round->state->store, look->source, look->page, g_get_real_time (),
                          error);
  while (pages != NULL && pages->len > 0) {
    g_autoptr (PactPage) page = g_ptr_array_steal_index (pages, 0);

    if (!is_under_way (look->round, page))
      look_at (look->round, look->source, g_steal_pointer (&page), 0);
  }
  return pages != NULL;
}

/* Another process may have recorded the page while we waited for the answer. A whole answer is as
 * good as before; "not modified" speaks of the capture we had when we asked. */
static bool
refresh_page (Look *look, const PactCapture *capture, GError **error)
{
  PactPage *page =
      pact_store_page (look->round->state->store, look->source->name, look->page->url, error);
  bool overtaken = page != NULL && page->capture != look->page->capture;

  if (page == NULL)
    return false;
  pact_page_free (look->page);
  look->page = page;
  if (overtaken && capture->status == 304)
    g_set_error (error, PACT_ERROR, PACT_ERROR_OVERTAKEN,
                 "'%s' was recorded by another process meanwhile; look again", page->url);
  return !(overtaken && capture->status == 304);
}

/* Whether another process recorded this page while we looked; then one looks at what it left. */
static bool
look_once_more (const Look *look, const GError *error)
{
  PactPage *page = NULL;

  if (!g_error_matches (error, PACT_ERROR, PACT_ERROR_OVERTAKEN) ||
      look->tries >= PACT_OVERTAKEN_MAX)
    return false;
  page = pact_store_page (look->round->state->store, look->source->name, look->page->url, NULL);
  if (page != NULL)
    look_at (look->round, look->source, page, look->tries + 1);
  return page != NULL;
}

static GPtrArray *
finding_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
}

static gboolean
conclude (gpointer user_data)
{
  Look *look = user_data;
  g_autoptr (PactCapture) capture = g_steal_pointer (&look->answer);
  g_autoptr (GPtrArray) findings = finding_list (), confirmed = finding_list ();
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  PactNotice notice = PACT_NOTICE_NONE;
  g_autoptr (GError) error = NULL;
  PactRecord record = { .page = look->page->id,
                        .capture = capture,
                        .findings = findings,
                        .ended = ended,
                        .confirm_after = look->source->confirm_after,
                        .confirmed = confirmed,
                        .audience = pact_config_audience,
                        .audience_data = look->round->config };

  if (refresh_page (look, capture, &error) && take (look, capture, &record, &notice, &error)) {
    g_ptr_array_extend_and_steal (findings, g_steal_pointer (&confirmed));
    look_at_items (look, &error);
  } else {
    g_ptr_array_set_size (findings, 0); /* what was not recorded was not found */
  }
  if (!look_once_more (look, error))
    report (look, capture, &record, error == NULL ? notice : PACT_NOTICE_NONE, error);
  g_clear_pointer (&record.terms, g_ptr_array_unref);
  g_clear_pointer (&record.seen, g_ptr_array_unref);
  look->turn = 0;
  g_hash_table_remove (look->round->looks, look);
  return G_SOURCE_REMOVE;
}

/* What takes a while to read gets a turn of the main loop for itself: many of those at once must not
 * keep it from all else. */
static void
answered (PactCapture *answer, gpointer user_data)
{
  Look *look = user_data;

  look->answer = answer;
  if (answer->body != NULL && pact_reader_is_slow (answer->body))
    look->turn = g_idle_add (conclude, look);
  else
    conclude (look);
}

static void
fetched (PactCapture *answer, gpointer user_data)
{
  Look *look = user_data;

  if (pact_rendering_wanted (look->source, look->page, answer))
    pact_renderer_get (look->round->renderer, look->source, answer, answered, look);
  else
    answered (answer, look);
}

static void
look_at (PactRound *round, const PactSource *source, PactPage *page_take, guint tries)
{
  Look *look = g_new0 (Look, 1);

  look->round = round;
  look->source = source;
  look->page = page_take;
  look->tries = tries;
  g_hash_table_add (round->looks, look);
  /* "not modified" is no answer to what a browser would show */
  if (source->render == PACT_RENDER_BROWSER)
    pact_fetcher_get (round->fetcher, source, page_take->url, NULL, NULL, fetched, look);
  else
    pact_fetcher_get (round->fetcher, source, page_take->url, page_take->etag,
                      page_take->last_modified, fetched, look);
}

void
pact_round_check (PactRound *round, const PactSource *source)
{
  g_autoptr (GError) error = NULL;
  PactPage *page = pact_store_page (round->state->store, source->name, source->url, &error);
  PactChecked checked = { .source = source,
                          .url = source->url,
                          .outcome = PACT_CHECK_FAILED,
                          .retry_after_s = -1,
                          .error = error };

  if (page != NULL) {
    look_at (round, source, page, 0);
    return;
  }
  checked.findings = g_ptr_array_new ();
  round->checked (&checked, round->user_data);
  g_ptr_array_unref (checked.findings);
}

guint
pact_round_pending (const PactRound *round)
{
  return g_hash_table_size (round->looks);
}

PactRound *
pact_round_new (PactState *state, const PactConfig *config, PactFetcher *fetcher,
                PactCheckedFunc checked, gpointer user_data)
{
  PactRound *round = g_new0 (PactRound, 1);

  round->state = state;
  round->config = config;
  round->fetcher = fetcher;
  round->renderer = pact_renderer_new (&config->fetch);
  round->checked = checked;
  round->user_data = user_data;
  pact_archive_set_roll (state->archive, config->warc_roll);
  round->looks = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) look_free, NULL);
  return round;
}

void
pact_round_free (PactRound *round)
{
  if (round == NULL)
    return;
  pact_renderer_free (round->renderer); /* before the looks that its pages would go to */
  g_hash_table_unref (round->looks);
  g_free (round);
}
