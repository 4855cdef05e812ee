/* Main text: subtrees that are furniture by name are set aside, the element that gathers most
 * prose is the statement's, and lines in it that are no prose go. */
#include "read/main-text.h"

#include <stdlib.h>
#include <string.h>

/* Words in class and id that name furniture; in the order of the alphabet. */
static const char furniture_words[][16] = {
  "ad", "ads", "advert", "advertisement", "banner", "breadcrumb", "breadcrumbs", "byline",
  "comment", "comments", "consent", "cookie", "cookies", "copyright", "disqus", "footer",
  "gdpr", "masthead", "menu", "modal", "nav", "navbar", "navigation", "newsletter", "outbrain",
  "overlay", "pager", "pagination", "popular", "popup", "promo", "recirc", "recommended",
  "related", "relatedposts", "respond", "share", "sharedaddy", "sharing", "sidebar", "signup",
  "skip", "social", "sponsor", "sponsored", "subscribe", "taboola", "tags", "teaser", "toolbar",
  "trending", "widget",
};

static int
compare_words (const void *word, const void *entry)
{
  return strcmp (word, entry);
}

/* Whether one of the words in "entry-related camelCase" names furniture. */
static bool
names_furniture (const char *names)
{
  char word[16];
  gsize n = 0;

  if (names == NULL)
    return false;
  for (const char *at = names;; at++) {
    bool letter = g_ascii_isalpha (*at);

    if (n > 0 && (!letter || (g_ascii_isupper (*at) && g_ascii_islower (at[-1])))) {
      word[n] = '\0';
      if (bsearch (word, furniture_words, G_N_ELEMENTS (furniture_words),
                   sizeof furniture_words[0], compare_words) != NULL)
        return true;
      n = 0;
    }
    if (*at == '\0')
      return false;
    if (letter && n < sizeof word - 1)
      word[n++] = g_ascii_tolower (*at);
  }
}

static bool
is_furniture (const PactTree *tree, guint32 node)
{
  static const bool furniture[PACT_N_TAGS] = {
    [PACT_TAG_ASIDE] = true,  [PACT_TAG_NAV] = true,  [PACT_TAG_FOOTER] = true,
    [PACT_TAG_FORM] = true,   [PACT_TAG_MENU] = true, [PACT_TAG_DIALOG] = true,
    [PACT_TAG_FIGCAPTION] = true,
  };
  static const char *const roles[] = { "navigation", "banner", "contentinfo", "complementary",
                                       "dialog", "search", "alertdialog" };
  const char *role = pact_tree_attr (tree, node, PACT_ATTR_ROLE);

  if (furniture[pact_tree_node (tree, node)->tag])
    return true;
  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (strcmp (role, roles[i]) == 0)
      return true;
  return names_furniture (pact_tree_attr (tree, node, PACT_ATTR_CLASS)) ||
         names_furniture (pact_tree_attr (tree, node, PACT_ATTR_ID));
}

/* What a line adds to the element that gathers it: prose counts for it, links and snippets
 * against it. */
static gint64
line_worth (const PactLine *line)
{
  gint64 length = line->span.end - line->span.start;

  return length - 2 * (gint64) line->linked - 40;
}

/* Adds up what is in each element, children before parents. */
static void
sum_upwards (const PactTree *tree, gint64 *sums)
{
  for (guint32 i = tree->nodes->len - 1; i > 0; i--)
    sums[pact_tree_node (tree, i)->parent] += sums[i];
}

guint8 *
pact_main_text (const PactTree *tree, const PactLines *lines)
{
  guint n_nodes = tree->nodes->len, n_lines = lines->lines->len;
  guint8 *keep = g_new0 (guint8, n_lines + 1);
  g_autofree gint64 *prose = g_new0 (gint64, n_nodes), *worth = g_new0 (gint64, n_nodes);
  g_autofree guint8 *aside = g_new0 (guint8, n_nodes);
  guint32 best = 0;

  for (guint i = 0; i < n_lines; i++) {
    const PactLine *line = pact_line (lines, i);

    prose[line->node] += MAX (line_worth (line), 0);
  }
  sum_upwards (tree, prose);
  for (guint32 i = 1; i < n_nodes; i++) {
    const PactNode *node = pact_tree_node (tree, i);

    aside[i] = aside[node->parent] ||
               (node->tag != PACT_TAG_TEXT && prose[i] * 2 < prose[0] && is_furniture (tree, i));
  }
  for (guint i = 0; i < n_lines; i++) {
    const PactLine *line = pact_line (lines, i);

    if (!aside[line->node])
      worth[line->node] += line_worth (line);
  }
  sum_upwards (tree, worth);
  for (guint32 i = 1; i < n_nodes; i++)
    if (prose[i] > 0 && (best == 0 || worth[i] >= worth[best]))
      best = i;
  for (guint i = 0; i < n_lines; i++) {
    const PactLine *line = pact_line (lines, i);

    keep[i] = line->node >= best && line->node < pact_tree_node (tree, best)->end &&
              !aside[line->node] &&
              line->linked * 3 < (line->span.end - line->span.start) * 2;
  }
  return keep;
}
