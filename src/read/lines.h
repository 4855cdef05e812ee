/* What a reader sees of a page: its lines of text in order, each with what layout says of it. */
#pragma once

#include "read/tree.h"

typedef struct {
  PactSpan span;      /* into the text of the lines */
  guint32 node;       /* the block element it stands in */
  guint32 linked;     /* bytes of it inside links */
  PactBlockKind kind;
  guint8 level;
} PactLine;

typedef struct {
  GString *text;
  GArray *lines; /* PactLine, in document order */
} PactLines;

/* All visible text of the page. */
PactLines *pact_lines_from_tree (const PactTree *tree);
void pact_lines_free (PactLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactLines, pact_lines_free)

#define pact_line(page, i) (&g_array_index ((page)->lines, PactLine, (i)))

/* Of one line: its text (not NUL-terminated), its bytes, whether it is mostly links, whether it is
 * a paragraph's worth of words. */
const char *pact_line_text (const PactLines *lines, guint i);
gsize pact_line_length (const PactLines *lines, guint i);
bool pact_line_is_linked (const PactLines *lines, guint i);
bool pact_line_is_prose (const PactLines *lines, guint i);

/* The lines for which `keep` (one byte per line) is not 0 become the document's text and blocks. */
void pact_lines_to_document (const PactLines *lines, const guint8 *keep, PactDocument *document);
