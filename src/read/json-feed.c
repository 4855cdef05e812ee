/* JSON Feed 1.1 (jsonfeed.org/version/1.1): a walk over brackets and strings that only counts how
 * deep it is, so that no nesting exhausts a stack and a feed that breaks off gives what it has. */
#include "read/list.h"

#include "caps.h"
#include "read/dates.h"
#include "read/json-ld.h"
#include "read/markup.h"
#include "read/url.h"

#include <string.h>

#define DEPTH_FEED 1 /* { "version": ..., "items": [ { "id": ... } ] } */
#define DEPTH_ITEM 3

typedef enum {
  KEY_ID,
  KEY_URL,
  KEY_EXTERNAL_URL,
  KEY_TITLE,
  KEY_PUBLISHED,
  KEY_MODIFIED,
  KEY_HTML,
  KEY_TEXT,
  KEY_SUMMARY,
  N_KEYS,
} Key;

static const char *const keys[N_KEYS] = {
  [KEY_ID] = "id",
  [KEY_URL] = "url",
  [KEY_EXTERNAL_URL] = "external_url",
  [KEY_TITLE] = "title",
  [KEY_PUBLISHED] = "date_published",
  [KEY_MODIFIED] = "date_modified",
  [KEY_HTML] = "content_html",
  [KEY_TEXT] = "content_text",
  [KEY_SUMMARY] = "summary",
};

typedef struct {
  const char *url;
  GPtrArray *items;
  guint depth;
  bool is_feed;
  bool in_items;        /* inside the feed's own "items" */
  GString *key;         /* the newest one, of whatever depth */
  char *values[N_KEYS]; /* of the item being read */
} Walk;

/* `text` on one line, NULL when there is none. */
static char *
one_line (const char *text)
{
  GString *line = g_string_new (NULL);

  if (text != NULL)
    pact_append_collapsed (line, 0, text, strlen (text));
  return g_string_free (line, line->len == 0);
}

/* The first of these that the item has; NULL for none. */
static const char *
either (const Walk *walk, Key first, Key second)
{
  return walk->values[first] != NULL ? walk->values[first] : walk->values[second];
}

static char *
first_link (const Walk *walk)
{
  static const Key places[] = { KEY_URL, KEY_EXTERNAL_URL, KEY_ID };
  char *link = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places) && link == NULL; i++) {
    const char *value = walk->values[places[i]];

    if (value != NULL && (places[i] != KEY_ID || strstr (value, "://") != NULL))
      link = pact_url_resolve (walk->url, value);
  }
  return link;
}

/* An item with nothing to know it by is dropped. */
static void
end_item (Walk *walk)
{
  g_autoptr (PactFeedItem) item = g_new0 (PactFeedItem, 1);
  char **values = walk->values;

  item->link = first_link (walk);
  item->id = g_strdup (values[KEY_ID] != NULL ? values[KEY_ID] : item->link);
  item->title = one_line (values[KEY_TITLE]);
  item->published = pact_date_to_iso (either (walk, KEY_PUBLISHED, KEY_MODIFIED));
  item->summary = values[KEY_HTML] != NULL ? pact_html_text (values[KEY_HTML])
                                           : one_line (either (walk, KEY_TEXT, KEY_SUMMARY));
  if (item->id != NULL && walk->items->len < PACT_FEED_ITEMS_MAX)
    g_ptr_array_add (walk->items, g_steal_pointer (&item));
  for (guint i = 0; i < N_KEYS; i++)
    g_clear_pointer (&values[i], g_free);
}

static void
open_bracket (Walk *walk)
{
  if (walk->depth == DEPTH_FEED)
    walk->in_items = g_str_equal (walk->key->str, "items");
  walk->depth++;
}

static void
close_bracket (Walk *walk)
{
  if (walk->in_items && walk->depth == DEPTH_ITEM)
    end_item (walk);
  if (walk->depth > 0)
    walk->depth--;
  if (walk->depth <= DEPTH_FEED)
    walk->in_items = false;
}

/* A string or number that is the value of the newest key, if it is the feed's or an item's own. */
static void
take_value (Walk *walk, const char *value, gsize length)
{
  if (walk->depth == DEPTH_FEED && g_str_equal (walk->key->str, "version"))
    walk->is_feed |= g_strstr_len (value, (gssize) length, "jsonfeed.org/version/") != NULL;
  for (guint i = 0; walk->in_items && walk->depth == DEPTH_ITEM && i < N_KEYS; i++)
    if (walk->values[i] == NULL && g_str_equal (walk->key->str, keys[i]))
      walk->values[i] = g_strndup (value, length);
}

/* Past the string that starts at `at`, which is a key when a colon follows. */
static const char *
walk_string (Walk *walk, const char *at, const char *end, GString *string)
{
  at = pact_json_string (at + 1, end, string);
  while (at < end && g_ascii_isspace (*at))
    at++;
  if (at < end && *at == ':')
    g_string_assign (walk->key, string->str);
  else
    take_value (walk, string->str, string->len);
  return at;
}

/* Ids may be numbers. */
static const char *
walk_number (Walk *walk, const char *at, const char *end)
{
  gsize length = 1;

  while (at + length < end && (g_ascii_isalnum (at[length]) || strchr ("+-.", at[length]) != NULL))
    length++;
  take_value (walk, at, length);
  return at + length;
}

GPtrArray *
pact_json_feed_read (const char *text, gsize length, const char *url)
{
  const char *end = text + length;
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_feed_item_free);
  g_autoptr (GString) key = g_string_new (NULL), string = g_string_new (NULL);
  Walk walk = { .url = url, .items = items, .key = key };

  for (const char *at = text; at < end;)
    if (*at == '"')
      at = walk_string (&walk, at, end, string);
    else if (*at == '-' || g_ascii_isdigit (*at))
      at = walk_number (&walk, at, end);
    else if (strchr ("{[", *at) != NULL)
      at++, open_bracket (&walk);
    else if (strchr ("}]", *at++) != NULL)
      close_bracket (&walk);
  end_item (&walk); /* what broke off in the middle */
  return walk.is_feed ? g_steal_pointer (&items) : NULL;
}
