/* Baseline files <-> PactBaseline. */
#pragma once

#include <stdbool.h>

#include "pactwatch/baseline.h"

/* STATE/baselines/NAME.baseline, or `name` itself when it holds a '/'. On mistakes the error names
 * file, group, key and fix of the first; pact_baseline_check lists all. */
PactBaseline *pact_baseline_load (const char *dir, const char *name, GError **error);

/* A TSV with the header `term topic wording since`. */
PactBaseline *pact_baseline_load_tsv (const char *path, GError **error);

/* Every mistake in the file, one line each; empty when it is sound. Free the array. */
GPtrArray *pact_baseline_check (const char *path);

/* Names of the baselines in `dir`, sorted. */
char **pact_baseline_list (const char *dir, GError **error);

/* Adds an edition that gives `term` (created with `topic` when new) the wording `text`: nothing
 * in the file is overwritten, comments stay, and readers see the old file or the new one. When
 * the edition's date already dates a wording of that term, a time is added to it. */
bool pact_baseline_add_wording (const char *dir, const char *name, const char *term,
                                const char *topic, const char *text, const PactEdition *edition,
                                GError **error);
