/* A scan for keys with strings, not a parser: pages write JSON-LD with errors no parser forgives,
 * and which object of a graph says it does not matter to us. After RFC 8259. */
#include "read/json-ld.h"

#include <stdbool.h>
#include <string.h>

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

/* Four hex digits at `at`, or -1. */
static int
hex4 (const char *at, const char *end)
{
  int value = 0;

  for (guint i = 0; i < 4; i++) {
    if (at + i >= end || !g_ascii_isxdigit (at[i]))
      return -1;
    value = value * 16 + g_ascii_xdigit_value (at[i]);
  }
  return value;
}

/* The character of \uXXXX, or of two of them that make a surrogate pair; `at` is past the u. */
static const char *
take_unicode (const char *at, const char *end, GString *out)
{
  int high = hex4 (at, end), low = -1;

  if (high < 0)
    return at;
  at += 4;
  if (high >= 0xd800 && high < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u')
    low = hex4 (at + 2, end);
  if (low >= 0xdc00 && low < 0xe000) {
    g_string_append_unichar (out, 0x10000 + (gunichar) (((high - 0xd800) << 10) | (low - 0xdc00)));
    return at + 6;
  }
  if (high != 0)
    g_string_append_unichar (out, high >= 0xd800 && high < 0xe000 ? 0xfffd : (gunichar) high);
  return at;
}

const char *
pact_json_string (const char *at, const char *end, GString *out)
{
  static const char escapes[][2] = {
    { 'n', '\n' }, { 'r', '\n' }, { 't', '\t' }, { 'b', ' ' }, { 'f', ' ' }
  };

  g_string_truncate (out, 0);
  for (;;) {
    gsize plain = 0;
    char escape;

    while (at + plain < end && at[plain] != '"' && at[plain] != '\\')
      plain++;
    g_string_append_len (out, at, (gssize) plain);
    at += plain;
    if (at == end || *at == '"')
      return at == end ? end : at + 1;
    if (at + 1 == end)
      return end;
    escape = at[1];
    at += 2;
    if (escape == 'u') {
      at = take_unicode (at, end, out);
      continue;
    }
    for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
      if (escapes[i][0] == escape) {
        escape = escapes[i][1];
        break;
      }
    g_string_append_c (out, escape);
  }
}

void
pact_json_ld_read (const char *json, gsize length, const char *const *keys, guint n, char **values)
{
  const char *end = json + length;
  g_autoptr (GString) key = g_string_new (NULL), value = g_string_new (NULL);

  for (const char *at = json; (at = memchr (at, '"', (gsize) (end - at))) != NULL;) {
    const char *after;

    at = pact_json_string (at + 1, end, key);
    after = skip_space (at, end);
    if (after == end || *after != ':')
      continue;
    after = skip_space (after + 1, end);
    if (after == end || *after != '"')
      continue;
    at = pact_json_string (after + 1, end, value);
    for (guint i = 0; i < n; i++)
      if (values[i] == NULL && strcmp (keys[i], key->str) == 0)
        values[i] = g_strdup (value->str);
  }
}
