/* A document: the text of a statement in blocks. It owns the bytes that all spans point into. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  guint32 start, end; /* byte offsets into the document's text, end exclusive */
} PactSpan;

typedef enum {
  PACT_BLOCK_PARAGRAPH,
  PACT_BLOCK_HEADING,
  PACT_BLOCK_LIST_ITEM,
  PACT_BLOCK_TABLE_ROW, /* cells joined by " | " */
  PACT_BLOCK_QUOTE,
} PactBlockKind;

typedef struct {
  PactSpan span;
  PactBlockKind kind;
  guint8 level; /* heading 1 to 6, nesting of a list item from 1; else 0 */
} PactBlock;

typedef struct {
  char *text;      /* UTF-8; blocks apart by one empty line, no line breaks inside a block */
  gsize length;    /* bytes in text, below 4 GiB */
  GArray *blocks;  /* PactBlock, in reading order, non-overlapping */
  char *title;     /* UTF-8; NULL when the page has none; so are the rest */
  char *published; /* ISO 8601 date, with time where given */
  char *modified;
  char *canonical; /* absolute URL */
  char *language;  /* BCP 47 tag as declared */
} PactDocument;

/* A sentence-sized piece of a document: what findings quote. */
typedef struct {
  PactSpan span;
  guint32 block; /* index into blocks */
} PactPassage;

/* Takes plain UTF-8 text apart: lines until an empty one make a block; "# ", "- ", "* ", "1. "
 * and "> " at a line's start mark headings, list items and quotations, "| " table rows; a line of
 * "=" or "-" under a paragraph makes it a heading.
 * Invalid UTF-8 is replaced. `length` in bytes, -1 for NUL-terminated. */
PactDocument *pact_document_from_text (const char *text, gssize length);
void pact_document_free (PactDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactDocument, pact_document_free)

/* One entry of a feed, sitemap or newsroom. */
typedef struct {
  char *id;        /* guid or Atom id; the link where the feed has none */
  char *link;      /* absolute URL; NULL when the entry has none */
  char *title;     /* plain text; NULL when absent; so are the rest */
  char *published; /* ISO 8601 */
  char *summary;   /* plain text of the entry's own content */
  bool is_list;    /* leads to a further list of the same kind, not to a statement */
} PactFeedItem;

void pact_feed_item_free (PactFeedItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactFeedItem, pact_feed_item_free)
