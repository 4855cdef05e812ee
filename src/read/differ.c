/* Facts against facts, whatever the words around them: the judge of rewritten passages. */
#include <math.h>

#include "read/clause.h"

/* Kinds in which a fact of one side must be met by one of the other, because leaving it out says
 * something; other kinds only count where both sides have facts of the facet and they disagree. */
static const bool must_meet[PACT_N_FACTS] = {
  [PACT_FACT_NONEXCLUSIVE] = true, [PACT_FACT_PERCENT] = true,   [PACT_FACT_POINTS] = true,
  [PACT_FACT_MONEY] = true,        [PACT_FACT_DATE] = true,      [PACT_FACT_SPAN] = true,
  [PACT_FACT_INITIALLY] = true,    [PACT_FACT_PERPETUAL] = true, [PACT_FACT_AS_A_RULE] = true,
  [PACT_FACT_INTENTION] = true,    [PACT_FACT_PROFIT] = true,    [PACT_FACT_NET] = true,
  [PACT_FACT_GROSS] = true,
};

typedef struct {
  const PactReading *old_reading, *new_reading;
  PactFacets facets;
  char *why;
} Differ;

static const PactFact *
fact_at (const PactReading *reading, guint i)
{
  return &g_array_index (reading->facts, PactFact, i);
}

static bool
equal_values (double a, double b)
{
  return fabs (a - b) <= 0.02 * MAX (fabs (a), fabs (b));
}

/* "2027" meets "30 June 2027": a date may leave its parts open. */
static bool
equal_dates (double a, double b)
{
  gint64 x = (gint64) a, y = (gint64) b;

  return (x / 10000 == y / 10000 || x / 10000 == 0 || y / 10000 == 0) &&
         (x / 100 % 100 == y / 100 % 100 || x / 100 % 100 == 0 || y / 100 % 100 == 0) &&
         (x % 100 == y % 100 || x % 100 == 0 || y % 100 == 0);
}

/* Whether `fact` is stated on the other side, as it is or in other terms: 85% kept is 15% given. */
static bool
is_met (const PactFact *fact, const PactReading *other)
{
  for (guint i = 0; i < other->facts->len; i++) {
    const PactFact *match = fact_at (other, i);
    bool percents = fact->kind == PACT_FACT_PERCENT &&
                    (match->kind == PACT_FACT_PERCENT || match->kind == PACT_FACT_EQUAL_PARTS);

    if (percents && (equal_values (fact->value, match->value) || equal_values (fact->value, 100 - match->value)))
      return true;
    if (fact->kind == PACT_FACT_DATE && match->kind == PACT_FACT_DATE && equal_dates (fact->value, match->value))
      return true;
    if (fact->kind == match->kind && fact->kind != PACT_FACT_DATE && equal_values (fact->value, match->value))
      return true;
  }
  return false;
}

static void
note (Differ *differ, PactFacet facet, const char *old_words, const char *new_words)
{
  pact_facets_add (&differ->facets, facet);
  if (differ->why == NULL)
    differ->why = g_strdup_printf ("%s -> %s", old_words, new_words);
}

static void
compare_figures (Differ *differ, const PactReading *from, const PactReading *to, bool old_side)
{
  for (guint i = 0; i < from->facts->len; i++) {
    const PactFact *fact = fact_at (from, i);
    g_autofree char *words = NULL;

    if (!must_meet[fact->kind] || is_met (fact, to))
      continue;
    words = g_strdup_printf ("%s %g", pact_fact_kind_name (fact->kind), fact->value);
    note (differ, fact->facet, old_side ? words : "(nothing)", old_side ? "(nothing)" : words);
  }
}

/* The strongest rung on the scale of exclusivity; NONE without one. */
static PactFactKind
rung (const PactReading *reading)
{
  PactFactKind strongest = PACT_FACT_NONE;

  for (guint i = 0; i < reading->facts->len; i++)
    if (fact_at (reading, i)->facet == PACT_FACET_EXCLUSIVITY)
      strongest = MAX (strongest, (PactFactKind) fact_at (reading, i)->kind);
  return strongest;
}

static bool
has (const PactReading *reading, PactFactKind kind)
{
  for (guint i = 0; i < reading->facts->len; i++)
    if (fact_at (reading, i)->kind == kind)
      return true;
  return false;
}

static void
compare_rungs (Differ *differ)
{
  PactFactKind before = rung (differ->old_reading), after = rung (differ->new_reading);

  if (before != after && before != PACT_FACT_NONE && after != PACT_FACT_NONE)
    note (differ, PACT_FACET_EXCLUSIVITY, pact_fact_kind_name (before), pact_fact_kind_name (after));
}

bool
pact_clause_differ (const PactReading *old_reading, const PactReading *new_reading,
                    PactFacets *ret_facets, char **ret_why)
{
  Differ differ = { old_reading, new_reading, { 0 }, NULL };

  compare_rungs (&differ);
  compare_figures (&differ, old_reading, new_reading, true);
  compare_figures (&differ, new_reading, old_reading, false);
  if (has (old_reading, PACT_FACT_AT_MOST) != has (new_reading, PACT_FACT_AT_MOST) &&
      has (old_reading, PACT_FACT_AT_LEAST) != has (new_reading, PACT_FACT_AT_LEAST))
    note (&differ, PACT_FACET_CAP, has (old_reading, PACT_FACT_AT_MOST) ? "at most" : "at least",
          has (new_reading, PACT_FACT_AT_MOST) ? "at most" : "at least");
  if (differ.facets.n == 0)
    return false;
  *ret_facets = differ.facets;
  if (ret_why != NULL)
    *ret_why = g_steal_pointer (&differ.why);
  g_free (differ.why);
  return true;
}
