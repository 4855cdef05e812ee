/* Whose agreement each line of a statement speaks of: a line that names one party, or none, goes on
 * from the line before it; a stranger beside one party makes it another's. */
#include "read/statement.h"

/* What names are told by. */
typedef struct {
  const PactParties *parties;
  GHashTable *own;    /* token keys of the terms: no strangers */
  GHashTable *inside; /* token keys of names inside sentences: names at the start of one, too */
} Names;

enum { BY = 4, WITH = 6, BETWEEN = 7 }; /* values of PACT_SENSE_PREPOSITION rows */

/* Strangers: names of neither party, nor of the terms, that act or are dealt with */

/* Whether the name around unit `i` has an article, as in "the First Amendment"; not where the text
 * deals with it: "with the Marden farms". */
static bool
has_article (const PactReading *reading, guint i)
{
  guint article;

  while (i > 0 && (pact_unit (reading, i - 1)->flags & PACT_TOKEN_CAPITAL) &&
         pact_unit (reading, i - 1)->sense != PACT_SENSE_FILLER)
    i--;
  article = i - 1;
  if (i == 0 || !(pact_unit_is (reading, article, "the") || pact_unit_is (reading, article, "a") ||
                  pact_unit_is (reading, article, "an")))
    return false;
  return article == 0 || pact_unit (reading, article - 1)->sense != PACT_SENSE_PREPOSITION ||
         pact_unit (reading, article - 1)->value != WITH;
}

/* "Ms Varga": speaks for somebody, is no partner. */
static bool
is_person (const PactReading *reading, guint i)
{
  static const char *const titles[] = { "mr", "ms", "mrs", "dr", "professor" };

  for (guint t = 0; t < G_N_ELEMENTS (titles); t++)
    if (pact_unit_is (reading, i, titles[t]) || (i > 0 && pact_unit_is (reading, i - 1, titles[t])))
      return true;
  return false;
}

/* Whether unit `i` could be a stranger's name: capitalised, no word of the terms, not "the First
 * Amendment". */
static bool
is_foreign_name (const Names *names, const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);
  guint n;

  return (unit->flags & PACT_TOKEN_CAPITAL) && !(unit->flags & PACT_TOKEN_SHOUTED) &&
         unit->concept == 0 && unit->kind == PACT_TOKEN_WORD &&
         pact_parties_at (names->parties, reading->tokens, unit->first, &n) < 0 &&
         !g_hash_table_contains (
             names->own, GUINT_TO_POINTER (pact_token (reading->tokens, unit->first)->key)) &&
         !has_article (reading, i) && !is_person (reading, i);
}

static bool
is_party_at (const Names *names, const PactReading *reading, gint64 i)
{
  guint n;

  return i >= 0 && i < reading->units->len &&
         pact_parties_at (names->parties, reading->tokens, pact_unit (reading, (guint) i)->first,
                          &n) >= 0;
}

/* "Mixed by Orme", "sold by Orme"; not "by Christmas". */
static bool
is_participle (const PactReading *reading, guint i)
{
  static const char *const strong[] = { "sold", "made", "held", "bought", "brought", "built",
                                        "run",  "sent", "paid", "won",    "found" };
  const PactToken *token = pact_token (reading->tokens, pact_unit (reading, i)->first);
  const char *word = pact_token_text (reading->tokens, pact_unit (reading, i)->first);

  for (guint s = 0; s < G_N_ELEMENTS (strong); s++)
    if (pact_unit_is (reading, i, strong[s]))
      return true;
  return token->length > 3 && word[token->length - 1] == 'd' && word[token->length - 2] == 'e';
}

/* Whether the name at unit `i` does something, or something is done with it. */
static bool
is_dealing (const Names *names, const PactReading *reading, guint i)
{
  static const PactSense verbs[] = { PACT_SENSE_WILL,    PACT_SENSE_BE,  PACT_SENSE_PAY,
                                     PACT_SENSE_RECEIVE, PACT_SENSE_MAY, PACT_SENSE_KEEP,
                                     PACT_SENSE_SHARE };
  PactSense next = pact_sense_near (reading, i, 1),
            before = i > 0 ? pact_sense_near (reading, i, -1) : PACT_SENSE_NONE;
  guint article = i > 0 && pact_unit_is (reading, i - 1, "the");
  double preposition =
      i > article && pact_sense_near (reading, i, -1 - (gint) article) == PACT_SENSE_PREPOSITION
          ? pact_unit (reading, i - 1 - article)->value
          : 0;

  if (preposition == WITH || preposition == BETWEEN ||
      (before == PACT_SENSE_AND && is_party_at (names, reading, (gint64) i - 2)) ||
      (next == PACT_SENSE_AND && is_party_at (names, reading, (gint64) i + 2)))
    return true;
  if (before == PACT_SENSE_PREPOSITION) /* a place: "from Leeds"; but a house: "at Leeds Mills" */
    return pact_unit_is (reading, i - 1, "at") ||
           (preposition == BY && i > 2 &&
            (is_participle (reading, i - 2) || is_participle (reading, i - 3)));
  if (pact_unit (reading, i)->flags &
      PACT_TOKEN_STARTS) /* the subject, unless it is apart: "Leeds, 3 May" */
    return next != PACT_SENSE_PREPOSITION && i + 1 < reading->units->len &&
           pact_unit (reading, i + 1)->kind == PACT_TOKEN_WORD;
  for (guint v = 0; v < G_N_ELEMENTS (verbs); v++)
    if (next == verbs[v])
      return true;
  return false;
}

/* "The municipality and Orme": a partner without a name. */
static bool
is_partner_noun (const Names *names, const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  return i > 0 && unit->kind == PACT_TOKEN_WORD && unit->concept == 0 &&
         !(unit->flags & PACT_TOKEN_CAPITAL) && pact_unit_is (reading, i - 1, "the") &&
         !g_hash_table_contains (
             names->own, GUINT_TO_POINTER (pact_token (reading->tokens, unit->first)->key)) &&
         ((pact_sense_near (reading, i, 1) == PACT_SENSE_AND &&
           is_party_at (names, reading, (gint64) i + 2)) ||
          (i > 2 && pact_sense_near (reading, i, -2) == PACT_SENSE_AND &&
           is_party_at (names, reading, (gint64) i - 3)));
}

/* Key of a stranger that the text deals with; 0 for none. */
static guint32
find_stranger (const Names *names, const PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    bool starts = pact_unit (reading, i)->flags & PACT_TOKEN_STARTS;
    guint32 key = pact_token (reading->tokens, pact_unit (reading, i)->first)->key;

    if (is_partner_noun (names, reading, i) ||
        (is_foreign_name (names, reading, i) && is_dealing (names, reading, i) &&
         (!starts || g_hash_table_contains (names->inside, GUINT_TO_POINTER (key)))))
      return key;
  }
  return 0;
}

static void
add_key (GHashTable *keys, const PactReading *reading, guint unit)
{
  g_hash_table_add (
      keys, GUINT_TO_POINTER (pact_token (reading->tokens, pact_unit (reading, unit)->first)->key));
}

/* "(the "Amendment")": a paper, or a party by another name; no stranger. */
static void
add_defined (GHashTable *keys, const PactReading *reading)
{
  bool inside = false;

  for (guint i = 0; i < reading->units->len; i++) {
    if (pact_unit_is (reading, i, "("))
      inside = true;
    else if (pact_unit_is (reading, i, ")"))
      inside = false;
    else if (inside && (pact_unit (reading, i)->flags & PACT_TOKEN_CAPITAL))
      add_key (keys, reading, i);
  }
}

/* Words of the terms, and names that stand inside sentences of the statement. */
static Names
names_new (const PactStatement *statement)
{
  Names names = { statement->parties, g_hash_table_new (g_direct_hash, g_direct_equal),
                  g_hash_table_new (g_direct_hash, g_direct_equal) };

  for (guint t = 0; t < statement->terms->len; t++) {
    const PactReading *reading = pact_statement_term (statement, t)->sentence->reading;

    for (guint i = 0; i < reading->units->len; i++)
      add_key (names.own, reading, i);
  }
  for (guint l = 0; l < statement->lines->len; l++) {
    const PactReading *reading = pact_statement_line (statement, l)->sentence->reading;

    add_defined (names.own, reading);
    for (guint i = 0; i < reading->units->len; i++)
      if (pact_unit (reading, i)->name && !(pact_unit (reading, i)->flags & PACT_TOKEN_STARTS))
        add_key (names.inside, reading, i);
  }
  return names;
}

static void
names_clear (Names *names)
{
  g_hash_table_unref (names->own);
  g_hash_table_unref (names->inside);
}

/* "Somebody else will sell them as well": a stranger where one of the parties was alone. */
static bool
joins_in (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "as well|too|alongside|beside");
}

/* "Under the agreement": the one spoken of just before. */
static bool
goes_on (const PactSentence *sentence)
{
  static const char *const openings[] = { "under the agreement ", "under the contract ",
                                          "under the deal ",      "under the partnership ",
                                          "under this ",          "under it " };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (sentence->words, openings[i]))
      return true;
  return false;
}

/* Whether a text names one of `strangers`, wherever in the sentence; adds to the count of each. */
static bool
meet_strangers (GHashTable *strangers, const PactReading *reading)
{
  bool met = false;

  for (guint i = 0; i < reading->units->len; i++) {
    gpointer key =
        GUINT_TO_POINTER (pact_token (reading->tokens, pact_unit (reading, i)->first)->key);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (strangers, key));

    if (n == 0 || (!(pact_unit (reading, i)->flags & PACT_TOKEN_CAPITAL) &&
                   !(i > 0 && pact_unit_is (reading, i - 1, "the"))))
      continue;
    g_hash_table_insert (strangers, key, GUINT_TO_POINTER (n + 1));
    met = true;
  }
  return met;
}

/* Names that the statement deals with beside the parties', each with a count of 1. */
static GHashTable *
list_strangers (const PactStatement *statement, const Names *names)
{
  GHashTable *strangers = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < statement->lines->len; i++) {
    guint32 key = find_stranger (names, pact_statement_line (statement, i)->sentence->reading);

    if (key != 0)
      g_hash_table_insert (strangers, GUINT_TO_POINTER (key), GUINT_TO_POINTER (1));
  }
  return strangers;
}

/* Lines about a stranger to one that names the other party: then the statement is about him. */
enum { MOSTLY = 2 };

/* "Dear pharmacists": "you" may be the other party. */
static bool
is_letter (const PactStatement *statement)
{
  for (guint i = 0; i < statement->lines->len; i++)
    if (g_str_has_prefix (pact_statement_line (statement, i)->sentence->words, "dear "))
      return true;
  return false;
}

/* Whether the statement as a whole is about a deal with somebody else: it never names the other
 * party, or speaks more of a stranger, whom its title names or who fills it. */
static bool
is_about_others (const PactStatement *statement, const Names *names)
{
  g_autoptr (GHashTable) strangers = list_strangers (statement, names);
  const char *title = statement->document->title != NULL ? statement->document->title : "";
  g_autoptr (PactReading) reading = pact_reading_new (title, -1);
  guint parties[32] = { 0 }, named = 0, most = 0, fewest = G_MAXUINT;
  bool titled = meet_strangers (strangers, reading) &&
                !pact_party_set_is_several (pact_parties_in (names->parties, reading->tokens));
  bool letter = is_letter (statement);
  GHashTableIter iter;
  gpointer n;

  for (guint i = 0; i < statement->lines->len; i++) {
    const PactStatementLine *line = pact_statement_line (statement, i);
    PactPartySet set =
        line->named | (pact_says_we (line->sentence) ? statement->speaker : 0) |
        (letter && pact_sentence_says (line->sentence, "you|your") ? ~statement->speaker : 0);
    bool met = !line->boilerplate && meet_strangers (strangers, line->sentence->reading);

    if (line->boilerplate)
      continue;
    if (i == 0 && line->kind == PACT_BLOCK_HEADING)
      titled |= met && !pact_party_set_is_several (line->named);
    for (guint p = 0; p < statement->parties->n; p++)
      parties[p] += (set >> p) & 1;
  }
  g_hash_table_iter_init (&iter, strangers);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    most = MAX (most, GPOINTER_TO_UINT (n) - 1);
  for (guint p = 0; p < statement->parties->n; p++)
    if (parties[p] > 0) {
      named++;
      fewest = MIN (fewest, parties[p]);
    }
  return named < 2 || (titled && most > fewest) || most >= MOSTLY * fewest;
}

/* Whether a line brings a stranger's deal; not one who comes in where one of us was alone. */
static bool
is_foreign (const Names *names, const PactStatementLine *line, bool ours)
{
  return find_stranger (names, line->sentence->reading) != 0 && !pact_says_both (line->sentence) &&
         !(ours && !(line->class & PACT_CLASS_REVENUE) && joins_in (line->sentence));
}

/* Whether a line that points to nobody has most of the matter of some term: no stranger's. */
static bool
speaks_of_a_term (const PactStatement *statement, const PactStatementLine *line)
{
  g_autoptr (GHashTable) matter = pact_matter_of (line->sentence->reading, statement->parties);
  bool speaks = false;

  if (pact_sentence_says (line->sentence, "it|its|they|their|them|there|these|those|this|that"))
    return false;
  for (guint t = 0; t < statement->terms->len && !speaks; t++) {
    GHashTable *owed = pact_statement_term (statement, t)->matter;
    GHashTableIter iter;
    gpointer key;
    guint met = 0;

    g_hash_table_iter_init (&iter, owed);
    while (g_hash_table_iter_next (&iter, &key, NULL))
      met += g_hash_table_contains (matter, key);
    speaks = met >= 2 && 2 * met > g_hash_table_size (owed);
  }
  return speaks;
}

/* The party that most lines name. */
static PactPartySet
most_named (const PactStatement *statement)
{
  guint counts[32] = { 0 }, best = 0;

  for (guint i = 0; i < statement->lines->len; i++)
    for (guint p = 0; p < statement->parties->n; p++)
      counts[p] += (pact_statement_line (statement, i)->named >> p) & 1;
  for (guint p = 1; p < statement->parties->n; p++)
    if (counts[p] > counts[best])
      best = p;
  return statement->parties->n > 0 ? 1u << best : 0;
}

/* Whose agreement each line speaks of. A line that names one party, or none, goes on from the line
 * before it in its paragraph; a stranger beside one party makes it another's. */
void
pact_statement_attribute (PactStatement *statement)
{
  Names names = names_new (statement);
  bool at_first = !is_about_others (statement, &names), ours = at_first;
  PactPartySet own = at_first ? statement->speaker : most_named (statement);

  for (guint i = 0; i < statement->lines->len; i++) {
    PactStatementLine *line = pact_statement_line (statement, i);

    if (i > 0 && line->passage.block != pact_statement_line (statement, i - 1)->passage.block &&
        pact_statement_line (statement, i - 1)->mood != PACT_MOOD_QUESTION &&
        !goes_on (line->sentence))
      ours = at_first; /* an answer is about whom the question is about */
    if (pact_party_set_is_several (line->named))
      ours = true;
    else if (is_foreign (&names, line, ours))
      ours = false;
    else if (line->named != 0 && line->named != own)
      ours = true;
    else if (at_first && !ours && speaks_of_a_term (statement, line))
      ours = true;
    line->ours = ours;
    line->flow = pact_flow_read (line->sentence->reading, statement->parties, statement->speaker);
  }
  names_clear (&names);
}
