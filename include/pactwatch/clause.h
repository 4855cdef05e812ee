/* What a passage commits to: its topic and the facets in which two wordings can differ. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Topics the readers know; a set is a bit mask. Baselines may name further topics as text. */
typedef enum {
  PACT_TOPIC_EXCLUSIVITY = 1 << 0,
  PACT_TOPIC_REVENUE_SHARE = 1 << 1,
} PactTopic;
typedef guint PactTopics;

/* "exclusivity" or "revenue-share"; "other" for 0. */
const char *pact_topic_name (PactTopic topic);

/* A topic of the user's own. A passage that holds one of the phrases is about it; they are compared
 * after fold, and a last word that ends in '~' stands for all words that begin so. */
typedef struct {
  char *name;     /* unlike those above */
  char **phrases; /* never NULL or empty */
} PactOwnTopic;

void pact_own_topic_free (PactOwnTopic *topic);

typedef enum {
  PACT_FACET_EXCLUSIVITY,
  PACT_FACET_AMOUNT,
  PACT_FACET_CAP,
  PACT_FACET_DURATION,
  PACT_FACET_SCOPE,
  PACT_FACET_PARTY,
  PACT_FACET_CONDITION,
  PACT_FACET_MODALITY,
  PACT_FACET_POLARITY,
  PACT_FACET_BASIS,
  PACT_N_FACETS,
} PactFacet;

/* A list without repeats, most important first. */
typedef struct {
  guint8 n;
  guint8 facet[PACT_N_FACETS]; /* PactFacet */
} PactFacets;

const char *pact_facet_name (PactFacet facet);
void pact_facets_add (PactFacets *facets, PactFacet facet);
bool pact_facets_have (const PactFacets *facets, PactFacet facet);

/* "exclusivity,duration", or "-" for none; and back (unknown names: NULL error domain INPUT). */
char *pact_facets_to_string (const PactFacets *facets);
bool pact_facets_from_string (const char *text, PactFacets *ret_facets, GError **error);
