/* Fetching: libcurl's multi interface on the GLib main loop, each transfer when its turn comes. */
#include "watch/fetch.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"
#include "watch/pace.h"
#include "watch/transfer.h"

struct PactFetcher {
  PactFetchSettings settings;
  CURLM *multi;
  PactPace *pace;
  GPtrArray *idle;         /* CURL handles to use again */
  GHashTable *running;     /* set of Job */
  int epoll;               /* curl's descriptors: one for the main loop to watch */
  GSource *readiness;      /* of `epoll` */
  GSource *timer;          /* curl's own timeouts */
  guint pending;
};

typedef struct {
  PactFetcher *fetcher;
  PactTransfer *transfer;
  CURL *easy; /* NULL while it waits for its turn */
  char *host;
  PactFetched fetched;
  gpointer user_data;
} Job;

void
pact_fetch_settings_init (PactFetchSettings *settings)
{
  *settings = (PactFetchSettings){
    .browser = g_strdup (PACT_BROWSER_DEFAULT),
    .per_host = PACT_PER_HOST_DEFAULT,
    .host_spacing_us = PACT_HOST_SPACING_DEFAULT_MS * G_GINT64_CONSTANT (1000),
    .transfers = PACT_TRANSFERS_MAX,
    .redirects = PACT_REDIRECTS_MAX,
    .connect_timeout_s = PACT_CONNECT_TIMEOUT_S,
    .body_cap = PACT_BODY_CAP_DEFAULT,
  };
}

void
pact_fetch_settings_clear (PactFetchSettings *settings)
{
  g_clear_pointer (&settings->user_agent, g_free);
  g_clear_pointer (&settings->contact, g_free);
  g_clear_pointer (&settings->browser, g_free);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  pact_transfer_free (job->transfer);
  g_free (job->host);
  g_free (job);
}

static void
job_start (gpointer data, gpointer user_data)
{
  Job *job = data;
  PactFetcher *fetcher = user_data;
  guint idle = fetcher->idle->len;

  job->easy =
      idle > 0 ? g_ptr_array_steal_index_fast (fetcher->idle, idle - 1) : curl_easy_init ();
  pact_transfer_prepare (job->transfer, job->easy);
  curl_easy_setopt (job->easy, CURLOPT_PRIVATE, job);
  g_hash_table_add (fetcher->running, job);
  curl_multi_add_handle (fetcher->multi, job->easy);
}

/* Gives the handle back; its connection stays with the multi handle. */
static void
job_stop (Job *job)
{
  PactFetcher *fetcher = job->fetcher;

  curl_multi_remove_handle (fetcher->multi, job->easy);
  curl_easy_reset (job->easy);
  g_ptr_array_add (fetcher->idle, g_steal_pointer (&job->easy));
  g_hash_table_remove (fetcher->running, job);
}

/* The next transfers start before this one is handed on: the network works meanwhile. */
static void
job_end (Job *job, CURLcode code)
{
  PactFetcher *fetcher = job->fetcher;
  PactCapture *capture = pact_transfer_finish (job->transfer, job->easy, code);

  job_stop (job);
  fetcher->pending--;
  pact_pace_done (fetcher->pace, job->host);
  job->fetched (capture, job->user_data);
  job_free (job);
}

static void
end_finished (PactFetcher *fetcher)
{
  const CURLMsg *message;
  int left;

  while ((message = curl_multi_info_read (fetcher->multi, &left)) != NULL) {
    CURLcode code = message->data.result; /* the message dies with the handle */
    Job *job = NULL;

    curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, &job);
    job_end (job, code);
  }
}

static gboolean
descriptors_are_ready (int epoll, GIOCondition condition, gpointer data)
{
  PactFetcher *fetcher = data;
  struct epoll_event ready[64];
  int n = epoll_wait (epoll, ready, G_N_ELEMENTS (ready), 0);
  int running;

  for (int i = 0; i < n; i++) {
    int events = (ready[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                 (ready[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                 (ready[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);

    curl_multi_socket_action (fetcher->multi, ready[i].data.fd, events, &running);
  }
  end_finished (fetcher);
  return G_SOURCE_CONTINUE;
}

/* curl says what it wants to know of a descriptor; `known` is what we assigned to it before. */
static int
watch_descriptor (CURL *easy, curl_socket_t fd, int what, void *data, void *known)
{
  PactFetcher *fetcher = data;
  int change = known != NULL ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
  struct epoll_event wanted = {
    .events = (what & CURL_POLL_IN ? EPOLLIN : 0U) | (what & CURL_POLL_OUT ? EPOLLOUT : 0U),
    .data.fd = fd,
  };

  epoll_ctl (fetcher->epoll, what == CURL_POLL_REMOVE ? EPOLL_CTL_DEL : change, fd, &wanted);
  curl_multi_assign (fetcher->multi, fd, fetcher);
  return 0;
}

/* curl says when it wants to be called next: in ms, -1 for not at all. */
static int
set_timer (CURLM *multi, long ms, void *data)
{
  PactFetcher *fetcher = data;

  g_source_set_ready_time (fetcher->timer, ms < 0 ? -1 : g_get_monotonic_time () + ms * 1000);
  return 0;
}

static gboolean
timer_is_due (gpointer data)
{
  PactFetcher *fetcher = data;
  int running;

  g_source_set_ready_time (fetcher->timer, -1);
  curl_multi_socket_action (fetcher->multi, CURL_SOCKET_TIMEOUT, 0, &running);
  end_finished (fetcher);
  return G_SOURCE_CONTINUE;
}

static void
source_free (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static GSource *
new_readiness (PactFetcher *fetcher)
{
  GSource *readiness = g_unix_fd_source_new (fetcher->epoll, G_IO_IN);

  g_source_set_callback (readiness, G_SOURCE_FUNC (descriptors_are_ready), fetcher, NULL);
  g_source_attach (readiness, g_main_context_get_thread_default ());
  return readiness;
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSource *
new_timer (PactFetcher *fetcher)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_timer };
  GSource *timer = g_source_new (&funcs, sizeof (GSource));

  g_source_set_callback (timer, timer_is_due, fetcher, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
  return timer;
}

char *
pact_fetch_agent (const PactFetchSettings *settings)
{
  const char *agent =
      settings->user_agent != NULL ? settings->user_agent : "pactwatch/" PACT_VERSION;

  return settings->contact == NULL ? g_strdup (agent)
                                   : g_strdup_printf ("%s (%s)", agent, settings->contact);
}

PactFetcher *
pact_fetcher_new (const PactFetchSettings *settings, GError **error)
{
  int epoll = -1;
  PactFetcher *fetcher;

  if (curl_global_init (CURL_GLOBAL_DEFAULT) != CURLE_OK ||
      (epoll = epoll_create1 (EPOLL_CLOEXEC)) < 0) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
                 "libcurl '%s' cannot start: %s; raise the limit of open files", LIBCURL_VERSION,
                 g_strerror (errno));
    return NULL;
  }
  fetcher = g_new0 (PactFetcher, 1);
  fetcher->settings = *settings;
  fetcher->settings.user_agent = pact_fetch_agent (settings);
  fetcher->settings.contact = NULL;
  fetcher->settings.browser = NULL;
  fetcher->idle = g_ptr_array_new_with_free_func (curl_easy_cleanup);
  fetcher->running = g_hash_table_new (NULL, NULL);
  fetcher->epoll = epoll;
  fetcher->readiness = new_readiness (fetcher);
  fetcher->timer = new_timer (fetcher);
  fetcher->pace = pact_pace_new (settings->transfers, settings->per_host,
                                 settings->host_spacing_us, job_start, job_free, fetcher);
  fetcher->multi = curl_multi_init ();
  curl_multi_setopt (fetcher->multi, CURLMOPT_MAXCONNECTS, (long) settings->transfers);
  curl_multi_setopt (fetcher->multi, CURLMOPT_SOCKETFUNCTION, watch_descriptor);
  curl_multi_setopt (fetcher->multi, CURLMOPT_SOCKETDATA, fetcher);
  curl_multi_setopt (fetcher->multi, CURLMOPT_TIMERFUNCTION, set_timer);
  curl_multi_setopt (fetcher->multi, CURLMOPT_TIMERDATA, fetcher);
  return fetcher;
}

void
pact_fetcher_free (PactFetcher *fetcher)
{
  g_autoptr (GList) running = NULL;

  if (fetcher == NULL)
    return;
  running = g_hash_table_get_keys (fetcher->running);
  for (GList *each = running; each != NULL; each = each->next) {
    job_stop (each->data);
    job_free (each->data);
  }
  pact_pace_free (fetcher->pace);
  g_ptr_array_unref (fetcher->idle);
  curl_multi_cleanup (fetcher->multi);
  g_hash_table_unref (fetcher->running);
  source_free (fetcher->readiness);
  source_free (fetcher->timer);
  close (fetcher->epoll);
  pact_fetch_settings_clear (&fetcher->settings);
  g_free (fetcher);
  curl_global_cleanup ();
}

/* As the pacing knows it. A redirect to another host is not counted there: it is rare, and which
 * host it leads to is known only when it is under way. */
static char *
host_of (const char *url)
{
  CURLU *parts = curl_url ();
  char *host = NULL;
  char *name;

  curl_url_set (parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME);
  curl_url_get (parts, CURLUPART_HOST, &host, 0);
  name = g_ascii_strdown (host != NULL ? host : "", -1);
  curl_free (host);
  curl_url_cleanup (parts);
  return name;
}

void
pact_fetcher_get (PactFetcher *fetcher, const PactSource *source, const char *url,
                  const char *etag, const char *last_modified, PactFetched fetched,
                  gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->fetcher = fetcher;
  job->transfer = pact_transfer_new (&fetcher->settings, source, url, etag, last_modified);
  job->host = host_of (url);
  job->fetched = fetched;
  job->user_data = user_data;
  fetcher->pending++;
  pact_pace_add (fetcher->pace, job->host, job);
}

guint
pact_fetcher_pending (const PactFetcher *fetcher)
{
  return fetcher->pending;
}
