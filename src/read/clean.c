/* First step of fold: bytes to plain characters, each remembering where it was written. */
#include "read/clean.h"

#include <stdbool.h>
#include <string.h>

/* Typography that stands for plain characters; "" for what a reader does not see. */
static const struct {
  gunichar from, to;
  const char *plain;
} typography[] = {
  { 0x00a0, 0x00a0, " " },     { 0x00a3, 0x00a3, " gbp " }, /* no-break space, pound */
  { 0x00a5, 0x00a5, " yen " }, { 0x00a9, 0x00a9, "" },      /* copyright */
  { 0x00ab, 0x00ab, "\"" },    { 0x00ad, 0x00ad, "" },      /* guillemet, soft hyphen */
  { 0x00ae, 0x00ae, "" },      { 0x00b2, 0x00b3, "" },      /* registered, footnotes' marks */
  { 0x00b4, 0x00b4, "'" },     { 0x00b7, 0x00b7, " " },     /* acute, middle dot */
  { 0x00b9, 0x00b9, "" },      { 0x00bb, 0x00bb, "\"" },
  { 0x0300, 0x036f, "" },                               /* combining accents */
  { 0x2000, 0x200a, " " },     { 0x200b, 0x200f, "" },  /* spaces of all widths, none, direction */
  { 0x2010, 0x2015, "-" },     { 0x2018, 0x201b, "'" }, /* hyphens and dashes, single quotes */
  { 0x201c, 0x201f, "\"" },    { 0x2020, 0x2021, "" },  /* double quotes, daggers */
  { 0x2022, 0x2023, " " },     { 0x2026, 0x2026, "..." },
  { 0x2028, 0x2029, " " },     { 0x202a, 0x202e, "" },
  { 0x202f, 0x202f, " " },     { 0x2032, 0x2032, "'" },
  { 0x2033, 0x2033, "\"" },    { 0x2039, 0x203a, "'" },
  { 0x2043, 0x2043, "-" },     { 0x2044, 0x2044, "/" },
  { 0x205f, 0x205f, " " },     { 0x2060, 0x206f, "" },
  { 0x2070, 0x2079, "" }, /* joiners, superscripts */
  { 0x20ac, 0x20ac, " eur " }, { 0x2117, 0x2117, "" },
  { 0x2120, 0x2120, "" },      { 0x2122, 0x2122, "" },
  { 0x2190, 0x21ff, "" }, /* arrows: link hints */
  { 0x2212, 0x2212, "-" },     { 0x25a0, 0x25ff, " " },
  { 0x3000, 0x3000, " " },     { 0xfe00, 0xfe0f, "" },
  { 0xfeff, 0xfeff, "" },      { 0xfffd, 0xfffd, " " },
};

static const struct {
  const char *name;
  gunichar c;
} entities[] = {
  { "amp", '&' },      { "apos", '\'' },     { "bull", 0x2022 },   { "cent", 0xa2 },
  { "copy", 0xa9 },    { "dagger", 0x2020 }, { "ensp", ' ' },      { "emsp", ' ' },
  { "euro", 0x20ac },  { "gt", '>' },        { "hellip", 0x2026 }, { "laquo", 0xab },
  { "ldquo", 0x201c }, { "lsquo", 0x2018 },  { "lt", '<' },        { "mdash", 0x2014 },
  { "middot", 0xb7 },  { "nbsp", 0xa0 },     { "ndash", 0x2013 },  { "percnt", '%' },
  { "pound", 0xa3 },   { "quot", '"' },      { "raquo", 0xbb },    { "rdquo", 0x201d },
  { "reg", 0xae },     { "rsquo", 0x2019 },  { "shy", 0xad },      { "thinsp", 0x2009 },
  { "trade", 0x2122 }, { "yen", 0xa5 },      { "zwj", 0x200d },    { "zwnj", 0x200c },
};

static const char *
plain_of (gunichar c)
{
  guint low = 0, high = G_N_ELEMENTS (typography);

  while (low < high) {
    guint middle = (low + high) / 2;

    if (c > typography[middle].to)
      low = middle + 1;
    else if (c < typography[middle].from)
      high = middle;
    else
      return typography[middle].plain;
  }
  return NULL;
}

static void
append (PactClean *clean, const char *bytes, gsize n, guint32 origin)
{
  g_string_append_len (clean->text, bytes, (gssize) n);
  for (gsize i = 0; i < n; i++)
    g_array_append_val (clean->origin, origin);
}

/* Accents go: an editor's "naïve" and "naive" are one word, composed or not. */
static void
append_char (PactClean *clean, gunichar c, guint32 origin)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  const char *plain = c < 0x80 ? NULL : plain_of (c);
  gsize n;

  if (plain == NULL && g_unichar_isspace (c))
    plain = " ";
  else if (plain == NULL && !g_unichar_isprint (c))
    plain = "";
  if (plain != NULL) {
    append (clean, plain, strlen (plain), origin);
    return;
  }
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++) {
    char utf8[6];

    if (parts[i] == c || (plain = parts[i] < 0x80 ? NULL : plain_of (parts[i])) == NULL)
      append (clean, utf8, (gsize) g_unichar_to_utf8 (parts[i], utf8), origin);
    else
      append (clean, plain, strlen (plain), origin);
  }
}

/* The character an entity at `text` names and its length in bytes; 0 when it is none. */
static gsize
entity_at (const char *text, gsize length, gunichar *ret_c)
{
  const char *semicolon = memchr (text, ';', MIN (length, 12));
  gsize n = semicolon == NULL ? 0 : (gsize) (semicolon - text) + 1;

  if (n < 4)
    return 0;
  if (text[1] == '#') {
    bool hex = text[2] == 'x' || text[2] == 'X';
    char *end = NULL;
    guint64 c = g_ascii_strtoull (text + (hex ? 3 : 2), &end, hex ? 16 : 10);

    if (end != semicolon || c < 0x20 || !g_unichar_validate ((gunichar) MIN (c, G_MAXUINT32)))
      return 0;
    *ret_c = (gunichar) c;
    return n;
  }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == n - 2 && memcmp (entities[i].name, text + 1, n - 2) == 0) {
      *ret_c = entities[i].c;
      return n;
    }
  return 0;
}

/* One character from `text`; its length in bytes. Bytes that are not UTF-8 read as a space. */
static gsize
char_at (const char *text, gsize length, gunichar *ret_c)
{
  if ((guchar) text[0] < 0x80) {
    *ret_c = (guchar) text[0];
    return 1;
  }
  *ret_c = g_utf8_get_char_validated (text, (gssize) MIN (length, 4));
  if (*ret_c == (gunichar) -1 || *ret_c == (gunichar) -2) {
    *ret_c = ' ';
    return 1;
  }
  return (gsize) g_unichar_to_utf8 (*ret_c, NULL);
}

/* How many bytes from `text` on are plain characters that stand for themselves. */
static gsize
plain_run (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && text[n] >= ' ' && text[n] <= '~' && text[n] != '&')
    n++;
  return n;
}

static void
append_run (PactClean *clean, const char *text, gsize n, guint32 origin)
{
  guint before = clean->origin->len;
  guint32 *to;

  g_string_append_len (clean->text, text, (gssize) n);
  g_array_set_size (clean->origin, before + (guint) n);
  to = (guint32 *) (void *) clean->origin->data + before;
  for (gsize i = 0; i < n; i++)
    to[i] = origin + (guint32) i;
}

void
pact_clean_init (PactClean *clean, const char *text, gsize length)
{
  guint32 end = (guint32) length;

  clean->text = g_string_sized_new (length + 1);
  clean->origin = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) length + 1);
  for (gsize i = 0; i < length;) {
    gunichar c = 0;
    gsize run = plain_run (text + i, length - i), n;

    if (run > 0) {
      append_run (clean, text + i, run, (guint32) i);
      i += run;
      continue;
    }
    n = text[i] == '&' ? entity_at (text + i, length - i, &c) : 0;

    if (n == 0)
      n = char_at (text + i, length - i, &c);
    if (c < 0x80) {
      char plain = (c < 0x20 && c != '\n') || c == 0x7f ? ' ' : (char) c;

      append (clean, &plain, 1, (guint32) i);
    } else {
      append_char (clean, c, (guint32) i);
    }
    i += n;
  }
  g_array_append_val (clean->origin, end);
}

void
pact_clean_clear (PactClean *clean)
{
  g_string_free (clean->text, TRUE);
  g_array_unref (clean->origin);
}
