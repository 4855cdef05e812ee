/* Characters as a reader sees them: entities, invisible marks and typography resolved. */
#pragma once

#include <glib.h>

typedef struct {
  GString *text;  /* letters, digits and plain punctuation; other scripts as decomposed UTF-8 */
  GArray *origin; /* guint32: for each byte of text, and one past it, where it was written */
} PactClean;

void pact_clean_init (PactClean *clean, const char *text, gsize length);
void pact_clean_clear (PactClean *clean);
