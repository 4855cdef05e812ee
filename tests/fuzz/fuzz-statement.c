/* Any bytes as a statement: a verdict on each term of a baseline, quoting words that stand there. */
#include <stdint.h>
#include <string.h>

#include "keep/baseline.h"
#include "pactwatch/read.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char terms[] =
    "term\ttopic\twording\tsince\n"
    "blades\texclusivity\tWexcombe is the sole supplier of blades to Ardal Wind.\t2025-01-01\n"
    "park\trevenue-share\tArdal Wind pays Wexcombe 12% of its revenue.\t2025-01-01\n"
    "length\tterm-length\tThe contract of Wexcombe and Ardal Wind ends in 2031.\t2025-01-01\n"
    "stake\tequity\tWexcombe owns 4 percent of Ardal Wind.\t2025-01-01\n";

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PactBaseline) baseline =
      pact_baseline_parse_tsv ("fuzz", terms, sizeof terms - 1, mistakes);
  g_autoptr (PactDocument) document = pact_document_from_text ((const char *) data, (gssize) size);
  g_autoptr (GPtrArray) findings = pact_compare_statement (baseline, NULL, document);

  g_assert_cmpuint (findings->len, >=, baseline->terms->len);
  for (guint i = 0; i < findings->len; i++) {
    const PactFinding *finding = findings->pdata[i];

    g_assert_true (finding->new_text != NULL || finding->verdict == PACT_VERDICT_NOT_MENTIONED);
    g_assert_true (finding->new_text == NULL || strstr (document->text, finding->new_text) != NULL);
    g_assert_true ((finding->facets.n > 0) == (finding->verdict == PACT_VERDICT_CHANGED));
  }
  return 0;
}
