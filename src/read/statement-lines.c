/* The lines of a statement: clauses with the question or list they belong to, whether they bind
 * anybody, and whether a dated note above them prevails. */
#include "read/statement.h"

#include <string.h>

#include "read/segment.h"

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

enum { WE_BESIDE = 4 }; /* lines in which "we" stands beside a name tell more than mentions */

/* The party that speaks in the text and is "the company": the one most often named, except beside
 * "we", which then is the other one. */
static PactPartySet
find_speaker (const PactStatement *statement)
{
  int counts[32] = { 0 };
  guint best = 0;

  for (guint i = 0; i < statement->lines->len; i++) {
    const PactStatementLine *line = pact_statement_line (statement, i);
    bool of_other = pact_says_we (line->sentence) && !pact_party_set_is_several (line->named);

    for (guint p = 0; p < statement->parties->n; p++)
      if (line->named & 1u << p)
        counts[p] += of_other ? -WE_BESIDE : 1;
  }
  for (guint p = 1; p < statement->parties->n; p++)
    if (counts[p] > counts[best])
      best = p;
  return statement->parties->n > 0 ? 1u << best : 0;
}

/* " (b) ", " (iii) ": an item within a sentence. */
static bool
is_item_mark (const char *at)
{
  enum { MARK_LETTERS = 4 };
  gsize n = g_str_has_prefix (at, " (") ? strspn (at + 2, "abcdefghijklmnopqrstuvwxyz") : 0;

  return n > 0 && n <= MARK_LETTERS && g_str_has_prefix (at + 2 + n, ") ");
}

/* Words that set what follows against what was said, or begin another sentence. */
static const char *const breaks[] = {
  "; ",          ", but ",    ", whereas ",     ", while ",     ", which ",    ", although ",
  ", though ",   ", and it ", ", and they ",    ", and we ",    ", and both ", ", and from ",
  ", and this ", ", and in ", ", and neither ", ", and as of ", ", because ",
};

/* Where the clause that starts at `start` ends: after the mark of a break, or before an item. */
static guint32
clause_end (const char *text, guint32 start, guint32 end)
{
  for (guint32 at = start + 1; at < end; at++) {
    if (is_item_mark (text + at))
      return at + 1;
    for (guint i = 0; (text[at] == ',' || text[at] == ';') && i < G_N_ELEMENTS (breaks); i++)
      if (g_str_has_prefix (text + at, breaks[i]))
        return at + 1;
  }
  return end;
}

static PactBlockKind
kind_of (const PactStatement *statement, const GArray *passages, guint i)
{
  guint32 block = g_array_index (passages, PactPassage, i).block;

  return g_array_index (statement->document->blocks, PactBlock, block).kind;
}

/* A heading in quotation marks is somebody's claim, which the text under it answers. */
static bool
is_claim (const PactStatementLine *line)
{
  return line->kind == PACT_BLOCK_HEADING && line->sentence->words[0] == '"' &&
         g_str_has_suffix (line->sentence->words, " \"");
}

/* Shares that were sold are no longer held; more of them are another number. */
static void
read_equity (PactStatementLine *line)
{
  if (!(line->class & PACT_CLASS_EQUITY) || line->act != PACT_ACT_NONE)
    return;
  if (pact_sentence_affirms (line->sentence, "sold|~sell|~divest|~dispose of"))
    line->act = PACT_ACT_ENDS;
  else if (pact_sentence_affirms (line->sentence, "bought|~acquire|~convert|~exercise"))
    line->act = PACT_ACT_CHANGES;
  if (line->act != PACT_ACT_NONE && line->mood == PACT_MOOD_PAST)
    line->mood = PACT_MOOD_BINDING;
}

/* A clause of passage `i` with what it takes from its place. */
static PactStatementLine
line_new (const PactStatement *statement, const GArray *passages, guint i, PactSpan clause)
{
  const char *text = statement->document->text;
  PactStatementLine line = { .passage = g_array_index (passages, PactPassage, i),
                             .question = -1,
                             .lead = -1 };

  line.passage.span = without_yes_or_no (text, line.passage.span);
  line.kind = kind_of (statement, passages, i);
  line.sentence = pact_sentence_new (text + clause.start, (gssize) (clause.end - clause.start));
  pact_parties_hide (statement->parties, line.sentence);
  line.mood = pact_mood_read (line.sentence);
  line.act = pact_act_read (line.sentence);
  line.class = pact_class_read (line.sentence);
  line.named = pact_parties_in (statement->parties, line.sentence->reading->tokens);
  if (line.kind == PACT_BLOCK_TABLE_ROW && line.mood == PACT_MOOD_PAST)
    line.mood = PACT_MOOD_BINDING; /* "paid by" */
  read_equity (&line);
  if (is_claim (&line))
    line.mood = PACT_MOOD_QUESTION;
  return line;
}

static bool
has_verb (const PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (pact_sense_has ((PactSense) pact_unit (reading, i)->sense, PACT_VERB))
      return true;
  return false;
}

/* What a heading over a list says of its items beyond the mood of a sentence. */
static PactMood
mood_of_lead (const PactStatementLine *lead)
{
  static const char idle[] = "may|might|could|ideas|plans|false|myths|rumors|untrue|"
                             "never been true|not true|being examined|wishes|next";

  return lead->kind == PACT_BLOCK_HEADING && pact_sentence_says (lead->sentence, idle)
             ? PACT_MOOD_OPEN
             : lead->mood;
}

/* What a lead does to an item that has no act of its own: "the company will no longer:" needs its
 * items to be read; "what stays:" says it of those that are no sentences. */
static PactAct
act_of_lead (const PactStatementLine *lead, const PactStatementLine *item)
{
  if (lead->act == PACT_ACT_ENDS || g_str_has_suffix (lead->sentence->words, " not :"))
    return PACT_ACT_ENDS;
  return lead->act == PACT_ACT_KEEPS && !has_verb (item->sentence->reading) ? PACT_ACT_KEEPS
                                                                            : PACT_ACT_NONE;
}

/* "What does not change:", "From July, the company will no longer:", "Under study:" over a list say
 * it of each item. */
static void
take_from_lead (PactStatement *statement)
{
  for (guint i = 0; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);
    const PactStatementLine *lead =
        line->lead >= 0 ? pact_statement_line (statement, (guint) line->lead) : NULL;

    if (lead == NULL || lead->mood == PACT_MOOD_QUESTION)
      continue;
    if (line->act == PACT_ACT_NONE)
      line->act = act_of_lead (lead, line);
    if (line->act != PACT_ACT_ENDS || mood_of_lead (lead) != PACT_MOOD_PAST)
      line->mood = MAX (line->mood, mood_of_lead (lead));
  }
}

/* "It does." after "Does it still ...?": a short answer does what was asked, or the contrary. */
static void
take_from_question (PactStatement *statement)
{
  static const PactAct contrary[] = {
    [PACT_ACT_KEEPS] = PACT_ACT_ENDS,
    [PACT_ACT_ENDS] = PACT_ACT_KEEPS,
    [PACT_ACT_CHANGES] = PACT_ACT_KEEPS,
    [PACT_ACT_EXTENDS] = PACT_ACT_KEEPS,
  };
  enum { SHORT = 8 };

  for (guint i = 1; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);
    const PactStatementLine *question = pact_statement_line (statement, i - 1);
    PactAct asked = pact_joins_in (question->sentence) ? PACT_ACT_CHANGES : question->act;

    if (question->mood != PACT_MOOD_QUESTION || line->mood != PACT_MOOD_BINDING ||
        line->act != PACT_ACT_NONE || asked == PACT_ACT_NONE ||
        line->sentence->reading->tokens->tokens->len > SHORT)
      continue;
    if (pact_sentence_says (line->sentence, "not|no|never|nor"))
      line->act = contrary[asked];
    else if (pact_sentence_says (line->sentence, "does|do|is|are|will|can|may|yes|has|have"))
      line->act = asked;
  }
}

enum { ASKED = 2 }; /* questions among its headings that make a text one of questions */

/* What is asked without a question mark: a heading among headings that ask, and what is said to
 * "you" before a quotation. */
static void
find_prompts (PactStatement *statement)
{
  guint asked = 0;

  for (guint i = 0; i < statement->lines->len; i++)
    asked += pact_statement_line (statement, i)->kind == PACT_BLOCK_HEADING &&
             pact_statement_line (statement, i)->mood == PACT_MOOD_QUESTION;
  for (guint i = 0; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);
    bool quoted = i + 1 < statement->lines->len &&
                  pact_statement_line (statement, i + 1)->kind == PACT_BLOCK_QUOTE;

    if ((line->kind == PACT_BLOCK_HEADING && asked >= ASKED) ||
        (line->kind == PACT_BLOCK_PARAGRAPH && quoted &&
         pact_sentence_says (line->sentence, "you|your")))
      line->mood = PACT_MOOD_QUESTION;
  }
}

/* Gives each line the heading or question it stands under, and each item of a list its lead. */
static void
place_lines (PactStatement *statement)
{
  int heading = -1, before_list = -1;
  bool about = false;

  for (guint i = 0; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);

    if (line->kind == PACT_BLOCK_LIST_ITEM)
      line->lead = before_list >= 0 ? before_list : heading;
    else
      before_list = g_str_has_suffix (line->sentence->words, ":") ? (int) i : -1;
    if (line->kind == PACT_BLOCK_HEADING || line->mood == PACT_MOOD_QUESTION) {
      heading = (int) i;
      about =
          g_str_has_prefix (line->sentence->words, "about ") && line->mood != PACT_MOOD_QUESTION;
    } else {
      line->question = heading;
    }
    line->boilerplate = about;
  }
}

enum { DENIED_LINES = 8 }; /* that "nothing has been signed" reaches back over */

/* A memorandum binds nobody for as long as the text stays with it; "nothing has been signed"
 * takes back the lines of its paragraph before it. */
static void
open_unbinding (PactStatement *statement)
{
  bool unbinding = false;

  for (guint i = 0; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);
    bool denies = pact_denies_agreement (line->sentence) && line->class == 0;

    if (i == 0 || line->passage.block != pact_statement_line (statement, i - 1)->passage.block)
      unbinding = unbinding && pact_is_unbinding (line->sentence);
    unbinding |= pact_is_unbinding (line->sentence);
    if (unbinding && line->act != PACT_ACT_KEEPS)
      line->mood = MAX (line->mood, PACT_MOOD_OPEN);
    for (guint back = i;
         denies && back > 0 && i - back < DENIED_LINES &&
         pact_statement_line (statement, back - 1)->passage.block == line->passage.block;
         back--)
      if (pact_statement_line (statement, back - 1)->class != PACT_CLASS_LENGTH)
        pact_statement_line (statement, back - 1)->mood = PACT_MOOD_OPEN;
  }
}

enum {
  NOTE_LINES = 12, /* a note stands at the top */
  MARK_WORDS = 20, /* "First published on ..." is short */
};

static bool
starts_note (const PactStatement *statement, const PactStatementLine *line)
{
  const char *text = statement->document->text + line->passage.span.start;

  text += strspn (text, "*_[( ");
  return g_ascii_strncasecmp (text, "update", 6) == 0 || g_ascii_strncasecmp (text, "note", 4) == 0;
}

/* The first date that a line states as yyyymmdd; 0 for none. */
static double
date_of (const PactStatementLine *line)
{
  const GArray *facts = line->sentence->reading->facts;

  for (guint i = 0; i < facts->len; i++)
    if (g_array_index (facts, PactFact, i).kind == PACT_FACT_DATE)
      return g_array_index (facts, PactFact, i).value;
  return 0;
}

/* The line where an older text begins under a dated note: "Published on ...", or a date before
 * that of the note. lines->len without a note. */
static guint
find_older (const PactStatement *statement)
{
  static const char below[] =
      "published|first published|originally|original|posted|below|archived|as of";
  const PactStatementLine *note = NULL;

  for (guint i = 0; i < statement->lines->len; i++) {
    const PactStatementLine *line = pact_statement_line (statement, i);
    double date = date_of (line);

    if (note == NULL && i < NOTE_LINES && starts_note (statement, line)) {
      note = line;
      continue;
    }
    if (note != NULL &&
        line->passage.block != pact_statement_line (statement, i - 1)->passage.block &&
        line->sentence->reading->tokens->tokens->len < MARK_WORDS &&
        (pact_sentence_says (line->sentence, below) || (date > 10000 && date < date_of (note))))
      return i;
  }
  return statement->lines->len;
}

static void
mark_older (PactStatement *statement)
{
  guint from = find_older (statement);
  bool confirmed = false;

  for (guint i = 0; i < from && from < statement->lines->len; i++)
    confirmed |= pact_keeps_the_rest (pact_statement_line (statement, i)->sentence) ||
                 (pact_sentence_says (pact_statement_line (statement, i)->sentence,
                                      "below|rest|remainder|article|page|post|following") &&
                  pact_statement_line (statement, i)->act == PACT_ACT_KEEPS);
  for (guint i = from; i < statement->lines->len; i++) {
    pact_statement_line (statement, i)->older = true;
    if (!confirmed)
      pact_statement_line (statement, i)->mood = PACT_MOOD_PAST;
  }
}

/* Names that sentences with a definition give the parties. */
static void
define_names (PactStatement *statement, const GArray *passages)
{
  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = g_array_index (passages, PactPassage, i).span;
    const char *text = statement->document->text + span.start;
    gssize n = (gssize) (span.end - span.start);

    if (g_strstr_len (text, n, "(\"") != NULL || g_strstr_len (text, n, "(the \"") != NULL ||
        g_strstr_len (text, n, "(“") != NULL || g_strstr_len (text, n, "(the “") != NULL) {
      g_autoptr (PactTokens) tokens = pact_tokens_read (text, n);

      pact_parties_define (statement->parties, tokens);
    }
  }
}

void
pact_statement_read_lines (PactStatement *statement)
{
  g_autoptr (GArray) passages = pact_passages_read (statement->document);

  define_names (statement, passages);
  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = without_yes_or_no (statement->document->text,
                                       g_array_index (passages, PactPassage, i).span);
    bool row = kind_of (statement, passages, i) == PACT_BLOCK_TABLE_ROW;

    for (guint32 end; span.start < span.end; span.start = end) {
      PactStatementLine line;

      end = row ? span.end : clause_end (statement->document->text, span.start, span.end);
      line = line_new (statement, passages, i, (PactSpan){ span.start, end });
      g_array_append_val (statement->lines, line);
    }
  }
  find_prompts (statement);
  place_lines (statement);
  statement->speaker = find_speaker (statement);
  take_from_lead (statement);
  take_from_question (statement);
  open_unbinding (statement);
  mark_older (statement);
}
