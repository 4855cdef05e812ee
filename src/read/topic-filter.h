/* The topics that alert, the user's own among them, found in what a passage says. */
#pragma once

#include "pactwatch/clause.h"
#include "read/clause.h"

typedef struct {
  char **names;    /* of all topics that alert; borrowed */
  GArray *phrases; /* of the own ones, folded */
  double bar;      /* how clearly a passage must be on a topic that it does not name */
} PactTopicFilter;

/* Borrows both. `own_topics` (PactOwnTopic) may be NULL; those not in `names` do not count.
 * `passages` is how many the document has: of the hundreds of a contract few are on a topic, while
 * a short statement speaks of little else. */
PactTopicFilter pact_topic_filter (char **names, const GPtrArray *own_topics, guint passages);
void pact_topic_filter_clear (PactTopicFilter *filter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactTopicFilter, pact_topic_filter_clear)

/* Name of the first alerting topic the passage is about, the known ones before the own; NULL when
 * it is about none. Borrowed. */
const char *pact_topic_filter_match (const PactTopicFilter *filter, const PactReading *reading);
