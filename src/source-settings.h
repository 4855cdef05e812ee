/* [Defaults] and [Source NAME]: which keys they take, and what makes a source a mistake. */
#pragma once

#include "config-file.h"
#include "settings.h"
#include "watch/fetch.h"

/* A source before any setting. */
PactSource *pact_source_defaults (void);

/* What [Defaults] takes; and what the group of a source takes, by the kind it names. */
const PactSetting *pact_default_keys (guint *ret_n);
const PactSetting *pact_source_keys (const PactGroup *group, guint *ret_n);

/* Gives a source of the SEC's filings its address. What the SEC asks of programs, a contact and at
 * most 10 requests a second (sec.gov/os/accessing-edgar-data), must stand in `fetch`: appends to
 * `problems` (char *). Other kinds stay as they are. */
void pact_source_complete (PactSource *source, const PactFetchSettings *fetch, const char *file,
                           GPtrArray *problems);

/* Names a baseline that is not in the folder `baselines` (NULL: not looked up), and each topic that
 * nothing could ever be told on: it is known to nobody, nor one of `own_topics` (PactOwnTopic), nor
 * that of a term of the baseline. A misspelt one would lose every alert on it. */
void pact_source_check (const PactSource *source, const GPtrArray *own_topics,
                        const char *baselines, const char *file, GPtrArray *problems);
