/* One wording against another, both already read. */
#pragma once

#include "pactwatch/read.h"
#include "read/clause.h"

/* As pact_compare, without the topic. */
void pact_readings_compare (const PactReading *old_reading, const PactReading *new_reading,
                            PactComparison *ret_comparison);
