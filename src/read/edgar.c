/* The SEC's EDGAR: a company's filings (Atom), each leading to its index page, a table of the filing's
 * documents: number, description, document, type, size. */
#include "read/list.h"

#include "read/charset.h"
#include "read/markup.h"
#include "read/url.h"

#include <string.h>

enum { COLUMN_NUMBER, COLUMN_DESCRIPTION, COLUMN_DOCUMENT, COLUMN_TYPE, N_COLUMNS };

/* Inline XBRL documents are linked through a viewer, /ix or /ixviewer/doc/action; behind this stands
 * the document. */
#define VIEWER "?doc="

/* Exhibits with words of their own: agreements (EX-10) and announcements (EX-99). EX-101 is data. */
static bool
is_telling_exhibit (const char *type)
{
  static const char *const telling[] = { "EX-10", "EX-99" };

  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    if (g_str_has_prefix (type, telling[i]) && !g_ascii_isdigit (type[strlen (telling[i])]))
      return true;
  return false;
}

/* The row's cells; false when it has too few, as has the row of headings. */
static bool
find_cells (const PactTree *tree, guint32 row, guint32 cells[N_COLUMNS])
{
  guint32 end = pact_tree_node (tree, row)->end;
  guint n = 0;

  for (guint32 i = row + 1; i < end && n < N_COLUMNS; i = pact_tree_node (tree, i)->end)
    if (pact_tree_node (tree, i)->tag == PACT_TAG_TD)
      cells[n++] = i;
  return n == N_COLUMNS;
}

static char *
link_in (const PactTree *tree, guint32 cell, const char *url)
{
  for (guint32 i = cell; i < pact_tree_node (tree, cell)->end; i++) {
    const char *href = pact_tree_attr (tree, i, PACT_ATTR_HREF);
    const char *viewed = href != NULL ? strstr (href, VIEWER "/") : NULL;

    if (href != NULL)
      return pact_url_resolve (url, viewed != NULL ? viewed + strlen (VIEWER) : href);
  }
  return NULL;
}

/* NULL unless the row is that of the main document or of an exhibit worth reading. */
static PactFeedItem *
read_row (const PactTree *tree, guint32 row, const char *url)
{
  g_autoptr (PactFeedItem) item = g_new0 (PactFeedItem, 1);
  guint32 cells[N_COLUMNS];
  g_autofree char *number = NULL, *type = NULL;

  if (!find_cells (tree, row, cells))
    return NULL;
  number = pact_tree_text (tree, cells[COLUMN_NUMBER]);
  type = pact_tree_text (tree, cells[COLUMN_TYPE]);
  if (type == NULL || (g_strcmp0 (number, "1") != 0 && !is_telling_exhibit (type)))
    return NULL;
  item->link = link_in (tree, cells[COLUMN_DOCUMENT], url);
  item->id = g_strdup (item->link);
  item->title = pact_tree_text (tree, cells[COLUMN_DESCRIPTION]);
  return item->link == NULL ? NULL : g_steal_pointer (&item);
}

static GPtrArray *
read_filing (GBytes *bytes, const char *content_type, const char *url)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_feed_item_free);
  gsize length;
  g_autofree char *text = pact_charset_decode (bytes, content_type, &length);
  g_autoptr (PactTree) tree = pact_tree_from_html (text, length, NULL, NULL, NULL);

  for (guint32 i = 1; tree != NULL && i < tree->nodes->len; i++)
    if (pact_tree_node (tree, i)->tag == PACT_TAG_TR) {
      PactFeedItem *item = read_row (tree, i, url);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

GPtrArray *
pact_edgar_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                 PactFailure *ret_failure, GError **error)
{
  g_autoptr (GPtrArray) items = pact_feed_read (bytes, content_type, url, NULL, NULL, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++) {
    PactFeedItem *filing = items->pdata[i];

    filing->is_list = true;
    g_clear_pointer (&filing->summary, g_free); /* date and size: nothing it could mention */
  }
  if (items != NULL)
    return g_steal_pointer (&items);
  items = read_filing (bytes, content_type, url);
  if (items->len > 0)
    return g_steal_pointer (&items);
  return pact_list_refuse (PACT_FAILURE_UNREADABLE,
                           "neither a company's filings nor the documents of one; check CIK=",
                           ret_failure, error);
}
