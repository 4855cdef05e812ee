/* Any bytes as a WARC file, and as the one record in a gzip member: what is read as a capture can
 * be written and read again. */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "keep/warc.h"

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

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (PactGzipWriter) writer = pact_gzip_writer_new ();
  g_autoptr (GByteArray) member = g_byte_array_new ();
  int fd = file_of (data, size);

  read_file (fd);
  pact_warc_ends_whole (fd, size);
  close (fd);
  pact_gzip_write (writer, data, size, member);
  fd = file_of (member->data, member->len);
  g_assert_cmpint (pact_warc_ends_whole (fd, member->len), ==, read_file (fd) == 1);
  close (fd);
  return 0;
}
