/* Typeset pages: lines of text that know only where they stand, as documents. */
#pragma once

#include "pactwatch/document.h"

typedef struct {
  char *text;         /* UTF-8, without line breaks */
  guint page;         /* from 0 */
  double left, right; /* points from the page's left edge */
  double top, bottom; /* points from its upper edge */
  double size;        /* of most of its letters, in points */
} PactTypesetLine;

void pact_typeset_line_clear (PactTypesetLine *line);

/* Puts `lines` (PactTypesetLine, in reading order) together again: text and blocks of a document.
 * Running heads, feet and page numbers are left out; words that a line's end cut are mended. */
PactDocument *pact_typeset_read (const GArray *lines);
