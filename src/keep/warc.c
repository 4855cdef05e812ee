/* WARC/1.1 records: their grammar, both ways. Bytes read here may come from anywhere: every length
 * is checked before it is believed. */
#include "keep/warc.h"

#include <string.h>

#include "caps.h"
#include "keep/gzip.h"
#include "pactwatch/error.h"

#define PROFILE "http://netpreserve.org/warc/1.1/revisit/"
#define ORIGINAL "X-Archive-Orig-"
#define TRAILER "\r\n\r\n" /* ends a record, and the header in it */

static char *
date_text (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", seconds, (int) (time % G_USEC_PER_SEC));
}

/* One header line; none for NULL. A value from outside cannot start a line of its own. */
static void
add_field (GString *header, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (header, "%s: ", name);
  for (const char *c = value; *c != '\0'; c++)
    g_string_append_c (header, g_ascii_iscntrl (*c) ? ' ' : *c);
  g_string_append (header, "\r\n");
}

static void
add_date (GString *header, const char *name, gint64 time)
{
  g_autofree char *text = date_text (time);

  add_field (header, name, text);
}

static void
add_id (GString *header, const char *name, const char *uuid)
{
  g_string_append_printf (header, "%s: <urn:uuid:%s>\r\n", name, uuid);
}

static GString *
open_header (const char *type, const char *uuid, gint64 time)
{
  GString *header = g_string_new ("WARC/1.1\r\n");

  add_field (header, "WARC-Type", type);
  add_id (header, "WARC-Record-ID", uuid);
  add_date (header, "WARC-Date", time);
  return header;
}

/* Closes the header over its block, a head and perhaps a body, and writes the record. */
static void
write_record (PactGzipWriter *gzip, GString *header, const char *content_type, const char *head,
              GBytes *body, GByteArray *out)
{
  g_autoptr (GString) block = g_string_new (head);
  g_autoptr (GBytes) digested = NULL;
  g_autofree char *digest = NULL;

  if (body != NULL)
    g_string_append_len (block, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  digested = g_bytes_new_static (block->str, block->len);
  digest = pact_digest (digested);
  add_field (header, "WARC-Block-Digest", digest);
  add_field (header, "Content-Type", content_type);
  g_string_append_printf (header, "Content-Length: %" G_GSIZE_FORMAT TRAILER, block->len);
  g_string_append_len (header, block->str, (gssize) block->len);
  g_string_append (header, TRAILER);
  pact_gzip_write (gzip, header->str, header->len, out);
}

void
pact_warc_write_info (PactGzipWriter *gzip, const char *file, gint64 time, GByteArray *out)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GString) header = open_header ("warcinfo", uuid, time);

  add_field (header, "WARC-Filename", file);
  write_record (gzip, header, "application/warc-fields",
                "software: pactwatch\r\nformat: WARC File Format 1.1\r\n"
                "conformsTo: http://iipc.github.io/warc-specifications/specifications/"
                "warc-format/warc-1.1/\r\n",
                NULL, out);
}

/* "HTTP/2 200" -> "HTTP/1.1 200"; "GET / HTTP/2" -> "GET / HTTP/1.1". */
static void
append_start_line (GString *text, const char *line)
{
  const char *version = strstr (line, "HTTP/");
  gsize before = version != NULL ? (gsize) (version - line) : strlen (line);

  g_string_append_len (text, line, (gssize) before);
  if (version != NULL && version[5] >= '2')
    g_string_append_printf (text, "HTTP/1.1%s", version + strcspn (version, " "));
  else
    g_string_append (text, line + before);
  g_string_append (text, "\r\n");
}

/* Whether the line is a field that tells how the body came over the wire. */
static bool
describes_coding (const char *line)
{
  static const char *const names[] = { "Content-Encoding", "Transfer-Encoding", "Content-Length" };
  gsize length = strcspn (line, ":");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (length == strlen (names[i]) && g_ascii_strncasecmp (line, names[i], length) == 0)
      return true;
  return false;
}

/* The head as it fits a body without codings; see pact_warc_write_capture. */
static char *
plain_head (const char *head, GBytes *body)
{
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = g_strchomp (lines[i]);

    if (line[0] == '\0')
      break;
    if (i == 0)
      append_start_line (text, line);
    else
      g_string_append_printf (text, "%s%s\r\n", describes_coding (line) ? ORIGINAL : "", line);
  }
  if (body != NULL)
    g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n",
                            g_bytes_get_size (body));
  g_string_append (text, "\r\n");
  return g_string_free (text, FALSE);
}

/* Why a payload is not whole, in the words of WARC-Truncated; NULL when it is. */
static const char *
truncation (PactFailure failure)
{
  switch (failure) {
  case PACT_FAILURE_TOO_LARGE:
    return "length";
  case PACT_FAILURE_TIMEOUT:
    return "time";
  case PACT_FAILURE_TRANSFER:
    return "disconnect";
  default:
    return NULL;
  }
}

static void
add_origin (GString *header, const PactCapture *capture)
{
  add_field (header, "WARC-Target-URI", capture->final_url ? capture->final_url : capture->url);
  add_field (header, "WARC-IP-Address", capture->peer);
}

static void
write_request (PactGzipWriter *gzip, const PactCapture *capture, const char *response_uuid,
               GByteArray *out)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *head = plain_head (capture->request_head, NULL);
  g_autoptr (GString) header = open_header ("request", uuid, capture->time);

  add_id (header, "WARC-Concurrent-To", response_uuid);
  add_origin (header, capture);
  write_record (gzip, header, "application/http; msgtype=request", head, NULL, out);
}

gsize
pact_warc_write_capture (PactGzipWriter *gzip, const PactCapture *capture,
                         const PactRevisitOf *revisit, GByteArray *out)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *head = plain_head (capture->response_head, capture->body);
  g_autoptr (GString) header = open_header (revisit ? "revisit" : "response", uuid, capture->time);
  gsize start = 0;

  if (capture->request_head != NULL)
    write_request (gzip, capture, uuid, out);
  start = out->len;
  add_origin (header, capture);
  add_field (header, "WARC-Truncated", truncation (capture->failure));
  add_field (header, "WARC-Payload-Digest", revisit ? revisit->digest : capture->digest);
  if (revisit != NULL) {
    add_field (header, "WARC-Profile",
               capture->status == 304 ? PROFILE "server-not-modified"
                                      : PROFILE "identical-payload-digest");
    add_field (header, "WARC-Refers-To-Target-URI", revisit->url);
    add_date (header, "WARC-Refers-To-Date", revisit->time);
  }
  /* Fields of our own; the standard has readers skip what they do not know. */
  add_field (header, "Pactwatch-Source", capture->source);
  add_field (header, "Pactwatch-Asked-URI", capture->url);
  write_record (gzip, header, "application/http; msgtype=response", head,
                revisit ? NULL : capture->body, out);
  return start;
}

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

/* The value of an HTTP field in a head of whole lines, or NULL. */
static char *
head_field (const char *head, const char *name)
{
  gsize length = strlen (name);

  for (const char *line = strchr (head, '\n'); line != NULL; line = strchr (line, '\n')) {
    line++;
    if (g_ascii_strncasecmp (line, name, length) == 0 && line[length] == ':')
      return g_strstrip (g_strndup (line + length + 1, strcspn (line + length + 1, "\r\n")));
  }
  return NULL;
}

/* A WARC-Date: ISO 8601 in UTC with up to nine decimals; µs since 1970, or 0 when it is none. */
static gint64
parse_date (const char *text)
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
  capture->content_type = head_field (capture->response_head, "Content-Type");
  capture->etag = head_field (capture->response_head, "ETag");
  capture->last_modified = head_field (capture->response_head, "Last-Modified");
}

/* Digests by other algorithms, which other tools write, are not ours to judge. */
static bool
check_digest (const PactWarcRecord *record, const PactCapture *capture, const char *label,
              GError **error)
{
  if (label == NULL || !g_str_has_prefix (label, "sha256:") ||
      g_str_equal (label, capture->digest))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
               "the record at '%" G_GUINT64_FORMAT "' does not match its digest '%s': the file was "
               "damaged or altered; restore it from a backup", record->offset, label);
  return false;
}

PactCapture *
pact_warc_capture (const PactWarcRecord *record, GError **error)
{
  const char *type = pact_warc_field (record, "warc-type");
  const char *uri = pact_warc_field (record, "warc-target-uri");
  const char *asked = pact_warc_field (record, "pactwatch-asked-uri");
  const char *digest = pact_warc_field (record, "warc-payload-digest");
  gsize length = 0;
  const char *block = g_bytes_get_data (record->block, &length);
  gsize start = body_start (block, length);
  bool response = g_strcmp0 (type, "response") == 0;
  g_autoptr (PactCapture) capture = NULL;

  if ((!response && g_strcmp0 (type, "revisit") != 0) || uri == NULL || start == 0) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
                 "the record at '%" G_GUINT64_FORMAT "' is no HTTP response but '%s'",
                 record->offset, type != NULL ? type : "untyped");
    return NULL;
  }
  capture = pact_capture_new (pact_warc_field (record, "pactwatch-source"), asked ? asked : uri);
  capture->final_url = g_strdup (uri);
  capture->peer = g_strdup (pact_warc_field (record, "warc-ip-address"));
  capture->time = parse_date (pact_warc_field (record, "warc-date"));
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

static void
parse_fields (const char *header, gsize length, GHashTable *fields)
{
  g_autofree char *text = g_strndup (header, length);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
    const char *colon = strchr (lines[i], ':');
    g_autofree char *name = colon != NULL ? g_ascii_strdown (lines[i], colon - lines[i]) : NULL;

    if (name != NULL && !g_hash_table_contains (fields, name))
      g_hash_table_insert (fields, g_steal_pointer (&name), g_strstrip (g_strdup (colon + 1)));
  }
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
