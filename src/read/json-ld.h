/* What a page's JSON-LD says, by key. */
#pragma once

#include <glib.h>

/* For each of `n` keys the first string it has in `json`, at whatever depth, into `values` where
 * that is still NULL. Any bytes of valid UTF-8 will do: what is no JSON holds no values. */
void pact_json_ld_read (const char *json, gsize length, const char *const *keys, guint n,
                        char **values);
