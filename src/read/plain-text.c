/* Plain text taken apart into blocks. People mark such text up as in Markdown, so marks of blocks
 * are read, and marks within a line are dropped: a link that leads elsewhere is no change of
 * wording. */
#include <stdbool.h>
#include <string.h>

#include "pactwatch/document.h"

#define LINK_TARGET_CAP 1024 /* bytes; what is longer is text in brackets */

/* Where the target that opens at `open` ends: the index of its ')', or 0. Parentheses in it pair
 * up. */
static gsize
target_end (const char *line, gsize length, gsize open)
{
  guint depth = 0;

  for (gsize i = open; i < MIN (length, open + LINK_TARGET_CAP); i++) {
    depth += line[i] == '(';
    depth -= line[i] == ')';
    if (depth == 0)
      return i;
  }
  return 0;
}

/* Marks for dropping: of "[text](target)" all but the text, of "![alt](target)" everything. */
static void
drop_links (const char *line, gsize length, guint8 *drop)
{
  g_autoptr (GArray) brackets = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize i = 0; i < length; i++) {
    gsize open, end;

    if (line[i] == '[')
      g_array_append_val (brackets, i);
    if (line[i] != ']' || brackets->len == 0)
      continue;
    open = g_array_index (brackets, gsize, brackets->len - 1);
    g_array_set_size (brackets, brackets->len - 1);
    end = line[i + 1] == '(' ? target_end (line, length, i + 1) : 0;
    if (end == 0)
      continue;
    drop[open] = 1;
    if (open > 0 && line[open - 1] == '!')
      memset (drop + open - 1, 1, i - open + 1);
    memset (drop + i, 1, end - i + 1);
    i = end;
  }
}

static bool
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Marks for dropping: runs of * and _ that open or close emphasis. Those within a word and those
 * that stand alone are text. */
static void
drop_emphasis (const char *line, gsize length, guint8 *drop)
{
  for (gsize i = 0; i < length;) {
    gsize n = strspn (line + i, "*_");
    char before = i > 0 ? line[i - 1] : ' ', after = line[i + n];
    bool within = is_word_byte (before) && is_word_byte (after);
    bool alone = before == ' ' && (after == ' ' || after == '\0');

    if (n > 0 && !within && !alone)
      memset (drop + i, 1, n);
    i += MAX (n, 1);
  }
}

/* The line without its inline marks; a backslash before punctuation goes too. */
static char *
without_marks (const char *line)
{
  gsize length = strlen (line);
  g_autofree guint8 *drop = g_malloc0 (length + 1);
  GString *text = g_string_sized_new (length);

  drop_links (line, length, drop);
  drop_emphasis (line, length, drop);
  for (gsize i = 0; i < length; i++)
    if (!drop[i] && line[i] != '`' && !(line[i] == '\\' && g_ascii_ispunct (line[i + 1])))
      g_string_append_c (text, line[i]);
  return g_string_free (text, FALSE);
}

/* The mark a line starts with, and where its text begins. */
static PactBlockKind
block_mark (const char **line, guint8 *ret_level)
{
  const char *text = *line + strspn (*line, " \t");
  gsize hashes = strspn (text, "#"), digits = strspn (text, "0123456789");

  *ret_level = 0;
  if (hashes >= 1 && hashes <= 6 && text[hashes] == ' ') {
    *line = text + hashes + 1;
    *ret_level = (guint8) hashes;
    return PACT_BLOCK_HEADING;
  }
  if (strchr ("-*+", text[0]) != NULL && text[0] != '\0' && text[1] == ' ') {
    *ret_level = (guint8) MIN (1 + (text - *line) / 2, 255);
    *line = text + 2;
    return PACT_BLOCK_LIST_ITEM;
  }
  if (digits >= 1 && digits <= 3 && strchr (".)", text[digits]) != NULL && text[digits] != '\0' &&
      text[digits + 1] == ' ') {
    *ret_level = (guint8) MIN (1 + (text - *line) / 2, 255);
    *line = text + digits + 2;
    return PACT_BLOCK_LIST_ITEM;
  }
  if (text[0] == '>') {
    *line = text + 1;
    return PACT_BLOCK_QUOTE;
  }
  *line = text;
  return text[0] == '|' ? PACT_BLOCK_TABLE_ROW : PACT_BLOCK_PARAGRAPH;
}

/* "| a | b |" becomes "a | b"; the ruler line under a table's head becomes nothing. */
static char *
table_row (const char *line)
{
  g_autofree char *inner = g_strdup (line);
  g_auto (GStrv) cells = NULL;
  GString *row = g_string_new (NULL);

  if (strspn (line, "|-: \t") == strlen (line))
    return g_string_free (row, FALSE);
  g_strstrip (inner);
  if (g_str_has_suffix (inner, "|"))
    inner[strlen (inner) - 1] = '\0';
  cells = g_strsplit (inner + 1, "|", -1);
  for (guint i = 0; cells[i] != NULL; i++)
    g_string_append_printf (row, "%s%s", i > 0 ? " | " : "", g_strstrip (cells[i]));
  return g_string_free (row, FALSE);
}

typedef struct {
  GString *text;
  GArray *blocks;
  PactBlock open; /* the block lines are being added to */
  bool is_open;
} Builder;

static void
builder_close (Builder *builder)
{
  if (!builder->is_open)
    return;
  builder->is_open = false;
  builder->open.span.end = (guint32) builder->text->len;
  if (builder->open.span.end > builder->open.span.start)
    g_array_append_val (builder->blocks, builder->open);
}

static void
builder_open (Builder *builder, PactBlockKind kind, guint8 level)
{
  builder_close (builder);
  if (builder->blocks->len > 0)
    g_string_append (builder->text, "\n\n");
  builder->open = (PactBlock){ { (guint32) builder->text->len, 0 }, kind, level };
  builder->is_open = true;
}

/* A line of one sign only: under a paragraph "===" or "---" makes it a heading, else it is a rule.
 */
static bool
builder_rule (Builder *builder, const char *line)
{
  char sign = line[strspn (line, " \t")];
  char signs[] = { sign, ' ', '\t', '\r', '\0' };

  if (sign == '\0' || strchr ("=-_*", sign) == NULL || strspn (line, signs) != strlen (line) ||
      strlen (line) < 3)
    return false;
  if (builder->is_open && builder->open.kind == PACT_BLOCK_PARAGRAPH &&
      (sign == '=' || sign == '-')) {
    builder->open.kind = PACT_BLOCK_HEADING;
    builder->open.level = sign == '=' ? 1 : 2;
  }
  builder_close (builder);
  return true;
}

static void
builder_line (Builder *builder, const char *line)
{
  guint8 level = 0;
  PactBlockKind kind = block_mark (&line, &level);
  g_autofree char *plain = without_marks (line);
  g_autofree char *text =
      kind == PACT_BLOCK_TABLE_ROW ? table_row (plain) : g_strstrip (g_strdup (plain));

  if (text[0] == '\0') {
    if (kind == PACT_BLOCK_PARAGRAPH)
      builder_close (builder);
    return;
  }
  if (!builder->is_open || kind != PACT_BLOCK_PARAGRAPH)
    builder_open (builder, kind, level);
  else
    g_string_append_c (builder->text, ' ');
  g_string_append (builder->text, text);
  if (kind == PACT_BLOCK_HEADING || kind == PACT_BLOCK_TABLE_ROW)
    builder_close (builder);
}

PactDocument *
pact_document_from_text (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  Builder builder = { .text = g_string_new (NULL),
                      .blocks = g_array_new (FALSE, FALSE, sizeof (PactBlock)) };
  PactDocument *document = g_new0 (PactDocument, 1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!builder_rule (&builder, lines[i]))
      builder_line (&builder, lines[i]);
  builder_close (&builder);
  document->blocks = builder.blocks;
  document->length = builder.text->len;
  document->text = g_string_free (builder.text, FALSE);
  return document;
}
