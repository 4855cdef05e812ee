/* The archive: captures there and back, revisits, rolling, torn tails, full disks, strangers. */
#include "keep/archive.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactwatch/error.h"
#include "temp.h"

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

  fixture->dir = temp_make ();
  fixture->archive = pact_archive_open (fixture->dir, ROLL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pact_archive_free (fixture->archive);
  temp_remove (fixture->dir);
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

static PactPlace
append (Fixture *fixture, const char *body, const PactRevisitOf *revisit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactCapture) capture = new_capture (body, strlen (body));
  PactPlace place = { 0 };

  if (revisit != NULL && body[0] == '\0') {
    capture->status = 304;
    g_free (capture->response_head);
    capture->response_head = g_strdup ("HTTP/1.1 304 Not Modified\r\nETag: \"a-1\"\r\n\r\n");
    g_clear_pointer (&capture->body, g_bytes_unref);
  }
  pact_archive_append (fixture->archive, capture, revisit, &place, &error);
  g_assert_no_error (error);
  return place;
}

static void
assert_body (Fixture *fixture, const PactPlace *place, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactCapture) back = pact_archive_read (fixture->archive, place, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (back->body, NULL), g_bytes_get_size (back->body), body,
                   strlen (body));
}

static void
assert_unreadable (Fixture *fixture, const PactPlace *place, const char *want)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pact_archive_read (fixture->archive, place, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE);
  if (!g_pattern_match_simple (want, error->message))
    g_error ("'%s' is not like '%s'", error->message, want);
}

static char *
path_of (Fixture *fixture, const PactPlace *place)
{
  return g_build_filename (fixture->dir, place->file, NULL);
}

static gint64
size_of (Fixture *fixture, const PactPlace *place)
{
  g_autofree char *path = path_of (fixture, place);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* The body comes without its codings, and the head says so. */
static void
test_head (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) place = append (fixture, "<p>Quill", NULL);
  g_autoptr (PactCapture) back = pact_archive_read (fixture->archive, &place, NULL);

  g_assert_cmpstr (back->response_head, ==,
                   "HTTP/1.1 200\r\ncontent-type: text/html; charset=utf-8\r\nETag: \"a-1\"\r\n"
                   "X-Archive-Orig-content-encoding: br\r\nX-Archive-Orig-content-length: 5\r\n"
                   "Last-Modified: Mon, 27 Apr 2026 09:00:00 GMT\r\nContent-Length: 8\r\n\r\n");
}

static void
test_revisit (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) whole = append (fixture, "same", NULL);
  g_autoptr (PactCapture) first = pact_archive_read (fixture->archive, &whole, NULL);
  const PactRevisitOf of = { first->final_url, first->time, first->digest };
  static const struct {
    const char *body;
    guint status;
  } cases[] = { { "same", 200 }, { "", 304 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_auto (PactPlace) place = append (fixture, cases[i].body, &of);
    g_autoptr (PactCapture) back = pact_archive_read (fixture->archive, &place, &error);

    g_assert_no_error (error);
    g_assert_null (back->body);
    g_assert_cmpint (back->status, ==, cases[i].status);
    g_assert_cmpstr (back->digest, ==, first->digest);
  }
}

static void
test_unfit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strnfill (70000, 'a');
  g_autofree char *url = g_strconcat ("https://harbour.example/", path, NULL);
  const struct {
    const char *head, *url;
    const char *want;
  } cases[] = {
    { NULL, "https://harbour.example/", "*'https://harbour.example/'*: it has no response head" },
    { "HTTP/1.1 200 OK\r\n\r\n", url, "*: its address is too long" }, /* could not be read again */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (PactCapture) capture = pact_capture_new ("harbour", cases[i].url);
    PactPlace place = { 0 };

    capture->response_head = g_strdup (cases[i].head);
    g_assert_false (pact_archive_append (fixture->archive, capture, NULL, &place, &error));
    g_assert_error (error, PACT_ERROR, PACT_ERROR_INPUT);
    g_assert_true (g_pattern_match_simple (cases[i].want, error->message));
    g_assert_cmpint (strlen (error->message), <, 400);
    g_assert_null (place.file);
  }
}

/* Nothing that a page, a server or a settings file says can add a field or a record. */
static void
test_injection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactCapture) capture = 
      pact_capture_new ("a\r\nWARC-Type: metadata", "https://a.example/\n\nx");
  g_autoptr (PactCapture) back = NULL;
  g_auto (PactPlace) place = { 0 };

  capture->time = TIME;
  capture->response_head = g_strdup ("HTTP/1.1 200 OK\nA: b\nContent-Length: 999\n\nleft over");
  capture->body = g_bytes_new_static ("x", 1);
  capture->digest = pact_digest (capture->body);
  pact_archive_append (fixture->archive, capture, NULL, &place, &error);
  g_assert_no_error (error);
  back = pact_archive_read (fixture->archive, &place, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->source, ==, "a  WARC-Type: metadata");
  g_assert_cmpstr (back->url, ==, "https://a.example/  x");
  g_assert_cmpstr (back->response_head, ==,
                   "HTTP/1.1 200 OK\r\nA: b\r\nX-Archive-Orig-Content-Length: 999\r\n"
                   "Content-Length: 1\r\n\r\n");
}

static void
test_roll (Fixture *fixture, gconstpointer data)
{
  static const char *const want[] = { "pactwatch-20260427T101500Z-00001.warc.gz",
                                      "pactwatch-20260427T101500Z-00002.warc.gz",
                                      "pactwatch-20260427T101500Z-00003.warc.gz" };

  pact_archive_free (fixture->archive);
  fixture->archive = pact_archive_open (fixture->dir, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (want); i++) {
    g_auto (PactPlace) place = append (fixture, "a", NULL);

    g_assert_cmpstr (place.file, ==, want[i]);
    assert_body (fixture, &place, "a");
  }
}

/* A power cut leaves a file cut off, or with zeros where data should be. */
static void
test_torn (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) place = append (fixture, "whole", NULL);
  gint64 whole = size_of (fixture, &place);
  static const int changes[] = { -1, -5, 1, 70000, 0 };
  guint files = 1;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *path = path_of (fixture, &place);
    g_auto (PactPlace) torn = append (fixture, "torn", NULL);
    g_auto (PactPlace) next = { 0 };
    g_autofree char *serial = g_strdup_printf ("-%05u.warc.gz", files += changes[i] != 0);

    g_assert_cmpint (truncate (path, size_of (fixture, &place) + changes[i]), ==, 0);
    pact_archive_free (fixture->archive);
    fixture->archive = pact_archive_open (fixture->dir, ROLL, NULL);
    next = append (fixture, "next", NULL);
    g_assert_true (g_str_has_suffix (next.file, serial));
    assert_body (fixture, &place, "whole");
    assert_body (fixture, &next, "next");
    g_assert_cmpint (size_of (fixture, &place), >=, whole); /* nothing is cleared away */
    if (changes[i] < 0)
      assert_unreadable (fixture, &torn, "*no whole WARC record at offset*");
    else
      assert_body (fixture, &torn, "torn");
    pact_place_clear (&place);
    place = append (fixture, "whole", NULL);
    whole = 0;
  }
}

static void
test_two_handles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactArchive) second = pact_archive_open (fixture->dir, ROLL, NULL);
  PactArchive *handles[] = { fixture->archive, second };

  for (guint i = 0; i < 6; i++) {
    Fixture other = { fixture->dir, handles[i % 2] };
    g_auto (PactPlace) place = append (&other, "shared", NULL);

    g_assert_cmpstr (place.file, ==, "pactwatch-20260427T101500Z-00001.warc.gz");
    assert_body (fixture, &place, "shared");
  }
}

/* Moving files away while we run must not send captures to nowhere. */
static void
test_file_gone (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) first = append (fixture, "a", NULL);
  g_autofree char *path = path_of (fixture, &first);
  g_auto (PactPlace) second = { 0 };

  g_assert_cmpint (g_unlink (path), ==, 0);
  second = append (fixture, "b", NULL);
  assert_body (fixture, &second, "b");
  if (!g_str_equal (first.file, second.file))
    assert_unreadable (fixture, &first, "cannot open '*'*");
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) first = append (fixture, "a", NULL);
  g_auto (PactPlace) second = { 0 };
  g_autoptr (PactCapture) capture = new_capture ("b", 1);
  g_autoptr (GError) error = NULL;
  gint64 size = size_of (fixture, &first);
  struct rlimit limit, tight;

  getrlimit (RLIMIT_FSIZE, &limit);
  tight = limit;
  tight.rlim_cur = (rlim_t) size + 100; /* room for a part of the records */
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &tight);
  g_assert_false (pact_archive_append (fixture->archive, capture, NULL, &second, &error));
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE);
  g_assert_true (g_pattern_match_simple ("cannot write '*00001.warc.gz': *; free some space; *",
                                         error->message));
  g_assert_cmpint (size_of (fixture, &first), ==, size);
  second = append (fixture, "b", NULL);
  g_assert_cmpstr (second.file, ==, first.file);
  g_assert_cmpint (second.offset, >, (gint64) size);
  assert_body (fixture, &second, "b");
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) place = append (fixture, "a", NULL);
  g_autofree char *path = path_of (fixture, &place);
  const struct {
    PactPlace place;
    const char *want;
  } cases[] = {
    { { (char *) "pactwatch-20260427T101500Z-00009.warc.gz", 0, 0 }, "cannot open *" },
    { { (char *) "../../etc/passwd", 0, 0 }, "cannot open *" },
    { { place.file, 0, 0 }, "*the record at '0' is no HTTP response but 'warcinfo'" },
    { { place.file, place.offset + 1, 0 }, "*no whole WARC record at offset *" },
    { { place.file, 1 << 30, 0 }, "*it ends before the record; *" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_unreadable (fixture, &cases[i].place, cases[i].want);
}

static void
test_wrong_digest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactCapture) capture = new_capture ("a", 1);
  g_autoptr (GBytes) other = g_bytes_new_static ("b", 1);
  g_auto (PactPlace) place = { 0 };

  g_free (capture->digest);
  capture->digest = pact_digest (other);
  g_assert_true (pact_archive_append (fixture->archive, capture, NULL, &place, NULL));
  assert_unreadable (fixture, &place, "*does not match its digest 'sha256:*");
}

static void
test_hostile_records (Fixture *fixture, gconstpointer data)
{
#define RECORD "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
  static const struct {
    const char *member;
    bool good;
  } cases[] = {
    { RECORD, true },
    { "WARC/1.0\r\ncontent-LENGTH:2\r\nno field\r\n\r\nab\r\n\r\n", true },
    { "", false },
    { "WARC/1.1\r\n\r\n", false },
    { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n\r\n", false },
    { "WARC/1.1\r\nContent-Length: 3\r\n\r\nab\r\n\r\n", false },
    { "WARC/1.1\r\nContent-Length: 1\r\n\r\nab\r\n\r\n", false },
    { "WARC/1.1\r\nContent-Length: -2\r\n\r\nab\r\n\r\n", false },
    { "WARC/1.1\r\nContent-Length: 18446744073709551614\r\n\r\nab\r\n\r\n", false },
    { "WARC/1.1\r\nContent-Length: 2 2\r\n\r\nab\r\n\r\n", false },
    { RECORD RECORD, false }, /* each record has a member of its own */
    { "WARC/1.1\r\nContent-Length: 2\r\n\r\nab\r\n\rx", false },
  };
  g_autofree char *path = g_build_filename (fixture->dir, "hostile", NULL);
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactGzipWriter) writer = pact_gzip_writer_new ();
    g_autoptr (GByteArray) member = g_byte_array_new ();
    g_autoptr (PactGzipReader) reader = NULL;
    g_autoptr (PactWarcRecord) record = NULL;
    g_autoptr (GError) error = NULL;
    int fd = -1;

    pact_gzip_write (writer, cases[i].member, strlen (cases[i].member), member);
    g_file_set_contents (path, (char *) member->data, member->len, NULL);
    fd = open (path, O_RDONLY);
    reader = pact_gzip_reader_new (fd, 0);
    record = pact_warc_next (reader, &error);
    if ((record != NULL) != cases[i].good || (record == NULL) != (error != NULL)) {
      g_printerr ("case %u: %s\n", i, error != NULL ? error->message : "accepted");
      misses++;
    }
    close (fd);
  }
  g_assert_cmpint (misses, ==, 0);
}

/* 64 MiB of zeros in 64 KiB: given up before they are in memory. */
static void
test_bomb (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "bomb", NULL);
  g_autofree char *zeros = g_malloc0 (64 << 20);
  g_autoptr (PactGzipWriter) writer = pact_gzip_writer_new ();
  g_autoptr (GByteArray) member = g_byte_array_new ();
  g_autoptr (PactGzipReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  int fd = -1;

  pact_gzip_write (writer, zeros, 64 << 20, member);
  g_file_set_contents (path, (char *) member->data, member->len, NULL);
  fd = open (path, O_RDONLY);
  reader = pact_gzip_reader_new (fd, 0);
  g_assert_null (pact_warc_next (reader, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE);
  g_assert_cmpint (pact_gzip_reader_position (reader), <, 1 << 17);
  close (fd);
}

static PactPlace
append_rendered (Fixture *fixture, const char *served, const char *body)
{
  g_autoptr (PactCapture) capture = new_capture (body, strlen (body));
  g_autoptr (GError) error = NULL;
  PactPlace place = { 0 };

  capture->served = g_bytes_new (served, strlen (served));
  pact_archive_append (fixture->archive, capture, NULL, &place, &error);
  g_assert_no_error (error);
  return place;
}

/* What a browser made of a page is what is read again; what the server sent stands before it. */
static void
test_rendered (Fixture *fixture, gconstpointer data)
{
  g_auto (PactPlace) place =
      append_rendered (fixture, "<script>harbour()</script>", "<p>Harbour and Quill");
  g_autoptr (PactCapture) back = pact_archive_read (fixture->archive, &place, NULL);

  g_assert_cmpmem (g_bytes_get_data (back->body, NULL), g_bytes_get_size (back->body),
                   "<p>Harbour and Quill", 20);
  g_assert_cmpstr (back->content_type, ==, "text/html; charset=utf-8");
  g_assert_cmpstr (back->url, ==, "https://harbour.example/pact");
  g_assert_cmpstr (back->final_url, ==, "https://www.harbour.example/pact");
  g_assert_cmpint (back->time, ==, TIME);
  g_assert_null (back->response_head);
}

/* Two readers that have nothing of our code in them. */
static void
test_foreign_reader (Fixture *fixture, gconstpointer data)
{
  g_autofree char *python = g_find_program_in_path ("python3");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "check-warc.py", NULL);
  g_auto (PactPlace) whole = append (fixture, "<p>Harbour and Quill", NULL);
  g_autoptr (PactCapture) first = pact_archive_read (fixture->archive, &whole, NULL);
  const PactRevisitOf of = { first->final_url, first->time, first->digest };
  g_auto (PactPlace) empty = append (fixture, "", NULL);
  g_auto (PactPlace) identical = append (fixture, "<p>Harbour and Quill", &of);
  g_auto (PactPlace) unmodified = append (fixture, "", &of);
  g_auto (PactPlace) rendered = append_rendered (fixture, "<script>x()</script>", "<p>Quill");
  g_autofree char *path = path_of (fixture, &whole);
  const char *command[] = { python, script, path, NULL };
  g_autofree char *out = NULL, *faults = NULL;
  g_autoptr (GError) error = NULL;
  int status = 1;

  if (python == NULL) {
    g_test_skip ("python3 is not installed");
    return;
  }
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &faults, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (out, ==, "conversion 1\nrequest 5\nresponse 3\nrevisit 2\nwarcinfo 1\n");
}

/* Up to 128 KiB that hardly compress, so that a kill may fall into the write. */
static char *
numbered_body (guint process, guint i)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (process << 16 | i);
  gsize length = (i * 977 % 33) * 4096 + 1;
  char *body = g_malloc (length + 1);

  for (gsize k = 0; k < length; k++)
    body[k] = (char) g_rand_int_range (random, ' ', 127);
  body[length] = '\0';
  return body;
}

/* Appends without end (or `n` times) and reports each place once the append is done. */
static void
write_captures (Fixture *fixture, guint process, guint n, int reports)
{
  g_autoptr (PactArchive) archive = pact_archive_open (fixture->dir, 1 << 20, NULL);
  Fixture own = { fixture->dir, archive };

  for (guint i = 0; i < n; i++) {
    g_autofree char *body = numbered_body (process, i);
    g_auto (PactPlace) place = append (&own, body, NULL);
    g_autofree char *line =
        g_strdup_printf ("%u %u %s %" G_GUINT64_FORMAT "\n", process, i, place.file, place.offset);

    if (write (reports, line, strlen (line)) < 0)
      _exit (2);
  }
}

/* Every capture reported is there. Returns how many. */
static guint
check_reports (Fixture *fixture, int reports)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (reports);
  char *text = NULL;
  guint n = 0;

  while (g_io_channel_read_line (channel, &text, NULL, NULL, NULL) == G_IO_STATUS_NORMAL) {
    g_autofree char *line = text;
    g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);
    PactPlace place = { words[2], g_ascii_strtoull (words[3], NULL, 10), 0 };
    g_autofree char *body = numbered_body ((guint) atoi (words[0]), (guint) atoi (words[1]));

    assert_body (fixture, &place, body);
    n++;
  }
  return n;
}

static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  enum { PROCESSES = 4, EACH = 50 };
  int reports[2];

  g_assert_cmpint (pipe (reports), ==, 0);
  for (guint i = 0; i < PROCESSES; i++)
    if (fork () == 0) {
      write_captures (fixture, i, EACH, reports[1]);
      _exit (0);
    }
  close (reports[1]);
  g_assert_cmpint (check_reports (fixture, reports[0]), ==, PROCESSES * EACH);
  for (guint i = 0; i < PROCESSES; i++) {
    int status = 1;

    wait (&status);
    g_assert_cmpint (status, ==, 0);
  }
  close (reports[0]);
}

/* Killed at any moment, a writer loses nothing that it said was kept. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260427);
  guint kept = 0;

  for (guint i = 0; i < 50; i++) {
    int reports[2];
    pid_t writer = -1;

    g_assert_cmpint (pipe (reports), ==, 0);
    writer = fork ();
    if (writer == 0) {
      write_captures (fixture, i, G_MAXUINT, reports[1]);
      _exit (0);
    }
    close (reports[1]);
    g_usleep ((gulong) g_rand_int_range (random, 0, 20000));
    kill (writer, SIGKILL);
    waitpid (writer, NULL, 0);
    kept += check_reports (fixture, reports[0]);
    close (reports[0]);
  }
  g_test_message ("%u captures kept over 50 kills", kept);
  g_assert_cmpint (kept, >, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/archive/there-and-back", test_there_and_back },
    { "/archive/head", test_head },
    { "/archive/revisit", test_revisit },
    { "/archive/rendered", test_rendered },
    { "/archive/unfit", test_unfit },
    { "/archive/injection", test_injection },
    { "/archive/roll", test_roll },
    { "/archive/torn", test_torn },
    { "/archive/two-handles", test_two_handles },
    { "/archive/file-gone", test_file_gone },
    { "/archive/disk-full", test_disk_full },
    { "/archive/unreadable", test_unreadable },
    { "/archive/wrong-digest", test_wrong_digest },
    { "/archive/hostile-records", test_hostile_records },
    { "/archive/bomb", test_bomb },
    { "/archive/foreign-reader", test_foreign_reader },
    { "/archive/at-once", test_at_once },
    { "/archive/killed", test_killed },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
