/* Addresses in pages and feeds. */
#pragma once

/* `reference` made absolute against `base` (may be NULL); NULL unless that is http or https, for
 * nobody is to follow other schemes. */
char *pact_url_resolve (const char *base, const char *reference);
