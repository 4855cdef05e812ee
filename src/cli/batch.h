/* Batch mode: tab-separated lines in, one line out for each. */
#pragma once

#include "cli/commands.h"

/* Writes the answer to one line on standard output. `fields` is NULL-terminated. */
typedef void (*PactBatchAnswer) (char *const *fields);

/* Answers standard input line by line. `names` says what fields a line holds ("id old new"). A
 * line that is not UTF-8 or has another number of fields is reported with its number; the others
 * are answered nevertheless. */
PactExit pact_batch_run (const char *names, PactBatchAnswer answer);
