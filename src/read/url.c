/* Absolute addresses, after RFC 3986 as GLib reads it. */
#include "read/url.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* The base with a path: GLib merges no relative one with an empty one (RFC 3986 section 5.2.3). */
static char *
with_path (const char *base)
{
  const char *host = strstr (base, "://");
  gsize length = host != NULL ? (gsize) (host - base) + 3 + strcspn (host + 3, "/?#") : 0;

  return length == 0 || base[length] == '/' ? g_strdup (base)
                                            : g_strdup_printf ("%.*s/", (int) length, base);
}

/* What GLib can write down: its relaxed reading lets pass a path that runs into the host. */
static bool
is_web_address (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri), *path = g_uri_get_path (uri);

  return (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0) &&
         g_uri_get_host (uri) != NULL && (path[0] == '\0' || path[0] == '/');
}

char *
pact_url_resolve (const char *base, const char *reference)
{
  g_autofree char *rooted = base != NULL ? with_path (base) : NULL;
  g_autoptr (GUri) from =
      rooted != NULL ? g_uri_parse (rooted, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  g_autoptr (GUri) uri = g_uri_parse_relative (from, reference, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return uri != NULL && is_web_address (uri) ? g_uri_to_string (uri) : NULL;
}
