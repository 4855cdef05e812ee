/* Captures into WARC/1.1 records. Nothing a page or server says can add a field or a record. */
#include "keep/warc.h"

#include <string.h>

#include "caps.h"

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

static void
add_own_fields (GString *header, const PactCapture *capture)
{
  /* the standard has readers skip what they do not know */
  add_field (header, "Pactwatch-Source", capture->source);
  add_field (header, "Pactwatch-Asked-URI", capture->url);
}

/* What a browser made of the response. */
static void
write_conversion (PactGzipWriter *gzip, const PactCapture *capture, const char *response_uuid,
                  GByteArray *out)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GString) header = open_header ("conversion", uuid, capture->time);

  add_id (header, "WARC-Refers-To", response_uuid);
  add_field (header, "WARC-Target-URI", capture->final_url ? capture->final_url : capture->url);
  add_field (header, "WARC-Payload-Digest", capture->digest);
  add_own_fields (header, capture);
  write_record (gzip, header, PACT_RENDERED_TYPE, NULL, capture->body, out);
}

gsize
pact_warc_write_capture (PactGzipWriter *gzip, const PactCapture *capture,
                         const PactRevisitOf *revisit, GByteArray *out)
{
  g_autofree char *uuid = g_uuid_string_random ();
  GBytes *payload = capture->served != NULL ? capture->served : capture->body;
  g_autofree char *digest = capture->served != NULL ? pact_digest (payload) : g_strdup (capture->digest);
  g_autofree char *head = plain_head (capture->response_head, payload);
  g_autoptr (GString) header = open_header (revisit ? "revisit" : "response", uuid, capture->time);
  gsize start = 0;

  if (capture->request_head != NULL)
    write_request (gzip, capture, uuid, out);
  start = out->len;
  add_origin (header, capture);
  add_field (header, "WARC-Truncated", truncation (capture->failure));
  add_field (header, "WARC-Payload-Digest", revisit ? revisit->digest : digest);
  if (revisit != NULL) {
    add_field (header, "WARC-Profile",
               capture->status == 304 ? PROFILE "server-not-modified"
                                      : PROFILE "identical-payload-digest");
    add_field (header, "WARC-Refers-To-Target-URI", revisit->url);
    add_date (header, "WARC-Refers-To-Date", revisit->time);
  }
  add_own_fields (header, capture);
  write_record (gzip, header, "application/http; msgtype=response", head, revisit ? NULL : payload,
                out);
  if (capture->served != NULL) {
    start = out->len;
    write_conversion (gzip, capture, uuid, out);
  }
  return start;
}
