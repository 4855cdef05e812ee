/* A statement taken apart in the light of a baseline: its terms, its lines, and how much they have
 * in common. */
#include "read/statement-subject.h"

#include "pactwatch/read.h"

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
read_subjects (PactStatement *statement)
{
  guint n = statement->terms->len;

  statement->likeness = g_new0 (double, statement->lines->len * n + 1);
  statement->most = g_new0 (double, n + 1);
  for (guint i = 0; i < statement->lines->len; i++) {
    PactSubject subject = pact_subject_new (statement, i);

    for (guint t = 0; t < n; t++) {
      double like = pact_subject_likeness (&subject, pact_statement_term (statement, t));

      statement->likeness[i * n + t] = like;
      statement->most[t] = MAX (statement->most[t], like);
    }
    g_array_append_val (statement->subjects, subject);
  }
}

void
pact_statement_init (PactStatement *statement, const PactBaseline *baseline, const char *date,
                     const PactDocument *document)
{
  *statement = (PactStatement){
    .document = document,
    .parties = pact_parties_new (baseline, date),
    .lines = g_array_new (FALSE, TRUE, sizeof (PactStatementLine)),
    .terms = g_ptr_array_new_with_free_func (term_free),
    .matter = g_hash_table_new (g_direct_hash, g_direct_equal),
    .shares = g_array_new (FALSE, FALSE, sizeof (double)),
    .subjects = g_array_new (FALSE, FALSE, sizeof (PactSubject)),
  };
  read_terms (statement, baseline, date);
  pact_statement_read_lines (statement);
  pact_statement_attribute (statement);
  read_subjects (statement);
}

void
pact_statement_clear (PactStatement *statement)
{
  for (guint i = 0; i < statement->lines->len; i++) {
    pact_sentence_free (pact_statement_line (statement, i)->sentence);
    pact_subject_clear (&g_array_index (statement->subjects, PactSubject, i));
  }
  g_array_unref (statement->lines);
  g_ptr_array_unref (statement->terms);
  g_hash_table_unref (statement->matter);
  g_array_unref (statement->shares);
  g_array_unref (statement->subjects);
  g_free (statement->likeness);
  g_free (statement->most);
  pact_parties_free (statement->parties);
}

char *
pact_statement_text (const PactStatement *statement, const PactStatementLine *line)
{
  PactSpan span = line->passage.span;

  return g_strndup (statement->document->text + span.start, span.end - span.start);
}

guint
pact_statement_clauses (const PactStatement *statement, guint i)
{
  guint32 start = pact_statement_line (statement, i)->passage.span.start;
  guint n = 1;

  while (i + n < statement->lines->len &&
         pact_statement_line (statement, i + n)->passage.span.start == start)
    n++;
  return n;
}
