/* A sentence of a statement against one term: each facet has a question of its own, asked in the
 * order of the table at the end. Leaving a detail out changes nothing. */
#include "read/judge.h"

#include <math.h>
#include <string.h>

#include "read/quantity.h"

typedef struct {
  const PactTermReading *term;
  const PactSentence *before, *after;
  PactFlow flow;
  PactAct act;
} Judge;

static const PactFact *
fact_at (const PactReading *reading, guint i)
{
  return &g_array_index (reading->facts, PactFact, i);
}

/* The strongest rung on the scale of exclusivity, and whether a weaker one stands beside it. */
static PactFactKind
rung_of (const PactReading *reading, bool strongest)
{
  PactFactKind rung = PACT_FACT_NONE;

  for (guint i = 0; i < reading->facts->len; i++) {
    PactFactKind kind = (PactFactKind) fact_at (reading, i)->kind;

    if (fact_at (reading, i)->facet == PACT_FACET_EXCLUSIVITY &&
        (rung == PACT_FACT_NONE || (strongest ? kind > rung : kind < rung)))
      rung = kind;
  }
  return rung;
}

/* Whether the sentence lets others in: "may buy from others as well", "sold by three agencies". */
static bool
lets_others_in (const Judge *judge)
{
  static const char others[] =
      "as well|too|also|other|others|another|a second|any|anyone|anywhere|elsewhere|to choose|"
      "to do so|third parties|open to|several";
  static const char allowed[] =
      "may|can|free to|allowed to|able to|open to|at liberty to|will have a second|"
      "will have another";
  static const char barred[] =
      "no|nobody|none|neither|only|may not|can not|cannot|must not|will not|not be|do not|does not";

  if (judge->act != PACT_ACT_KEEPS && pact_joins_in (judge->after))
    return true;
  if (pact_sentence_says (judge->after, "as well|too") &&
      pact_sentence_says (judge->after, "will|from now on"))
    return true;
  return judge->act != PACT_ACT_KEEPS && pact_sentence_says (judge->after, others) &&
         pact_sentence_says (judge->after, allowed) && !pact_sentence_says (judge->after, barred);
}

/* Whether the sentence names more than one, or a part, where one had it all: "three agencies",
 * "70 percent must come from". */
static bool
divides (const Judge *judge)
{
  if (pact_names_several (judge->after->reading))
    return true;
  return pact_has_fact (judge->after->reading, PACT_FACT_PERCENT) &&
         !pact_has_fact (judge->before->reading, PACT_FACT_PERCENT) &&
         pact_sentence_says (judge->after, "from|~buy|~purchase|~source|~order");
}

static bool
exclusivity_differs (const Judge *judge)
{
  PactFactKind before = rung_of (judge->before->reading, true);
  PactFactKind after = rung_of (judge->after->reading, true);

  if (!(judge->term->class & PACT_CLASS_EXCLUSIVITY))
    return false;
  if (before == PACT_FACT_NONE)
    before = PACT_FACT_EXCLUSIVE; /* its topic says so: "all pumps from Wexcombe" */
  if (before == PACT_FACT_EXCLUSIVE && after == PACT_FACT_NONE && judge->act != PACT_ACT_KEEPS &&
      divides (judge))
    return true;
  if (before >= PACT_FACT_OFFERED &&
      (lets_others_in (judge) || rung_of (judge->after->reading, false) == PACT_FACT_NONEXCLUSIVE))
    return !(after == PACT_FACT_EXCLUSIVE && judge->act == PACT_ACT_KEEPS);
  return after != PACT_FACT_NONE && after != before;
}

static bool
equal_values (double a, double b)
{
  return fabs (a - b) <= 0.001 * MAX (fabs (a), fabs (b));
}

/* The percentage that a fact states: "40 pence of each pound" is one too; -1 when it is none. */
static double
percent_of (const PactReading *reading, const PactFact *fact)
{
  if (fact->kind == PACT_FACT_PERCENT)
    return fact->value;
  if (fact->kind == PACT_FACT_EQUAL_PARTS)
    return 50;
  return fact->kind == PACT_FACT_COUNT && (pact_unit_is (reading, fact->unit + 1, "pence") ||
                                           pact_unit_is (reading, fact->unit + 1, "cents"))
             ? fact->value
             : -1;
}

static bool
has_percent (const PactReading *reading, double value)
{
  for (guint i = 0; i < reading->facts->len; i++)
    if (equal_values (percent_of (reading, fact_at (reading, i)), value))
      return true;
  return false;
}

/* A percentage of the sentence that the term does not have, as it is or as the rest of it. */
static bool
amount_differs (const Judge *judge)
{
  static const char moves[] =
      "doubles|doubled|halves|halved|goes up|goes down|lower|lowered|raised|higher|rises|falls";
  bool met = false, unmet = false;

  if (!(judge->term->class & (PACT_CLASS_REVENUE | PACT_CLASS_EQUITY)))
    return false;
  for (guint i = 0; i < judge->after->reading->facts->len; i++) {
    const PactFact *fact = fact_at (judge->after->reading, i);

    double percent = percent_of (judge->after->reading, fact);

    if (percent < 0)
      continue;
    if (has_percent (judge->before->reading, percent) ||
        has_percent (judge->before->reading, 100 - percent))
      met = true;
    else
      unmet = true;
  }
  if (unmet && !pact_has_fact (judge->before->reading, PACT_FACT_PERCENT) &&
      !pact_has_fact (judge->before->reading, PACT_FACT_EQUAL_PARTS))
    return false; /* the term names no figure: a detail is added */
  if (met && unmet)
    return judge->act != PACT_ACT_KEEPS;
  return unmet || (judge->act == PACT_ACT_CHANGES && pact_sentence_says (judge->after, moves));
}

/* "Nothing has changed: 10% of ... to us": whoever else it speaks of, the term is kept. */
static bool
keeps_figure (const Judge *judge)
{
  for (guint i = 0; judge->act == PACT_ACT_KEEPS && i < judge->after->reading->facts->len; i++)
    if (fact_at (judge->after->reading, i)->kind == PACT_FACT_PERCENT &&
        has_percent (judge->before->reading, fact_at (judge->after->reading, i)->value))
      return true;
  return false;
}

/* Whether the term is a ceiling or a floor: then all that is done to it is done to that. */
static bool
is_bound (const PactTermReading *term)
{
  return (term->class & PACT_CLASS_REVENUE) &&
         (pact_has_fact (term->sentence->reading, PACT_FACT_AT_MOST) ||
          pact_has_fact (term->sentence->reading, PACT_FACT_AT_LEAST));
}

static bool
cap_differs (const Judge *judge)
{
  static const PactFactKind bounds[] = { PACT_FACT_AT_MOST, PACT_FACT_AT_LEAST };

  if (!(judge->term->class & PACT_CLASS_REVENUE))
    return false;
  if (is_bound (judge->term) &&
      (judge->act == PACT_ACT_ENDS || judge->act == PACT_ACT_CHANGES))
    return true;
  for (guint b = 0; b < G_N_ELEMENTS (bounds); b++)
    if (pact_has_fact (judge->after->reading, bounds[b]) &&
        !pact_has_fact (judge->before->reading, bounds[b]))
      return true;
  return false;
}

static bool
basis_differs (const Judge *judge)
{
  static const struct {
    PactFactKind said, unless;
  } bases[] = {
    { PACT_FACT_NET, PACT_FACT_NET },
    { PACT_FACT_GROSS, PACT_FACT_GROSS },
    { PACT_FACT_PROFIT, PACT_FACT_PROFIT },
  };

  if (!(judge->term->class & PACT_CLASS_REVENUE) || keeps_figure (judge))
    return false;
  for (guint b = 0; b < G_N_ELEMENTS (bases); b++)
    if (pact_has_fact (judge->after->reading, bases[b].said) &&
        !pact_has_fact (judge->before->reading, bases[b].unless))
      return true;
  return false;
}

static bool
party_differs (const Judge *judge)
{
  PactFlow before = judge->term->flow, after = judge->flow;

  if (keeps_figure (judge))
    return false;
  return before.payer != 0 && before.payee != 0 &&
         (after.payer == before.payee || after.payee == before.payer);
}

static gint64
year_of (const PactFact *fact)
{
  return (gint64) fact->value / 10000;
}

/* A date or span that the term has too, but another. Where the length of the agreement is a term
 * of its own, dates beside other terms only count when those name one. */
static bool
duration_differs (const Judge *judge)
{
  bool old_dated = pact_has_fact (judge->before->reading, PACT_FACT_DATE), other = false,
       same = false;

  for (guint i = 0; i < judge->after->reading->facts->len; i++) {
    const PactFact *fact = fact_at (judge->after->reading, i);

    if (fact->kind != PACT_FACT_DATE || year_of (fact) == 0)
      continue;
    for (guint o = 0; o < judge->before->reading->facts->len; o++)
      if (fact_at (judge->before->reading, o)->kind == PACT_FACT_DATE &&
          year_of (fact_at (judge->before->reading, o)) == year_of (fact))
        same = true;
      else
        other = true;
  }
  if (judge->term->class & PACT_CLASS_LENGTH)
    return judge->act == PACT_ACT_EXTENDS ||
           (old_dated ? other && (!same || judge->act == PACT_ACT_CHANGES)
                      : judge->act != PACT_ACT_KEEPS && other);
  if (old_dated)
    return other && !same;
  return !judge->term->length_apart && other &&
         pact_has_fact (judge->after->reading, PACT_FACT_UNTIL);
}

static bool
condition_differs (const Judge *judge)
{
  static const char conditions[] =
      "if|provided that|provided|unless|subject to|as long as|so long as|on condition that|"
      "only if|only when|conditional on|depends on";

  return pact_sentence_says (judge->after, conditions) &&
         !pact_sentence_says (judge->after, "if you") && /* "if you see one, it is ours" */
         !pact_sentence_says (judge->before, conditions);
}

static bool
scope_differs (const Judge *judge)
{
  static const char limits[] =
      "only in|only for|only at|only on|limited to|restricted to|except|except for|"
      "with the exception of|no longer all|other than|now also|extended to|expanded to|widened to|"
      "narrowed to|now covers|now cover|now includes|now include";

  return pact_sentence_says (judge->after, limits) && !pact_sentence_says (judge->before, limits);
}

static bool
polarity_differs (const Judge *judge)
{
  static const char over[] =
      "ended|terminated|canceled|is over|expired|come to an end|came to an end|no longer";

  if (judge->term->class & PACT_CLASS_LENGTH) /* that it "ends" is what its term says */
    return judge->act == PACT_ACT_ENDS && pact_sentence_says (judge->after, over);
  if (is_bound (judge->term))
    return false;
  if (judge->act == PACT_ACT_ENDS)
    return true;
  return judge->act == PACT_ACT_CHANGES && !(judge->term->class & PACT_CLASS_LENGTH);
}

static const struct {
  PactFacet facet;
  bool (*differs) (const Judge *);
  const char *why;
} questions[] = {
  { PACT_FACET_EXCLUSIVITY, exclusivity_differs, "another grade of exclusivity" },
  { PACT_FACET_PARTY, party_differs, "payer and payee change places" },
  { PACT_FACET_AMOUNT, amount_differs, "another figure" },
  { PACT_FACET_CAP, cap_differs, "a bound the term does not have" },
  { PACT_FACET_BASIS, basis_differs, "computed on something else" },
  { PACT_FACET_SCOPE, scope_differs, "a limit the term does not have" },
  { PACT_FACET_DURATION, duration_differs, "another time" },
  { PACT_FACET_CONDITION, condition_differs, "a condition the term does not have" },
  { PACT_FACET_POLARITY, polarity_differs, "ended or amended" },
};

PactFacets
pact_judge_sentence (const PactTermReading *term, const PactSentence *sentence, PactFlow flow,
                     char **ret_why)
{
  Judge judge = { term, term->sentence, sentence, flow, pact_act_read (sentence) };
  PactFacets facets = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].differs (&judge)) {
      pact_facets_add (&facets, questions[i].facet);
      if (*ret_why == NULL)
        *ret_why = g_strdup (questions[i].why);
    }
  return facets;
}

/* Rows */

static const char unchanged_cells[] =
    "unchanged|no change|not changed|same|as before|remains|remain|continues|in force|"
    "without change|does not change|none";
static const char ended_cells[] =
    "deleted|none|terminated|ended|removed|no longer|canceled|ends|not applicable|n / a|"
    "discontinued|waived|expired|falls away";

PactFacets
pact_judge_row (const PactTermReading *term, const char *row, char **ret_why)
{
  g_auto (GStrv) cells = g_strsplit (row, " | ", -1);
  guint n = g_strv_length (cells);
  PactFacets facets = { 0 };
  g_autoptr (PactSentence) before = NULL, after = NULL;
  Judge judge = { term, NULL, NULL, { 0, 0 }, PACT_ACT_NONE };

  if (n < 3)
    return facets;
  before = pact_sentence_new (cells[n - 2], -1);
  after = pact_sentence_new (cells[n - 1], -1);
  if (pact_tokens_same (before->reading->tokens, after->reading->tokens) ||
      (pact_sentence_says (after, unchanged_cells) && !pact_sentence_says (after, ended_cells)))
    return facets;
  judge.before = before;
  judge.after = after;
  if (pact_sentence_says (after, ended_cells))
    pact_facets_add (&facets, term->class & PACT_CLASS_EXCLUSIVITY ? PACT_FACET_EXCLUSIVITY
                              : is_bound (term)                    ? PACT_FACET_CAP
                                                                   : PACT_FACET_POLARITY);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].facet != PACT_FACET_POLARITY && questions[i].differs (&judge))
      pact_facets_add (&facets, questions[i].facet);
  if (facets.n == 0 && pact_has_fact (after->reading, PACT_FACT_DATE))
    pact_facets_add (&facets, PACT_FACET_DURATION);
  if (facets.n == 0)
    pact_facets_add (&facets,
                     term->class & PACT_CLASS_REVENUE ? PACT_FACET_AMOUNT : PACT_FACET_SCOPE);
  *ret_why = g_strdup_printf ("%s → %s", cells[n - 2], cells[n - 1]);
  return facets;
}
