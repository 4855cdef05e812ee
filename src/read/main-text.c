/* Main text: subtrees that are furniture by name are set aside, the element that gathers most
 * prose is the statement's, and lines in it that are no prose go. */
#include "read/main-text.h"

#include "read/furniture.h"
#include "read/trim.h"

#include <string.h>

#define PROSE_MIN 80    /* bytes of text outside links that make a paragraph */
#define SLIGHT_MAX 250  /* bytes of prose in an element that is furniture by a slight name */
#define TEASER_MAX 1000 /* bytes of a teaser of another page */
#define TITLE_MIN 15    /* bytes of a title; shorter links are labels */
#define LABEL_MAX 40    /* bytes of a date or category above a title */

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
  gint64 *prose; /* per node: worth of what stands in it, links not held against it */
  gint64 *worth; /* per node: the same without what is aside, links held against it */
  guint8 *aside; /* per node: in furniture */
  guint8 *keep;  /* per line: the answer */
} Page;

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

/* Where the page's matter seems to begin: its first article, main element or main heading. */
static guint32
find_matter (const PactTree *tree)
{
  for (guint32 i = 1; i < tree->nodes->len; i++) {
    guint8 tag = pact_tree_node (tree, i)->tag;

    if (tag == PACT_TAG_ARTICLE || tag == PACT_TAG_MAIN || tag == PACT_TAG_H1)
      return i;
  }
  return 0;
}

/* Whether most of the page is in an element, so that its name must mislead. */
static bool
holds_page (const Page *page, guint32 node)
{
  return page->prose[node] * 2 >= page->prose[0] && page->prose[0] > 0;
}

static guint8 *
find_furniture (const Page *page)
{
  guint8 *aside = g_new0 (guint8, page->tree->nodes->len);
  guint32 matter = find_matter (page->tree);

  for (guint32 i = 1; i < page->tree->nodes->len; i++) {
    const PactNode *node = pact_tree_node (page->tree, i);

    aside[i] = aside[node->parent];
    if (aside[i] || node->tag == PACT_TAG_TEXT)
      continue;
    switch (pact_furniture_element (page->tree, i)) {
    case PACT_FURNITURE_SURE: /* but someone may have forgotten to close it */
      aside[i] = !holds_page (page, i) || matter < i || matter >= node->end;
      break;
    case PACT_FURNITURE_PLAIN:
      aside[i] = !holds_page (page, i);
      break;
    case PACT_FURNITURE_SLIGHT:
      aside[i] = !holds_page (page, i) && page->prose[i] < SLIGHT_MAX;
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
         pact_line_length (page->lines, i) >= TITLE_MIN && pact_line_is_linked (page->lines, i);
}

/* A linked title, perhaps under a label, with at most a few words below it. */
static bool
is_teaser (const Page *page, guint32 node, guint first, gint64 bytes)
{
  guint32 end = pact_tree_node (page->tree, node)->end;

  if (bytes == 0 || bytes > TEASER_MAX)
    return false;
  return is_linked_title (page, first, end) || (pact_line_length (page->lines, first) < LABEL_MAX &&
                                                is_linked_title (page, first + 1, end));
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

    bytes[node] += (gint64) pact_line_length (page->lines, i - 1);
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

/* The innermost element in `best` that is declared to be what we look for and has at least so much
 * of what gathers there, in per cent; `best` itself without one. */
static guint32
narrow (const Page *page, guint32 best, gint64 percent,
        bool (*is_declared) (const PactTree *, guint32))
{
  for (guint32 i = best + 1; i < pact_tree_node (page->tree, best)->end; i++)
    if (page->worth[i] * 100 > page->worth[best] * percent && is_declared (page->tree, i))
      best = i;
  return best;
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
  return pact_line_is_prose (page->lines, i) && pact_furniture_note (page->lines, i);
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
  guint32 wide = narrow (page, find_body (page), 20, pact_furniture_is_main);
  guint32 body = narrow (page, wide, 80, pact_furniture_is_body);
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
      bool heading = line->kind == PACT_BLOCK_HEADING;

      section |= heading;
      page->keep[i] = section && (heading || pact_line_is_prose (page->lines, i));
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
  pact_trim (lines, title, page.keep);
  g_free (page.prose);
  g_free (page.worth);
  g_free (page.aside);
  return page.keep;
}
