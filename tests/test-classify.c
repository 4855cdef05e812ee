/* Topics of wordings: press sentences and contract clauses, and the words that decide. */
#include "read/classify.h"

#include <string.h>

#include "pactwatch/read.h"

#define EX PACT_TOPIC_EXCLUSIVITY
#define RS PACT_TOPIC_REVENUE_SHARE

static const struct {
  const char *text;
  PactTopic want;
} cases[] = {
  { "", 0 },
  { "Wexcombe is the sole supplier of rotor blades to Ardal Wind.", EX },
  { "Ardal Wind remains free to buy rotor blades from any other maker.", EX },
  { "The licence that Wexcombe holds is now non-exclusive.", EX },
  { "The licence that Wexcombe holds is now non\xe2\x80\x91" "exclusive.", EX },
  { "The exclu\xc2\xadsive licence of Wexcombe runs until 2034.", EX },
  { "Wexcombe is Ardal Wind's preferred partner for towers.", EX },
  { "Ardal Wind gave Wexcombe a right of first refusal on new capacity.", EX },
  { "Wexcombe may not supply any other turbine maker before 2030.", EX },
  { "Licensor hereby grants to Licensee an exclusive license to sell the Products in the "
    "Territory during the Term.", EX },
  { "Distributor shall not purchase competing goods from any third party.", EX },
  { "Ardal Wind pays Wexcombe 12% of its revenue.", RS },
  { "The two companies split the profit from the park equally.", RS },
  { "Wexcombe's revenue share is capped at $40 million.", RS },
  { "Licensee shall pay Licensor a royalty equal to five percent (5%) of Net Sales.", RS },
  { "Subscribers pay a fee, of which the studio keeps 80 percent.", RS },
  /* look-alikes */
  { "The courts of Bergen have exclusive jurisdiction.", 0 },
  { "Repair is the buyer's sole and exclusive remedy.", 0 },
  { "Prices are exclusive of value-added tax.", 0 },
  { "She told the paper in an exclusive interview that the launch went well.", 0 },
  { "Wexcombe's revenue grew 20% in the third quarter.", 0 },
  { "Wexcombe's share price fell four percent.", 0 },
  { "The two firms will build a research centre with sixty staff.", 0 },
  { "Neither party may assign this Agreement without the prior written consent of the other.", 0 },
};

static void
test_topics (void)
{
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactTopic got = pact_classify_leading (cases[i].text, -1);

    if (got != cases[i].want) {
      g_test_message ("%s: %s", pact_topic_name (got), cases[i].text);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* A text may be about both; a length cuts it. */
static void
test_sets (void)
{
  const char *both = "Wexcombe is the exclusive supplier of blades, and pays 9% of its "
                     "revenue to Ardal.";

  g_assert_cmpuint (pact_classify (both, -1), ==, EX | RS);
  g_assert_cmpuint (pact_classify (both, (gssize) (strchr (both, ',') - both)), ==, EX);
  g_assert_cmpuint (pact_classify (both, 0), ==, 0);
}

/* Hostile bytes get an answer; a long text one in the time of a short one. */
static void
test_bytes (void)
{
  g_autofree char *x = g_strnfill (1 << 20, 'x'), *stars = g_strnfill (1 << 20, '*');
  static const char cut[] = { 'n', 'o', 'n', (char) 0xe2, (char) 0x80 };

  pact_classify (x, -1);
  pact_classify (stars, -1);
  pact_classify (cut, sizeof cut);
  pact_classify ("\0\0", 2);
  pact_classify ("non-non-exclusive'", -1);
}

static void
test_explain (void)
{
  const char *text = "Wexcombe is the exclusive supplier of blades.";
  g_autoptr (GArray) cues = pact_classify_explain (text, -1, 3);
  const PactTopicCue *first = &g_array_index (cues, PactTopicCue, 0);

  g_assert_cmpuint (cues->len, ==, 3);
  g_assert_cmpint (first->topic, ==, EX);
  g_assert_cmpfloat (first->weight, >, 0.0);
  g_assert_cmpmem (text + first->span.start, first->span.end - first->span.start, "exclusive", 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classify/topics", test_topics);
  g_test_add_func ("/classify/sets", test_sets);
  g_test_add_func ("/classify/bytes", test_bytes);
  g_test_add_func ("/classify/explain", test_explain);
  return g_test_run ();
}
