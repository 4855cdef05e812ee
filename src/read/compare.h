/* One wording against another, both already read. */
#pragma once

#include "pactwatch/read.h"
#include "read/clause.h"

/* As pact_compare, without the topic. */
void pact_readings_compare (const PactReading *old_reading, const PactReading *new_reading,
                            PactComparison *ret_comparison);

/* The topic a reading is about first of all; 0 for other. */
PactTopic pact_reading_topic (const PactReading *reading);
