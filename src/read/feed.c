/* Feeds: RSS 2.0, RSS 1.0 and Atom 1.0 from the same flat tree, told apart by their names; JSON Feed
 * has a file of its own. */
#include "read/list.h"

#include "caps.h"
#include "read/charset.h"
#include "read/dates.h"
#include "read/markup.h"
#include "read/url.h"

#include <string.h>

typedef enum { PART_ID, PART_LINK, PART_TITLE, PART_PUBLISHED, PART_SUMMARY, N_PARTS } Part;

/* Children of an item or entry, best first for each part. */
static const struct {
  const char *name;
  Part part;
} parts[] = {
  { "guid", PART_ID },
  { "id", PART_ID },
  { "link", PART_LINK },
  { "title", PART_TITLE },
  { "pubDate", PART_PUBLISHED },
  { "published", PART_PUBLISHED },
  { "dc:date", PART_PUBLISHED },
  { "updated", PART_PUBLISHED },
  { "content:encoded", PART_SUMMARY },
  { "content", PART_SUMMARY },
  { "description", PART_SUMMARY },
  { "summary", PART_SUMMARY },
};

static bool
is_named (const PactTree *tree, guint32 node, const char *name)
{
  return g_strcmp0 (pact_tree_node (tree, node)->name, name) == 0;
}

/* The address links in `node` are relative to: xml:base of it and what is around it. */
static char *
base_of (const PactTree *tree, guint32 node, const char *url)
{
  g_autofree char *outer = NULL;
  const char *base = pact_tree_attr (tree, node, PACT_ATTR_XML_BASE);

  if (node == 0)
    return g_strdup (url);
  outer = base_of (tree, pact_tree_node (tree, node)->parent, url);
  if (base == NULL)
    return g_steal_pointer (&outer);
  return pact_url_resolve (outer, base);
}

static char *
absolute_link (const PactTree *tree, guint32 node, const char *url, const char *link)
{
  g_autofree char *base = base_of (tree, node, url);

  return pact_url_resolve (base, link);
}

/* Text of a title or summary. RSS holds escaped HTML, as does Atom's type="html"; elements found
 * in the XML itself are type="xhtml"; type="text" is meant letter for letter. */
static char *
text_of (const PactTree *tree, guint32 node, bool atom)
{
  const char *type = pact_tree_attr (tree, node, PACT_ATTR_TYPE);
  g_autofree char *text = pact_tree_text (tree, node);
  bool plain = atom && (type == NULL || strcmp (type, "text") == 0 || strcmp (type, "xhtml") == 0);

  if (text == NULL || plain || strpbrk (text, "<&") == NULL)
    return g_steal_pointer (&text);
  return pact_html_text (text);
}

/* Atom has several links, of which the alternate is the entry's own page. */
static char *
link_of (const PactTree *tree, guint32 node, const char *url)
{
  const char *href = pact_tree_attr (tree, node, PACT_ATTR_HREF);
  const char *rel = pact_tree_attr (tree, node, PACT_ATTR_REL);
  g_autofree char *text = NULL;

  if (href != NULL)
    return rel == NULL || strcmp (rel, "alternate") == 0 ? absolute_link (tree, node, url, href)
                                                         : NULL;
  text = pact_tree_text (tree, node);
  return text == NULL ? NULL : absolute_link (tree, node, url, text);
}

static char *
part_of (const PactTree *tree, guint32 node, Part part, const char *url, bool atom)
{
  g_autofree char *text = NULL;

  switch (part) {
  case PART_LINK:
    return link_of (tree, node, url);
  case PART_TITLE:
  case PART_SUMMARY:
    return text_of (tree, node, atom);
  case PART_PUBLISHED:
    text = pact_tree_text (tree, node);
    return pact_date_to_iso (text);
  default:
    return pact_tree_text (tree, node);
  }
}

/* NULL when the entry has nothing to know it by. */
static PactFeedItem *
read_item (const PactTree *tree, guint32 item, const char *url)
{
  g_autoptr (PactFeedItem) result = g_new0 (PactFeedItem, 1);
  char **slots[N_PARTS] = { &result->id, &result->link, &result->title, &result->published,
                            &result->summary };
  bool atom = is_named (tree, item, "entry");
  guint32 end = pact_tree_node (tree, item)->end;

  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    for (guint32 i = item + 1; i < end; i = pact_tree_node (tree, i)->end)
      if (*slots[parts[p].part] == NULL && is_named (tree, i, parts[p].name))
        *slots[parts[p].part] = part_of (tree, i, parts[p].part, url, atom);
  if (result->link == NULL && result->id != NULL && strstr (result->id, "://") != NULL)
    result->link = absolute_link (tree, item, url, result->id);
  if (result->id == NULL)
    result->id = g_strdup (result->link);
  return result->id == NULL ? NULL : g_steal_pointer (&result);
}

/* The element that makes it a feed: rss, rdf:RDF or feed. */
static bool
is_feed (const PactTree *tree)
{
  static const char *const roots[] = { "rss", "rdf:RDF", "feed" };

  for (guint32 i = 1; i < tree->nodes->len; i++)
    for (guint r = 0; r < G_N_ELEMENTS (roots); r++)
      if (is_named (tree, i, roots[r]))
        return true;
  return false;
}

/* NULL when it is no feed. */
static GPtrArray *
read_xml (const char *xml, gsize length, const char *url)
{
  g_autoptr (PactTree) tree = pact_tree_from_xml (xml, length);
  GPtrArray *items;

  if (!is_feed (tree))
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_feed_item_free);
  for (guint32 i = 1; i < tree->nodes->len && items->len < PACT_FEED_ITEMS_MAX; i++)
    if (is_named (tree, i, "item") || is_named (tree, i, "entry")) {
      PactFeedItem *item = read_item (tree, i, url);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

GPtrArray *
pact_feed_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                PactFailure *ret_failure, GError **error)
{
  gsize length;
  g_autofree char *text = pact_charset_decode (bytes, content_type, &length);
  const char *start = text + strspn (text, " \t\r\n");
  gsize rest = length - (gsize) (start - text);
  GPtrArray *items = *start == '{' ? pact_json_feed_read (start, rest, url)
                                   : read_xml (start, rest, url);

  return items != NULL
             ? items
             : pact_list_refuse (PACT_FAILURE_UNREADABLE,
                                 "not a feed, neither RSS, Atom nor JSON Feed, nor a page that names one",
                                 ret_failure, error);
}
