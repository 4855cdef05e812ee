/* Codings of stored HTTP answers, undone. zlib is GIO's here: the body is in memory already. */
#include "keep/coding.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <string.h>

#include "caps.h"
#include "keep/warc.h"
#include "pactwatch/error.h"

#define CHUNK (64 * 1024)

static GBytes *
refuse (const char *why, GError **error)
{
  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE, "the body cannot be decoded: %s", why);
  return NULL;
}

/* The size in a chunk's first line, and where its data starts; false when it is no such line. */
static bool
read_size (const char *data, gsize length, gsize *ret_start, guint64 *ret_size)
{
  const char *end = g_strstr_len (data, (gssize) MIN (length, 1024), "\r\n");
  g_autofree char *line = end != NULL ? g_strndup (data, (gsize) (end - data)) : NULL;

  if (line == NULL)
    return false;
  line[strcspn (line, "; \t")] = '\0'; /* extensions */
  *ret_start = (gsize) (end - data) + 2;
  return g_ascii_string_to_unsigned (line, 16, 0, G_MAXUINT32, ret_size, NULL);
}

/* NULL when the body is not chunked, whatever the head says. The last chunk may be missing. */
static GBytes *
join_chunks (GBytes *body)
{
  gsize length = 0, at = 0;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr (GByteArray) out = g_byte_array_new ();

  while (at < length) {
    gsize start = 0;
    guint64 size = 0;

    if (!read_size (data + at, length - at, &start, &size))
      return NULL;
    at += start;
    if (size == 0)
      break;
    if (size > length - at)
      return NULL;
    g_byte_array_append (out, (const guint8 *) data + at, (guint) size);
    at += (gsize) size;
    if (length - at < 2 || memcmp (data + at, "\r\n", 2) != 0)
      return NULL;
    at += 2;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
inflate (GBytes *body, GZlibCompressorFormat format, GError **error)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (format);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;
  g_autoptr (GError) failed = NULL;
  gsize length = 0, used = 0;
  const guint8 *data = g_bytes_get_data (body, &length);

  while (result == G_CONVERTER_CONVERTED && out->len <= PACT_BODY_CAP_DEFAULT) {
    guint had = out->len;
    gsize taken = 0, got = 0;

    g_byte_array_set_size (out, had + CHUNK);
    result = g_converter_convert (G_CONVERTER (zlib), data + used, length - used, out->data + had,
                                  CHUNK, G_CONVERTER_INPUT_AT_END, &taken, &got, &failed);
    used += taken;
    g_byte_array_set_size (out, had + (guint) got);
  }
  if (out->len > PACT_BODY_CAP_DEFAULT)
    return refuse ("it is too large", error);
  if (result != G_CONVERTER_FINISHED)
    return refuse (failed != NULL ? failed->message : "it broke off", error);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* "deflate" is zlib's format, and with some servers the bare stream in it. */
static GBytes *
undo_deflate (GBytes *body, GError **error)
{
  GBytes *plain = inflate (body, G_ZLIB_COMPRESSOR_FORMAT_ZLIB, NULL);

  return plain != NULL ? plain : inflate (body, G_ZLIB_COMPRESSOR_FORMAT_RAW, error);
}

static bool
is_gzip (GBytes *body)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (body, &length);

  return length > 2 && data[0] == 0x1f && data[1] == 0x8b;
}

/* A body with the look of text was decoded before it was stored. What is packed holds bytes that no
 * charset of text uses but UTF-16, which starts with its mark. */
static bool
is_text (GBytes *body)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (body, &length);

  if (length >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return true;
  for (gsize i = 0; i < MIN (length, 512); i++)
    if (data[i] < ' ' && strchr ("\t\n\f\r\033", data[i]) == NULL)
      return false;
  return true;
}

static GBytes *
undo_one (const char *coding, GBytes *body, GError **error)
{
  if (is_gzip (body))
    return inflate (body, G_ZLIB_COMPRESSOR_FORMAT_GZIP, error);
  if (is_text (body) || g_ascii_strcasecmp (coding, "identity") == 0)
    return g_bytes_ref (body);
  if (g_ascii_strcasecmp (coding, "deflate") == 0)
    return undo_deflate (body, error);
  g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
               "the body cannot be decoded: its coding is '%s', and not gzip or deflate", coding);
  return NULL;
}

GBytes *
pact_coding_undo (const char *head, GBytes *body, GError **error)
{
  g_autofree char *transfer = pact_warc_head_field (head, "Transfer-Encoding");
  g_autofree char *content = pact_warc_head_field (head, "Content-Encoding");
  g_auto (GStrv) codings = g_strsplit (content != NULL ? content : "", ",", 8);
  g_autoptr (GBytes) plain = transfer != NULL ? join_chunks (body) : NULL;

  if (plain == NULL)
    plain = g_bytes_ref (body);
  for (guint i = g_strv_length (codings); i-- > 0;) {
    GBytes *undone = undo_one (g_strstrip (codings[i]), plain, error);

    if (undone == NULL)
      return NULL;
    g_bytes_unref (plain);
    plain = undone;
  }
  return g_steal_pointer (&plain);
}
