/* Absolute addresses, after RFC 3986 as GLib reads it. */
#include "read/url.h"

#include <glib.h>

char *
pact_url_resolve (const char *base, const char *reference)
{
  g_autofree char *url = g_uri_resolve_relative (base, reference, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *scheme = url == NULL ? NULL : g_uri_peek_scheme (url);

  return g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0
             ? g_steal_pointer (&url)
             : NULL;
}
