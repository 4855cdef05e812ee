/* What two sequences have in common, in order. */
#pragma once

#include <glib.h>

/* For each of the `n` old keys the index of the new key it is kept as, or -1, in `ret_match`
 * (room for n). A longest common subsequence while n * m is small; beyond that, keys that are
 * unique on both sides part the work, and a part still too large is left unmatched. */
void pact_align (const guint32 *old_keys, guint n, const guint32 *new_keys, guint m,
                 gint32 *ret_match);
