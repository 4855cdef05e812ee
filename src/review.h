/* Reviews: what accepting or dismissing a finding comes to, whoever asks for it. */
#pragma once

#include "config.h"
#include "state.h"

/* How a finding about a baseline's term becomes an edition; what is NULL follows from the finding. */
typedef struct {
  char *wording; /* the term in the reviewer's own words */
  char *term;    /* the one it belongs to */
  char *date;    /* of the edition; today */
} PactAcceptance;

/* The new wording holds from now on. Of a baseline's term it becomes a new edition, and the term
 * tables of all pages are brought up to it; `ret_edition` is then a line that says so, else NULL. */
bool pact_review_accept (PactState *state, const PactConfig *config, gint64 finding,
                         const PactAcceptance *as, char **ret_edition, GError **error);

/* Closes a finding that does not matter; `why` stays with it. */
bool pact_review_dismiss (PactState *state, gint64 finding, const char *why, GError **error);
