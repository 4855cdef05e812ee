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

/* Where the clause that starts at `start` ends: at words that set what follows against it. */
static guint32
clause_end (const char *text, guint32 start, guint32 end)
{
  static const char *const breaks[] = { "; ",       ", but ",      ", whereas ", ", while ",
                                        ", which ", ", although ", ", though " };
  guint32 first = end;

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++) {
    const char *at = g_strstr_len (text + start, (gssize) (first - start), breaks[i]);

    if (at != NULL && at > text + start)
      first = (guint32) (at - text) + 1;
  }
  return first;
}

static PactBlockKind
kind_of (const PactStatement *statement, const GArray *passages, guint i)
{
  guint32 block = g_array_index (passages, PactPassage, i).block;

  return g_array_index (statement->document->blocks, PactBlock, block).kind;
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
  line.mood = pact_mood_read (line.sentence);
  line.act = pact_act_read (line.sentence);
  line.class = pact_class_read (line.sentence);
  line.named = pact_parties_in (statement->parties, line.sentence->reading->tokens);
  if (line.kind == PACT_BLOCK_TABLE_ROW && line.mood == PACT_MOOD_PAST)
    line.mood = PACT_MOOD_BINDING; /* "paid by" */
  return line;
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
    if (unbinding)
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

/* The line where an older text begins under a dated note; lines->len without a note. */
static guint
find_older (const PactStatement *statement)
{
  static const char below[] =
      "published|first published|originally|original|posted|below|archived|as of";
  bool noted = false;

  for (guint i = 0; i < statement->lines->len; i++) {
    const PactStatementLine *line = pact_statement_line (statement, i);

    if (!noted && i < NOTE_LINES && starts_note (statement, line)) {
      noted = true;
      continue;
    }
    if (noted && line->passage.block != pact_statement_line (statement, i - 1)->passage.block &&
        line->sentence->reading->tokens->tokens->len < MARK_WORDS &&
        pact_sentence_says (line->sentence, below))
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
                 (pact_sentence_says (pact_statement_line (statement, i)->sentence, "below|rest") &&
                  pact_statement_line (statement, i)->act == PACT_ACT_KEEPS);
  for (guint i = from; i < statement->lines->len; i++) {
    pact_statement_line (statement, i)->older = true;
    if (!confirmed)
      pact_statement_line (statement, i)->mood = PACT_MOOD_PAST;
  }
}

void
pact_statement_read_lines (PactStatement *statement)
{
  g_autoptr (GArray) passages = pact_passages_read (statement->document);
  int heading = -1, before_list = -1;
  bool about = false;

  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = without_yes_or_no (statement->document->text,
                                       g_array_index (passages, PactPassage, i).span);

    for (guint32 end; span.start < span.end; span.start = end) {
      PactStatementLine line;

      end = clause_end (statement->document->text, span.start, span.end);
      if (kind_of (statement, passages, i) == PACT_BLOCK_TABLE_ROW)
        end = span.end;
      line = line_new (statement, passages, i, (PactSpan){ span.start, end });
      if (line.kind != PACT_BLOCK_LIST_ITEM)
        before_list =
            statement->document->text[span.end - 1] == ':' ? (int) statement->lines->len : -1;
      else
        line.lead = before_list;
      if (line.kind == PACT_BLOCK_HEADING || line.mood == PACT_MOOD_QUESTION) {
        heading = (int) statement->lines->len;
        about =
            g_str_has_prefix (line.sentence->words, "about ") && line.mood != PACT_MOOD_QUESTION;
      } else {
        line.question = heading;
      }
      line.boilerplate = about;
      g_array_append_val (statement->lines, line);
    }
  }
  statement->speaker = find_speaker (statement);
  open_unbinding (statement);
  mark_older (statement);
}
