/* Sentences, and what stands over them. */
#include "read/segment.h"

#include <string.h>

static const struct {
  const char *text;
  const char *want; /* sentences, apart by "|" */
} cases[] = {
  { "", "" },
  { "   ", "" },
  { "One. Two! Three? Four", "One.|Two!|Three?|Four" },
  { "Rusk Inc. sells maps. It does so alone.", "Rusk Inc. sells maps.|It does so alone." },
  { "Sales in the U.S. fell. In the U.S. The rest rose.",
    "Sales in the U.S. fell.|In the U.S.|The rest rose." },
  { "Dr. A. Rusk owns 3.5 percent. No. 7 is closed.",
    "Dr. A. Rusk owns 3.5 percent.|No. 7 is closed." },
  { "\"It is ours.\" So said Rusk.", "\"It is ours.\"|So said Rusk." },
  { "Rusk said: \"We won. We did.\" Then they left.",
    "Rusk said: \"We won.|We did.\"|Then they left." },
  { "The term ended.[1] A new one began.[2]", "The term ended.[1]|A new one began.[2]" },
  { "It runs until 2030. 40 shops take part.", "It runs until 2030.|40 shops take part." },
  { "See pactwatch.example for more. Or call.", "See pactwatch.example for more.|Or call." },
  { "No space.Here it goes on.", "No space.|Here it goes on." }, /* a line break was lost */
  { "First block\n\nsecond block", "First block|second block" },
  { "Bad \xff byte. Next.", "Bad \xff byte.|Next." },
};

static void
test_sentences (void)
{
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) spans = pact_sentences_read (cases[i].text, -1);
    g_autoptr (GString) got = g_string_new (NULL);

    for (guint s = 0; s < spans->len; s++) {
      PactSpan span = g_array_index (spans, PactSpan, s);

      g_string_append_printf (got, "%s%.*s", s > 0 ? "|" : "", (int) (span.end - span.start),
                              cases[i].text + span.start);
    }
    if (!g_str_equal (got->str, cases[i].want)) {
      g_test_message ("'%s'\n  got  '%s'\n  want '%s'", cases[i].text, got->str, cases[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_passages (void)
{
  static const char text[] = "# Terms\n\nThe contract says:\n\n- Rusk is the sole agent. It "
                             "pays.\n- Orme hosts.\n\nThe end.\n";
  static const struct {
    const char *start;
    int lead;
  } want[] = {
    { "Terms", -1 },  { "The contract", -1 }, { "Rusk is", 1 },
    { "It pays", 1 }, { "Orme", 1 },          { "The end", -1 },
  };
  g_autoptr (PactDocument) document = pact_document_from_text (text, -1);
  g_autoptr (GArray) passages = pact_passages_read (document);

  g_assert_cmpuint (passages->len, ==, G_N_ELEMENTS (want));
  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = g_array_index (passages, PactPassage, i).span;

    g_assert_true (g_str_has_prefix (document->text + span.start, want[i].start));
    g_assert_cmpint (pact_passage_lead (document, passages, i), ==, want[i].lead);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segment/sentences", test_sentences);
  g_test_add_func ("/segment/passages", test_passages);
  return g_test_run ();
}
