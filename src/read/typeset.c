/* Lines into blocks. A sentence in two blocks would be read as two halves, so a line goes on the
 * one before unless something says otherwise: its size, distance or mark, or room left over. */
#include "read/typeset.h"

#include <stdbool.h>
#include <string.h>

#include "read/mend.h"
#include "read/running.h"

#define SAME_SIZE 1.08    /* sizes closer than this are one */
#define HEADING_SIZE 1.15 /* times the size of the body */
#define WIDE_PITCH 1.3    /* times the usual distance of lines: a new block */
#define PITCH_MAX 2.5     /* sizes: double spacing */
#define INDENT 0.8        /* of a block's first line, in sizes */
#define WIDE_WORD 1.2     /* times the usual width of as many letters */
#define COLUMN_LINES 20   /* lines either way that show how wide a column is */
#define SIZES_MAX 400     /* tenths of a point are counted up to 40 points */

typedef struct {
  const GArray *lines; /* PactTypesetLine: those that are kept */
  double body_size;    /* of most letters */
  double pitch;        /* usual distance from line to line, in sizes */
} Pages;

typedef struct {
  const Pages *pages;
  const PactMend *mend;
  GString *text;
  GArray *blocks;
  GArray *headings; /* double: their sizes, largest first */
} Builder;

void
pact_typeset_line_clear (PactTypesetLine *line)
{
  g_clear_pointer (&line->text, g_free);
}

static const PactTypesetLine *
line_at (const GArray *lines, guint i)
{
  return &g_array_index (lines, PactTypesetLine, i);
}

static bool
is_same_size (double a, double b)
{
  return a < b * SAME_SIZE && b < a * SAME_SIZE;
}

/* Whether `next` stands below `line` in its column. */
static bool
is_below (const PactTypesetLine *line, const PactTypesetLine *next)
{
  return line->page == next->page && next->top > line->top && next->left < line->right &&
         next->right > line->left;
}

/* Whether `next` goes on to the right, as the cells of a table's row do. */
static bool
is_beside (const PactTypesetLine *line, const PactTypesetLine *next)
{
  double drift = next->top - line->top;

  return line->page == next->page && next->left > line->right && drift < line->size / 2 &&
         drift > -line->size / 2;
}

static double
find_body_size (const GArray *lines)
{
  gsize letters[SIZES_MAX] = { 0 };
  guint most = 0;

  for (guint i = 0; i < lines->len; i++) {
    const PactTypesetLine *line = line_at (lines, i);

    letters[(guint) CLAMP (line->size * 10, 0, SIZES_MAX - 1)] += strlen (line->text);
  }
  for (guint i = 0; i < SIZES_MAX; i++)
    if (letters[i] > letters[most])
      most = i;
  return most / 10.0;
}

static int
by_value (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* The lower quartile: most lines go on one before, and what does not stands farther off. */
static double
find_pitch (const GArray *lines)
{
  g_autoptr (GArray) pitches = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 1; i < lines->len; i++) {
    const PactTypesetLine *line = line_at (lines, i - 1), *next = line_at (lines, i);
    double pitch = (next->top - line->top) / MAX (line->size, 1);

    if (is_below (line, next) && is_same_size (line->size, next->size))
      g_array_append_val (pitches, pitch);
  }
  g_array_sort (pitches, by_value);
  return pitches->len > 0 ? MIN (g_array_index (pitches, double, pitches->len / 4), PITCH_MAX)
                          : PITCH_MAX;
}

static bool
is_heading (const Pages *pages, const PactTypesetLine *line)
{
  return line->size > pages->body_size * HEADING_SIZE;
}

/* The last character, closing quotes and brackets aside, is one of `marks`. */
static bool
ends_with (const PactTypesetLine *line, const char *marks)
{
  const char *start = line->text, *at = start + strlen (start);

  while ((at = g_utf8_find_prev_char (start, at)) != NULL) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_type (c) != G_UNICODE_CLOSE_PUNCTUATION &&
        g_unichar_type (c) != G_UNICODE_FINAL_PUNCTUATION && c != '"' && c != '\'')
      return c < 0x80 && strchr (marks, (int) c) != NULL;
  }
  return false;
}

/* Bytes of a bullet at the start of the line with the space behind it; 0 for none. */
static gsize
bullet_length (const char *text)
{
  static const char *const bullets[] = { "\u2022",  "\u25e6",  "\u25aa", "\u25cf",
                                         "\u25cb",  "\u25a0",  "\u2023", "\u00b7",
                                         "\u2013 ", "\u2014 ", "- ",     "* " };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (g_str_has_prefix (text, bullets[i])) {
      gsize n = strlen (bullets[i]);

      return n + strspn (text + n, " ");
    }
  return 0;
}

/* A bullet that its text stands beside, as a line of its own. */
static bool
is_bullet (const PactTypesetLine *line)
{
  gsize n = bullet_length (line->text);

  return n > 0 && line->text[n] == '\0';
}

/* "1.", "(a)", "iv)", "2.3": the start of a numbered paragraph. */
static bool
is_numbered (const char *text)
{
  gsize open = text[0] == '(', n = strspn (text + open, "0123456789ivx."), end;

  if (n == 0 && g_ascii_isalpha (text[open]))
    n = 1;
  end = open + n;
  return n > 0 && n <= 6 && (text[end - 1] == '.' || text[end] == ')') &&
         text[end + (text[end] == ')')] == ' ';
}

/* Where the lines around this one end that are as large and in its column. */
static double
column_end (const GArray *lines, guint at)
{
  const PactTypesetLine *line = line_at (lines, at);
  guint last = MIN (at + COLUMN_LINES, lines->len - 1);
  double end = line->right;

  for (guint i = at - MIN (at, COLUMN_LINES); i <= last; i++) {
    const PactTypesetLine *other = line_at (lines, i);

    if (other->page == line->page && is_same_size (other->size, line->size) &&
        other->left < line->right && other->right > line->left)
      end = MAX (end, other->right);
  }
  return end;
}

/* Whether the first word of the next line had found room on this one: it was not to go on there.
 * Without the end of a sentence it takes more room to say so. */
static bool
has_room (const GArray *lines, guint at, bool sentence)
{
  const PactTypesetLine *line = line_at (lines, at), *next = line_at (lines, at + 1);
  double letter = (next->right - next->left) / (double) MAX (g_utf8_strlen (next->text, -1), 1);
  double word =
      letter * (double) (g_utf8_strlen (next->text, (gssize) strcspn (next->text, " ")) + 1);

  return line->right + word * WIDE_WORD + (sentence ? 0 : 2 * line->size) < column_end (lines, at);
}

/* Whether the line is the second or a later cell of a row. */
static bool
is_cell (const Pages *pages, guint at)
{
  const PactTypesetLine *before = at > 0 ? line_at (pages->lines, at - 1) : NULL;

  return before != NULL && is_beside (before, line_at (pages->lines, at)) && !is_bullet (before);
}

/* Whether the line after this one starts a block. */
static bool
ends_block (const Pages *pages, guint at)
{
  const PactTypesetLine *line = line_at (pages->lines, at), *next = line_at (pages->lines, at + 1);
  bool sentence = ends_with (line, ".!?:;"), below = is_below (line, next);
  bool astray = !below && line->page == next->page && next->top > line->top;

  if (is_bullet (line) || is_beside (line, next))
    return false;
  if (astray || is_cell (pages, at))
    return true;
  if (!is_same_size (line->size, next->size) || bullet_length (next->text) > 0)
    return true;
  if (below && next->top - line->top > pages->pitch * WIDE_PITCH * line->size)
    return true;
  if (is_heading (pages, line))
    return !below;
  if (is_numbered (next->text) && ends_with (line, ".;:,"))
    return true;
  if (sentence && (!below || next->left > line->left + INDENT * line->size))
    return true;
  return has_room (pages->lines, at, sentence);
}

/* Larger sizes are higher levels, from 1. */
static guint8
level_of (const Builder *builder, const PactTypesetLine *line)
{
  guint8 level = 1;

  for (guint i = 0; i < builder->headings->len && level < 6; i++)
    level += g_array_index (builder->headings, double, i) > line->size * SAME_SIZE;
  return level;
}

static PactBlock
open_block (Builder *builder, const PactTypesetLine *line)
{
  PactBlock block = { .kind = PACT_BLOCK_PARAGRAPH };

  if (is_heading (builder->pages, line)) {
    block.kind = PACT_BLOCK_HEADING;
    block.level = level_of (builder, line);
  } else if (bullet_length (line->text) > 0) {
    block.kind = PACT_BLOCK_LIST_ITEM;
    block.level = 1;
  }
  if (builder->blocks->len > 0)
    g_string_append (builder->text, "\n\n");
  block.span.start = (guint32) builder->text->len;
  if (!is_bullet (line))
    pact_mend_append (builder->mend, builder->text, block.span.start,
                      line->text + bullet_length (line->text));
  return block;
}

static void
add_line (Builder *builder, PactBlock *block, guint at)
{
  if (is_cell (builder->pages, at)) {
    block->kind = PACT_BLOCK_TABLE_ROW;
    block->level = 0;
    g_string_append (builder->text, " |");
  }
  pact_mend_append (builder->mend, builder->text, block->span.start,
                    line_at (builder->pages->lines, at)->text);
}

static void
build (Builder *builder)
{
  const GArray *lines = builder->pages->lines;

  for (guint i = 0; i < lines->len; i++) {
    PactBlock block = open_block (builder, line_at (lines, i));

    for (; i + 1 < lines->len && !ends_block (builder->pages, i); i++)
      add_line (builder, &block, i + 1);
    block.span.end = (guint32) builder->text->len;
    if (block.span.end > block.span.start)
      g_array_append_val (builder->blocks, block);
  }
}

/* Sizes of headings, each once. */
static GArray *
heading_sizes (const Pages *pages)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < pages->lines->len; i++) {
    const PactTypesetLine *line = line_at (pages->lines, i);
    bool known = !is_heading (pages, line);

    for (guint s = 0; s < sizes->len && !known; s++)
      known = is_same_size (g_array_index (sizes, double, s), line->size);
    if (!known && sizes->len < SIZES_MAX)
      g_array_append_val (sizes, line->size);
  }
  return sizes;
}

/* The lines less running heads and feet; borrowed. */
static GArray *
keep_lines (const GArray *lines)
{
  g_autofree guint8 *running = pact_running_find (lines);
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (PactTypesetLine));

  for (guint i = 0; i < lines->len; i++)
    if (!running[i])
      g_array_append_val (kept, *line_at (lines, i));
  return kept;
}

PactDocument *
pact_typeset_read (const GArray *lines)
{
  g_autoptr (GArray) kept = keep_lines (lines), headings = NULL;
  g_autoptr (PactMend) mend = pact_mend_new ();
  Pages pages = { kept, find_body_size (kept), find_pitch (kept) };
  PactDocument *document = g_new0 (PactDocument, 1);
  Builder builder = { &pages, mend, g_string_new (NULL),
                      g_array_new (FALSE, FALSE, sizeof (PactBlock)), NULL };

  for (guint i = 0; i < kept->len; i++)
    pact_mend_learn (mend, line_at (kept, i)->text);
  builder.headings = headings = heading_sizes (&pages);
  build (&builder);
  document->length = builder.text->len;
  document->text = g_string_free (builder.text, FALSE);
  document->blocks = builder.blocks;
  return document;
}
