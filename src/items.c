/* Discovery: which items of a list become pages, and which of those pages are looked at again. */
#include "items.h"

#include "caps.h"
#include "watch/discover.h"
#include "watch/schedule.h"

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

/* Whether the page was never read, and may yet be: one that fails is tried for as long as statements
 * are followed, and never for less than by default. */
static bool
is_awaited (const PactSource *source, const PactPage *page, gint64 now)
{
  gint64 try_for_s = MAX (source->follow_for_s, PACT_FOLLOW_FOR_DEFAULT_S);

  return page->capture == 0 && !is_standing_list (source, page->is_list) &&
         !g_str_equal (page->url, source->url) &&
         (page->checked_time == 0 || now - page->found_time < try_for_s * G_TIME_SPAN_SECOND);
}

static bool
is_wanted (const PactSource *source, const PactFeedItem *item)
{
  return pact_discover_mentions (item, source->mentions) &&
         (!item->is_list || pact_discover_is_form (item, source->forms));
}

/* What a list holds when its source is new is no news. */
static bool
is_old_news (const PactPage *list)
{
  return list->capture == 0 && list->found_time == 0;
}

/* How many statements of `list` may be added. What a list holds at first is cut by Backfill=, and a
 * filing, which is read once, gives all its documents. */
static bool
count_room (PactStore *store, const PactSource *source, const PactPage *list, gint64 now,
            guint *ret_room, GError **error)
{
  g_autoptr (GPtrArray) pages = NULL;
  guint awaited = 0;

  *ret_room = is_old_news (list) ? source->backfill : G_MAXUINT;
  if (is_old_news (list) || (list->is_list && !is_standing_list (source, true)))
    return true;
  pages = pact_store_pages (store, source->name, error);
  for (guint i = 0; pages != NULL && i < pages->len; i++)
    awaited += is_awaited (source, pages->pdata[i], now);
  *ret_room = PACT_UNREAD_MAX - MIN (awaited, PACT_UNREAD_MAX);
  return pages != NULL;
}

/* The ids of what was unseen, less those of the items `left` for a later look. */
static GPtrArray *
seen_now (GPtrArray *unseen, GHashTable *left)
{
  GPtrArray *seen = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < unseen->len; i++)
    if (!g_hash_table_contains (left, unseen->pdata[i]))
      g_ptr_array_add (seen, g_strdup (unseen->pdata[i]));
  return seen;
}

/* Pages made now and an answer that is then not recorded do no harm: the items stay unseen. So do
 * those there is no room for, added to `left`. */
static bool
add_pages (PactStore *store, const PactSource *source, const PactPage *list, GPtrArray *fresh,
           gint64 time, GHashTable *left, GError **error)
{
  bool old_news = is_old_news (list);
  guint lists = 0, statements = 0, room;

  if (!count_room (store, source, list, time, &room, error))
    return false;
  for (guint i = 0; i < fresh->len; i++) {
    const PactFeedItem *item = fresh->pdata[i];
    bool standing = is_standing_list (source, item->is_list);
    PactFound found = { standing && old_news ? 0 : time, item->is_list };
    guint *n = standing ? &lists : &statements;

    if (!is_wanted (source, item))
      continue;
    if (*n >= (standing ? PACT_LISTS_MAX : room)) {
      if (!standing && !old_news)
        g_hash_table_add (left, item->id);
      continue;
    }
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
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PactPage) own = pact_store_page (store, source->name, source->url, error);
  g_autoptr (GPtrArray) ids = ids_of (items), unseen = NULL, fresh = NULL;

  unseen = own != NULL ? pact_store_unseen (store, own->id, ids, error) : NULL;
  if (unseen == NULL)
    return false;
  fresh = pact_discover_new (items, unseen);
  if (!add_pages (store, source, list, fresh, time, left, error))
    return false;
  record->seen = seen_now (unseen, left);
  record->seen_on = own->id;
  return true;
}

/* A page that fails is tried less and less often. */
static bool
is_its_turn (const PactSource *source, const PactPage *page, gint64 now)
{
  gint64 wait_s = pact_schedule_delay_s (source->every_s, page->failures, -1, 0.5);

  return page->failures == 0 || now - page->checked_time >= wait_s * G_TIME_SPAN_SECOND;
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
  if (!is_its_turn (source, page, now))
    return false;
  if (page->capture == 0)
    return is_awaited (source, page, now);
  return !page->is_list && now - page->found_time < source->follow_for_s * G_TIME_SPAN_SECOND;
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
