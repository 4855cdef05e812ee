/* Records from a stream of bytes that forgets nothing but where gzip members end. */
#include "keep/warc-stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "caps.h"
#include "pactwatch/error.h"

#define CHUNK (64 * 1024)

struct PactWarcStream {
  int fd;
  PactGzipReader *gzip; /* NULL: the file is not compressed */
  guint64 next;         /* of such a file, the offset behind `data` */
  GByteArray *data;
  gsize used;           /* of `data` */
  guint64 member;       /* where the gzip member that was begun last starts in the file, */
  gsize member_at;      /* and in `data`; G_MAXSIZE when that was dropped */
  bool between;         /* members */
  bool broken;
  bool unseekable;
};

static gssize
read_at (int fd, guint8 *buffer, gsize length, guint64 offset)
{
  gssize got = 0;

  do
    got = pread (fd, buffer, length, (off_t) offset);
  while (got < 0 && errno == EINTR);
  return got;
}

PactWarcStream *
pact_warc_stream_new (int fd, guint64 offset)
{
  PactWarcStream *stream = g_new0 (PactWarcStream, 1);
  guint8 magic[2] = { 0 };

  stream->fd = fd;
  stream->next = offset;
  stream->data = g_byte_array_new ();
  stream->between = true;
  if (read_at (fd, magic, sizeof magic, offset) == sizeof magic && magic[0] == 0x1f &&
      magic[1] == 0x8b)
    stream->gzip = pact_gzip_reader_new (fd, offset);
  return stream;
}

void
pact_warc_stream_free (PactWarcStream *stream)
{
  if (stream == NULL)
    return;
  pact_gzip_reader_free (stream->gzip);
  g_byte_array_unref (stream->data);
  g_free (stream);
}

bool
pact_warc_stream_seekable (const PactWarcStream *stream)
{
  return !stream->unseekable;
}

static bool
fill_plain (PactWarcStream *stream)
{
  guint had = stream->data->len;
  gssize got = 0;

  g_byte_array_set_size (stream->data, had + CHUNK);
  got = read_at (stream->fd, stream->data->data + had, CHUNK, stream->next);
  stream->broken = got < 0;
  g_byte_array_set_size (stream->data, had + (guint) MAX (got, 0));
  stream->next += (guint64) MAX (got, 0);
  return got > 0;
}

static bool
fill_inflated (PactWarcStream *stream)
{
  PactGzipStatus status;

  if (stream->between) {
    stream->member = pact_gzip_reader_position (stream->gzip);
    stream->member_at = stream->data->len;
  }
  status = pact_gzip_reader_next (stream->gzip, stream->data);
  stream->between = status == PACT_GZIP_MEMBER_END;
  stream->broken = status == PACT_GZIP_BROKEN;
  return status == PACT_GZIP_MORE || status == PACT_GZIP_MEMBER_END;
}

/* Whether there are `n` more bytes, or will be after reading on. */
static bool
have (PactWarcStream *stream, gsize n)
{
  while (stream->data->len - stream->used < n)
    if (stream->broken || !(stream->gzip ? fill_inflated : fill_plain) (stream))
      return false;
  return true;
}

/* Forgets what is used. */
static void
compact (PactWarcStream *stream)
{
  if (stream->member_at != G_MAXSIZE)
    stream->member_at =
        stream->member_at >= stream->used ? stream->member_at - stream->used : G_MAXSIZE;
  g_byte_array_remove_range (stream->data, 0, (guint) stream->used);
  stream->used = 0;
}

static bool
drop (PactWarcStream *stream, guint64 n)
{
  while (n > 0) {
    gsize part = (gsize) MIN (n, stream->data->len - stream->used);

    stream->used += part;
    n -= part;
    compact (stream);
    if (n > 0 && !have (stream, 1))
      return false;
  }
  return true;
}

/* Whether another record follows: some writers put more than two line ends between them. */
static bool
find_start (PactWarcStream *stream)
{
  while (have (stream, 1)) {
    guint8 c = stream->data->data[stream->used];

    if (c != '\r' && c != '\n')
      break;
    stream->used++;
  }
  compact (stream);
  return stream->data->len > 0;
}

static guint64
offset_of_start (PactWarcStream *stream)
{
  if (stream->gzip == NULL)
    return stream->next - stream->data->len;
  if (stream->member_at == 0)
    return stream->member;
  stream->unseekable = true;
  return PACT_WARC_NO_OFFSET;
}

/* Where the block starts behind the header in `data`; 0 when there is no header. */
static gsize
find_block (PactWarcStream *stream)
{
  gsize block = 0;

  while (block == 0 && stream->data->len <= PACT_WARC_HEADER_CAP) {
    block = pact_warc_header_end ((const char *) stream->data->data,
                                  MIN (stream->data->len, PACT_WARC_HEADER_CAP));
    if (block == 0 && !have (stream, stream->data->len + 1))
      return 0;
  }
  return block;
}

/* Takes the block whole, or passes over one that is too large; `ret_block` is NULL then. */
static bool
take_block (PactWarcStream *stream, gsize start, guint64 length, GBytes **ret_block)
{
  if (length > PACT_BODY_CAP_DEFAULT + PACT_HEAD_CAP)
    return drop (stream, start + length);
  if (!have (stream, start + length))
    return false;
  *ret_block = g_bytes_new (stream->data->data + start, length);
  stream->used = start + length;
  return true;
}

static PactWarcRecord *
fail (guint64 offset, GError **error)
{
  g_autofree char *place =
      offset == PACT_WARC_NO_OFFSET ? g_strdup ("unknown") : g_strdup_printf ("%" G_GUINT64_FORMAT, offset);

  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
               "no whole WARC record at offset '%s'; the file is cut off, damaged or no WARC file",
               place);
  return NULL;
}

PactWarcRecord *
pact_warc_stream_next (PactWarcStream *stream, GError **error)
{
  for (;;) {
    g_autoptr (PactWarcRecord) record = g_new0 (PactWarcRecord, 1);
    guint64 length = 0;
    gsize start;

    if (!find_start (stream))
      return stream->broken ? fail (PACT_WARC_NO_OFFSET, error) : NULL;
    record->offset = offset_of_start (stream);
    start = find_block (stream);
    if (start > 0)
      record->fields =
          pact_warc_header_read ((const char *) stream->data->data, start, &length);
    if (record->fields == NULL || !take_block (stream, start, length, &record->block))
      return fail (record->offset, error);
    if (record->block != NULL)
      return g_steal_pointer (&record);
  }
}

static bool
write_all (int fd, const guint8 *data, gsize length)
{
  while (length > 0) {
    gssize done = write (fd, data, length);

    if (done < 0 && errno != EINTR)
      return false;
    data += MAX (done, 0);
    length -= (gsize) MAX (done, 0);
  }
  return true;
}

int
pact_warc_stream_unpack (int fd, GError **error)
{
  g_autoptr (PactWarcStream) stream = pact_warc_stream_new (fd, 0);
  g_autofree char *name = NULL;
  int out = g_file_open_tmp ("pactwatch-XXXXXX", &name, error);
  bool written = true;

  if (out < 0)
    return -1;
  unlink (name);
  while (written && have (stream, 1)) {
    written = write_all (out, stream->data->data, stream->data->len);
    stream->used = stream->data->len;
    compact (stream);
  }
  if (written)
    return out;
  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
               "cannot unpack into '%s': %s; free some space there, or name another folder in TMPDIR",
               g_get_tmp_dir (), g_strerror (errno));
  close (out);
  return -1;
}
