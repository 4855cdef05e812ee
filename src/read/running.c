/* What stands at the edge of several pages in one place, but for its numbers, belongs to none. */
#include "read/running.h"

#include <math.h>
#include <string.h>

#define EDGE_LINES 3   /* at either end of a page */
#define EDGE_DRIFT 4.0 /* points that make another height */
#define PAGES_SHARE 4  /* one page in so many must have it: a chapter's head is not on all */

/* Pages that have a line of one shape in one place. */
typedef struct {
  guint last, n;
} Place;

typedef struct {
  const GArray *lines;
  guint pages;
  GArray *edge;       /* guint: lines at the edges of their pages */
  GHashTable *places; /* shape and height -> Place */
} Search;

static const PactTypesetLine *
line_at (const GArray *lines, guint i)
{
  return &g_array_index (lines, PactTypesetLine, i);
}

/* The text in lower case without spaces, each number as '#'. */
static char *
shape_of (const char *text)
{
  GString *shape = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    bool repeated = g_ascii_isdigit (*c) && shape->len > 0 && shape->str[shape->len - 1] == '#';

    if (!repeated && !g_ascii_isspace (*c))
      g_string_append_c (shape, g_ascii_isdigit (*c) ? '#' : g_ascii_tolower (*c));
  }
  return g_string_free (shape, FALSE);
}

static bool
is_page_number (const PactTypesetLine *line)
{
  static const char *const shapes[] = { "#",     "-#-",      "#of#",    "#/#",
                                        "page#", "page#of#", "page#/#", NULL };
  const char *digits = line->text + strcspn (line->text, "0123456789");
  g_autofree char *shape = shape_of (line->text);

  return g_strv_contains (shapes, shape) &&
         g_ascii_strtoull (digits, NULL, 10) == (guint64) line->page + 1;
}

static int
by_height (gconstpointer a, gconstpointer b, gpointer lines)
{
  double left = line_at (lines, *(const guint *) a)->top;
  double right = line_at (lines, *(const guint *) b)->top;

  return (left > right) - (left < right);
}

/* The lines `start` to `end` are those of a page. */
static void
add_edges (Search *search, guint start, guint end)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = start; i < end; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, by_height, (gpointer) search->lines);
  for (guint i = 0; i < order->len; i++)
    if (i < EDGE_LINES || i + EDGE_LINES >= order->len)
      g_array_append_val (search->edge, g_array_index (order, guint, i));
  search->pages++;
}

static void
find_edges (Search *search)
{
  for (guint start = 0, end; start < search->lines->len; start = end) {
    for (end = start + 1; end < search->lines->len; end++)
      if (line_at (search->lines, end)->page != line_at (search->lines, start)->page)
        break;
    add_edges (search, start, end);
  }
}

/* Programs set what runs through a document at one height, to the point. */
static char *
place_of (const PactTypesetLine *line)
{
  g_autofree char *shape = shape_of (line->text);

  return g_strdup_printf ("%s@%d", shape, (int) round (line->top / EDGE_DRIFT));
}

static void
count_places (Search *search)
{
  for (guint i = 0; i < search->edge->len; i++) {
    const PactTypesetLine *line = line_at (search->lines, g_array_index (search->edge, guint, i));
    g_autofree char *key = place_of (line);
    Place *place = g_hash_table_lookup (search->places, key);

    if (place == NULL) {
      place = g_new0 (Place, 1);
      g_hash_table_insert (search->places, g_steal_pointer (&key), place);
    }
    if (place->n == 0 || place->last != line->page)
      *place = (Place){ line->page, place->n + 1 };
  }
}

guint8 *
pact_running_find (const GArray *lines)
{
  g_autoptr (GArray) edge = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Search search = { lines, 0, edge, places };
  guint8 *found = g_new0 (guint8, lines->len + 1);

  find_edges (&search);
  count_places (&search);
  for (guint i = 0; i < edge->len; i++) {
    guint at = g_array_index (edge, guint, i);
    g_autofree char *key = place_of (line_at (lines, at));
    const Place *place = g_hash_table_lookup (places, key);

    found[at] =
        is_page_number (line_at (lines, at)) || place->n >= MAX (2, search.pages / PAGES_SHARE);
  }
  return found;
}
