/* One answer into a document: bytes, encoding, tree, lines, main text, kind. */
#define _GNU_SOURCE /* memrchr */
#include "pactwatch/read.h"

#include "pactwatch/error.h"
#include "read/charset.h"
#include "read/kind.h"
#include "read/lines.h"
#include "read/main-text.h"
#include "read/markup.h"
#include "read/meta.h"
#include "read/select.h"

#include <string.h>

#define TAIL 4096      /* bytes in which the end of a page stands, but for what was put behind it */
#define LOGIN_MAX 400  /* bytes of text around a form that asks for a password */
#define FEED_HEAD 1000 /* bytes in which a feed's first element stands */

typedef enum { FORMAT_HTML, FORMAT_TEXT, FORMAT_FEED, FORMAT_PDF, FORMAT_OTHER } Format;

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

static const char *const html_starts[] = {
  "<!doctype", "<html", "<head", "<body", "<!--", "<?xml"
};

/* Whether it begins as feeds do, whatever it is called. */
static bool
is_feed (const char *text)
{
  static const char *const roots[] = { "<rss", "<feed", "<rdf:RDF" };
  g_autofree char *head = g_strndup (text, FEED_HEAD);

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (strstr (head, roots[i]) != NULL)
      return g_str_has_prefix (text, "<?xml") || g_str_has_prefix (text, roots[i]);
  return false;
}

/* Whether it holds a character that no text does, as the MIME Sniffing Standard lists them. */
static bool
is_binary (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 && strchr ("\t\n\f\r\033", *text) == NULL)
      return true;
  return false;
}

/* What the bytes are: as declared, else HTML if they start like it or have an element. */
static Format
format_of (const char *content_type, const char *text)
{
  const char *type = content_type != NULL ? content_type : "";
  g_autofree char *lower = g_ascii_strdown (type, (gssize) strcspn (type, "; \t"));

  text += strspn (text, " \t\r\n");
  if (is_feed (text))
    return FORMAT_FEED;
  if (g_str_has_prefix (text, "%PDF-"))
    return FORMAT_PDF;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_pattern_match_simple (formats[i].pattern, lower))
      return formats[i].format;
  for (guint i = 0; i < G_N_ELEMENTS (html_starts); i++)
    if (g_ascii_strncasecmp (text, html_starts[i], strlen (html_starts[i])) == 0)
      return FORMAT_HTML;
  if (is_binary (text))
    return FORMAT_OTHER;
  return strstr (text, "</") != NULL ? FORMAT_HTML : FORMAT_TEXT;
}

/* The one place that gives a page up; `error` is set by whoever found out. */
static PactDocument *
refuse (PactFailure failure, PactFailure *ret_failure)
{
  if (ret_failure != NULL)
    *ret_failure = failure;
  return NULL;
}

/* Whether the bytes end within a tag: then the rest of the page is missing. */
static bool
breaks_off (const char *text, gsize length)
{
  const char *tag = memrchr (text, '<', length);

  return tag != NULL && (g_ascii_isalpha (tag[1]) || tag[1] == '/') && strchr (tag, '>') == NULL;
}

static bool
is_named (const char *tag, const char *name)
{
  gsize n = strlen (name);

  return g_ascii_strncasecmp (tag, name, n) == 0 && !g_ascii_isalnum (tag[n]);
}

/* Whether a whole page ends with parts still open: who leaves </body> out on purpose closes those. */
static bool
ends_open (const char *text, gsize length)
{
  static const char *const parts[] = { "div", "main", "article", "section", "table" };
  const char *tail = text + length - MIN (length, TAIL);
  bool whole = false;
  int open = 0;

  if (strstr (tail, "</body>") != NULL || strstr (tail, "</html>") != NULL) /* as most do */
    return false;
  for (const char *at = strchr (text, '<'); at != NULL; at = strchr (at + 1, '<')) {
    bool closes = at[1] == '/';
    const char *name = at + 1 + closes;

    if (closes && (is_named (name, "body") || is_named (name, "html")))
      return false;
    whole |= is_named (name, "html") || is_named (name, "body");
    for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
      if (is_named (name, parts[i]))
        open += closes ? -1 : 1;
  }
  return whole && open > 0;
}

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
      return g_strndup (pact_line_text (lines, i), pact_line_length (lines, i));
  }
  return NULL;
}

/* Gives the document up unless it is a statement; `otherwise` is its failure, or NONE, when its
 * words do not tell. Takes the document. */
static PactDocument *
judge (PactDocument *document, const char *headline, PactFailure otherwise,
       PactFailure *ret_failure, GError **error)
{
  const char *cue;
  PactFailure failure = pact_kind_judge (document, headline, &cue);

  if (failure == PACT_FAILURE_NONE)
    failure = otherwise;
  if (failure == PACT_FAILURE_NONE)
    return document;
  if (cue == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "no statement in the page: %s",
                 pact_failure_hint (failure));
  else
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "no statement but '%s': %s", cue,
                 pact_failure_hint (failure));
  pact_document_free (document);
  return refuse (failure, ret_failure);
}

/* A page whose text is built by script may carry it as data too. */
static bool
take_article_body (const PactTree *tree, PactDocument *document)
{
  g_autofree char *body = pact_meta_article_body (tree);
  g_autoptr (PactDocument) text = pact_document_from_text (body == NULL ? "" : body, -1);

  if (text->length == 0)
    return false;
  g_free (document->text);
  g_array_unref (document->blocks);
  document->text = g_steal_pointer (&text->text);
  document->length = text->length;
  document->blocks = g_steal_pointer (&text->blocks);
  return true;
}

static bool
asks_for_password (const PactTree *tree)
{
  for (guint32 i = 1; i < tree->nodes->len; i++) {
    const char *type = pact_tree_attr (tree, i, PACT_ATTR_TYPE);

    if (type != NULL && g_ascii_strcasecmp (type, "password") == 0)
      return true;
  }
  return false;
}

static PactDocument *
read_tree (const PactTree *tree, const GArray *selected, const char *url, PactFailure *ret_failure,
           GError **error)
{
  g_autoptr (PactLines) lines = pact_lines_from_tree (tree);
  g_autofree char *headline = first_heading (lines);
  g_autoptr (PactDocument) document = g_new0 (PactDocument, 1);
  g_autofree guint8 *keep = NULL;
  PactFailure otherwise = PACT_FAILURE_NONE;

  pact_meta_read (tree, url, document);
  keep = selected != NULL ? keep_selected (tree, lines, selected)
                          : pact_main_text (tree, lines, document->title);
  pact_lines_to_document (lines, keep, document);
  if (document->length == 0 && !take_article_body (tree, document)) {
    memset (keep, 1, lines->lines->len); /* all that is there may say what kind of page it is */
    pact_lines_to_document (lines, keep, document);
    otherwise = PACT_FAILURE_EMPTY;
  }
  if (document->length <= LOGIN_MAX && asks_for_password (tree))
    otherwise = PACT_FAILURE_LOGIN;
  return judge (g_steal_pointer (&document), headline, otherwise, ret_failure, error);
}

static PactDocument *
read_html (const char *text, gsize length, const char *url, const char *select,
           PactFailure *ret_failure, GError **error)
{
  g_autofree char *xpath = select == NULL ? NULL : pact_select_to_xpath (select, error);
  g_autoptr (GArray) selected = NULL;
  g_autoptr (PactTree) tree = NULL;

  if (select != NULL && xpath == NULL)
    return refuse (PACT_FAILURE_SELECTOR, ret_failure);
  if (breaks_off (text, length) || ends_open (text, length)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "the page ends in the middle: %s",
                 pact_failure_hint (PACT_FAILURE_TRUNCATED));
    return refuse (PACT_FAILURE_TRUNCATED, ret_failure);
  }
  tree = pact_tree_from_html (text, length, xpath, &selected, error);
  if (tree == NULL)
    return refuse (PACT_FAILURE_UNREADABLE, ret_failure);
  if (select != NULL && selected->len == 0) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "selector '%s' matches nothing: %s", select,
                 pact_failure_hint (PACT_FAILURE_SELECTOR));
    return refuse (PACT_FAILURE_SELECTOR, ret_failure);
  }
  return read_tree (tree, selected, url, ret_failure, error);
}

PactDocument *
pact_document_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                    PactFailure *ret_failure, GError **error)
{
  gsize length;
  g_autofree char *text = pact_charset_decode (bytes, content_type, &length);

  switch (format_of (content_type, text)) {
  case FORMAT_TEXT:
    return judge (pact_document_from_text (text, (gssize) length), NULL, PACT_FAILURE_NONE,
                  ret_failure, error);
  case FORMAT_HTML:
    return read_html (text, length, url, select, ret_failure, error);
  case FORMAT_FEED:
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "a feed, not a page; set Kind=feed");
    return refuse (PACT_FAILURE_UNREADABLE, ret_failure);
  case FORMAT_PDF:
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE,
                 "a PDF, which this build does not read; install libpoppler-glib-dev and "
                 "libseccomp-dev and build with -Dpdf=enabled");
    return refuse (PACT_FAILURE_UNREADABLE, ret_failure);
  default:
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE,
                 "an answer of type '%s' is neither HTML nor text; watch a page that is",
                 content_type != NULL ? content_type : "unknown");
    return refuse (PACT_FAILURE_UNREADABLE, ret_failure);
  }
}
