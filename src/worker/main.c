/* pactwatch-worker: reads one PDF on its standard input, shut off from all else, and writes on its
 * standard output what protocol.h says. Without a sandbox it reads nothing. */
#include <stdlib.h>
#include <unistd.h>

#include "worker/pdf.h"
#include "worker/protocol.h"
#include "worker/sandbox.h"

static GBytes *
answer (GBytes *bytes)
{
  PactFailure failure = PACT_FAILURE_NONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (PactDocument) document = pact_pdf_read (bytes, &failure, &error);

  return pact_answer_write (document, failure, error != NULL ? error->message : NULL);
}

static bool
write_all (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0) {
    ssize_t n = write (STDOUT_FILENO, data, length);

    if (n <= 0)
      return false;
    data += n;
    length -= (gsize) n;
  }
  return true;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  GMappedFile *input = g_mapped_file_new_from_fd (STDIN_FILENO, FALSE, &error);

  if (input == NULL || !pact_sandbox_enter (&error)) {
    g_printerr ("pactwatch-worker: %s; pactwatch and pactwatchd run it, with a file as input\n",
                error->message);
    return EXIT_FAILURE;
  }
  /* no farewells: what libraries do at the end is forbidden by now */
  _exit (write_all (answer (g_mapped_file_get_bytes (input))) ? EXIT_SUCCESS : EXIT_FAILURE);
}
