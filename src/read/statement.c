/* A whole statement against a baseline. Each sentence is marked in the light of each term; fitted
 * weights say how likely it decides that term, whether it then changes it, and whether it is a
 * commitment of its own. The likeliest of changed, reaffirmed and not mentioned is the verdict. */
#include "read/statement-marks.h"

#include <math.h>
#include <string.h>

#include "pactwatch/read.h"
#include "read/classify.h"
#include "read/statement-weights.h"

/* A sentence as it stands to a term: scores as log-odds, -INFINITY where it has nothing to do. */
typedef struct {
  double relevance, change, novelty;
} Score;

/* The sentences of a statement, and their scores sentence by sentence, term by term. */
typedef struct {
  const PactStatement *statement;
  GArray *first; /* guint, the line at which each sentence begins */
  Score *scores;
  int kept, ended; /* the line that says so of whatever else is agreed; -1 for none */
} Weighed;

/* What a term's evidence says. */
typedef struct {
  int line; /* -1 for none */
  bool changed;
} Evidence;

static const PactMarkWeight *
weight_of (const char *name)
{
  guint low = 0, high = pact_n_mark_weights;

  while (low < high) {
    guint middle = (low + high) / 2;
    int order = strcmp (name, pact_mark_weights[middle].name);

    if (order == 0)
      return &pact_mark_weights[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

static Score
score_of (GHashTable *marks)
{
  Score score = { 0 };
  GHashTableIter iter;
  gpointer name, value;

  if (marks == NULL)
    return (Score){ -INFINITY, 0, -INFINITY };
  g_hash_table_iter_init (&iter, marks);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    const PactMarkWeight *weight = weight_of (name);

    if (weight == NULL)
      continue;
    score.relevance += weight->relevance * *(double *) value;
    score.change += weight->change * *(double *) value;
    score.novelty += weight->novelty * *(double *) value;
  }
  return score;
}

static const Score *
score_at (const Weighed *weighed, guint s, guint t)
{
  return &weighed->scores[s * weighed->statement->terms->len + t];
}

/* The first line that says something of whatever else is agreed; -1 for none. */
static int
find_rest (const PactStatement *statement, bool (*says) (const PactSentence *))
{
  for (guint i = 0; i < statement->lines->len; i++) {
    const PactStatementLine *line = pact_statement_line (statement, i);

    if (line->mood == PACT_MOOD_BINDING && line->ours && says (line->sentence))
      return (int) i;
  }
  return -1;
}

static void
weigh (Weighed *weighed, const PactStatement *statement)
{
  guint n = statement->terms->len;

  weighed->statement = statement;
  weighed->kept = find_rest (statement, pact_keeps_the_rest);
  weighed->ended = find_rest (statement, pact_ends_the_rest);
  weighed->first = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < statement->lines->len; i += pact_statement_clauses (statement, i))
    g_array_append_val (weighed->first, i);
  weighed->scores = g_new0 (Score, weighed->first->len * n + 1);
  for (guint s = 0; s < weighed->first->len; s++)
    for (guint t = 0; t < n; t++) {
      guint first = g_array_index (weighed->first, guint, s);
      g_autoptr (GHashTable) marks = pact_statement_marks (
          statement, first, pact_statement_clauses (statement, first), t);

      weighed->scores[s * n + t] = score_of (marks);
    }
}

static void
weighed_clear (Weighed *weighed)
{
  g_array_unref (weighed->first);
  g_free (weighed->scores);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Weighed, weighed_clear)

static double
likelihood (double odds)
{
  return 1 / (1 + exp (-odds));
}

/* Verdicts */

/* The sentences of a statement share the chance to be the one that decides term `t` with the chance
 * that none does. */
static Evidence
find_evidence (const Weighed *weighed, guint t)
{
  double all[2] = { 0, 0 }, best[2] = { 0, 0 };
  int line[2] = { -1, -1 };
  bool changed;

  for (guint s = 0; s < weighed->first->len; s++) {
    const Score *score = score_at (weighed, s, t);
    double share = exp (score->relevance), change = likelihood (score->change);
    double part[2] = { share * (1 - change), share * change };

    for (guint c = 0; c < 2; c++) {
      all[c] += part[c];
      if (part[c] > best[c]) {
        best[c] = part[c];
        line[c] = (int) g_array_index (weighed->first, guint, s);
      }
    }
  }
  changed = all[1] > all[0];
  if (exp (pact_mark_none) >= all[changed])
    return (Evidence){ -1, false };
  return (Evidence){ line[changed], changed };
}

PactFacets
pact_statement_judge (const PactStatement *statement, const PactStatementTerm *term,
                      const PactStatementLine *line, char **ret_why)
{
  if (line->kind == PACT_BLOCK_TABLE_ROW) {
    g_autofree char *row = pact_statement_text (statement, line);

    if (strstr (row, " | ") != NULL)
      return pact_judge_row (&term->judged, statement->parties, row, ret_why);
  }
  return pact_judge_sentence (&term->judged, line->sentence, line->act, line->flow, ret_why);
}

/* The facets that the clauses of the sentence at line `first` change; where the readers see none,
 * what a term of its class is about. */
static PactFacets
facets_of (const PactStatement *statement, const PactStatementTerm *term, guint first,
           char **ret_why)
{
  static const struct {
    guint class;
    PactFacet facet;
  } about[] = {
    { PACT_CLASS_EXCLUSIVITY, PACT_FACET_EXCLUSIVITY },
    { PACT_CLASS_BOUND, PACT_FACET_CAP },
    { PACT_CLASS_REVENUE, PACT_FACET_AMOUNT },
    { PACT_CLASS_LENGTH, PACT_FACET_DURATION },
    { PACT_CLASS_EQUITY, PACT_FACET_AMOUNT },
  };
  PactFacets facets = { 0 };

  for (guint i = first; i < first + pact_statement_clauses (statement, first); i++) {
    g_autofree char *why = NULL;
    PactFacets more =
        pact_statement_judge (statement, term, pact_statement_line (statement, i), &why);

    for (guint f = 0; f < more.n; f++)
      pact_facets_add (&facets, (PactFacet) more.facet[f]);
    if (*ret_why == NULL)
      *ret_why = g_steal_pointer (&why);
  }
  for (guint a = 0; a < G_N_ELEMENTS (about) && facets.n == 0; a++)
    if (term->judged.class & about[a].class)
      pact_facets_add (&facets, about[a].facet);
  if (facets.n == 0)
    pact_facets_add (&facets, PACT_FACET_SCOPE);
  return facets;
}

static PactFinding *
finding_new (const PactBaseline *baseline, const PactStatement *statement, const char *term,
             PactVerdict verdict, int line)
{
  PactFinding *finding = pact_finding_new ();

  finding->baseline = g_strdup (baseline->name);
  finding->term = g_strdup (term);
  finding->verdict = verdict;
  if (line >= 0)
    finding->new_text =
        pact_statement_text (statement, pact_statement_line (statement, (guint) line));
  return finding;
}

/* What the statement says of term `t`; of a term of which it says nothing, what it says of the
 * rest. */
static PactFinding *
judge_term (const PactBaseline *baseline, const Weighed *weighed, guint t)
{
  const PactStatement *statement = weighed->statement;
  const PactStatementTerm *term = pact_statement_term (statement, t);
  Evidence evidence = find_evidence (weighed, t);
  bool ended = evidence.line < 0 && weighed->ended >= 0;
  PactFinding *finding;

  if (evidence.line < 0)
    evidence = (Evidence){ ended ? weighed->ended : weighed->kept, ended };
  finding = finding_new (baseline, statement, term->term->name,
                         evidence.line < 0  ? PACT_VERDICT_NOT_MENTIONED
                         : evidence.changed ? PACT_VERDICT_CHANGED
                                            : PACT_VERDICT_REAFFIRMED,
                         evidence.line);
  finding->topic = g_strdup (term->term->topic);
  finding->old_text = g_strdup (term->wording->text);
  if (ended)
    pact_facets_add (&finding->facets, PACT_FACET_POLARITY);
  else if (evidence.changed)
    finding->facets = facets_of (statement, term, (guint) evidence.line, &finding->why);
  return finding;
}

/* New commitments */

/* The term that sentence `s` is most about. */
static guint
nearest_term (const Weighed *weighed, guint s)
{
  guint best = 0;

  for (guint t = 1; t < weighed->statement->terms->len; t++)
    if (score_at (weighed, s, t)->relevance > score_at (weighed, s, best)->relevance)
      best = t;
  return best;
}

static PactTopic
topic_of (const PactStatement *statement, guint first)
{
  const PactStatementLine *line = pact_statement_line (statement, first);
  PactSpan span = line->passage.span;
  PactTopic topic = pact_classify_leading (statement->document->text + span.start,
                                           (gssize) (span.end - span.start));

  if (topic != 0)
    return topic;
  return line->class & PACT_CLASS_REVENUE ? PACT_TOPIC_REVENUE_SHARE : PACT_TOPIC_EXCLUSIVITY;
}

static void
add_new (const PactBaseline *baseline, const Weighed *weighed, GPtrArray *findings)
{
  const PactStatement *statement = weighed->statement;

  for (guint s = 0; s < weighed->first->len && statement->terms->len > 0; s++) {
    guint first = g_array_index (weighed->first, guint, s);
    PactFinding *finding;

    if (score_at (weighed, s, nearest_term (weighed, s))->novelty <= 0)
      continue;
    finding = finding_new (baseline, statement, "+new", PACT_VERDICT_NEW, (int) first);
    finding->topic = g_strdup (pact_topic_name (topic_of (statement, first)));
    g_ptr_array_add (findings, finding);
  }
}

GPtrArray *
pact_compare_statement (const PactBaseline *baseline, const char *date,
                        const PactDocument *document)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  g_auto (PactStatement) statement = { 0 };
  g_auto (Weighed) weighed = { 0 };

  pact_statement_init (&statement, baseline, date, document);
  weigh (&weighed, &statement);
  for (guint t = 0; t < statement.terms->len; t++)
    g_ptr_array_add (findings, judge_term (baseline, &weighed, t));
  add_new (baseline, &weighed, findings);
  return findings;
}
