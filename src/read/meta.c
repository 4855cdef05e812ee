/* A page's word about itself, the most deliberate source first: meta elements made for sharing,
 * then microdata, then what the reader sees. */
#include "read/meta.h"

#include "read/dates.h"
#include "read/json-ld.h"
#include "read/url.h"

#include <string.h>

#define VALUE_NODES_MAX 20 /* elements and texts in one value */

typedef enum { FIELD_TITLE, FIELD_PUBLISHED, FIELD_MODIFIED, FIELD_CANONICAL, N_FIELDS } Field;

/* Names of meta elements (name= or property=) and of microdata (itemprop=), best first. */
static const struct {
  Field field;
  PactAttr attr;
  const char *name;
} sources[] = {
  { FIELD_TITLE, PACT_ATTR_PROPERTY, "og:title" },
  { FIELD_TITLE, PACT_ATTR_NAME, "og:title" },
  { FIELD_TITLE, PACT_ATTR_NAME, "twitter:title" },
  { FIELD_TITLE, PACT_ATTR_PROPERTY, "twitter:title" },
  { FIELD_TITLE, PACT_ATTR_NAME, "dc.title" },
  { FIELD_TITLE, PACT_ATTR_ITEMPROP, "headline" },
  { FIELD_PUBLISHED, PACT_ATTR_PROPERTY, "article:published_time" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "article:published_time" },
  { FIELD_PUBLISHED, PACT_ATTR_ITEMPROP, "datePublished" },
  { FIELD_PUBLISHED, PACT_ATTR_PROPERTY, "og:published_time" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "dcterms.created" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "dc.date.issued" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "dc.date" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "parsely-pub-date" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "publish-date" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "pubdate" },
  { FIELD_PUBLISHED, PACT_ATTR_NAME, "date" },
  { FIELD_MODIFIED, PACT_ATTR_PROPERTY, "article:modified_time" },
  { FIELD_MODIFIED, PACT_ATTR_NAME, "article:modified_time" },
  { FIELD_MODIFIED, PACT_ATTR_PROPERTY, "og:updated_time" },
  { FIELD_MODIFIED, PACT_ATTR_ITEMPROP, "dateModified" },
  { FIELD_MODIFIED, PACT_ATTR_NAME, "dcterms.modified" },
  { FIELD_MODIFIED, PACT_ATTR_NAME, "last-modified" },
  { FIELD_CANONICAL, PACT_ATTR_REL, "canonical" },
  { FIELD_CANONICAL, PACT_ATTR_PROPERTY, "og:url" },
};

/* What was found so far, and how good its source is (index into sources, lower is better). */
typedef struct {
  char *value[N_FIELDS];
  guint rank[N_FIELDS];
} Found;

/* The value a node carries: content=, datetime= or href=, else its text when it is no more than a
 * line's worth. */
static char *
value_of (const PactTree *tree, guint32 node)
{
  static const PactAttr carriers[] = { PACT_ATTR_CONTENT, PACT_ATTR_DATETIME, PACT_ATTR_HREF };

  for (guint i = 0; i < G_N_ELEMENTS (carriers); i++) {
    const char *value = pact_tree_attr (tree, node, carriers[i]);

    if (value != NULL)
      return g_strstrip (g_strdup (value));
  }
  return pact_tree_node (tree, node)->end - node <= VALUE_NODES_MAX ? pact_tree_text (tree, node)
                                                                    : NULL;
}

/* Keeps a value (and takes it) unless a better source has spoken. */
static void
offer (Found *found, Field field, guint rank, char *taken)
{
  g_autofree char *value = taken;

  if (found->value[field] != NULL && found->rank[field] <= rank)
    return;
  if (field == FIELD_PUBLISHED || field == FIELD_MODIFIED) {
    char *iso = pact_date_to_iso (value);

    g_free (value);
    value = iso;
  }
  if (value == NULL || value[0] == '\0')
    return;
  g_free (found->value[field]);
  found->value[field] = g_steal_pointer (&value);
  found->rank[field] = rank;
}

static void
look_at (Found *found, const PactTree *tree, guint32 node)
{
  static const PactAttr naming[] = { PACT_ATTR_PROPERTY, PACT_ATTR_NAME, PACT_ATTR_ITEMPROP,
                                     PACT_ATTR_REL };

  for (guint a = 0; a < G_N_ELEMENTS (naming); a++) {
    const char *name = pact_tree_attr (tree, node, naming[a]);

    for (guint i = 0; name != NULL && i < G_N_ELEMENTS (sources); i++)
      if (sources[i].attr == naming[a] && g_ascii_strcasecmp (sources[i].name, name) == 0)
        offer (found, sources[i].field, i, value_of (tree, node));
  }
}

static bool
is_json_ld (const PactTree *tree, guint32 node)
{
  return pact_tree_node (tree, node)->tag == PACT_TAG_SCRIPT &&
         g_strcmp0 (pact_tree_attr (tree, node, PACT_ATTR_TYPE), "application/ld+json") == 0;
}

/* Reads keys from the text of a script; a script has one child at most. */
static void
read_json_ld (const PactTree *tree, guint32 script, const char *const *keys, guint n, char **values)
{
  if (pact_tree_node (tree, script)->end > script + 1) {
    PactSpan text = pact_tree_node (tree, script + 1)->text;

    pact_json_ld_read (tree->text->str + text.start, text.end - text.start, keys, n, values);
  }
}

/* schema.org's word on the fields, after all that is said in elements. */
static void
look_at_json_ld (Found *found, const PactTree *tree, guint32 node)
{
  static const char *const keys[N_FIELDS] = { [FIELD_TITLE] = "headline",
                                              [FIELD_PUBLISHED] = "datePublished",
                                              [FIELD_MODIFIED] = "dateModified",
                                              [FIELD_CANONICAL] = "mainEntityOfPage" };
  char *values[N_FIELDS] = { NULL };

  read_json_ld (tree, node, keys, N_FIELDS, values);
  for (guint field = 0; field < N_FIELDS; field++)
    offer (found, field, G_N_ELEMENTS (sources), values[field]);
}

char *
pact_meta_article_body (const PactTree *tree)
{
  static const char *const keys[] = { "articleBody" };
  char *body = NULL;

  for (guint32 i = 1; i < tree->nodes->len && body == NULL; i++)
    if (is_json_ld (tree, i))
      read_json_ld (tree, i, keys, 1, &body);
  return body;
}

/* The first element of a kind, or 0. */
static guint32
first_of (const PactTree *tree, PactTag tag)
{
  for (guint32 i = 1; i < tree->nodes->len; i++)
    if (pact_tree_node (tree, i)->tag == tag)
      return i;
  return 0;
}

static void
read_visible (const PactTree *tree, PactDocument *document)
{
  guint32 heading = first_of (tree, PACT_TAG_H1), title = first_of (tree, PACT_TAG_TITLE),
          time = first_of (tree, PACT_TAG_TIME), html = first_of (tree, PACT_TAG_HTML);
  const char *language = html == 0 ? NULL : pact_tree_attr (tree, html, PACT_ATTR_LANG);

  if (document->title == NULL && title != 0)
    document->title = pact_tree_text (tree, title);
  if (document->title == NULL && heading != 0)
    document->title = pact_tree_text (tree, heading);
  if (document->published == NULL && time != 0) {
    g_autofree char *value = value_of (tree, time);

    document->published = pact_date_to_iso (value);
  }
  if (language != NULL && language[0] != '\0')
    document->language = g_strdup (language);
}

void
pact_meta_read (const PactTree *tree, const char *url, PactDocument *document)
{
  Found found = { 0 };

  for (guint32 i = 1; i < tree->nodes->len; i++) {
    guint8 tag = pact_tree_node (tree, i)->tag;

    if (tag == PACT_TAG_SCRIPT && is_json_ld (tree, i))
      look_at_json_ld (&found, tree, i);
    else if (tag != PACT_TAG_TEXT && tag != PACT_TAG_A)
      look_at (&found, tree, i);
  }
  document->title = found.value[FIELD_TITLE];
  document->published = found.value[FIELD_PUBLISHED];
  document->modified = found.value[FIELD_MODIFIED];
  if (found.value[FIELD_CANONICAL] != NULL)
    document->canonical = pact_url_resolve (url, found.value[FIELD_CANONICAL]);
  g_free (found.value[FIELD_CANONICAL]);
  read_visible (tree, document);
}
