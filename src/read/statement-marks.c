/* What marks a sentence of a statement in the light of one term: matter in common, who pays whom,
 * figures, whether it binds, what it does. statement-weigh.c says what each mark is worth. */
#include "read/statement-marks.h"

#include <math.h>

#include "read/compare.h"

/* A clause beside a term. */
typedef struct {
  const PactStatement *statement;
  const PactSubject *subject;
  const PactStatementLine *line;
  const PactStatementTerm *term;
  guint i, t;
  GHashTable *marks; /* name -> double */
} View;

static void G_GNUC_PRINTF (3, 4)
mark (GHashTable *marks, double value, const char *format, ...)
{
  va_list arguments;

  if (value == 0)
    return;
  va_start (arguments, format);
  g_hash_table_replace (marks, g_strdup_vprintf (format, arguments),
                        g_memdup2 (&value, sizeof value));
  va_end (arguments);
}

static double
value_of (GHashTable *marks, const char *name)
{
  const double *value = g_hash_table_lookup (marks, name);

  return value != NULL ? *value : 0;
}

static const char *
class_name (guint class)
{
  static const struct {
    guint class;
    const char *name;
  } names[] = {
    { PACT_CLASS_EXCLUSIVITY, "exclusivity" },
    { PACT_CLASS_BOUND, "bound" },
    { PACT_CLASS_REVENUE, "revenue" },
    { PACT_CLASS_LENGTH, "length" },
    { PACT_CLASS_EQUITY, "equity" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (class & names[i].class)
      return names[i].name;
  return "other";
}

static const char *
act_name (PactAct act)
{
  static const char *const names[] = { "none", "keeps", "changes", "ends", "extends" };

  return names[act];
}

/* Matter */

static double
ratio (guint part, guint whole)
{
  return whole > 0 ? (double) part / whole : 0;
}

static guint
shared_words (const View *view)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, view->subject->own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (view->term->matter, key);
  return n;
}

/* The likeness of line `i` to the other term that it is most like. */
static double
rival_of (const View *view)
{
  double best = 0;

  for (guint t = 0; t < view->statement->terms->len; t++)
    if (t != view->t)
      best = MAX (best, pact_statement_likeness (view->statement, view->i, t));
  return best;
}

static void
mark_matter (const View *view)
{
  const PactSubject *subject = view->subject;
  double like = pact_statement_likeness (view->statement, view->i, view->t);
  guint shared = shared_words (view);

  mark (view->marks, like, "like");
  mark (view->marks, like > 0 && like >= view->statement->most[view->t], "like-most");
  mark (view->marks, MAX (0, rival_of (view) - like), "like-another-more");
  for (guint n = 1; n <= 3; n++)
    mark (view->marks, shared >= n, "shares-%u", n);
  mark (view->marks, ratio (shared, g_hash_table_size (view->term->matter)), "shares-of-term");
  mark (view->marks, ratio (shared, g_hash_table_size (subject->own)), "shares-of-sentence");
  mark (view->marks, subject->novelty, "novelty");
  mark (view->marks, g_hash_table_size (subject->own) == 0, "no-matter");
  mark (view->marks, subject->leans, "leans");
  mark (view->marks, subject->strange, "strange");
}

/* Class, payer and payee */

static void
mark_class (const View *view)
{
  guint owed = view->term->judged.class, said = view->subject->class;
  bool only = (owed & said) != 0 && pact_is_only_one_meant (view->subject, view->term);

  mark (view->marks, 1, "class-%s", owed & said ? class_name (owed & said) : "another");
  mark (view->marks, said == 0, "class-none");
  mark (view->marks, only, "only-one-meant");
  mark (view->marks, only && view->subject->leans, "only-one-meant-leans");
  mark (view->marks, pact_has_other_source (view->subject, view->term), "other-source");
}

static void
mark_flow (const View *view)
{
  PactFlow owed = view->term->judged.flow, said = view->line->flow;

  if (owed.payer == 0 || owed.payee == 0)
    return;
  mark (view->marks, owed.payer == said.payer && owed.payee == said.payee, "flow-same");
  mark (view->marks, owed.payer == said.payer || owed.payee == said.payee, "flow-half");
  mark (view->marks, owed.payer == said.payee || owed.payee == said.payer, "flow-against");
}

/* Figures */

static bool
is_same_date (double a, double b)
{
  double day_a = fmod (a, 10000), day_b = fmod (b, 10000);

  return floor (a / 10000) == floor (b / 10000) && (day_a == day_b || day_a == 0 || day_b == 0);
}

static bool
is_same_value (PactFactKind kind, double a, double b)
{
  return kind == PACT_FACT_DATE ? is_same_date (a, b) : fabs (a - b) <= 0.001 * MAX (a, b);
}

static bool
states (const PactReading *reading, const PactFact *figure)
{
  for (guint i = 0; i < reading->facts->len; i++) {
    const PactFact *fact = &g_array_index (reading->facts, PactFact, i);

    if (fact->kind == figure->kind &&
        is_same_value ((PactFactKind) fact->kind, fact->value, figure->value))
      return true;
  }
  return false;
}

static void
mark_figures (const View *view)
{
  static const PactFactKind kinds[] = { PACT_FACT_PERCENT, PACT_FACT_MONEY, PACT_FACT_COUNT,
                                        PACT_FACT_DATE, PACT_FACT_SPAN };
  const PactReading *owed = view->term->sentence->reading, *said = view->line->sentence->reading;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    const char *name = pact_fact_kind_name (kinds[k]);
    bool owes = pact_has_fact (owed, kinds[k]), says = pact_has_fact (said, kinds[k]);
    bool met = false, unmet = false;

    for (guint i = 0; i < said->facts->len; i++) {
      const PactFact *fact = &g_array_index (said->facts, PactFact, i);

      met |= fact->kind == kinds[k] && states (owed, fact);
      unmet |= fact->kind == kinds[k] && !states (owed, fact);
    }
    mark (view->marks, owes && met, "%s-met", name);
    mark (view->marks, owes && unmet, "%s-unmet", name);
    mark (view->marks, owes && met && unmet, "%s-met-and-unmet", name);
    mark (view->marks, owes && !says, "%s-unsaid", name);
    mark (view->marks, !owes && says, "%s-added-%s", name, class_name (view->term->judged.class));
  }
  mark (view->marks, pact_is_told_by_figure (view->subject, view->term), "percentage-of-it-alone");
  mark (view->marks, pact_tells_another_by_figure (view->subject, view->term),
        "percentage-of-another");
  mark (view->marks, pact_is_bare (view->subject), "figure-alone");
}

/* Who speaks, of whom, and where */

/* Names in the sentence that are no party's and no term's. */
static guint
strangers_in (const PactStatement *statement, const PactStatementLine *line)
{
  const PactReading *reading = line->sentence->reading;
  guint n = 0, tokens;

  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    n += (unit->flags & PACT_TOKEN_CAPITAL) && !(unit->flags & PACT_TOKEN_STARTS) &&
         unit->kind == PACT_TOKEN_WORD && unit->concept == 0 &&
         pact_parties_at (statement->parties, reading->tokens, unit->first, &tokens) < 0 &&
         pact_terms_with (statement, GUINT_TO_POINTER (unit->key)) == 0;
  }
  return n;
}

/* The line before this one in its paragraph; NULL for none. */
static const PactStatementLine *
line_before (const View *view)
{
  const PactStatementLine *before =
      view->i > 0 ? pact_statement_line (view->statement, view->i - 1) : NULL;

  return before != NULL && before->passage.block == view->line->passage.block ? before : NULL;
}

static void
mark_parties (const View *view)
{
  const PactStatementLine *line = view->line, *before = line_before (view);
  guint strangers = strangers_in (view->statement, line);
  bool several = pact_party_set_is_several (line->named);

  mark (view->marks, several, "names-both");
  mark (view->marks, line->named != 0 && !several, "names-one");
  mark (view->marks, (line->named & ~view->statement->speaker) != 0, "names-other-party");
  mark (view->marks, pact_says_we (line->sentence), "says-we");
  mark (view->marks, pact_says_both (line->sentence), "says-both");
  mark (view->marks, !line->ours, "not-ours");
  mark (view->marks, strangers >= 1, "names-stranger");
  mark (view->marks, strangers >= 2, "names-strangers");
  mark (view->marks, strangers >= 1 && !several, "names-stranger-not-both");
  mark (view->marks,
        before != NULL && view->subject->leans && strangers_in (view->statement, before) > 0,
        "leans-on-stranger");
}

static void
mark_place (const View *view)
{
  const PactStatementLine *line = view->line, *before = line_before (view);
  guint question = line->question >= 0 ? (guint) line->question : 0;

  mark (view->marks, line->boilerplate, "boilerplate");
  mark (view->marks, line->older, "older");
  mark (view->marks, line->kind == PACT_BLOCK_HEADING, "heading");
  mark (view->marks, line->kind == PACT_BLOCK_TABLE_ROW, "row");
  mark (view->marks, line->kind == PACT_BLOCK_LIST_ITEM, "item");
  mark (view->marks, line->kind == PACT_BLOCK_QUOTE, "quote");
  mark (view->marks, line->sentence->reading->units->len < 6, "short");
  mark (view->marks, view->i == 0, "title");
  mark (view->marks, ratio (view->i, view->statement->lines->len), "position");
  if (line->question >= 0 &&
      pact_statement_line (view->statement, question)->mood == PACT_MOOD_QUESTION)
    mark (view->marks, pact_statement_likeness (view->statement, question, view->t),
          "question-like");
  if (before == NULL)
    return;
  mark (view->marks, before->mood == PACT_MOOD_OPEN, "after-open");
  mark (view->marks,
        view->subject->leans ? pact_statement_likeness (view->statement, view->i - 1, view->t) : 0,
        "leans-on-like");
}

/* Stance and facts */

static void
mark_stance (const View *view)
{
  static const char *const moods[] = { "binding", "open", "past", "question" };
  const PactSentence *sentence = view->line->sentence;
  const char *act = act_name (view->line->act);

  mark (view->marks, 1, "mood-%s", moods[view->line->mood]);
  mark (view->marks, 1, "act-%s", act);
  mark (view->marks, 1, "act-%s-%s", act, class_name (view->term->judged.class));
  mark (view->marks, pact_denies_agreement (sentence), "denies-agreement");
  mark (view->marks, pact_is_unbinding (sentence), "unbinding");
  mark (view->marks, pact_tells_growth (sentence), "growth");
  mark (view->marks, pact_keeps_the_rest (sentence), "keeps-the-rest");
  mark (view->marks, pact_ends_the_rest (sentence), "ends-the-rest");
  mark (view->marks, pact_joins_in (sentence), "joins-in");
}

static void
mark_facts (const View *view)
{
  const GArray *facts = view->line->sentence->reading->facts;

  for (guint i = 0; i < facts->len; i++) {
    const char *name =
        pact_fact_kind_name ((PactFactKind) g_array_index (facts, PactFact, i).kind);

    mark (view->marks, 1, "fact-%s", name);
    mark (view->marks, 1, "fact-%s-%s", name, class_name (view->term->judged.class));
  }
}

static void
mark_facets (const View *view)
{
  g_autofree char *why = NULL;
  PactFacets facets = pact_statement_judge (view->statement, view->term, view->line, &why);
  bool row = view->line->kind == PACT_BLOCK_TABLE_ROW;

  mark (view->marks, facets.n > 0, row ? "facets-of-row" : "facets");
  mark (view->marks, row && facets.n == 0, "row-kept");
}

/* Sentences */

/* Whether the clause could speak of the term at all. */
static bool
is_candidate (const View *view)
{
  const PactStatementLine *line = view->line;

  return pact_statement_likeness (view->statement, view->i, view->t) > 0 ||
         (view->subject->class & view->term->judged.class) != 0 || line->act != PACT_ACT_NONE ||
         (line->class & (PACT_CLASS_EXCLUSIVITY | PACT_CLASS_REVENUE)) != 0 ||
         pact_same_figure (view->term, line);
}

/* Of a sentence about all the rest, who or what it names beside says nothing of a term. */
static GHashTable *
marks_of_clause (const View *view)
{
  mark (view->marks, 1, "any");
  mark_matter (view);
  mark_class (view);
  mark_parties (view);
  mark_place (view);
  mark_stance (view);
  if (pact_keeps_the_rest (view->line->sentence) || pact_ends_the_rest (view->line->sentence))
    return view->marks;
  mark_flow (view);
  mark_figures (view);
  mark_facts (view);
  mark_facets (view);
  return view->marks;
}

/* Of the other clauses of a sentence counts what they do, be it by "also". */
static void
add_other_clause (GHashTable *marks, GHashTable *other)
{
  static const char *const kinds[] = { "act-", "mood-", "class-", "facets" };
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, other);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (g_str_has_prefix (name, kinds[k]))
        mark (marks, 1, "also-%s", (const char *) name);
  mark (marks, 1, "clauses");
}

static const double WORD = 0.5; /* what a word counts beside what is understood */

/* The words of a clause, without their endings; names are none. */
static void
mark_words (const PactStatementLine *line, GHashTable *marks)
{
  const PactTokens *tokens = line->sentence->reading->tokens;

  for (guint i = 0; i < tokens->tokens->len; i++) {
    const PactToken *token = pact_token (tokens, i);
    const char *text = pact_token_text (tokens, i);
    bool name = (token->flags & PACT_TOKEN_CAPITAL) && !(token->flags & PACT_TOKEN_STARTS);

    if (token->kind == PACT_TOKEN_WORD && !name)
      mark (marks, WORD, "says-%.*s", (int) pact_stem (text, token->length), text);
  }
}

/* The share of the words of both that both have, whatever they are. */
static double
wording_in_common (const PactTokens *a, const PactTokens *b)
{
  guint common = 0;

  for (guint i = 0; i < a->tokens->len; i++)
    for (guint j = 0; j < b->tokens->len; j++)
      if (pact_token (a, i)->key == pact_token (b, j)->key) {
        common++;
        break;
      }
  return (double) common / MAX (1, MAX (a->tokens->len, b->tokens->len));
}

static const double ALIKE = 0.75; /* share of all words in common */

/* A sentence in the words of the term is another wording of it, to be read as one. */
static void
mark_wording (const PactStatement *statement, guint first, guint n, const PactStatementTerm *term,
              GHashTable *marks)
{
  const PactTokens *owed = term->sentence->reading->tokens;
  g_autofree char *text = NULL;
  g_autoptr (PactReading) reading = NULL;
  g_auto (PactComparison) comparison = { 0 };
  guint words = 0;

  for (guint i = first; i < first + n; i++)
    words += pact_statement_line (statement, i)->sentence->reading->tokens->tokens->len;
  if (words < ALIKE * owed->tokens->len || owed->tokens->len < ALIKE * words)
    return;
  text = pact_statement_text (statement, pact_statement_line (statement, first));
  reading = pact_reading_new (text, -1);
  if (wording_in_common (owed, reading->tokens) < ALIKE)
    return;
  pact_readings_compare (term->sentence->reading, reading, &comparison);
  mark (marks, 1, comparison.verdict == PACT_VERDICT_CHANGED ? "wording-changed" : "wording-kept");
}

/* The clauses of a sentence as they stand to term `t`. */
static GArray *
views_of (const PactStatement *statement, guint first, guint n, guint t)
{
  GArray *views = g_array_new (FALSE, FALSE, sizeof (View));
  bool candidate = false;

  for (guint i = first; i < first + n; i++) {
    const View view = { statement, pact_statement_subject (statement, i),
                        pact_statement_line (statement, i), pact_statement_term (statement, t),
                        i, t, NULL };

    candidate |= is_candidate (&view);
    g_array_append_val (views, view);
  }
  if (!candidate)
    g_array_set_size (views, 0);
  return views;
}

GHashTable *
pact_statement_marks (const PactStatement *statement, guint first, guint n, guint t)
{
  g_autoptr (GArray) views = views_of (statement, first, n, t);
  g_autoptr (GPtrArray) clauses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  GHashTable *lead = NULL;

  for (guint v = 0; v < views->len; v++) {
    View *view = &g_array_index (views, View, v);

    view->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_ptr_array_add (clauses, marks_of_clause (view));
    if (lead == NULL || value_of (view->marks, "like") > value_of (lead, "like"))
      lead = view->marks;
  }
  if (lead == NULL)
    return NULL;
  for (guint c = 0; c < clauses->len; c++) {
    if (clauses->pdata[c] != lead)
      add_other_clause (lead, clauses->pdata[c]);
    mark_words (pact_statement_line (statement, first + c), lead);
  }
  mark_wording (statement, first, n, pact_statement_term (statement, t), lead);
  return g_hash_table_ref (lead);
}
