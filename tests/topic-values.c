/* topic-values PAIRS.tsv...: what each labelled pair says of its topic, for fit-topics: id, topic,
 * then for each sentence of either side the learned scores for exclusivity and revenue share and
 * the traits it holds. */
#include <stdlib.h>

#include "pair-rows.h"
#include "read/topic.h"

static void
print_sentences (const char *text)
{
  g_autoptr (PactReading) reading = pact_reading_new (text, -1);

  for (guint i = 0, end; i < reading->units->len; i = end) {
    PactTopicScores learned;
    guint held;

    end = pact_sentence_end (reading, i);
    learned = pact_topic_learned (reading, i, end);
    held = pact_topic_traits (reading, i, end);
    printf ("\t%.3f %.3f", learned.exclusivity, learned.revenue_share);
    for (guint t = 0; pact_topic_trait_name (t) != NULL; t++)
      if (held & 1u << t)
        printf (" %s", pact_topic_trait_name (t));
  }
}

static void
print_pair (char **pair)
{
  printf ("%s\t%s", pair[ID], pair[TOPIC]);
  print_sentences (pair[OLD_TEXT]);
  print_sentences (pair[NEW_TEXT]);
  printf ("\n");
}

int
main (int argc, char **argv)
{
  for (int a = 1; a < argc; a++)
    if (!pair_rows ("topic-values", argv[a], print_pair))
      return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
