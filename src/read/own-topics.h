/* The topics that alert, the user's own among them, found in what a passage says. */
#pragma once

#include "pactwatch/clause.h"
#include "read/clause.h"

typedef struct {
  char **names;     /* of all topics that alert; borrowed */
  GArray *phrases;  /* of the own ones, folded */
} PactTopicFilter;

/* Borrows both. `own_topics` (PactOwnTopic) may be NULL; those not in `names` do not count. */
PactTopicFilter pact_topic_filter (char **names, const GPtrArray *own_topics);
void pact_topic_filter_clear (PactTopicFilter *filter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactTopicFilter, pact_topic_filter_clear)

/* Name of the first alerting topic the passage is about, the known ones before the own; NULL when
 * it is about none. Borrowed. */
const char *pact_topic_filter_match (const PactTopicFilter *filter, const char *text,
                                     gssize length, const PactReading *reading);
