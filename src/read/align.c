/* Common subsequences: exact in the small, anchored on unique keys in the large. */
#include "read/align.h"

#include <stdbool.h>
#include <string.h>

enum { CELLS_MAX = 1 << 20 }; /* of one exact table: 2 MiB, about a millisecond */

typedef struct {
  const guint32 *old_keys, *new_keys;
  gint32 *match;
} Align;

typedef struct {
  guint from, to; /* in the old keys */
  guint at, end;  /* in the new keys */
} Part;

/* Takes equal keys off both ends of `part`. */
static void
trim (Align *align, Part *part)
{
  while (part->from < part->to && part->at < part->end &&
         align->old_keys[part->from] == align->new_keys[part->at])
    align->match[part->from++] = (gint32) part->at++;
  while (part->from < part->to && part->at < part->end &&
         align->old_keys[part->to - 1] == align->new_keys[part->end - 1])
    align->match[--part->to] = (gint32) --part->end;
}

static void
align_exactly (Align *align, Part part)
{
  guint n = part.to - part.from, m = part.end - part.at, width = m + 1;
  g_autofree guint16 *longest = g_new0 (guint16, (gsize) (n + 1) * width);

  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      longest[i * width + j] = align->old_keys[part.from + i] == align->new_keys[part.at + j]
                                   ? (guint16) (longest[(i + 1) * width + j + 1] + 1)
                                   : MAX (longest[(i + 1) * width + j], longest[i * width + j + 1]);
  for (guint i = 0, j = 0; i < n && j < m;) {
    if (align->old_keys[part.from + i] == align->new_keys[part.at + j])
      align->match[part.from + i++] = (gint32) (part.at + j++);
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1])
      i++;
    else
      j++;
  }
}

typedef struct {
  guint old_count, new_count, old_at, new_at;
} Seen;

/* Pairs of places of keys that occur once on either side, in old order. */
static GArray *
unique_pairs (const Align *align, Part part)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Seen));

  for (guint side = 0; side < 2; side++)
    for (guint i = side == 0 ? part.from : part.at; i < (side == 0 ? part.to : part.end); i++) {
      gpointer key = GUINT_TO_POINTER (side == 0 ? align->old_keys[i] : align->new_keys[i]);
      Seen *entry = g_hash_table_lookup (seen, key);

      if (entry == NULL)
        g_hash_table_insert (seen, key, entry = g_new0 (Seen, 1));
      *(side == 0 ? &entry->old_count : &entry->new_count) += 1;
      *(side == 0 ? &entry->old_at : &entry->new_at) = i;
    }
  for (guint i = part.from; i < part.to; i++) {
    const Seen *entry = g_hash_table_lookup (seen, GUINT_TO_POINTER (align->old_keys[i]));

    if (entry->old_count == 1 && entry->new_count == 1)
      g_array_append_val (pairs, *entry);
  }
  return pairs;
}

/* The longest run of pairs that rises on the new side too (patience sorting): indices, last first.
 */
static GArray *
rising (const GArray *pairs)
{
  g_autoptr (GArray) tops = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gint *below = g_new (gint, pairs->len + 1);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < pairs->len; i++) {
    guint low = 0, high = tops->len;

    while (low < high) {
      guint middle = (low + high) / 2;
      guint top = g_array_index (tops, guint, middle);

      *(g_array_index (pairs, Seen, top).new_at < g_array_index (pairs, Seen, i).new_at ? &low
                                                                                        : &high) =
          g_array_index (pairs, Seen, top).new_at < g_array_index (pairs, Seen, i).new_at
              ? middle + 1
              : middle;
    }
    below[i] = low == 0 ? -1 : (gint) g_array_index (tops, guint, low - 1);
    if (low == tops->len)
      g_array_append_val (tops, i);
    else
      g_array_index (tops, guint, low) = i;
  }
  for (gint at = tops->len == 0 ? -1 : (gint) g_array_index (tops, guint, tops->len - 1); at >= 0;
       at = below[at])
    g_array_append_val (chosen, at);
  return chosen;
}

/* Matches `part`; parts between anchors that are still too large go to `todo`. */
static void
align_part (Align *align, Part part, GArray **todo)
{
  g_autoptr (GArray) pairs = NULL, chosen = NULL;

  trim (align, &part);
  if (part.from == part.to || part.at == part.end)
    return;
  if ((guint64) (part.to - part.from) * (part.end - part.at) <= CELLS_MAX) {
    align_exactly (align, part);
    return;
  }
  pairs = unique_pairs (align, part);
  chosen = rising (pairs);
  if (chosen->len == 0)
    return;
  if (*todo == NULL)
    *todo = g_array_new (FALSE, FALSE, sizeof (Part));
  for (guint c = chosen->len; c-- > 0;) {
    const Seen *pair = &g_array_index (pairs, Seen, g_array_index (chosen, guint, c));
    Part before = { part.from, pair->old_at, part.at, pair->new_at };

    align->match[pair->old_at] = (gint32) pair->new_at;
    g_array_append_val (*todo, before);
    part.from = pair->old_at + 1;
    part.at = pair->new_at + 1;
  }
  g_array_append_val (*todo, part);
}

void
pact_align (const guint32 *old_keys, guint n, const guint32 *new_keys, guint m, gint32 *ret_match)
{
  Align align = { old_keys, new_keys, ret_match };
  g_autoptr (GArray) todo = NULL; /* for the large, made when there is one */
  Part part = { 0, n, 0, m };

  memset (ret_match, 0xff, n * sizeof *ret_match); /* -1 */
  align_part (&align, part, &todo);
  while (todo != NULL && todo->len > 0) {
    part = g_array_index (todo, Part, todo->len - 1);
    g_array_set_size (todo, todo->len - 1);
    align_part (&align, part, &todo);
  }
}
