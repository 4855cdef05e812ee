/* Any bytes as a baseline file or table: a baseline or a list of mistakes, never both. */
#include <stdint.h>

#include "keep/baseline.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (PactBaseline *(*parse) (const char *, const char *, gsize, GPtrArray *), const uint8_t *data,
       size_t size)
{
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PactBaseline) baseline = parse ("fuzz", (const char *) data, size, mistakes);

  g_assert_cmpint (baseline != NULL, ==, mistakes->len == 0);
  for (guint i = 0; i < mistakes->len; i++)
    g_assert_true (g_utf8_validate (mistakes->pdata[i], -1, NULL));
  for (guint i = 0; baseline != NULL && i < baseline->terms->len; i++) {
    const PactTerm *term = baseline->terms->pdata[i];

    g_assert_nonnull (term->topic);
    g_assert_nonnull (pact_term_wording (term, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  check (pact_baseline_parse, data, size);
  check (pact_baseline_parse_tsv, data, size);
  return 0;
}
