/* The archive: captures there and back, revisits, rolling, torn tails, full disks, other readers. */
#include "keep/archive.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "caps.h"
#include "pactwatch/error.h"

#define TIME G_GINT64_CONSTANT (1777284900123456) /* 2026-04-27T10:15:00.123456Z */
#define ROLL ((guint64) 1 << 30)

typedef struct {
  char *dir;
  PactArchive *archive;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("pactwatch-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->archive = pact_archive_open (fixture->dir, ROLL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->dir);
  pact_archive_free (fixture->archive);
  g_free (fixture->dir);
}

static PactCapture *
new_capture (const char *body, gsize length)
{
  PactCapture *capture = pact_capture_new ("harbour", "https://harbour.example/pact");

  capture->final_url = g_strdup ("https://www.harbour.example/pact");
  capture->peer = g_strdup ("192.0.2.7");
  capture->time = TIME;
  capture->status = 200;
  capture->request_head = g_strdup ("GET /pact HTTP/2\r\nHost: www.harbour.example\r\n\r\n");
  capture->response_head =
      g_strdup ("HTTP/2 200 \r\ncontent-type: text/html; charset=utf-8\r\nETag: \"a-1\"\r\n"
                "content-encoding: br\r\ncontent-length: 5\r\n"
                "Last-Modified: Mon, 27 Apr 2026 09:00:00 GMT\r\n\r\n");
  capture->body = g_bytes_new (body, length);
  capture->digest = pact_digest (capture->body);
  return capture;
}

static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *body;
    gsize length;
  } cases[] = {
    { "<p>Harbour and Quill", 20 },
    { "", 0 },
    { "\r\n\r\nWARC/1.1\r\n\r\n", 16 }, /* looks like the end of a record */
    { "nul \0 inside", 12 },
    { "\x1f\x8b\x08\0\0\0\0\0\x04\x03", 10 }, /* looks like a member */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (PactCapture) capture = new_capture (cases[i].body, cases[i].length);
    g_autoptr (PactCapture) back = NULL;
    g_auto (PactPlace) place = { 0 };

    pact_archive_append (fixture->archive, capture, NULL, &place, &error);
    g_assert_no_error (error);
    back = pact_archive_read (fixture->archive, &place, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (back->source, ==, "harbour");
    g_assert_cmpstr (back->url, ==, capture->url);
    g_assert_cmpstr (back->final_url, ==, capture->final_url);
    g_assert_cmpstr (back->peer, ==, "192.0.2.7");
    g_assert_cmpint (back->time, ==, TIME);
    g_assert_cmpint (back->status, ==, 200);
    g_assert_cmpstr (back->digest, ==, capture->digest);
    g_assert_cmpstr (back->content_type, ==, "text/html; charset=utf-8");
    g_assert_cmpstr (back->etag, ==, "\"a-1\"");
    g_assert_cmpstr (back->last_modified, ==, "Mon, 27 Apr 2026 09:00:00 GMT");
    g_assert_true (g_bytes_equal (back->body, capture->body));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/archive/there-and-back", Fixture, NULL, set_up, test_there_and_back, tear_down);
  return g_test_run ();
}
