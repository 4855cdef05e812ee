/* The archive: append-only WARC/1.1 files, each capture findable by file and offset. */
#pragma once

#include <stdbool.h>

#include <stdbool.h>

#include "pactwatch/capture.h"

typedef struct {
  char *file;     /* name inside the archive directory */
  guint64 offset; /* of the response or revisit record's gzip member, in bytes */
  guint64 length; /* of that member */
} PactPlace;

void pact_place_clear (PactPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactPlace, pact_place_clear)

typedef struct PactArchive PactArchive;

/* Creates `dir` when missing. A file reaching `roll` bytes is closed for a new one. Several
 * processes may share the directory: each append holds a lock for its duration. */
PactArchive *pact_archive_open (const char *dir, guint64 roll, GError **error);
void pact_archive_free (PactArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactArchive, pact_archive_free)

/* What a revisit record refers to. */
typedef struct {
  const char *url;    /* WARC-Refers-To-Target-URI */
  gint64 time;        /* WARC-Refers-To-Date, µs */
  const char *digest; /* payload digest of the record referred to */
} PactRevisitOf;

/* Writes the request record and the response record, or with `revisit` a revisit record (profile
 * server-not-modified for status 304, else identical-payload-digest), and flushes them to the
 * disk. A failed write leaves the file as it was. */
bool pact_archive_append (PactArchive *archive, const PactCapture *capture,
                          const PactRevisitOf *revisit, PactPlace *ret_place, GError **error);

/* The capture as it was archived; its digest is checked against the record. */
PactCapture *pact_archive_read (PactArchive *archive, const PactPlace *place, GError **error);
