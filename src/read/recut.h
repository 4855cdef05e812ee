/* Text that was cut into other blocks: lists run into sentences, sentences broken into lists. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* A document's words in order, without punctuation, and where its passages start in them. */
typedef struct {
  GArray *keys;   /* guint32 */
  GArray *starts; /* guint, one for each passage, and the end */
} PactWords;

/* For each passage of `one`, whether all its words stand on in `other` one after another, in passages
 * of which the same is true the other way round: bool, to be freed with g_free, and in
 * `ret_other` those of `other`. So nothing was said but as before. Linear in both. */
bool *pact_recut_find (const PactWords *one, const PactWords *other, bool **ret_other);
