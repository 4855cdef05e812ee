/* A baseline: the accepted terms of one partnership, each wording dated by its edition. */
#pragma once

#include <glib.h>

typedef struct {
  char *name;      /* as the wordings write it: "OpenAI" */
  char **aliases;  /* other names of the same party; never NULL, may be empty */
  char **products; /* names that stand for it: "Azure"; never NULL, may be empty */
} PactParty;

typedef struct {
  char *date;   /* ISO date, optionally with time; sorts as text */
  char *title;  /* NULL when absent */
  char *url;    /* the statement it was taken from; NULL when absent */
} PactEdition;

typedef struct {
  char *since; /* date of the edition that brought it */
  char *text;
} PactWording;

typedef struct {
  char *name;          /* unique in the baseline: "ip-license" */
  char *topic;         /* "exclusivity", "revenue-share" or a word of the baseline's own */
  GPtrArray *wordings; /* PactWording, oldest first, at least one */
} PactTerm;

typedef struct {
  char *name;          /* file name without ".baseline" */
  char *title;         /* NULL when absent */
  char *path;          /* the file it came from */
  GPtrArray *parties;  /* PactParty */
  GPtrArray *editions; /* PactEdition, oldest first */
  GPtrArray *terms;    /* PactTerm, in file order, at least one */
} PactBaseline;

/* An empty baseline, named after its file. */
PactBaseline *pact_baseline_new (const char *path);
void pact_baseline_free (PactBaseline *baseline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactBaseline, pact_baseline_free)

/* What is added belongs to the baseline; the rest of its fields is the caller's to fill. Editions
 * and wordings go to their place by date. */
PactParty *pact_baseline_add_party (PactBaseline *baseline, const char *name);
PactEdition *pact_baseline_add_edition (PactBaseline *baseline, const char *date);
PactTerm *pact_baseline_add_term (PactBaseline *baseline, const char *name);
void pact_term_add_wording (PactTerm *term, const char *since, const char *text);

/* The edition of exactly that date, or NULL. Borrowed. */
const PactEdition *pact_baseline_edition (const PactBaseline *baseline, const char *date);

/* The wording in force at `date` (ISO, NULL for the latest); NULL when it came later. Borrowed. */
const PactWording *pact_term_wording (const PactTerm *term, const char *date);

/* The term of that name, or NULL. Borrowed. */
const PactTerm *pact_baseline_term (const PactBaseline *baseline, const char *name);
