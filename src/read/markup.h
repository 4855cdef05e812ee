/* HTML and XML into trees; the only door to libxml2. No network, no entity of the page's own, and
 * the work that hostile nesting can cause is capped. */
#pragma once

#include "read/tree.h"

/* `text` is valid UTF-8 without NUL bytes. Fails only for elements or attributes beyond reason.
 * With `xpath`, `ret_selected` gets the nodes it finds (guint32, in document order; may be none). */
PactTree *pact_tree_from_html (const char *text, gsize length, const char *xpath,
                               GArray **ret_selected, GError **error);

/* The text in a piece of HTML, on one line; NULL when there is none. */
char *pact_html_text (const char *html);

/* Cannot fail: broken XML gives what could be read of it, if only the root. Names carry their usual
 * prefix, whatever the file calls it: "dc:date", "content:encoded"; RSS, Atom, XHTML have none. */
PactTree *pact_tree_from_xml (const char *text, gsize length);

/* Whether libxml2 understands the expression. */
bool pact_xpath_check (const char *xpath, GError **error);
