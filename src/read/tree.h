/* Markup taken apart: all nodes in document order in one array, so that every rule about a page
 * is a loop and no depth of nesting can exhaust a stack. */
#pragma once

#include "pactwatch/document.h"

#include <stdbool.h>

/* Elements some rule asks about, if only whether they stand on lines of their own; in the order of
 * their names. */
typedef enum {
  PACT_TAG_TEXT,
  PACT_TAG_A,
  PACT_TAG_ADDRESS,
  PACT_TAG_ARTICLE,
  PACT_TAG_ASIDE,
  PACT_TAG_AUDIO,
  PACT_TAG_BLOCKQUOTE,
  PACT_TAG_BODY,
  PACT_TAG_BR,
  PACT_TAG_BUTTON,
  PACT_TAG_CANVAS,
  PACT_TAG_CAPTION,
  PACT_TAG_CENTER,
  PACT_TAG_DD,
  PACT_TAG_DETAILS,
  PACT_TAG_DIALOG,
  PACT_TAG_DIV,
  PACT_TAG_DL,
  PACT_TAG_DT,
  PACT_TAG_FIELDSET,
  PACT_TAG_FIGCAPTION,
  PACT_TAG_FIGURE,
  PACT_TAG_FOOTER,
  PACT_TAG_FORM,
  PACT_TAG_H1,
  PACT_TAG_H2,
  PACT_TAG_H3,
  PACT_TAG_H4,
  PACT_TAG_H5,
  PACT_TAG_H6,
  PACT_TAG_HEAD,
  PACT_TAG_HEADER,
  PACT_TAG_HR,
  PACT_TAG_HTML,
  PACT_TAG_IFRAME,
  PACT_TAG_LEGEND,
  PACT_TAG_LI,
  PACT_TAG_MAIN,
  PACT_TAG_MENU,
  PACT_TAG_NAV,
  PACT_TAG_NOFRAMES,
  PACT_TAG_NOSCRIPT,
  PACT_TAG_OBJECT,
  PACT_TAG_OL,
  PACT_TAG_OPTION,
  PACT_TAG_P,
  PACT_TAG_PRE,
  PACT_TAG_SCRIPT,
  PACT_TAG_SECTION,
  PACT_TAG_SELECT,
  PACT_TAG_STYLE,
  PACT_TAG_SUMMARY,
  PACT_TAG_SVG,
  PACT_TAG_TABLE,
  PACT_TAG_TBODY,
  PACT_TAG_TD,
  PACT_TAG_TEMPLATE,
  PACT_TAG_TEXTAREA,
  PACT_TAG_TFOOT,
  PACT_TAG_TH,
  PACT_TAG_THEAD,
  PACT_TAG_TIME,
  PACT_TAG_TITLE,
  PACT_TAG_TR,
  PACT_TAG_UL,
  PACT_TAG_VIDEO,
  PACT_TAG_OTHER, /* inline or unknown */
  PACT_N_TAGS,
} PactTag;

/* Attributes that are kept, in the order of their names; the rest are dropped while parsing. */
typedef enum {
  PACT_ATTR_ARIA_HIDDEN,
  PACT_ATTR_CLASS,
  PACT_ATTR_CONTENT,
  PACT_ATTR_DATETIME,
  PACT_ATTR_HIDDEN,
  PACT_ATTR_HREF,
  PACT_ATTR_ID,
  PACT_ATTR_ITEMPROP,
  PACT_ATTR_LANG,
  PACT_ATTR_NAME,
  PACT_ATTR_PROPERTY,
  PACT_ATTR_REL,
  PACT_ATTR_ROLE,
  PACT_ATTR_STYLE,
  PACT_ATTR_TYPE,
  PACT_ATTR_XML_BASE,
  PACT_N_ATTRS,
} PactAttr;

typedef struct {
  guint32 parent;     /* index; the root is its own parent */
  guint32 end;        /* one past the last descendant */
  guint32 first_attr; /* into attrs; they go on to the next node's first_attr */
  PactSpan text;      /* of a text node: into text */
  guint8 tag;         /* PactTag; in XML only TEXT or OTHER */
  const char *name;   /* of an XML element, with its usual prefix: "dc:date"; NULL in HTML */
} PactNode;

typedef struct {
  PactAttr attr;
  const char *value;
} PactAttrValue;

typedef struct {
  GArray *nodes; /* PactNode; never empty: the first stands for the whole */
  GArray *attrs; /* PactAttrValue */
  GString *text;
  GStringChunk *strings;
  guint32 open;  /* while it grows: the node whose children come next */
} PactTree;

#define pact_tree_node(tree, i) (&g_array_index ((tree)->nodes, PactNode, (i)))

PactTree *pact_tree_new (void);
void pact_tree_free (PactTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactTree, pact_tree_free)

/* Growing: an element is opened, given its attributes, filled and closed. */
void pact_tree_open (PactTree *tree, PactTag tag, const char *name);
void pact_tree_add_attr (PactTree *tree, const char *name, const char *value, gssize length);
void pact_tree_add_text (PactTree *tree, const char *text, gsize length);
void pact_tree_close (PactTree *tree);
void pact_tree_finish (PactTree *tree); /* closes what is still open, and the root */

/* The element's tag, OTHER when no rule knows it; names in any case. */
PactTag pact_tag_from_name (const char *name);

/* Whether text before, in and after the element stands on lines of its own. */
bool pact_tag_is_block (PactTag tag);

/* The value of an attribute, NULL when the node has none. Borrowed. */
const char *pact_tree_attr (const PactTree *tree, guint32 node, PactAttr attr);

/* All text below a node but scripts and styles, white space collapsed; NULL when there is none. */
char *pact_tree_text (const PactTree *tree, guint32 node);

/* Appends text, each run of white space (also NBSP and its kin) as one space, none at the start
 * of what follows `start`. */
void pact_append_collapsed (GString *out, gsize start, const char *text, gsize length);
