/* What a text is about first of all: exclusivity, revenue share, or neither. */
#pragma once

#include "read/classify.h"
#include "read/clause.h"

/* Log odds of the sentence that speaks of each topic most. */
PactTopicScores pact_topic_scores (const PactReading *reading);

/* The topic whose log odds lead and exceed `bar`; 0 for neither. `bar` is 0 where either answer is
 * as likely beforehand, more where few texts are on a topic. */
PactTopic pact_topic_leading (PactTopicScores scores, double bar);

/* A royalty or commission, though royalty-free is none and the European Commission takes none. */
bool pact_is_royalty (const PactReading *reading, guint i);

/* Whether "exclusive" stands only where it claims nothing: "exclusive of tax". */
bool pact_topic_looks_alike (const PactReading *reading);

/* For tests/topic-values: what the sentence of units `from` up to `to` holds, a bit for each trait;
 * its name, NULL past the last. */
guint pact_topic_traits (const PactReading *reading, guint from, guint to);
const char *pact_topic_trait_name (guint trait);

/* The learned score of that sentence alone, without its traits. */
PactTopicScores pact_topic_learned (const PactReading *reading, guint from, guint to);
