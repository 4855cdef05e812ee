/* WARC files as wget, Heritrix, browsertrix and others write them: what is read as an answer, and
 * what its body is. */
#include "keep/crawl.h"

#include <gio/gio.h>
#include <string.h>

#include "keep/coding.h"
#include "keep/gzip.h"
#include "pactwatch/error.h"
#include "temp.h"

typedef struct {
  char *dir;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = temp_make ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  temp_remove (fixture->dir);
}

static GByteArray *
bytes_of (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  return g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static GBytes *
gzipped (const void *data, gsize length)
{
  g_autoptr (PactGzipWriter) writer = pact_gzip_writer_new ();
  GByteArray *out = g_byte_array_new ();

  pact_gzip_write (writer, data, length, out);
  return g_byte_array_free_to_bytes (out);
}

/* One record; `block` NULL stands for an HTTP answer with the body "terms". */
typedef struct {
  const char *version, *type, *uri, *date, *fields, *block;
} Record;

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
#define OURS "https://orle.example/terms"

static void
write_record (GByteArray *out, const Record *record)
{
  const char *block = record->block != NULL ? record->block : HTML "terms";
  g_autofree char *header = g_strdup_printf (
      "%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\n%sContent-Length: %zu\r\n\r\n",
      record->version ? record->version : "WARC/1.0", record->type ? record->type : "response",
      record->uri ? record->uri : OURS, record->date ? record->date : "2027-03-01T10:00:00Z",
      record->fields ? record->fields : "", strlen (block));

  g_byte_array_append (out, (const guint8 *) header, (guint) strlen (header));
  g_byte_array_append (out, (const guint8 *) block, (guint) strlen (block));
  g_byte_array_append (out, (const guint8 *) "\r\n\r\n", 4);
}

static PactCrawl *
open_file (const Fixture *fixture, const void *data, gsize length, GPtrArray **ret_faults)
{
  g_autofree char *path = g_build_filename (fixture->dir, "crawl.warc", NULL);
  char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  PactCrawl *crawl;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  crawl = pact_crawl_open (paths, ret_faults, &error);
  g_assert_no_error (error);
  return crawl;
}

/* "TIME BODY;" of each answer, the failure's or error's first word where there is none. */
static char *
tell (const PactCrawl *crawl)
{
  const GPtrArray *answers = pact_crawl_answers (crawl);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++) {
    const PactCrawlAnswer *answer = answers->pdata[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (PactCapture) capture = pact_crawl_read (crawl, answer, &error);

    if (capture == NULL)
      g_string_append_printf (told, "%.6s;", error->message);
    else if (capture->failure != PACT_FAILURE_NONE)
      g_string_append_printf (told, "%s;", pact_failure_name (capture->failure));
    else
      g_string_append_printf (told, "%.*s;", (int) g_bytes_get_size (capture->body),
                              (const char *) g_bytes_get_data (capture->body, NULL));
    g_assert_true (capture == NULL || capture->time == answer->time);
  }
  return g_string_free (told, FALSE);
}

/* Two records, of which the second may be of any sort. */
static const struct {
  const char *what;
  Record second;
  const char *want;
} cases[] = {
  { "an older version", { .version = "WARC/0.18", .date = "2027-03-02T10:00:00Z" }, "terms;terms;" },
  { "the newest", { .version = "WARC/1.1", .date = "2027-03-02T10:00:00.123456789Z" }, "terms;terms;" },
  { "brackets, as wget has them", { .uri = "<" OURS ">" }, "terms;terms;" },
  { "an earlier time", { .date = "2027-02-01T10:00:00Z", .block = HTML "before" }, "before;terms;" },
  { "another page", { .uri = "https://orle.example/a", .block = HTML "other" }, "other;terms;" },
  { "a request", { .type = "request", .block = "GET / HTTP/1.1\r\n\r\n" }, "terms;" },
  { "a note", { .type = "metadata", .block = "via: x\r\n" }, "terms;" },
  { "a name looked up", { .uri = "dns:orle.example", .block = "20270301 orle.example. 1 IN A 192.0.2.1" },
    "terms;" },
  { "a log", { .type = "resource", .uri = "metadata://gnu.org/software/wget/warc/wget.log",
      .fields = "Content-Type: text/plain\r\n", .block = "log" }, "terms;" },
  { "a page's text", { .type = "resource", .uri = "urn:text:" OURS, .block = "text" }, "terms;" },
  { "a resource", { .type = "resource", .fields = "Content-Type: text/html; charset=utf-8\r\n",
      .block = "<p>res" }, "terms;<p>res;" },
  { "a picture", { .block = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\npng" }, "terms;" },
  { "a conversion of what is there", { .type = "conversion", .fields = "Content-Type: text/plain\r\n",
      .block = "conv" }, "terms;" },
  { "a conversion of what is not", { .type = "conversion", .uri = "http://b.example/",
      .fields = "Content-Type: text/plain\r\n", .block = "conv" }, "conv;terms;" },
  { "a redirect", { .block = "HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n" }, "terms;" },
  { "gone", { .block = "HTTP/1.1 410 Gone\r\nContent-Type: text/html\r\n\r\ngone" }, "terms;client-error;" },
  { "down", { .block = "HTTP/1.1 503 Down\r\n\r\n" }, "terms;server-error;" },
  { "cut off", { .fields = "WARC-Truncated: time\r\n" }, "terms;truncated;" },
  { "chunked", { .block = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nchu\r\n4;x=y\r\nnked\r\n0\r\n\r\n" },
    "terms;chunked;" },
  { "said to be chunked", { .block = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nplain" },
    "terms;plain;" },
  { "said to be packed", { .block = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nplain" }, "terms;plain;" },
  { "in a coding not known", { .block = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x0b\x02\x80pact\x03" },
    "terms;the bo;" },
  { "seen again", { .type = "revisit", .date = "2027-03-02T10:00:00Z",
      .fields = "WARC-Payload-Digest: sha1:AAAA\r\nWARC-Profile: "
                "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n",
      .block = HTML }, "terms;terms;" },
  { "seen elsewhere", { .type = "revisit", .uri = "http://b.example/",
      .fields = "WARC-Refers-To: <urn:uuid:1>\r\nWARC-Payload-Digest: sha1:CCCC\r\n", .block = HTML },
    "terms;terms;" },
  { "not modified", { .type = "revisit", .date = "2027-03-02T10:00:00Z",
      .block = "HTTP/1.1 304 Not Modified\r\n\r\n" }, "terms;terms;" },
  { "refers to another file", { .type = "revisit", .date = "2027-03-02T10:00:00Z",
      .fields = "WARC-Payload-Digest: sha1:BBBB\r\n", .block = HTML }, "terms;it ref;" },
  { "no date", { .date = "soon" }, "terms;" },
};

static GByteArray *
two_records (const Record *second)
{
  GByteArray *out = g_byte_array_new ();

  write_record (out, &(Record){ .type = "warcinfo", .uri = "file", .block = "software: x\r\n" });
  write_record (out, &(Record){ .fields = "WARC-Record-ID: <urn:uuid:1>\r\n"
                                          "WARC-Payload-Digest: sha1:AAAA\r\n" });
  write_record (out, second);
  return out;
}

static void
test_records (Fixture *fixture, gconstpointer data)
{
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) file = two_records (&cases[i].second);
    g_autoptr (GPtrArray) faults = NULL;
    g_autoptr (PactCrawl) crawl = open_file (fixture, file->data, file->len, &faults);
    g_autofree char *told = tell (crawl);

    if (!g_str_equal (told, cases[i].want) || faults->len > 0) {
      g_test_message ("%s: got '%s', want '%s'; %s", cases[i].what, told, cases[i].want,
                      faults->len > 0 ? (char *) faults->pdata[0] : "no fault");
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* A gzip member for each 100 bytes, wherever that cuts the records. */
static GBytes *
in_pieces (const GByteArray *file)
{
  GByteArray *pieces = g_byte_array_new ();

  for (guint at = 0; at < file->len; at += 100) {
    g_autoptr (GBytes) piece = gzipped (file->data + at, MIN (100, file->len - at));

    g_byte_array_append (pieces, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
  }
  return g_byte_array_free_to_bytes (pieces);
}

/* The same records, however they are packed. */
static void
test_packing (Fixture *fixture, gconstpointer data)
{
  static const char bare[] = "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: " OURS "\n"
                             "WARC-Date: 2027-03-01T10:00:00Z\nContent-Length: 49\n\n" HTML "terms\n\n\n"
                             "WARC/1.0\nWARC-Type: resource\nWARC-Target-URI: " OURS "\n"
                             "WARC-Date: 2027-03-02T10:00:00Z\nContent-Length: 3\n\nnew";
  g_autoptr (GByteArray) file =
      two_records (&(Record){ .date = "2027-03-02T10:00:00Z", .block = HTML "new" });
  g_autoptr (GBytes) one = gzipped (file->data, file->len), many = in_pieces (file),
                     lines = g_bytes_new_static (bare, strlen (bare));
  GBytes *files[] = { one, many, lines };

  g_assert_cmpuint (strlen (HTML "terms"), ==, 49);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GPtrArray) faults = NULL;
    g_autoptr (PactCrawl) crawl = open_file (fixture, g_bytes_get_data (files[i], NULL),
                                             g_bytes_get_size (files[i]), &faults);
    g_autofree char *told = tell (crawl);

    g_assert_cmpuint (faults->len, ==, 0);
    g_assert_cmpstr (told, ==, "terms;new;");
  }
}

/* What comes before a fault is kept, and the fault is said. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) file = two_records (&(Record){ .block = HTML "new" });
  g_autoptr (GPtrArray) cut_faults = NULL, junk_faults = NULL;
  g_autoptr (PactCrawl) cut = open_file (fixture, file->data, file->len - 6, &cut_faults), junk = NULL;
  g_autofree char *told = tell (cut);

  g_assert_cmpstr (told, ==, "terms;");
  g_assert_cmpuint (cut_faults->len, ==, 1);
  g_assert_nonnull (strstr (cut_faults->pdata[0], "crawl.warc: no whole WARC record at offset '"));
  junk = open_file (fixture, "<html>", 6, &junk_faults);
  g_assert_cmpuint (junk_faults->len, ==, 1);
  g_assert_cmpuint (pact_crawl_answers (junk)->len, ==, 0);
}

/* A film between two pages is passed over, and not held in memory. */
static void
test_large_record (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) file = bytes_of ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " OURS
                                          "\r\nWARC-Date: 2027-03-01T10:00:00Z\r\n"
                                          "Content-Length: 40000000\r\n\r\n");
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (PactCrawl) crawl = NULL;
  g_autofree char *told = NULL;
  guint start = file->len;

  g_byte_array_set_size (file, start + 40000000);
  memset (file->data + start, 'x', 40000000);
  g_byte_array_append (file, (const guint8 *) "\r\n\r\n", 4);
  write_record (file, &(Record){ 0 });
  crawl = open_file (fixture, file->data, file->len, &faults);
  told = tell (crawl);
  g_assert_cmpstr (told, ==, "terms;");
  g_assert_cmpuint (faults->len, ==, 0);
}

static GBytes *
packed (const char *text, GZlibCompressorFormat format)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (format, -1);
  guint8 out[256];
  gsize used, got;
  g_autoptr (GError) error = NULL;

  g_converter_convert (G_CONVERTER (zlib), text, strlen (text), out, sizeof out,
                       G_CONVERTER_INPUT_AT_END, &used, &got, &error);
  g_assert_no_error (error);
  return g_bytes_new (out, got);
}

static void
test_codings (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *named;
    GZlibCompressorFormat format;
  } codings[] = {
    { "gzip", G_ZLIB_COMPRESSOR_FORMAT_GZIP },
    { "x-gzip", G_ZLIB_COMPRESSOR_FORMAT_GZIP },
    { "deflate", G_ZLIB_COMPRESSOR_FORMAT_ZLIB },
    { "deflate", G_ZLIB_COMPRESSOR_FORMAT_RAW }, /* what some servers send by that name */
  };
  g_autoptr (GBytes) bomb = NULL, broken = NULL;
  g_autofree char *zeros = g_malloc0 (64 << 20);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codings); i++) {
    g_autoptr (GBytes) body = packed ("terms of use", codings[i].format);
    g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n", codings[i].named);
    g_autoptr (GBytes) plain = pact_coding_undo (head, body, &error);

    g_assert_no_error (error);
    g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "terms of use", 12);
  }
  bomb = gzipped (zeros, 64 << 20);
  g_assert_null (pact_coding_undo ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", bomb, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE);
  g_clear_error (&error);
  broken = g_bytes_new_from_bytes (bomb, 0, 100);
  g_assert_null (pact_coding_undo ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", broken, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE);
}

#define TEST(name, function) g_test_add ("/crawl/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("records", test_records);
  TEST ("packing", test_packing);
  TEST ("faults", test_faults);
  TEST ("large-record", test_large_record);
  TEST ("codings", test_codings);
  return g_test_run ();
}
