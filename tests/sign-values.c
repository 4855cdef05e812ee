/* sign-values PAIRS.tsv...: the signs seen in each labelled pair that is not the same, for
 * fit-signs: id, verdict, then NAME=VALUE of each sign seen. */
#include <stdlib.h>

#include "pair-rows.h"
#include "read/fold.h"
#include "read/signs.h"

static void
print_pair (char **pair)
{
  g_autoptr (PactReading) old_reading = pact_reading_new (pair[OLD_TEXT], -1);
  g_autoptr (PactReading) new_reading = pact_reading_new (pair[NEW_TEXT], -1);
  PactSigns signs = { 0 };

  if (pact_tokens_same (old_reading->tokens, new_reading->tokens))
    return;
  pact_signs_of_facts (old_reading, new_reading, &signs);
  pact_signs_of_edits (old_reading, new_reading, &signs);
  printf ("%s\t%s", pair[ID], pair[VERDICT]);
  for (guint i = 0; i < PACT_N_SIGNS; i++)
    if (signs.value[i] > 0)
      printf ("\t%s=%.3f", pact_sign_weights[i].name, signs.value[i]);
  printf ("\n");
}

int
main (int argc, char **argv)
{
  for (int a = 1; a < argc; a++)
    if (!pair_rows ("sign-values", argv[a], print_pair))
      return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
