/* WARC files as any tool writes them: versions 0.17 to 1.1, plain or gzip, each record in a member of
 * its own, all in one, or cut anyhow. What our own archive holds is read by warc.h, strictly. */
#pragma once

#include "keep/warc.h"

typedef struct PactWarcStream PactWarcStream;

/* The offset of a record that starts inside a gzip member: reading cannot start there. */
#define PACT_WARC_NO_OFFSET G_MAXUINT64

/* Reads from `offset` on: 0, or that of a record. The descriptor is borrowed; its position stays. */
PactWarcStream *pact_warc_stream_new (int fd, guint64 offset);
void pact_warc_stream_free (PactWarcStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactWarcStream, pact_warc_stream_free)

/* The next record; its `length` is 0. Records too large to hold a statement are passed over. NULL
 * without error at the end; after a fault nothing more can be read. */
PactWarcRecord *pact_warc_stream_next (PactWarcStream *stream, GError **error);

/* Whether each record so far can be found again by its offset. */
bool pact_warc_stream_seekable (const PactWarcStream *stream);

/* Inflates the whole file into an unnamed one, where records have offsets; -1 on failure. What is
 * cut off or damaged ends it early. */
int pact_warc_stream_unpack (int fd, GError **error);
