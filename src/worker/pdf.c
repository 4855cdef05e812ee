/* The only file that knows poppler: the pages of a PDF as lines that know where they stand. */
#define _GNU_SOURCE /* memmem */
#include "worker/pdf.h"

#include <poppler.h>
#include <string.h>

#include "caps.h"
#include "pactwatch/error.h"
#include "read/typeset.h"

typedef PopplerDocument Pdf; /* names of our own, for newer versions have these macros too */
typedef PopplerPage PdfPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pdf, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfPage, g_object_unref)

#define DAMAGED "the PDF is damaged; open it in a viewer to see"
#define TAIL 1024 /* bytes in which the end mark stands, by what readers accept */

static PactDocument *
refuse (PactFailure failure, const char *why, PactFailure *ret_failure, GError **error)
{
  *ret_failure = failure;
  g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "%s", why);
  return NULL;
}

static void
widen (PactTypesetLine *line, const PopplerRectangle *letter)
{
  bool first = line->right <= line->left;

  line->left = first ? letter->x1 : MIN (line->left, letter->x1);
  line->right = first ? letter->x2 : MAX (line->right, letter->x2);
  line->top = first ? letter->y1 : MIN (line->top, letter->y1);
  line->bottom = first ? letter->y2 : MAX (line->bottom, letter->y2);
}

/* The size of the letter at `index`; `attributes` is where to go on, for letters come in order. */
static double
size_at (GList **attributes, guint index)
{
  while ((*attributes)->next != NULL &&
         ((const PopplerTextAttributes *) (*attributes)->data)->end_index < (int) index)
    *attributes = (*attributes)->next;
  return ((const PopplerTextAttributes *) (*attributes)->data)->font_size;
}

/* Text, the rectangle of each character, and runs of one font. */
typedef struct {
  char *text;
  PopplerRectangle *letters;
  guint n_letters;
  GList *attributes;
} Page;

static void
page_clear (Page *page)
{
  g_free (page->text);
  g_free (page->letters);
  poppler_page_free_text_attributes (page->attributes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
add_line (GArray *lines, PactTypesetLine *line, GString *text)
{
  g_strchomp (text->str);
  line->text = g_strdup (text->str);
  g_string_truncate (text, 0);
  if (line->text[0] != '\0' && line->size > 0)
    g_array_append_val (lines, *line);
  else
    g_free (line->text);
}

static void
add_lines (GArray *lines, const Page *page, guint number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PactTypesetLine line = { .page = number };
  GList *attributes = page->attributes;
  guint index = 0;

  for (const char *at = page->text; *at != '\0' && index < page->n_letters && attributes != NULL;
       at = g_utf8_next_char (at), index++) {
    gunichar letter = g_utf8_get_char (at);

    if (letter == '\n') {
      add_line (lines, &line, text);
      line = (PactTypesetLine){ .page = number };
      continue;
    }
    if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter)) {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      continue;
    }
    g_string_append_unichar (text, letter);
    widen (&line, &page->letters[index]);
    line.size = MAX (line.size, size_at (&attributes, index));
  }
  add_line (lines, &line, text);
}

static void
read_page (Pdf *pdf, guint number, GArray *lines)
{
  g_autoptr (PdfPage) at = poppler_document_get_page (pdf, (int) number);
  g_auto (Page) page = { 0 };

  if (at == NULL)
    return;
  page.text = poppler_page_get_text (at);
  page.attributes = poppler_page_get_text_attributes (at);
  if (page.text != NULL && poppler_page_get_text_layout (at, &page.letters, &page.n_letters))
    add_lines (lines, &page, number);
}

/* Programs that print give the name of the file they printed. */
static char *
title_of (Pdf *pdf)
{
  g_autofree char *raw = poppler_document_get_title (pdf);
  g_autofree char *title = raw != NULL ? g_strstrip (g_utf8_make_valid (raw, -1)) : NULL;

  if (title == NULL || title[0] == '\0' || g_str_has_prefix (title, "Microsoft Word - ") ||
      g_ascii_strcasecmp (title, "untitled") == 0)
    return NULL;
  return g_steal_pointer (&title);
}

static char *
iso_date (GDateTime *date)
{
  char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  g_clear_pointer (&date, g_date_time_unref);
  return text;
}

static char *
first_heading (const PactDocument *document)
{
  for (guint i = 0; i < document->blocks->len; i++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, i);

    if (block->kind == PACT_BLOCK_HEADING && block->level == 1)
      return g_strndup (document->text + block->span.start, block->span.end - block->span.start);
  }
  return NULL;
}

static PactDocument *
read_pages (Pdf *pdf, PactFailure *ret_failure, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (PactTypesetLine));
  int pages = poppler_document_get_n_pages (pdf);
  g_autoptr (PactDocument) document = NULL;

  if (pages <= 0)
    return refuse (PACT_FAILURE_UNREADABLE, DAMAGED, ret_failure, error);
  if (pages > PACT_PDF_PAGES_MAX)
    return refuse (PACT_FAILURE_TOO_LARGE, "the PDF has more pages than are read", ret_failure,
                   error);
  g_array_set_clear_func (lines, (GDestroyNotify) pact_typeset_line_clear);
  for (int i = 0; i < pages; i++)
    read_page (pdf, (guint) i, lines);
  document = pact_typeset_read (lines);
  if (document->length == 0)
    return refuse (PACT_FAILURE_EMPTY,
                   "the PDF holds no text, only pictures of pages if any; "
                   "watch one that was not scanned",
                   ret_failure, error);
  document->title = title_of (pdf);
  if (document->title == NULL)
    document->title = first_heading (document);
  document->published = iso_date (poppler_document_get_creation_date_time (pdf));
  document->modified = iso_date (poppler_document_get_modification_date_time (pdf));
  return g_steal_pointer (&document);
}

static bool
ends_whole (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize tail = MIN (length, TAIL);

  return tail > 0 && memmem (data + length - tail, tail, "%%EOF", strlen ("%%EOF")) != NULL;
}

PactDocument *
pact_pdf_read (GBytes *bytes, PactFailure *ret_failure, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (Pdf) pdf = NULL;

  if (!ends_whole (bytes)) /* poppler would mend what is left, and the rest would be "removed" */
    return refuse (PACT_FAILURE_TRUNCATED, "the PDF has no end; it is tried again", ret_failure,
                   error);
  pdf = poppler_document_new_from_bytes (bytes, NULL, &cause);
  if (g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return refuse (PACT_FAILURE_UNREADABLE, "the PDF asks for a password; watch one that does not",
                   ret_failure, error);
  if (pdf == NULL)
    return refuse (PACT_FAILURE_UNREADABLE, DAMAGED, ret_failure, error);
  return read_pages (pdf, ret_failure, error);
}
