/* Which term a line speaks of: the words they share, in the light of class, direction and figures.
 */
#include "read/statement.h"

/* Chosen on the cases under tests/statements. */
static const double MATCH = 0.3; /* share of a term's matter that makes a line speak of it */
static const double MATCH_IN_CLASS = 0.2; /* the same with a class in common */
static const double MATCH_ACT = 0.33;     /* without a class in common, where it keeps or amends */
static const double MATCH_LOOSE = 0.5;    /* without a class in common, where it does neither */
static const double MATCH_SURE = 0.6;     /* where nothing else speaks for it */
static const double OFF_CLASS = 0.15;     /* what a match without a class in common is worth less */
static const double SAME_PAYER = 0.15, AGAINST = 0.2; /* what direction adds and takes */
static const double SAME_FIGURE =
    0.9; /* what a line that repeats the term's percentage counts for */
static const double OF_LONG_TERM = 0.8; /* what the share of a line counts for */
static const double OF_LENGTH = 0.5;    /* what any line about the agreement's length counts for */
static const double NOVEL = 0.3;        /* share of a line's matter no term has: a new matter */
static const double CONTEXT = 0.5;      /* weight of words a line takes from its place */

enum {
  WHOLE = 1000,      /* a word of the line itself, in thousandths */
  CONTEXT_LINES = 2, /* lines of its paragraph before it that a line may lean on */
  FEW_WORDS = 3,     /* too few to be a matter of their own: "a fixed sum" */
};

/* A line with what is needed to match it, read once for all terms. */
typedef struct {
  const PactStatement *statement;
  const PactStatementLine *line;
  GHashTable *own;   /* keys of its own matter and of the question it answers */
  GHashTable *place; /* key -> weight in thousandths: its own matter and that of its place */
  guint class;       /* with that of the question and of the line it leans on */
  double novelty;    /* share of its own matter that no term has */
  bool related;      /* some term has matter in common with it */
} Subject;

static bool
is_matter (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind != PACT_TOKEN_WORD)
    return false;
  return unit->sense == PACT_SENSE_NONE || unit->sense == PACT_SENSE_WORD ||
         unit->sense == PACT_SENSE_PLACE || unit->sense == PACT_SENSE_REVENUE ||
         unit->sense == PACT_SENSE_COST || unit->sense == PACT_SENSE_GRANT;
}

/* Words of every agreement, which tell no term from another. */
static bool
is_common (const PactReading *reading, guint i)
{
  static const char *const common[] = { "agreement", "contract", "partnership", "company",
                                        "companies", "partner",  "party",       "parties",
                                        "right",     "rights",   "revenue",     "sign",
                                        "signed",    "united" };

  for (guint c = 0; c < G_N_ELEMENTS (common); c++)
    if (pact_unit_is (reading, i, common[c]))
      return true;
  return false;
}

/* Keys of the matter of a text, the parties' names left out. */
GHashTable *
pact_matter_of (const PactReading *reading, const PactParties *parties)
{
  GHashTable *matter = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < reading->units->len; i++) {
    guint n;

    if (is_matter (reading, i) && !is_common (reading, i) &&
        pact_parties_at (parties, reading->tokens, pact_unit (reading, i)->first, &n) < 0)
      g_hash_table_add (matter, GUINT_TO_POINTER (pact_unit (reading, i)->key));
  }
  return matter;
}

static guint
terms_with (const PactStatement *statement, gpointer key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (statement->matter, key));
}

/* Subjects */

static void
add_matter (const Subject *subject, const PactReading *reading, int weight)
{
  g_autoptr (GHashTable) matter = pact_matter_of (reading, subject->statement->parties);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, matter);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (GPOINTER_TO_INT (g_hash_table_lookup (subject->place, key)) < weight)
      g_hash_table_insert (subject->place, key, GINT_TO_POINTER (weight));
}

/* The question that line answers; NULL for none. */
static const PactStatementLine *
question_of (const PactStatement *statement, const PactStatementLine *line)
{
  const PactStatementLine *question =
      line->question >= 0 ? pact_statement_line (statement, (guint) line->question) : NULL;

  return question != NULL && question->mood == PACT_MOOD_QUESTION ? question : NULL;
}

/* The line `back` before line `i` in its paragraph; NULL for none. */
static const PactStatementLine *
line_before (const PactStatement *statement, guint i, guint back)
{
  const PactStatementLine *before = back <= i ? pact_statement_line (statement, i - back) : NULL;

  return before != NULL &&
                 before->passage.block == pact_statement_line (statement, i)->passage.block
             ? before
             : NULL;
}

/* Whether a line leans on the one before it: it names nobody, or has a pronoun. */
static bool
leans_back (const PactStatementLine *line)
{
  const PactReading *reading = line->sentence->reading;

  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == PACT_SENSE_PRONOUN && pact_unit (reading, i)->value == 1)
      return true;
  return line->named == 0;
}

/* A figure, a grade of exclusivity, an act: what makes a line that leans on another say more. */
static bool
states_something (const PactStatementLine *line)
{
  return line->act != PACT_ACT_NONE || line->class != 0 || line->sentence->reading->facts->len > 0;
}

static double
novelty_of (const Subject *subject)
{
  GHashTableIter iter;
  gpointer key;
  guint new = 0, n = g_hash_table_size (subject->own);

  g_hash_table_iter_init (&iter, subject->own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    new += terms_with (subject->statement, key) == 0;
  return n < FEW_WORDS ? 0 : (double) new / n;
}

static Subject
subject_new (const PactStatement *statement, guint i)
{
  const PactStatementLine *line = pact_statement_line (statement, i),
                          *question = question_of (statement, line);
  Subject subject = { .statement = statement, .line = line, .class = line->class };

  subject.own = pact_matter_of (line->sentence->reading, statement->parties);
  subject.place = g_hash_table_new (g_direct_hash, g_direct_equal);
  subject.novelty = novelty_of (&subject);
  add_matter (&subject, line->sentence->reading, WHOLE);
  if (line->lead >= 0)
    add_matter (&subject, pact_statement_line (statement, (guint) line->lead)->sentence->reading,
                (int) (CONTEXT * WHOLE));
  for (guint back = 1; back <= CONTEXT_LINES && line_before (statement, i, back) != NULL; back++)
    add_matter (&subject, line_before (statement, i, back)->sentence->reading,
                (int) (CONTEXT * WHOLE));
  if (leans_back (line) && states_something (line) && line_before (statement, i, 1) != NULL)
    subject.class |= line_before (statement, i, 1)->class;
  if (question != NULL) {
    g_autoptr (GHashTable) asked = pact_matter_of (question->sentence->reading, statement->parties);
    GHashTableIter iter;
    gpointer key;

    subject.class |= question->class;
    add_matter (&subject, question->sentence->reading, WHOLE);
    g_hash_table_iter_init (&iter, asked);
    while (g_hash_table_iter_next (&iter, &key, NULL))
      g_hash_table_add (subject.own, key);
  }
  return subject;
}

static void
subject_clear (Subject *subject)
{
  g_hash_table_unref (subject->own);
  g_hash_table_unref (subject->place);
}

/* Matching */

/* How much the term's matter and the line's are one, 0 to 1: the share of the term's that the line
 * speaks of, or, of a long term, most of the share of the line's that is the term's. */
static double
likeness (const Subject *subject, const PactStatementTerm *term)
{
  GHashTableIter iter;
  gpointer key, value;
  double shared = 0, all = 0, said = 0;
  guint n = 0;

  g_hash_table_iter_init (&iter, term->matter);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    double weight = 1.0 / terms_with (subject->statement, key);

    value = g_hash_table_lookup (subject->place, key);
    all += weight;
    shared += weight * GPOINTER_TO_INT (value) / WHOLE;
    n += value != NULL;
  }
  g_hash_table_iter_init (&iter, subject->place);
  while (g_hash_table_iter_next (&iter, &key, &value))
    said +=
        (double) GPOINTER_TO_INT (value) / WHOLE / MAX (terms_with (subject->statement, key), 1);
  if (all <= 0)
    return 0;
  return n >= 2 && said < all ? MAX (shared / all, OF_LONG_TERM * shared / said) : shared / all;
}

/* What is agreed on top of the rest. */
static bool
says_more (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "also agreed|also agree|have also|has also|will also|"
                                       "also pays|in addition|additionally|moreover|furthermore|"
                                       "for the first time|newly");
}

static guint
own_words (const Subject *subject, const PactStatementTerm *term)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, subject->own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (term->matter, key);
  return n;
}

/* Whether no other term is of its class. */
static bool
is_only_of_class (const PactStatement *statement, const PactStatementTerm *term)
{
  guint n = 0;

  for (guint t = 0; t < statement->terms->len; t++)
    n += pact_statement_term (statement, t)->judged.class == term->judged.class;
  return n == 1;
}

/* Whether both state the same percentage. */
static bool
same_figure (const PactStatementTerm *term, const PactStatementLine *line)
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

/* A line of the term's class: direction and figures say whether it is this term. */
static double
match_in_class (const Subject *subject, const PactStatementTerm *term, double like)
{
  PactFlow owed = term->judged.flow, said = subject->line->flow;
  bool known = owed.payer != 0 && owed.payee != 0;
  bool against = known && (owed.payer == said.payee || owed.payee == said.payer);

  if (g_hash_table_size (subject->place) == 0 && !against)
    return MATCH; /* "the revenue share ends": every one it can mean */
  if (owed.payer != 0 && said.payer == owed.payer)
    like += SAME_PAYER;
  if (leans_back (subject->line) && is_only_of_class (subject->statement, term) &&
      !subject->related)
    like = MAX (like, MATCH);
  if (same_figure (term, subject->line))
    like = like >= MATCH ? MAX (like, SAME_FIGURE) : like;
  else if (against)
    like -= AGAINST;
  if (known && said.payer == owed.payer && said.payee == owed.payee && subject->novelty < NOVEL)
    like = MAX (like, MATCH);
  return like >= MATCH_IN_CLASS ? like : 0;
}

/* A line of another class, or of none. */
static double
match_off_class (const Subject *subject, const PactStatementTerm *term, double like)
{
  PactAct act = subject->line->act;
  bool keeps_or_ends = act == PACT_ACT_KEEPS || act == PACT_ACT_ENDS;

  if (term->judged.class != 0 && (subject->class & ~(guint) PACT_CLASS_LENGTH) != 0)
    return 0;
  if (term->judged.class != 0 && act == PACT_ACT_NONE && like < MATCH_SURE)
    return 0;
  if (own_words (subject, term) < (keeps_or_ends ? 1 : MIN (2, g_hash_table_size (term->matter))))
    return 0;
  return like >= (act != PACT_ACT_NONE ? MATCH_ACT : MATCH_LOOSE) ? like - OFF_CLASS : 0;
}

/* "It is now also sold elsewhere": more of the matter spoken of, not another. */
static bool
brings_in (const PactStatementLine *line)
{
  return pact_joins_in (line->sentence) && leans_back (line);
}

static double
match_term (const Subject *subject, const PactStatementTerm *term, double like)
{
  if (says_more (subject->line->sentence) && !brings_in (subject->line) &&
      subject->novelty >= NOVEL && like < MATCH_SURE)
    return 0;
  if (term->judged.class == PACT_CLASS_EQUITY && (subject->class & PACT_CLASS_EQUITY) &&
      (pact_party_set_is_several (subject->line->named) ||
       (subject->line->named != 0 && is_only_of_class (subject->statement, term))))
    like = MAX (like, MATCH); /* "A sold its shares in B" */
  if (term->judged.class == PACT_CLASS_LENGTH)
    return subject->class & PACT_CLASS_LENGTH ? MAX (like, OF_LENGTH) : 0;
  return subject->class & term->judged.class ? match_in_class (subject, term, like)
                                             : match_off_class (subject, term, like);
}

void
pact_statement_match (const PactStatement *statement, guint i, double *ret_likes)
{
  Subject subject = subject_new (statement, i);

  for (guint t = 0; t < statement->terms->len; t++) {
    ret_likes[t] = likeness (&subject, pact_statement_term (statement, t));
    subject.related |= ret_likes[t] >= MATCH;
  }
  for (guint t = 0; t < statement->terms->len; t++)
    ret_likes[t] = match_term (&subject, pact_statement_term (statement, t), ret_likes[t]);
  subject_clear (&subject);
}
