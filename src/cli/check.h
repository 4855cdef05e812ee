/* One round by hand: what `check` and `demo` have in common. */
#pragma once

#include "cli/commands.h"
#include "cli/terminal.h"

/* What became of the checks of one round. */
typedef struct {
  GPtrArray *findings; /* PactFinding that were told */
  GPtrArray *rows;     /* PactCheckRow, one for each page looked at */
  guint failed;
} PactCheckResult;

typedef struct {
  char *source;
  char *url; /* of a feed's item; NULL for the source's own */
  PactStyle style;
  const char *outcome; /* "unchanged", "captured", "failed" */
  char *note;          /* NULL when there is nothing to add */
} PactCheckRow;

void pact_check_result_clear (PactCheckResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactCheckResult, pact_check_result_clear)

/* Checks `sources` (PactSource) once, all that follows from it included. False when no transfer
 * can be made at all. */
bool pact_check_run (PactState *state, const PactConfig *config, GPtrArray *sources,
                     PactCheckResult *ret_result, GError **error);

/* Delivers what is due, unless a daemon does it already. Waits a few seconds at most. */
void pact_check_deliver (PactState *state, const PactConfig *config);

/* The table of what was looked at. */
void pact_check_print (const PactCheckResult *result, const PactTerminal *terminal, guint indent);
