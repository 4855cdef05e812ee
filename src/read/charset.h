/* Bytes into text: which encoding a page is in, and UTF-8 from it whatever the bytes are. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* UTF-8 without NUL bytes; what cannot be decoded becomes U+FFFD. The encoding is, in this order:
 * byte order mark, HTTP Content-Type, declaration in the bytes (meta, XML), then by validity:
 * UTF-8, else windows-1252. A declaration that the bytes belie is passed over. */
char *pact_charset_decode (GBytes *bytes, const char *content_type, gsize *ret_length);
