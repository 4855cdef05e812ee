/* One answer into a document: bytes, encoding, tree, lines, main text, kind. */
#include "pactwatch/read.h"

#include "caps.h"
#include "pactwatch/error.h"
#include "read/charset.h"
#include "read/kind.h"
#include "read/lines.h"
#include "read/main-text.h"
#include "read/markup.h"
#include "read/meta.h"
#include "read/select.h"

#include <string.h>

typedef enum { FORMAT_HTML, FORMAT_TEXT, FORMAT_OTHER } Format;

/* Media types, compared up to their parameters; an asterisk stands for any rest. */
static const struct {
  const char *pattern;
  Format format;
} formats[] = {
  { "text/html", FORMAT_HTML },        { "application/xhtml+xml", FORMAT_HTML },
  { "text/plain", FORMAT_TEXT },       { "text/markdown", FORMAT_TEXT },
  { "image/*", FORMAT_OTHER },         { "audio/*", FORMAT_OTHER },
  { "video/*", FORMAT_OTHER },         { "font/*", FORMAT_OTHER },
  { "application/pdf", FORMAT_OTHER }, { "application/zip", FORMAT_OTHER },
};

static const char *const html_starts[] = { "<!doctype", "<html", "<head", "<body", "<!--",
                                           "<?xml" };

/* Whether it holds a byte that no text does, as the MIME Sniffing Standard lists them. */
static bool
is_binary (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 && (text[i] == '\0' || strchr ("\t\n\f\r\033", text[i]) == NULL))
      return true;
  return false;
}

/* What the bytes are: as declared, else HTML if they start like it or have an element. */
static Format
format_of (const char *content_type, const char *text, gsize length)
{
  g_autofree char *type =
      content_type == NULL ? g_strdup ("")
                           : g_strndup (content_type, strcspn (content_type, "; \t"));

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *lower = g_ascii_strdown (type, -1);

    if (g_pattern_match_simple (formats[i].pattern, lower))
      return formats[i].format;
  }
  text += strspn (text, " \t\r\n");
  for (guint i = 0; i < G_N_ELEMENTS (html_starts); i++)
    if (g_ascii_strncasecmp (text, html_starts[i], strlen (html_starts[i])) == 0)
      return FORMAT_HTML;
  if (is_binary (text, length))
    return FORMAT_OTHER;
  return strstr (text, "</") != NULL ? FORMAT_HTML : FORMAT_TEXT;
}

static bool
fail (PactFailure failure, PactFailure *ret_failure)
{
  if (ret_failure != NULL)
    *ret_failure = failure;
  return false;
}

/* Marks the lines inside the selected nodes; whether there were any. */
static guint8 *
keep_selected (const PactTree *tree, const PactLines *lines, const GArray *selected)
{
  guint8 *keep = g_new0 (guint8, lines->lines->len + 1);

  for (guint s = 0, i = 0; s < selected->len; s++) {
    guint32 start = g_array_index (selected, guint32, s), end = pact_tree_node (tree, start)->end;

    while (i < lines->lines->len && pact_line (lines, i)->node < start)
      i++;
    for (guint j = i; j < lines->lines->len && pact_line (lines, j)->node < end; j++)
      keep[j] = 1;
  }
  return keep;
}

/* The first main heading of the page, main text or not; NULL for none. */
static char *
first_heading (const PactLines *lines)
{
  for (guint i = 0; i < lines->lines->len; i++) {
    const PactLine *line = pact_line (lines, i);

    if (line->kind == PACT_BLOCK_HEADING && line->level == 1)
      return g_strndup (lines->text->str + line->span.start, line->span.end - line->span.start);
  }
  return NULL;
}

static PactDocument *
read_html (const char *text, gsize length, const char *url, const char *select,
           char **ret_headline, PactFailure *ret_failure, GError **error)
{
  g_autofree char *xpath = select == NULL ? NULL : pact_select_to_xpath (select, error);
  g_autoptr (GArray) selected = NULL;
  g_autoptr (PactTree) tree = NULL;
  g_autoptr (PactLines) lines = NULL;
  g_autofree guint8 *keep = NULL;
  PactDocument *document;

  if (select != NULL && xpath == NULL && !fail (PACT_FAILURE_SELECTOR, ret_failure))
    return NULL;
  tree = pact_tree_from_html (text, length, xpath, &selected, error);
  if (tree == NULL && !fail (PACT_FAILURE_UNREADABLE, ret_failure))
    return NULL;
  lines = pact_lines_from_tree (tree);
  if (select != NULL && (selected == NULL || selected->len == 0)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE,
                 "selector '%s' matches nothing on the page; adapt Select= or remove it", select);
    fail (PACT_FAILURE_SELECTOR, ret_failure);
    return NULL;
  }
  document = g_new0 (PactDocument, 1);
  pact_meta_read (tree, url, document);
  *ret_headline = first_heading (lines);
  keep = select != NULL ? keep_selected (tree, lines, selected)
                        : pact_main_text (tree, lines, document->title);
  pact_lines_to_document (lines, keep, document);
  return document;
}

PactDocument *
pact_document_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                    PactFailure *ret_failure, GError **error)
{
  gsize length;
  g_autofree char *text = pact_charset_decode (bytes, content_type, &length), *headline = NULL;
  g_autoptr (PactDocument) document = NULL;
  PactFailure failure;
  const char *cue;

  switch (format_of (content_type, text, length)) {
  case FORMAT_OTHER:
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE,
                 "an answer of type '%s' is neither HTML nor text; watch a page that is",
                 content_type != NULL ? content_type : "unknown");
    fail (PACT_FAILURE_UNREADABLE, ret_failure);
    return NULL;
  case FORMAT_TEXT:
    document = pact_document_from_text (text, (gssize) length);
    break;
  case FORMAT_HTML:
    document = read_html (text, length, url, select, &headline, ret_failure, error);
    break;
  }
  if (document == NULL)
    return NULL;
  failure = pact_kind_judge (document, headline, &cue);
  if (failure == PACT_FAILURE_NONE)
    return g_steal_pointer (&document);
  fail (failure, ret_failure);
  if (cue == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "no text in the page: %s",
                 pact_failure_hint (failure));
  else
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "no statement but '%s': %s", cue,
                 pact_failure_hint (failure));
  return NULL;
}
