/* A whole statement against a baseline. Each sentence becomes lines with what they take from their
 * place; each term then goes to the lines that share its matter, and judge.c says what they do. */
#include "read/statement.h"

#include <string.h>

#include "pactwatch/read.h"
#include "read/classify.h"

static void
term_free (gpointer data)
{
  PactStatementTerm *term = data;

  pact_sentence_free (term->sentence);
  g_hash_table_unref (term->matter);
  g_free (term);
}

static guint
class_of_topic (const PactTerm *term)
{
  if (g_str_equal (term->topic, pact_topic_name (PACT_TOPIC_EXCLUSIVITY)))
    return PACT_CLASS_EXCLUSIVITY;
  if (g_str_equal (term->topic, pact_topic_name (PACT_TOPIC_REVENUE_SHARE)))
    return PACT_CLASS_REVENUE;
  if (g_str_equal (term->topic, "equity"))
    return PACT_CLASS_EQUITY;
  return g_str_equal (term->topic, "term-length") ? PACT_CLASS_LENGTH : 0;
}

static PactStatementTerm *
term_new (const PactTerm *baseline_term, const PactWording *wording, const PactParties *parties)
{
  PactStatementTerm *term = g_new0 (PactStatementTerm, 1);

  term->term = baseline_term;
  term->wording = wording;
  term->sentence = pact_sentence_new (wording->text, -1);
  pact_parties_hide (parties, term->sentence);
  term->matter = pact_matter_of (term->sentence->reading, parties);
  term->judged.sentence = term->sentence;
  term->judged.flow = pact_flow_read (term->sentence->reading, parties, 0);
  term->judged.class = class_of_topic (baseline_term);
  if ((term->judged.class & PACT_CLASS_REVENUE) &&
      !pact_has_fact (term->sentence->reading, PACT_FACT_PERCENT))
    term->judged.class |= pact_class_read (term->sentence) & PACT_CLASS_BOUND;
  return term;
}

static void
list_shares (const PactStatementTerm *term, GArray *shares)
{
  const GArray *facts = term->sentence->reading->facts;

  for (guint i = 0; i < facts->len; i++)
    if (g_array_index (facts, PactFact, i).kind == PACT_FACT_PERCENT)
      g_array_append_val (shares, g_array_index (facts, PactFact, i).value);
}

static void
read_terms (PactStatement *statement, const PactBaseline *baseline, const char *date)
{
  bool length_apart = false;

  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactTerm *baseline_term = baseline->terms->pdata[i];
    const PactWording *wording = pact_term_wording (baseline_term, date);
    PactStatementTerm *term;
    GHashTableIter iter;
    gpointer key;

    if (wording == NULL)
      continue;
    term = term_new (baseline_term, wording, statement->parties);
    length_apart |= term->judged.class == PACT_CLASS_LENGTH;
    g_ptr_array_add (statement->terms, term);
    g_hash_table_iter_init (&iter, term->matter);
    while (g_hash_table_iter_next (&iter, &key, NULL))
      g_hash_table_insert (
          statement->matter, key,
          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (statement->matter, key)) + 1));
  }
  for (guint i = 0; i < statement->terms->len; i++) {
    PactStatementTerm *term = statement->terms->pdata[i];

    term->judged.length_apart = length_apart;
    term->judged.shares = statement->shares;
    list_shares (term, statement->shares);
  }
}

static void
statement_init (PactStatement *statement, const PactBaseline *baseline, const char *date,
                const PactDocument *document)
{
  *statement = (PactStatement){
    .document = document,
    .parties = pact_parties_new (baseline, date),
    .lines = g_array_new (FALSE, TRUE, sizeof (PactStatementLine)),
    .terms = g_ptr_array_new_with_free_func (term_free),
    .matter = g_hash_table_new (g_direct_hash, g_direct_equal),
    .shares = g_array_new (FALSE, FALSE, sizeof (double)),
  };
  read_terms (statement, baseline, date);
  pact_statement_read_lines (statement);
  pact_statement_attribute (statement);
}

static void
statement_clear (PactStatement *statement)
{
  for (guint i = 0; i < statement->lines->len; i++)
    pact_sentence_free (pact_statement_line (statement, i)->sentence);
  g_array_unref (statement->lines);
  g_ptr_array_unref (statement->terms);
  g_hash_table_unref (statement->matter);
  g_array_unref (statement->shares);
  pact_parties_free (statement->parties);
}

char *
pact_statement_text (const PactStatement *statement, const PactStatementLine *line)
{
  PactSpan span = line->passage.span;

  return g_strndup (statement->document->text + span.start, span.end - span.start);
}

/* Verdicts */

/* Of its best match: below this share, a line is about that one alone. */
static const double RIVAL = 0.75;

typedef struct {
  double like;
  int line;   /* -1 for none */
  bool older; /* it stands under a note that prevails */
  PactFacets facets;
  char *why;
} Evidence;

static bool
counts (const PactStatementLine *line)
{
  return line->mood == PACT_MOOD_BINDING && line->ours && !line->boilerplate &&
         line->kind != PACT_BLOCK_HEADING && !pact_denies_agreement (line->sentence) &&
         !pact_tells_growth (line->sentence);
}

static PactFacets
judge_line (const PactStatement *statement, const PactStatementTerm *term,
            const PactStatementLine *line, char **ret_why)
{
  if (line->kind == PACT_BLOCK_TABLE_ROW) {
    g_autofree char *row = pact_statement_text (statement, line);

    if (strstr (row, " | ") != NULL)
      return pact_judge_row (&term->judged, statement->parties, row, ret_why);
  }
  return pact_judge_sentence (&term->judged, line->sentence, line->act, line->flow, ret_why);
}

/* What a line that changes the term weighs more than one that keeps it. */
static const double CHANGE = 4;

/* Share of the better line's likeness from which a line adds what it changes to that. */
static const double BESIDE = 0.75;

static double
weight_of (const Evidence *evidence)
{
  return evidence->like * (evidence->facets.n > 0 ? CHANGE : 1);
}

/* Whether one sentence keeps the term in one clause and opens it in another: in part. */
static bool
is_divided (const PactStatement *statement, const Evidence *a, const Evidence *b)
{
  const Evidence *changed = a->facets.n > 0 ? a : b, *kept = changed == a ? b : a;

  return a->line >= 0 && kept->facets.n == 0 &&
         pact_facets_have (&changed->facets, PACT_FACET_EXCLUSIVITY) &&
         pact_statement_line (statement, (guint) kept->line)->act == PACT_ACT_KEEPS &&
         pact_statement_line (statement, (guint) kept->line)->passage.span.start ==
             pact_statement_line (statement, (guint) changed->line)->passage.span.start;
}

/* Of two lines that change a term, what the one that counts less changes goes with the other. */
static void
join_facets (Evidence *a, Evidence *b)
{
  Evidence *more = weight_of (a) >= weight_of (b) ? a : b, *less = more == a ? b : a;

  if (less->like < BESIDE * more->like)
    return;
  for (guint i = 0; i < less->facets.n; i++)
    pact_facets_add (&more->facets, (PactFacet) less->facets.facet[i]);
}

static void
weigh_evidence (const PactStatement *statement, Evidence *best, Evidence other)
{
  if (best->facets.n > 0 && other.facets.n > 0)
    join_facets (best, &other);
  if (is_divided (statement, best, &other))
    pact_facets_add (best->facets.n > 0 ? &best->facets : &other.facets, PACT_FACET_SCOPE);
  if (best->line >= 0 && !(best->older && !other.older) &&
      (other.older > best->older || weight_of (&other) <= weight_of (best))) {
    g_free (other.why);
    return;
  }
  g_free (best->why);
  *best = other;
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

/* The terms of which nothing else is said go with the line about all the rest. */
static void
judge_rest (const PactStatement *statement, Evidence *evidence)
{
  int kept = find_rest (statement, pact_keeps_the_rest),
      ended = find_rest (statement, pact_ends_the_rest);

  for (guint t = 0; t < statement->terms->len; t++) {
    if (evidence[t].line >= 0)
      continue;
    evidence[t].line = ended >= 0 ? ended : kept;
    if (ended >= 0)
      pact_facets_add (&evidence[t].facets, PACT_FACET_POLARITY);
  }
}

static PactFinding *
finding_new (const PactBaseline *baseline, const PactStatement *statement,
             const PactStatementTerm *term, Evidence *evidence)
{
  PactFinding *finding = pact_finding_new ();

  finding->baseline = g_strdup (baseline->name);
  finding->term = g_strdup (term != NULL ? term->term->name : "+new");
  finding->old_text = term != NULL ? g_strdup (term->wording->text) : NULL;
  finding->verdict = term == NULL             ? PACT_VERDICT_NEW
                     : evidence->line < 0     ? PACT_VERDICT_NOT_MENTIONED
                     : evidence->facets.n > 0 ? PACT_VERDICT_CHANGED
                                              : PACT_VERDICT_REAFFIRMED;
  finding->facets = evidence->facets;
  finding->why = g_steal_pointer (&evidence->why);
  if (evidence->line >= 0)
    finding->new_text =
        pact_statement_text (statement, pact_statement_line (statement, (guint) evidence->line));
  if (term != NULL)
    finding->topic = g_strdup (term->term->topic);
  return finding;
}

/* The evidence for each term, from the lines that are about none other more. */
static Evidence *
judge_terms (PactStatement *statement)
{
  Evidence *evidence = g_new0 (Evidence, statement->terms->len + 1);
  g_autofree double *likes = g_new0 (double, statement->terms->len + 1);
  int rest = find_rest (statement, pact_keeps_the_rest);

  for (guint t = 0; t < statement->terms->len; t++)
    evidence[t].line = -1;
  for (guint i = 0; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);
    double best = 0;

    if (!counts (line) || (int) i == rest)
      continue;
    pact_statement_match (statement, i, likes);
    for (guint t = 0; t < statement->terms->len; t++)
      best = MAX (best, likes[t]);
    for (guint t = 0; t < statement->terms->len; t++)
      if (likes[t] > 0 && likes[t] >= RIVAL * best) {
        char *why = NULL;
        PactFacets facets = judge_line (statement, pact_statement_term (statement, t), line, &why);

        weigh_evidence (statement, &evidence[t],
                        (Evidence){ likes[t], (int) i, line->older, facets, why });
        line->used = true;
      }
  }
  judge_rest (statement, evidence);
  return evidence;
}

/* New commitments */

static bool
is_binding (const PactStatementLine *line)
{
  return pact_has_fact (line->sentence->reading, PACT_FACT_BINDING);
}

/* Whether the line binds both: it names both, or one in a statement about the two. */
static bool
involves_both (const PactStatement *statement, const PactStatementLine *line)
{
  PactPartySet set = line->named;

  if (pact_says_we (line->sentence))
    set |= statement->speaker;
  if (line->lead >= 0)
    set |= pact_statement_line (statement, (guint) line->lead)->named;
  return pact_party_set_is_several (set) || pact_says_both (line->sentence) ||
         (line->named != 0 && line->named != statement->speaker) ||
         ((line->named != 0 || pact_says_we (line->sentence)) &&
          (is_binding (line) || line->kind == PACT_BLOCK_LIST_ITEM ||
           line->kind == PACT_BLOCK_TABLE_ROW));
}

/* A grade of exclusivity that somebody gives, or a share with its figure; that others come in binds
 * nobody. */
static bool
commits (const PactStatementLine *line)
{
  static const char gives[] = "agreed|~promise|~undertake|undertaken|~commit|~grant|~give|gave";
  const PactReading *reading = line->sentence->reading;
  bool given = line->named != 0 || line->lead >= 0 || line->kind == PACT_BLOCK_TABLE_ROW ||
               pact_sentence_says (line->sentence, gives);

  return (given && (pact_has_fact (reading, PACT_FACT_EXCLUSIVE) ||
                    ((line->class & PACT_CLASS_EXCLUSIVITY) && !pact_joins_in (line->sentence) &&
                     (is_binding (line) || !pact_names_several (reading))))) ||
         ((line->class & PACT_CLASS_REVENUE) && pact_has_fact (reading, PACT_FACT_PERCENT));
}

/* Whether a clause of the sentence that line `i` stands in speaks of a term. */
static bool
speaks_of_term (const PactStatement *statement, guint i)
{
  guint32 start = pact_statement_line (statement, i)->passage.span.start;

  while (i > 0 && pact_statement_line (statement, i - 1)->passage.span.start == start)
    i--;
  for (; i < statement->lines->len; i++)
    if (pact_statement_line (statement, i)->passage.span.start != start)
      return false;
    else if (pact_statement_line (statement, i)->used)
      return true;
  return false;
}

static void
add_new (PactStatement *statement, const PactBaseline *baseline, GPtrArray *findings)
{
  guint32 told_to = 0; /* where the sentence told last ends: its clauses are told once */

  for (guint i = 0; i < statement->lines->len; i++) {
    const PactStatementLine *line = pact_statement_line (statement, i);
    PactSpan span = line->passage.span;
    Evidence evidence = { .line = (int) i };
    PactFinding *finding;
    PactTopic topic;

    if (span.start < told_to || !counts (line) || speaks_of_term (statement, i) || line->older ||
        line->act == PACT_ACT_KEEPS || line->act == PACT_ACT_ENDS || !commits (line) ||
        !involves_both (statement, line))
      continue;
    told_to = span.end;
    topic = pact_classify_leading (statement->document->text + span.start,
                                   (gssize) (span.end - span.start));
    if (topic == 0 && pact_has_fact (line->sentence->reading, PACT_FACT_EXCLUSIVE) &&
        (is_binding (line) || pact_sentence_says (line->sentence, "right|rights|~grant")))
      topic = PACT_TOPIC_EXCLUSIVITY;
    if (topic == 0)
      continue;
    finding = finding_new (baseline, statement, NULL, &evidence);
    finding->topic = g_strdup (pact_topic_name (topic));
    g_ptr_array_add (findings, finding);
  }
}

GPtrArray *
pact_compare_statement (const PactBaseline *baseline, const char *date,
                        const PactDocument *document)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  g_autofree Evidence *evidence = NULL;
  PactStatement statement;

  statement_init (&statement, baseline, date, document);
  evidence = judge_terms (&statement);
  for (guint t = 0; t < statement.terms->len; t++)
    g_ptr_array_add (findings, finding_new (baseline, &statement,
                                            pact_statement_term (&statement, t), &evidence[t]));
  add_new (&statement, baseline, findings);
  statement_clear (&statement);
  return findings;
}
