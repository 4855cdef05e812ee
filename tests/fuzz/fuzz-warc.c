/* Any bytes as a WARC file, and as the one record in a gzip member: what is read as a capture can
 * be written and read again. The same as a file of another tool, and each body as it came. */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "keep/coding.h"
#include "keep/warc-stream.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static int
file_of (const void *data, gsize size)
{
  int fd = memfd_create ("fuzz", MFD_CLOEXEC);

  if (fd < 0 || write (fd, data, size) != (gssize) size)
    g_error ("no memory file");
  return fd;
}

static PactCapture *
write_and_read (const PactCapture *capture)
{
  g_autoptr (PactGzipWriter) writer = pact_gzip_writer_new ();
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize start = pact_warc_write_capture (writer, capture, NULL, out);
  int fd = file_of (out->data, out->len);
  g_autoptr (PactGzipReader) reader = pact_gzip_reader_new (fd, start);
  g_autoptr (PactWarcRecord) record = pact_warc_next (reader, NULL);
  PactCapture *again = NULL;

  g_assert_true (pact_warc_ends_whole (fd, out->len));
  again = pact_warc_capture (record, NULL);
  g_assert_nonnull (again);
  close (fd);
  return again;
}

/* Reads the file to its end or first fault. Returns the number of records. */
static guint
read_file (int fd)
{
  g_autoptr (PactGzipReader) reader = pact_gzip_reader_new (fd, 0);
  PactWarcRecord *next = NULL;
  guint n = 0;

  while ((next = pact_warc_next (reader, NULL)) != NULL) {
    g_autoptr (PactWarcRecord) record = next;
    g_autoptr (PactCapture) capture = pact_warc_capture (record, NULL);

    if (capture != NULL && capture->body != NULL) {
      g_autoptr (PactCapture) again = write_and_read (capture);

      g_assert_cmpstr (again->digest, ==, capture->digest);
      g_assert_cmpint (again->time, ==, capture->time);
    }
    n++;
  }
  return n;
}

static void
undo_codings (const PactCapture *capture)
{
  static const char *const heads[] = {
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip, br\r\n\r\n",
  };
  g_autoptr (GBytes) own = pact_coding_undo (capture->response_head, capture->body, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_autoptr (GBytes) plain = pact_coding_undo (heads[i], capture->body, NULL);
  }
}

/* Every record that says where it starts is there. Returns the number of records. */
static guint
read_stream (int fd, guint deep)
{
  g_autoptr (PactWarcStream) stream = pact_warc_stream_new (fd, 0);
  PactWarcRecord *next = NULL;
  guint n = 0;

  for (; (next = pact_warc_stream_next (stream, NULL)) != NULL; n++) {
    g_autoptr (PactWarcRecord) record = next;
    g_autoptr (PactCapture) capture = pact_warc_capture (record, NULL);

    if (capture != NULL && capture->body != NULL)
      undo_codings (capture);
    if (record->offset != PACT_WARC_NO_OFFSET && n < deep) {
      g_autoptr (PactWarcStream) there = pact_warc_stream_new (fd, record->offset);
      g_autoptr (PactWarcRecord) again = pact_warc_stream_next (there, NULL);

      g_assert_true (g_bytes_equal (again->block, record->block));
    }
  }
  return n;
}

static void
read_unpacked (int fd)
{
  int unpacked = pact_warc_stream_unpack (fd, NULL);

  g_assert_cmpint (unpacked, >=, 0);
  g_assert_cmpuint (read_stream (unpacked, 8), >=, read_stream (fd, 8));
  close (unpacked);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (PactGzipWriter) writer = pact_gzip_writer_new ();
  g_autoptr (GByteArray) member = g_byte_array_new ();
  int fd = file_of (data, size);

  read_file (fd);
  pact_warc_ends_whole (fd, size);
  read_unpacked (fd);
  close (fd);
  pact_gzip_write (writer, data, size, member);
  fd = file_of (member->data, member->len);
  g_assert_cmpint (pact_warc_ends_whole (fd, member->len), ==, read_file (fd) == 1);
  read_unpacked (fd);
  close (fd);
  return 0;
}
