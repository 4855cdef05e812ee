/* What the tests of fetching share: a fetcher, a server, and one answer waited for. */
#pragma once

#include "cli/loopback.h"
#include "watch/fetch.h"

#include <string.h>

#define BODY_CAP (1024 * 1024)

static const PactFetchSettings settings = {
  .user_agent = (char *) "pactwatch-test",
  .per_host = 8,
  .transfers = 64,
  .redirects = 3,
  .connect_timeout_s = 5,
  .body_cap = BODY_CAP,
};

static const PactSource source = {
  .name = (char *) "borealis", .timeout_s = 20, .allow_private = true
};

static inline GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static inline char *
text_of (GBytes *bytes)
{
  return g_strdup_printf ("%.*s", (int) g_bytes_get_size (bytes),
                          (const char *) g_bytes_get_data (bytes, NULL));
}

static inline PactFetcher *
new_fetcher (const PactFetchSettings *with)
{
  g_autoptr (GError) error = NULL;
  PactFetcher *fetcher = pact_fetcher_new (with, &error);

  g_assert_no_error (error);
  return fetcher;
}

static inline PactLoopback *
new_loopback (PactLoopbackHandler handler, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  PactLoopback *loopback = pact_loopback_new (handler, user_data, &error);

  g_assert_no_error (error);
  return loopback;
}

static inline void
wait_for_all (PactFetcher *fetcher)
{
  while (pact_fetcher_pending (fetcher) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
keep_capture (PactCapture *capture, gpointer user_data)
{
  PactCapture **kept = user_data;

  g_assert_null (*kept);
  *kept = capture;
}

static inline PactCapture *
get_url (PactFetcher *fetcher, const PactSource *from, const char *url, const char *etag)
{
  PactCapture *capture = NULL;

  pact_fetcher_get (fetcher, from, url, etag, NULL, keep_capture, &capture);
  g_assert_null (capture); /* never before returning */
  g_assert_cmpuint (pact_fetcher_pending (fetcher), ==, 1);
  wait_for_all (fetcher);
  g_assert_nonnull (capture);
  return capture;
}
