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
  static const char exclusive_words[] =
      "exclusive|monopoly|restriction|restrictions|exclusivity|lock - in";
  PactFactKind before = rung_of (judge->before->reading, true);
  PactFactKind after = rung_of (judge->after->reading, true);
  bool keeps = judge->act == PACT_ACT_KEEPS;

  if (!(judge->term->class & PACT_CLASS_EXCLUSIVITY))
    return judge->term->class == 0 && pact_joins_in (judge->after) &&
           (before != PACT_FACT_NONE ||
            pact_sentence_says (judge->before, "~reserve|~dedicate"));
  if (before == PACT_FACT_NONE)
    before = PACT_FACT_EXCLUSIVE; /* its topic says so: "all pumps from Wexcombe" */
  if (judge->act == PACT_ACT_ENDS)
    return after != PACT_FACT_NONE || pact_sentence_says (judge->after, exclusive_words) ||
           pact_joins_in (judge->after);
  if (before == PACT_FACT_EXCLUSIVE && after == PACT_FACT_NONE && !keeps && divides (judge))
    return true;
  if (before >= PACT_FACT_OFFERED && !keeps &&
      (pact_joins_in (judge->after) ||
       rung_of (judge->after->reading, false) == PACT_FACT_NONEXCLUSIVE))
    return true;
  return after != PACT_FACT_NONE && after != before && !(keeps && after == PACT_FACT_EXCLUSIVE);
}

static bool
equal_values (double a, double b)
{
  return fabs (a - b) <= 0.001 * MAX (fabs (a), fabs (b));
}

/* "Out of every hundred crowns": then counts are percentages. */
static bool
counts_by_hundred (const PactReading *reading)
{
  for (guint i = 1; i < reading->units->len; i++)
    if (pact_unit (reading, i)->kind == PACT_TOKEN_NUMBER && pact_unit (reading, i)->value == 100 &&
        (pact_unit_is (reading, i - 1, "every") || pact_unit_is (reading, i - 1, "each")))
      return true;
  return false;
}

/* The percentage that a fact states: "40 pence of each pound" is one too; -1 when it is none. */
static double
percent_of (const PactReading *reading, const PactFact *fact)
{
  if (fact->kind == PACT_FACT_PERCENT)
    return fact->value;
  if (fact->kind == PACT_FACT_EQUAL_PARTS)
    return 50;
  if (fact->kind != PACT_FACT_COUNT)
    return -1;
  return pact_unit_is (reading, fact->unit + 1, "pence") ||
                 pact_unit_is (reading, fact->unit + 1, "cents") ||
                 (counts_by_hundred (reading) && fact->value != 100)
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

/* Whether the term is a ceiling or a floor: then all that is done to it is done to that. */
static bool
is_bound (const PactTermReading *term)
{
  return (term->class & PACT_CLASS_BOUND) != 0;
}

/* Figures of the sentence against those of the term, of one kind. */
typedef struct {
  bool owed;       /* the term has any */
  bool met, unmet; /* the sentence has some that the term has, and some it does not */
} Figures;

/* Whether two counts are of one thing: "3 million shares" and "450,000 of the shares". */
static bool
count_one_thing (const Judge *judge, const PactFact *owed, const PactFact *said)
{
  enum { THING_REACH = 4 };

  for (guint i = 1; i <= THING_REACH && owed->unit + i < judge->before->reading->units->len; i++)
    for (guint j = 1; j <= THING_REACH && said->unit + j < judge->after->reading->units->len; j++) {
      const PactUnit *x = pact_unit (judge->before->reading, owed->unit + i),
                     *y = pact_unit (judge->after->reading, said->unit + j);

      if (x->key == y->key && (x->sense == PACT_SENSE_NONE || x->sense == PACT_SENSE_WORD ||
                               x->sense == PACT_SENSE_SHARE))
        return true;
    }
  return false;
}

static Figures
compare_figures (const Judge *judge, PactFactKind kind)
{
  const GArray *owed = judge->before->reading->facts, *said = judge->after->reading->facts;
  Figures figures = { 0 };

  for (guint o = 0; o < owed->len; o++)
    figures.owed |= fact_at (judge->before->reading, o)->kind == kind;
  for (guint i = 0; i < said->len && figures.owed; i++) {
    const PactFact *fact = fact_at (judge->after->reading, i);
    bool comparable = kind != PACT_FACT_COUNT, met = false;

    if (fact->kind != kind)
      continue;
    for (guint o = 0; o < owed->len; o++) {
      const PactFact *other = fact_at (judge->before->reading, o);

      if (other->kind != kind)
        continue;
      comparable |= count_one_thing (judge, other, fact);
      met |= equal_values (other->value, fact->value);
    }
    figures.met |= comparable && met;
    figures.unmet |= comparable && !met;
  }
  return figures;
}

/* Whether the figures of a kind are no longer those of the term: "from 3 to 4 years". */
static bool
figures_differ (const Judge *judge, PactFactKind kind)
{
  Figures figures = compare_figures (judge, kind);

  return figures.unmet && !(figures.met && judge->act == PACT_ACT_KEEPS);
}

/* A percentage of the sentence that the term does not have, as it is or as the rest of it. */
static bool
percent_differs (const Judge *judge)
{
  bool met = false, unmet = false;

  for (guint i = 0; i < judge->after->reading->facts->len; i++) {
    double percent = percent_of (judge->after->reading, fact_at (judge->after->reading, i));

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
  return unmet && !(met && judge->act == PACT_ACT_KEEPS);
}

static bool
has_figure (const PactReading *reading)
{
  return pact_has_fact (reading, PACT_FACT_PERCENT) || pact_has_fact (reading, PACT_FACT_MONEY) ||
         pact_has_fact (reading, PACT_FACT_COUNT) || pact_has_fact (reading, PACT_FACT_EQUAL_PARTS);
}

static bool
amount_differs (const Judge *judge)
{
  static const char moves[] = "~double|~triple|~halve|~go up|~go down|went up|went down|~lower|"
                              "~raise|higher|~rise|rose|~fall|fell|~increase|~reduce|~decrease|"
                              "~cut|~grow|~climb|~drop";

  if (is_bound (judge->term))
    return false;
  if ((judge->term->class & (PACT_CLASS_REVENUE | PACT_CLASS_EQUITY)) && percent_differs (judge))
    return true;
  if ((judge->act == PACT_ACT_CHANGES || judge->act == PACT_ACT_ENDS) &&
      has_figure (judge->before->reading) && pact_sentence_affirms (judge->after, moves))
    return true;
  return figures_differ (judge, PACT_FACT_COUNT) || figures_differ (judge, PACT_FACT_MONEY);
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

static bool
cap_differs (const Judge *judge)
{
  static const PactFactKind bounds[] = { PACT_FACT_AT_MOST, PACT_FACT_AT_LEAST };

  if (!(judge->term->class & PACT_CLASS_REVENUE))
    return false;
  if (is_bound (judge->term))
    return judge->act == PACT_ACT_ENDS || judge->act == PACT_ACT_CHANGES ||
           figures_differ (judge, PACT_FACT_MONEY) || figures_differ (judge, PACT_FACT_COUNT);
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

static bool
says_year (const PactReading *reading)
{
  for (guint i = 0; i < reading->facts->len; i++)
    if (fact_at (reading, i)->kind == PACT_FACT_DATE && year_of (fact_at (reading, i)) > 0)
      return true;
  return false;
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
    return (judge->act == PACT_ACT_EXTENDS && !(same && !other)) ||
           (old_dated ? other && (!same || judge->act == PACT_ACT_CHANGES)
                      : judge->act != PACT_ACT_KEEPS && other);
  if (figures_differ (judge, PACT_FACT_SPAN))
    return true;
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
      "only if|only when|only with|only after|only once|only where|conditional on|depends on";

  if (pact_sentence_says (judge->before, conditions))
    return pact_sentence_says (judge->after, "whether|regardless|condition|unconditionally");
  return (pact_sentence_says (judge->after, conditions) ||
          g_str_has_prefix (judge->after->words, "should ")) &&
         !pact_sentence_says (judge->after, "if you"); /* "if you see one, it is ours" */
}

/* Whether the sentence names one of two that the term joins: "in Wales and Cornwall". */
static bool
takes_a_part (const Judge *judge)
{
  const PactReading *before = judge->before->reading, *after = judge->after->reading;

  for (guint i = 1; i + 1 < before->units->len; i++) {
    bool said[2] = { false, false };

    if (pact_unit (before, i)->sense != PACT_SENSE_AND)
      continue;
    for (guint side = 0; side < 2; side++)
      for (guint a = 0; a < after->units->len; a++)
        said[side] |= pact_unit (after, a)->key == pact_unit (before, i - 1 + 2 * side)->key;
    if (said[0] != said[1])
      return true;
  }
  return false;
}

/* "In pubs with more than twelve taps", before others are let in: only there. */
static bool
opens_in_part (const Judge *judge)
{
  const PactReading *after = judge->after->reading;

  return (judge->term->class & PACT_CLASS_EXCLUSIVITY) && pact_joins_in (judge->after) &&
         after->units->len > 1 && pact_unit (after, 0)->sense == PACT_SENSE_PREPOSITION &&
         pact_unit (after, 0)->value != 3 && pact_unit (after, 1)->sense != PACT_SENSE_TIME &&
         pact_unit (after, 1)->kind != PACT_TOKEN_NUMBER;
}

static bool
says_place (const PactReading *reading, const PactUnit *place)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == PACT_SENSE_PLACE &&
        (place == NULL || pact_unit (reading, i)->key == place->key))
      return true;
  return false;
}

/* "In France too", of a term for Spain. */
static bool
adds_a_place (const Judge *judge)
{
  const PactReading *before = judge->before->reading, *after = judge->after->reading;

  if (!says_place (before, NULL))
    return false;
  for (guint i = 0; i < after->units->len; i++)
    if (pact_unit (after, i)->sense == PACT_SENSE_PLACE &&
        !says_place (before, pact_unit (after, i)))
      return true;
  return false;
}

static bool
scope_differs (const Judge *judge)
{
  static const char limits[] =
      "only in|only for|only at|only on|limited to|restricted to|except|except for|"
      "with the exception of|no longer all|other than|now also|extended to|expanded to|widened to|"
      "narrowed to|now covers|now cover|now includes|now include";
  static const char reaches[] = "~extend to|~cover|~apply to|~reach to|~include";
  bool acts = judge->act != PACT_ACT_NONE && judge->act != PACT_ACT_KEEPS;

  if (judge->term->class & PACT_CLASS_LENGTH)
    return false;
  if ((acts && takes_a_part (judge)) || opens_in_part (judge) || adds_a_place (judge))
    return true;
  if (acts && (judge->term->class & PACT_CLASS_EXCLUSIVITY) &&
      (judge->act == PACT_ACT_EXTENDS || pact_sentence_says (judge->after, reaches)))
    return true;
  return pact_sentence_says (judge->after, limits) && !pact_sentence_says (judge->before, limits);
}

/* "It will not carry them", of what the term lets it do. */
static bool
is_forbidden (const Judge *judge)
{
  static const char forbids[] = "may not|must not|can not|cannot|not allowed|not permitted";

  return judge->act == PACT_ACT_NONE && !(judge->term->class & PACT_CLASS_EXCLUSIVITY) &&
         pact_sentence_says (judge->after, forbids) && !pact_sentence_says (judge->before, forbids);
}

static bool
polarity_differs (const Judge *judge)
{
  static const char over[] = "ended|terminated|canceled|is over|expired|to an end|no longer";
  static const char due[] = "as planned|as agreed|as foreseen|always";

  if (judge->term->class & PACT_CLASS_LENGTH) /* that it "ends" is what its term says */
    return judge->act == PACT_ACT_ENDS &&
           (pact_sentence_says (judge->after, over) ||
            (!says_year (judge->after->reading) && !pact_sentence_says (judge->after, due)));
  if (is_bound (judge->term))
    return false;
  if ((judge->term->class & PACT_CLASS_EXCLUSIVITY) && pact_joins_in (judge->after) &&
      pact_has_fact (judge->before->reading, PACT_FACT_NEGATED))
    return true;
  return judge->act == PACT_ACT_ENDS || is_forbidden (judge);
}

/* What it touches where the sentence only says that something changes. */
static PactFacet
facet_of_class (guint class)
{
  return class & PACT_CLASS_BOUND     ? PACT_FACET_CAP
         : class & PACT_CLASS_REVENUE ? PACT_FACET_AMOUNT
                                      : PACT_FACET_SCOPE;
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
  { PACT_FACET_POLARITY, polarity_differs, "ended or not allowed" },
};

PactFacets
pact_judge_sentence (const PactTermReading *term, const PactSentence *sentence, PactAct act,
                     PactFlow flow, char **ret_why)
{
  Judge judge = { term, term->sentence, sentence, flow, act };
  PactFacets facets = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].differs (&judge)) {
      pact_facets_add (&facets, questions[i].facet);
      if (*ret_why == NULL)
        *ret_why = g_strdup (questions[i].why);
    }
  if (facets.n == 0 && act == PACT_ACT_CHANGES && !(term->class & PACT_CLASS_LENGTH)) {
    pact_facets_add (&facets, facet_of_class (term->class));
    *ret_why = g_strdup ("amended");
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
pact_judge_row (const PactTermReading *term, const PactParties *parties, const char *row,
                char **ret_why)
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
  if (pact_sentence_says (after, ended_cells) || g_str_has_prefix (after->words, "no "))
    pact_facets_add (&facets, term->class & PACT_CLASS_EXCLUSIVITY ? PACT_FACET_EXCLUSIVITY
                              : is_bound (term)                    ? PACT_FACET_CAP
                                                                   : PACT_FACET_POLARITY);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (questions[i].facet != PACT_FACET_POLARITY && questions[i].differs (&judge))
      pact_facets_add (&facets, questions[i].facet);
  if ((term->class & PACT_CLASS_EXCLUSIVITY) && rung_of (before->reading, true) != PACT_FACT_NONE &&
      rung_of (after->reading, true) == PACT_FACT_NONE)
    pact_facets_add (&facets, PACT_FACET_EXCLUSIVITY);
  if (pact_parties_in (parties, before->reading->tokens) !=
      pact_parties_in (parties, after->reading->tokens))
    pact_facets_add (&facets, PACT_FACET_PARTY);
  if (facets.n == 0 && pact_has_fact (after->reading, PACT_FACT_DATE))
    pact_facets_add (&facets, PACT_FACET_DURATION);
  if (facets.n == 0)
    pact_facets_add (&facets, facet_of_class (term->class));
  *ret_why = g_strdup_printf ("%s → %s", cells[n - 2], cells[n - 1]);
  return facets;
}
