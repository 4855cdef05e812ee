/* The words by which furniture is known, as tables; nothing here is about a single site. */
#include "read/furniture.h"

#include "read/dates.h"

#include <stdlib.h>
#include <string.h>

#define WORD_CAP 20
#define HOLDS_NODES_MAX 100 /* nodes looked at in a figure */
#define DATE_CAP 30 /* bytes in which a date at the start of a line ends */
#define HEADING_MAX 60 /* bytes of a line that heads furniture */

typedef struct {
  char word[WORD_CAP];
  PactFurniture furniture;
} Name;

/* Words in class and id, in the order of the alphabet; an asterisk stands for any ending. */
static const Name names[] = {
  { "ad", PACT_FURNITURE_PLAIN },
  { "ads", PACT_FURNITURE_PLAIN },
  { "advert*", PACT_FURNITURE_PLAIN },
  { "author", PACT_FURNITURE_SLIGHT },
  { "authors", PACT_FURNITURE_SLIGHT },
  { "banner", PACT_FURNITURE_PLAIN },
  { "bio", PACT_FURNITURE_SLIGHT },
  { "breadcrumb*", PACT_FURNITURE_PLAIN },
  { "byline*", PACT_FURNITURE_PLAIN },
  { "caption*", PACT_FURNITURE_PLAIN },
  { "carousel*", PACT_FURNITURE_PLAIN },
  { "comment", PACT_FURNITURE_PLAIN },
  { "commentlist", PACT_FURNITURE_PLAIN },
  { "comments*", PACT_FURNITURE_PLAIN },
  { "consent*", PACT_FURNITURE_PLAIN },
  { "cookie*", PACT_FURNITURE_PLAIN },
  { "copyright", PACT_FURNITURE_PLAIN },
  { "credit", PACT_FURNITURE_PLAIN },
  { "credits", PACT_FURNITURE_PLAIN },
  { "date", PACT_FURNITURE_SLIGHT },
  { "dateline", PACT_FURNITURE_PLAIN },
  { "dates", PACT_FURNITURE_SLIGHT },
  { "didomi*", PACT_FURNITURE_PLAIN }, /* like the next such names, a maker of consent walls */
  { "disqus*", PACT_FURNITURE_PLAIN },
  { "footer*", PACT_FURNITURE_PLAIN },
  { "gallery", PACT_FURNITURE_PLAIN },
  { "gdpr", PACT_FURNITURE_PLAIN },
  { "masthead", PACT_FURNITURE_PLAIN },
  { "menu", PACT_FURNITURE_PLAIN },
  { "meta", PACT_FURNITURE_SLIGHT },
  { "metadata", PACT_FURNITURE_SLIGHT },
  { "modal", PACT_FURNITURE_PLAIN },
  { "nav", PACT_FURNITURE_PLAIN },
  { "navbar", PACT_FURNITURE_PLAIN },
  { "navigation", PACT_FURNITURE_PLAIN },
  { "newsletter*", PACT_FURNITURE_PLAIN },
  { "onetrust*", PACT_FURNITURE_PLAIN },
  { "outbrain*", PACT_FURNITURE_PLAIN },
  { "overlay", PACT_FURNITURE_PLAIN },
  { "pager", PACT_FURNITURE_PLAIN },
  { "pagination", PACT_FURNITURE_PLAIN },
  { "photo", PACT_FURNITURE_SLIGHT },
  { "photos", PACT_FURNITURE_SLIGHT },
  { "popular", PACT_FURNITURE_PLAIN },
  { "popup", PACT_FURNITURE_PLAIN },
  { "prev", PACT_FURNITURE_SLIGHT },
  { "previous", PACT_FURNITURE_SLIGHT },
  { "promo*", PACT_FURNITURE_PLAIN },
  { "published", PACT_FURNITURE_SLIGHT },
  { "readmore", PACT_FURNITURE_SLIGHT },
  { "recirc*", PACT_FURNITURE_PLAIN },
  { "recommend*", PACT_FURNITURE_PLAIN },
  { "related*", PACT_FURNITURE_PLAIN },
  { "respond", PACT_FURNITURE_PLAIN },
  { "share", PACT_FURNITURE_SLIGHT },
  { "sharedaddy", PACT_FURNITURE_PLAIN },
  { "sharing", PACT_FURNITURE_SLIGHT },
  { "sidebar", PACT_FURNITURE_PLAIN },
  { "signup", PACT_FURNITURE_PLAIN },
  { "skip", PACT_FURNITURE_SLIGHT },
  { "slideshow", PACT_FURNITURE_PLAIN },
  { "social", PACT_FURNITURE_SLIGHT },
  { "sponsor*", PACT_FURNITURE_PLAIN },
  { "subscribe*", PACT_FURNITURE_PLAIN },
  { "taboola*", PACT_FURNITURE_PLAIN },
  { "tags", PACT_FURNITURE_SLIGHT },
  { "teaser*", PACT_FURNITURE_PLAIN },
  { "timestamp", PACT_FURNITURE_SLIGHT },
  { "toolbar", PACT_FURNITURE_PLAIN },
  { "trending", PACT_FURNITURE_PLAIN },
  { "truste*", PACT_FURNITURE_PLAIN },
  { "usercentrics*", PACT_FURNITURE_PLAIN },
};

static int
compare_names (const void *word, const void *entry)
{
  const char *name = ((const Name *) entry)->word;
  gsize length = strlen (name);

  return name[length - 1] == '*' ? strncmp (word, name, length - 1) : strcmp (word, name);
}

static PactFurniture
judge_word (const char *word)
{
  const Name *name = bsearch (word, names, G_N_ELEMENTS (names), sizeof names[0], compare_names);

  return name == NULL ? PACT_FURNITURE_NONE : name->furniture;
}

/* The most a name says, word by word: "entry-related", "relatedItems". */
static PactFurniture
judge_names (const char *text)
{
  PactFurniture most = PACT_FURNITURE_NONE;
  char word[WORD_CAP];
  gsize n = 0;

  for (const char *at = text; at != NULL; at = *at == '\0' ? NULL : at + 1) {
    bool letter = g_ascii_isalpha (*at);

    if (n > 0 && (!letter || (g_ascii_isupper (*at) && g_ascii_islower (at[-1])))) {
      word[n] = '\0';
      n = 0;
      most = MAX (most, judge_word (word));
    }
    if (letter && n < sizeof word - 1)
      word[n++] = g_ascii_tolower (*at);
  }
  return most;
}

/* Whether an element holds, early on, something that is quoted or tabled rather than shown. */
static bool
holds_text (const PactTree *tree, guint32 node)
{
  guint32 end = MIN (pact_tree_node (tree, node)->end, node + HOLDS_NODES_MAX);

  for (guint32 i = node + 1; i < end; i++)
    switch (pact_tree_node (tree, i)->tag) {
    case PACT_TAG_TABLE:
    case PACT_TAG_BLOCKQUOTE:
    case PACT_TAG_PRE:
    case PACT_TAG_UL:
    case PACT_TAG_OL:
      return true;
    default:
      break;
    }
  return false;
}

PactFurniture
pact_furniture_element (const PactTree *tree, guint32 node)
{
  static const guint8 tags[PACT_N_TAGS] = {
    [PACT_TAG_ASIDE] = PACT_FURNITURE_PLAIN,      [PACT_TAG_DIALOG] = PACT_FURNITURE_PLAIN,
    [PACT_TAG_FIGCAPTION] = PACT_FURNITURE_PLAIN, [PACT_TAG_FOOTER] = PACT_FURNITURE_SURE,
    [PACT_TAG_FORM] = PACT_FURNITURE_PLAIN,       [PACT_TAG_MENU] = PACT_FURNITURE_PLAIN,
    [PACT_TAG_NAV] = PACT_FURNITURE_SURE,
  };
  static const char *const roles[] = { "navigation", "banner", "contentinfo", "complementary",
                                       "dialog", "search", "alertdialog" };
  const char *role = pact_tree_attr (tree, node, PACT_ATTR_ROLE);
  guint8 tag = pact_tree_node (tree, node)->tag;

  if (tags[tag] != PACT_FURNITURE_NONE)
    return tags[tag];
  if (tag == PACT_TAG_FIGURE && !holds_text (tree, node))
    return PACT_FURNITURE_PLAIN;
  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (strcmp (role, roles[i]) == 0)
      return PACT_FURNITURE_PLAIN;
  return MAX (judge_names (pact_tree_attr (tree, node, PACT_ATTR_CLASS)),
              judge_names (pact_tree_attr (tree, node, PACT_ATTR_ID)));
}

bool
pact_furniture_is_body (const PactTree *tree, guint32 node)
{
  static const char *const bodies[] = { "articlebody", "article-body", "article_body",
                                        "article__body", "entry-content", "post-content",
                                        "story-body", "storybody", "body-copy", "article-text",
                                        "articletext", "article-content", "post-body" };
  static const PactAttr attrs[] = { PACT_ATTR_ITEMPROP, PACT_ATTR_CLASS, PACT_ATTR_ID };

  for (guint a = 0; a < G_N_ELEMENTS (attrs); a++) {
    const char *value = pact_tree_attr (tree, node, attrs[a]);
    g_autofree char *lower = value == NULL ? NULL : g_ascii_strdown (value, -1);

    for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (bodies); i++)
      if (strstr (lower, bodies[i]) != NULL)
        return true;
  }
  return pact_tree_node (tree, node)->tag == PACT_TAG_ARTICLE;
}

bool
pact_furniture_is_main (const PactTree *tree, guint32 node)
{
  return pact_tree_node (tree, node)->tag == PACT_TAG_MAIN ||
         g_strcmp0 (pact_tree_attr (tree, node, PACT_ATTR_ROLE), "main") == 0;
}

typedef enum { MATCH_WHOLE, MATCH_START } Match;

/* Whether the line is (or starts with) one of the phrases; a closing mark does not count. */
static bool
matches (const PactLines *lines, guint line, const char *const *phrases, gsize n, Match match)
{
  const char *text = pact_line_text (lines, line);
  gsize length = pact_line_length (lines, line);

  while (length > 0 && strchr (".:!?+() ", text[length - 1]) != NULL)
    length--;
  for (gsize i = 0; i < n; i++) {
    gsize phrase = strlen (phrases[i]);

    if ((match == MATCH_WHOLE ? length == phrase : length >= phrase) &&
        g_ascii_strncasecmp (text, phrases[i], phrase) == 0 &&
        (length == phrase || !g_ascii_isalpha (text[phrase])))
      return true;
  }
  return false;
}

bool
pact_furniture_label (const PactLines *lines, guint i)
{
  static const char *const labels[] = {
    "ad", "ads", "advert", "advertisement", "article continues below", "caption", "close",
    "comments", "continue reading", "explore further", "loading", "print", "read more",
    "scroll to continue", "see more", "share", "show more", "skip advertisement", "sponsored",
    "story continues below advertisement", "story continues below", "view comments",
  };

  return matches (lines, i, labels, G_N_ELEMENTS (labels), MATCH_WHOLE);
}

bool
pact_furniture_heading (const PactLines *lines, guint i)
{
  static const char *const whole[] = {
    "also read", "comments", "don't miss", "latest news", "more news", "more stories",
    "most popular", "most read", "popular posts", "read next", "recent posts", "recommended",
    "recommended for you", "related", "related articles", "related content", "related coverage",
    "related links", "related news", "related posts", "related stories", "related topics",
    "see also", "tags", "top stories", "trending", "trending now", "what to read next",
  };
  static const char *const start[] = {
    "about the author", "further reading", "leave a comment", "leave a reply", "more from",
    "popular on", "share this", "tell us what you think", "you might also like",
    "you may also be interested", "you may also like", "you may like",
  };

  return matches (lines, i, whole, G_N_ELEMENTS (whole), MATCH_WHOLE) ||
         (pact_line_length (lines, i) <= HEADING_MAX &&
          matches (lines, i, start, G_N_ELEMENTS (start), MATCH_START));
}

bool
pact_furniture_appeal (const PactLines *lines, guint i)
{
  static const char *const appeals[] = {
    "all rights reserved", "citation:", "click here", "contributing:", "copyright", "\xc2\xa9",
    "editing by", "filed under", "first published", "follow @", "follow our", "follow the",
    "follow us", "for more information", "for more on", "get the latest", "have a tip", "join our",
    "like this story", "like what you", "more:", "originally published", "posted in",
    "reach the reporter", "read more", "read next", "reporting by", "(reporting by", "see more",
    "share this", "sign up", "subscribe", "tags:", "this article was originally",
    "this document is subject to copyright", "want more", "written by",
  };

  return matches (lines, i, appeals, G_N_ELEMENTS (appeals), MATCH_START);
}

bool
pact_furniture_note (const PactLines *lines, guint i)
{
  static const char *const notes[] = { "addendum", "added", "amended", "clarification",
                                       "correction", "editor's note",
                                       "editor\xe2\x80\x99s note", "important", "note",
                                       "update", "updated" };
  g_autofree char *start =
      g_strndup (pact_line_text (lines, i), MIN (pact_line_length (lines, i), DATE_CAP));
  g_autofree char *date = pact_date_to_iso (start);

  return date != NULL || matches (lines, i, notes, G_N_ELEMENTS (notes), MATCH_START);
}
