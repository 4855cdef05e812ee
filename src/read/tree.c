/* The flat tree: growing it from parser events, and the questions rules ask of it. */
#include "read/tree.h"

#include <stdlib.h>
#include <string.h>

#define NAME_CAP 12 /* longer names are no tag we know */

static const char tag_names[][NAME_CAP] = {
  [PACT_TAG_A] = "a", [PACT_TAG_ADDRESS] = "address", [PACT_TAG_ARTICLE] = "article",
  [PACT_TAG_ASIDE] = "aside", [PACT_TAG_AUDIO] = "audio", [PACT_TAG_BLOCKQUOTE] = "blockquote",
  [PACT_TAG_BODY] = "body", [PACT_TAG_BR] = "br", [PACT_TAG_BUTTON] = "button",
  [PACT_TAG_CANVAS] = "canvas", [PACT_TAG_CAPTION] = "caption", [PACT_TAG_CENTER] = "center",
  [PACT_TAG_DD] = "dd", [PACT_TAG_DETAILS] = "details", [PACT_TAG_DIALOG] = "dialog",
  [PACT_TAG_DIV] = "div", [PACT_TAG_DL] = "dl", [PACT_TAG_DT] = "dt",
  [PACT_TAG_FIELDSET] = "fieldset", [PACT_TAG_FIGCAPTION] = "figcaption",
  [PACT_TAG_FIGURE] = "figure", [PACT_TAG_FOOTER] = "footer", [PACT_TAG_FORM] = "form",
  [PACT_TAG_H1] = "h1", [PACT_TAG_H2] = "h2", [PACT_TAG_H3] = "h3", [PACT_TAG_H4] = "h4",
  [PACT_TAG_H5] = "h5", [PACT_TAG_H6] = "h6", [PACT_TAG_HEAD] = "head",
  [PACT_TAG_HEADER] = "header", [PACT_TAG_HR] = "hr", [PACT_TAG_HTML] = "html",
  [PACT_TAG_IFRAME] = "iframe", [PACT_TAG_LEGEND] = "legend", [PACT_TAG_LI] = "li",
  [PACT_TAG_MAIN] = "main", [PACT_TAG_MENU] = "menu", [PACT_TAG_NAV] = "nav",
  [PACT_TAG_NOFRAMES] = "noframes", [PACT_TAG_NOSCRIPT] = "noscript",
  [PACT_TAG_OBJECT] = "object", [PACT_TAG_OL] = "ol", [PACT_TAG_OPTION] = "option",
  [PACT_TAG_P] = "p", [PACT_TAG_PRE] = "pre", [PACT_TAG_SCRIPT] = "script",
  [PACT_TAG_SECTION] = "section", [PACT_TAG_SELECT] = "select", [PACT_TAG_STYLE] = "style",
  [PACT_TAG_SUMMARY] = "summary", [PACT_TAG_SVG] = "svg", [PACT_TAG_TABLE] = "table",
  [PACT_TAG_TBODY] = "tbody", [PACT_TAG_TD] = "td", [PACT_TAG_TEMPLATE] = "template",
  [PACT_TAG_TEXTAREA] = "textarea", [PACT_TAG_TFOOT] = "tfoot", [PACT_TAG_TH] = "th",
  [PACT_TAG_THEAD] = "thead", [PACT_TAG_TIME] = "time", [PACT_TAG_TITLE] = "title",
  [PACT_TAG_TR] = "tr", [PACT_TAG_UL] = "ul", [PACT_TAG_VIDEO] = "video",
};

static const char attr_names[][NAME_CAP] = {
  [PACT_ATTR_ARIA_HIDDEN] = "aria-hidden", [PACT_ATTR_CLASS] = "class",
  [PACT_ATTR_CONTENT] = "content", [PACT_ATTR_DATETIME] = "datetime",
  [PACT_ATTR_HIDDEN] = "hidden", [PACT_ATTR_HREF] = "href", [PACT_ATTR_ID] = "id",
  [PACT_ATTR_ITEMPROP] = "itemprop", [PACT_ATTR_LANG] = "lang", [PACT_ATTR_NAME] = "name",
  [PACT_ATTR_PROPERTY] = "property", [PACT_ATTR_REL] = "rel", [PACT_ATTR_ROLE] = "role",
  [PACT_ATTR_STYLE] = "style", [PACT_ATTR_TYPE] = "type", [PACT_ATTR_XML_BASE] = "xml:base",
};

static int
compare_names (const void *name, const void *entry)
{
  return g_ascii_strcasecmp (name, entry);
}

/* Index of a name in a table ordered by name, or -1. */
static int
find_name (const char *name, const char table[][NAME_CAP], gsize n)
{
  const char *found = bsearch (name, table, n, NAME_CAP, compare_names);

  return found == NULL ? -1 : (int) ((found - table[0]) / NAME_CAP);
}

PactTag
pact_tag_from_name (const char *name)
{
  int found = find_name (name, tag_names + 1, G_N_ELEMENTS (tag_names) - 1);

  return found < 0 ? PACT_TAG_OTHER : (PactTag) (found + 1);
}

bool
pact_tag_is_block (PactTag tag)
{
  static const bool inline_tags[PACT_N_TAGS] = {
    [PACT_TAG_TEXT] = true, [PACT_TAG_A] = true, [PACT_TAG_AUDIO] = true, [PACT_TAG_BR] = true,
    [PACT_TAG_BUTTON] = true, [PACT_TAG_CANVAS] = true, [PACT_TAG_IFRAME] = true,
    [PACT_TAG_OBJECT] = true, [PACT_TAG_SCRIPT] = true, [PACT_TAG_STYLE] = true,
    [PACT_TAG_SVG] = true, [PACT_TAG_TIME] = true, [PACT_TAG_VIDEO] = true, [PACT_TAG_OTHER] = true,
    [PACT_TAG_NOSCRIPT] = true, [PACT_TAG_TEMPLATE] = true,
  };

  return !inline_tags[tag];
}

PactTree *
pact_tree_new (void)
{
  PactTree *tree = g_new0 (PactTree, 1);
  PactNode root = { .tag = PACT_TAG_OTHER };

  tree->nodes = g_array_new (FALSE, FALSE, sizeof (PactNode));
  tree->attrs = g_array_new (FALSE, FALSE, sizeof (PactAttrValue));
  tree->text = g_string_new (NULL);
  tree->strings = g_string_chunk_new (4096);
  g_array_append_val (tree->nodes, root);
  pact_tree_node (tree, 0)->end = 1;
  return tree;
}

void
pact_tree_free (PactTree *tree)
{
  if (tree == NULL)
    return;
  g_array_unref (tree->nodes);
  g_array_unref (tree->attrs);
  g_string_free (tree->text, TRUE);
  g_string_chunk_free (tree->strings);
  g_free (tree);
}

static PactNode *
append_node (PactTree *tree, PactTag tag)
{
  PactNode node = { .parent = tree->open,
                    .end = tree->nodes->len + 1,
                    .first_attr = tree->attrs->len,
                    .tag = (guint8) tag };

  g_array_append_val (tree->nodes, node);
  return pact_tree_node (tree, tree->nodes->len - 1);
}

void
pact_tree_open (PactTree *tree, PactTag tag, const char *name)
{
  PactNode *node = append_node (tree, tag);

  if (name != NULL)
    node->name = g_string_chunk_insert_const (tree->strings, name);
  tree->open = tree->nodes->len - 1;
}

void
pact_tree_add_attr (PactTree *tree, const char *name, const char *value, gssize length)
{
  int attr = find_name (name, attr_names, G_N_ELEMENTS (attr_names));

  if (attr >= 0) {
    PactAttrValue kept = { (PactAttr) attr,
                           g_string_chunk_insert_len (tree->strings, value, length) };

    g_array_append_val (tree->attrs, kept);
  }
}

void
pact_tree_add_text (PactTree *tree, const char *text, gsize length)
{
  PactNode *last = pact_tree_node (tree, tree->nodes->len - 1);

  if (last->tag != PACT_TAG_TEXT || last->parent != tree->open) {
    last = append_node (tree, PACT_TAG_TEXT);
    last->text.start = (guint32) tree->text->len;
  }
  g_string_append_len (tree->text, text, (gssize) length);
  last->text.end = (guint32) tree->text->len;
}

void
pact_tree_close (PactTree *tree)
{
  PactNode *node = pact_tree_node (tree, tree->open);

  node->end = tree->nodes->len;
  tree->open = node->parent;
}

void
pact_tree_finish (PactTree *tree)
{
  while (tree->open != 0)
    pact_tree_close (tree);
  pact_tree_close (tree);
}

const char *
pact_tree_attr (const PactTree *tree, guint32 node, PactAttr attr)
{
  guint32 end = node + 1 < tree->nodes->len ? pact_tree_node (tree, node + 1)->first_attr
                                            : tree->attrs->len;

  for (guint32 i = pact_tree_node (tree, node)->first_attr; i < end; i++) {
    const PactAttrValue *kept = &g_array_index (tree->attrs, PactAttrValue, i);

    if (kept->attr == attr)
      return kept->value;
  }
  return NULL;
}

static bool
is_plain (char c)
{
  return (guchar) c > ' ' && (guchar) c < 0x80;
}

/* The end of what can be copied as it is: words of ASCII apart by single spaces. */
static const char *
plain_run (const char *text, const char *end)
{
  const char *start = text;

  while (text < end && (is_plain (*text) || (*text == ' ' && text > start && text + 1 < end &&
                                             is_plain (text[1]))))
    text++;
  return text;
}

void
pact_append_collapsed (GString *out, gsize start, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end) {
    const char *run = text, *next;

    text = plain_run (text, end);
    g_string_append_len (out, run, text - run);
    if (text == end)
      return;
    next = g_utf8_next_char (text);
    if (!((guchar) *text < 0x80 ? g_ascii_isspace (*text)
                                : g_unichar_isspace (g_utf8_get_char (text))))
      g_string_append_len (out, text, next - text);
    else if (out->len > start && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
    text = next;
  }
}

char *
pact_tree_text (const PactTree *tree, guint32 node)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint32 i = node; i < pact_tree_node (tree, node)->end; i++) {
    const PactNode *child = pact_tree_node (tree, i);

    if (child->tag == PACT_TAG_TEXT)
      pact_append_collapsed (out, 0, tree->text->str + child->text.start,
                             child->text.end - child->text.start);
    else if (child->tag == PACT_TAG_SCRIPT || child->tag == PACT_TAG_STYLE)
      i = child->end - 1;
    else if (pact_tag_is_block (child->tag) || child->tag == PACT_TAG_BR)
      pact_append_collapsed (out, 0, " ", 1);
  }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return out->len == 0 ? NULL : g_strdup (out->str);
}
