/* WARC records into captures. The bytes may come from anywhere: every length is checked before it is
 * believed. */
#include "keep/warc.h"

#include <string.h>

#include "caps.h"
#include "pactwatch/error.h"

#define TRAILER "\r\n\r\n" /* ends a record, and the header in it */

void
pact_warc_record_free (PactWarcRecord *record)
{
  if (record == NULL)
    return;
  g_clear_pointer (&record->fields, g_hash_table_unref);
  g_clear_pointer (&record->block, g_bytes_unref);
  g_free (record);
}

const char *
pact_warc_field (const PactWarcRecord *record, const char *name)
{
  return g_hash_table_lookup (record->fields, name);
}

char *
pact_warc_head_field (const char *head, const char *name)
{
  gsize length = strlen (name);

  for (const char *line = strchr (head, '\n'); line != NULL; line = strchr (line, '\n')) {
    line++;
    if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':')
      return g_strstrip (g_strndup (line + length + 1, strcspn (line + length + 1, "\r\n")));
  }
  return NULL;
}

gint64
pact_warc_date (const char *text)
{
  gsize whole = strlen ("2026-04-27T10:15:00");
  g_autofree char *seconds = g_strndup (text != NULL ? text : "", whole);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (seconds, utc);
  gint64 time = 0;

  if (date == NULL || g_date_time_to_unix (date) < 0)
    return 0;
  time = g_date_time_to_unix (date) * G_USEC_PER_SEC;
  if (strlen (text) > whole && text[whole] == '.') {
    gint64 unit = G_USEC_PER_SEC / 10;

    for (const char *digit = text + whole + 1; g_ascii_isdigit (*digit); digit++, unit /= 10)
      time += (*digit - '0') * unit;
  }
  return time;
}

/* Where the body of an HTTP message starts: behind the first empty line; 0 when there is none. */
static gsize
body_start (const char *data, gsize length)
{
  const char *end = length > 0 ? g_strstr_len (data, (gssize) length, TRAILER) : NULL;

  return end != NULL ? (gsize) (end - data) + strlen (TRAILER) : 0;
}

/* Takes `length` bytes of head apart. */
static void
read_head (PactCapture *capture, const char *head, gsize length)
{
  capture->response_head = g_strndup (head, length);
  capture->status = (guint) g_ascii_strtoull (
      capture->response_head + strcspn (capture->response_head, " \r"), NULL, 10);
  capture->content_type = pact_warc_head_field (capture->response_head, "Content-Type");
  capture->etag = pact_warc_head_field (capture->response_head, "ETag");
  capture->last_modified = pact_warc_head_field (capture->response_head, "Last-Modified");
}

/* Digests by other algorithms or in another alphabet, which other tools write, are not ours to
 * judge. */
static bool
check_digest (const PactWarcRecord *record, const PactCapture *capture, const char *label,
              GError **error)
{
  if (label == NULL || !g_str_has_prefix (label, "sha256:") ||
      strlen (label) != strlen (capture->digest) || g_str_equal (label, capture->digest))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
               "the record at '%" G_GUINT64_FORMAT "' does not match its digest '%s': the file was "
               "damaged or altered; restore it from a backup", record->offset, label);
  return false;
}

char *
pact_warc_uri (const PactWarcRecord *record)
{
  const char *uri = pact_warc_field (record, "warc-target-uri");
  gsize length = uri != NULL ? strlen (uri) : 0;

  if (length > 2 && uri[0] == '<' && uri[length - 1] == '>')
    return g_strndup (uri + 1, length - 2);
  return g_strdup (uri);
}

/* The capture without what its record holds. */
static PactCapture *
new_capture (const PactWarcRecord *record, const char *uri)
{
  const char *asked = pact_warc_field (record, "pactwatch-asked-uri");
  PactCapture *capture =
      pact_capture_new (pact_warc_field (record, "pactwatch-source"), asked ? asked : uri);

  capture->final_url = g_strdup (uri);
  capture->peer = g_strdup (pact_warc_field (record, "warc-ip-address"));
  capture->time = pact_warc_date (pact_warc_field (record, "warc-date"));
  return capture;
}

/* What a browser made of a page: the whole block is the payload. */
static PactCapture *
read_conversion (const PactWarcRecord *record, GError **error)
{
  g_autofree char *uri = pact_warc_uri (record);
  g_autoptr (PactCapture) capture = new_capture (record, uri);

  capture->status = 200;
  capture->body = g_bytes_ref (record->block);
  capture->content_type = g_strdup (pact_warc_field (record, "content-type"));
  capture->digest = pact_digest (capture->body);
  return check_digest (record, capture, pact_warc_field (record, "warc-payload-digest"), error)
             ? g_steal_pointer (&capture)
             : NULL;
}

PactCapture *
pact_warc_capture (const PactWarcRecord *record, GError **error)
{
  const char *type = pact_warc_field (record, "warc-type");
  g_autofree char *uri = pact_warc_uri (record);
  const char *digest = pact_warc_field (record, "warc-payload-digest");
  gsize length = 0;
  const char *block = g_bytes_get_data (record->block, &length);
  gsize start = body_start (block, length);
  bool response = g_strcmp0 (type, "response") == 0;
  g_autoptr (PactCapture) capture = NULL;

  if (g_strcmp0 (type, "conversion") == 0 && uri != NULL)
    return read_conversion (record, error);
  if ((!response && g_strcmp0 (type, "revisit") != 0) || uri == NULL || start == 0) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
                 "the record at '%" G_GUINT64_FORMAT "' is no HTTP response but '%s'",
                 record->offset, type != NULL ? type : "untyped");
    return NULL;
  }
  capture = new_capture (record, uri);
  read_head (capture, block, start);
  if (response)
    capture->body = g_bytes_new_from_bytes (record->block, start, length - start);
  capture->digest = response ? pact_digest (capture->body) : g_strdup (digest);
  return check_digest (record, capture, digest, error) ? g_steal_pointer (&capture) : NULL;
}

/* A record while it is inflated. */
typedef struct {
  GByteArray *data;
  GHashTable *fields;
  gsize block; /* where the block starts; 0 until the header is complete */
  gsize end;   /* where it ends */
} Draft;

gsize
pact_warc_header_end (const char *data, gsize length)
{
  const char *bare = length > 0 ? g_strstr_len (data, (gssize) length, "\n\n") : NULL;
  gsize end = body_start (data, length);

  if (bare != NULL && (end == 0 || (gsize) (bare - data) + 2 < end))
    end = (gsize) (bare - data) + 2;
  return end;
}

static void
parse_fields (const char *header, gsize length, GHashTable *fields)
{
  g_autofree char *text = g_strndup (header, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
    const char *colon = strchr (lines[i], ':');
    g_autofree char *name = colon != NULL ? g_ascii_strdown (lines[i], colon - lines[i]) : NULL;

    if (name != NULL && !g_hash_table_contains (fields, name))
      g_hash_table_insert (fields, g_steal_pointer (&name), g_strstrip (g_strdup (colon + 1)));
  }
}

GHashTable *
pact_warc_header_read (const char *header, gsize length, guint64 *ret_length)
{
  g_autoptr (GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *length_text = NULL;

  if (!g_str_has_prefix (header, "WARC/"))
    return NULL;
  parse_fields (header, length, fields);
  length_text = g_hash_table_lookup (fields, "content-length");
  return length_text != NULL &&
                 g_ascii_string_to_unsigned (length_text, 10, 0, G_MAXINT64, ret_length, NULL)
             ? g_steal_pointer (&fields)
             : NULL;
}

/* Parses the header once all of it is there. False when it is none of WARC, or says nonsense. */
static bool
parse_header (Draft *draft)
{
  const char *text = (const char *) draft->data->data;
  gsize header = body_start (text, MIN (draft->data->len, PACT_WARC_HEADER_CAP));
  const char *length_text = NULL;
  guint64 length = 0;

  if (header == 0)
    return draft->data->len < PACT_WARC_HEADER_CAP;
  if (!g_str_has_prefix (text, "WARC/1."))
    return false;
  parse_fields (text, header, draft->fields);
  length_text = g_hash_table_lookup (draft->fields, "content-length");
  if (length_text == NULL ||
      !g_ascii_string_to_unsigned (length_text, 10, 0, PACT_WARC_RECORD_CAP, &length, NULL))
    return false;
  draft->block = header;
  draft->end = header + length;
  return true;
}

/* Whether what is there can still become a record, no longer than its header says. */
static bool
is_plausible (Draft *draft)
{
  if (draft->block == 0 && !parse_header (draft))
    return false;
  return draft->block == 0 || draft->data->len <= draft->end + strlen (TRAILER);
}

static bool
is_whole (const Draft *draft)
{
  return draft->block != 0 && draft->data->len == draft->end + strlen (TRAILER) &&
         memcmp (draft->data->data + draft->end, TRAILER, strlen (TRAILER)) == 0;
}

PactWarcRecord *
pact_warc_next (PactGzipReader *gzip, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GBytes) bytes = NULL;
  Draft draft = { .data = data, .fields = fields };
  PactWarcRecord *record = NULL;
  guint64 offset = pact_gzip_reader_position (gzip);
  PactGzipStatus status = PACT_GZIP_MORE;

  while (status == PACT_GZIP_MORE && is_plausible (&draft))
    status = pact_gzip_reader_next (gzip, data);
  if (status == PACT_GZIP_FILE_END)
    return NULL;
  if (status != PACT_GZIP_MEMBER_END || !is_plausible (&draft) || !is_whole (&draft)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
                 "no whole WARC record at offset '%" G_GUINT64_FORMAT
                 "'; the file was cut off or damaged there", offset);
    return NULL;
  }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  record = g_new0 (PactWarcRecord, 1);
  record->fields = g_steal_pointer (&fields);
  record->block = g_bytes_new_from_bytes (bytes, draft.block, draft.end - draft.block);
  record->offset = offset;
  record->length = pact_gzip_reader_position (gzip) - offset;
  return record;
}

bool
pact_warc_ends_whole (int fd, guint64 size)
{
  gint64 start = pact_gzip_last_member (fd, size, PACT_WARC_RECORD_CAP);
  g_autoptr (PactGzipReader) gzip =
      start >= 0 ? pact_gzip_reader_new (fd, (guint64) start) : NULL;
  g_autoptr (PactWarcRecord) record = gzip != NULL ? pact_warc_next (gzip, NULL) : NULL;

  return record != NULL && record->offset + record->length == size;
}
