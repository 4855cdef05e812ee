/* Old wording against new: the signs of a change, their sum, and the reason in words. */
#include "read/compare.h"

#include "read/classify.h"
#include "read/signs.h"

/* Facets in the order they are told: what is owed before what it is about. */
static const guint8 importance[PACT_N_FACETS] = {
  PACT_FACET_EXCLUSIVITY, PACT_FACET_POLARITY, PACT_FACET_MODALITY, PACT_FACET_AMOUNT,
  PACT_FACET_CAP,         PACT_FACET_BASIS,    PACT_FACET_DURATION, PACT_FACET_CONDITION,
  PACT_FACET_PARTY,       PACT_FACET_SCOPE,
};

static void
collect_facets (const PactSigns *signs, PactFacets *facets)
{
  for (guint f = 0; f < PACT_N_FACETS; f++) {
    bool seen = pact_facets_have (&signs->context, (PactFacet) importance[f]);

    for (guint i = 0; i < PACT_N_SIGNS; i++)
      seen |=
          signs->value[i] > 0 && pact_facets_have (&signs->facets[i], (PactFacet) importance[f]);
    if (seen)
      pact_facets_add (facets, (PactFacet) importance[f]);
  }
}

enum { WORDS_TOLD = 12 };

/* Units `from` to `to` as words, with the spaces as written; empty when there are none. */
static char *
words_of (const PactReading *reading, guint from, guint to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < MIN (to, from + WORDS_TOLD); i++) {
    const PactUnit *unit = pact_unit (reading, i);

    for (guint t = unit->first; t < unit->first + unit->n; t++) {
      const PactToken *token = pact_token (reading->tokens, t);

      if (text->len > 0 && (token->flags & PACT_TOKEN_ATTACHED) == 0)
        g_string_append_c (text, ' ');
      g_string_append_len (text, pact_token_text (reading->tokens, t), token->length);
    }
  }
  return g_string_free (g_string_append (text, to > from + WORDS_TOLD ? " …" : ""), FALSE);
}

/* The words of the sign that weighs most: "exclusive → non-exclusive". */
static char *
explain (const PactSigns *signs, const PactReading *old_reading, const PactReading *new_reading)
{
  guint strongest = 0;
  const PactSignPlace *place;
  g_autofree char *old_words = NULL, *new_words = NULL;

  for (guint i = 0; i < PACT_N_SIGNS; i++)
    if (signs->value[i] * pact_sign_weights[i].weight >
        signs->value[strongest] * pact_sign_weights[strongest].weight)
      strongest = i;
  place = &signs->place[strongest];
  old_words = words_of (old_reading, place->from[0], place->to[0]);
  new_words = words_of (new_reading, place->from[1], place->to[1]);
  if (old_words[0] == '\0' || new_words[0] == '\0')
    return g_strdup_printf ("“%s%s” is %s", old_words, new_words,
                            new_words[0] != '\0' ? "new" : "gone");
  return g_strdup_printf ("%s → %s", old_words, new_words);
}

void
pact_readings_compare (const PactReading *old_reading, const PactReading *new_reading,
                       PactComparison *ret_comparison)
{
  PactSigns signs = { 0 };

  pact_signs_of_facts (old_reading, new_reading, &signs);
  pact_signs_of_edits (old_reading, new_reading, &signs);
  ret_comparison->verdict = PACT_VERDICT_REWORDED;
  ret_comparison->facets = (PactFacets){ 0 };
  if (pact_signs_sum (&signs) > 0)
    collect_facets (&signs, &ret_comparison->facets);
  if (ret_comparison->facets.n > 0) {
    ret_comparison->verdict = PACT_VERDICT_CHANGED;
    ret_comparison->why = explain (&signs, old_reading, new_reading);
  } else {
    ret_comparison->why = g_strdup ("other words, the same facts");
  }
}

/* What facts add to the learned scores, in log odds; chosen on labelled pairs. */
static const double EXCLUSIVE_BONUS = 2.0, CLAIM_BONUS = 1.0; /* somebody claims exclusivity */
static const double NO_GIVING_MALUS = 1.0; /* revenue, and nobody who gives or gets a part of it */

static const double LOOK_ALIKE_MALUS = 2.0; /* "exclusive" that claims nothing */
static const double ALONE_BAR = 0.6;        /* one side speaks of a topic, the other of none */

enum { GIVING_REACH = 5 };

/* "the shares of", "two million shares": parts of a company. */
static bool
is_stock (const PactReading *reading, guint i)
{
  return i > 0 && pact_unit_is (reading, i, "shares") &&
         (pact_unit_is (reading, i - 1, "the") || pact_unit_is (reading, i - 1, "of") ||
          pact_unit (reading, i - 1)->kind == PACT_TOKEN_NUMBER);
}

/* "shares revenue", "keeps 85%"; not "share price", "keeps pace". */
static bool
speaks_of_giving (const PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    if (sense == PACT_SENSE_PAY || sense == PACT_SENSE_RECEIVE || sense == PACT_SENSE_PART)
      return true;
    if (sense == PACT_SENSE_SHARE && is_stock (reading, i))
      continue;
    if (sense != PACT_SENSE_SHARE && sense != PACT_SENSE_CONTINUE)
      continue;
    for (gint distance = -GIVING_REACH; distance <= GIVING_REACH; distance++) {
      PactSense near = pact_sense_near (reading, i, distance);

      if (near == PACT_SENSE_REVENUE || near == PACT_SENSE_PROFIT ||
          (near == PACT_SENSE_NONE && pact_unit_is (reading, (guint) ((gint) i + distance), "%")))
        return true;
    }
  }
  return false;
}

/* "exclusive of tax", "said in an exclusive": the word, where no fact rests on it. */
static bool
names_look_alike (const PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (pact_token_is (reading->tokens, pact_unit (reading, i)->first, "exclusive"))
      return true;
  return false;
}

static PactTopicScores
scores_of (const char *text, gssize length, const PactReading *reading)
{
  PactTopicScores scores = pact_classify_scores (text, length);
  double bonus = 0;

  for (guint i = 0; i < reading->facts->len; i++) {
    const PactFact *fact = &g_array_index (reading->facts, PactFact, i);

    if (fact->facet == PACT_FACET_EXCLUSIVITY)
      bonus = MAX (bonus, fact->kind == PACT_FACT_EXCLUSIVE ? EXCLUSIVE_BONUS : CLAIM_BONUS);
  }
  scores.exclusivity += bonus;
  if (bonus == 0 && names_look_alike (reading))
    scores.exclusivity -= LOOK_ALIKE_MALUS;
  if (!speaks_of_giving (reading))
    scores.revenue_share -= NO_GIVING_MALUS;
  return scores;
}

static PactTopic
leading (PactTopicScores scores, double bar)
{
  if (MAX (scores.exclusivity, scores.revenue_share) <= bar)
    return 0;
  return scores.exclusivity > scores.revenue_share ? PACT_TOPIC_EXCLUSIVITY
                                                   : PACT_TOPIC_REVENUE_SHARE;
}

PactTopic
pact_reading_topic (const char *text, gssize length, const PactReading *reading, double bar)
{
  return leading (scores_of (text, length, reading), bar);
}

/* Both sides are about one thing: their scores are taken together. */
static PactTopic
topic_of_pair (const char *old_text, const PactReading *old_reading, const char *new_text,
               const PactReading *new_reading)
{
  PactTopicScores before = scores_of (old_text, -1, old_reading),
                  after = scores_of (new_text, -1, new_reading);

  PactTopic both = leading ((PactTopicScores){ (before.exclusivity + after.exclusivity) / 2,
                                               (before.revenue_share + after.revenue_share) / 2 },
                            0);

  return both != 0                          ? both
         : leading (before, ALONE_BAR) != 0 ? leading (before, ALONE_BAR)
                                            : leading (after, ALONE_BAR);
}

void
pact_compare (const char *old_text, const char *new_text, PactComparison *ret_comparison)
{
  g_autoptr (PactReading) old_reading = pact_reading_new (old_text, -1);
  g_autoptr (PactReading) new_reading = pact_reading_new (new_text, -1);

  *ret_comparison =
      (PactComparison){ .topic = topic_of_pair (old_text, old_reading, new_text, new_reading) };
  if (!pact_tokens_same (old_reading->tokens, new_reading->tokens))
    pact_readings_compare (old_reading, new_reading, ret_comparison);
}

void
pact_comparison_clear (PactComparison *comparison)
{
  g_clear_pointer (&comparison->why, g_free);
}
