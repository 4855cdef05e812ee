/* Main text: subtrees that are furniture by name are set aside, the element that gathers most
 * prose is the statement's, and lines in it that are no prose go. */
#include "read/main-text.h"

#include "read/furniture.h"

#include <string.h>

#define PROSE_MIN 80 /* bytes of text outside links that make a paragraph */
#define SLIGHT_MAX 250 /* bytes of prose in an element that is furniture by a slight name */
#define APPEAL_MAX 250 /* bytes of "Sign up for" and the like */
#define SUBTITLE_MIN 40 /* bytes of a heading right after the headline that goes with it */
#define TEASER_MAX 1000 /* bytes of a teaser of another page */
#define TITLE_MIN 15 /* bytes of a title; shorter links are labels */
#define LABEL_MAX 40 /* bytes of a date or category above a title */
#define LINKS_MAX 3 /* lines of links in a row that may be part of the text */

/* What a line adds to the element that gathers it: words for it, links against it. */
static gint64
line_worth (const PactLine *line)
{
  gint64 linked = line->linked, plain = line->span.end - line->span.start - linked;
  gint64 worth = plain - 2 * linked - (linked > 0 ? 20 : 0);

  return plain >= PROSE_MIN ? MAX (worth, 0) : worth;
}

/* Adds up what is in each element, children before parents. */
static void
sum_upwards (const PactTree *tree, gint64 *sums)
{
  for (guint32 i = tree->nodes->len - 1; i > 0; i--)
    sums[pact_tree_node (tree, i)->parent] += sums[i];
}

typedef struct {
  const PactTree *tree;
  const PactLines *lines;
  gint64 *prose;  /* per node: worth of what stands in it, links not held against it */
  gint64 *worth;  /* per node: the same without what is aside, links held against it */
  guint8 *aside;  /* per node: in furniture */
  guint8 *keep;   /* per line: the answer */
} Page;

static const char *
line_text (const Page *page, guint i)
{
  return page->lines->text->str + pact_line (page->lines, i)->span.start;
}

static gsize
line_length (const Page *page, guint i)
{
  const PactLine *line = pact_line (page->lines, i);

  return line->span.end - line->span.start;
}

static bool
is_prose (const Page *page, guint i)
{
  const PactLine *line = pact_line (page->lines, i);

  return line->kind != PACT_BLOCK_HEADING && line_length (page, i) >= line->linked * 2 + 60;
}

static bool
is_linked (const Page *page, guint i)
{
  return pact_line (page->lines, i)->linked * 3 >= line_length (page, i) * 2;
}

static gint64 *
sum_lines (const Page *page, gint64 least)
{
  gint64 *sums = g_new0 (gint64, page->tree->nodes->len);

  for (guint i = 0; i < page->lines->lines->len; i++) {
    const PactLine *line = pact_line (page->lines, i);

    if (page->aside == NULL || !page->aside[line->node])
      sums[line->node] += MAX (line_worth (line), least);
  }
  sum_upwards (page->tree, sums);
  return sums;
}

/* Furniture, unless so much of the page's prose stands in it that its name must mislead. */
static guint8 *
find_furniture (const Page *page)
{
  guint8 *aside = g_new0 (guint8, page->tree->nodes->len);

  for (guint32 i = 1; i < page->tree->nodes->len; i++) {
    const PactNode *node = pact_tree_node (page->tree, i);

    aside[i] = aside[node->parent];
    if (aside[i] || node->tag == PACT_TAG_TEXT || page->prose[i] * 2 >= page->prose[0])
      continue;
    switch (pact_furniture_element (page->tree, i)) {
    case PACT_FURNITURE_PLAIN:
      aside[i] = 1;
      break;
    case PACT_FURNITURE_SLIGHT:
      aside[i] = page->prose[i] < SLIGHT_MAX;
      break;
    default:
      break;
    }
  }
  return aside;
}

static bool
is_linked_title (const Page *page, guint i, guint32 end)
{
  return i < page->lines->lines->len && pact_line (page->lines, i)->node < end &&
         line_length (page, i) >= TITLE_MIN && is_linked (page, i);
}

/* A linked title, perhaps under a label, with at most a few words below it. */
static bool
is_teaser (const Page *page, guint32 node, guint first, gint64 bytes)
{
  guint32 end = pact_tree_node (page->tree, node)->end;

  return bytes > 0 && bytes <= TEASER_MAX &&
         (is_linked_title (page, first, end) ||
          (line_length (page, first) < LABEL_MAX && is_linked_title (page, first + 1, end)));
}

/* Three teasers or more side by side, when they make up what holds them, are a list of other
 * pages. */
static void
find_teasers (Page *page)
{
  guint32 n = page->tree->nodes->len;
  g_autofree gint64 *bytes = g_new0 (gint64, n), *in_teasers = g_new0 (gint64, n);
  g_autofree guint *first = g_new (guint, n), *teasers = g_new0 (guint, n);

  memset (first, 0xff, n * sizeof *first);
  for (guint i = page->lines->lines->len; i > 0; i--) {
    guint32 node = pact_line (page->lines, i - 1)->node;

    bytes[node] += (gint64) line_length (page, i - 1);
    first[node] = i - 1;
  }
  for (guint32 i = n - 1; i > 0; i--) {
    guint32 parent = pact_tree_node (page->tree, i)->parent;

    bytes[parent] += bytes[i];
    first[parent] = MIN (first[parent], first[i]);
    if (is_teaser (page, i, first[i], bytes[i])) {
      teasers[parent]++;
      in_teasers[parent] += bytes[i];
    }
  }
  for (guint32 i = 1; i < n; i++)
    page->aside[i] |= page->aside[pact_tree_node (page->tree, i)->parent] |
                      (teasers[i] >= 3 && in_teasers[i] * 10 >= bytes[i] * 8);
}

/* The innermost element that gathers the most. */
static guint32
find_body (const Page *page)
{
  guint32 best = 0;

  for (guint32 i = 1; i < page->tree->nodes->len; i++)
    if (page->prose[i] > 0 && (best == 0 || page->worth[i] >= page->worth[best]))
      best = i;
  return best;
}

/* Within the best element, one that the page itself calls the body, if most is in it. */
static guint32
narrow_to_declared (const Page *page, guint32 best)
{
  for (guint32 i = best + 1; i < pact_tree_node (page->tree, best)->end; i++)
    if (page->worth[i] * 5 > page->worth[best] * 4 && pact_furniture_is_body (page->tree, i))
      best = i;
  return best;
}

static bool
has_word (const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return true;
  return false;
}

/* "SEE ALL OUR STORIES" */
static bool
is_shouted (const Page *page, guint i)
{
  const char *text = line_text (page, i);
  bool upper = false;

  for (gsize n = line_length (page, i); n > 0; n--, text++) {
    if (g_ascii_islower (*text))
      return false;
    upper |= g_ascii_isupper (*text);
  }
  return upper;
}

/* Links on lines of their own: one or two belong to the text, more are a list of other pages. */
static void
drop_link_lists (Page *page)
{
  guint n = page->lines->lines->len;

  for (guint i = 0, end; i < n; i = end) {
    guint links = 0;

    for (end = i; end < n && (!page->keep[end] || is_linked (page, end)); end++)
      links += page->keep[end];
    for (guint j = i; j < end; j++)
      if (links > LINKS_MAX || pact_line (page->lines, j)->kind == PACT_BLOCK_HEADING ||
          is_shouted (page, j))
        page->keep[j] = 0;
    end = MAX (end, i + 1);
  }
}

/* Lines of words that never are a statement's, wherever they stand. */
static void
drop_labels (Page *page)
{
  for (guint i = 0; i < page->lines->lines->len; i++) {
    gsize length = line_length (page, i);

    if (!has_word (line_text (page, i), length) ||
        pact_furniture_label (line_text (page, i), length) ||
        (length < APPEAL_MAX && pact_line (page->lines, i)->linked > 0 &&
         pact_furniture_appeal (line_text (page, i), length)))
      page->keep[i] = 0;
  }
}

/* "Related stories" and what stands under it, until prose goes on. */
static void
drop_furniture_sections (Page *page)
{
  bool inside = false;

  for (guint i = 0; i < page->lines->lines->len; i++) {
    if (!page->keep[i])
      continue;
    if (pact_furniture_heading (line_text (page, i), line_length (page, i)))
      inside = true;
    else if (is_prose (page, i))
      inside = false;
    if (inside)
      page->keep[i] = 0;
  }
}

/* Credits and appeals after the text. */
static void
drop_tail (Page *page)
{
  for (guint i = page->lines->lines->len; i > 0; i--) {
    if (!page->keep[i - 1])
      continue;
    if (!pact_furniture_appeal (line_text (page, i - 1), line_length (page, i - 1)))
      return;
    page->keep[i - 1] = 0;
  }
}

/* Letters and digits of a text, without case. */
static char *
bare (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isalnum (c))
      g_string_append_unichar (out, g_unichar_tolower (c));
  }
  return g_string_free (out, FALSE);
}

/* Whether a line is the title, or the title less the name of the site. */
static bool
is_title (const Page *page, guint i, const char *bare_title)
{
  g_autofree char *line = bare (line_text (page, i), line_length (page, i));
  gsize length = strlen (line);

  return length >= 8 && g_str_has_prefix (bare_title, line) && length * 2 >= strlen (bare_title);
}

/* The line that is the page's headline; G_MAXUINT when it has none. */
static guint
find_headline (const Page *page, const char *title)
{
  g_autofree char *bare_title = bare (title, strlen (title));
  guint heading = G_MAXUINT;

  for (guint i = 0; i < page->lines->lines->len; i++) {
    const PactLine *line = pact_line (page->lines, i);

    if (line_length (page, i) < 300 && is_title (page, i, bare_title) && line->linked == 0 &&
        !page->aside[line->node])
      return i;
    if (heading == G_MAXUINT && line->kind == PACT_BLOCK_HEADING && line->level == 1)
      heading = i;
  }
  return heading;
}

/* A date or byline on a line of its own. */
static bool
is_imprint (const Page *page, guint i)
{
  gsize length = line_length (page, i);
  g_autofree char *text = g_strndup (line_text (page, i), length);

  if (length > 100)
    return false;
  return g_regex_match_simple ("\\b(19|20)[0-9][0-9]\\b|^(by|posted|published|updated)\\b|"
                               "[0-9]:[0-9][0-9]",
                               text, G_REGEX_CASELESS, 0);
}

/* Bytes of paragraphs kept before a line. */
static gsize
text_before (const Page *page, guint line)
{
  gsize sum = 0;

  for (guint i = 0; i < MIN (line, page->lines->lines->len); i++)
    if (page->keep[i] && pact_line (page->lines, i)->kind == PACT_BLOCK_PARAGRAPH)
      sum += line_length (page, i);
  return sum;
}

/* The headline, which is the document's title, and what belongs to it rather than to the text. */
static void
drop_header (Page *page, const char *title)
{
  guint headline = find_headline (page, title);
  bool prose = false;

  if (headline == G_MAXUINT || text_before (page, headline) * 3 > text_before (page, G_MAXUINT))
    return;
  for (guint i = 0; i < page->lines->lines->len && !prose; i++) {
    const PactLine *line = pact_line (page->lines, i);

    if (!page->keep[i])
      continue;
    if (i <= headline)
      page->keep[i] = i < headline && is_prose (page, i) && line->kind == PACT_BLOCK_PARAGRAPH;
    else if (is_imprint (page, i) ||
             (line->kind == PACT_BLOCK_HEADING && line_length (page, i) >= SUBTITLE_MIN))
      page->keep[i] = 0;
    else
      prose = is_prose (page, i);
  }
}

/* A heading whose whole section went has nothing left to head. */
static void
drop_orphan_headings (Page *page)
{
  const PactLine *next = NULL;
  bool gone = false; /* something between the heading and the next kept line */

  for (guint i = page->lines->lines->len; i > 0; i--) {
    const PactLine *line = pact_line (page->lines, i - 1);

    if (!page->keep[i - 1]) {
      gone = true;
      continue;
    }
    if (line->kind == PACT_BLOCK_HEADING && gone &&
        (next == NULL || (next->kind == PACT_BLOCK_HEADING && next->level <= line->level))) {
      page->keep[i - 1] = 0;
      continue;
    }
    next = line;
    gone = false;
  }
}

static bool
is_inside (const Page *page, guint i, guint32 node)
{
  guint32 at = pact_line (page->lines, i)->node;

  return at >= node && at < pact_tree_node (page->tree, node)->end;
}

/* "Update, 3 May: the agreement has been extended", wherever it stands and whatever it is in. */
static bool
is_note (const Page *page, guint i)
{
  return is_prose (page, i) && pact_furniture_note (line_text (page, i), line_length (page, i));
}

/* Where notes on the text may stand: the page's main element, else what is around the body. */
static guint32
surroundings (const Page *page, guint32 body)
{
  for (guint32 i = body; i != 0; i = pact_tree_node (page->tree, i)->parent)
    if (pact_tree_node (page->tree, i)->tag == PACT_TAG_MAIN)
      return i;
  return pact_tree_node (page->tree, body)->parent;
}

/* Keeps the declared body, and what else in the wider one a statement may hang there: a dated note
 * above or beside the text, sections with a heading of their own below it. */
static void
keep_body (Page *page)
{
  guint32 wide = find_body (page), body = narrow_to_declared (page, wide);
  guint32 around = surroundings (page, wide), end = pact_tree_node (page->tree, body)->end;
  bool section = false;

  for (guint i = 0; i < page->lines->lines->len; i++) {
    const PactLine *line = pact_line (page->lines, i);
    bool aside = page->aside[line->node];

    if (is_inside (page, i, body) && !aside) {
      page->keep[i] = 1;
    } else if (line->node < end) {
      page->keep[i] = is_inside (page, i, around) && is_note (page, i);
    } else if (is_inside (page, i, wide) && !aside && line->linked == 0) {
      section |= line->kind == PACT_BLOCK_HEADING;
      page->keep[i] = section && (line->kind == PACT_BLOCK_HEADING || is_prose (page, i));
    }
  }
}

guint8 *
pact_main_text (const PactTree *tree, const PactLines *lines, const char *title)
{
  Page page = { .tree = tree, .lines = lines, .keep = g_new0 (guint8, lines->lines->len + 1) };

  page.prose = sum_lines (&page, 0);
  page.aside = find_furniture (&page);
  find_teasers (&page);
  page.worth = sum_lines (&page, G_MININT64);
  keep_body (&page);
  drop_labels (&page);
  drop_link_lists (&page);
  drop_furniture_sections (&page);
  drop_header (&page, title == NULL ? "" : title);
  drop_tail (&page);
  drop_orphan_headings (&page);
  g_free (page.prose);
  g_free (page.worth);
  g_free (page.aside);
  return page.keep;
}
