/* Plain text into blocks. */
#include "pactwatch/document.h"

static void
test_from_text (void)
{
  static const struct {
    const char *text;
    const char *want; /* kind, level and text of each block */
  } cases[] = {
    { "", "" },
    { "One line\nand its rest.\n\nNext.", "0/0 One line and its rest.;0/0 Next.;" },
    { "One.\r\nTwo.\r\n\r\nThree.", "0/0 One. Two.;0/0 Three.;" },
    { "## Terms\nThe supply is exclusive.", "1/2 Terms;0/0 The supply is exclusive.;" },
    { "The terms:\n- one\n  - two\n3. three\n", "0/0 The terms:;2/1 one;2/2 two;2/1 three;" },
    { "| a | b |\n|---|---|\n| 5% | 7% |", "3/0 a | b;3/0 5% | 7%;" },
    { "> quoted", "4/0 quoted;" },
    { "Terms\n=====\n\nOne.\n\nTwo\n---\nThree.", "1/1 Terms;0/0 One.;1/2 Two;0/0 Three.;" },
    { "One.\n\n- - -\n\n***\nTwo.", "0/0 One.;0/0 Two.;" }, /* rules */
    { "bad \xff byte", "0/0 bad \xef\xbf\xbd byte;" },
    { "Read [our **terms**](https://a.example/x_(1)) now.", "0/0 Read our terms now.;" },
    { "![logo](a.png) _Sole_ __supplier__\\.", "0/0 Sole supplier.;" },
    { "[1] a note, 5*3 and snake_case stay * so", "0/0 [1] a note, 5*3 and snake_case stay * so;" },
    { "[a](b [c] d", "0/0 [a](b [c] d;" }, /* no target: text */
    { "2026 was a year", "0/0 2026 was a year;" }, /* a number that is no list mark */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactDocument) document = pact_document_from_text (cases[i].text, -1);
    g_autoptr (GString) got = g_string_new (NULL);

    for (guint b = 0; b < document->blocks->len; b++) {
      const PactBlock *block = &g_array_index (document->blocks, PactBlock, b);

      g_string_append_printf (got, "%d/%d %.*s;", block->kind, block->level,
                              (int) (block->span.end - block->span.start),
                              document->text + block->span.start);
    }
    g_assert_cmpstr (got->str, ==, cases[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/from-text", test_from_text);
  return g_test_run ();
}
