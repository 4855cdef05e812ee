/* A line of a statement with what is needed to match it, read once for all terms; and which of
 * several shares it means. Internal to statement*.c. */
#pragma once

#include "read/statement.h"

enum {
  PACT_WHOLE = 1000, /* weight of a word of the line itself, in thousandths */
  PACT_MUCH = 4,     /* words of new matter that make a line speak of something else */
};

#define PACT_NOVEL 0.3 /* share of a line's matter that no term has: a new matter */

typedef struct {
  const PactStatement *statement;
  const PactStatementLine *line;
  GHashTable *own;   /* keys of its own matter */
  GHashTable *place; /* key -> weight in thousandths: its own matter and that of its place */
  guint class;       /* with that of the question and of the line it leans on */
  guint novel;       /* words of its own matter that no term has */
  double novelty;    /* their share, 0 where it has few */
  bool leans;        /* on what stands before it */
  bool strange;      /* what stands before it is no matter of any term */
} PactSubject;

/* Line `i`; to be cleared. */
PactSubject pact_subject_new (const PactStatement *statement, guint i);
void pact_subject_clear (PactSubject *subject);

static inline const PactSubject *
pact_statement_subject (const PactStatement *statement, guint i)
{
  return &g_array_index (statement->subjects, PactSubject, i);
}

/* How much the term's matter and the line's are one, 0 to 1: the share of the term's that the line
 * speaks of, or, of a long term, most of the share of the line's that is the term's. */
double pact_subject_likeness (const PactSubject *subject, const PactStatementTerm *term);

/* "These machines", "For binoculars, ...", of which no term speaks. */
bool pact_points_elsewhere (const PactSubject *subject);

static inline guint
pact_terms_with (const PactStatement *statement, gpointer key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (statement->matter, key));
}

/* statement-share.c */

/* Whether no other term of its class could be meant by the line, by who pays whom. */
bool pact_is_only_one_meant (const PactSubject *subject, const PactStatementTerm *term);

/* Whether both state the same percentage. */
bool pact_same_figure (const PactStatementTerm *term, const PactStatementLine *line);

/* Whether a line states the percentage of this term and of no other; of others and not of this. */
bool pact_is_told_by_figure (const PactSubject *subject, const PactStatementTerm *term);
bool pact_tells_another_by_figure (const PactSubject *subject, const PactStatementTerm *term);

/* "It is 4% now": a figure and nothing else. */
bool pact_is_bare (const PactSubject *subject);

/* Whether the line shares something else: "3% of the revenue from parking data". */
bool pact_has_other_source (const PactSubject *subject, const PactStatementTerm *term);
