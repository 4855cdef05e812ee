/* One transfer: its limits, what comes back, and the capture all that becomes. What a page may make
 * us do is bounded here: hops, bytes, seconds, addresses. */
#include "watch/transfer.h"

#include <string.h>

#include "address.h"
#include "caps.h"
#include "watch/schedule.h"

struct PactTransfer {
  const PactFetchSettings *settings;
  bool allow_private;
  gint64 timeout_s;
  bool conditional;
  struct curl_slist *fields;
  PactCapture *capture;
  GString *request_head, *response_head;
  GByteArray *body;
  PactFailure refusal; /* what we ended it for ourselves; curl's report only follows from it */
  char *refusal_detail;
  char message[CURL_ERROR_SIZE]; /* curl's own words */
};

static struct curl_slist *
add_field (struct curl_slist *fields, const char *name, const char *value)
{
  g_autofree char *line = value != NULL ? g_strdup_printf ("%s: %s", name, value) : NULL;

  return line != NULL ? curl_slist_append (fields, line) : fields;
}

static struct curl_slist *
new_fields (const char *etag, const char *last_modified)
{
  struct curl_slist *fields = NULL;

  fields = add_field (fields, "Accept",
                      "text/html, application/xhtml+xml, application/atom+xml, "
                      "application/rss+xml, application/xml;q=0.9, */*;q=0.5");
  fields = add_field (fields, "Accept-Language", "en, *;q=0.5");
  fields = add_field (fields, "If-None-Match", etag);
  return add_field (fields, "If-Modified-Since", last_modified);
}

PactTransfer *
pact_transfer_new (const PactFetchSettings *settings, const PactSource *source, const char *url,
                   const char *etag, const char *last_modified)
{
  PactTransfer *transfer = g_new0 (PactTransfer, 1);

  transfer->settings = settings;
  transfer->allow_private = source->allow_private;
  transfer->timeout_s = source->timeout_s;
  transfer->conditional = etag != NULL || last_modified != NULL;
  transfer->fields = new_fields (etag, last_modified);
  transfer->capture = pact_capture_new (source->name, url);
  transfer->request_head = g_string_new (NULL);
  transfer->response_head = g_string_new (NULL);
  transfer->body = g_byte_array_new ();
  return transfer;
}

void
pact_transfer_free (PactTransfer *transfer)
{
  if (transfer == NULL)
    return;
  pact_capture_free (transfer->capture);
  curl_slist_free_all (transfer->fields);
  g_string_free (transfer->request_head, TRUE);
  g_string_free (transfer->response_head, TRUE);
  g_clear_pointer (&transfer->body, g_byte_array_unref);
  g_free (transfer->refusal_detail);
  g_free (transfer);
}

/* Takes `detail`. */
static void
refuse (PactTransfer *transfer, PactFailure failure, char *detail)
{
  g_free (transfer->refusal_detail);
  transfer->refusal = failure;
  transfer->refusal_detail = detail;
}

/* Of several addresses of one name, the last one tried says what the failure is. */
static bool
may_connect (PactTransfer *transfer, GInetAddress *address)
{
  g_autofree char *text = NULL;

  refuse (transfer, PACT_FAILURE_NONE, NULL);
  if (transfer->allow_private || !pact_address_private (address))
    return true;
  text = address != NULL ? g_inet_address_to_string (address) : g_strdup ("unknown");
  refuse (transfer, PACT_FAILURE_ADDRESS,
          g_strdup_printf ("refused to connect to private address '%s'", text));
  return false;
}

/* The gate looks at the very address that is connected to, at every hop: a name that resolves to
 * something else the second time, or a redirect, changes nothing. */
static curl_socket_t
open_socket (void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  g_autoptr (GSocketAddress) native =
      g_socket_address_new_from_native (&address->addr, address->addrlen);

  if (!G_IS_INET_SOCKET_ADDRESS (native) ||
      !may_connect (data, g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (native))))
    return CURL_SOCKET_BAD;
  return socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Runs before each request, also on a connection that another source was allowed to open. */
static int
before_request (void *data, char *peer, char *local, int peer_port, int local_port)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (peer);

  return may_connect (data, address) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static bool
head_is_complete (const GString *head)
{
  return head->len >= 4 && memcmp (head->str + head->len - 4, "\r\n\r\n", 4) == 0;
}

/* The request head as curl sent it; a complete one before it was of an earlier hop. */
static int
see_request (CURL *easy, curl_infotype kind, char *text, size_t length, void *data)
{
  PactTransfer *transfer = data;

  if (kind != CURLINFO_HEADER_OUT)
    return 0;
  if (head_is_complete (transfer->request_head))
    g_string_truncate (transfer->request_head, 0);
  g_string_append_len (transfer->request_head, text, (gssize) length);
  return 0;
}

/* One line of the response head. A new status line is a new hop, or follows an interim answer;
 * lines after the head are trailers, which say nothing we use. */
static size_t
see_response_line (char *line, size_t size, size_t length, void *data)
{
  PactTransfer *transfer = data;
  GString *head = transfer->response_head;
  gsize text = length;

  if (length > 5 && memcmp (line, "HTTP/", 5) == 0)
    g_string_truncate (head, 0);
  else if (head_is_complete (head))
    return length;
  while (text > 0 && strchr ("\r\n", line[text - 1]) != NULL)
    text--;
  if (head->len + text > PACT_HEAD_CAP) {
    refuse (transfer, PACT_FAILURE_TRANSFER,
            g_strdup_printf ("response head over %d bytes", PACT_HEAD_CAP));
    return 0;
  }
  g_string_append_len (head, line, (gssize) text);
  g_string_append (head, "\r\n");
  return length;
}

/* Decoded bytes of the last hop: curl keeps those of a followed redirect to itself. */
static size_t
see_body (char *bytes, size_t size, size_t length, void *data)
{
  PactTransfer *transfer = data;
  guint64 cap = MIN (transfer->settings->body_cap, G_MAXUINT / 2); /* what a GByteArray holds */

  if (transfer->body->len + length > cap) {
    refuse (transfer, PACT_FAILURE_TOO_LARGE,
            g_strdup_printf ("decoded body over %" G_GUINT64_FORMAT " bytes", cap));
    return 0;
  }
  g_byte_array_append (transfer->body, (const guint8 *) bytes, (guint) length);
  return length;
}

/* A reused handle was reset, so every option is set for every transfer. */
static void
set_options (PactTransfer *transfer, CURL *easy)
{
  const PactFetchSettings *settings = transfer->settings;

  curl_easy_setopt (easy, CURLOPT_URL, transfer->capture->url);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt (easy, CURLOPT_MAXREDIRS, (long) settings->redirects);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, transfer->fields);
  curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, ""); /* every coding curl can undo */
  curl_easy_setopt (easy, CURLOPT_USERAGENT, settings->user_agent);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, (long) settings->connect_timeout_s);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT, (long) transfer->timeout_s);
  curl_easy_setopt (easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t) settings->body_cap);
  /* No proxy, whatever the environment says: the address gate must see the real peer. */
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
  curl_easy_setopt (easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (easy, CURLOPT_BUFFERSIZE, 65536L); /* most pages in one or two reads */
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L); /* never wait for a resolver's thread */
}

static void
set_callbacks (PactTransfer *transfer, CURL *easy)
{
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, transfer->message);
  curl_easy_setopt (easy, CURLOPT_VERBOSE, 1L); /* for see_request */
  curl_easy_setopt (easy, CURLOPT_DEBUGFUNCTION, see_request);
  curl_easy_setopt (easy, CURLOPT_DEBUGDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, see_response_line);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, see_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETDATA, transfer);
  curl_easy_setopt (easy, CURLOPT_PREREQFUNCTION, before_request);
  curl_easy_setopt (easy, CURLOPT_PREREQDATA, transfer);
}

void
pact_transfer_prepare (PactTransfer *transfer, CURL *easy)
{
  set_options (transfer, easy);
  set_callbacks (transfer, easy);
}

static PactFailure
failure_of_code (CURLcode code, const char *final_url)
{
  static const struct {
    CURLcode code;
    PactFailure failure;
  } failures[] = {
    { CURLE_URL_MALFORMAT, PACT_FAILURE_DNS }, /* no host to be made out */
    { CURLE_COULDNT_RESOLVE_HOST, PACT_FAILURE_DNS },
    { CURLE_COULDNT_CONNECT, PACT_FAILURE_CONNECT },
    { CURLE_SSL_CONNECT_ERROR, PACT_FAILURE_TLS },
    { CURLE_SSL_ENGINE_INITFAILED, PACT_FAILURE_TLS },
    { CURLE_SSL_CERTPROBLEM, PACT_FAILURE_TLS },
    { CURLE_SSL_CIPHER, PACT_FAILURE_TLS },
    { CURLE_PEER_FAILED_VERIFICATION, PACT_FAILURE_TLS },
    { CURLE_SSL_CACERT_BADFILE, PACT_FAILURE_TLS },
    { CURLE_SSL_CLIENTCERT, PACT_FAILURE_TLS },
    { CURLE_OPERATION_TIMEDOUT, PACT_FAILURE_TIMEOUT },
    { CURLE_TOO_MANY_REDIRECTS, PACT_FAILURE_REDIRECT },
    { CURLE_FILESIZE_EXCEEDED, PACT_FAILURE_TOO_LARGE },
  };

  /* the same code means another scheme and, with one we speak, an answer that is not HTTP */
  if (code == CURLE_UNSUPPORTED_PROTOCOL)
    return g_str_has_prefix (final_url, "http") ? PACT_FAILURE_TRANSFER : PACT_FAILURE_REDIRECT;
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].code == code)
      return failures[i].failure;
  return PACT_FAILURE_TRANSFER;
}

/* No answer, or not all of it: what there is of a body is dropped, so that nobody reads it. */
static void
note_broken (PactTransfer *transfer, CURLcode code)
{
  PactCapture *capture = transfer->capture;
  bool refused = transfer->refusal != PACT_FAILURE_NONE;
  const char *words = transfer->message[0] != '\0' ? transfer->message : curl_easy_strerror (code);
  g_autofree char *message = g_strchomp (g_strdup (refused ? transfer->refusal_detail : words));
  g_autofree char *detail = NULL;

  if (!g_ascii_isupper (message[1])) /* not an abbreviation */
    message[0] = g_ascii_tolower (message[0]);
  detail = g_strdup_printf ("%s, at '%s'", message, capture->final_url);
  pact_capture_fail (capture,
                     refused ? transfer->refusal : failure_of_code (code, capture->final_url),
                     detail);
}

/* A redirect that is an answer led nowhere; 304 says something only to a condition. */
static PactFailure
failure_of_status (guint status, bool conditional)
{
  if (status == 304)
    return conditional ? PACT_FAILURE_NONE : PACT_FAILURE_TRANSFER;
  if (status >= 500)
    return PACT_FAILURE_SERVER_ERROR;
  if (status >= 400)
    return PACT_FAILURE_CLIENT_ERROR;
  return status >= 300 ? PACT_FAILURE_REDIRECT : PACT_FAILURE_NONE;
}

static char *
response_field (CURL *easy, const char *name)
{
  struct curl_header *field = NULL;

  return curl_easy_header (easy, name, 0, CURLH_HEADER, -1, &field) == CURLHE_OK
             ? g_strdup (field->value)
             : NULL;
}

/* A site that wants to see a browser first says so with 403, 429 or 503, and in this field of
 * Cloudflare's (developers.cloudflare.com, "Detect a Challenge Page response"). */
static bool
is_challenge (CURL *easy)
{
  g_autofree char *mitigated = response_field (easy, "cf-mitigated");

  return g_strcmp0 (mitigated, "challenge") == 0;
}

/* The whole answer is here; its status may still say no. */
static void
note_answer (PactTransfer *transfer, CURL *easy)
{
  PactCapture *capture = transfer->capture;
  PactFailure failure = is_challenge (easy)
                            ? PACT_FAILURE_CHALLENGE
                            : failure_of_status (capture->status, transfer->conditional);
  g_autofree char *detail = g_strdup_printf ("HTTP %u", capture->status);

  if (capture->status != 304) {
    capture->body = g_byte_array_free_to_bytes (g_steal_pointer (&transfer->body));
    capture->digest = pact_digest (capture->body);
  }
  if (failure != PACT_FAILURE_NONE)
    pact_capture_fail (capture, failure, detail);
}

static char *
head_text (GString *head)
{
  return head->len > 0 ? g_strdup (head->str) : NULL;
}

/* Everything curl knows, whether the transfer came to a good end or not. */
static void
describe (PactTransfer *transfer, CURL *easy)
{
  PactCapture *capture = transfer->capture;
  const char *final_url = NULL, *peer = NULL;
  g_autofree char *retry_after = response_field (easy, "Retry-After");
  curl_off_t elapsed = 0;
  long status = 0;

  curl_easy_getinfo (easy, CURLINFO_EFFECTIVE_URL, &final_url);
  curl_easy_getinfo (easy, CURLINFO_PRIMARY_IP, &peer);
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (easy, CURLINFO_TOTAL_TIME_T, &elapsed);
  capture->final_url = g_strdup (final_url != NULL ? final_url : capture->url);
  capture->peer = peer != NULL && peer[0] != '\0' ? g_strdup (peer) : NULL;
  capture->status = (guint) status;
  capture->time = g_get_real_time ();
  capture->elapsed_us = elapsed;
  capture->request_head = head_text (transfer->request_head);
  capture->response_head = head_text (transfer->response_head);
  capture->content_type = response_field (easy, "Content-Type");
  capture->etag = response_field (easy, "ETag");
  capture->last_modified = response_field (easy, "Last-Modified");
  if (retry_after != NULL)
    capture->retry_after_s = pact_schedule_retry_after_s (retry_after, capture->time);
}

PactCapture *
pact_transfer_finish (PactTransfer *transfer, CURL *easy, CURLcode code)
{
  describe (transfer, easy);
  if (code == CURLE_OK)
    note_answer (transfer, easy);
  else
    note_broken (transfer, code);
  return g_steal_pointer (&transfer->capture);
}
