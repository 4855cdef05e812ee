/* Batch mode as a stream: answers leave whenever the next read might wait, so that a file costs
 * few writes and a person or program at the other end of a pipe is answered at once. */
#define _GNU_SOURCE /* fopencookie */
#include "cli/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)
#define FIELDS_MAX 8

static ssize_t
read_after_flush (void *cookie, char *buffer, size_t size)
{
  ssize_t got;

  fflush (stdout);
  do
    got = read (STDIN_FILENO, buffer, size);
  while (got < 0 && errno == EINTR);
  return got;
}

/* Cuts the line at its tabs in place; the number of fields, one over `max` when there are more. */
static guint
split (char *line, char **fields, guint max)
{
  guint n = 0;

  for (char *rest = line; rest != NULL && n <= max;)
    fields[n++] = strsep (&rest, "\t");
  fields[MIN (n, max)] = NULL;
  return n;
}

static bool
answer_line (char *line, gsize length, guint number, const char *names, PactBatchAnswer answer)
{
  char *fields[FIELDS_MAX + 1];
  guint want = 1, got;

  for (const char *p = names; *p != '\0'; p++)
    want += *p == ' ';
  if (!g_utf8_validate_len (line, length, NULL)) {
    pact_cli_complain ("standard input, line %u: not UTF-8 text", number);
    return false;
  }
  got = split (line, fields, want);
  if (got != want) {
    pact_cli_complain ("standard input, line %u: %s than %u tab-separated fields; expected: %s",
                       number, got < want ? "fewer" : "more", want, names);
    return false;
  }
  answer (fields);
  return true;
}

PactExit
pact_batch_run (const char *names, PactBatchAnswer answer)
{
  FILE *in = fopencookie (NULL, "r", (cookie_io_functions_t){ .read = read_after_flush });
  PactExit code = PACT_EXIT_OK;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  setvbuf (in, NULL, _IOFBF, BUFFER_SIZE);
  setvbuf (stdout, NULL, _IOFBF, BUFFER_SIZE);
  for (guint number = 1; (length = getline (&line, &size, in)) >= 0; number++) {
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
      line[--length] = '\0';
    if (!answer_line (line, (gsize) length, number, names, answer))
      code = PACT_EXIT_ERROR;
  }
  if (ferror (in))
    code = pact_cli_complain ("standard input: %s", g_strerror (errno));
  free (line);
  fclose (in);
  return code;
}
