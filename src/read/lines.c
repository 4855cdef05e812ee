/* From nodes to lines: inline markup joins, block elements part, hidden things vanish. */
#include "read/lines.h"

#include <string.h>

#define CELL_BLOCKS_MAX 4 /* paragraphs and list items in a cell of data */
#define PROSE_MIN 60      /* bytes of text outside links that make a paragraph */

typedef struct {
  guint32 node;
  guint32 block; /* the node itself or the nearest block element around it */
} Open;

typedef struct {
  const PactTree *tree;
  PactLines *lines;
  GArray *open; /* Open: elements around the present node */
  gsize start;  /* where the line being filled begins in the text */
  guint32 linked;
  guint links;        /* open a elements */
  guint rows;         /* open data table rows: their lines are cells */
  guint lists;        /* open lists */
  guint quotes;       /* open blockquotes */
  guint preformatted; /* open pre elements */
  guint breaks;       /* br since the last text */
  bool cell_ended;    /* in a row, since its last text */
} Walk;

void
pact_lines_free (PactLines *lines)
{
  if (lines == NULL)
    return;
  g_string_free (lines->text, TRUE);
  g_array_unref (lines->lines);
  g_free (lines);
}

/* Whether style="..." hides the element. */
static bool
hidden_by_style (const char *style)
{
  static const char *const hiding[] = { "display:none", "visibility:hidden" };
  char packed[256];
  gsize n = 0;

  for (; *style != '\0' && n < sizeof packed - 1; style++)
    if (!g_ascii_isspace (*style))
      packed[n++] = g_ascii_tolower (*style);
  packed[n] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (hiding); i++)
    if (strstr (packed, hiding[i]) != NULL)
      return true;
  return false;
}

/* What a reader can open: the answer under a question is hidden until then, yet it is text. */
static bool
can_be_opened (const PactTree *tree, guint32 node)
{
  static const char *const names[] = { "accordion", "answer", "collapse", "collapsible", "faq" };
  const char *role = pact_tree_attr (tree, node, PACT_ATTR_ROLE);
  const char *class = pact_tree_attr (tree, node, PACT_ATTR_CLASS);
  g_autofree char *lower = class == NULL ? NULL : g_ascii_strdown (class, -1);

  if (g_strcmp0 (role, "region") == 0 || g_strcmp0 (role, "tabpanel") == 0)
    return true;
  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (names); i++)
    if (strstr (lower, names[i]) != NULL)
      return true;
  return false;
}

/* A button that is a heading opens what it heads. */
static bool
is_question (const PactTree *tree, guint32 node)
{
  guint8 around = pact_tree_node (tree, pact_tree_node (tree, node)->parent)->tag;

  return pact_tree_node (tree, node)->tag == PACT_TAG_BUTTON &&
         ((around >= PACT_TAG_H1 && around <= PACT_TAG_H6) || around == PACT_TAG_DT ||
          can_be_opened (tree, node));
}

/* Elements no reader sees as text. */
static bool
is_unseen (const PactTree *tree, guint32 node)
{
  static const bool unseen[PACT_N_TAGS] = {
    [PACT_TAG_AUDIO] = true,    [PACT_TAG_BUTTON] = true,   [PACT_TAG_CANVAS] = true,
    [PACT_TAG_IFRAME] = true,   [PACT_TAG_NOFRAMES] = true, [PACT_TAG_NOSCRIPT] = true,
    [PACT_TAG_OBJECT] = true,   [PACT_TAG_SCRIPT] = true,   [PACT_TAG_SELECT] = true,
    [PACT_TAG_STYLE] = true,    [PACT_TAG_SVG] = true,      [PACT_TAG_TEMPLATE] = true,
    [PACT_TAG_TEXTAREA] = true, [PACT_TAG_TITLE] = true,    [PACT_TAG_VIDEO] = true,
  };
  const char *style = pact_tree_attr (tree, node, PACT_ATTR_STYLE);

  if (unseen[pact_tree_node (tree, node)->tag])
    return !is_question (tree, node);
  return (pact_tree_attr (tree, node, PACT_ATTR_HIDDEN) != NULL ||
          g_strcmp0 (pact_tree_attr (tree, node, PACT_ATTR_ARIA_HIDDEN), "true") == 0 ||
          (style != NULL && hidden_by_style (style))) &&
         !can_be_opened (tree, node);
}

/* A table for layout holds blocks in its cells; one for data holds rows of words. */
static bool
is_layout_row (const PactTree *tree, guint32 row)
{
  static const bool layout[PACT_N_TAGS] = {
    [PACT_TAG_TABLE] = true,   [PACT_TAG_TR] = true, [PACT_TAG_H1] = true,
    [PACT_TAG_H2] = true,      [PACT_TAG_H3] = true, [PACT_TAG_ARTICLE] = true,
    [PACT_TAG_SECTION] = true,
  };
  guint cells = 0, blocks = 0;

  for (guint32 i = row + 1; i < pact_tree_node (tree, row)->end; i++) {
    guint8 tag = pact_tree_node (tree, i)->tag;

    if (tag == PACT_TAG_TD || tag == PACT_TAG_TH) {
      cells++;
      blocks = 0;
    }
    blocks += tag == PACT_TAG_P || tag == PACT_TAG_LI;
    if (layout[tag] || blocks > CELL_BLOCKS_MAX)
      return true;
  }
  return cells < 2;
}

static void
line_end (Walk *walk, guint32 node)
{
  GString *text = walk->lines->text;
  PactLine line = { { (guint32) walk->start, 0 }, node, walk->linked, PACT_BLOCK_PARAGRAPH, 0 };
  guint8 tag = pact_tree_node (walk->tree, node)->tag;

  while (text->len > walk->start && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  line.span.end = (guint32) text->len;
  if (tag >= PACT_TAG_H1 && tag <= PACT_TAG_H6) {
    line.kind = PACT_BLOCK_HEADING;
    line.level = (guint8) (tag - PACT_TAG_H1 + 1);
  } else if (tag == PACT_TAG_TR) {
    line.kind = PACT_BLOCK_TABLE_ROW;
  } else if (walk->lists > 0) {
    line.kind = PACT_BLOCK_LIST_ITEM;
    line.level = (guint8) MIN (walk->lists, 255);
  } else if (walk->quotes > 0) {
    line.kind = PACT_BLOCK_QUOTE;
  }
  if (line.span.end > line.span.start)
    g_array_append_val (walk->lines->lines, line);
  walk->start = text->len;
  walk->linked = 0;
  walk->breaks = 0;
  walk->cell_ended = false;
}

static const Open *
innermost (const Walk *walk)
{
  return &g_array_index (walk->open, Open, walk->open->len - 1);
}

static guint32
innermost_block (const Walk *walk)
{
  return walk->open->len == 0 ? 0 : innermost (walk)->block;
}

/* Where a block element begins or ends: a new line, or in a row of data a new cell or a space. */
static void
boundary (Walk *walk, PactTag tag, guint32 block)
{
  if (walk->rows == 0 || tag == PACT_TAG_TR)
    line_end (walk, block);
  else if (tag == PACT_TAG_TD || tag == PACT_TAG_TH)
    walk->cell_ended = walk->lines->text->len > walk->start;
  else
    pact_append_collapsed (walk->lines->text, walk->start, " ", 1);
}

/* A link to another page, not a place to link to, one within the page, nor a switch. */
static bool
leads_away (const PactTree *tree, guint32 node)
{
  const char *href = pact_tree_attr (tree, node, PACT_ATTR_HREF);

  return href != NULL && strchr (href, '#') == NULL && !g_str_has_prefix (href, "javascript:");
}

static void
count_open (Walk *walk, PactTag tag, guint32 node, int by)
{
  switch (tag) {
  case PACT_TAG_A:
    if (leads_away (walk->tree, node))
      walk->links += (guint) by;
    break;
  case PACT_TAG_UL:
  case PACT_TAG_OL:
  case PACT_TAG_MENU:
    walk->lists += (guint) by;
    break;
  case PACT_TAG_BLOCKQUOTE:
    walk->quotes += (guint) by;
    break;
  case PACT_TAG_PRE:
    walk->preformatted += (guint) by;
    break;
  default:
    break;
  }
}

static void
element_open (Walk *walk, guint32 node)
{
  PactTag tag = pact_tree_node (walk->tree, node)->tag;
  Open open = { node, pact_tag_is_block (tag) ? node : innermost_block (walk) };

  if (open.block == node)
    boundary (walk, tag, innermost_block (walk));
  g_array_append_val (walk->open, open);
  count_open (walk, tag, node, 1);
  if (tag == PACT_TAG_TR && (walk->rows > 0 || !is_layout_row (walk->tree, node)))
    walk->rows++;
  if (tag == PACT_TAG_BR && walk->rows == 0 && ++walk->breaks == 2)
    line_end (walk, innermost_block (walk));
  else if (tag == PACT_TAG_BR)
    pact_append_collapsed (walk->lines->text, walk->start, " ", 1);
}

static void
element_close (Walk *walk)
{
  guint32 node = innermost (walk)->node;
  PactTag tag = pact_tree_node (walk->tree, node)->tag;

  if (pact_tag_is_block (tag))
    boundary (walk, tag, node);
  if (tag == PACT_TAG_TR && walk->rows > 0)
    walk->rows--;
  count_open (walk, tag, node, -1);
  g_array_set_size (walk->open, walk->open->len - 1);
}

static bool
is_blank (const char *text, gsize length)
{
  for (const char *end = text + length; text < end; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return false;
  return true;
}

static void
add_text (Walk *walk, const char *bytes, gsize length)
{
  GString *text = walk->lines->text;
  gsize before;

  if (walk->cell_ended && !is_blank (bytes, length)) {
    while (text->len > walk->start && text->str[text->len - 1] == ' ')
      g_string_truncate (text, text->len - 1);
    g_string_append (text, " | ");
    walk->cell_ended = false;
  }
  before = text->len;
  pact_append_collapsed (text, walk->start, bytes, length);
  if (walk->links > 0)
    walk->linked += (guint32) (text->len - before);
  if (text->len > before + 1 || (text->len > before && text->str[before] != ' '))
    walk->breaks = 0;
}

/* Where an empty line begins in text whose lines are kept, or the end. */
static const char *
find_empty_line (const char *text, const char *end)
{
  while ((text = memchr (text, '\n', (gsize) (end - text))) != NULL) {
    const char *next = text + 1;

    while (next < end && (*next == ' ' || *next == '\t' || *next == '\r'))
      next++;
    if (next < end && *next == '\n')
      return text;
    text = next;
  }
  return end;
}

static void
text_node (Walk *walk, const PactNode *node)
{
  const char *text = walk->tree->text->str + node->text.start;
  const char *end = walk->tree->text->str + node->text.end;

  while (walk->preformatted > 0 && walk->rows == 0) {
    const char *empty = find_empty_line (text, end);

    if (empty == end)
      break;
    add_text (walk, text, (gsize) (empty - text));
    line_end (walk, innermost_block (walk));
    text = empty + 1;
  }
  add_text (walk, text, (gsize) (end - text));
}

PactLines *
pact_lines_from_tree (const PactTree *tree)
{
  Walk walk = { .tree = tree,
                .lines = g_new0 (PactLines, 1),
                .open = g_array_new (FALSE, FALSE, sizeof (Open)) };

  walk.lines->text = g_string_sized_new (tree->text->len);
  walk.lines->lines = g_array_new (FALSE, FALSE, sizeof (PactLine));
  for (guint32 i = 1; i < tree->nodes->len;) {
    const PactNode *node = pact_tree_node (tree, i);

    while (walk.open->len > 0 && pact_tree_node (tree, innermost (&walk)->node)->end <= i)
      element_close (&walk);
    if (node->tag == PACT_TAG_TEXT) {
      text_node (&walk, node);
      i++;
    } else if (is_unseen (tree, i)) {
      i = node->end;
    } else {
      element_open (&walk, i);
      i++;
    }
  }
  while (walk.open->len > 0)
    element_close (&walk);
  line_end (&walk, 0);
  g_array_unref (walk.open);
  return walk.lines;
}

const char *
pact_line_text (const PactLines *lines, guint i)
{
  return lines->text->str + pact_line (lines, i)->span.start;
}

gsize
pact_line_length (const PactLines *lines, guint i)
{
  const PactSpan *span = &pact_line (lines, i)->span;

  return span->end - span->start;
}

bool
pact_line_is_linked (const PactLines *lines, guint i)
{
  return pact_line (lines, i)->linked * 3 >= pact_line_length (lines, i) * 2;
}

bool
pact_line_is_prose (const PactLines *lines, guint i)
{
  const PactLine *line = pact_line (lines, i);

  return line->kind != PACT_BLOCK_HEADING &&
         pact_line_length (lines, i) >= line->linked * 2 + PROSE_MIN;
}

void
pact_lines_to_document (const PactLines *lines, const guint8 *keep, PactDocument *document)
{
  GString *text = g_string_sized_new (lines->text->len + lines->lines->len);

  g_free (document->text);
  g_clear_pointer (&document->blocks, g_array_unref);
  document->blocks = g_array_new (FALSE, FALSE, sizeof (PactBlock));
  for (guint i = 0; i < lines->lines->len; i++) {
    const PactLine *line = pact_line (lines, i);
    PactBlock block = { .kind = line->kind, .level = line->level };

    if (!keep[i])
      continue;
    if (text->len > 0)
      g_string_append (text, "\n\n");
    block.span.start = (guint32) text->len;
    g_string_append_len (text, lines->text->str + line->span.start,
                         line->span.end - line->span.start);
    block.span.end = (guint32) text->len;
    g_array_append_val (document->blocks, block);
  }
  document->length = text->len;
  document->text = g_string_free (text, FALSE);
}
