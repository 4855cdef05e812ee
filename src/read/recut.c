/* Runs of words found again by their first three. */
#include "read/recut.h"

#include <string.h>

enum {
  OPENING = 3,    /* words that a run is known by */
  PLACES_MAX = 8, /* where one opening is looked for */
};

static guint32
key_at (const PactWords *words, guint i)
{
  return g_array_index (words->keys, guint32, i);
}

static guint
start_of (const PactWords *words, guint passage)
{
  return g_array_index (words->starts, guint, passage);
}

static guint
count_of (const PactWords *words)
{
  return words->starts->len - 1;
}

static gpointer
opening_at (const PactWords *words, guint i)
{
  guint32 hash = 0;

  for (guint k = 0; k < OPENING; k++)
    hash = hash * 31 + key_at (words, i + k);
  return GUINT_TO_POINTER (hash);
}

/* Opening -> GArray of the first places it stands at. */
static GHashTable *
index_openings (const PactWords *words)
{
  GHashTable *index =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i + OPENING <= words->keys->len; i++) {
    GArray *places = g_hash_table_lookup (index, opening_at (words, i));

    if (places == NULL) {
      places = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (index, opening_at (words, i), places);
    }
    if (places->len < PLACES_MAX)
      g_array_append_val (places, i);
  }
  return index;
}

/* Where the words of the passage stand in `other`; -1 for nowhere. */
static gint
find_run (const PactWords *words, guint passage, const PactWords *other, GHashTable *index)
{
  guint start = start_of (words, passage), n = start_of (words, passage + 1) - start;
  const GArray *places =
      n >= OPENING ? g_hash_table_lookup (index, opening_at (words, start)) : NULL;

  for (guint i = 0; places != NULL && i < places->len; i++) {
    guint at = g_array_index (places, guint, i);

    if (at + n <= other->keys->len &&
        memcmp (&g_array_index (words->keys, guint32, start),
                &g_array_index (other->keys, guint32, at), n * sizeof (guint32)) == 0)
      return (gint) at;
  }
  return -1;
}

static gint *
find_runs (const PactWords *words, const PactWords *other)
{
  g_autoptr (GHashTable) index = index_openings (other);
  gint *runs = g_new (gint, count_of (words) + 1);

  for (guint i = 0; i < count_of (words); i++)
    runs[i] = find_run (words, i, other, index);
  return runs;
}

/* The passage that word `at` is in. */
static guint
passage_of (const PactWords *words, guint at)
{
  guint low = 0, high = count_of (words);

  while (high - low > 1) {
    guint middle = low + (high - low) / 2;

    if (start_of (words, middle) <= at)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static bool
is_short (const PactWords *words, guint passage)
{
  return start_of (words, passage + 1) - start_of (words, passage) < OPENING;
}

/* Whether every passage that a run touches is itself a run, or too short to be known. */
static bool *
confirm (const PactWords *words, const gint *runs, const PactWords *other, const gint *other_runs)
{
  bool *confirmed = g_new0 (bool, count_of (words) + 1);

  for (guint i = 0; i < count_of (words); i++) {
    guint end = (guint) runs[i] + start_of (words, i + 1) - start_of (words, i);

    confirmed[i] = runs[i] >= 0;
    for (guint p = confirmed[i] ? passage_of (other, (guint) runs[i]) : count_of (other);
         p < count_of (other) && start_of (other, p) < end; p++)
      confirmed[i] &= other_runs[p] >= 0 || is_short (other, p);
  }
  return confirmed;
}

bool *
pact_recut_find (const PactWords *one, const PactWords *other, bool **ret_other)
{
  g_autofree gint *runs = find_runs (one, other), *other_runs = find_runs (other, one);

  *ret_other = confirm (other, other_runs, one, runs);
  return confirm (one, runs, other, other_runs);
}
