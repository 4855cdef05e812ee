/* Discovery: which items of a list become pages, and which of those pages are looked at again. */
#include "items.h"

#include "caps.h"
#include "watch/discover.h"

bool
pact_items_is_list (const PactSource *source, const PactPage *page)
{
  return source->kind != PACT_SOURCE_PAGE &&
         (page->is_list || g_str_equal (page->url, source->url));
}

/* Borrowed from the items. */
static GPtrArray *
ids_of (GPtrArray *items)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (ids, ((const PactFeedItem *) items->pdata[i])->id);
  return ids;
}

/* Sitemaps gain statements all the time; a filing is a list too, but one that stays as it is. */
static bool
is_standing_list (const PactSource *source, bool is_list)
{
  return is_list && source->kind != PACT_SOURCE_EDGAR;
}

static bool
is_wanted (const PactSource *source, const PactFeedItem *item)
{
  return pact_discover_mentions (item, source->mentions) &&
         (!item->is_list || pact_discover_is_form (item, source->forms));
}

static gpointer
copy_id (gconstpointer id, gpointer user_data)
{
  return g_strdup (id);
}

/* Pages made now and an answer that is then not recorded do no harm: the items stay unseen. */
static bool
add_pages (PactStore *store, const PactSource *source, GPtrArray *fresh, bool old_news, gint64 time,
           GError **error)
{
  guint lists = 0, statements = 0;

  for (guint i = 0; i < fresh->len; i++) {
    const PactFeedItem *item = fresh->pdata[i];
    bool standing = is_standing_list (source, item->is_list);
    PactFound found = { standing && old_news ? 0 : time, item->is_list };
    guint most = standing ? PACT_LISTS_MAX : old_news ? source->backfill : G_MAXUINT;
    guint *n = standing ? &lists : &statements;

    if (*n >= most || !is_wanted (source, item))
      continue;
    if (!pact_store_add_page (store, source->name, item->link, &found, error))
      return false;
    ++*n;
  }
  return true;
}

/* What was seen is remembered for the source's own list, whichever of its lists held it: sites move
 * addresses from one sitemap to another. */
bool
pact_items_take (PactStore *store, const PactSource *source, const PactPage *list, GPtrArray *items,
                 gint64 time, PactRecord *record, GError **error)
{
  bool old_news = list->capture == 0 && list->found_time == 0;
  g_autoptr (PactPage) own = pact_store_page (store, source->name, source->url, error);
  g_autoptr (GPtrArray) ids = ids_of (items), unseen = NULL, fresh = NULL;

  unseen = own != NULL ? pact_store_unseen (store, own->id, ids, error) : NULL;
  if (unseen == NULL)
    return false;
  fresh = pact_discover_new (items, unseen);
  if (!add_pages (store, source, fresh, old_news, time, error))
    return false;
  record->seen = g_ptr_array_copy (unseen, copy_id, NULL);
  g_ptr_array_set_free_func (record->seen, g_free);
  record->seen_on = own->id;
  return true;
}

static bool
is_due (const PactSource *source, const PactPage *list, const PactPage *page, gint64 now)
{
  if (list->is_list)
    return !page->is_list && page->checked_time == 0;
  if (page->id == list->id)
    return false;
  if (is_standing_list (source, page->is_list))
    return true;
  if (page->failures >= PACT_ITEM_TRIES_MAX)
    return false;
  return page->capture == 0 ||
         (!page->is_list && now - page->found_time < source->follow_for_s * G_TIME_SPAN_SECOND);
}

static int
by_turn (gconstpointer a, gconstpointer b)
{
  const PactPage *left = *(const PactPage *const *) a, *right = *(const PactPage *const *) b;
  bool left_read = left->capture != 0, right_read = right->capture != 0;

  return left_read != right_read ? left_read - right_read
                                 : (left->checked_time > right->checked_time) -
                                       (left->checked_time < right->checked_time);
}

GPtrArray *
pact_items_due (PactStore *store, const PactSource *source, const PactPage *list, gint64 now,
                GError **error)
{
  GPtrArray *pages = pact_store_pages (store, source->name, error);

  if (pages == NULL)
    return NULL;
  for (guint i = pages->len; i-- > 0;)
    if (!is_due (source, list, pages->pdata[i], now))
      g_ptr_array_remove_index (pages, i);
  g_ptr_array_sort (pages, by_turn);
  if (pages->len > PACT_FEED_NEW_MAX)
    g_ptr_array_set_size (pages, PACT_FEED_NEW_MAX);
  return pages;
}
