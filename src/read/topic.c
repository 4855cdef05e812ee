/* Topics by sentence: the score that classify.c learned from whole clauses, and what the facts of
 * the sentence add. A text is about what its strongest sentence is about. */
#include "read/topic.h"

#include "read/quantity.h"

enum { FACTS_MAX = 400, UNITS_MAX = 4000 }; /* a passage with more is no passage */

typedef struct {
  const PactReading *reading;
  guint from, to; /* units */
} Sentence;

static PactSense
sense_at (const Sentence *sentence, guint i)
{
  return (PactSense) pact_unit (sentence->reading, i)->sense;
}

static bool
has_one_of (const Sentence *sentence, const char *const *words)
{
  for (guint i = sentence->from; i < sentence->to; i++)
    if (pact_unit_is_one_of (sentence->reading, i, words))
      return true;
  return false;
}

static bool
has_sense (const Sentence *sentence, PactSense sense)
{
  for (guint i = sentence->from; i < sentence->to; i++)
    if (sense_at (sentence, i) == sense)
      return true;
  return false;
}

static bool
says_only (const Sentence *sentence, guint i)
{
  static const char *const words[] = { "only", "alone", "single", "singly", "uniquely", NULL };

  return pact_unit_is_one_of (sentence->reading, i, words);
}

/* Exclusivity in one of these strengths, said by "only" or by any other word. */
static bool
has_claim (const Sentence *sentence, PactFactKind least, PactFactKind most, bool only)
{
  const GArray *facts = sentence->reading->facts;

  for (guint i = 0; i < MIN (facts->len, FACTS_MAX); i++) {
    const PactFact *fact = &g_array_index (facts, PactFact, i);

    if (fact->unit >= sentence->from && fact->unit < sentence->to && fact->kind >= least &&
        fact->kind <= most && says_only (sentence, fact->unit) == only)
      return true;
  }
  return false;
}

static bool
claims_all (const Sentence *sentence)
{
  return has_claim (sentence, PACT_FACT_EXCLUSIVE, PACT_FACT_EXCLUSIVE, false);
}

static bool
claims_only (const Sentence *sentence)
{
  return has_claim (sentence, PACT_FACT_EXCLUSIVE, PACT_FACT_EXCLUSIVE, true);
}

static bool
claims_less (const Sentence *sentence)
{
  return has_claim (sentence, PACT_FACT_NONEXCLUSIVE, PACT_FACT_COEXCLUSIVE, false);
}

/* "exclusive of tax", "said in an exclusive": the word, where no fact rests on it. */
static bool
looks_alike (const Sentence *sentence)
{
  if (claims_all (sentence) || claims_less (sentence))
    return false;
  for (guint i = sentence->from; i < sentence->to; i++) {
    guint first = pact_unit (sentence->reading, i)->first;

    if (pact_token_is (sentence->reading->tokens, first, "exclusive") ||
        pact_token_is (sentence->reading->tokens, first, "sole"))
      return true;
  }
  return false;
}

static bool
bars (const Sentence *sentence)
{
  for (guint i = sentence->from; i < sentence->to; i++)
    if (sense_at (sentence, i) == PACT_SENSE_BAN ||
        (sense_at (sentence, i) == PACT_SENSE_MAY &&
         (pact_sense_near (sentence->reading, i, 1) == PACT_SENSE_NOT ||
          pact_sense_near (sentence->reading, i, -1) == PACT_SENSE_NOT)))
      return true;
  return false;
}

/* "the shares of", "two million shares", "share price": parts of a company. */
static bool
is_stock (const Sentence *sentence, guint i)
{
  static const char *const before[] = { "the", "of", "its", "their", "ordinary", "outstanding",
                                        "new", "in", "own", "'s",    NULL };

  if (pact_unit_is (sentence->reading, i + 1, "price"))
    return true;
  return pact_unit_is (sentence->reading, i, "shares") &&
         (i == sentence->from || pact_unit_is_one_of (sentence->reading, i - 1, before) ||
          pact_unit (sentence->reading, i - 1)->kind == PACT_TOKEN_NUMBER);
}

static bool
gives (const Sentence *sentence, guint i)
{
  static const char *const keeping[] = { "keep", "keeps", "retain", "retains", NULL };

  switch (sense_at (sentence, i)) {
  case PACT_SENSE_PAY:
  case PACT_SENSE_RECEIVE:
    return true;
  case PACT_SENSE_PART:
    return pact_unit (sentence->reading, i)->value < 2;
  case PACT_SENSE_SHARE:
    return !is_stock (sentence, i);
  case PACT_SENSE_CONTINUE:
    return pact_unit_is_one_of (sentence->reading, i, keeping);
  default:
    return false;
  }
}

/* A part of something: "a third", "12%", "in equal parts". */
static bool
is_part (const Sentence *sentence, guint i)
{
  const PactUnit *unit = pact_unit (sentence->reading, i);

  if (unit->kind == PACT_TOKEN_NUMBER || unit->sense == PACT_SENSE_FRACTION)
    return pact_quantity_at (sentence->reading, i).kind == PACT_FACT_PERCENT;
  return unit->sense == PACT_SENSE_EQUAL && unit->value == 0;
}

static bool
is_base (PactSense sense)
{
  return sense == PACT_SENSE_REVENUE || sense == PACT_SENSE_PROFIT;
}

enum { GIVING_REACH = 7, KEEPING_REACH = 3, BASE_REACH = 5 };

/* "shares revenue", "keeps 85%"; not "keeps pace". */
static bool
gives_part (const Sentence *sentence)
{
  for (guint i = sentence->from; i < sentence->to; i++) {
    bool keeps = sense_at (sentence, i) == PACT_SENSE_CONTINUE;
    guint back = keeps ? 0 : GIVING_REACH, ahead = keeps ? KEEPING_REACH : GIVING_REACH;

    if (!gives (sentence, i))
      continue;
    for (guint at = MAX (i, sentence->from + back) - back; at < MIN (i + ahead + 1, sentence->to);
         at++)
      if (at != i && (is_base (sense_at (sentence, at)) || is_part (sentence, at)))
        return true;
  }
  return false;
}

/* "Rusk's 20% of the proceeds", "8% is worked out on": a part, and what it is of. */
static bool
states_part (const Sentence *sentence)
{
  for (guint i = sentence->from; i < sentence->to; i++) {
    if (!is_part (sentence, i))
      continue;
    for (guint at = i + 1; at < MIN (i + BASE_REACH, sentence->to); at++)
      if (is_base (sense_at (sentence, at)) || (sense_at (sentence, at) == PACT_SENSE_WORD &&
                                                pact_unit (sentence->reading, at)->value == 3))
        return true;
  }
  return false;
}

/* "the share", "its share is due": not a verb, nor a part of a company. */
static bool
names_share (const Sentence *sentence)
{
  for (guint i = sentence->from + 1; i < sentence->to; i++)
    if (pact_unit_is (sentence->reading, i, "share") && !is_stock (sentence, i) &&
        (sense_at (sentence, i - 1) == PACT_SENSE_FILLER ||
         sense_at (sentence, i - 1) == PACT_SENSE_PRONOUN))
      return true;
  return false;
}

static bool
pays (const Sentence *sentence)
{
  return !gives_part (sentence) && has_sense (sentence, PACT_SENSE_PAY);
}

bool
pact_is_royalty (const PactReading *reading, guint i)
{
  static const char *const names[] = { "commission", "commissions", "royalty", "royalties", NULL };
  guint8 flags = pact_unit (reading, i)->flags;
  bool institution =
      (flags & PACT_TOKEN_CAPITAL) != 0 && (flags & (PACT_TOKEN_STARTS | PACT_TOKEN_SHOUTED)) == 0;

  return pact_unit_is_one_of (reading, i, names) && !institution &&
         !pact_unit_is (reading, i + 1, "-") && !pact_unit_is (reading, i + 1, "free");
}

static bool
names_royalty (const Sentence *sentence)
{
  for (guint i = sentence->from; i < sentence->to; i++)
    if (sense_at (sentence, i) == PACT_SENSE_PART && pact_is_royalty (sentence->reading, i))
      return true;
  return false;
}

/* "revenue grew by a fifth" */
static bool
grows (const Sentence *sentence)
{
  static const char *const words[] = { "higher", "lower", "up", "down", NULL };
  bool grows = false, base = false;

  for (guint i = sentence->from; i < sentence->to; i++) {
    grows |= (sense_at (sentence, i) == PACT_SENSE_EQUAL &&
              pact_unit (sentence->reading, i)->value >= 5) ||
             pact_unit_is_one_of (sentence->reading, i, words);
    base |= is_base (sense_at (sentence, i));
    if (gives (sentence, i))
      return false;
  }
  return grows && base && !names_royalty (sentence);
}

static bool
names_stock (const Sentence *sentence)
{
  static const char *const words[] = { "stock",        "stake",  "stakes",   "shareholder",
                                       "shareholders", "equity", "dividend", NULL };

  for (guint i = sentence->from; i < sentence->to; i++)
    if (sense_at (sentence, i) == PACT_SENSE_SHARE && is_stock (sentence, i))
      return true;
  return has_one_of (sentence, words);
}

/* What a sentence may hold, and what it adds to the log odds of each topic: fitted by
 * tests/fit-topics on labelled pairs, as are the constants below. */
static const struct {
  const char *name;
  bool (*holds) (const Sentence *sentence);
  double exclusivity, revenue_share;
} traits[] = {
  { "claims-all", claims_all, 4.69, -2.50 },
  { "claims-only", claims_only, 3.66, 0 },
  { "claims-less", claims_less, 2.50, 0 },
  { "looks-alike", looks_alike, -2.39, 0 },
  { "bars", bars, 1.13, 0 },
  { "gives-part", gives_part, -1.62, 3.07 },
  { "states-part", states_part, 0, 2.16 },
  { "names-share", names_share, 0, 3.18 },
  { "pays", pays, 0, 1.23 },
  { "names-royalty", names_royalty, 0, 3.25 },
  { "grows", grows, 0, -1.97 },
  { "names-stock", names_stock, 0, -1.60 },
};

static const struct {
  double learned, bias; /* weight of the learned score; added to every sentence */
} exclusivity = { 1.01, -1.77 }, revenue_share = { 1.03, -1.07 };

static const double LEARNED_MAX = 5; /* what a score beyond says is no surer */

guint
pact_topic_traits (const PactReading *reading, guint from, guint to)
{
  Sentence sentence = { reading, from, to };
  guint held = 0;

  for (guint i = 0; i < G_N_ELEMENTS (traits); i++)
    if (traits[i].holds (&sentence))
      held |= 1u << i;
  return held;
}

bool
pact_topic_looks_alike (const PactReading *reading)
{
  Sentence whole = { reading, 0, MIN (reading->units->len, UNITS_MAX) };

  return looks_alike (&whole);
}

const char *
pact_topic_trait_name (guint trait)
{
  return trait < G_N_ELEMENTS (traits) ? traits[trait].name : NULL;
}

/* Lawyers, whose labels were learned from, call a non-exclusive licence no exclusivity; here it is
 * a place on the scale of it. */
PactTopicScores
pact_topic_learned (const PactReading *reading, guint from, guint to)
{
  Sentence sentence = { reading, from, to };
  guint end =
      to < reading->units->len ? pact_unit (reading, to)->first : reading->tokens->tokens->len;
  PactTopicScores scores =
      pact_classify_scores (reading->tokens, pact_unit (reading, from)->first, end);

  return (PactTopicScores){ CLAMP (scores.exclusivity, claims_less (&sentence) ? 0 : -LEARNED_MAX,
                                   LEARNED_MAX),
                            CLAMP (scores.revenue_share, -LEARNED_MAX, LEARNED_MAX) };
}

static PactTopicScores
sentence_scores (const PactReading *reading, guint from, guint to)
{
  PactTopicScores learned = pact_topic_learned (reading, from, to);
  PactTopicScores scores = { exclusivity.bias + exclusivity.learned * learned.exclusivity,
                             revenue_share.bias + revenue_share.learned * learned.revenue_share };
  guint held = pact_topic_traits (reading, from, to);

  for (guint i = 0; i < G_N_ELEMENTS (traits); i++)
    if (held & 1u << i) {
      scores.exclusivity += traits[i].exclusivity;
      scores.revenue_share += traits[i].revenue_share;
    }
  return scores;
}

PactTopicScores
pact_topic_scores (const PactReading *reading)
{
  PactTopicScores most = { -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < MIN (reading->units->len, UNITS_MAX);) {
    guint end = pact_sentence_end (reading, i);
    PactTopicScores scores = sentence_scores (reading, i, end);

    most.exclusivity = MAX (most.exclusivity, scores.exclusivity);
    most.revenue_share = MAX (most.revenue_share, scores.revenue_share);
    i = end;
  }
  return most;
}

PactTopic
pact_topic_leading (PactTopicScores scores, double bar)
{
  if (MAX (scores.exclusivity, scores.revenue_share) <= bar)
    return 0;
  return scores.exclusivity > scores.revenue_share ? PACT_TOPIC_EXCLUSIVITY
                                                   : PACT_TOPIC_REVENUE_SHARE;
}
