/* classify-words: for each line read, the words by which its topics are told, for classify-train. */
#include <stdio.h>
#include <stdlib.h>

#include "read/classify.h"

int
main (void)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) >= 0) {
    g_autoptr (PactTokens) tokens = pact_tokens_read (line, length);
    g_autofree char *words = pact_classify_words (tokens);

    puts (words);
  }
  free (line);
  return EXIT_SUCCESS;
}
