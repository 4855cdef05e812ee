/* Feed autodiscovery: a page that names its feed leads to it, as a list of one list. */
#include "read/list.h"

#include "read/charset.h"
#include "read/markup.h"
#include "read/url.h"

#include <string.h>

/* Media types by which pages name feeds. */
static const char *const feed_types[] = { "application/rss+xml", "application/atom+xml",
                                          "application/feed+json", NULL };

/* Whether one of the words of rel= is "alternate". */
static bool
is_alternate (const char *rel)
{
  g_auto (GStrv) words = g_strsplit_set (rel != NULL ? rel : "", " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], "alternate") == 0)
      return true;
  return false;
}

/* The address of the first feed that the page names; sites name that of their comments after it. */
static char *
find_feed (const PactTree *tree, const char *url)
{
  for (guint32 i = 1; i < tree->nodes->len; i++) {
    const char *type = pact_tree_attr (tree, i, PACT_ATTR_TYPE);
    const char *href = pact_tree_attr (tree, i, PACT_ATTR_HREF);
    g_autofree char *plain = g_ascii_strdown (type != NULL ? type : "", -1);

    plain[strcspn (plain, "; ")] = '\0';
    if (href != NULL && g_strv_contains (feed_types, plain) &&
        is_alternate (pact_tree_attr (tree, i, PACT_ATTR_REL)))
      return pact_url_resolve (url, href);
  }
  return NULL;
}

static PactFeedItem *
read_page (GBytes *bytes, const char *content_type, const char *url)
{
  gsize length;
  g_autofree char *text = pact_charset_decode (bytes, content_type, &length), *feed = NULL;
  g_autoptr (PactTree) tree = pact_tree_from_html (text, length, NULL, NULL, NULL);
  PactFeedItem *item;

  feed = tree != NULL ? find_feed (tree, url) : NULL;
  if (feed == NULL || g_strcmp0 (feed, url) == 0)
    return NULL;
  item = g_new0 (PactFeedItem, 1);
  item->id = g_strdup (feed);
  item->link = g_steal_pointer (&feed);
  item->is_list = true;
  return item;
}

GPtrArray *
pact_feed_find (GBytes *bytes, const char *content_type, const char *url, const char *select,
                PactFailure *ret_failure, GError **error)
{
  g_autoptr (GError) why = NULL;
  PactFailure failure = PACT_FAILURE_NONE;
  GPtrArray *items = pact_feed_read (bytes, content_type, url, select, &failure, &why);
  PactFeedItem *feed = items == NULL ? read_page (bytes, content_type, url) : NULL;

  if (items != NULL)
    return items;
  if (feed == NULL)
    return pact_list_refuse (failure, why->message, ret_failure, error);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_feed_item_free);
  g_ptr_array_add (items, feed);
  return items;
}
