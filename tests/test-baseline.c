/* Baseline files: what they may say, every mistake named, and wordings added without loss. */
#include "keep/baseline.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactwatch/error.h"

#define SOUND \
  "# what Harbour and Quill agreed\n" \
  "[Baseline]\nTitle=Harbour and Quill\n" \
  "[Party Harbour]\nAlias=Harbour Lines;Harbour plc\nProduct=Harbour Cloud\n" \
  "[Party Quill]\n" \
  "[Edition 2026-02-27]\nTitle=Second\n" \
  "[Edition 2025-10-28]\nTitle=First\nURL=https://harbour.example/first\n" \
  "\n# the cloud they share\n" \
  "[Term cloud]\nTopic=exclusivity\n" \
  "2026-02-27=Quill may use any cloud.\n" \
  "2025-10-28=Quill uses Harbour Cloud only: 100% of \"it\"; a=b \\n.\n" \
  "# the end\n"

static PactBaseline *
parse (const char *text)
{
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  PactBaseline *baseline = pact_baseline_parse ("harbour.baseline", text, strlen (text), mistakes);

  for (guint i = 0; i < mistakes->len; i++)
    g_test_message ("%s", (const char *) mistakes->pdata[i]);
  return baseline;
}

static void
test_sound (void)
{
  g_autoptr (PactBaseline) baseline = parse (SOUND);
  const PactParty *party = NULL;
  const PactEdition *edition = NULL;
  const PactTerm *term = NULL;

  g_assert_nonnull (baseline);
  g_assert_cmpstr (baseline->name, ==, "harbour");
  g_assert_cmpstr (baseline->title, ==, "Harbour and Quill");
  g_assert_cmpint (baseline->parties->len, ==, 2);
  party = baseline->parties->pdata[0];
  g_assert_cmpstr (party->name, ==, "Harbour");
  g_assert_cmpstr (party->aliases[1], ==, "Harbour plc");
  g_assert_cmpstr (party->products[0], ==, "Harbour Cloud");
  edition = baseline->editions->pdata[0];
  g_assert_cmpstr (edition->date, ==, "2025-10-28"); /* sorted, whatever the order in the file */
  g_assert_cmpstr (edition->url, ==, "https://harbour.example/first");
  term = pact_baseline_term (baseline, "cloud");
  g_assert_cmpstr (term->topic, ==, "exclusivity");
  /* a value is taken as it stands: neither '=' nor ';' nor a backslash means anything in it */
  g_assert_cmpstr (pact_term_wording (term, "2025-12-31")->text, ==,
                   "Quill uses Harbour Cloud only: 100% of \"it\"; a=b \\n.");
  g_assert_cmpstr (pact_term_wording (term, NULL)->text, ==, "Quill may use any cloud.");
  g_assert_null (pact_term_wording (term, "2025-10-27"));
}

static void
test_mistakes (void)
{
#define EDITION "[Edition 2026-02-27]\n"
#define TERM "[Term cloud]\nTopic=exclusivity\n2026-02-27=Any cloud.\n"
  static const struct {
    const char *text;
    const char *want; /* a glob for each mistake, one a line */
  } cases[] = {
    { "", "h: Term='': the baseline has no terms; *" },
    { EDITION TERM, "" },
    { "\xef\xbb\xbf" EDITION TERM, "" },                 /* a byte order mark */
    { "[Edition 2026-02-27]\r\n" TERM, "" },
    { EDITION TERM "[Tern x]\nTopic=a\n", "h:5: 'Tern x': unknown group; *" }, /* its keys are not judged */
    { EDITION TERM "[Term]\n", "h:5: 'Term': unknown group; *" },
    { EDITION TERM "[Baseline x]\n", "h:5: 'Baseline x': unknown group; *" },
    { "Title=a\n" EDITION TERM, "h:1: Title='a': it stands before the first *" },
    { EDITION TERM "[Baseline]\nTilte=a\n", "h:6: ?Baseline] Tilte='a': unknown key; *" },
    { EDITION TERM "since=a\n", "h:5: ?Term cloud] since='a': unknown key; write Topic= or *" },
    { EDITION TERM "what is this\n", "h:5: ?Term cloud] 'what is this': write *" },
    { EDITION TERM "=x\n", "h:5: ?Term cloud] '=x': write *" },
    { EDITION TERM "2026-02-27=b\n", "h:5: ?Term cloud] 2026-02-27='b': the key stands there twice; *" },
    { EDITION TERM TERM, "h:5: 'Term cloud': the group stands there twice; *" },
    { EDITION "[Term cloud]\n2026-02-27=a\n", "h: ?Term cloud] Topic='': missing; *" },
    { EDITION "[Term cloud]\nTopic=a b\n2026-02-27=a\n", "h:3: ?Term cloud] Topic='a b': a topic is one *" },
    { "[Term cloud]\nTopic=a\n", "h: ?Term cloud] DATE='': no wording; *" },
    { EDITION TERM "[Term a b]\nTopic=a\n2026-02-27=x\n", "h:5: Term='a b': a term's name is one word; *" },
    { EDITION TERM "2026-02-30=a\n", "h:5: ?Term cloud] 2026-02-30='a': no date; *" },
    { EDITION TERM "2026-2-3=a\n", "h:5: ?Term cloud] 2026-2-3='a': no date; *" },
    { EDITION TERM "2026-02-27T25:00:00Z=a\n", "h:5: *: no date; *" },
    { EDITION TERM "2026-02-27T10:00:00+01:00=a\n", "h:5: *: no date; *" }, /* would not sort as text */
    { EDITION TERM "2026-02-28=a\n", "h: ?Term cloud] 2026-02-28='a': dated by no edition; *" },
    { EDITION TERM "[Edition soon]\n", "h:5: Edition='soon': no date; *" },
    { EDITION TERM "[Edition 2026-02-27T10:15:00Z]\n", "" },
    { EDITION "URL=ftp://x\n" TERM, "h:2: ?Edition 2026-02-27] URL='ftp://x': no address; *" },
    { EDITION "Title=\n" TERM, "h:2: ?Edition 2026-02-27] Title='': empty; *" },
    { EDITION TERM "[Party A]\nAlias=C\n[Party B]\nProduct=D;c\n", "h: ?Party B] Product='c': the name is taken*" },
    { EDITION TERM "[Party A]\nAlias=C;C\n", "h: ?Party A] Alias='C': the name is taken*" },
    { EDITION TERM "2026-02-28=\xff\n", "h:5: ?Term cloud] '*': no valid UTF-8; *" },
    { EDITION TERM "[x]\n[y]\n", "h:5: *\nh:6: *" }, /* all of them at once */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (PactBaseline) baseline =
        pact_baseline_parse ("h", cases[i].text, strlen (cases[i].text), mistakes);
    g_auto (GStrv) want = g_strsplit (cases[i].want, "\n", -1);
    bool as_wanted = g_strv_length (want) == mistakes->len && (baseline == NULL) == (mistakes->len > 0);

    for (guint m = 0; as_wanted && m < mistakes->len; m++)
      as_wanted = g_pattern_match_simple (want[m], mistakes->pdata[m]);
    for (guint m = 0; !as_wanted && m < mistakes->len; m++)
      g_printerr ("case %u: %s\n", i, (const char *) mistakes->pdata[m]);
    misses += !as_wanted;
  }
  g_assert_cmpint (misses, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baseline/sound", test_sound);
  g_test_add_func ("/baseline/mistakes", test_mistakes);
  return g_test_run ();
}
