/* Questions about figures: percentages, sums, counts, bounds and dates. Leaving one out changes
 * nothing. */
#include <math.h>

#include "read/judge-facets.h"

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

/* The percentage that a fact states: "40 pence of each pound" is one too; -1 when it is none.
 * `by_hundred` as counts_by_hundred says. */
static double
percent_of (const PactReading *reading, const PactFact *fact, bool by_hundred)
{
  if (fact->kind == PACT_FACT_PERCENT)
    return fact->value;
  if (fact->kind == PACT_FACT_EQUAL_PARTS)
    return 50;
  return fact->kind == PACT_FACT_COUNT && ((by_hundred && fact->value != 100) ||
                                           pact_unit_is (reading, fact->unit + 1, "pence") ||
                                           pact_unit_is (reading, fact->unit + 1, "cents"))
             ? fact->value
             : -1;
}

static bool
has_percent (const PactReading *reading, double value)
{
  for (guint i = 0; i < reading->facts->len; i++)
    if (equal_values (percent_of (reading, pact_fact_at (reading, i), false), value))
      return true;
  return false;
}

/* Figures of the sentence against those of the term, of one kind. */
typedef struct {
  bool owed;       /* the term has any */
  bool met, unmet; /* the sentence has some that the term has, and some it does not */
} Figures;

/* Whether two counts are of one thing: "3 million shares" and "450,000 of the shares". */
static bool
count_one_thing (const PactJudge *judge, const PactFact *owed, const PactFact *said)
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
compare_figures (const PactJudge *judge, PactFactKind kind)
{
  const GArray *owed = judge->before->reading->facts, *said = judge->after->reading->facts;
  Figures figures = { 0 };

  for (guint o = 0; o < owed->len; o++)
    figures.owed |= pact_fact_at (judge->before->reading, o)->kind == kind;
  for (guint i = 0; i < said->len && figures.owed; i++) {
    const PactFact *fact = pact_fact_at (judge->after->reading, i);
    bool comparable = kind != PACT_FACT_COUNT || (judge->term->class & PACT_CLASS_EQUITY) != 0;
    bool met = false;

    if (fact->kind != kind)
      continue;
    for (guint o = 0; o < owed->len; o++) {
      const PactFact *other = pact_fact_at (judge->before->reading, o);

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
figures_differ (const PactJudge *judge, PactFactKind kind)
{
  Figures figures = compare_figures (judge, kind);

  return figures.unmet && !(figures.met && judge->act == PACT_ACT_KEEPS);
}

/* "More than half". */
static bool
is_vague (const PactReading *reading, const PactFact *fact)
{
  PactSense before =
      fact->unit > 0 ? (PactSense) pact_unit (reading, fact->unit - 1)->sense : PACT_SENSE_NONE;

  return before == PACT_SENSE_ABOVE || before == PACT_SENSE_BELOW;
}

/* Whether a term of the baseline states that percentage. */
static bool
is_owed (const PactTermReading *term, double percent)
{
  for (guint i = 0; term->shares != NULL && i < term->shares->len; i++)
    if (equal_values (g_array_index (term->shares, double, i), percent))
      return true;
  return false;
}

/* A percentage of the sentence that the term does not have, as it is or as the rest of it. */
static bool
percent_differs (const PactJudge *judge)
{
  const PactReading *after = judge->after->reading;
  bool by_hundred = counts_by_hundred (after), stated = pact_has_fact (after, PACT_FACT_PERCENT);
  bool met = false, unmet = false, anothers = false;

  for (guint i = 0; i < after->facts->len; i++) {
    double percent = percent_of (after, pact_fact_at (after, i), by_hundred);

    if (percent < 0 || (stated && pact_fact_at (after, i)->kind == PACT_FACT_EQUAL_PARTS) ||
        is_vague (after, pact_fact_at (after, i)))
      continue; /* "7% even of ..." */
    if (has_percent (judge->before->reading, percent) ||
        has_percent (judge->before->reading, 100 - percent))
      met = true;
    else if (is_owed (judge->term, percent))
      anothers = true;
    else
      unmet = true;
  }
  unmet |= anothers && !met;
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

bool
pact_amount_differs (const PactJudge *judge)
{
  static const char moves[] = "~double|~triple|~halve|~go up|~go down|went up|went down|~lower|"
                              "~raise|higher|~rise|rose|~fall|fell|~increase|~reduce|~decrease|"
                              "~cut|~grow|~climb|~drop";

  if (pact_is_bound (judge->term))
    return false;
  if ((judge->term->class & (PACT_CLASS_REVENUE | PACT_CLASS_EQUITY)) && percent_differs (judge))
    return true;
  if ((judge->act == PACT_ACT_CHANGES || judge->act == PACT_ACT_ENDS) &&
      has_figure (judge->before->reading) && pact_sentence_affirms (judge->after, moves))
    return true;
  return figures_differ (judge, PACT_FACT_COUNT) || figures_differ (judge, PACT_FACT_MONEY);
}

bool
pact_keeps_figure (const PactJudge *judge)
{
  for (guint i = 0; judge->act == PACT_ACT_KEEPS && i < judge->after->reading->facts->len; i++)
    if (pact_fact_at (judge->after->reading, i)->kind == PACT_FACT_PERCENT &&
        has_percent (judge->before->reading, pact_fact_at (judge->after->reading, i)->value))
      return true;
  return false;
}

bool
pact_cap_differs (const PactJudge *judge)
{
  static const PactFactKind bounds[] = { PACT_FACT_AT_MOST, PACT_FACT_AT_LEAST };

  if (!(judge->term->class & PACT_CLASS_REVENUE))
    return false;
  if (pact_is_bound (judge->term))
    return judge->act == PACT_ACT_ENDS || judge->act == PACT_ACT_CHANGES ||
           figures_differ (judge, PACT_FACT_MONEY) || figures_differ (judge, PACT_FACT_COUNT);
  if (judge->act == PACT_ACT_ENDS && pact_has_fact (judge->after->reading, PACT_FACT_MONEY))
    return true; /* "ceases once it has amounted to $5 million" */
  for (guint b = 0; b < G_N_ELEMENTS (bounds); b++)
    if (pact_has_fact (judge->after->reading, bounds[b]) &&
        !pact_has_fact (judge->before->reading, bounds[b]))
      return true;
  return false;
}

static gint64
year_of (const PactFact *fact)
{
  return (gint64) fact->value / 10000;
}

gint64
pact_last_year (const PactReading *reading)
{
  gint64 last = 0;

  for (guint i = 0; i < reading->facts->len; i++)
    if (pact_fact_at (reading, i)->kind == PACT_FACT_DATE)
      last = MAX (last, year_of (pact_fact_at (reading, i)));
  return last;
}

static bool
states_year (const PactReading *reading, gint64 year)
{
  for (guint i = 0; i < reading->facts->len; i++)
    if (pact_fact_at (reading, i)->kind == PACT_FACT_DATE &&
        year_of (pact_fact_at (reading, i)) == year)
      return true;
  return false;
}

/* Another end: a later one, or one instead of that of the term. */
static bool
length_differs (const PactJudge *judge)
{
  gint64 before = pact_last_year (judge->before->reading),
         after = pact_last_year (judge->after->reading);
  bool same = states_year (judge->after->reading, before);

  if (after == 0)
    return judge->act == PACT_ACT_EXTENDS;
  if (before == 0)
    return judge->act != PACT_ACT_KEEPS;
  return after > before || !same;
}

/* A date or span that the term has too, but another. Where the length of the agreement is a term
 * of its own, dates beside other terms only count when those name one. */
bool
pact_duration_differs (const PactJudge *judge)
{
  gint64 before = pact_last_year (judge->before->reading),
         after = pact_last_year (judge->after->reading);

  if (judge->term->class & PACT_CLASS_LENGTH)
    return length_differs (judge);
  if (figures_differ (judge, PACT_FACT_SPAN))
    return true;
  if (before != 0)
    return after != 0 && !states_year (judge->after->reading, before);
  return !judge->term->length_apart && after != 0 &&
         pact_has_fact (judge->after->reading, PACT_FACT_UNTIL);
}
