/* What reading costs beside libxml2's own parse of the same bytes: bench-page FILE... prints both
 * and their ratio, from one run. */
#include "pactwatch/read.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 20

static void
parse_only (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  xmlFreeDoc (htmlReadMemory (data, (int) length, NULL, "UTF-8",
                              HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                  HTML_PARSE_NOWARNING));
}

static void
read_whole (GBytes *bytes)
{
  pact_document_free (
      pact_document_read (bytes, "text/html; charset=utf-8", NULL, NULL, NULL, NULL));
}

/* CPU time for all pages, in µs. */
static gint64
time_once (void (*work) (GBytes *), const GPtrArray *pages)
{
  clock_t start = clock ();

  for (guint i = 0; i < pages->len; i++)
    work (pages->pdata[i]);
  return (gint64) (clock () - start) * 1000000 / CLOCKS_PER_SEC;
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize bytes = 0;
  gint64 parse = G_MAXINT64, whole = G_MAXINT64;

  for (int i = 1; i < argc; i++) {
    char *data;
    gsize length;

    if (!g_file_get_contents (argv[i], &data, &length, NULL)) {
      fprintf (stderr, "bench-page: cannot read '%s'\n", argv[i]);
      return EXIT_FAILURE;
    }
    g_ptr_array_add (pages, g_bytes_new_take (data, length));
    bytes += length;
  }
  for (guint round = 0; round < ROUNDS; round++) { /* by turns, so that other load meets both */
    parse = MIN (parse, time_once (parse_only, pages));
    whole = MIN (whole, time_once (read_whole, pages));
  }
  printf ("pages=%u kib=%zu parse_us=%.0f read_us=%.0f ratio=%.2f\n", pages->len,
          bytes / 1024 / MAX (pages->len, 1), (double) parse / MAX (pages->len, 1),
          (double) whole / MAX (pages->len, 1), (double) whole / (double) parse);
  return EXIT_SUCCESS;
}
