/* How a sentence stands to what is in force: what it does to it, and whether it binds anybody. */
#include "read/stance.h"

static const struct {
  const char *text;
  PactAct act;
  PactMood mood;
  const char *why;
} cases[] = {
  { "Quarrel Mills ended the supply in May.", PACT_ACT_ENDS, PACT_MOOD_BINDING, "over today" },
  { "Nothing in the contract between us and the mill changes.", PACT_ACT_KEEPS, PACT_MOOD_BINDING,
    "a denied subject reaches its verb" },
  { "The right has been neither restricted nor waived.", PACT_ACT_KEEPS, PACT_MOOD_BINDING,
    "one denial for both" },
  { "They sell to no one else, and that is how it stays.", PACT_ACT_KEEPS, PACT_MOOD_BINDING,
    "the denial ends with its clause" },
  { "It no longer remains with us.", PACT_ACT_ENDS, PACT_MOOD_BINDING, "what goes on, denied" },
  { "The mill keeps 28% of it.", PACT_ACT_NONE, PACT_MOOD_BINDING, "keeps an amount" },
  { "The mill keeps its right to the yard.", PACT_ACT_KEEPS, PACT_MOOD_BINDING, "keeps a right" },
  { "It lasts until the end of 2031.", PACT_ACT_NONE, PACT_MOOD_BINDING, "the end is a date" },
  { "It would have ended in 2028.", PACT_ACT_NONE, PACT_MOOD_BINDING, "it did not" },
  { "The contract may be extended to barges.", PACT_ACT_NONE, PACT_MOOD_OPEN, "it may yet" },
  { "The contract is extended by three years.", PACT_ACT_EXTENDS, PACT_MOOD_BINDING, "it is" },
  { "We pay no more than 900 crowns.", PACT_ACT_NONE, PACT_MOOD_BINDING, "no end: a ceiling" },
  { "The amendment leaves all other terms untouched.", PACT_ACT_KEEPS, PACT_MOOD_BINDING,
    "leaves as it is" },
  { "Our pots will leave their cellar in June.", PACT_ACT_ENDS, PACT_MOOD_BINDING, "leaves" },
  { "That exception ended in November.", PACT_ACT_KEEPS, PACT_MOOD_BINDING, "an exception's end" },
  { "Whoever wants to buy pots can buy them here.", PACT_ACT_NONE, PACT_MOOD_BINDING,
    "the public's wish is no plan" },
  { "We want to buy pots together.", PACT_ACT_NONE, PACT_MOOD_OPEN, "ours is" },
  { "That is wrong: the mill supplies all our flour.", PACT_ACT_NONE, PACT_MOOD_BINDING,
    "what follows a verdict counts" },
  { "The paper says that the supply ends.", PACT_ACT_ENDS, PACT_MOOD_OPEN, "a report" },
  { "For nine years they have been the only ones.", PACT_ACT_NONE, PACT_MOOD_PAST,
    "tells of the years" },
  { "They were the only ones.", PACT_ACT_NONE, PACT_MOOD_PAST, "a recap" },
  { "Should the mill ever be sold, we may buy it.", PACT_ACT_NONE, PACT_MOOD_BINDING,
    "a participle is no past" },
};

static void
test_sentences (void)
{
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactSentence) sentence = pact_sentence_new (cases[i].text, -1);
    PactAct act = pact_act_read (sentence);
    PactMood mood = pact_mood_read (sentence);

    if (act != cases[i].act || mood != cases[i].mood) {
      g_test_message ("%s: act %d, mood %d (%s)", cases[i].text, act, mood, cases[i].why);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_rest (void)
{
  static const struct {
    const char *text;
    bool keeps, ends;
  } rests[] = {
    { "All other terms of the agreement stay as they are.", true, false },
    { "Nothing else in the contract changes.", true, false },
    { "In Wales everything is as it was.", false, false },
    { "Until then nothing in the contract changes.", false, false },
    { "The contract ends, and with it everything that was agreed in it.", false, true },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++) {
    g_autoptr (PactSentence) sentence = pact_sentence_new (rests[i].text, -1);

    g_test_message ("%s", rests[i].text);
    g_assert_cmpint (pact_keeps_the_rest (sentence), ==, rests[i].keeps);
    g_assert_cmpint (pact_ends_the_rest (sentence), ==, rests[i].ends);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stance/sentences", test_sentences);
  g_test_add_func ("/stance/rest", test_rest);
  return g_test_run ();
}
