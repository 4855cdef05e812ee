/* Newsrooms: the links of a page's main part that stay on its site. */
#include "read/list.h"

#include "caps.h"
#include "pactwatch/error.h"
#include "read/charset.h"
#include "read/markup.h"
#include "read/select.h"
#include "read/url.h"

#include <string.h>

typedef struct {
  const PactTree *tree;
  char *url;         /* of the page, without fragment */
  char *host;
  GPtrArray *items;
  GHashTable *links; /* link -> its PactFeedItem */
} Index;

static char *
without_fragment (const char *url)
{
  return g_strndup (url, strcspn (url, "#"));
}

/* The host, without the "www." that some links of a site have and others lack; NULL for none. */
static char *
site_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *lower = host != NULL ? g_ascii_strdown (host, -1) : NULL;

  return lower != NULL && g_str_has_prefix (lower, "www.") ? g_strdup (lower + strlen ("www."))
                                                           : g_steal_pointer (&lower);
}

static bool
is_below (const char *host, const char *above)
{
  gsize length = strlen (host), tail = strlen (above);

  return length > tail && host[length - tail - 1] == '.' && g_str_has_suffix (host, above);
}

static bool
is_same_site (const char *a, const char *b)
{
  return a != NULL && b != NULL && (strcmp (a, b) == 0 || is_below (a, b) || is_below (b, a));
}

/* A card links to its statement by picture, headline and "Read more": the longest text is kept. */
static void
add_link (Index *index, guint32 node)
{
  const char *href = pact_tree_attr (index->tree, node, PACT_ATTR_HREF);
  g_autofree char *resolved = href != NULL ? pact_url_resolve (index->url, href) : NULL;
  g_autofree char *link = resolved != NULL ? without_fragment (resolved) : NULL;
  g_autofree char *site = link != NULL ? site_of (link) : NULL;
  g_autofree char *title = NULL;
  PactFeedItem *item;

  if (!is_same_site (site, index->host) || strcmp (link, index->url) == 0)
    return;
  item = g_hash_table_lookup (index->links, link);
  if (item == NULL) {
    item = g_new0 (PactFeedItem, 1);
    item->id = g_strdup (link);
    item->link = g_steal_pointer (&link);
    g_ptr_array_add (index->items, item);
    g_hash_table_insert (index->links, item->link, item);
  }
  title = pact_tree_text (index->tree, node);
  if (title != NULL && (item->title == NULL || strlen (title) > strlen (item->title))) {
    g_free (item->title);
    item->title = g_steal_pointer (&title);
  }
}

/* What leads around the site; the header of an article holds its headline. */
static bool
is_furniture (PactTag tag, bool in_main)
{
  return tag == PACT_TAG_NAV ||
         (!in_main &&
          (tag == PACT_TAG_HEADER || tag == PACT_TAG_FOOTER || tag == PACT_TAG_ASIDE));
}

/* The links in a part of the page; up to `main_end` it is known to be the main part. */
static void
add_links (Index *index, guint32 start, guint32 end, guint32 main_end)
{
  for (guint32 i = start; i < end && index->items->len < PACT_FEED_ITEMS_MAX;) {
    const PactNode *node = pact_tree_node (index->tree, i);

    if (is_furniture (node->tag, i < main_end)) {
      i = node->end;
      continue;
    }
    if (node->tag == PACT_TAG_ARTICLE)
      main_end = MAX (main_end, node->end);
    if (node->tag == PACT_TAG_A)
      add_link (index, i);
    i++;
  }
}

/* The element that says it is the main part, 0 when none does: the whole page then. */
static guint32
main_element (const PactTree *tree)
{
  for (guint32 i = 1; i < tree->nodes->len; i++)
    if (pact_tree_node (tree, i)->tag == PACT_TAG_MAIN ||
        g_strcmp0 (pact_tree_attr (tree, i, PACT_ATTR_ROLE), "main") == 0)
      return i;
  return 0;
}

static GPtrArray *
read_links (const PactTree *tree, const GArray *selected, const char *url)
{
  g_autoptr (GHashTable) links = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *page = without_fragment (url), *host = site_of (url);
  Index index = { tree, page, host,
                  g_ptr_array_new_with_free_func ((GDestroyNotify) pact_feed_item_free), links };
  guint32 top = main_element (tree), top_end = pact_tree_node (tree, top)->end;

  for (guint i = 0; selected != NULL && i < selected->len; i++) {
    guint32 part = g_array_index (selected, guint32, i), end = pact_tree_node (tree, part)->end;

    add_links (&index, part, end, end);
  }
  if (selected == NULL)
    add_links (&index, top, top_end, top != 0 ? top_end : 0);
  return index.items;
}

GPtrArray *
pact_index_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                 PactFailure *ret_failure, GError **error)
{
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (GError) why = NULL;
  g_autoptr (PactDocument) document =
      pact_document_read (bytes, content_type, url, NULL, &failure, &why);
  gsize length;
  g_autofree char *text = NULL, *xpath = NULL;
  g_autoptr (GArray) selected = NULL;
  g_autoptr (PactTree) tree = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (failure > PACT_FAILURE_EMPTY) /* an error page, a wall: its links are no statements */
    return pact_list_refuse (failure, why->message, ret_failure, error);
  xpath = select != NULL ? pact_select_to_xpath (select, NULL) : NULL;
  text = pact_charset_decode (bytes, content_type, &length);
  tree = pact_tree_from_html (text, length, xpath, xpath != NULL ? &selected : NULL, error);
  if (tree == NULL)
    return NULL;
  items = read_links (tree, selected, url);
  if (items->len > 0)
    return g_steal_pointer (&items);
  return select != NULL
             ? pact_list_refuse (PACT_FAILURE_SELECTOR, "no link to a page of this site in what "
                                 "Select= names; adapt it or remove it", ret_failure, error)
             : pact_list_refuse (PACT_FAILURE_EMPTY, "no link to a page of this site in the main "
                                 "part; name that part by Select=", ret_failure, error);
}
