/* How a body came over the wire, where a stored answer keeps it so. */
#pragma once

#include <glib.h>

/* The body without the transfer and content codings that the response head names: chunked, gzip,
 * deflate (RFC 9110, RFC 9112). Many tools undo a coding and leave its name in the head, so each
 * is undone only where the bytes show it. Larger than PACT_BODY_CAP_DEFAULT, broken, or in a coding
 * not known here (br, zstd): PACT_ERROR_ARCHIVE. */
GBytes *pact_coding_undo (const char *head, GBytes *body, GError **error);
