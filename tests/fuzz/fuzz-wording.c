/* Two wordings, apart by a line break: folded, cut into sentences, read, compared, redlined. */
#include <stdint.h>
#include <string.h>

#include "pactwatch/read.h"
#include "read/fold.h"
#include "read/segment.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_text (const char *text)
{
  g_autofree char *once = pact_fold (text, -1), *twice = pact_fold (once, -1);
  g_autoptr (GArray) sentences = pact_sentences_read (text, -1);
  gsize length = strlen (text);

  g_assert_cmpstr (once, ==, twice);
  if (!pact_same (text, once))
    g_error ("not the same folded: '%s' '%s'", text, once);
  for (guint i = 0; i < sentences->len; i++) {
    PactSpan span = g_array_index (sentences, PactSpan, i);

    g_assert_true (span.start < span.end && span.end <= length);
  }
}

static void
try_documents (const char *old_text, const char *new_text)
{
  static char *topics[] = { (char *) "exclusivity", (char *) "revenue-share", NULL };
  g_autoptr (PactDocument) old_document = pact_document_from_text (old_text, -1);
  g_autoptr (PactDocument) new_document = pact_document_from_text (new_text, -1);
  g_autoptr (GPtrArray) findings =
      pact_compare_documents (old_document, new_document, topics, NULL);
  g_autoptr (GPtrArray) none = pact_compare_documents (new_document, new_document, topics, NULL);

  g_assert_nonnull (findings);
  g_assert_cmpuint (none->len, ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *newline = strchr (text, '\n');
  const char *new_text = newline != NULL ? newline + 1 : "";
  g_auto (PactComparison) comparison = { 0 };
  g_autoptr (GArray) redline = NULL;

  if (newline != NULL)
    *newline = '\0';
  try_text (text);
  try_text (new_text);
  pact_compare (text, new_text, &comparison);
  g_assert_true (comparison.verdict <= PACT_VERDICT_CHANGED);
  g_assert_true ((comparison.verdict == PACT_VERDICT_CHANGED) == (comparison.facets.n > 0));
  redline = pact_redline (text, new_text);
  try_documents (text, new_text);
  return 0;
}
