/* What a line speaks of: its own matter, and what it takes from its place, the question it answers
 * and the line it leans on. */
#include "read/statement-subject.h"

static const double CONTEXT = 0.5; /* weight of words a line takes from its place */

enum {
  CONTEXT_LINES = 2, /* lines of its paragraph before it that a line may lean on */
  FEW_WORDS = 3,     /* too few to be a matter of their own: "a fixed sum" */
  THIN = 2,          /* words of matter that do not make a line speak for itself */
};

static void
add_matter (const PactSubject *subject, const PactReading *reading, int weight)
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

  return before != NULL && before->kind != PACT_BLOCK_HEADING &&
                 before->passage.block == pact_statement_line (statement, i)->passage.block
             ? before
             : NULL;
}

/* "It", "they", "its". */
static bool
has_pronoun (const PactStatementLine *line)
{
  const PactReading *reading = line->sentence->reading;

  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == PACT_SENSE_PRONOUN && pact_unit (reading, i)->value == 1)
      return true;
  return false;
}

/* Whether a line leans on what stands before it: by a pronoun, or with next to no matter of its
 * own. */
static bool
leans_back (const PactSubject *subject)
{
  return has_pronoun (subject->line) || g_hash_table_size (subject->own) <= THIN ||
         pact_sentence_says (subject->line->sentence, "this|these|those|there|of that|with that|"
                                                      "that is|that was|that has|that way|which");
}

/* A figure, a grade of exclusivity, an act: what makes a line that leans on another say more. */
static bool
states_something (const PactStatementLine *line)
{
  return line->act != PACT_ACT_NONE || line->class != 0 || line->sentence->reading->facts->len > 0;
}

/* Words of its own matter that no term has; names are no matter. */
static guint
novel_words (const PactSubject *subject)
{
  const PactReading *reading = subject->line->sentence->reading;
  guint n = 0;

  for (guint i = 0; i < reading->units->len; i++) {
    gpointer key = GUINT_TO_POINTER (pact_unit (reading, i)->key);
    bool name = (pact_unit (reading, i)->flags & PACT_TOKEN_CAPITAL) &&
                !(pact_unit (reading, i)->flags & PACT_TOKEN_STARTS);

    n += !name && g_hash_table_contains (subject->own, key) &&
         pact_terms_with (subject->statement, key) == 0;
  }
  return n;
}

/* What another line says is said of this one too: a question of its answer, a clause of the one
 * that begins with "which". */
static void
speak_of (PactSubject *subject, const PactStatementLine *other)
{
  g_autoptr (GHashTable) said =
      pact_matter_of (other->sentence->reading, subject->statement->parties);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (subject->own, key);
}

/* Whether a line is all about matter that no term has. */
static bool
is_strange (const PactStatement *statement, const PactStatementLine *line)
{
  g_autoptr (GHashTable) matter = pact_matter_of (line->sentence->reading, statement->parties);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, matter);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (pact_terms_with (statement, key) > 0)
      return false;
  return g_hash_table_size (matter) > 0;
}

static bool
is_novel_at (const PactSubject *subject, guint i)
{
  const PactReading *reading = subject->line->sentence->reading;

  return i < reading->units->len && pact_is_matter (reading, i) &&
         !(pact_unit (reading, i)->flags & PACT_TOKEN_CAPITAL) &&
         pact_terms_with (subject->statement, GUINT_TO_POINTER (pact_unit (reading, i)->key)) == 0;
}

bool
pact_points_elsewhere (const PactSubject *subject)
{
  const PactReading *reading = subject->line->sentence->reading;

  if (pact_unit_is (reading, 0, "for") &&
      (is_novel_at (subject, 1) || (pact_unit_is (reading, 1, "the") && is_novel_at (subject, 2))))
    return true;
  for (guint i = 0; i + 1 < reading->units->len; i++)
    if ((pact_unit_is (reading, i, "these") || pact_unit_is (reading, i, "those")) &&
        is_novel_at (subject, i + 1))
      return true;
  return false;
}

/* A clause that begins with "which", or that does something to "it": of what was said before. */
static bool
takes_up (const PactSubject *subject, const PactStatementLine *before)
{
  const PactStatementLine *line = subject->line;
  bool same_passage = line->passage.span.start == before->passage.span.start;

  return g_str_has_prefix (line->sentence->words, "which ") ||
         (same_passage && g_hash_table_size (subject->own) <= THIN) ||
         ((line->act != PACT_ACT_NONE || same_passage) && has_pronoun (line) &&
          subject->novel < PACT_MUCH && subject->novel == g_hash_table_size (subject->own));
}

/* Takes the matter of a line before it; whether that is all it leans on. */
static bool
lean_on (PactSubject *subject, const PactStatementLine *before, guint back)
{
  const PactStatementLine *line = subject->line;
  bool taken = back == 1 && takes_up (subject, before);

  if (back == 1 && before->passage.span.start != line->passage.span.start)
    subject->strange |= is_strange (subject->statement, before);
  if (back == 1 && subject->leans && states_something (line) &&
      (line->class & ~(guint) PACT_CLASS_BOUND) == 0)
    subject->class |= before->class & ~(line->class != 0 ? (guint) PACT_CLASS_LENGTH : 0);
  add_matter (subject, before->sentence->reading,
              taken ? PACT_WHOLE : (int) (CONTEXT * PACT_WHOLE));
  if (taken)
    speak_of (subject, before);
  return taken;
}

PactSubject
pact_subject_new (const PactStatement *statement, guint i)
{
  const PactStatementLine *line = pact_statement_line (statement, i),
                          *question = question_of (statement, line);
  PactSubject subject = { .statement = statement, .line = line, .class = line->class };
  guint n;

  subject.own = pact_matter_of (line->sentence->reading, statement->parties);
  subject.place = g_hash_table_new (g_direct_hash, g_direct_equal);
  n = g_hash_table_size (subject.own);
  subject.novel = novel_words (&subject);
  subject.novelty = n < FEW_WORDS ? 0 : (double) subject.novel / n;
  subject.leans = leans_back (&subject);
  subject.strange = pact_points_elsewhere (&subject);
  if (n == 0 && has_pronoun (line) &&
      pact_has_fact (line->sentence->reading, PACT_FACT_PERCENT) && line->class == 0)
    subject.class = PACT_CLASS_REVENUE; /* "it is 4% now" */
  add_matter (&subject, line->sentence->reading, PACT_WHOLE);
  if (line->lead >= 0)
    add_matter (&subject, pact_statement_line (statement, (guint) line->lead)->sentence->reading,
                (int) (CONTEXT * PACT_WHOLE));
  subject.strange |= question != NULL && question->class == 0 && is_strange (statement, question);
  if (subject.strange)
    return subject;
  for (guint back = 1; back <= CONTEXT_LINES; back++) {
    const PactStatementLine *before = line_before (statement, i, back);

    if (before == NULL || lean_on (&subject, before, back))
      break;
  }
  if (question != NULL) {
    subject.class |= question->class;
    add_matter (&subject, question->sentence->reading, PACT_WHOLE);
    if (subject.leans)
      speak_of (&subject, question);
  }
  return subject;
}

void
pact_subject_clear (PactSubject *subject)
{
  g_hash_table_unref (subject->own);
  g_hash_table_unref (subject->place);
}

static const double OF_LONG_TERM = 0.8; /* what the share of a line counts for */

double
pact_subject_likeness (const PactSubject *subject, const PactStatementTerm *term)
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
