/* Sitemaps (sitemaps.org protocol 0.9) with Google's news extension; an index of sitemaps gives
 * lists, not statements. Compressed ones are known by their bytes. */
#include "read/list.h"

#include "caps.h"
#include "read/charset.h"
#include "read/dates.h"
#include "read/markup.h"
#include "read/url.h"

#include <gio/gio.h>
#include <string.h>

#define CHUNK (64 * 1024)

typedef enum { PART_LINK, PART_TITLE, PART_DATE, N_PARTS } Part;

/* What may stand at any depth below an entry, best first for each part. */
static const struct {
  const char *name;
  Part part;
} parts[] = {
  { "loc", PART_LINK },
  { "news:title", PART_TITLE },
  { "news:publication_date", PART_DATE },
  { "lastmod", PART_DATE },
};

/* The bytes, inflated when they are gzip: of what is broken or too long the start. */
static GBytes *
inflate (GBytes *bytes)
{
  gsize length = 0, used = 0, got = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GConverterResult result = G_CONVERTER_CONVERTED;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GZlibDecompressor) gzip = NULL;

  if (length < 2 || data[0] != 0x1f || data[1] != 0x8b)
    return g_bytes_ref (bytes);
  gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  while (result == G_CONVERTER_CONVERTED && used < length && out->len < PACT_SITEMAP_CAP) {
    guint had = out->len;
    gsize taken = 0;

    got = 0;
    g_byte_array_set_size (out, had + CHUNK);
    result = g_converter_convert (G_CONVERTER (gzip), data + used, length - used, out->data + had,
                                  CHUNK, G_CONVERTER_INPUT_AT_END, &taken, &got, NULL);
    used += taken;
    g_byte_array_set_size (out, had + (guint) got);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static bool
is_named (const PactTree *tree, guint32 node, const char *name)
{
  return g_strcmp0 (pact_tree_node (tree, node)->name, name) == 0;
}

static bool
has_element (const PactTree *tree, const char *name)
{
  for (guint32 i = 1; i < tree->nodes->len; i++)
    if (is_named (tree, i, name))
      return true;
  return false;
}

/* NULL when the entry leads nowhere. */
static PactFeedItem *
read_entry (const PactTree *tree, guint32 entry, const char *url)
{
  g_autoptr (PactFeedItem) item = g_new0 (PactFeedItem, 1);
  char *found[N_PARTS] = { NULL };
  guint32 end = pact_tree_node (tree, entry)->end;

  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    for (guint32 i = entry + 1; i < end; i++)
      if (found[parts[p].part] == NULL && is_named (tree, i, parts[p].name))
        found[parts[p].part] = pact_tree_text (tree, i);
  item->link = found[PART_LINK] != NULL ? pact_url_resolve (url, found[PART_LINK]) : NULL;
  item->id = g_strdup (item->link);
  item->title = found[PART_TITLE];
  item->published = pact_date_to_iso (found[PART_DATE]);
  item->is_list = is_named (tree, entry, "sitemap");
  g_free (found[PART_LINK]);
  g_free (found[PART_DATE]);
  return item->link == NULL ? NULL : g_steal_pointer (&item);
}

GPtrArray *
pact_sitemap_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                   PactFailure *ret_failure, GError **error)
{
  g_autoptr (GBytes) plain = inflate (bytes);
  gsize length;
  g_autofree char *text = pact_charset_decode (plain, content_type, &length);
  gsize space = strspn (text, " \t\r\n");
  g_autoptr (PactTree) tree = pact_tree_from_xml (text + space, length - space);
  GPtrArray *items;

  if (!has_element (tree, "urlset") && !has_element (tree, "sitemapindex"))
    return pact_list_refuse (PACT_FAILURE_UNREADABLE,
                             "not a sitemap, neither urlset nor sitemapindex",
                             ret_failure, error);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_feed_item_free);
  for (guint32 i = 1; i < tree->nodes->len && items->len < PACT_SITEMAP_URLS_MAX; i++)
    if (is_named (tree, i, "url") || is_named (tree, i, "sitemap")) {
      PactFeedItem *item = read_entry (tree, i, url);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}
