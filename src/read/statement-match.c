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
static const double DATED = 0.8; /* the same with a date */
static const double NOVEL = 0.3;        /* share of a line's matter no term has: a new matter */
static const double CONTEXT = 0.5;      /* weight of words a line takes from its place */

enum {
  SOURCE_REACH = 6, /* words after the revenue that say what it comes from */
  WHOLE = 1000,      /* a word of the line itself, in thousandths */
  CONTEXT_LINES = 2, /* lines of its paragraph before it that a line may lean on */
  FEW_WORDS = 3,     /* too few to be a matter of their own: "a fixed sum" */
};

/* A line with what is needed to match it, read once for all terms. */
typedef struct {
  const PactStatement *statement;
  const PactStatementLine *line;
  GHashTable *own;   /* keys of its own matter */
  GHashTable *place; /* key -> weight in thousandths: its own matter and that of its place */
  guint class;       /* with that of the question and of the line it leans on */
  guint novel;       /* words of its own matter that no term has */
  double novelty;    /* their share, 0 where it has few */
  bool leans;        /* on what stands before it */
  bool strange;      /* what stands before it is no matter of any term */
  bool related;      /* some term has matter in common with it */
} Subject;

static bool
is_matter (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind != PACT_TOKEN_WORD)
    return false;
  return unit->sense == PACT_SENSE_NONE || unit->sense == PACT_SENSE_WORD ||
         unit->sense == PACT_SENSE_PLACE || unit->sense == PACT_SENSE_COST ||
         unit->sense == PACT_SENSE_GRANT;
}

/* Words of every agreement, and of every text, which tell no term from another. */
static bool
is_common (const PactReading *reading, guint i)
{
  static const char *const common[] = {
    "agreement", "contract",  "partnership", "company", "companies", "partner", "party",
    "parties",   "right",     "rights",      "revenue", "sign",      "signed",  "united",
    "amendment", "provision", "section",     "up",      "out",       "off",     "than",
    "whether",   "because",   "like",        "well",    "come",      "comes",   "came",
    "back",      "way",       "something",   "put",     "me",        "again",   "more",
    "long",      "know",      "rather",      "set",     "thing",     "things",  "old",
    "good",      "bring",     "brings",      "instead", "sum",       "amount",  "euros",
    "dollars",   "pounds",    "gbp",         "money",   "much",      "less",    "every",
    "further",   "additional"
  };

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

  return before != NULL && before->kind != PACT_BLOCK_HEADING &&
                 before->passage.block == pact_statement_line (statement, i)->passage.block
             ? before
             : NULL;
}

enum { MUCH = 4 }; /* words of new matter that make a line speak of something else */
enum { THIN = 2 }; /* words of matter that do not make a line speak for itself */

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
leans_back (const Subject *subject)
{
  return has_pronoun (subject->line) || g_hash_table_size (subject->own) <= THIN ||
         pact_sentence_says (subject->line->sentence, "this|these|those|there|that way|which");
}

/* A figure, a grade of exclusivity, an act: what makes a line that leans on another say more. */
static bool
states_something (const PactStatementLine *line)
{
  return line->act != PACT_ACT_NONE || line->class != 0 || line->sentence->reading->facts->len > 0;
}

/* Words of its own matter that no term has; names are no matter. */
static guint
novel_words (const Subject *subject)
{
  const PactReading *reading = subject->line->sentence->reading;
  guint n = 0;

  for (guint i = 0; i < reading->units->len; i++) {
    gpointer key = GUINT_TO_POINTER (pact_unit (reading, i)->key);
    bool name = (pact_unit (reading, i)->flags & PACT_TOKEN_CAPITAL) &&
                !(pact_unit (reading, i)->flags & PACT_TOKEN_STARTS);

    n += !name && g_hash_table_contains (subject->own, key) &&
         terms_with (subject->statement, key) == 0;
  }
  return n;
}

/* What another line says is said of this one too: a question of its answer, a clause of the one
 * that begins with "which". */
static void
speak_of (Subject *subject, const PactStatementLine *other)
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
    if (terms_with (statement, key) > 0)
      return false;
  return g_hash_table_size (matter) > 0;
}

/* "These machines", of which no term speaks. */
static bool
points_elsewhere (const Subject *subject)
{
  const PactReading *reading = subject->line->sentence->reading;

  for (guint i = 0; i + 1 < reading->units->len; i++)
    if ((pact_unit_is (reading, i, "these") || pact_unit_is (reading, i, "those")) &&
        is_matter (reading, i + 1) && !is_common (reading, i + 1) &&
        terms_with (subject->statement, GUINT_TO_POINTER (pact_unit (reading, i + 1)->key)) == 0)
      return true;
  return false;
}

/* A clause that begins with "which", or that does something to "it": of what was said before. */
static bool
takes_up (const Subject *subject, const PactStatementLine *before)
{
  const PactStatementLine *line = subject->line;
  bool same_passage = line->passage.span.start == before->passage.span.start;

  return g_str_has_prefix (line->sentence->words, "which ") ||
         (same_passage && g_hash_table_size (subject->own) <= THIN) ||
         ((line->act != PACT_ACT_NONE || same_passage) && has_pronoun (line) &&
          subject->novel < MUCH && subject->novel == g_hash_table_size (subject->own));
}

/* Takes the matter of a line before it; whether that is all it leans on. */
static bool
lean_on (Subject *subject, const PactStatementLine *before, guint back)
{
  const PactStatementLine *line = subject->line;
  bool taken = back == 1 && takes_up (subject, before);

  if (back == 1 && before->passage.span.start != line->passage.span.start)
    subject->strange |= is_strange (subject->statement, before);
  if (back == 1 && subject->leans && states_something (line) &&
      (line->class & ~(guint) PACT_CLASS_BOUND) == 0)
    subject->class |= before->class;
  add_matter (subject, before->sentence->reading, taken ? WHOLE : (int) (CONTEXT * WHOLE));
  if (taken)
    speak_of (subject, before);
  return taken;
}

static Subject
subject_new (const PactStatement *statement, guint i)
{
  const PactStatementLine *line = pact_statement_line (statement, i),
                          *question = question_of (statement, line);
  Subject subject = { .statement = statement, .line = line, .class = line->class };
  guint n;

  subject.own = pact_matter_of (line->sentence->reading, statement->parties);
  subject.place = g_hash_table_new (g_direct_hash, g_direct_equal);
  n = g_hash_table_size (subject.own);
  subject.novel = novel_words (&subject);
  subject.novelty = n < FEW_WORDS ? 0 : (double) subject.novel / n;
  subject.leans = leans_back (&subject);
  subject.strange = points_elsewhere (&subject);
  add_matter (&subject, line->sentence->reading, WHOLE);
  if (line->lead >= 0)
    add_matter (&subject, pact_statement_line (statement, (guint) line->lead)->sentence->reading,
                (int) (CONTEXT * WHOLE));
  if (question != NULL && question->class == 0 && is_strange (statement, question)) {
    subject.strange = true;
    return subject;
  }
  for (guint back = 1; back <= CONTEXT_LINES; back++) {
    const PactStatementLine *before = line_before (statement, i, back);

    if (before == NULL || lean_on (&subject, before, back))
      break;
  }
  if (question != NULL) {
    subject.class |= question->class;
    add_matter (&subject, question->sentence->reading, WHOLE);
    if (subject.leans)
      speak_of (&subject, question);
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
                                       "also pays|in addition|additionally|moreover|newly|"
                                       "furthermore|for the first time|on top of this|"
                                       "on top of that|in return");
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

/* Whether no other term of its class could be meant by the line. */
static bool
is_only_one_meant (const Subject *subject, const PactStatementTerm *term)
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

/* Whether a line states the percentage of this term and of no other. */
static bool
is_told_by_figure (const Subject *subject, const PactStatementTerm *term)
{
  guint n = 0;

  for (guint t = 0; t < subject->statement->terms->len; t++)
    n += same_figure (pact_statement_term (subject->statement, t), subject->line);
  return n == 1 && same_figure (term, subject->line) && subject->novelty < NOVEL;
}

/* "22 % of", "a fifth of". */
static bool
is_part_of (const PactReading *reading, guint i)
{
  return pact_unit_is (reading, i + 1, "of") &&
         (pact_unit (reading, i)->sense == PACT_SENSE_FRACTION || pact_unit_is (reading, i, "%"));
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
      if (is_matter (reading, at) && !is_common (reading, at) &&
          pact_parties_at (statement->parties, reading->tokens, pact_unit (reading, at)->first,
                           &n) < 0)
        g_hash_table_add (source, GUINT_TO_POINTER (pact_unit (reading, at)->key));
  }
  return source;
}

/* Whether the line shares something else: "3% of the revenue from parking data". */
static bool
has_other_source (const Subject *subject, const PactStatementTerm *term)
{
  g_autoptr (GHashTable) owed = source_of (subject->statement, term->sentence->reading),
                         said = source_of (subject->statement, subject->line->sentence->reading);
  GHashTableIter iter;
  gpointer key;
  guint met = 0, novel = 0;

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    met += g_hash_table_contains (owed, key);
    novel += terms_with (subject->statement, key) == 0;
  }
  return subject->line->act == PACT_ACT_NONE && g_hash_table_size (owed) > 0 && novel > 0 &&
         2 * met <= g_hash_table_size (said) && !same_figure (term, subject->line);
}

/* "It is now also sold elsewhere", "Orme may offer them to others": more of the matter spoken of,
 * not another. */
static bool
brings_in (const Subject *subject)
{
  return pact_joins_in (subject->line->sentence) &&
         (subject->leans || pact_says_we (subject->line->sentence) ||
          (subject->line->named & ~subject->statement->speaker) != 0);
}

/* A line of the term's class: direction and figures say whether it is this term. */
static double
match_in_class (const Subject *subject, const PactStatementTerm *term, double like)
{
  PactFlow owed = term->judged.flow, said = subject->line->flow;
  bool known = owed.payer != 0 && owed.payee != 0;
  bool against = known && (owed.payer == said.payee || owed.payee == said.payer);

  if ((term->judged.class & PACT_CLASS_REVENUE) && has_other_source (subject, term))
    return 0;
  if (g_hash_table_size (subject->place) == 0 && !against)
    return MATCH; /* "the revenue share ends": every one it can mean */
  if (owed.payer != 0 && said.payer == owed.payer)
    like += SAME_PAYER;
  if ((term->judged.class & PACT_CLASS_EXCLUSIVITY) && brings_in (subject) && !subject->related &&
      (like > 0 || (subject->line->named & ~subject->statement->speaker) != 0) &&
      is_only_one_meant (subject, term))
    like = MAX (like, MATCH);
  if (subject->leans && is_only_one_meant (subject, term) && !subject->related &&
      !subject->strange)
    like = MAX (like, MATCH);
  if (is_told_by_figure (subject, term))
    like = MAX (like, MATCH);
  if (same_figure (term, subject->line))
    like = like >= MATCH ? MAX (like, SAME_FIGURE) : like;
  else if (against)
    like -= AGAINST;
  if (known && said.payer == owed.payer && said.payee == owed.payee && subject->novelty < NOVEL)
    like = MAX (like, MATCH);
  if (subject->strange && !brings_in (subject) && like < MATCH_LOOSE)
    return 0;
  return like >= MATCH_IN_CLASS ? like : 0;
}

/* A line about the length of the agreement: best one that says until when. */
static double
match_length (const Subject *subject, const PactStatementTerm *term, double like)
{
  const PactSentence *sentence = subject->line->sentence;
  bool dated = pact_has_fact (sentence->reading, PACT_FACT_DATE);

  if (!(subject->class & PACT_CLASS_LENGTH) &&
      !(dated && own_words (subject, term) > 0 && pact_says_lasting (sentence)))
    return 0;
  return MAX (like, dated ? DATED : OF_LENGTH);
}

/* A line of another class, or of none. */
static double
match_off_class (const Subject *subject, const PactStatementTerm *term, double like)
{
  PactAct act = subject->line->act;
  bool keeps_or_ends = act == PACT_ACT_KEEPS || act == PACT_ACT_ENDS;
  bool one_will_do = keeps_or_ends || (act != PACT_ACT_NONE && term->judged.class == 0);

  if (keeps_or_ends && is_told_by_figure (subject, term))
    return MATCH_SURE; /* "the 25% stay" */
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
only_stands_near (const Subject *subject, const PactStatementTerm *term)
{
  PactFlow owed = term->judged.flow, said = subject->line->flow;
  bool same_flow = owed.payer != 0 && owed.payee != 0 && owed.payer == said.payer &&
                   owed.payee == said.payee;

  return own_words (subject, term) == 0 && !brings_in (subject) && !same_flow &&
         (!subject->leans || subject->novel >= MUCH);
}

/* How many terms are the ceiling or the floor that the line speaks of. */
static guint
bounds_meant (const Subject *subject)
{
  guint n = 0;

  for (guint t = 0; t < subject->statement->terms->len; t++)
    n += (pact_statement_term (subject->statement, t)->judged.class & subject->line->class &
          PACT_CLASS_BOUND) != 0;
  return n;
}

/* A ceiling goes to the term that is one, a percentage to one that is none. */
static double
match_bound (const Subject *subject, const PactStatementTerm *term, double like)
{
  guint bounds = term->judged.class & PACT_CLASS_BOUND;
  bool percent = pact_has_fact (subject->line->sentence->reading, PACT_FACT_PERCENT);

  if (bounds & subject->line->class)
    return subject->leans || like >= MATCH_IN_CLASS ||
                   (subject->line->act != PACT_ACT_NONE && bounds_meant (subject) == 1)
               ? MAX (like, MATCH_SURE)
               : like;
  if (bounds != 0 && percent)
    return 0;
  return bounds == 0 && !percent && bounds_meant (subject) > 0 ? 0 : like;
}

static double
match_term (const Subject *subject, const PactStatementTerm *term, double like)
{
  if (term->judged.class & PACT_CLASS_REVENUE) {
    like = match_bound (subject, term, like);
    if (like == MATCH_SURE)
      return like;
  }
  if (only_stands_near (subject, term) && g_hash_table_size (term->matter) > 0 &&
      term->judged.class != PACT_CLASS_LENGTH && !same_figure (term, subject->line))
    return 0;
  if (says_more (subject->line->sentence) && !brings_in (subject) &&
      subject->novelty >= NOVEL && like < MATCH_SURE)
    return 0;
  if (term->judged.class == PACT_CLASS_EQUITY && (subject->class & PACT_CLASS_EQUITY) &&
      (pact_party_set_is_several (subject->line->named) ||
       (subject->line->named != 0 && is_only_one_meant (subject, term))))
    like = MAX (like, MATCH); /* "A sold its shares in B" */
  if (term->judged.class == PACT_CLASS_LENGTH)
    return match_length (subject, term, like);
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
