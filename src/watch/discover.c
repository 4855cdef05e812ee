/* Discovery: new statements among the items of a feed. */
#include "watch/discover.h"

#include <string.h>

static GHashTable *
set_of (GPtrArray *strings)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < strings->len; i++)
    g_hash_table_add (set, strings->pdata[i]);
  return set;
}

static bool
leads_to_page (const PactFeedItem *item)
{
  return item->link != NULL && (g_ascii_strncasecmp (item->link, "http://", 7) == 0 ||
                                g_ascii_strncasecmp (item->link, "https://", 8) == 0);
}

/* ISO 8601 sorts as text; g_ptr_array_sort keeps the order of equals. */
static int
newest_first (gconstpointer a, gconstpointer b)
{
  const PactFeedItem *const *left = a, *const *right = b;

  return g_strcmp0 ((*right)->published, (*left)->published);
}

GPtrArray *
pact_discover_new (GPtrArray *items, GPtrArray *unseen_ids)
{
  g_autoptr (GHashTable) unseen = set_of (unseen_ids);
  g_autoptr (GHashTable) links = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *fresh = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++) {
    PactFeedItem *item = items->pdata[i];

    if (leads_to_page (item) && g_hash_table_remove (unseen, item->id))
      g_ptr_array_add (fresh, item);
  }
  g_ptr_array_sort (fresh, newest_first);
  for (guint i = 0; i < fresh->len;)
    if (g_hash_table_add (links, ((const PactFeedItem *) fresh->pdata[i])->link))
      i++;
    else
      g_ptr_array_remove_index (fresh, i);
  return fresh;
}

bool
pact_discover_mentions (const PactFeedItem *item, char **mentions)
{
  g_autofree char *text = NULL, *folded = NULL;

  if (mentions == NULL || item->summary == NULL)
    return true;
  text = g_strconcat (item->summary, "\n", item->title, NULL);
  folded = g_utf8_casefold (text, -1);
  for (guint i = 0; mentions[i] != NULL; i++) {
    g_autofree char *mention = g_utf8_casefold (mentions[i], -1);

    if (strstr (folded, mention) != NULL)
      return true;
  }
  return false;
}

bool
pact_discover_is_form (const PactFeedItem *filing, char **forms)
{
  for (guint i = 0; forms != NULL && forms[i] != NULL && filing->title != NULL; i++) {
    gsize length = strlen (forms[i]);

    if (strncmp (filing->title, forms[i], length) == 0 &&
        strchr (" /", filing->title[length]) != NULL) /* or its end */
      return true;
  }
  return forms == NULL;
}
