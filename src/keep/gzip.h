/* Gzip members (RFC 1952), one behind the other in a file. The only file that knows zlib. */
#pragma once

#include <glib.h>

/* Keeps the deflate state, a quarter of a MiB, from member to member. */
typedef struct PactGzipWriter PactGzipWriter;

PactGzipWriter *pact_gzip_writer_new (void);
void pact_gzip_writer_free (PactGzipWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactGzipWriter, pact_gzip_writer_free)

/* Appends a member that holds `data` to `out`. `length` in bytes, below PACT_WARC_RECORD_CAP. */
void pact_gzip_write (PactGzipWriter *writer, const void *data, gsize length, GByteArray *out);

/* Reads from `offset` on. The descriptor is borrowed; its position stays. */
typedef struct PactGzipReader PactGzipReader;

PactGzipReader *pact_gzip_reader_new (int fd, guint64 offset);
void pact_gzip_reader_free (PactGzipReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactGzipReader, pact_gzip_reader_free)

/* Where in the file the next byte to inflate lies. */
guint64 pact_gzip_reader_position (const PactGzipReader *reader);

typedef enum {
  PACT_GZIP_MORE,       /* the member goes on */
  PACT_GZIP_MEMBER_END, /* it ended, its checksum is right; the next call starts the next one */
  PACT_GZIP_FILE_END,   /* there is no next one */
  PACT_GZIP_BROKEN,     /* no gzip, a wrong checksum, cut off, or unreadable */
} PactGzipStatus;

/* Appends what the next up to 64 KiB of room take; so a caller can stop a bomb in time. */
PactGzipStatus pact_gzip_reader_next (PactGzipReader *reader, GByteArray *out);

/* The offset of the last place in a file of `size` bytes that looks like a member of ours; -1 when
 * there is none in its last `reach` bytes. */
gint64 pact_gzip_last_member (int fd, guint64 size, guint64 reach);
