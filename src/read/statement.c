/* A whole statement against a baseline. Each sentence becomes a line with what it takes from its
 * place: the question or list it answers, whose agreement it speaks of, whether it binds. Each
 * term then goes to the lines that share its matter, and judge.c says what they do to it. */
#include <string.h>

#include "pactwatch/read.h"
#include "read/classify.h"
#include "read/judge.h"
#include "read/segment.h"

static const double MATCH = 0.3;        /* share of a term's matter that makes a line speak of it */
static const double MATCH_LOOSE = 0.5;  /* the same without a class in common */
static const double MATCH_SURE = 0.6;   /* the same where nothing else speaks for it */
static const double SAME_FIGURE = 0.9;  /* what a line that repeats the term's percentage counts for */
static const double OFF_CLASS = 0.15;   /* what a match without a class in common is worth less */
static const double MATCH_ACT = 0.33;   /* the same where the line keeps, amends or ends something */
static const double OF_LONG_TERM = 0.8; /* what the share of a line counts for */
static const double RIVAL = 0.75;       /* of its best match: below, the line is about that one */
static const double NOVEL = 0.3;        /* share of a line's matter no term has: a new matter */
enum { CONTEXT_LINES = 2 };             /* lines of its paragraph before it that a line may lean on */
static const double CONTEXT = 0.5;      /* weight of words a line takes from its place */

typedef struct {
  PactPassage passage;
  PactBlockKind kind;
  PactSentence *sentence;
  int question, lead;    /* lines it answers or completes; -1 for none */
  PactPartySet named;
  bool ours;             /* of the agreement between the parties, or of nobody else's */
  bool boilerplate;      /* under "About Somebody" */
  bool older;            /* under a dated note that prevails */
  PactMood mood;
  PactAct act;
  guint class;
  PactFlow flow;
  bool used;             /* evidence for a term */
} Line;

typedef struct {
  const PactDocument *document;
  PactParties *parties;
  PactPartySet speaker; /* the party that says "we"; 0 when unknown */
  GArray *lines;        /* Line */
  GPtrArray *terms;     /* Term */
  GHashTable *own_names; /* token keys of the terms */
  GHashTable *names;     /* token keys of names inside sentences */
} Statement;

typedef struct {
  const PactTerm *term;
  const PactWording *wording;
  PactSentence *sentence;
  PactTermReading judged;
  GHashTable *matter; /* key -> weight in thousandths */
  double weight;
} Term;

static Line *
line_at (const Statement *statement, guint i)
{
  return &g_array_index (statement->lines, Line, i);
}

static char *
line_text (const Statement *statement, const Line *line)
{
  PactSpan span = line->passage.span;

  return g_strndup (statement->document->text + span.start, span.end - span.start);
}

/* Matter: the words by which terms are told apart */

static bool
is_matter (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind != PACT_TOKEN_WORD)
    return false;
  return unit->sense == PACT_SENSE_NONE || unit->sense == PACT_SENSE_WORD || unit->sense == PACT_SENSE_PLACE ||
         unit->sense == PACT_SENSE_REVENUE || unit->sense == PACT_SENSE_COST || unit->sense == PACT_SENSE_GRANT;
}

/* Words of every agreement, which tell no term from another. */
static bool
is_common (const PactReading *reading, guint i)
{
  static const char *const common[] = { "agreement", "contract", "partnership", "company", "companies", "partner", "party", "parties",
                                        "right",     "rights",   "revenue",     "sign",    "signed",    "united" };

  for (guint c = 0; c < G_N_ELEMENTS (common); c++)
    if (pact_unit_is (reading, i, common[c]))
      return true;
  return false;
}

/* Keys of the matter of a text, the parties' names left out. */
static GHashTable *
matter_of (const PactReading *reading, const PactParties *parties)
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

static void
term_free (gpointer data)
{
  Term *term = data;

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
  return g_str_equal (term->topic, "term-length") ? PACT_CLASS_LENGTH : 0;
}

static void
read_terms (Statement *statement, const PactBaseline *baseline, const char *date)
{
  bool length_apart = false;

  statement->terms = g_ptr_array_new_with_free_func (term_free);
  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactWording *wording = pact_term_wording (baseline->terms->pdata[i], date);
    Term *term;

    if (wording == NULL)
      continue;
    term = g_new0 (Term, 1);
    term->term = baseline->terms->pdata[i];
    term->wording = wording;
    term->sentence = pact_sentence_new (wording->text, -1);
    term->matter = matter_of (term->sentence->reading, statement->parties);
    term->judged = (PactTermReading){ term->sentence, pact_flow_read (term->sentence->reading, statement->parties, 0),
                                      class_of_topic (term->term), false };
    length_apart |= term->judged.class == PACT_CLASS_LENGTH;
    g_ptr_array_add (statement->terms, term);
  }
  for (guint i = 0; i < statement->terms->len; i++)
    ((Term *) statement->terms->pdata[i])->judged.length_apart = length_apart;
}

/* In how many terms a word of matter stands. */
static guint
terms_with (const Statement *statement, gpointer key)
{
  guint n = 0;

  for (guint i = 0; i < statement->terms->len; i++)
    n += g_hash_table_contains (((const Term *) statement->terms->pdata[i])->matter, key);
  return n;
}

/* Lines */

/* "Yes." and "No." before an answer: the sentence after them is what answers. */
static PactSpan
without_yes_or_no (const char *text, PactSpan span)
{
  static const char *const words[] = { "Yes. ", "No. ", "Yes, ", "No, " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (span.end - span.start > strlen (words[i]) && g_str_has_prefix (text + span.start, words[i]))
      span.start += (guint32) strlen (words[i]);
  return span;
}

enum { WITH = 6, BETWEEN = 7 }; /* values of PACT_SENSE_PREPOSITION rows */

/* Strangers: names of neither party, nor of the terms, that act or are dealt with */

/* Whether the name around unit `i` has an article, as in "the First Amendment"; not where the text
 * deals with it: "with the Marden farms". */
static bool
has_article (const PactReading *reading, guint i)
{
  guint article;

  while (i > 0 && (pact_unit (reading, i - 1)->flags & PACT_TOKEN_CAPITAL) && pact_unit (reading, i - 1)->sense != PACT_SENSE_FILLER)
    i--;
  article = i - 1;
  if (i == 0 || !(pact_unit_is (reading, article, "the") || pact_unit_is (reading, article, "a") || pact_unit_is (reading, article, "an")))
    return false;
  return article == 0 || pact_unit (reading, article - 1)->sense != PACT_SENSE_PREPOSITION || pact_unit (reading, article - 1)->value != WITH;
}

/* Whether unit `i` could be a stranger's name: capitalised, no word of the terms, not "the First
 * Amendment". */
static bool
is_foreign_name (const Statement *statement, const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);
  guint n;

  return (unit->flags & PACT_TOKEN_CAPITAL) && !(unit->flags & PACT_TOKEN_SHOUTED) && unit->concept == 0 &&
         unit->kind == PACT_TOKEN_WORD && pact_parties_at (statement->parties, reading->tokens, unit->first, &n) < 0 &&
         !g_hash_table_contains (statement->own_names, GUINT_TO_POINTER (pact_token (reading->tokens, unit->first)->key)) &&
         !has_article (reading, i);
}

static bool
is_party_at (const Statement *statement, const PactReading *reading, gint64 i)
{
  guint n;

  return i >= 0 && i < reading->units->len &&
         pact_parties_at (statement->parties, reading->tokens, pact_unit (reading, (guint) i)->first, &n) >= 0;
}

/* Whether the name at unit `i` does something, or something is done with it. */
static bool
is_dealing (const Statement *statement, const PactReading *reading, guint i)
{
  static const PactSense verbs[] = { PACT_SENSE_WILL, PACT_SENSE_BE, PACT_SENSE_PAY, PACT_SENSE_RECEIVE, PACT_SENSE_MAY, PACT_SENSE_KEEP,
                                     PACT_SENSE_SHARE };
  PactSense next = pact_sense_near (reading, i, 1), before = i > 0 ? pact_sense_near (reading, i, -1) : PACT_SENSE_NONE;
  guint article = i > 0 && pact_unit_is (reading, i - 1, "the");
  double preposition = i > article && pact_sense_near (reading, i, -1 - (gint) article) == PACT_SENSE_PREPOSITION
                           ? pact_unit (reading, i - 1 - article)->value : 0;

  if (preposition == WITH || preposition == BETWEEN || (before == PACT_SENSE_AND && is_party_at (statement, reading, (gint64) i - 2)) ||
      (next == PACT_SENSE_AND && is_party_at (statement, reading, (gint64) i + 2)))
    return true;
  if (before == PACT_SENSE_PREPOSITION) /* a place: "from Leeds" */
    return false;
  if (pact_unit (reading, i)->flags & PACT_TOKEN_STARTS) /* the subject, unless it is apart: "Leeds, 3 May" */
    return next != PACT_SENSE_PREPOSITION && i + 1 < reading->units->len && pact_unit (reading, i + 1)->kind == PACT_TOKEN_WORD;
  for (guint v = 0; v < G_N_ELEMENTS (verbs); v++)
    if (next == verbs[v])
      return true;
  return false;
}

static bool
names_stranger (const Statement *statement, const PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    bool starts = pact_unit (reading, i)->flags & PACT_TOKEN_STARTS;
    guint32 key = pact_token (reading->tokens, pact_unit (reading, i)->first)->key;

    if (is_foreign_name (statement, reading, i) && is_dealing (statement, reading, i) &&
        (!starts || g_hash_table_contains (statement->names, GUINT_TO_POINTER (key))))
      return true;
  }
  return false;
}

static bool
says_both (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "both companies|two companies|the companies|both sides|two sides|both partners|the partners|both parties|"
                                     "the parties|each other|one another|the two|both firms|two firms|neither company|either company|each company");
}

/* "We", "us" and "our" in the text's own voice. */
static bool
says_we (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "we|us|our|ours");
}

static bool
is_several (PactPartySet set)
{
  return (set & (set - 1)) != 0;
}

/* Words of the terms, and names that stand inside sentences of the statement. */
static void
collect_names (Statement *statement)
{
  for (guint t = 0; t < statement->terms->len; t++) {
    const PactTokens *tokens = ((const Term *) statement->terms->pdata[t])->sentence->reading->tokens;

    for (guint i = 0; i < tokens->tokens->len; i++)
      g_hash_table_add (statement->own_names, GUINT_TO_POINTER (pact_token (tokens, i)->key));
  }
  for (guint l = 0; l < statement->lines->len; l++) {
    const PactReading *reading = line_at (statement, l)->sentence->reading;

    for (guint i = 0; i < reading->units->len; i++)
      if (pact_unit (reading, i)->name && !(pact_unit (reading, i)->flags & PACT_TOKEN_STARTS))
        g_hash_table_add (statement->names, GUINT_TO_POINTER (pact_token (reading->tokens, pact_unit (reading, i)->first)->key));
  }
}

enum { WE_BESIDE = 4 }; /* lines in which "we" stands beside a name tell more than mentions */

/* The party that speaks in the text and is "the company": the one most often named, except beside
 * "we", which then is the other one. */
static PactPartySet
find_speaker (const Statement *statement)
{
  int counts[32] = { 0 };
  guint best = 0;

  for (guint i = 0; i < statement->lines->len; i++) {
    const Line *line = line_at (statement, i);
    bool of_other = says_we (line->sentence) && !is_several (line->named);

    for (guint p = 0; p < statement->parties->n; p++)
      if (line->named & 1u << p)
        counts[p] += of_other ? -WE_BESIDE : 1;
  }
  for (guint p = 1; p < statement->parties->n; p++)
    if (counts[p] > counts[best])
      best = p;
  return statement->parties->n > 0 ? 1u << best : 0;
}

/* Where the clause that starts at `start` ends: at words that set what follows against it. */
static guint32
clause_end (const char *text, guint32 start, guint32 end)
{
  static const char *const breaks[] = { "; ", ", but ", ", whereas ", ", while ", ", which ", ", although ", ", though " };
  guint32 first = end;

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++) {
    const char *at = g_strstr_len (text + start, (gssize) (first - start), breaks[i]);

    if (at != NULL && at > text + start)
      first = (guint32) (at - text) + 1;
  }
  return first;
}

/* A clause of passage `i` with what it takes from its place. */
static Line
line_new (const Statement *statement, const GArray *passages, guint i, PactSpan clause)
{
  const char *text = statement->document->text;
  Line line = { .passage = g_array_index (passages, PactPassage, i), .question = -1, .lead = -1 };

  line.passage.span = without_yes_or_no (text, line.passage.span);
  line.kind = g_array_index (statement->document->blocks, PactBlock, line.passage.block).kind;
  line.sentence = pact_sentence_new (text + clause.start, (gssize) (clause.end - clause.start));
  line.mood = pact_mood_read (line.sentence);
  line.act = pact_act_read (line.sentence);
  line.class = pact_class_read (line.sentence);
  line.named = pact_parties_in (statement->parties, line.sentence->reading->tokens);
  if (line.kind == PACT_BLOCK_TABLE_ROW && line.mood == PACT_MOOD_PAST)
    line.mood = PACT_MOOD_BINDING; /* "paid by" */
  return line;
}

static void
read_lines (Statement *statement)
{
  g_autoptr (GArray) passages = pact_passages_read (statement->document);
  g_autofree int *first_line = g_new (int, passages->len + 1);
  int heading = -1;
  bool about = false;

  statement->lines = g_array_sized_new (FALSE, TRUE, sizeof (Line), passages->len);
  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = without_yes_or_no (statement->document->text, g_array_index (passages, PactPassage, i).span);
    int lead = pact_passage_lead (statement->document, passages, i);

    first_line[i] = (int) statement->lines->len;
    for (guint32 end; span.start < span.end; span.start = end) {
      Line line;

      end = clause_end (statement->document->text, span.start, span.end);
      line = line_new (statement, passages, i, (PactSpan){ span.start, end });
      line.lead = lead >= 0 ? first_line[lead] : -1;
      if (line.kind == PACT_BLOCK_HEADING || line.mood == PACT_MOOD_QUESTION) {
        heading = (int) statement->lines->len;
        about = g_str_has_prefix (line.sentence->words, "about ") && line.mood != PACT_MOOD_QUESTION;
      } else {
        line.question = heading;
      }
      line.boilerplate = about;
      g_array_append_val (statement->lines, line);
    }
  }
  statement->speaker = find_speaker (statement);
}

/* Whether the statement as a whole is about a deal with somebody else: its title names a stranger
 * beside one party, or it never names the other one. */
static bool
is_about_others (const Statement *statement)
{
  PactPartySet all = 0, titled = 0;
  bool stranger = false;

  for (guint i = 0; i < statement->lines->len; i++) {
    const Line *line = line_at (statement, i);

    all |= line->named | (says_we (line->sentence) ? statement->speaker : 0);
    if (line->kind != PACT_BLOCK_HEADING || titled != 0)
      continue;
    titled = line->named;
    stranger = names_stranger (statement, line->sentence->reading);
  }
  return !is_several (all) || (stranger && !is_several (titled));
}

/* Whose agreement each line speaks of. A line that names one party, or none, goes on from the line
 * before it in its paragraph; a stranger beside one party makes it another's. */
static void
attribute_lines (Statement *statement)
{
  bool at_first = !is_about_others (statement), ours = at_first;

  for (guint i = 0; i < statement->lines->len; i++) {
    Line *line = line_at (statement, i);

    if (i > 0 && line->passage.block != line_at (statement, i - 1)->passage.block)
      ours = at_first;
    if (is_several (line->named))
      ours = true;
    else if (names_stranger (statement, line->sentence->reading) && !says_both (line->sentence))
      ours = false;
    else if (line->named != 0 && line->named != statement->speaker)
      ours = true;
    line->ours = ours;
    line->flow = pact_flow_read (line->sentence->reading, statement->parties, statement->speaker);
  }
}

/* A memorandum binds nobody for as long as the text stays with it; "nothing has been signed"
 * takes back the lines of its paragraph before it. */
static void
open_unbinding (Statement *statement)
{
  bool unbinding = false;

  for (guint i = 0; i < statement->lines->len; i++) {
    Line *line = line_at (statement, i);
    bool denies = pact_denies_agreement (line->sentence) && line->class == 0;

    if (i == 0 || line->passage.block != line_at (statement, i - 1)->passage.block)
      unbinding = unbinding && pact_is_unbinding (line->sentence);
    unbinding |= pact_is_unbinding (line->sentence);
    if (unbinding)
      line->mood = MAX (line->mood, PACT_MOOD_OPEN);
    for (guint back = i; denies && back > 0 && line_at (statement, back - 1)->passage.block == line->passage.block; back--)
      if (line_at (statement, back - 1)->class != PACT_CLASS_LENGTH)
        line_at (statement, back - 1)->mood = PACT_MOOD_OPEN;
  }
}

/* The line where an older text begins under a dated note; lines->len without a note. */
static guint
find_older (const Statement *statement)
{
  static const char note[] = "update|updated|note|correction|editor 's note|addendum|amendment";
  static const char below[] = "published|first published|originally|original|posted|below|archived|as of";
  bool noted = false;

  for (guint i = 0; i < statement->lines->len; i++) {
    const Line *line = line_at (statement, i);
    g_autofree char *text = line_text (statement, line);
    gsize mark = strspn (text, "*_[( ");

    if (!noted && i < 12 && (g_ascii_strncasecmp (text + mark, "update", 6) == 0 || g_ascii_strncasecmp (text + mark, "note", 4) == 0) &&
        pact_sentence_says (line->sentence, note)) {
      noted = true;
      continue;
    }
    if (noted && line->passage.block != line_at (statement, i - 1)->passage.block &&
        line->sentence->reading->tokens->tokens->len < 20 && pact_sentence_says (line->sentence, below))
      return i;
  }
  return statement->lines->len;
}

static void
mark_older (Statement *statement)
{
  guint from = find_older (statement);
  bool confirmed = false;

  for (guint i = 0; i < from && from < statement->lines->len; i++)
    confirmed |= pact_keeps_the_rest (line_at (statement, i)->sentence) ||
                 (pact_sentence_says (line_at (statement, i)->sentence, "below|rest") && line_at (statement, i)->act == PACT_ACT_KEEPS);
  for (guint i = from; i < statement->lines->len; i++) {
    line_at (statement, i)->older = true;
    if (!confirmed)
      line_at (statement, i)->mood = PACT_MOOD_PAST;
  }
}

/* Matching */

static void
add_matter (GHashTable *weights, const Statement *statement, const PactReading *reading, double weight)
{
  g_autoptr (GHashTable) matter = matter_of (reading, statement->parties);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, matter);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (GPOINTER_TO_INT (g_hash_table_lookup (weights, key)) < (int) (weight * 1000))
      g_hash_table_insert (weights, key, GINT_TO_POINTER ((int) (weight * 1000)));
}

/* Whether a line leans on the one before it: it names nobody, or has a pronoun. */
static bool
leans_back (const Line *line)
{
  const PactReading *reading = line->sentence->reading;

  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == PACT_SENSE_PRONOUN && pact_unit (reading, i)->value == 1)
      return true;
  return line->named == 0;
}

/* The words of a line's matter and of the place it stands in, with their weights. */
static GHashTable *
line_matter (const Statement *statement, guint i)
{
  GHashTable *weights = g_hash_table_new (g_direct_hash, g_direct_equal);
  const Line *line = line_at (statement, i);

  add_matter (weights, statement, line->sentence->reading, 1.0);
  if (line->lead >= 0)
    add_matter (weights, statement, line_at (statement, (guint) line->lead)->sentence->reading, CONTEXT);
  if (line->question >= 0 && line_at (statement, (guint) line->question)->mood == PACT_MOOD_QUESTION)
    add_matter (weights, statement, line_at (statement, (guint) line->question)->sentence->reading, 2 * CONTEXT);
  for (guint back = 1; back <= CONTEXT_LINES && back <= i && line_at (statement, i - back)->passage.block == line->passage.block; back++)
    add_matter (weights, statement, line_at (statement, i - back)->sentence->reading, CONTEXT);
  return weights;
}

/* A figure, a grade of exclusivity, an act: what makes a line that leans on another say more. */
static bool
states_something (const Line *line)
{
  return line->act != PACT_ACT_NONE || line->class != 0 || line->sentence->reading->facts->len > 0;
}

/* The class of a line with that of the question it answers. */
static guint
line_class (const Statement *statement, const Line *line)
{
  guint class = line->class;
  guint i = (guint) (line - line_at (statement, 0));

  if (i > 0 && leans_back (line) && line_at (statement, i - 1)->passage.block == line->passage.block && states_something (line))
    class |= line_at (statement, i - 1)->class;

  if (line->question >= 0 && line_at (statement, (guint) line->question)->mood == PACT_MOOD_QUESTION)
    class |= line_at (statement, (guint) line->question)->class;
  return class;
}

/* How much the term's matter and the line's are one, 0 to 1: the share of the term's that the line
 * speaks of, or, of a long term, most of the share of the line's that is the term's. */
static double
likeness (const Statement *statement, const Term *term, GHashTable *matter)
{
  GHashTableIter iter;
  gpointer key, value;
  double shared = 0, all = 0, said = 0;
  guint n = 0;

  g_hash_table_iter_init (&iter, term->matter);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    double weight = 1.0 / terms_with (statement, key);

    all += weight;
    shared += weight * GPOINTER_TO_INT (g_hash_table_lookup (matter, key)) / 1000.0;
    n += g_hash_table_contains (matter, key);
  }
  g_hash_table_iter_init (&iter, matter);
  while (g_hash_table_iter_next (&iter, &key, &value))
    said += GPOINTER_TO_INT (value) / 1000.0 / MAX (terms_with (statement, key), 1);
  if (all <= 0)
    return 0;
  return n >= 2 && said < all ? MAX (shared / all, OF_LONG_TERM * shared / said) : shared / all;
}

enum { FEW_WORDS = 3 }; /* too few to be a matter of their own: "a fixed sum" */

/* The share of a line's own matter that no term has. */
static double
novelty (const Statement *statement, const Line *line)
{
  g_autoptr (GHashTable) matter = matter_of (line->sentence->reading, statement->parties);
  GHashTableIter iter;
  gpointer key;
  guint new = 0;

  g_hash_table_iter_init (&iter, matter);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    new += terms_with (statement, key) == 0;
  return g_hash_table_size (matter) < FEW_WORDS ? 0 : (double) new / g_hash_table_size (matter);
}

/* What is agreed on top of the rest. */
static bool
says_more (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "also agreed|also agree|have also|has also|will also|also pays|in addition|additionally|moreover|furthermore|for the first time|newly");
}

/* How many words of the term's matter the line itself has, or the question it answers. */
static guint
own_words (const Statement *statement, const Term *term, const Line *line)
{
  g_autoptr (GHashTable) matter = matter_of (line->sentence->reading, statement->parties);
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  if (line->question >= 0 && line_at (statement, (guint) line->question)->mood == PACT_MOOD_QUESTION)
    add_matter (matter, statement, line_at (statement, (guint) line->question)->sentence->reading, 1.0);
  g_hash_table_iter_init (&iter, matter);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (term->matter, key);
  return n;
}

static bool
flows_against (const Term *term, const Line *line)
{
  PactFlow a = term->judged.flow, b = line->flow;

  return a.payer != 0 && a.payee != 0 && (a.payer == b.payee || a.payee == b.payer);
}

/* Whether no other term is of its class. */
static bool
is_only_of_class (const Statement *statement, const Term *term)
{
  guint n = 0;

  for (guint t = 0; t < statement->terms->len; t++)
    n += ((const Term *) statement->terms->pdata[t])->judged.class == term->judged.class;
  return n == 1;
}

/* Whether some term shares matter with the line and its place. */
static bool
speaks_of_any (const Statement *statement, GHashTable *matter)
{
  for (guint t = 0; t < statement->terms->len; t++)
    if (likeness (statement, statement->terms->pdata[t], matter) >= MATCH)
      return true;
  return false;
}

/* Whether both state the same percentage. */
static bool
same_figure (const Term *term, const Line *line)
{
  const GArray *a = term->sentence->reading->facts, *b = line->sentence->reading->facts;

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++) {
      const PactFact *x = &g_array_index (a, PactFact, i), *y = &g_array_index (b, PactFact, j);

      if (x->kind == PACT_FACT_PERCENT && y->kind == PACT_FACT_PERCENT && ABS (x->value - y->value) < 1e-6)
        return true;
    }
  return false;
}

static bool
flows_alike (const Term *term, const Line *line)
{
  PactFlow a = term->judged.flow, b = line->flow;

  return a.payer != 0 && a.payee != 0 && a.payer == b.payer && a.payee == b.payee;
}

/* Likeness with what class and direction say of it; 0 when the line is not about the term. */
static double
match (const Statement *statement, const Term *term, const Line *line, GHashTable *matter)
{
  guint class = line_class (statement, line);
  double like = likeness (statement, term, matter);

  if (says_more (line->sentence) && novelty (statement, line) >= NOVEL && like < MATCH_SURE)
    return 0;

  if (term->judged.class == PACT_CLASS_LENGTH)
    return class & PACT_CLASS_LENGTH ? MAX (like, MATCH + 0.2) : 0;
  if (term->judged.class != 0 && (class & term->judged.class)) {
    if (g_hash_table_size (matter) == 0 && !flows_against (term, line))
      return MATCH; /* "the revenue share ends": every one it can mean */
    if (term->judged.flow.payer != 0 && line->flow.payer == term->judged.flow.payer)
      like += 0.15;
    if (leans_back (line) && is_only_of_class (statement, term) && !speaks_of_any (statement, matter))
      like = MAX (like, MATCH);
    if (same_figure (term, line) && like >= MATCH)
      like = MAX (like, SAME_FIGURE);
    if (flows_alike (term, line) && novelty (statement, line) < NOVEL)
      like = MAX (like, MATCH);
    if (flows_against (term, line) && !same_figure (term, line))
      like -= 0.2;
    return like >= MATCH ? like : 0;
  }
  return like >= (line->act != PACT_ACT_NONE ? MATCH_ACT : MATCH_LOOSE) && own_words (statement, term, line) >= (line->act == PACT_ACT_KEEPS || line->act == PACT_ACT_ENDS ? 1 : MIN (2, g_hash_table_size (term->matter))) &&
                 (term->judged.class == 0 || class == 0 || class == PACT_CLASS_LENGTH) && (term->judged.class == 0 || line->act != PACT_ACT_NONE || like >= MATCH_SURE)
             ? like - OFF_CLASS : 0;
}

/* Verdicts */

typedef struct {
  double like;
  int line; /* -1 for none */
  PactFacets facets;
  char *why;
} Evidence;

static bool
counts (const Line *line)
{
  return line->mood == PACT_MOOD_BINDING && line->ours && !line->boilerplate && line->kind != PACT_BLOCK_HEADING &&
         !pact_denies_agreement (line->sentence);
}

/* "What does not change:" over a list says it of each item. */
static bool
kept_by_lead (const Statement *statement, const Line *line)
{
  return line->lead >= 0 && line_at (statement, (guint) line->lead)->act == PACT_ACT_KEEPS &&
         line_at (statement, (guint) line->lead)->mood == PACT_MOOD_BINDING && line->act == PACT_ACT_NONE;
}

static PactFacets
judge_line (const Statement *statement, const Term *term, const Line *line, char **ret_why)
{
  if (kept_by_lead (statement, line) || line->older)
    return (PactFacets){ 0 };
  if (line->kind == PACT_BLOCK_TABLE_ROW) {
    g_autofree char *row = line_text (statement, line);
    PactFacets facets = pact_judge_row (&term->judged, row, ret_why);

    if (facets.n > 0 || strstr (row, " | ") != NULL)
      return facets;
  }
  return pact_judge_sentence (&term->judged, line->sentence, line->flow, ret_why);
}

static void
weigh_evidence (Evidence *best, double like, int line, PactFacets facets, char *why)
{
  bool better = best->line < 0 || (facets.n > 0) > (best->facets.n > 0) || ((facets.n > 0) == (best->facets.n > 0) && like > best->like);

  if (!better) {
    g_free (why);
    return;
  }
  g_free (best->why);
  *best = (Evidence){ like, line, facets, why };
}

static int
find_rest (const Statement *statement)
{
  for (guint i = 0; i < statement->lines->len; i++) {
    const Line *line = line_at (statement, i);

    if (line->mood == PACT_MOOD_BINDING && line->ours && pact_keeps_the_rest (line->sentence))
      return (int) i;
  }
  return -1;
}

static PactFinding *
finding_new (const PactBaseline *baseline, const Statement *statement, const Term *term, Evidence *evidence)
{
  PactFinding *finding = pact_finding_new ();

  finding->baseline = g_strdup (baseline->name);
  finding->term = g_strdup (term != NULL ? term->term->name : "+new");
  finding->old_text = term != NULL ? g_strdup (term->wording->text) : NULL;
  finding->verdict = term == NULL ? PACT_VERDICT_NEW
                     : evidence->line < 0 ? PACT_VERDICT_NOT_MENTIONED
                     : evidence->facets.n > 0 ? PACT_VERDICT_CHANGED : PACT_VERDICT_REAFFIRMED;
  finding->facets = evidence->facets;
  finding->why = g_steal_pointer (&evidence->why);
  if (evidence->line >= 0)
    finding->new_text = line_text (statement, line_at (statement, (guint) evidence->line));
  if (term != NULL)
    finding->topic = g_strdup (term->term->topic);
  return finding;
}

/* The evidence for each term, from the lines that are about none other more. */
static Evidence *
judge_terms (Statement *statement)
{
  Evidence *evidence = g_new0 (Evidence, statement->terms->len + 1);
  g_autofree double *likes = g_new0 (double, statement->terms->len + 1);
  int rest = find_rest (statement);

  for (guint t = 0; t < statement->terms->len; t++)
    evidence[t].line = -1;
  for (guint i = 0; i < statement->lines->len; i++) {
    Line *line = line_at (statement, i);
    g_autoptr (GHashTable) matter = NULL;
    double best = 0;

    if (!counts (line) || (int) i == rest)
      continue;
    matter = line_matter (statement, i);
    for (guint t = 0; t < statement->terms->len; t++) {
      likes[t] = match (statement, statement->terms->pdata[t], line, matter);
      best = MAX (best, likes[t]);
    }
    for (guint t = 0; t < statement->terms->len; t++)
      if (likes[t] > 0 && likes[t] >= RIVAL * best) {
        char *why = NULL;
        PactFacets facets = judge_line (statement, statement->terms->pdata[t], line, &why);

        weigh_evidence (&evidence[t], likes[t], (int) i, facets, why);
        line->used = true;
      }
  }
  for (guint t = 0; rest >= 0 && t < statement->terms->len; t++)
    if (evidence[t].line < 0)
      evidence[t].line = rest;
  return evidence;
}

/* New commitments */

static bool
is_binding (const Line *line)
{
  for (guint i = 0; i < line->sentence->reading->facts->len; i++)
    if (g_array_index (line->sentence->reading->facts, PactFact, i).kind == PACT_FACT_BINDING)
      return true;
  return false;
}

/* Whether the line binds both: it names both, or one in a statement about the two. */
static bool
involves_both (const Statement *statement, const Line *line)
{
  PactPartySet set = line->named;

  if (says_we (line->sentence))
    set |= statement->speaker;
  if (line->lead >= 0)
    set |= line_at (statement, (guint) line->lead)->named;
  return is_several (set) || says_both (line->sentence) || (line->named != 0 && line->named != statement->speaker) ||
         ((line->named != 0 || says_we (line->sentence)) &&
          (is_binding (line) || line->kind == PACT_BLOCK_LIST_ITEM || line->kind == PACT_BLOCK_TABLE_ROW));
}

static bool
commits (const Line *line)
{
  bool percent = false;

  for (guint i = 0; i < line->sentence->reading->facts->len; i++)
    percent |= g_array_index (line->sentence->reading->facts, PactFact, i).kind == PACT_FACT_PERCENT;
  return (line->class & PACT_CLASS_EXCLUSIVITY) || ((line->class & PACT_CLASS_REVENUE) && percent);
}

static void
add_new (Statement *statement, const PactBaseline *baseline, GPtrArray *findings)
{
  for (guint i = 0; i < statement->lines->len; i++) {
    const Line *line = line_at (statement, i);
    Evidence evidence = { 0, (int) i, { 0 }, NULL };
    PactFinding *finding;
    PactTopic topic;

    if (!counts (line) || line->used || line->older || line->act == PACT_ACT_KEEPS || !commits (line) || !involves_both (statement, line))
      continue;
    finding = finding_new (baseline, statement, NULL, &evidence);
    topic = pact_classify_leading (finding->new_text, -1);
    if (topic == 0) {
      pact_finding_free (finding);
      continue;
    }
    finding->topic = g_strdup (pact_topic_name (topic));
    g_ptr_array_add (findings, finding);
  }
}

static void
statement_clear (Statement *statement)
{
  for (guint i = 0; i < statement->lines->len; i++)
    pact_sentence_free (line_at (statement, i)->sentence);
  g_array_unref (statement->lines);
  g_ptr_array_unref (statement->terms);
  g_hash_table_unref (statement->own_names);
  g_hash_table_unref (statement->names);
  pact_parties_free (statement->parties);
}

GPtrArray *
pact_compare_statement (const PactBaseline *baseline, const char *date, const PactDocument *document)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  Statement statement = { .document = document, .parties = pact_parties_new (baseline, date),
                          .own_names = g_hash_table_new (g_direct_hash, g_direct_equal),
                          .names = g_hash_table_new (g_direct_hash, g_direct_equal) };
  g_autofree Evidence *evidence = NULL;

  read_terms (&statement, baseline, date);
  read_lines (&statement);
  collect_names (&statement);
  attribute_lines (&statement);
  open_unbinding (&statement);
  mark_older (&statement);
  evidence = judge_terms (&statement);
  for (guint t = 0; t < statement.terms->len; t++)
    g_ptr_array_add (findings, finding_new (baseline, &statement, statement.terms->pdata[t], &evidence[t]));
  add_new (&statement, baseline, findings);
  statement_clear (&statement);
  return findings;
}
