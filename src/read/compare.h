/* One wording against another, both already read. */
#pragma once

#include "pactwatch/read.h"
#include "read/clause.h"

/* As pact_compare, without the topic. */
void pact_readings_compare (const PactReading *old_reading, const PactReading *new_reading,
                            PactComparison *ret_comparison);

/* The topic `text` is about first of all; 0 for other. `reading` is of that text. `bar` is what the
 * log odds must exceed: 0 where either answer is as likely beforehand, more where few texts are. */
PactTopic pact_reading_topic (const char *text, gssize length, const PactReading *reading,
                              double bar);
