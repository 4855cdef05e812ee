/* The archive: append-only WARC/1.1 files, each capture findable by file and offset. */
#pragma once

#include "keep/warc.h"

typedef struct {
  char *file;     /* name inside the archive directory */
  guint64 offset; /* of the response or revisit record's gzip member, in bytes */
  guint64 length; /* of that member */
} PactPlace;

void pact_place_clear (PactPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactPlace, pact_place_clear)

typedef struct PactArchive PactArchive;

/* Creates `dir` when missing. A file reaching `roll` bytes is left for a new one, and so is one
 * whose last record was torn by a power cut; nothing is ever deleted. Several processes may share
 * the directory: each append holds a lock for its duration. */
PactArchive *pact_archive_open (const char *dir, guint64 roll, GError **error);
void pact_archive_free (PactArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactArchive, pact_archive_free)

/* Another size in bytes to roll at, from the next append on. */
void pact_archive_set_roll (PactArchive *archive, guint64 roll);

/* Writes the request record and the response record, or with `revisit` a revisit record (profile
 * server-not-modified for status 304, else identical-payload-digest), and a conversion record of what a browser made of it, and flushes them to the
 * disk. A failed write leaves the file as it was. An answer without a response head is
 * PACT_ERROR_INPUT: there is nothing to keep. */
bool pact_archive_append (PactArchive *archive, const PactCapture *capture,
                          const PactRevisitOf *revisit, PactPlace *ret_place, GError **error);

/* The capture as pact_warc_capture gives it, its digest checked. */
PactCapture *pact_archive_read (PactArchive *archive, const PactPlace *place, GError **error);
