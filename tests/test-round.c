/* The whole pipeline over real HTTP on loopback: what each step of a page's or a feed's life
 * comes to. */
#include "round.h"

#include "caps.h"
#include "cli/loopback.h"
#include "items.h"
#include "pactwatch/error.h"
#include "temp.h"

#include <string.h>

typedef struct {
  char *dir;
  PactLoopback *server;
  GMutex lock;        /* the server answers from threads of its own */
  GHashTable *pages;  /* path -> body; NULL body: 503 */
  GHashTable *asked;  /* path -> number of requests */
  bool validators;    /* send an ETag and honour If-None-Match */
  PactState *state;
  PactConfig *config;
  PactFetcher *fetcher;
  PactRound *round;
  /* what the last check came to */
  PactCheckOutcome outcome;
  PactFailure failure;
  bool look_again;
  PactNotice notice;
  GString *told; /* "verdict topic facets [term];" for each finding */
  guint checks;
} Fixture;

static void
answer (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *body;

  g_mutex_lock (&fixture->lock);
  body = g_hash_table_lookup (fixture->pages, request->target);
  g_hash_table_insert (fixture->asked, g_strdup (request->target),
                       GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (fixture->asked, request->target))));
  if (body == NULL) {
    reply->status = 503;
  } else {
    g_autofree char *hash = g_strdup_printf ("\"%x\"", g_str_hash (body));
    g_autofree char *asked = pact_loopback_field (request, "If-None-Match");

    g_string_append (reply->fields, "Content-Type: text/html; charset=utf-8\r\n");
    if (fixture->validators)
      g_string_append_printf (reply->fields, "ETag: %s\r\n", hash);
    if (fixture->validators && g_strcmp0 (asked, hash) == 0)
      reply->status = 304;
    else
      reply->body = g_bytes_new (body, strlen (body));
  }
  g_mutex_unlock (&fixture->lock);
}

static void
serve (Fixture *fixture, const char *path, const char *body)
{
  g_mutex_lock (&fixture->lock);
  g_hash_table_insert (fixture->pages, g_strdup (path), g_strdup (body));
  g_mutex_unlock (&fixture->lock);
}

/* A page as sites make them, with one paragraph of ours in the middle. */
static void
serve_statement (Fixture *fixture, const char *path, const char *paragraph)
{
  g_autofree char *page = g_strdup_printf (
      "<!doctype html><html><head><title>Quarrow and Belisse</title></head><body>"
      "<nav><a href=/>Home</a> <a href=/news>News</a></nav><main><article>"
      "<h1>Quarrow and Belisse on their work together</h1>"
      "<p>Quarrow and Belisse have worked on ferry scheduling since 2019, and passengers of both "
      "lines have come to rely on timetables that agree with each other.</p>"
      "<p>%s</p>"
      "<p>Both companies look forward to another summer season with more boats, more harbours and "
      "shorter queues at the ticket counters along the coast.</p>"
      "</article></main><footer>Imprint</footer></body></html>",
      paragraph);

  serve (fixture, path, page);
}

static void
heard (const PactChecked *checked, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_no_error (checked->error);
  fixture->checks++;
  fixture->outcome = checked->outcome;
  fixture->failure = checked->failure;
  fixture->look_again |= checked->look_again;
  fixture->notice = checked->notice;
  for (guint i = 0; i < checked->findings->len; i++) {
    const PactFinding *finding = checked->findings->pdata[i];
    g_autofree char *facets = pact_facets_to_string (&finding->facets);

    if (!finding->waiting && finding->same_as == 0)
      g_string_append_printf (fixture->told, "%s %s %s%s%s;", pact_verdict_name (finding->verdict),
                              finding->topic, facets, finding->term ? " " : "",
                              finding->term ? finding->term : "");
  }
}

static void
check (Fixture *fixture, const char *source)
{
  g_string_truncate (fixture->told, 0);
  fixture->look_again = false;
  pact_round_check (fixture->round, pact_config_source (fixture->config, source));
  while (pact_round_pending (fixture->round) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static PactStoreCounts
counts (const Fixture *fixture)
{
  PactStoreCounts counts = { 0 };
  g_autoptr (GError) error = NULL;

  pact_store_counts (fixture->state->store, NULL, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

#define BASELINE                                                                                   \
  "[Baseline]\nTitle=Quarrow and Belisse\n[Party Quarrow]\n[Party Belisse]\n"                      \
  "[Edition 2025-03-01]\n[Term scheduling]\nTopic=exclusivity\n"                                   \
  "2025-03-01=Quarrow is the exclusive scheduling partner of Belisse on the northern route.\n"

#define SETTINGS                                                                                   \
  "[Defaults]\nAllowPrivate=yes\nTimeout=10s\n[Fetch]\nHostSpacing=0\n"                            \
  "[Sink one]\nKind=journal\n[Sink two]\nKind=journal\n"                                           \
  "[Source page]\nURL=ROOT/page\nSilentAfter=1s\n[Source termed]\nURL=ROOT/termed\nBaseline=ferries\n"             \
  "[Source mirror]\nURL=ROOT/mirror\nConfirmAfter=3\n"                                            \
  "[Topic control]\nPhrases=change of control;acqui~\n"                                           \
  "[Source topical]\nURL=ROOT/topical\nTopics=control\n"                                          \
  "[Source feed]\nURL=ROOT/feed\nKind=feed\nBaseline=ferries\n"                         \
  "[Source brief]\nURL=ROOT/feed\nKind=feed\nFollowFor=0\nBackfill=2\nMentions=Belisse;Tarsel Line\n" \
  "[Source map]\nURL=ROOT/sitemap.xml\nKind=sitemap\nBaseline=ferries\nFollowFor=0\n" \
  "[Source news]\nURL=ROOT/news\nKind=index\nBaseline=ferries\nFollowFor=0\n"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) settings = g_string_new (SETTINGS);
  g_autofree char *root = NULL, *conf = NULL;

  fixture->dir = temp_make ();
  fixture->told = g_string_new (NULL);
  fixture->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&fixture->lock);
  fixture->server = pact_loopback_new (answer, fixture, &error);
  g_assert_no_error (error);
  root = pact_loopback_url (fixture->server, "");
  g_string_replace (settings, "ROOT", root, 0);
  temp_write (fixture->dir, "pactwatch.conf", settings->str);
  temp_write (fixture->dir, "baselines/ferries.baseline", BASELINE);
  conf = g_build_filename (fixture->dir, "pactwatch.conf", NULL);
  fixture->config = pact_config_load (conf, true, fixture->dir, &problems);
  g_assert_nonnull (fixture->config);
  fixture->state = pact_state_open (fixture->dir, &error);
  g_assert_no_error (error);
  fixture->fetcher = pact_fetcher_new (&fixture->config->fetch, &error);
  g_assert_no_error (error);
  fixture->round = pact_round_new (fixture->state, fixture->config, fixture->fetcher, heard, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pact_fetcher_free (fixture->fetcher);
  pact_round_free (fixture->round);
  pact_state_free (fixture->state);
  pact_config_free (fixture->config);
  pact_loopback_free (fixture->server);
  g_hash_table_unref (fixture->pages);
  g_hash_table_unref (fixture->asked);
  g_mutex_clear (&fixture->lock);
  g_string_free (fixture->told, TRUE);
  temp_remove (fixture->dir);
}

#define EXCLUSIVE "Quarrow is the exclusive scheduling partner of Belisse on the northern route."
#define NON_EXCLUSIVE "Quarrow is a non-exclusive scheduling partner of Belisse on the northern route."
#define PRIMARY "Quarrow is the primary scheduling partner of Belisse on the northern route."
#define ELSEWHERE "The northern route now has a café on board, and dogs travel free."

static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  serve_statement (fixture, "/page", EXCLUSIVE);
  for (guint i = 0; i <= 100; i++) {
    check (fixture, "page");
    g_assert_cmpint (fixture->outcome, ==, i == 0 ? PACT_CHECK_CAPTURED : PACT_CHECK_IDENTICAL);
    g_assert_cmpstr (fixture->told->str, ==, "");
  }
  g_assert_cmpint (counts (fixture).captures, ==, 1);
  g_assert_cmpint (counts (fixture).checks, ==, 101);
  g_assert_cmpint (counts (fixture).outbox, ==, 0);
}

static void
test_not_modified (Fixture *fixture, gconstpointer data)
{
  fixture->validators = true;
  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  for (guint i = 0; i < 5; i++) {
    check (fixture, "page");
    g_assert_cmpint (fixture->outcome, ==, PACT_CHECK_NOT_MODIFIED);
  }
  serve_statement (fixture, "/page", NON_EXCLUSIVE);
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity;");
}

/* One edition of the page, and what its check tells. */
typedef struct {
  const char *what;
  const char *paragraph;
  const char *told;
} Step;

static void
walk (Fixture *fixture, const Step *steps, guint n)
{
  for (guint i = 0; i < n; i++) {
    serve_statement (fixture, "/page", steps[i].paragraph);
    check (fixture, "page");
    if (!g_str_equal (fixture->told->str, steps[i].told)) {
      g_test_message ("%s: told '%s', want '%s'", steps[i].what, fixture->told->str, steps[i].told);
      g_test_fail ();
    }
  }
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { "first reading", EXCLUSIVE, "" },
    { "typography", "Quarrow&nbsp;is the  exclusive scheduling partner of Belisse on the northern route.", "" },
    { "another topic", EXCLUSIVE " " ELSEWHERE, "" },
    { "the change", NON_EXCLUSIVE, "changed exclusivity exclusivity;" },
    { "still so", NON_EXCLUSIVE " " ELSEWHERE, "" },
    { "changed further", PRIMARY, "changed exclusivity exclusivity;" },
    { "gone back", EXCLUSIVE, "changed exclusivity exclusivity;" },
    { "changed again", NON_EXCLUSIVE, "changed exclusivity exclusivity;" },
  };

  walk (fixture, steps, G_N_ELEMENTS (steps));
  g_assert_cmpint (counts (fixture).outbox, ==, 2 * 4); /* two sinks */
}

static void
test_removal (Fixture *fixture, gconstpointer data)
{
  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  serve_statement (fixture, "/page", ELSEWHERE);
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, ""); /* it waits for a second look */
  g_assert_true (fixture->look_again);
  g_assert_cmpint (counts (fixture).outbox, ==, 0);
  check (fixture, "page");
  g_assert_cmpint (fixture->outcome, ==, PACT_CHECK_IDENTICAL);
  g_assert_cmpstr (fixture->told->str, ==, "removed exclusivity -;");
  g_assert_cmpint (counts (fixture).outbox, ==, 2);
  check (fixture, "page");
  g_assert_cmpint (counts (fixture).outbox, ==, 2);

  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, "added exclusivity -;");

  /* gone for one look only: nobody hears of it */
  serve_statement (fixture, "/page", ELSEWHERE);
  check (fixture, "page");
  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, "");
}

/* ConfirmAfter=3: two more looks, and a failed one is none. */
static void
test_confirm_after (Fixture *fixture, gconstpointer data)
{
  serve_statement (fixture, "/mirror", EXCLUSIVE);
  check (fixture, "mirror");
  serve_statement (fixture, "/mirror", ELSEWHERE);
  for (guint look = 1; look <= 2; look++) {
    check (fixture, "mirror");
    g_assert_cmpstr (fixture->told->str, ==, "");
    g_assert_true (fixture->look_again);
  }
  serve (fixture, "/mirror", NULL);
  check (fixture, "mirror");
  g_assert_cmpstr (fixture->told->str, ==, "");
  serve_statement (fixture, "/mirror", ELSEWHERE);
  check (fixture, "mirror");
  g_assert_cmpstr (fixture->told->str, ==, "removed exclusivity -;");
  g_assert_false (fixture->look_again);
}

/* Half a page is no removal, unless that is all there is from now on. */
static void
test_fragment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) filler = g_string_new (NULL), whole = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (filler, "<p>Boat %u leaves from pier %u with up to %u guests.</p>", i, i, i);
  g_string_printf (whole, "%s</p>%s<p>%s", EXCLUSIVE, filler->str, filler->str);
  serve_statement (fixture, "/page", whole->str);
  check (fixture, "page");
  for (guint look = 1; look <= PACT_FRAGMENT_LOOKS + 2; look++) {
    bool doubted = look <= PACT_FRAGMENT_LOOKS;

    serve_statement (fixture, "/page", "Boat 5 leaves from pier 5 with up to 5 guests.");
    check (fixture, "page");
    g_assert_cmpint (fixture->failure, ==, doubted ? PACT_FAILURE_TRUNCATED : PACT_FAILURE_NONE);
    g_assert_cmpstr (fixture->told->str, ==,
                     look == PACT_FRAGMENT_LOOKS + 2 ? "removed exclusivity -;" : "");
  }
}

static void
test_addition (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { "first reading", ELSEWHERE, "" },
    { "added", ELSEWHERE " " EXCLUSIVE, "added exclusivity -;" },
    { "gone for one look", ELSEWHERE, "" },
    { "there again", ELSEWHERE " " EXCLUSIVE, "" },
    { "gone", ELSEWHERE, "" },
    { "still gone", ELSEWHERE, "removed exclusivity -;" },
    { "not told twice", ELSEWHERE " Tickets are cheaper.", "" },
    { "added again", ELSEWHERE " " EXCLUSIVE, "added exclusivity -;" },
  };

  walk (fixture, steps, G_N_ELEMENTS (steps));
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  serve (fixture, "/page", NULL);
  check (fixture, "page");
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_SERVER_ERROR);
  serve (fixture, "/page", "<html><head><title>Sorry</title></head><body><h1>This page isn't available</h1>"
                           "<p>The link may be broken, or the page may have been removed.</p></body></html>");
  check (fixture, "page");
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_ERROR_PAGE);
  g_assert_cmpint (counts (fixture).captures, ==, 2);
  check (fixture, "page");
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_ERROR_PAGE);
  g_assert_cmpint (counts (fixture).captures, ==, 2); /* the same again */
  serve (fixture, "/page", "<html><body></body></html>");
  check (fixture, "page");
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_EMPTY);
  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_NONE);
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpint (counts (fixture).checks_failed, ==, 4);
  g_assert_cmpint (counts (fixture).findings, ==, 0);
}

/* The first failure is said, silence with the first check after SilentAfter= is over, and the end of
 * what was said; what comes and goes is not said again on the same day. */
static void
test_notices (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *paragraph; /* NULL: the server fails */
    bool wait;
    PactNotice notice;
  } steps[] = {
    { EXCLUSIVE, true, PACT_NOTICE_NONE },       { NULL, false, PACT_NOTICE_FAILED },
    { NULL, true, PACT_NOTICE_SILENT },          { NULL, true, PACT_NOTICE_NONE },
    { EXCLUSIVE, false, PACT_NOTICE_RECOVERED }, { NULL, false, PACT_NOTICE_NONE },
    { EXCLUSIVE, false, PACT_NOTICE_NONE },      { NULL, true, PACT_NOTICE_NONE },
    { NULL, true, PACT_NOTICE_SILENT },          { EXCLUSIVE, false, PACT_NOTICE_RECOVERED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (steps[i].paragraph != NULL)
      serve_statement (fixture, "/page", steps[i].paragraph);
    else
      serve (fixture, "/page", NULL);
    if (steps[i].wait)
      g_usleep (1100 * 1000); /* SilentAfter=1s */
    check (fixture, "page");
    if (fixture->notice != steps[i].notice) {
      g_test_message ("step %u: notice %d, want %d", i, fixture->notice, steps[i].notice);
      g_test_fail ();
    }
  }
}

static void
test_baseline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) terms = NULL;

  serve_statement (fixture, "/termed", EXCLUSIVE);
  check (fixture, "termed");
  g_assert_cmpstr (fixture->told->str, ==, "");
  terms = pact_store_terms (fixture->state->store, "ferries", NULL);
  g_assert_cmpuint (terms->len, ==, 1);
  g_assert_cmpint (((PactFinding *) terms->pdata[0])->verdict, ==, PACT_VERDICT_REAFFIRMED);

  /* one change of one sentence is one finding, though two comparisons see it */
  serve_statement (fixture, "/termed", NON_EXCLUSIVE);
  check (fixture, "termed");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
}

static void
test_own_topic (Fixture *fixture, gconstpointer data)
{
  serve_statement (fixture, "/topical", EXCLUSIVE " A change of control ends the agreement.");
  check (fixture, "topical");
  serve_statement (fixture, "/topical", EXCLUSIVE " A Change of Control may end the agreement.");
  check (fixture, "topical");
  g_assert_cmpstr (fixture->told->str, ==, "changed control modality;");
  serve_statement (fixture, "/topical", EXCLUSIVE " A change of control may end the agreement. "
                                                  "Belisse has agreed to be acquired by Ostmole.");
  check (fixture, "topical");
  g_assert_cmpstr (fixture->told->str, ==, "added control -;");
  serve_statement (fixture, "/topical", NON_EXCLUSIVE " A change of control may end the agreement. "
                                                      "Belisse has agreed to be acquired by Ostmole.");
  check (fixture, "topical");
  g_assert_cmpstr (fixture->told->str, ==, ""); /* a topic it does not name */
}

static void
serve_feed (Fixture *fixture, const char *items)
{
  g_autofree char *feed = g_strdup_printf ("<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>"
                                           "<link>http://127.0.0.1/</link><description>d</description>%s"
                                           "</channel></rss>", items);

  serve (fixture, "/feed", feed);
}

/* What failed is due again with the next check. */
static void
without_pause (Fixture *fixture, const char *source)
{
  ((PactSource *) pact_config_source (fixture->config, source))->every_s = 0;
}

static void
test_feed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autofree char *old_item = g_strdup_printf ("<item><title>Old</title><guid>1</guid><link>%s/old</link></item>", root);
  g_autofree char *both = g_strdup_printf ("<item><title>New</title><guid>2</guid><link>%s/new</link></item>%s", root, old_item);

  serve_feed (fixture, old_item);
  check (fixture, "feed");
  g_assert_cmpuint (fixture->checks, ==, 1); /* what is there at first is old news */
  without_pause (fixture, "feed");
  serve_feed (fixture, both);
  serve (fixture, "/new", NULL);
  check (fixture, "feed");
  g_assert_cmpuint (fixture->checks, ==, 3);
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_SERVER_ERROR);

  /* a statement that could not be read is looked for again with the feed, changed or not */
  serve_statement (fixture, "/new", "From today Quarrow is a non-exclusive scheduling partner of Belisse on the northern route.");
  check (fixture, "feed");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
  check (fixture, "feed");
  g_assert_cmpuint (fixture->checks, ==, 7); /* and it is followed */
  g_assert_cmpstr (fixture->told->str, ==, "");

  /* an edit after publishing: the words were new to the baseline, now they differ from their own */
  serve_statement (fixture, "/new", "From today Quarrow is the preferred scheduling partner of Belisse on the northern route.");
  check (fixture, "feed");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
}

/* One <item> of a feed; without a summary where that is NULL. */
static void
append_item (GString *items, const char *root, const char *path, const char *date, const char *summary)
{
  g_string_append_printf (items, "<item><title>News</title><link>%s%s</link><pubDate>%s</pubDate>", root,
                          path, date);
  if (summary != NULL)
    g_string_append_printf (items, "<description>%s</description>", summary);
  g_string_append (items, "</item>");
}

static guint
requests (Fixture *fixture, const char *path)
{
  guint n;

  g_mutex_lock (&fixture->lock);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (fixture->asked, path));
  g_mutex_unlock (&fixture->lock);
  return n;
}

static guint
due_at (const Fixture *fixture, const PactSource *source, const PactPage *list, gint64 time)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = pact_items_due (fixture->state->store, source, list, time, &error);

  g_assert_no_error (error);
  return due->len;
}

static void
test_unreadable_item (Fixture *fixture, gconstpointer data)
{
  const PactSource *source = pact_config_source (fixture->config, "feed");
  const gint64 us = G_TIME_SPAN_SECOND, late = PACT_FOLLOW_FOR_DEFAULT_S - 60;
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (PactPage) list = NULL;
  gint64 now;

  serve_feed (fixture, "");
  check (fixture, "feed");
  append_item (items, root, "/a", "2026-03-01", NULL);
  serve_feed (fixture, items->str);
  without_pause (fixture, "feed");
  for (guint i = 0; i < 12; i++)
    check (fixture, "feed");
  g_assert_cmpuint (requests (fixture, "/a"), ==, 12);

  ((PactSource *) source)->every_s = PACT_EVERY_DEFAULT_S;
  now = g_get_real_time ();
  list = pact_store_page (fixture->state->store, "feed", source->url, NULL);
  g_assert_cmpuint (due_at (fixture, source, list, now), ==, 0);
  g_assert_cmpuint (due_at (fixture, source, list, now + (PACT_BACKOFF_MAX_S - 60) * us), ==, 0);
  g_assert_cmpuint (due_at (fixture, source, list, now + PACT_BACKOFF_MAX_S * us), ==, 1);
  g_assert_cmpuint (due_at (fixture, source, list, now + late * us), ==, 1);
  g_assert_cmpuint (due_at (fixture, source, list, now + (late + 60) * us), ==, 0);
}

/* A feed cannot fill the store: what is too much stays unseen until there is room. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (GPtrArray) first = NULL, second = NULL;

  serve_feed (fixture, "");
  check (fixture, "brief");
  for (guint i = 0; i < PACT_UNREAD_MAX + 100; i++) {
    g_autofree char *path = g_strdup_printf ("/item/%u", i);

    serve_statement (fixture, path, "The summer timetable is out.");
    append_item (items, root, path, "2026-03-01", NULL);
  }
  serve_feed (fixture, items->str);
  check (fixture, "brief");
  first = pact_store_pages (fixture->state->store, "brief", NULL);
  g_assert_cmpuint (first->len, ==, 1 + PACT_UNREAD_MAX);
  g_string_append (items, "<item/>");
  serve_feed (fixture, items->str);
  check (fixture, "brief");
  second = pact_store_pages (fixture->state->store, "brief", NULL);
  g_assert_cmpuint (second->len, ==, 1 + PACT_UNREAD_MAX + PACT_FEED_NEW_MAX);
}

/* What one round does not get to comes with the next, though the feed stays as it is. */
static void
test_long_feed (Fixture *fixture, gconstpointer data)
{
  const guint n = PACT_FEED_NEW_MAX + 7;
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autoptr (GString) items = g_string_new (NULL);

  serve_feed (fixture, "");
  check (fixture, "brief");
  for (guint i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("/item/%u", i);

    serve_statement (fixture, path, "The summer timetable is out.");
    g_string_append_printf (items, "<item><title>Item</title><link>%s%s</link></item>", root, path);
  }
  serve_feed (fixture, items->str);
  fixture->checks = 0;
  check (fixture, "brief");
  g_assert_cmpuint (fixture->checks, ==, 1 + PACT_FEED_NEW_MAX);
  check (fixture, "brief");
  g_assert_cmpuint (fixture->checks, ==, 2 + n);
  check (fixture, "brief");
  g_assert_cmpuint (fixture->checks, ==, 3 + n);
}

/* What the source asked for since the last call: one letter each, of pages named by letters. */
static char *
asked_for (Fixture *fixture)
{
  GString *got = g_string_new (NULL);

  for (char letter = 'a'; letter <= 'z'; letter++) {
    const char path[] = { '/', letter, '\0' };

    if (requests (fixture, path) > 0)
      g_string_append_c (got, letter);
  }
  g_mutex_lock (&fixture->lock);
  g_hash_table_remove_all (fixture->asked);
  g_mutex_unlock (&fixture->lock);
  return g_string_free (got, FALSE);
}

static void
expect_asked (Fixture *fixture, const char *source, const char *what, const char *want)
{
  g_autofree char *got = NULL;

  check (fixture, source);
  got = asked_for (fixture);
  if (!g_str_equal (got, want)) {
    g_test_message ("%s: asked for '%s', want '%s'", what, got, want);
    g_test_fail ();
  }
}

static void
serve_letters (Fixture *fixture, const char *letters)
{
  for (; *letters != '\0'; letters++) {
    const char path[] = { '/', *letters, '\0' };

    serve_statement (fixture, path, ELSEWHERE);
  }
}

static void
test_backfill_and_mentions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autoptr (GString) items = g_string_new (NULL);

  serve_letters (fixture, "abcdefgh");
  append_item (items, root, "/a", "2026-03-01", NULL);
  append_item (items, root, "/b", "2026-03-04", "Of ferries.");
  append_item (items, root, "/c", "2026-03-03", "Of BELISSE, too.");
  append_item (items, root, "/d", "2026-03-02", NULL);
  serve_feed (fixture, items->str);
  expect_asked (fixture, "brief", "the newest two that count", "cd");
  append_item (items, root, "/e", "2026-03-05", "Of the tarsel line.");
  append_item (items, root, "/f", "2026-03-06", "Of someone else.");
  append_item (items, root, "/g", "2026-03-07", NULL);
  serve_feed (fixture, items->str);
  expect_asked (fixture, "brief", "what mentions one, or does not say", "eg");
  g_string_append (items, "<item/>");
  serve_feed (fixture, items->str);
  expect_asked (fixture, "brief", "what was passed over stays so", "");
}

/* A list of these letters' pages; digits are further lists. */
static void
serve_sitemap (Fixture *fixture, const char *path, const char *letters)
{
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autoptr (GString) xml = g_string_new (NULL);
  bool of_lists = g_ascii_isdigit (*letters);

  for (const char *c = letters; *c != '\0'; c++)
    g_string_append_printf (xml, "<%s><loc>%s/%c</loc></%s>", of_lists ? "sitemap" : "url", root, *c,
                            of_lists ? "sitemap" : "url");
  g_string_prepend (xml, of_lists ? "<sitemapindex>" : "<urlset>");
  g_string_append (xml, of_lists ? "</sitemapindex>" : "</urlset>");
  serve (fixture, path, xml->str);
}

static void
test_sitemap (Fixture *fixture, gconstpointer data)
{
  serve_letters (fixture, "abcdefgh");
  serve_sitemap (fixture, "/sitemap.xml", "12");
  serve_sitemap (fixture, "/1", "abc");
  serve (fixture, "/2", NULL);
  expect_asked (fixture, "map", "old news, and a list that fails", "");
  serve_sitemap (fixture, "/2", "de");
  expect_asked (fixture, "map", "that list again: still old news", "");
  serve_sitemap (fixture, "/2", "def");
  expect_asked (fixture, "map", "an address was added", "f");
  serve_sitemap (fixture, "/1", "ab");
  serve_sitemap (fixture, "/3", "cg");
  serve_sitemap (fixture, "/sitemap.xml", "123");
  expect_asked (fixture, "map", "a new list, with one address moved and one new", "g");
  serve_statement (fixture, "/h", NON_EXCLUSIVE);
  serve_sitemap (fixture, "/1", "abh");
  check (fixture, "map");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
}

static void
test_index (Fixture *fixture, gconstpointer data)
{
  serve_letters (fixture, "abx");
  serve (fixture, "/news", "<!doctype html><title>News</title><nav><a href=/x>Jobs</a></nav><main>"
                           "<h1>News</h1><a href=/a>Summer timetable</a></main>");
  expect_asked (fixture, "news", "old news", "");
  serve (fixture, "/news", "<!doctype html><title>News</title><nav><a href=/x>Jobs</a></nav><main>"
                           "<h1>News</h1><a href=/b>Terms</a><a href=/a>Summer timetable</a></main>");
  serve_statement (fixture, "/b", NON_EXCLUSIVE);
  expect_asked (fixture, "news", "a new link", "b");
  serve (fixture, "/news", "<!doctype html><title>News</title><main><h1>News</h1></main>");
  check (fixture, "news");
  g_assert_cmpint (fixture->failure, ==, PACT_FAILURE_EMPTY);
}

/* Both companies publish the statement: one finding, whoever of them is read first. */
static void
test_two_sites (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = pact_loopback_url (fixture->server, "");
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (PactFinding) finding = NULL;

  serve_feed (fixture, "");
  check (fixture, "feed");
  serve_sitemap (fixture, "/sitemap.xml", "a");
  check (fixture, "map");
  append_item (items, root, "/b", "2026-03-01", NULL);
  serve_statement (fixture, "/b", NON_EXCLUSIVE);
  serve_statement (fixture, "/c", NON_EXCLUSIVE " " ELSEWHERE);
  serve_feed (fixture, items->str);
  serve_sitemap (fixture, "/sitemap.xml", "ac");
  expect_asked (fixture, "feed", "one site's copy is read", "b");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
  expect_asked (fixture, "map", "and the other's", "c");
  g_assert_cmpstr (fixture->told->str, ==, "");
  g_assert_cmpint (counts (fixture).findings, ==, 1);
  g_assert_cmpint (counts (fixture).outbox, ==, 2);
  finding = pact_store_finding (fixture->state->store, 1, NULL);
  g_assert_cmpuint (finding->also->len, ==, 1);
  g_assert_cmpstr (((PactFinding *) finding->also->pdata[0])->source, ==, "map");
  expect_asked (fixture, "map", "nothing new", "");
  g_assert_cmpint (counts (fixture).findings, ==, 1);
}

/* Two pages, each with a wording of its own, edited in the same way; the review is of both. */
static void
test_two_pages (Fixture *fixture, gconstpointer data)
{
  static const char *const sources[] = { "page", "mirror" };
  g_autoptr (PactFinding) finding = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autofree char *path = g_strconcat ("/", sources[i], NULL);

    serve_statement (fixture, path, EXCLUSIVE);
    check (fixture, sources[i]);
    serve_statement (fixture, path, NON_EXCLUSIVE);
    check (fixture, sources[i]);
    g_assert_cmpstr (fixture->told->str, ==, i == 0 ? "changed exclusivity exclusivity;" : "");
  }
  finding = pact_store_finding (fixture->state->store, 1, NULL);
  g_assert_cmpuint (finding->also->len, ==, 1);
  pact_store_review (fixture->state->store, finding->id, PACT_REVIEW_ACCEPTED, NULL,
                     g_get_real_time (), &error);
  g_assert_no_error (error);
  serve_statement (fixture, "/mirror", NON_EXCLUSIVE " " ELSEWHERE);
  check (fixture, "mirror");
  g_assert_cmpstr (fixture->told->str, ==, "");
  serve_statement (fixture, "/mirror", EXCLUSIVE); /* what was accepted is not the first any more */
  check (fixture, "mirror");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity;");
}

static void
test_review (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  PactFindingFilter filter = { 0 };

  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  serve_statement (fixture, "/page", NON_EXCLUSIVE);
  check (fixture, "page");
  findings = pact_store_findings (fixture->state->store, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_true (pact_store_review (fixture->state->store, ((PactFinding *) findings->pdata[0])->id,
                                    PACT_REVIEW_ACCEPTED, NULL, g_get_real_time (), &error));
  /* now that is the accepted wording: the old one would be the change */
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, "");
  serve_statement (fixture, "/page", NON_EXCLUSIVE " " ELSEWHERE);
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, "");
  serve_statement (fixture, "/page", EXCLUSIVE);
  check (fixture, "page");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity;");
}

/* The baseline still says otherwise, but somebody decided that this is no news. */
static void
test_dismissed_term (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  PactFindingFilter filter = { 0 };

  serve_statement (fixture, "/termed", EXCLUSIVE);
  check (fixture, "termed");
  serve_statement (fixture, "/termed", PRIMARY);
  check (fixture, "termed");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
  findings = pact_store_findings (fixture->state->store, &filter, &error);
  g_assert_no_error (error);
  pact_store_review (fixture->state->store, ((PactFinding *) findings->pdata[0])->id,
                     PACT_REVIEW_DISMISSED, NULL, g_get_real_time (), &error);
  g_assert_no_error (error);
  serve_statement (fixture, "/termed", PRIMARY " " ELSEWHERE);
  check (fixture, "termed");
  g_assert_cmpstr (fixture->told->str, ==, "");
  serve_statement (fixture, "/termed", NON_EXCLUSIVE " " ELSEWHERE);
  check (fixture, "termed");
  g_assert_cmpstr (fixture->told->str, ==, "changed exclusivity exclusivity scheduling;");
}

#define TEST(name, function) g_test_add ("/round/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("unchanged", test_unchanged);
  TEST ("not-modified", test_not_modified);
  TEST ("steps", test_steps);
  TEST ("removal", test_removal);
  TEST ("confirm-after", test_confirm_after);
  TEST ("fragment", test_fragment);
  TEST ("addition", test_addition);
  TEST ("failures", test_failures);
  TEST ("notices", test_notices);
  TEST ("baseline", test_baseline);
  TEST ("own-topic", test_own_topic);
  TEST ("feed", test_feed);
  TEST ("unreadable-item", test_unreadable_item);
  TEST ("flood", test_flood);
  TEST ("long-feed", test_long_feed);
  TEST ("backfill-and-mentions", test_backfill_and_mentions);
  TEST ("sitemap", test_sitemap);
  TEST ("index", test_index);
  TEST ("two-sites", test_two_sites);
  TEST ("two-pages", test_two_pages);
  TEST ("review", test_review);
  TEST ("dismissed-term", test_dismissed_term);
  return g_test_run ();
}
