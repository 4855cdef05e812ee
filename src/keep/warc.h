/* WARC/1.1 records (ISO 28500:2017), each in a gzip member of its own. It neither names nor locks
 * files: that is the archive's. */
#pragma once

#include <stdbool.h>

#include "keep/gzip.h"
#include "pactwatch/capture.h"

/* What a revisit record refers to. */
typedef struct {
  const char *url;    /* WARC-Refers-To-Target-URI */
  gint64 time;        /* WARC-Refers-To-Date, µs */
  const char *digest; /* payload digest of the record referred to */
} PactRevisitOf;

/* Appends to `out` the warcinfo record that opens a file of that name; `time` in µs. */
void pact_warc_write_info (PactGzipWriter *gzip, const char *file, gint64 time, GByteArray *out);

/* Appends the request record (if a request was sent), then the response record, or with `revisit`
 * a revisit record; and, where a browser made another page of it, that as a conversion record. Returns
 * where the last of them starts in `out`. The capture must have a response
 * head. The payload is stored with its codings undone, so the head says so: Content-Encoding,
 * Transfer-Encoding and Content-Length move to X-Archive-Orig- names, a true Content-Length is
 * added, and HTTP/2 and later are written as HTTP/1.1, which every reader parses. */
gsize pact_warc_write_capture (PactGzipWriter *gzip, const PactCapture *capture,
                               const PactRevisitOf *revisit, GByteArray *out);

typedef struct {
  GHashTable *fields; /* lower-case name -> value; the first of a name counts */
  GBytes *block;
  guint64 offset;     /* of the gzip member in the file, in bytes */
  guint64 length;     /* of the member */
} PactWarcRecord;

void pact_warc_record_free (PactWarcRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactWarcRecord, pact_warc_record_free)

/* The value of a field, named in lower case; NULL when absent. Borrowed. */
const char *pact_warc_field (const PactWarcRecord *record, const char *name);

/* What was asked for, out of the brackets that some tools put around it; NULL when absent. */
char *pact_warc_uri (const PactWarcRecord *record);

/* A WARC-Date: ISO 8601 in UTC with up to nine decimals; µs since 1970, or 0 when it is none. */
gint64 pact_warc_date (const char *text);

/* The value of an HTTP field in a head of whole lines; NULL when absent. */
char *pact_warc_head_field (const char *head, const char *name);

/* For readers of other tools' files: where the block starts behind the header in `data` (0: not in
 * these bytes), and the header's fields with the block's length (NULL: it is no WARC header). Lines
 * may end without CR. */
gsize pact_warc_header_end (const char *data, gsize length);
GHashTable *pact_warc_header_read (const char *header, gsize length, guint64 *ret_length);

/* The capture in a response, conversion or revisit record, without request head; a revisit has no body
 * and the digest of what it refers to, a conversion no response head either. A payload that does not
 * match its sha256 digest is an error. */
PactCapture *pact_warc_capture (const PactWarcRecord *record, GError **error);

/* The next record; NULL without error at the end of the file. */
PactWarcRecord *pact_warc_next (PactGzipReader *gzip, GError **error);

/* Whether a file of `size` bytes written by this module ends with a whole record: false after a
 * power cut or a killed writer. Reads no more than the last record. */
bool pact_warc_ends_whole (int fd, guint64 size);
