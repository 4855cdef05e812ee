/* topic-values PAIRS.tsv...: what each labelled pair says of its topic, for fit-topics: id, topic,
 * then for each sentence of either side the learned scores for exclusivity and revenue share and
 * the traits it holds. */
#include <stdio.h>
#include <stdlib.h>

#include "read/topic.h"

enum { ID, TOPIC, VERDICT, FACETS, OLD_TEXT, NEW_TEXT, N_COLUMNS };

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

int
main (int argc, char **argv)
{
  for (int a = 1; a < argc; a++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    g_auto (GStrv) lines = NULL;

    if (!g_file_get_contents (argv[a], &text, NULL, &error)) {
      fprintf (stderr, "topic-values: %s\n", error->message);
      return EXIT_FAILURE;
    }
    lines = g_strsplit (text, "\n", -1);
    for (guint i = 1; lines[i] != NULL; i++) {
      g_auto (GStrv) pair = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (pair) < N_COLUMNS)
        continue;
      printf ("%s\t%s", pair[ID], pair[TOPIC]);
      print_sentences (pair[OLD_TEXT]);
      print_sentences (pair[NEW_TEXT]);
      printf ("\n");
    }
  }
  return EXIT_SUCCESS;
}
