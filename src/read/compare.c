/* Old wording against new: the signs of a change, their sum, and the reason in words. */
#include "read/compare.h"

#include "read/signs.h"
#include "read/topic.h"

/* Facets in the order they are told: what is owed before what it is about. */
static const guint8 importance[PACT_N_FACETS] = {
  PACT_FACET_EXCLUSIVITY, PACT_FACET_POLARITY, PACT_FACET_MODALITY, PACT_FACET_AMOUNT,
  PACT_FACET_CAP,         PACT_FACET_BASIS,    PACT_FACET_DURATION, PACT_FACET_CONDITION,
  PACT_FACET_PARTY,       PACT_FACET_SCOPE,
};

static void
collect_facets (const PactSigns *signs, PactFacets *facets)
{
  PactFacets seen = signs->context;

  for (guint i = 0; i < PACT_N_SIGNS; i++)
    for (guint f = 0; signs->value[i] > 0 && f < signs->facets[i].n; f++)
      pact_facets_add (&seen, (PactFacet) signs->facets[i].facet[f]);
  for (guint f = 0; f < PACT_N_FACETS; f++)
    if (pact_facets_have (&seen, (PactFacet) importance[f]))
      pact_facets_add (facets, (PactFacet) importance[f]);
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

/* Both sides are about one thing, which one of them may leave unsaid; a word that claims nothing on
 * one side is no claim on the other. */
static PactTopic
topic_of_pair (const PactReading *old_reading, const PactReading *new_reading)
{
  PactTopicScores before = pact_topic_scores (old_reading), after = pact_topic_scores (new_reading);
  bool alike = pact_topic_looks_alike (old_reading) || pact_topic_looks_alike (new_reading);

  return pact_topic_leading ((PactTopicScores){ alike ? MIN (before.exclusivity, after.exclusivity)
                                                      : MAX (before.exclusivity, after.exclusivity),
                                                MAX (before.revenue_share, after.revenue_share) },
                             0);
}

void
pact_compare (const char *old_text, const char *new_text, PactComparison *ret_comparison)
{
  g_autoptr (PactReading) old_reading = pact_reading_new (old_text, -1);
  g_autoptr (PactReading) new_reading = pact_reading_new (new_text, -1);

  *ret_comparison = (PactComparison){ .topic = topic_of_pair (old_reading, new_reading) };
  if (!pact_tokens_same (old_reading->tokens, new_reading->tokens))
    pact_readings_compare (old_reading, new_reading, ret_comparison);
}

void
pact_comparison_clear (PactComparison *comparison)
{
  g_clear_pointer (&comparison->why, g_free);
}
