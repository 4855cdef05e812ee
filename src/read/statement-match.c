/* Which term a line speaks of: the words they share, in the light of class, direction and figures.
 */
#include "read/statement-subject.h"

/* Chosen on the cases under tests/statements. */
static const double MATCH = 0.3; /* share of a term's matter that makes a line speak of it */
static const double MATCH_IN_CLASS = 0.2; /* the same with a class in common */
static const double MATCH_ACT = 0.33;     /* without a class in common, where it keeps or amends */
static const double MATCH_LOOSE = 0.5;    /* without a class in common, where it does neither */
static const double MATCH_SURE = 0.6;     /* where nothing else speaks for it */
static const double OFF_CLASS = 0.15;     /* what a match without a class in common is worth less */
static const double SAME_PAYER = 0.15, AGAINST = 0.2; /* what direction adds and takes */
static const double SAME_FIGURE = 0.9;  /* what the term's percentage makes a line count for */
static const double OF_LONG_TERM = 0.8; /* what the share of a line counts for */
static const double OF_LENGTH = 0.5;    /* what any line about the agreement's length counts for */
static const double DATED = 0.8;        /* the same with a date */

/* How much the term's matter and the line's are one, 0 to 1: the share of the term's that the line
 * speaks of, or, of a long term, most of the share of the line's that is the term's. */
static double
likeness (const PactSubject *subject, const PactStatementTerm *term)
{
  GHashTableIter iter;
  gpointer key, value;
  double shared = 0, all = 0, said = 0;
  guint n = 0;

  g_hash_table_iter_init (&iter, term->matter);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    double weight = 1.0 / pact_terms_with (subject->statement, key);

    value = g_hash_table_lookup (subject->place, key);
    all += weight;
    shared += weight * GPOINTER_TO_INT (value) / PACT_WHOLE;
    n += value != NULL;
  }
  g_hash_table_iter_init (&iter, subject->place);
  while (g_hash_table_iter_next (&iter, &key, &value))
    said += (double) GPOINTER_TO_INT (value) / PACT_WHOLE /
            MAX (pact_terms_with (subject->statement, key), 1);
  if (all <= 0)
    return 0;
  return n >= 2 && said < all ? MAX (shared / all, OF_LONG_TERM * shared / said) : shared / all;
}

/* What is agreed on top of the rest. */
static bool
says_more (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "also agreed|also agree|have also|has also|will also|"
                                       "also pays|in addition|additionally|moreover|newly|"
                                       "furthermore|for the first time|on top of this|"
                                       "on top of that|in return");
}

static guint
own_words (const PactSubject *subject, const PactStatementTerm *term)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, subject->own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (term->matter, key);
  return n;
}

/* "It is now also sold elsewhere", "Orme may offer them to others": more of the matter spoken of,
 * not another. */
static bool
brings_in (const PactSubject *subject)
{
  return pact_joins_in (subject->line->sentence) && !pact_points_elsewhere (subject) &&
         (subject->leans || pact_says_we (subject->line->sentence) ||
          (subject->line->named & ~subject->statement->speaker) != 0);
}

/* A line of the term's class: direction and figures say whether it is this term. */
static double
match_in_class (const PactSubject *subject, const PactStatementTerm *term, double like)
{
  PactFlow owed = term->judged.flow, said = subject->line->flow;
  bool known = owed.payer != 0 && owed.payee != 0;
  bool against = known && (owed.payer == said.payee || owed.payee == said.payer);

  if ((term->judged.class & PACT_CLASS_REVENUE) && pact_has_other_source (subject, term))
    return 0;
  if (g_hash_table_size (subject->place) == 0 && !against)
    return MATCH; /* "the revenue share ends": every one it can mean */
  if (owed.payer != 0 && said.payer == owed.payer)
    like += SAME_PAYER;
  if ((term->judged.class & PACT_CLASS_EXCLUSIVITY) && brings_in (subject) && !subject->related &&
      (like > 0 || (subject->line->named & ~subject->statement->speaker) != 0) &&
      pact_is_only_one_meant (subject, term))
    like = MAX (like, MATCH);
  if (subject->leans && pact_is_only_one_meant (subject, term) && !subject->related &&
      !subject->strange &&
      (subject->novel == 0 || subject->line->act != PACT_ACT_NONE ||
       pact_has_pronoun (subject->line) || !(term->judged.class & PACT_CLASS_EXCLUSIVITY)))
    like = MAX (like, MATCH);
  if (pact_is_told_by_figure (subject, term))
    like = MAX (like, MATCH);
  else if (pact_is_bare (subject) && !pact_is_only_one_meant (subject, term))
    return 0;
  else if (pact_tells_another_by_figure (subject, term))
    return 0;
  if (pact_same_figure (term, subject->line))
    like = like >= MATCH ? MAX (like, SAME_FIGURE) : like;
  else if (against)
    like -= AGAINST;
  if (known && said.payer == owed.payer && said.payee == owed.payee &&
      subject->novelty < PACT_NOVEL)
    like = MAX (like, MATCH);
  if (subject->strange && !brings_in (subject) && like < MATCH_SURE)
    return 0;
  return like >= MATCH_IN_CLASS ? like : 0;
}

static bool
states_same_date (const PactStatementTerm *term, const PactStatementLine *line)
{
  const GArray *a = term->sentence->reading->facts, *b = line->sentence->reading->facts;

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++) {
      const PactFact *x = &g_array_index (a, PactFact, i), *y = &g_array_index (b, PactFact, j);

      if (x->kind == PACT_FACT_DATE && y->kind == PACT_FACT_DATE && x->value == y->value)
        return true;
    }
  return false;
}

/* A line about the length of the agreement: best one that says until when. */
static double
match_length (const PactSubject *subject, const PactStatementTerm *term, double like)
{
  const PactSentence *sentence = subject->line->sentence;
  bool dated = pact_has_fact (sentence->reading, PACT_FACT_DATE);

  if (!(subject->class & PACT_CLASS_LENGTH) &&
      !(dated && pact_says_lasting (term->sentence, sentence)) &&
      !(subject->leans && states_same_date (term, subject->line)))
    return 0;
  return MAX (like, dated ? DATED : OF_LENGTH);
}

/* A line of another class, or of none. */
static double
match_off_class (const PactSubject *subject, const PactStatementTerm *term, double like)
{
  PactAct act = subject->line->act;
  bool keeps_or_ends = act == PACT_ACT_KEEPS || act == PACT_ACT_ENDS;
  bool one_will_do = keeps_or_ends || (act != PACT_ACT_NONE && term->judged.class == 0);

  if ((keeps_or_ends || subject->leans) && pact_is_told_by_figure (subject, term))
    return MATCH_SURE; /* "the 25% stay" */
  if (act == PACT_ACT_CHANGES && term->judged.class != 0 &&
      pact_names_agreement (subject->line->sentence))
    return 0; /* "the agreement on price data has been amended" */
  if (term->judged.class != 0 && (subject->class & ~(guint) PACT_CLASS_LENGTH) != 0)
    return 0;
  if (term->judged.class & PACT_CLASS_BOUND)
    return 0;
  if (term->judged.class != 0 && act == PACT_ACT_NONE &&
      (like < MATCH_SURE || (term->judged.class & PACT_CLASS_REVENUE)))
    return 0;
  if (own_words (subject, term) < (one_will_do ? 1 : MIN (2, g_hash_table_size (term->matter))))
    return 0;
  return like >= (act != PACT_ACT_NONE ? MATCH_ACT : MATCH_LOOSE) ? like - OFF_CLASS : 0;
}

/* Whether a line speaks of a term only by what stands before it, and of other things itself. */
static bool
only_stands_near (const PactSubject *subject, const PactStatementTerm *term)
{
  PactFlow owed = term->judged.flow, said = subject->line->flow;
  bool same_flow =
      owed.payer != 0 && owed.payee != 0 && owed.payer == said.payer && owed.payee == said.payee;

  return own_words (subject, term) == 0 && !brings_in (subject) && !same_flow &&
         (!subject->leans || subject->novel >= PACT_MUCH);
}

/* A ceiling goes to the term that is one, a percentage to one that is none. */
static double
match_bound (const PactSubject *subject, const PactStatementTerm *term, double like)
{
  guint bounds = term->judged.class & PACT_CLASS_BOUND;
  bool percent = pact_has_fact (subject->line->sentence->reading, PACT_FACT_PERCENT);

  if ((subject->line->class & (PACT_CLASS_EXCLUSIVITY | PACT_CLASS_REVENUE)) ==
      PACT_CLASS_EXCLUSIVITY)
    return bounds != 0 ? 0 : like; /* "may buy up to a quarter elsewhere" */
  if (bounds & subject->line->class)
    return subject->leans || like >= MATCH_IN_CLASS ||
                   (subject->line->act != PACT_ACT_NONE && pact_bounds_meant (subject) == 1)
               ? MAX (like, MATCH_SURE)
               : like;
  if (bounds != 0 && percent)
    return 0;
  return bounds == 0 && !percent && pact_bounds_meant (subject) > 0 ? 0 : like;
}

static double
match_term (const PactSubject *subject, const PactStatementTerm *term, double like)
{
  if (term->judged.class & PACT_CLASS_REVENUE) {
    like = match_bound (subject, term, like);
    if (like == MATCH_SURE)
      return like;
  }
  if (only_stands_near (subject, term) && g_hash_table_size (term->matter) > 0 &&
      term->judged.class != PACT_CLASS_LENGTH && !pact_same_figure (term, subject->line))
    return 0;
  if (says_more (subject->line->sentence) && !brings_in (subject) &&
      subject->novelty >= PACT_NOVEL && like < MATCH_SURE)
    return 0;
  if (term->judged.class == PACT_CLASS_EQUITY && (subject->class & PACT_CLASS_EQUITY) &&
      (pact_party_set_is_several (subject->line->named) ||
       (subject->line->named != 0 && pact_is_only_one_meant (subject, term))))
    like = MAX (like, MATCH); /* "A sold its shares in B" */
  if (term->judged.class == PACT_CLASS_LENGTH)
    return match_length (subject, term, like);
  return subject->class & term->judged.class ? match_in_class (subject, term, like)
                                             : match_off_class (subject, term, like);
}

void
pact_statement_match (const PactStatement *statement, guint i, double *ret_likes)
{
  PactSubject subject = pact_subject_new (statement, i);

  for (guint t = 0; t < statement->terms->len; t++) {
    ret_likes[t] = likeness (&subject, pact_statement_term (statement, t));
    subject.related |= ret_likes[t] >= MATCH;
  }
  for (guint t = 0; t < statement->terms->len; t++)
    ret_likes[t] = match_term (&subject, pact_statement_term (statement, t), ret_likes[t]);
  pact_subject_clear (&subject);
}
