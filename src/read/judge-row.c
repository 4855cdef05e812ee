/* A row of a table against a term: label, before and after; or label, what was done, and more. */
#include "read/judge-facets.h"

#include <string.h>

static const char unchanged_cells[] =
    "unchanged|no change|not changed|same|as before|remains|remain|continues|in force|"
    "without change|does not change|none";
static const char ended_cells[] =
    "deleted|none|terminated|ended|removed|no longer|canceled|ends|not applicable|n / a|"
    "discontinued|waived|expired|falls away";

/* What a cell of a word or two says was done: "unchanged", "ended". */
static PactAct
act_of_cell (const char *cell)
{
  enum { STATUS_WORDS = 2 };
  g_autoptr (PactSentence) sentence = pact_sentence_new (cell, -1);

  return sentence->reading->units->len <= STATUS_WORDS ? pact_act_read (sentence) : PACT_ACT_NONE;
}

/* A cell after another: "2% | 1.5%". */
static PactFacets
judge_cells (const PactTermReading *term, const PactParties *parties, const PactSentence *before,
             const PactSentence *after)
{
  PactJudge judge = { term, before, after, { 0, 0 }, PACT_ACT_NONE };
  bool unchanged = pact_sentence_says (after, unchanged_cells);
  bool ended = pact_sentence_says (after, ended_cells) ||
               (!unchanged && g_str_has_prefix (after->words, "no "));
  g_autofree char *why = NULL;
  PactFacets facets = { 0 }, asked;

  if (pact_tokens_same (before->reading->tokens, after->reading->tokens) || (unchanged && !ended))
    return facets;
  if (ended)
    pact_facets_add (&facets, term->class & PACT_CLASS_EXCLUSIVITY ? PACT_FACET_EXCLUSIVITY
                              : pact_is_bound (term)               ? PACT_FACET_CAP
                                                                   : PACT_FACET_POLARITY);
  asked = pact_ask (&judge, PACT_FACET_POLARITY, &why);
  for (guint i = 0; i < asked.n; i++)
    pact_facets_add (&facets, (PactFacet) asked.facet[i]);
  if ((term->class & PACT_CLASS_EXCLUSIVITY) &&
      pact_rung_of (before->reading, true) != PACT_FACT_NONE &&
      pact_rung_of (after->reading, true) == PACT_FACT_NONE)
    pact_facets_add (&facets, PACT_FACET_EXCLUSIVITY);
  if (pact_parties_in (parties, before->reading->tokens) !=
      pact_parties_in (parties, after->reading->tokens))
    pact_facets_add (&facets, PACT_FACET_PARTY);
  if (facets.n == 0)
    pact_facets_add (&facets, pact_has_fact (after->reading, PACT_FACT_DATE)
                                  ? PACT_FACET_DURATION
                                  : pact_facet_of_class (term->class));
  return facets;
}

/* What the cells between the label and the last say was done; with the last cell saying so itself,
 * that is for judge_cells. */
static PactAct
act_of_row (char **cells, guint n)
{
  PactAct act = PACT_ACT_NONE;

  for (guint c = 1; c + 1 < n && act_of_cell (cells[n - 1]) == PACT_ACT_NONE; c++)
    act = MAX (act, act_of_cell (cells[c]));
  return act;
}

PactFacets
pact_judge_row (const PactTermReading *term, const PactParties *parties, const char *row,
                char **ret_why)
{
  g_auto (GStrv) cells = g_strsplit (row, " | ", -1);
  guint n = g_strv_length (cells);
  PactAct act = n < 3 ? PACT_ACT_KEEPS : act_of_row (cells, n);
  g_autoptr (PactSentence) whole = pact_sentence_new (row, -1);
  g_autoptr (PactSentence) before = pact_sentence_new (n < 3 ? "" : cells[n - 2], -1);
  g_autoptr (PactSentence) after = pact_sentence_new (n < 3 ? "" : cells[n - 1], -1);
  PactFacets facets = { 0 };

  if (act == PACT_ACT_KEEPS)
    return facets;
  if (act != PACT_ACT_NONE)
    return pact_judge_sentence (term, whole, act, (PactFlow){ 0, 0 }, ret_why);
  facets = judge_cells (term, parties, before, after);
  if (facets.n > 0)
    *ret_why = g_strdup_printf ("%s → %s", cells[n - 2], cells[n - 1]);
  return facets;
}
