/* The rows of labelled pairs: tab-separated files with the columns of tests/pairs.tsv. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

enum { ID, TOPIC, VERDICT, FACETS, OLD_TEXT, NEW_TEXT, N_COLUMNS };

/* Calls `row` with the columns of each pair in `path`, past its header. False with one line on
 * standard error, begun by the name of the program, when it cannot be read. */
static inline bool
pair_rows (const char *program, const char *path, void (*row) (char **pair))
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error)) {
    fprintf (stderr, "%s: %s\n", program, error->message);
    return false;
  }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (lines[i], "\t", -1);

    if (g_strv_length (pair) >= N_COLUMNS)
      row (pair);
  }
  return true;
}
