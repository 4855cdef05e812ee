/* Fetching: many transfers at once on the GLib main loop. */
#pragma once

#include "pactwatch/capture.h"
#include "pactwatch/source.h"

typedef struct {
  char *user_agent;       /* "pactwatch/1.0 (+URL)"; NULL: "pactwatch/VERSION" */
  char *contact;          /* added to it in brackets; NULL for none */
  char *browser;          /* path of the program for Render= */
  guint per_host;         /* transfers at once to one host */
  gint64 host_spacing_us; /* between the starts of two transfers to one host */
  guint transfers;        /* at once in all */
  guint redirects;        /* hops */
  gint64 connect_timeout_s;
  guint64 body_cap;       /* bytes after decoding */
} PactFetchSettings;

void pact_fetch_settings_init (PactFetchSettings *settings);
void pact_fetch_settings_clear (PactFetchSettings *settings);

/* What servers are told of us, contact included. Free it. */
char *pact_fetch_agent (const PactFetchSettings *settings);

typedef struct PactFetcher PactFetcher;

/* Runs on the thread-default main context. Copies `settings`. */
PactFetcher *pact_fetcher_new (const PactFetchSettings *settings, GError **error);

/* Aborts what is under way without calling back. Not from inside a PactFetched. */
void pact_fetcher_free (PactFetcher *fetcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactFetcher, pact_fetcher_free)

/* `capture` is the callee's. Failures are in it; every request is answered exactly once. */
typedef void (*PactFetched) (PactCapture *capture, gpointer user_data);

/* Asks for `url` under the source's rules (timeout, private addresses). `etag` and `last_modified`
 * make the request conditional; NULL for none. Queues when the host or the whole is busy;
 * never calls back before returning. */
void pact_fetcher_get (PactFetcher *fetcher, const PactSource *source, const char *url,
                       const char *etag, const char *last_modified, PactFetched fetched,
                       gpointer user_data);

/* Transfers queued and under way. */
guint pact_fetcher_pending (const PactFetcher *fetcher);
