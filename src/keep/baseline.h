/* Baseline files <-> PactBaseline.
 *
 * A file is made of lines: `# comment`, `[Group]`, `Key=value`. A value is the rest of its line as
 * it stands, with nothing quoted or escaped; lists are separated by ';'.
 *
 *   [Baseline]            Title=
 *   [Party NAME]          Alias=, Product= (lists of other names)
 *   [Edition DATE]        Title=, URL= of the statement
 *   [Term NAME]           Topic=, and DATE=wording for each edition that changed it
 *
 * A DATE is 2026-04-27 or 2026-04-27T10:15:00Z, always UTC, so that dates sort as text. */
#pragma once

#include <stdbool.h>

#include "pactwatch/baseline.h"

/* Whether it is a DATE as above, and in the calendar. */
bool pact_baseline_is_date (const char *text);

/* STATE/baselines/NAME.baseline, or `name` itself when it holds a '/'. On mistakes the error names
 * file, group, key and fix of the first; pact_baseline_check lists all. */
PactBaseline *pact_baseline_load (const char *dir, const char *name, GError **error);

/* A TSV with the header `term topic wording since`. */
PactBaseline *pact_baseline_load_tsv (const char *path, GError **error);

/* Every mistake in the file, one line each; empty when it is sound. Free the array. */
GPtrArray *pact_baseline_check (const char *path);

/* The same from bytes in memory: NULL when there are mistakes (char *, added to `mistakes`), which
 * name `path`. */
PactBaseline *pact_baseline_parse (const char *path, const char *data, gsize length,
                                   GPtrArray *mistakes);
PactBaseline *pact_baseline_parse_tsv (const char *path, const char *data, gsize length,
                                       GPtrArray *mistakes);

/* Names of the baselines in `dir`, sorted. */
char **pact_baseline_list (const char *dir, GError **error);

/* Adds an edition that gives `term` (created with `topic` when new) the wording `text`: nothing
 * in the file is overwritten, comments stay, and readers see the old file or the new one. When the
 * term has a wording of that day already, or the day's edition names another statement, a time of
 * day is added to the date that sorts behind it. */
bool pact_baseline_add_wording (const char *dir, const char *name, const char *term,
                                const char *topic, const char *text, const PactEdition *edition,
                                GError **error);
