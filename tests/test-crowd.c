/* Many transfers at once: limits, each answered once, an end in the middle. */
#include "fetching.h"

/* Counts the requests being answered; each waits until `crowd` were seen at once. */
typedef struct {
  int inside, most, crowd;
} Crowd;

static void
answer_in_crowd (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  Crowd *crowd = user_data;
  int inside = g_atomic_int_add (&crowd->inside, 1) + 1;
  int most;

  do
    most = g_atomic_int_get (&crowd->most);
  while (most < inside && !g_atomic_int_compare_and_exchange (&crowd->most, most, inside));
  for (guint ms = 0; ms < 10000 && g_atomic_int_get (&crowd->most) < crowd->crowd; ms++)
    g_usleep (1000);
  g_usleep (2000); /* one too many would come in now */
  g_atomic_int_add (&crowd->inside, -1);
  reply->body = bytes_of (request->target);
}

static void
check_echo (PactCapture *capture, gpointer user_data)
{
  guint *answers = user_data;
  g_autofree char *target = NULL;

  g_assert_cmpint (capture->failure, ==, PACT_FAILURE_NONE);
  target = text_of (capture->body);
  g_assert_true (g_str_has_suffix (capture->url, target));
  answers[g_ascii_strtoull (strrchr (capture->url, '/') + 1, NULL, 10)]++;
  pact_capture_free (capture);
}

/* `n` transfers, of which `crowd` are under way at once and never more. */
static void
crowd_transfers (const PactFetchSettings *with, guint n, int crowd_size)
{
  Crowd crowd = { .crowd = crowd_size };
  g_autoptr (PactLoopback) loopback = new_loopback (answer_in_crowd, &crowd);
  g_autoptr (PactFetcher) fetcher = new_fetcher (with);
  g_autofree guint *answers = g_new0 (guint, n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *target = g_strdup_printf ("/echo/%u", i);
    g_autofree char *url = pact_loopback_url (loopback, target);

    pact_fetcher_get (fetcher, &source, url, NULL, NULL, check_echo, answers);
  }
  g_assert_cmpuint (pact_fetcher_pending (fetcher), ==, n);
  wait_for_all (fetcher);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (answers[i], ==, 1);
  g_assert_cmpint (crowd.most, ==, crowd_size);
}

static void
test_per_host (void)
{
  PactFetchSettings with = settings;

  with.per_host = 2;
  crowd_transfers (&with, 10, 2);
}

static void
test_total (void)
{
  PactFetchSettings with = settings;

  with.per_host = 100;
  with.transfers = 5;
  crowd_transfers (&with, 20, 5);
}

static void
test_200_at_once (void)
{
  PactFetchSettings with = settings;

  with.per_host = with.transfers = 200;
  crowd_transfers (&with, 200, 200);
}

static void
count_request (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
  reply->body = bytes_of ("half of this is sent");
  reply->fault = PACT_FAULT_STALL;
}

static void
never_called (PactCapture *capture, gpointer user_data)
{
  g_assert_not_reached ();
}

/* Running, resolving, connecting and waiting transfers all end with the fetcher, silently. */
static void
test_free_while_pending (void)
{
  int requests = 0;
  g_autoptr (PactLoopback) loopback = new_loopback (count_request, &requests);
  PactFetcher *fetcher = new_fetcher (&settings);
  g_autofree char *url = pact_loopback_url (loopback, "/");

  for (guint i = 0; i < 50; i++)
    pact_fetcher_get (fetcher, &source, url, NULL, NULL, never_called, NULL);
  while (g_atomic_int_get (&requests) < (int) settings.per_host)
    g_main_context_iteration (NULL, FALSE);
  pact_fetcher_get (fetcher, &source, "http://nonexistent.invalid/", NULL, NULL, never_called,
                    NULL);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (pact_fetcher_pending (fetcher), ==, 51);
  pact_fetcher_free (fetcher);
  g_assert_cmpint (requests, ==, (int) settings.per_host);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct {
  PactFetcher *fetcher;
  const char *url;
  guint left;
} Chain;

static void
answer_empty (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
}

static void
get_next (PactCapture *capture, gpointer user_data)
{
  Chain *chain = user_data;

  g_assert_cmpint (capture->failure, ==, PACT_FAILURE_NONE);
  pact_capture_free (capture);
  if (chain->left-- > 0)
    pact_fetcher_get (chain->fetcher, &source, chain->url, NULL, NULL, get_next, chain);
}

/* A callback may ask for more, as feeds do. */
static void
test_get_from_callback (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer_empty, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autofree char *url = pact_loopback_url (loopback, "/page/abc");
  Chain chain = { fetcher, url, 5 };

  pact_fetcher_get (fetcher, &source, url, NULL, NULL, get_next, &chain);
  wait_for_all (fetcher);
  g_assert_cmpuint (chain.left, ==, G_MAXUINT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crowd/per-host", test_per_host);
  g_test_add_func ("/crowd/total", test_total);
  g_test_add_func ("/crowd/200-at-once", test_200_at_once);
  g_test_add_func ("/crowd/free-while-pending", test_free_while_pending);
  g_test_add_func ("/crowd/get-from-callback", test_get_from_callback);
  return g_test_run ();
}
