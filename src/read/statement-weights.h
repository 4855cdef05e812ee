/* What each mark of a sentence is worth, as log-odds. Internal to statement.c. */
#pragma once

#include <glib.h>

typedef struct {
  const char *name;
  double relevance; /* that it decides the term */
  double change;    /* that it then changes it */
  double novelty;   /* that it commits to what no term covers; in the light of the nearest term */
} PactMarkWeight;

/* By name. Made by tests/fit-statements from the cases under tests/statements. */
extern const PactMarkWeight pact_mark_weights[];
extern const guint pact_n_mark_weights;
extern const double pact_mark_none; /* that no sentence decides a term */
