/* Fold: what a reader of the printed page would call the same words, and nothing more. */
#include "pactwatch/read.h"
#include "read/fold.h"

static const struct {
  const char *a, *b;
} same[] = {
  { "Tolvane's “sole” agent", "Tolvane’s \"sole\" agent" },
  { "a 2026-2030 term", "a 2026–2030 term" },
  { "Tolvane - and only Tolvane - may", "Tolvane—and only Tolvane—may" },
  { "non-exclusive", "non\xe2\x80\x91"
                     "exclusive" },
  { "$400 million", "$400\xc2\xa0million" },
  { "$400 million", "$400&nbsp;million" },
  { "US$38bn", "$38 billion" },
  { "exclusive rights", "exclu\xc2\xadsive ri\xe2\x80\x8bghts" },
  { "the agent.[1] It is", "the agent. It is" },
  { "revenue† of Rusk‡", "revenue of Rusk" },
  { "the guide (opens in new window).", "the guide." },
  { "maps, phones, and watches", "maps, phones and watches" },
  { "licence fees in the programme are recognised", "license fees in the program are recognized" },
  { "modelling of coloured catalogues", "modeling of colored catalogs" },
  { "Rusk & Daughters", "Rusk and Daughters" },
  { "20% of sales", "twenty percent of sales" },
  { "20 % of sales", "20 per cent of sales" },
  { "the U.S. market", "the US market" },
  { "It isn't, and won't be", "It is not, and will not be" },
  { "EXCLUSIVE LICENSE: Rusk", "Exclusive License: Rusk" },
  { "twenty-four months", "24 months" },
  { "nine thousand parts", "9,000 parts" },
  { "two hundred and fifty", "250" },
  { "na\xc3\xafve caf\xc3\xa9", "nai\xcc\x88ve cafe\xcc\x81" },
  { "hosting .  Makers", "hosting. Makers" },
  { "the exclusivelicense of Rusk", "the exclusive license of Rusk" }, /* a space was lost */
  { "1. The licence", "2. The licence" }, /* the list's, not the sentence's */
};

static const struct {
  const char *a, *b;
} different[] = {
  { "non-exclusive", "exclusive" },
  { "may be", "maybe" },
  { "no table", "notable" }, /* a lost space that makes a word */
  { "38 billion", "3.8 billion" },
  { "by 20%", "to 20%" },
  { "5 percent", "5 percentage points" },
  { "fifteen", "fifty" },
  { "and", "or" },
  { "a fifth", "20%" }, /* equal, but other words */
  { "U.S. sales", "UK sales" },
  { "shall not", "shall" },
  { "all models", "all, models" },
  { "the licensee's", "the licensees" },
};

static void
test_same (void)
{
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (!pact_same (same[i].a, same[i].b)) {
      g_test_message ("should be the same: '%s' '%s'", same[i].a, same[i].b);
      misses++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    if (pact_same (different[i].a, different[i].b)) {
      g_test_message ("should differ: '%s' '%s'", different[i].a, different[i].b);
      misses++;
    }
  g_assert_cmpuint (misses, ==, 0);
}

static void
assert_idempotent (const char *text)
{
  g_autofree char *once = pact_fold (text, -1), *twice = pact_fold (once, -1);

  g_assert_cmpstr (once, ==, twice);
}

static void
test_idempotent (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    assert_idempotent (same[i].a);
    assert_idempotent (same[i].b);
  }
  assert_idempotent ("");
  assert_idempotent ("'tis Rusk's 'quoted' word, the companies' own\xff\xfe");
}

/* Each token knows where it was written, whatever fold made of it. */
static void
test_spans (void)
{
  static const char text[] = "Rusk\xe2\x80\x99s  cut is twenty-\xc2\xad"
                             "four&nbsp;percent.";
  static const char *const want[] = { "Rusk",
                                      "\xe2\x80\x99s",
                                      "cut",
                                      "is",
                                      "twenty-\xc2\xad"
                                      "four",
                                      "percent" };
  g_autoptr (PactTokens) tokens = pact_tokens_read (text, -1);

  g_assert_cmpuint (tokens->tokens->len, ==, G_N_ELEMENTS (want));
  for (guint i = 0; i < tokens->tokens->len; i++) {
    PactSpan span = pact_token (tokens, i)->span;
    g_autofree char *got = g_strndup (text + span.start, span.end - span.start);

    if (i > 1) /* the possessive shares the span of its word */
      g_assert_cmpstr (got, ==, want[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/same", test_same);
  g_test_add_func ("/fold/idempotent", test_idempotent);
  g_test_add_func ("/fold/spans", test_spans);
  return g_test_run ();
}
