/* What a page's JSON-LD says, by key; and JSON's strings. */
#pragma once

#include <glib.h>

/* For each of `n` keys the first string it has in `json`, at whatever depth, into `values` where
 * that is still NULL. Any bytes of valid UTF-8 will do: what is no JSON holds no values. */
void pact_json_ld_read (const char *json, gsize length, const char *const *keys, guint n,
                        char **values);

/* Reads a string of JSON (RFC 8259) from past its opening quote; its value into `out`, without NUL
 * bytes. Returns where it goes on: past the closing quote, or `end`. */
const char *pact_json_string (const char *at, const char *end, GString *out);
