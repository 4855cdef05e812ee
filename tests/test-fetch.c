/* Fetching over real HTTP on loopback: what each answer becomes. */
#include "fetching.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define ETAG "\"edition-1\""

static GBytes *
gzip (GBytes *plain)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  gsize length = 0;
  const void *bytes = g_bytes_get_data (plain, &length);

  g_assert_true (g_output_stream_write_all (out, bytes, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
zeros (gsize length)
{
  return g_bytes_new_take (g_malloc0 (length), length);
}

/* An answer with a head of many or of long lines. */
static GBytes *
long_head (guint lines, guint line_length)
{
  GString *answer = g_string_new ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");

  for (guint i = 0; i < lines; i++) {
    g_autofree char *value = g_strnfill (line_length, 'x');

    g_string_append_printf (answer, "X-Line-%u: %s\r\n", i, value);
  }
  g_string_append (answer, "\r\n");
  return g_string_free_to_bytes (answer);
}

/* What the server answers to each path; the rest of the path is in `rest`. */
typedef void (*Answer) (const PactLoopbackRequest *request, PactLoopbackReply *reply,
                        const char *rest);

static void
answer_page (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  g_autofree char *condition = pact_loopback_field (request, "If-None-Match");

  g_string_append (reply->fields, "ETag: " ETAG "\r\nContent-Type: text/html; charset=utf-8\r\n"
                                  "Last-Modified: Tue, 03 Mar 2026 10:00:00 GMT\r\n");
  if (g_strcmp0 (condition, ETAG) == 0)
    reply->status = 304;
  else
    reply->body = bytes_of (rest);
}

static void
answer_status (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  reply->status = (guint) g_ascii_strtoull (rest, NULL, 10);
  g_string_append (reply->fields, "Retry-After: 120\r\n");
  reply->body = bytes_of ("no");
}

/* "/hops/3" leads to "/hops/2"; "/hops/0" is a page. */
static void
answer_hops (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  guint64 left = g_ascii_strtoull (rest, NULL, 10);

  reply->body = bytes_of (left > 0 ? "moved" : "arrived");
  if (left == 0)
    return;
  reply->status = 302;
  g_string_append_printf (reply->fields, "Location: /hops/%" G_GUINT64_FORMAT "\r\n", left - 1);
}

static void
answer_moved (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  reply->status = 301;
  g_string_append_printf (reply->fields, "Location: %s\r\n", rest);
}

static void
answer_gzip (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  g_autoptr (GBytes) plain = strcmp (rest, "bomb") == 0 ? zeros (64 * BODY_CAP) : bytes_of (rest);

  g_string_append (reply->fields, "Content-Encoding: gzip\r\n");
  reply->body = strcmp (rest, "garbage") == 0 ? bytes_of ("no gzip at all") : gzip (plain);
}

static void
answer_zeros (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  reply->body = zeros (g_ascii_strtoull (rest, NULL, 10));
}

static void
answer_broken (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  reply->body = bytes_of ("half of this is sent, the other half is not");
  reply->fault = strcmp (rest, "close") == 0 ? PACT_FAULT_CLOSE_EARLY : PACT_FAULT_STALL;
}

static void
answer_raw (const PactLoopbackRequest *request, PactLoopbackReply *reply, const char *rest)
{
  reply->fault = PACT_FAULT_RAW;
  if (strcmp (rest, "many-lines") == 0)
    reply->body = long_head (20000, 20);
  else if (strcmp (rest, "long-line") == 0)
    reply->body = long_head (1, 300000);
  else if (strcmp (rest, "endless") == 0) /* neither length nor chunks: the close ends it */
    reply->body = bytes_of ("HTTP/1.1 200 OK\r\n\r\nup to the end");
  else if (strcmp (rest, "interim") == 0)
    reply->body = bytes_of ("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  else if (strcmp (rest, "trailer") == 0)
    reply->body = bytes_of ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "2\r\nok\r\n0\r\nX-Trailer: late\r\n\r\n");
  else if (strcmp (rest, "chunks-cut") == 0)
    reply->body = bytes_of ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nok");
  else if (strcmp (rest, "bare-newlines") == 0)
    reply->body = bytes_of ("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
  else if (strcmp (rest, "not-http") == 0)
    reply->body = bytes_of ("SSH-2.0-OpenSSH_9.2\r\n");
}

static void
answer (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  static const struct {
    const char *path;
    Answer answer;
  } answers[] = {
    { "/page/", answer_page },   { "/status/", answer_status }, { "/hops/", answer_hops },
    { "/moved/", answer_moved }, { "/gzip/", answer_gzip },     { "/zeros/", answer_zeros },
    { "/broken/", answer_broken }, { "/raw/", answer_raw },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_has_prefix (request->target, answers[i].path)) {
      answers[i].answer (request, reply, request->target + strlen (answers[i].path));
      return;
    }
  reply->status = 404;
}

static PactCapture *
get (PactFetcher *fetcher, const PactLoopback *loopback, const char *target, const char *etag)
{
  g_autofree char *url = pact_loopback_url (loopback, target);

  return get_url (fetcher, &source, url, etag);
}

static void
test_answers (void)
{
  static const struct {
    const char *target;
    guint status;
    PactFailure failure;
    const char *body;   /* NULL: none is kept */
    const char *detail; /* how it begins; NULL: none */
  } cases[] = {
    { "/page/hello", 200, PACT_FAILURE_NONE, "hello", NULL },
    { "/page/", 200, PACT_FAILURE_NONE, "", NULL },
    { "/status/404", 404, PACT_FAILURE_CLIENT_ERROR, "no", "HTTP 404" },
    { "/status/503", 503, PACT_FAILURE_SERVER_ERROR, "no", "HTTP 503" },
    { "/status/304", 304, PACT_FAILURE_TRANSFER, NULL, "HTTP 304" }, /* no condition was sent */
    { "/status/302", 302, PACT_FAILURE_REDIRECT, "no", "HTTP 302" }, /* without Location */
    { "/hops/3", 200, PACT_FAILURE_NONE, "arrived", NULL },
    { "/hops/4", 302, PACT_FAILURE_REDIRECT, NULL, "maximum (3) redirects followed, at 'http://" },
    { "/moved/itself", 301, PACT_FAILURE_REDIRECT, NULL, "maximum (3) redirects" }, /* a loop */
    { "/moved//nowhere", 404, PACT_FAILURE_CLIENT_ERROR, "", "HTTP 404" },
    { "/moved/ftp://127.0.0.1/x", 301, PACT_FAILURE_REDIRECT, NULL, "protocol \"ftp\" not supp" },
    { "/moved/file:///etc/hostname", 301, PACT_FAILURE_REDIRECT, NULL, "protocol \"file\" not s" },
    { "/moved/http://nonexistent.invalid/", 301, PACT_FAILURE_DNS, NULL, "could not resolve host" },
    { "/gzip/plain words", 200, PACT_FAILURE_NONE, "plain words", NULL },
    { "/gzip/bomb", 200, PACT_FAILURE_TOO_LARGE, NULL, "decoded body over 1048576 bytes" },
    { "/gzip/garbage", 200, PACT_FAILURE_TRANSFER, NULL, "error while processing content" },
    { "/zeros/1048577", 200, PACT_FAILURE_TOO_LARGE, NULL, "maximum file size exceeded" },
    { "/broken/close", 200, PACT_FAILURE_TRANSFER, NULL, "transfer closed with 22 bytes" },
    { "/raw/many-lines", 200, PACT_FAILURE_TRANSFER, NULL, "response head over 262144 bytes" },
    { "/raw/long-line", 200, PACT_FAILURE_TRANSFER, NULL, "" }, /* curl's own limit for a line */
    { "/raw/endless", 200, PACT_FAILURE_NONE, "up to the end", NULL },
    { "/raw/interim", 200, PACT_FAILURE_NONE, "ok", NULL },
    { "/raw/trailer", 200, PACT_FAILURE_NONE, "ok", NULL },
    { "/raw/chunks-cut", 200, PACT_FAILURE_TRANSFER, NULL, "transfer closed with" },
    { "/raw/bare-newlines", 200, PACT_FAILURE_NONE, "ok", NULL },
    { "/raw/not-http", 0, PACT_FAILURE_TRANSFER, NULL, "received HTTP/0.9 when not allowed" },
    { "/raw/nothing", 0, PACT_FAILURE_TRANSFER, NULL, "empty reply from server" },
  };
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactFetcher) fetcher = new_fetcher (&settings); /* no connection left over */
    g_autofree char *target = g_uri_escape_string (cases[i].target, ":/", FALSE);
    g_autoptr (PactCapture) capture = get (fetcher, loopback, target, NULL);
    g_autofree char *body = capture->body != NULL ? text_of (capture->body) : NULL;
    g_autofree char *plain = g_uri_unescape_string (body != NULL ? body : "", NULL);
    const char *detail = capture->failure_detail;

    if (capture->status == cases[i].status && capture->failure == cases[i].failure &&
        (body == NULL) == (cases[i].body == NULL) && (capture->digest == NULL) == (body == NULL) &&
        (body == NULL || g_strcmp0 (plain, cases[i].body) == 0) &&
        (detail == NULL) == (cases[i].detail == NULL) &&
        (detail == NULL || g_str_has_prefix (detail, cases[i].detail)))
      continue;
    g_test_message ("%s: %u, %s, body '%s', '%s'", cases[i].target, capture->status,
                    pact_failure_name (capture->failure), body, detail);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_body_at_cap (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autoptr (PactCapture) capture = get (fetcher, loopback, "/zeros/1048576", NULL);

  g_assert_cmpint (capture->failure, ==, PACT_FAILURE_NONE);
  g_assert_cmpuint (g_bytes_get_size (capture->body), ==, BODY_CAP);
}

/* Every field of a capture, over a redirect: heads and address are those of the last hop. */
static void
test_fields (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autofree char *final_url = pact_loopback_url (loopback, "/page/abc");
  g_autofree char *request_head = g_strdup_printf (
      "GET /page/abc HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUser-Agent: pactwatch-test\r\n"
      "Accept-Encoding: ", pact_loopback_port (loopback));
  gint64 before = g_get_real_time ();
  g_autoptr (PactCapture) capture = get (fetcher, loopback, "/moved//page/abc", NULL);

  g_assert_cmpstr (capture->source, ==, "borealis");
  g_assert_true (g_str_has_suffix (capture->url, "/moved//page/abc"));
  g_assert_cmpstr (capture->final_url, ==, final_url);
  g_assert_cmpstr (capture->peer, ==, "127.0.0.1");
  g_assert_cmpint (capture->time, >=, before);
  g_assert_cmpint (capture->time, <=, g_get_real_time ());
  g_assert_cmpint (capture->elapsed_us, >, 0);
  g_assert_true (g_str_has_prefix (capture->request_head, request_head));
  g_assert_true (g_str_has_suffix (capture->request_head, "\r\n\r\n"));
  g_assert_null (strstr (capture->request_head, "Cookie"));
  g_assert_true (g_str_has_prefix (capture->response_head, "HTTP/1.1 200 Answer\r\nDate: "));
  g_assert_true (g_str_has_suffix (capture->response_head, "\r\nContent-Length: 3\r\n\r\n"));
  g_assert_cmpstr (capture->digest, ==, /* of "abc", from FIPS 180 */
                   "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (capture->content_type, ==, "text/html; charset=utf-8");
  g_assert_cmpstr (capture->etag, ==, ETAG);
  g_assert_cmpstr (capture->last_modified, ==, "Tue, 03 Mar 2026 10:00:00 GMT");
  g_assert_cmpint (capture->retry_after_s, ==, -1);
}

static void
test_heads (void)
{
  static const struct {
    const char *target, *want;
  } cases[] = {
    { "/raw/interim", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" },
    { "/raw/trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" },
    { "/raw/bare-newlines", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" },
    { "/raw/not-http", NULL },
  };
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactFetcher) fetcher = new_fetcher (&settings); /* no connection left over */
    g_autoptr (PactCapture) capture = get (fetcher, loopback, cases[i].target, NULL);

    g_assert_cmpstr (capture->response_head, ==, cases[i].want);
  }
}

static void
test_conditional (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autoptr (PactCapture) same = get (fetcher, loopback, "/page/abc", ETAG);
  g_autoptr (PactCapture) newer = get (fetcher, loopback, "/page/abc", "\"edition-0\"");
  g_autoptr (PactCapture) plain = get (fetcher, loopback, "/page/abc", NULL);

  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpint (same->failure, ==, PACT_FAILURE_NONE);
  g_assert_null (same->body);
  g_assert_null (same->digest);
  g_assert_cmpstr (same->etag, ==, ETAG);
  g_assert_nonnull (strstr (same->request_head, "\r\nIf-None-Match: " ETAG "\r\n"));
  g_assert_cmpuint (newer->status, ==, 200);
  g_assert_nonnull (newer->body);
  g_assert_null (strstr (plain->request_head, "If-None-Match")); /* nothing stays on the handle */
}

static void
test_retry_after (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autoptr (PactCapture) capture = get (fetcher, loopback, "/status/503", NULL);

  g_assert_cmpint (capture->retry_after_s, ==, 120);
}

static void
test_stalled (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autofree char *url = pact_loopback_url (loopback, "/broken/stall");
  PactSource hasty = source;
  g_autoptr (PactCapture) capture = NULL;

  hasty.timeout_s = 1;
  capture = get_url (fetcher, &hasty, url, NULL);
  g_assert_cmpint (capture->failure, ==, PACT_FAILURE_TIMEOUT);
  g_assert_cmpuint (capture->status, ==, 200);
  g_assert_null (capture->body);
}

static void
test_no_answer (void)
{
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  PactLoopback *gone = new_loopback (answer, NULL);
  g_autofree char *refused = pact_loopback_url (gone, "/");
  const struct {
    const char *url;
    PactFailure failure;
  } cases[] = {
    { refused, PACT_FAILURE_CONNECT },
    { "http://nonexistent.invalid/", PACT_FAILURE_DNS },
    { "http://", PACT_FAILURE_DNS },
    { "", PACT_FAILURE_DNS },
    { "ftp://127.0.0.1/", PACT_FAILURE_REDIRECT },
    { "file:///etc/hostname", PACT_FAILURE_REDIRECT },
  };

  pact_loopback_free (gone);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactCapture) capture = get_url (fetcher, &source, cases[i].url, NULL);

    g_test_message ("'%s': %s", cases[i].url, capture->failure_detail);
    g_assert_cmpstr (pact_failure_name (capture->failure), ==,
                     pact_failure_name (cases[i].failure));
    g_assert_cmpuint (capture->status, ==, 0);
    g_assert_null (capture->body);
    g_assert_null (capture->response_head);
  }
}

static GSubprocess *
spawn (GSubprocessFlags flags, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_newv (argv, flags, &error);

  g_assert_no_error (error);
  return child;
}

/* A certificate nobody vouches for. */
static void
test_untrusted (void)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *dir = g_dir_make_tmp ("pactwatch-XXXXXX", NULL);
  g_autofree char *key = g_build_filename (dir, "key.pem", NULL);
  g_autofree char *cert = g_build_filename (dir, "cert.pem", NULL);
  const char *const make[] = { openssl, "req",  "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                               "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                               "-keyout", key, "-out", cert, NULL };
  const char *const serve[] = { openssl, "s_server", "-accept", "127.0.0.1:0", "-www",
                                "-key", key, "-cert", cert, NULL };

  if (openssl == NULL) {
    g_test_skip ("no openssl to serve with");
    g_rmdir (dir);
    return;
  }
  g_autoptr (GSubprocess) maker = spawn (G_SUBPROCESS_FLAGS_STDERR_SILENCE, make);
  g_assert_true (g_subprocess_wait_check (maker, NULL, NULL));
  g_autoptr (GSubprocess) server = spawn (G_SUBPROCESS_FLAGS_STDOUT_PIPE, serve);
  g_autoptr (GDataInputStream) says =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_autofree char *port = NULL;

  while (port == NULL) { /* "ACCEPT 127.0.0.1:PORT" */
    g_autofree char *line = g_data_input_stream_read_line (says, NULL, NULL, NULL);

    g_assert_nonnull (line);
    port = g_str_has_prefix (line, "ACCEPT ") ? g_strdup (strrchr (line, ':') + 1) : NULL;
  }
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%s/", port);
  g_autoptr (PactCapture) capture = get_url (fetcher, &source, url, NULL);

  g_assert_cmpint (capture->failure, ==, PACT_FAILURE_TLS);
  g_test_message ("%s", capture->failure_detail);
  g_assert_nonnull (strstr (capture->failure_detail, "certificate"));
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_unlink (key);
  g_unlink (cert);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fetch/answers", test_answers);
  g_test_add_func ("/fetch/body-at-cap", test_body_at_cap);
  g_test_add_func ("/fetch/fields", test_fields);
  g_test_add_func ("/fetch/heads", test_heads);
  g_test_add_func ("/fetch/conditional", test_conditional);
  g_test_add_func ("/fetch/retry-after", test_retry_after);
  g_test_add_func ("/fetch/stalled", test_stalled);
  g_test_add_func ("/fetch/no-answer", test_no_answer);
  g_test_add_func ("/fetch/untrusted", test_untrusted);
  return g_test_run ();
}
