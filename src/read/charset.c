/* Encodings as the web means them: labels after the WHATWG Encoding Standard (a page that says
 * iso-8859-1 is windows-1252), decoded by iconv, with the bytes' own validity as the judge. */
#define _GNU_SOURCE /* strcasestr */
#include "read/charset.h"

#include <errno.h>
#include <string.h>

#define PRESCAN_CAP 4096 /* bytes in which a declaration must stand; browsers look at 1024 */
#define REPLACEMENT "\xef\xbf\xbd"

static const struct {
  const char *label;
  const char *encoding; /* iconv's name for what browsers decode it as */
} labels[] = {
  { "utf-8", "UTF-8" },
  { "utf8", "UTF-8" },
  { "unicode-1-1-utf-8", "UTF-8" },
  { "us-ascii", "CP1252" },
  { "ascii", "CP1252" },
  { "iso-8859-1", "CP1252" },
  { "iso8859-1", "CP1252" },
  { "iso_8859-1", "CP1252" },
  { "latin1", "CP1252" },
  { "l1", "CP1252" },
  { "windows-1252", "CP1252" },
  { "cp1252", "CP1252" },
  { "x-cp1252", "CP1252" },
  { "windows-1250", "CP1250" },
  { "cp1250", "CP1250" },
  { "windows-1251", "CP1251" },
  { "cp1251", "CP1251" },
  { "windows-1253", "CP1253" },
  { "windows-1254", "CP1254" },
  { "iso-8859-9", "CP1254" },
  { "windows-1255", "CP1255" },
  { "windows-1256", "CP1256" },
  { "windows-1257", "CP1257" },
  { "windows-1258", "CP1258" },
  { "windows-874", "CP874" },
  { "tis-620", "CP874" },
  { "iso-8859-11", "CP874" },
  { "iso-8859-2", "ISO-8859-2" },
  { "latin2", "ISO-8859-2" },
  { "iso-8859-3", "ISO-8859-3" },
  { "iso-8859-4", "ISO-8859-4" },
  { "iso-8859-5", "ISO-8859-5" },
  { "iso-8859-6", "ISO-8859-6" },
  { "iso-8859-7", "ISO-8859-7" },
  { "iso-8859-8", "ISO-8859-8" },
  { "iso-8859-8-i", "ISO-8859-8" },
  { "iso-8859-10", "ISO-8859-10" },
  { "iso-8859-13", "ISO-8859-13" },
  { "iso-8859-14", "ISO-8859-14" },
  { "iso-8859-15", "ISO-8859-15" },
  { "iso-8859-16", "ISO-8859-16" },
  { "koi8-r", "KOI8-R" },
  { "koi8-u", "KOI8-U" },
  { "macintosh", "MACINTOSH" },
  { "ibm866", "CP866" },
  { "shift_jis", "CP932" },
  { "shift-jis", "CP932" },
  { "sjis", "CP932" },
  { "x-sjis", "CP932" },
  { "windows-31j", "CP932" },
  { "ms_kanji", "CP932" },
  { "euc-jp", "EUC-JP-MS" },
  { "x-euc-jp", "EUC-JP-MS" },
  { "iso-2022-jp", "ISO-2022-JP" },
  { "euc-kr", "CP949" },
  { "ks_c_5601-1987", "CP949" },
  { "windows-949", "CP949" },
  { "gb2312", "GB18030" },
  { "gbk", "GB18030" },
  { "gb18030", "GB18030" },
  { "x-gbk", "GB18030" },
  { "big5", "BIG5-HKSCS" },
  { "big5-hkscs", "BIG5-HKSCS" },
  { "x-x-big5", "BIG5-HKSCS" },
  { "utf-16", "UTF-16LE" },
  { "utf-16le", "UTF-16LE" },
  { "unicode", "UTF-16LE" },
  { "utf-16be", "UTF-16BE" },
};

/* The encoding a label at `text` names (it may be quoted), or NULL. */
static const char *
encoding_from_label (const char *text)
{
  gsize length;

  text += strspn (text, " \t\r\n\"'");
  length = strcspn (text, " \t\r\n\"';,>/?");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strlen (labels[i].label) == length &&
        g_ascii_strncasecmp (text, labels[i].label, length) == 0)
      return labels[i].encoding;
  return NULL;
}

/* What follows NAME= in `text`, whatever the white space around the sign; or NULL. */
static const char *
find_value (const char *text, const char *name)
{
  for (const char *at = text; (at = strcasestr (at, name)) != NULL;) {
    at += strlen (name);
    at += strspn (at, " \t\r\n");
    if (*at == '=')
      return at + 1;
  }
  return NULL;
}

static const char *
encoding_from_header (const char *content_type)
{
  const char *label = content_type == NULL ? NULL : find_value (content_type, "charset");

  return label == NULL ? NULL : encoding_from_label (label);
}

/* What the page says of itself: a meta element or the XML declaration. Bytes that could be read
 * so far are ASCII's, so a claim of UTF-16 is UTF-8 (HTML Standard, "encoding sniffing"). */
static const char *
encoding_from_declaration (const char *bytes, gsize length)
{
  g_autofree char *head = g_strndup (bytes, MIN (length, PRESCAN_CAP));
  const char *label = NULL, *encoding;

  if (g_str_has_prefix (head, "<?xml"))
    label = find_value (head, "encoding");
  for (const char *at = head; label == NULL && (at = strcasestr (at, "<meta")) != NULL; at++) {
    g_autofree char *element = g_strndup (at, strcspn (at, ">"));
    const char *value = find_value (element, "charset");

    if (value != NULL)
      label = at + (value - element);
  }
  encoding = label == NULL ? NULL : encoding_from_label (label);
  return encoding != NULL && g_str_has_prefix (encoding, "UTF-16") ? "UTF-8" : encoding;
}

static const struct {
  const char *bytes;
  gsize length, skip;
  const char *encoding;
} signatures[] = {
  { "\xef\xbb\xbf", 3, 3, "UTF-8" },
  { "\xfe\xff", 2, 2, "UTF-16BE" },
  { "\xff\xfe", 2, 2, "UTF-16LE" },
  { "<\0!\0", 4, 0, "UTF-16LE" }, /* no mark, but no other encoding starts a page so */
  { "<\0h\0", 4, 0, "UTF-16LE" },
  { "<\0?\0", 4, 0, "UTF-16LE" },
  { "\0<\0!", 4, 0, "UTF-16BE" },
  { "\0<\0h", 4, 0, "UTF-16BE" },
  { "\0<\0?", 4, 0, "UTF-16BE" },
};

/* One byte that is no text: `ret_bad` counts them. */
static GString *
decode_with (const char *encoding, const char *bytes, gsize length, gsize *ret_bad)
{
  GString *out = g_string_sized_new (length + length / 8 + 16);
  GIConv converter = g_iconv_open ("UTF-8", encoding);
  char *in = (char *) bytes, buffer[8192];
  gsize in_left = length;

  *ret_bad = 0;
  if (converter == (GIConv) -1)
    converter = g_iconv_open ("UTF-8", "ISO-8859-1");
  while (in_left > 0) {
    char *to = buffer;
    gsize to_left = sizeof buffer;
    gsize result = g_iconv (converter, &in, &in_left, &to, &to_left);
    int problem = errno;

    g_string_append_len (out, buffer, to - buffer);
    if (result == (gsize) -1 && problem != E2BIG) {
      g_string_append (out, REPLACEMENT);
      ++*ret_bad;
      in++;
      in_left--;
    }
  }
  g_iconv_close (converter);
  return out;
}

/* UTF-8 is checked rather than converted. A sequence that breaks off counts once. */
static GString *
decode_utf8 (const char *bytes, gsize length, gsize *ret_good, gsize *ret_bad)
{
  GString *out = g_string_sized_new (length + 16);
  const char *end = bytes + length, *stop;

  *ret_good = *ret_bad = 0;
  while (!g_utf8_validate_len (bytes, (gsize) (end - bytes), &stop)) {
    g_string_append_len (out, bytes, stop - bytes);
    g_string_append (out, REPLACEMENT);
    ++*ret_bad;
    for (bytes = stop + 1; bytes < end && ((guchar) *bytes & 0xc0) == 0x80; bytes++)
      ;
  }
  g_string_append_len (out, bytes, stop - bytes);
  for (gsize i = 0; i < out->len; i++)
    *ret_good += (guchar) out->str[i] >= 0xc0;
  *ret_good -= *ret_bad;
  return out;
}

/* NUL ends a C string and a libxml2 document, so it is left out. */
static char *
without_nul (GString *text, gsize *ret_length)
{
  if (memchr (text->str, '\0', text->len) != NULL) {
    GString *clean = g_string_sized_new (text->len);

    for (gsize i = 0; i < text->len; i++)
      if (text->str[i] != '\0')
        g_string_append_c (clean, text->str[i]);
    g_string_free (text, TRUE);
    text = clean;
  }
  *ret_length = text->len;
  return g_string_free (text, FALSE);
}

/* Bytes are hardly ever UTF-8 by accident, while wrong declarations are common: validity decides
 * first, then the claims in their order, then what western pages without a claim are in. */
static GString *
decode_judging (const char *header, const char *declared, const char *bytes, gsize length)
{
  const char *claims[] = { header, declared, "CP1252" };
  gsize good, bad;
  g_autoptr (GString) utf8 = decode_utf8 (bytes, length, &good, &bad);

  for (guint i = 0; i < G_N_ELEMENTS (claims) && (good == 0 || good < bad); i++) {
    gsize undecodable;
    g_autoptr (GString) text = NULL;

    if (claims[i] == NULL || strcmp (claims[i], "UTF-8") == 0)
      continue;
    if (good + bad == 0 && strcmp (claims[i], "ISO-2022-JP") != 0)
      continue; /* the only one in which ASCII's bytes are not ASCII */
    text = decode_with (claims[i], bytes, length, &undecodable);
    if (undecodable <= length / 100)
      return g_steal_pointer (&text);
  }
  return g_steal_pointer (&utf8);
}

char *
pact_charset_decode (GBytes *bytes, const char *content_type, gsize *ret_length)
{
  gsize length = g_bytes_get_size (bytes), bad;
  const char *data = length == 0 ? "" : g_bytes_get_data (bytes, NULL); /* NULL without bytes */
  const char *header = encoding_from_header (content_type);
  GString *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signatures) && text == NULL; i++)
    if (length >= signatures[i].length &&
        memcmp (data, signatures[i].bytes, signatures[i].length) == 0) {
      data += signatures[i].skip;
      length -= signatures[i].skip;
      text = decode_with (signatures[i].encoding, data, length, &bad);
    }
  if (text == NULL && header != NULL && g_str_has_prefix (header, "UTF-16"))
    text = decode_with (header, data, length, &bad);
  if (text == NULL)
    text = decode_judging (header, encoding_from_declaration (data, length), data, length);
  return without_nul (text, ret_length);
}
