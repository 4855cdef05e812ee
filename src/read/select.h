/* Select= as the user writes it: XPath, or a small part of CSS. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* XPath of a Select= value: XPath itself when it starts with '/', '(' or "./", else translated
 * from CSS: tag, *, #id, .class, [attr], [attr=value], descendant, child (>) and lists (,).
 * NULL with an error that says where it is not understood. */
char *pact_select_to_xpath (const char *select, GError **error);

/* Whether the value is usable; for the configuration. */
bool pact_select_check (const char *select, GError **error);
