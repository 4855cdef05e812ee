/* A set of keys of units or tokens, for as long as a comparison lasts: open addressing in one block
 * of memory. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  guint32 *slots; /* 0: free */
  guint32 mask;
} PactKeySet;

/* Room for at most `room` keys. */
static inline PactKeySet
pact_key_set (guint room)
{
  guint32 n = 16;

  while (n < 2 * (guint64) room)
    n *= 2;
  return (PactKeySet){ g_new0 (guint32, n), n - 1 };
}

/* Where `key` stands, or would stand. */
static inline guint32 *
pact_key_set_slot (const PactKeySet *set, guint32 *key)
{
  guint32 i;

  *key = MAX (*key, 1); /* two keys of 2^32 meet */
  i = (*key ^ *key >> 13) & set->mask;
  while (set->slots[i] != 0 && set->slots[i] != *key)
    i = (i + 1) & set->mask;
  return &set->slots[i];
}

static inline void
pact_key_set_add (PactKeySet *set, guint32 key)
{
  guint32 *slot = pact_key_set_slot (set, &key);

  *slot = key;
}

static inline bool
pact_key_set_has (const PactKeySet *set, guint32 key)
{
  return *pact_key_set_slot (set, &key) != 0;
}

static inline void
pact_key_set_clear (PactKeySet *set)
{
  g_clear_pointer (&set->slots, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactKeySet, pact_key_set_clear)
