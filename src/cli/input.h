/* What a user hands in: texts, pages and baselines from arguments, files and standard input. */
#pragma once

#include "cli/commands.h"
#include "pactwatch/baseline.h"
#include "pactwatch/read.h"

/* Whether it can be taken for text; PACT_ERROR_INPUT naming `what` it is when not UTF-8. */
bool pact_input_is_text (const char *text, const char *what, GError **error);

/* The bytes of a file ("-": standard input), at most PACT_BODY_CAP_DEFAULT. */
GBytes *pact_input_bytes (const char *path, GError **error);

/* A page or text file as the daemon would read it. `content_type` NULL: by the file's name, else
 * by its content. Errors as those of pact_document_read, with the file's name. */
PactDocument *pact_input_document (const char *path, const char *content_type, const char *url,
                                   const char *select, PactFailure *ret_failure, GError **error);

/* What the daemon would find (PactFinding) between two versions of a page whose source has no
 * settings of its own, and in a statement. Their source is the file's name. */
GPtrArray *pact_input_compare_versions (const PactDocument *old_version,
                                        const PactDocument *new_version, const char *new_path);
GPtrArray *pact_input_compare_statement (const PactBaseline *baseline, const char *date,
                                         const PactDocument *statement, const char *path);

/* A baseline file, a TSV with the header `term topic wording since`, or the name of a baseline in
 * the state. */
PactBaseline *pact_input_baseline (const PactCli *cli, const char *name, GError **error);

/* The number of a finding, and of an alert in the outbox. */
bool pact_input_id (const char *text, gint64 *ret_id, GError **error);
bool pact_input_alert_id (const char *text, gint64 *ret_id, GError **error);

/* An edition's date as --edition takes it: ISO date, optionally with time. NULL is one, too. */
bool pact_input_is_date (const char *date, GError **error);

/* The moment --since names, in µs: an ISO date or time, local unless it says otherwise; or how
 * long before `now` (µs): "2d", "3h", "30min", "1w". */
bool pact_input_since (const char *text, gint64 now, gint64 *ret_since, GError **error);
