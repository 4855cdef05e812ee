/* A sentence of a statement against one term: each facet has a question of its own, asked in the
 * order of the table at the end. Leaving a detail out changes nothing. */
#include "read/judge-facets.h"

#include <string.h>

static bool
basis_differs (const PactJudge *judge)
{
  static const struct {
    PactFactKind said, unless;
  } bases[] = {
    { PACT_FACT_NET, PACT_FACT_NET },
    { PACT_FACT_GROSS, PACT_FACT_GROSS },
    { PACT_FACT_PROFIT, PACT_FACT_PROFIT },
  };

  if (!(judge->term->class & PACT_CLASS_REVENUE) || pact_keeps_figure (judge))
    return false;
  for (guint b = 0; b < G_N_ELEMENTS (bases); b++)
    if (pact_has_fact (judge->after->reading, bases[b].said) &&
        !pact_has_fact (judge->before->reading, bases[b].unless))
      return true;
  return false;
}

static bool
party_differs (const PactJudge *judge)
{
  PactFlow before = judge->term->flow, after = judge->flow;

  if (pact_keeps_figure (judge))
    return false;
  return before.payer != 0 && before.payee != 0 &&
         (after.payer == before.payee || after.payee == before.payer);
}

static bool
condition_differs (const PactJudge *judge)
{
  static const char conditions[] =
      "if|provided that|provided|unless|subject to|as long as|so long as|on condition that|"
      "only if|only when|only with|only after|only once|only where|conditional on|depends on";

  if (pact_sentence_says (judge->before, conditions))
    return pact_sentence_says (judge->after, "whether|regardless|condition|unconditionally");
  return (pact_sentence_says (judge->after, conditions) ||
          g_str_has_prefix (judge->after->words, "should ")) &&
         !pact_sentence_says (judge->after,
                              "if you|as long as we|as long as it|as long as they|as long as "
                              "our|as long as the agreement|as long as the contract");
}

/* "It will not carry them", of what the term lets it do. */
static bool
is_forbidden (const PactJudge *judge)
{
  static const char forbids[] = "may not|must not|can not|cannot|not allowed|not permitted";

  return judge->act == PACT_ACT_NONE && !(judge->term->class & PACT_CLASS_EXCLUSIVITY) &&
         pact_sentence_says (judge->after, forbids) && !pact_sentence_says (judge->before, forbids);
}

static bool
polarity_differs (const PactJudge *judge)
{
  static const char over[] = "ended|terminated|canceled|is over|expired|to an end|no longer";
  static const char due[] = "as planned|as agreed|as foreseen|always";

  if (judge->term->class & PACT_CLASS_LENGTH) /* that it "ends" is what its term says */
    return judge->act == PACT_ACT_ENDS && (pact_sentence_says (judge->after, over) ||
                                           (pact_last_year (judge->after->reading) == 0 &&
                                            !pact_sentence_says (judge->after, due)));
  if (pact_is_bound (judge->term))
    return false;
  if ((judge->term->class & PACT_CLASS_EXCLUSIVITY) && pact_opens (judge) &&
      pact_has_fact (judge->before->reading, PACT_FACT_NEGATED))
    return true;
  return (judge->act == PACT_ACT_ENDS && !pact_sentence_says (judge->before, "no longer")) ||
         is_forbidden (judge);
}

PactFacet
pact_facet_of_class (guint class)
{
  return class & PACT_CLASS_BOUND     ? PACT_FACET_CAP
         : class & PACT_CLASS_REVENUE ? PACT_FACET_AMOUNT
                                      : PACT_FACET_SCOPE;
}

static const struct {
  PactFacet facet;
  bool (*differs) (const PactJudge *);
  const char *why;
} questions[] = {
  { PACT_FACET_EXCLUSIVITY, pact_exclusivity_differs, "another grade of exclusivity" },
  { PACT_FACET_PARTY, party_differs, "payer and payee change places" },
  { PACT_FACET_AMOUNT, pact_amount_differs, "another figure" },
  { PACT_FACET_CAP, pact_cap_differs, "a bound the term does not have" },
  { PACT_FACET_BASIS, basis_differs, "computed on something else" },
  { PACT_FACET_SCOPE, pact_scope_differs, "a limit the term does not have" },
  { PACT_FACET_DURATION, pact_duration_differs, "another time" },
  { PACT_FACET_CONDITION, condition_differs, "a condition the term does not have" },
  { PACT_FACET_POLARITY, polarity_differs, "ended or not allowed" },
};

/* Of exclusivity both grades, where both sides state one: "exclusive → preferred". */
static char *
why_of (const PactJudge *judge, guint question)
{
  PactFactKind before = pact_rung_of (judge->before->reading, true);
  PactFactKind after = pact_rung_of (judge->after->reading, true);
  bool graded = before != PACT_FACT_NONE && after != PACT_FACT_NONE && before != after;

  return questions[question].facet == PACT_FACET_EXCLUSIVITY && graded
             ? g_strdup_printf ("%s → %s", pact_fact_kind_name (before), pact_fact_kind_name (after))
             : g_strdup (questions[question].why);
}

PactFacets
pact_ask (const PactJudge *judge, int skipped, char **ret_why)
{
  PactFacets facets = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if ((int) questions[i].facet != skipped && questions[i].differs (judge)) {
      pact_facets_add (&facets, questions[i].facet);
      if (*ret_why == NULL)
        *ret_why = why_of (judge, i);
    }
  return facets;
}

PactFacets
pact_judge_sentence (const PactTermReading *term, const PactSentence *sentence, PactAct act,
                     PactFlow flow, char **ret_why)
{
  PactJudge judge = { term, term->sentence, sentence, flow, act };
  PactFacets facets = pact_ask (&judge, -1, ret_why);

  if (facets.n == 0 && act == PACT_ACT_CHANGES && !(term->class & PACT_CLASS_LENGTH)) {
    pact_facets_add (&facets, pact_facet_of_class (term->class));
    *ret_why = g_strdup ("amended");
  }
  return facets;
}
