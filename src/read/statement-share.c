/* Which share a line means: by who pays whom, by the figure, and by what the share is taken of. */
#include "read/statement-subject.h"

enum { SOURCE_REACH = 6 }; /* words after the revenue that say what it comes from */

/* Whether the direction of a line can be that of a term. */
static bool
may_flow (PactFlow owed, PactFlow said)
{
  if (owed.payer == 0 || owed.payee == 0)
    return true;
  return owed.payer != said.payee && owed.payee != said.payer;
}

/* Whether line and term name the same payer or the same payee. */
static bool
agree_in_flow (PactFlow owed, PactFlow said)
{
  return may_flow (owed, said) && ((said.payer != 0 && owed.payer == said.payer) ||
                                   (said.payee != 0 && owed.payee == said.payee));
}

bool
pact_is_only_one_meant (const PactSubject *subject, const PactStatementTerm *term)
{
  PactFlow said = subject->line->flow;
  guint possible = 0, agreeing = 0;

  for (guint t = 0; t < subject->statement->terms->len; t++) {
    const PactStatementTerm *other = pact_statement_term (subject->statement, t);

    if (other->judged.class != term->judged.class)
      continue;
    possible += may_flow (other->judged.flow, said);
    agreeing += agree_in_flow (other->judged.flow, said);
  }
  return agreeing > 0 ? agreeing == 1 && agree_in_flow (term->judged.flow, said)
                      : possible == 1 && may_flow (term->judged.flow, said);
}

bool
pact_same_figure (const PactStatementTerm *term, const PactStatementLine *line)
{
  const GArray *a = term->sentence->reading->facts, *b = line->sentence->reading->facts;

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++) {
      const PactFact *x = &g_array_index (a, PactFact, i), *y = &g_array_index (b, PactFact, j);

      if (x->kind == PACT_FACT_PERCENT && y->kind == PACT_FACT_PERCENT &&
          ABS (x->value - y->value) < 1e-6)
        return true;
    }
  return false;
}

bool
pact_is_told_by_figure (const PactSubject *subject, const PactStatementTerm *term)
{
  guint n = 0;

  for (guint t = 0; t < subject->statement->terms->len; t++)
    n += pact_same_figure (pact_statement_term (subject->statement, t), subject->line);
  return n == 1 && pact_same_figure (term, subject->line) && subject->novelty < PACT_NOVEL;
}

/* "22 % of", "a fifth of". */
static bool
is_part_of (const PactReading *reading, guint i)
{
  return pact_unit_is (reading, i + 1, "of") &&
         (pact_unit (reading, i)->sense == PACT_SENSE_FRACTION || pact_unit_is (reading, i, "%"));
}

bool
pact_tells_another_by_figure (const PactSubject *subject, const PactStatementTerm *term)
{
  guint n = 0;

  for (guint t = 0; t < subject->statement->terms->len; t++)
    n += pact_same_figure (pact_statement_term (subject->statement, t), subject->line);
  return n > 0 && !pact_same_figure (term, subject->line) &&
         (pact_has_fact (term->sentence->reading, PACT_FACT_PERCENT) ||
          pact_has_fact (term->sentence->reading, PACT_FACT_EQUAL_PARTS));
}

bool
pact_is_bare (const PactSubject *subject)
{
  return subject->line->class == 0 && g_hash_table_size (subject->own) == 0 &&
         pact_has_fact (subject->line->sentence->reading, PACT_FACT_PERCENT);
}

/* What a share is taken of: matter next to the revenue and after it. */
static GHashTable *
source_of (const PactStatement *statement, const PactReading *reading)
{
  GHashTable *source = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint n;

  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;
    guint from = i > 0 ? i - 1 : i;

    if (sense != PACT_SENSE_REVENUE && sense != PACT_SENSE_PROFIT && !is_part_of (reading, i))
      continue;
    for (guint at = from; at < reading->units->len && at <= i + SOURCE_REACH; at++)
      if (pact_is_matter (reading, at) && pact_parties_at (statement->parties, reading->tokens,
                                                           pact_unit (reading, at)->first, &n) < 0)
        g_hash_table_add (source, GUINT_TO_POINTER (pact_unit (reading, at)->key));
  }
  return source;
}

bool
pact_has_other_source (const PactSubject *subject, const PactStatementTerm *term)
{
  g_autoptr (GHashTable) owed = source_of (subject->statement, term->sentence->reading),
                         said = source_of (subject->statement, subject->line->sentence->reading);
  GHashTableIter iter;
  gpointer key;
  guint met = 0, novel = 0;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    met += g_hash_table_contains (owed, key);
    novel += pact_terms_with (subject->statement, key) == 0;
  }
  return subject->line->act == PACT_ACT_NONE && g_hash_table_size (owed) > 0 && novel > 0 &&
         2 * met <= g_hash_table_size (said) && !pact_same_figure (term, subject->line);
}
