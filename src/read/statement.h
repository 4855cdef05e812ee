/* The parts a statement is taken apart into to hold it against a baseline: its lines, each with
 * what it takes from its place, and the baseline's terms. Internal to statement*.c. */
#pragma once

#include "read/judge.h"

/* A clause of a sentence, a list item, a row. */
typedef struct {
  PactPassage passage; /* the sentence it stands in: what is quoted */
  PactBlockKind kind;
  PactSentence *sentence;
  int question, lead; /* lines it answers or completes; -1 for none */
  PactPartySet named;
  bool ours;        /* of the agreement between the parties, or of nobody else's */
  bool boilerplate; /* under "About Somebody" */
  bool older;       /* under a dated note that prevails */
  PactMood mood;
  PactAct act;
  guint class;
  PactFlow flow;
} PactStatementLine;

typedef struct {
  const PactTerm *term;
  const PactWording *wording;
  PactSentence *sentence;
  PactTermReading judged;
  GHashTable *matter; /* keys of the words by which it is told from others */
} PactStatementTerm;

typedef struct {
  const PactDocument *document;
  PactParties *parties;
  PactPartySet speaker; /* the party that says "we"; 0 when unknown */
  GArray *lines;        /* PactStatementLine */
  GPtrArray *terms;     /* PactStatementTerm */
  GHashTable *matter;   /* key -> in how many terms it is matter */
  GArray *shares;       /* double: the percentages that the terms state */
  GArray *subjects;     /* PactSubject, one for each line */
  double *likeness;     /* of each line to each term, line by line */
  double *most;         /* of any line to each term */
} PactStatement;

/* Takes a document apart in the light of the wordings in force on `date`; to be cleared. */
void pact_statement_init (PactStatement *statement, const PactBaseline *baseline, const char *date,
                          const PactDocument *document);
void pact_statement_clear (PactStatement *statement);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactStatement, pact_statement_clear)

static inline PactStatementLine *
pact_statement_line (const PactStatement *statement, guint i)
{
  return &g_array_index (statement->lines, PactStatementLine, i);
}

static inline const PactStatementTerm *
pact_statement_term (const PactStatement *statement, guint i)
{
  return statement->terms->pdata[i];
}

/* The sentence a line stands in. */
char *pact_statement_text (const PactStatement *statement, const PactStatementLine *line);

/* statement-lines.c: the lines, and which of them bind nobody or are superseded. */
void pact_statement_read_lines (PactStatement *statement);

/* statement-parties.c: whose agreement each line speaks of. */
void pact_statement_attribute (PactStatement *statement);

/* How many lines from line `i` are clauses of the sentence that begins there. */
guint pact_statement_clauses (const PactStatement *statement, guint i);

/* How much the matter of line `i` and of term `t` are one, 0 to 1. */
static inline double
pact_statement_likeness (const PactStatement *statement, guint i, guint t)
{
  return statement->likeness[i * statement->terms->len + t];
}

/* The facets in which a line changes a term; `ret_why` as of pact_judge_sentence. */
PactFacets pact_statement_judge (const PactStatement *statement, const PactStatementTerm *term,
                                 const PactStatementLine *line, char **ret_why);

/* statement-matter.c: whether unit `i` tells a term from another. */
bool pact_is_matter (const PactReading *reading, guint i);

/* The words of a text by which terms are told from another: keys, the parties' names left out. */
GHashTable *pact_matter_of (const PactReading *reading, const PactParties *parties);
