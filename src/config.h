/* The settings: pactwatch.conf with its sources.d drop-ins, checked as a whole. */
#pragma once

#include "pactwatch/clause.h"
#include "pactwatch/source.h"
#include "scope.h"
#include "tell/sink.h"
#include "watch/fetch.h"

typedef struct {
  GPtrArray *sources; /* PactSource, in file order */
  GPtrArray *sinks;   /* PactSinkSettings, in file order */
  GPtrArray *topics;  /* PactOwnTopic, in file order */
  PactFetchSettings fetch;
  guint64 warc_roll; /* bytes */
  char *metrics;     /* the file they are written to; NULL for none */
  GPtrArray *files;  /* char *, every file read, for messages and reload */
} PactConfig;

/* Reads `path` (with `must_exist` false a missing file counts as empty) and the drop-ins of the
 * "sources.d" beside it. With `must_exist` false, thus for the default file, those of
 * STATE/sources.d too, where a drop-in beside the file masks one of the same name; `state_dir`
 * may be NULL. On any mistake: NULL and all of them in `ret_problems` (char *, one line each). */
PactConfig *pact_config_load (const char *path, bool must_exist, const char *state_dir,
                              GPtrArray **ret_problems);
void pact_config_free (PactConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactConfig, pact_config_free)

/* The source of that name, or NULL. Borrowed. */
const PactSource *pact_config_source (const PactConfig *config, const char *name);

/* The sink of that name, or NULL. Borrowed. */
const PactSinkSettings *pact_config_sink (const PactConfig *config, const char *name);

/* Names of the sinks that are to be told of the finding, NULL-terminated; the strings are borrowed,
 * free the array with g_free. A PactAudience. */
const char **pact_config_audience (const PactFinding *finding, gconstpointer config);
