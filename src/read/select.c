/* CSS selectors into XPath, after Selectors Level 3; only what picking a page's main part takes. */
#include "read/select.h"

#include "pactwatch/error.h"
#include "read/markup.h"

#include <string.h>

/* Letters of a CSS name; escapes are not read. */
static gsize
name_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]) || text[n] == '-' || text[n] == '_' || (guchar) text[n] >= 0x80)
    n++;
  return n;
}

/* Moves past a name and gives a copy; NULL when there is none. */
static char *
take_name (const char **at)
{
  gsize n = name_length (*at);
  char *name = n == 0 ? NULL : g_strndup (*at, n);

  *at += n;
  return name;
}

/* XPath 1.0 has no escapes in literals: a value is quoted by the quote it does not hold. */
static bool
append_literal (GString *xpath, const char *value)
{
  char quote = strchr (value, '\'') == NULL ? '\'' : '"';

  g_string_append_printf (xpath, "%c%s%c", quote, value, quote);
  return strchr (value, quote) == NULL;
}

/* [name] or [name=value], the value bare or quoted. */
static bool
take_attribute (const char **at, GString *xpath)
{
  g_autofree char *name = NULL, *value = NULL, *lower = NULL;

  ++*at;
  name = take_name (at);
  if (name == NULL)
    return false;
  lower = g_ascii_strdown (name, -1);
  g_string_append_printf (xpath, "[@%s", lower);
  if (**at == '=') {
    char quote = *++*at;

    if (quote == '"' || quote == '\'') {
      const char *end = strchr (*at + 1, quote);

      if (end == NULL)
        return false;
      value = g_strndup (*at + 1, (gsize) (end - *at - 1));
      *at = end + 1;
    } else {
      value = take_name (at);
    }
    g_string_append_c (xpath, '=');
    if (value == NULL || !append_literal (xpath, value))
      return false;
  }
  g_string_append_c (xpath, ']');
  if (**at != ']')
    return false;
  ++*at;
  return true;
}

/* tag#id.class[attr]: at least one part. */
static bool
take_compound (const char **at, GString *xpath)
{
  const char *start = *at;
  g_autofree char *tag = take_name (at);
  g_autofree char *lower = tag == NULL ? NULL : g_ascii_strdown (tag, -1);

  if (tag == NULL && **at == '*')
    ++*at;
  g_string_append (xpath, lower == NULL ? "*" : lower);
  while (**at == '#' || **at == '.' || **at == '[') {
    g_autofree char *name = NULL;
    char mark = **at;

    if (mark == '[') {
      if (!take_attribute (at, xpath))
        return false;
      continue;
    }
    ++*at;
    name = take_name (at);
    if (name == NULL)
      return false;
    g_string_append_printf (
        xpath,
        mark == '#' ? "[@id='%s']" : "[contains(concat(' ',normalize-space(@class),' '),' %s ')]",
        name);
  }
  return *at > start;
}

char *
pact_select_to_xpath (const char *select, GError **error)
{
  g_autoptr (GString) xpath = g_string_new ("//");
  const char *at = select + strspn (select, " \t");

  if (at[0] == '/' || at[0] == '(' || g_str_has_prefix (at, "./"))
    return pact_xpath_check (at, error) ? g_strdup (at) : NULL;
  while (take_compound (&at, xpath)) {
    gsize spaces = strspn (at, " \t");
    char next = at[spaces];

    if (next == '\0')
      return g_strdup (xpath->str);
    if (next != '>' && next != ',' && spaces == 0)
      break;
    at += spaces;
    g_string_append (xpath, next == '>' ? "/" : next == ',' ? "|//" : "//");
    if (next == '>' || next == ',')
      at += 1 + strspn (at + 1, " \t");
  }
  g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE,
               "selector is not understood at character %d: '%s'; use tag, #id, .class, "
               "[attr=value], descendant, > and commas, or XPath",
               (int) (at - select) + 1, select);
  return NULL;
}

bool
pact_select_check (const char *select, GError **error)
{
  g_autofree char *xpath = pact_select_to_xpath (select, error);

  return xpath != NULL;
}
