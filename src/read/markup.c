/* The only file that knows libxml2: its SAX events grow our tree, and XPath picks from it. */
#define _GNU_SOURCE /* strchrnul */
#include "read/markup.h"

#include "caps.h"
#include "pactwatch/error.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

#define DOM_DEPTH_MAX 200              /* libxml2 gives up at 256 */
#define DOM_TEXT_CAP (8 * 1024 * 1024) /* bytes; and at 10 MB in one node */

/* What one parse carries from event to event; libxml2's user data. It must not be the parser
 * itself, for then libxml2 would look up entities that a page declares. */
typedef struct {
  xmlParserCtxtPtr parser;
  PactTree *tree;
  gsize wasted; /* stack entries searched for stray end tags */
  bool too_deep;
  bool with_dom;    /* libxml2 builds its own tree too, which XPath needs */
  guint dom_beyond; /* open elements too deep for it; the flat tree has them */
} Sink;

static void
dom_start (void *context)
{
  xmlSAX2StartDocument (((Sink *) context)->parser);
}

static void
dom_open (Sink *sink, const xmlChar *name, const xmlChar **attrs)
{
  xmlParserCtxtPtr parser = sink->parser;

  if (sink->dom_beyond > 0 || parser->nodeNr >= DOM_DEPTH_MAX) {
    sink->dom_beyond++;
    return;
  }
  xmlSAX2StartElement (parser, name, attrs);
  if (parser->node != NULL)
    parser->node->_private = GUINT_TO_POINTER (sink->tree->open);
}

static void
dom_close (Sink *sink, const xmlChar *name)
{
  if (sink->dom_beyond > 0)
    sink->dom_beyond--;
  else
    xmlSAX2EndElement (sink->parser, name);
}

static void
html_open (void *context, const xmlChar *name, const xmlChar **attrs)
{
  Sink *sink = context;

  pact_tree_open (sink->tree, pact_tag_from_name ((const char *) name), NULL);
  for (guint i = 0; attrs != NULL && attrs[i] != NULL; i += 2)
    pact_tree_add_attr (sink->tree, (const char *) attrs[i],
                        attrs[i + 1] != NULL ? (const char *) attrs[i + 1] : "", -1);
  if (sink->with_dom)
    dom_open (sink, name, attrs);
}

static void
html_close (void *context, const xmlChar *name)
{
  Sink *sink = context;

  pact_tree_close (sink->tree);
  if (sink->with_dom)
    dom_close (sink, name);
}

static void
html_text (void *context, const xmlChar *text, int length)
{
  Sink *sink = context;

  pact_tree_add_text (sink->tree, (const char *) text, (gsize) length);
  if (sink->with_dom && sink->tree->text->len < DOM_TEXT_CAP)
    xmlSAX2Characters (sink->parser, text, length);
}

/* For each end tag that closes nothing libxml2 has searched all open elements: a page made of
 * those must not keep us busy for hours. */
static void
on_error (void *context, xmlErrorPtr error)
{
  Sink *sink = context;

  if (error->code != XML_ERR_TAG_NAME_MISMATCH)
    return;
  sink->wasted += (gsize) sink->parser->nameNr;
  if (sink->wasted > PACT_MARKUP_WASTE_MAX) {
    sink->too_deep = true;
    xmlStopParser (sink->parser);
  }
}

/* Past the tag at `at`, with how many words stand in it outside quoted values: attributes, or twice
 * as many. Reads quotes as libxml2 does. */
static const char *
skip_tag (const char *at, gsize *ret_words)
{
  bool in_word = true;

  *ret_words = 0;
  for (; *at != '\0' && *at != '>'; at++) {
    bool word = strchr (" \t\r\n\f=/", *at) == NULL;

    *ret_words += word && !in_word;
    in_word = word;
    if (*at == '=') {
      const char *value = at + 1 + strspn (at + 1, " \t\r\n\f");

      if (*value == '"' || *value == '\'')
        at = strchrnul (value + 1, *value);
      if (*at == '\0')
        break;
    }
  }
  return at;
}

/* Whether libxml2, which compares each attribute of a tag with all before it, would be busy with
 * this text for more than a moment. */
static bool
has_endless_tags (const char *text)
{
  gsize work = 0, words;

  for (const char *at = text; (at = strchr (at, '<')) != NULL && work <= PACT_MARKUP_WASTE_MAX;) {
    const char *name = ++at;

    if (!g_ascii_isalpha (*name))
      continue;
    at = skip_tag (at, &words);
    work += words * words;
    if (g_ascii_strncasecmp (name, "script", 6) == 0 || g_ascii_strncasecmp (name, "style", 5) == 0)
      at = strstr (at, "</") != NULL ? strstr (at, "</") : at;
  }
  return work > PACT_MARKUP_WASTE_MAX;
}

static int
compare_indices (const void *a, const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

static void
ignore_error (void *context, xmlErrorPtr error)
{
}

/* The tree nodes an expression finds in the DOM grown beside the tree. */
static GArray *
select_nodes (xmlDocPtr dom, const char *xpath)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (guint32));
  xmlXPathContextPtr context = xmlXPathNewContext (dom);
  xmlXPathObjectPtr found;

  context->opLimit = PACT_XPATH_STEPS_MAX;
  context->error = ignore_error;
  found = xmlXPathEval (BAD_CAST xpath, context);
  for (int i = 0; found != NULL && i < xmlXPathNodeSetGetLength (found->nodesetval); i++) {
    const xmlNode *node = xmlXPathNodeSetItem (found->nodesetval, i);

    if (node != NULL && node->type == XML_ELEMENT_NODE && node->_private != NULL) {
      guint32 index = GPOINTER_TO_UINT (node->_private);

      g_array_append_val (selected, index);
    }
  }
  g_array_sort (selected, compare_indices);
  xmlXPathFreeObject (found);
  xmlXPathFreeContext (context);
  return selected;
}

bool
pact_xpath_check (const char *xpath, GError **error)
{
  xmlXPathContextPtr context = xmlXPathNewContext (NULL);
  xmlXPathCompExprPtr compiled;
  int where = -1;

  context->error = ignore_error;
  compiled = xmlXPathCtxtCompile (context, BAD_CAST xpath);
  if (compiled == NULL)
    where = context->lastError.int1;
  xmlXPathFreeCompExpr (compiled);
  xmlXPathFreeContext (context);
  if (where >= 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE,
                 "XPath expression is not understood at character %d: '%s'", where + 1, xpath);
  return where < 0;
}

static void
set_endless (GError **error)
{
  g_set_error_literal (error, PACT_ERROR, PACT_ERROR_PAGE,
                       "elements or attributes beyond reason; no browser would show this page");
}

PactTree *
pact_tree_from_html (const char *text, gsize length, const char *xpath, GArray **ret_selected,
                     GError **error)
{
  g_autoptr (PactTree) tree = pact_tree_new ();
  Sink sink = { .tree = tree, .with_dom = xpath != NULL };
  htmlParserCtxtPtr parser;
  htmlDocPtr dom;

  if (has_endless_tags (text)) {
    set_endless (error);
    return NULL;
  }
  parser = sink.parser = htmlNewParserCtxt ();
  *parser->sax = (xmlSAXHandler){
    .initialized = XML_SAX2_MAGIC,
    .startDocument = sink.with_dom ? dom_start : NULL,
    .startElement = html_open,
    .endElement = html_close,
    .characters = html_text,
    .ignorableWhitespace = html_text,
    .cdataBlock = html_text,
    .serror = on_error,
  };
  parser->userData = &sink;
  dom = htmlCtxtReadMemory (parser, text, (int) length, NULL, "UTF-8",
                            HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
  pact_tree_finish (tree);
  if (xpath != NULL)
    *ret_selected = select_nodes (dom, xpath);
  xmlFreeDoc (dom);
  htmlFreeParserCtxt (parser);
  if (sink.too_deep) {
    set_endless (error);
    return NULL;
  }
  return g_steal_pointer (&tree);
}

char *
pact_html_text (const char *html)
{
  g_autoptr (PactTree) tree = pact_tree_from_html (html, strlen (html), NULL, NULL, NULL);

  return tree == NULL ? NULL : pact_tree_text (tree, 0);
}

/* Prefixes by namespace; elements of namespaces not named here are read as "other:NAME". */
static const struct {
  const char *uri;
  const char *prefix; /* NULL: the name stands alone */
} namespaces[] = {
  { "http://www.w3.org/2005/Atom", NULL },
  { "http://purl.org/rss/1.0/", NULL },
  { "http://backend.userland.com/rss2", NULL },
  { "http://www.w3.org/1999/xhtml", NULL },
  { "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf" },
  { "http://purl.org/dc/elements/1.1/", "dc" },
  { "http://purl.org/dc/terms/", "dcterms" },
  { "http://purl.org/rss/1.0/modules/content/", "content" },
  { "http://www.w3.org/XML/1998/namespace", "xml" },
  { "http://www.sitemaps.org/schemas/sitemap/0.9", NULL },
  { "http://www.google.com/schemas/sitemap-news/0.9", "news" },
};

/* A name with its usual prefix. */
static char *
usual_name (const xmlChar *name, const xmlChar *uri)
{
  if (uri == NULL)
    return g_strdup ((const char *) name);
  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    if (strcmp ((const char *) uri, namespaces[i].uri) == 0)
      return namespaces[i].prefix == NULL
                 ? g_strdup ((const char *) name)
                 : g_strconcat (namespaces[i].prefix, ":", (const char *) name, NULL);
  return g_strconcat ("other:", (const char *) name, NULL);
}

/* A value as libxml2 hands it on that replaces no entities: with "&#38;" for every ampersand. */
static void
add_xml_attr (PactTree *tree, const char *name, const char *value, gsize length)
{
  g_autoptr (GString) plain = g_string_new_len (value, (gssize) length);

  g_string_replace (plain, "&#38;", "&", 0);
  pact_tree_add_attr (tree, name, plain->str, (gssize) plain->len);
}

static void
xml_open (void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
          int n_namespaces, const xmlChar **declared, int n_attrs, int n_defaulted,
          const xmlChar **attrs)
{
  PactTree *tree = ((Sink *) context)->tree;
  g_autofree char *element = usual_name (name, uri);

  pact_tree_open (tree, PACT_TAG_OTHER, element);
  for (int i = 0; i < n_attrs; i++) { /* name, prefix, URI, value, end of value */
    const xmlChar **attr = attrs + 5 * i;
    g_autofree char *attr_name = usual_name (attr[0], attr[2]);

    add_xml_attr (tree, attr_name, (const char *) attr[3], (gsize) (attr[4] - attr[3]));
  }
}

static void
xml_close (void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  pact_tree_close (((Sink *) context)->tree);
}

PactTree *
pact_tree_from_xml (const char *text, gsize length)
{
  PactTree *tree = pact_tree_new ();
  xmlParserCtxtPtr parser = xmlNewParserCtxt ();
  Sink sink = { .parser = parser, .tree = tree };

  *parser->sax = (xmlSAXHandler){
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = xml_open,
    .endElementNs = xml_close,
    .characters = html_text,
    .ignorableWhitespace = html_text,
    .cdataBlock = html_text,
    .serror = ignore_error,
  };
  parser->userData = &sink;
  if (has_endless_tags (text))
    length = 0;
  xmlFreeDoc (xmlCtxtReadMemory (parser, text, (int) length, NULL, "UTF-8",
                                 XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                     XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC));
  xmlFreeParserCtxt (parser);
  pact_tree_finish (tree);
  return tree;
}
