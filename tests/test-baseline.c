/* Baseline files: what they may say, every mistake named, and wordings added without loss. */
#include "keep/baseline.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactwatch/error.h"
#include "temp.h"

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

/* Whether parsing names exactly the mistakes wanted; prints those it named when it does not. */
static bool
has_mistakes (PactBaseline *(*parser) (const char *, const char *, gsize, GPtrArray *),
              const char *path, const char *text, const char *wanted)
{
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PactBaseline) baseline = parser (path, text, strlen (text), mistakes);
  g_auto (GStrv) want = g_strsplit (wanted, "\n", -1);
  bool as_wanted =
      g_strv_length (want) == mistakes->len && (baseline == NULL) == (mistakes->len > 0);

  for (guint i = 0; as_wanted && i < mistakes->len; i++)
    as_wanted = g_pattern_match_simple (want[i], mistakes->pdata[i]);
  for (guint i = 0; !as_wanted && i < MAX (mistakes->len, g_strv_length (want)); i++)
    g_printerr ("got  %s\nwant %s\n", i < mistakes->len ? (char *) mistakes->pdata[i] : "-",
                i < g_strv_length (want) ? want[i] : "-");
  return as_wanted;
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

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    misses += !has_mistakes (pact_baseline_parse, "h", cases[i].text, cases[i].want);
  g_assert_cmpint (misses, ==, 0);
}

static void
test_tsv (void)
{
#define HEAD "term\ttopic\twording\tsince\n"
  static const struct {
    const char *text;
    const char *want; /* as above */
  } cases[] = {
    { HEAD "cloud\texclusivity\tAny cloud.\t2026-02-27\n", "" },
    { HEAD "cloud\texclusivity\tAny cloud.\t2026-02-27\r\n\r\n", "" },
    { HEAD "a\tb\tc\t2026-02-27\na\tb\td\t2025-02-27", "" },
    { HEAD, "t: Term='': the baseline has no terms; *" },
    { "term\ttopic\n", "t:1: 'term*topic': the first line must be*\nt: Term=*" },
    { HEAD "cloud\tAny cloud.\t2026-02-27\n", "t:2: '*': write four cells*\nt: Term=*" },
    { HEAD "cloud\tx\t\t2026-02-27\n", "t:2: '*': a cell is empty*\nt: Term=*" },
    { HEAD "cloud\tx\ty\tsoon\n", "t:2: since='soon': no date; *\nt: Term=*" },
    { HEAD "a\tb\tc\t2026-02-27\na\tb\td\t2026-02-27\n", "t:3: since='2026-02-27': the term has a wording*" },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    misses += !has_mistakes (pact_baseline_parse_tsv, "t", cases[i].text, cases[i].want);
  g_assert_cmpint (misses, ==, 0);
}

typedef struct {
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = temp_make ();
  fixture->path = g_build_filename (fixture->dir, "harbour.baseline", NULL);
  g_assert_true (g_file_set_contents (fixture->path, SOUND, -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  temp_remove (fixture->dir);
  g_free (fixture->path);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->dir, "acorn.baseline", NULL);
  g_autofree char *note = g_build_filename (fixture->dir, "README", NULL);
  g_autofree char *pipe = g_build_filename (fixture->dir, "pipe.baseline", NULL);
  g_auto (GStrv) names = NULL;
  static const struct {
    const char *name;
    int code;
    const char *want;
  } cases[] = {
    { "harbour", -1, NULL },
    { "quill", PACT_ERROR_NOT_FOUND, "no baseline 'quill' in '*'; there are: acorn, harbour" },
    { "pipe", PACT_ERROR_NOT_FOUND, "no baseline 'pipe' in *" }, /* and nothing waits for it */
    { "/nowhere/x.baseline", PACT_ERROR_NOT_FOUND, "*/nowhere/x.baseline*" },
    { "acorn", PACT_ERROR_INPUT, "*acorn.baseline:1: 'x': write * (and 1 more)" },
  };

  g_assert_true (g_file_set_contents (other, "x\n", -1, NULL));
  g_assert_true (g_file_set_contents (note, "no baseline", -1, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  names = pact_baseline_list (fixture->dir, NULL);
  g_assert_cmpint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "acorn");
  g_assert_cmpstr (names[1], ==, "harbour");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (PactBaseline) baseline =
        pact_baseline_load (fixture->dir, cases[i].name, &error);

    if (cases[i].want == NULL) {
      g_assert_no_error (error);
      g_assert_cmpstr (baseline->path, ==, fixture->path);
    } else {
      g_assert_error (error, PACT_ERROR, cases[i].code);
      if (!g_pattern_match_simple (cases[i].want, error->message))
        g_error ("'%s' is not like '%s'", error->message, cases[i].want);
    }
  }
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { fixture->path, "/dev/zero" }; /* one has an end, one has none */

  g_assert_cmpint (truncate (fixture->path, 1 << 30), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GPtrArray) mistakes = pact_baseline_check (paths[i]);

    g_assert_cmpint (mistakes->len, ==, 1);
    g_assert_true (g_pattern_match_simple ("'/*' has more than the * bytes *", mistakes->pdata[0]));
  }
}

static void
add (Fixture *fixture, const char *term, const char *date, const char *url, const char *text)
{
  g_autoptr (GError) error = NULL;
  PactEdition edition = { (char *) date, (char *) "A statement", (char *) url };

  pact_baseline_add_wording (fixture->dir, "harbour", term, "revenue-share", text, &edition,
                             &error);
  g_assert_no_error (error);
}

static void
test_add_wording (Fixture *fixture, gconstpointer data)
{
  const char *url = "https://harbour.example/third";
  g_autofree char *text = NULL;
  struct stat info;

  g_assert_cmpint (g_chmod (fixture->path, 0664), ==, 0);
  add (fixture, "cloud", "2026-04-27", url, "Quill may use\nno cloud; a=b.");
  add (fixture, "royalty", "2026-04-27", url, "Quill pays 5%."); /* the same edition */
  add (fixture, "cloud", "2026-04-27", url, "Later that day.");
  add (fixture, "cloud", "2026-04-27", url, "Later still.");
  /* another statement of that day */
  add (fixture, "royalty", "2026-04-27", "https://quill.example/", "Quill pays 6%.");
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
    "# what Harbour and Quill agreed\n"
    "[Baseline]\nTitle=Harbour and Quill\n"
    "[Party Harbour]\nAlias=Harbour Lines;Harbour plc\nProduct=Harbour Cloud\n"
    "[Party Quill]\n"
    "[Edition 2026-02-27]\nTitle=Second\n"
    "[Edition 2025-10-28]\nTitle=First\nURL=https://harbour.example/first\n"
    "\n[Edition 2026-04-27]\nTitle=A statement\nURL=https://harbour.example/third\n"
    "\n[Edition 2026-04-27T00:00:01Z]\nTitle=A statement\nURL=https://harbour.example/third\n"
    "\n[Edition 2026-04-27T00:00:02Z]\nTitle=A statement\nURL=https://harbour.example/third\n"
    "\n[Edition 2026-04-27T00:00:03Z]\nTitle=A statement\nURL=https://quill.example/\n"
    "\n# the cloud they share\n"
    "[Term cloud]\nTopic=exclusivity\n"
    "2026-02-27=Quill may use any cloud.\n"
    "2025-10-28=Quill uses Harbour Cloud only: 100% of \"it\"; a=b \\n.\n"
    "2026-04-27=Quill may use no cloud; a=b.\n"
    "2026-04-27T00:00:01Z=Later that day.\n"
    "2026-04-27T00:00:02Z=Later still.\n"
    "\n[Term royalty]\nTopic=revenue-share\n"
    "2026-04-27=Quill pays 5%.\n"
    "2026-04-27T00:00:03Z=Quill pays 6%.\n"
    "# the end\n");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0664);
}

static void
test_add_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name, *term, *date, *text;
    int code;
    const char *want;
  } cases[] = {
    { "quill", "a", "2026-04-27", "x", PACT_ERROR_NOT_FOUND, "*quill.baseline*" },
    { "harbour", "a", "soon", "x", PACT_ERROR_INPUT, "'soon' is no date*" },
    { "harbour", "a", "2026-04-27", " \n", PACT_ERROR_INPUT, "*[Term a] DATE='': no wording*" },
    { "harbour", "a b", "2026-04-27", "x", PACT_ERROR_INPUT, "*Term='a b': a term's name is one word*" },
    { "harbour", "a]\n[x", "2026-04-27", "x", PACT_ERROR_INPUT, "*" },
    { "harbour", "a", "2026-04-27", "\xff", PACT_ERROR_INPUT, "*no valid UTF-8*" },
  };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    PactEdition edition = { (char *) cases[i].date, NULL, NULL };

    g_assert_false (pact_baseline_add_wording (fixture->dir, cases[i].name, cases[i].term, "other",
                                               cases[i].text, &edition, &error));
    g_assert_error (error, PACT_ERROR, cases[i].code);
    if (!g_pattern_match_simple (cases[i].want, error->message))
      g_error ("'%s' is not like '%s'", error->message, cases[i].want);
  }
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, SOUND);
}

/* Files as editors leave them: a byte order mark, no line end at the end, ends of two bytes. */
static void
test_add_to_odd_files (Fixture *fixture, gconstpointer data)
{
#define MARK "\xef\xbb\xbf"
  static const struct {
    const char *before, *after;
  } cases[] = {
    { MARK TERM "[Term x]\nTopic=a\n2026-02-27=b\n" EDITION,
      TERM "2026-04-27=c\n[Term x]\nTopic=a\n2026-02-27=b\n" EDITION "\n[Edition 2026-04-27]\n" },
    { EDITION "[Term cloud]\nTopic=a\n2026-02-27=b",
      EDITION "\n[Edition 2026-04-27]\n[Term cloud]\nTopic=a\n2026-02-27=b\n2026-04-27=c\n" },
    { EDITION "\r\n[Term cloud]\r\nTopic=a\r\n2026-02-27=b\r\n",
      EDITION "\n[Edition 2026-04-27]\n\r\n[Term cloud]\r\nTopic=a\r\n2026-02-27=b\r\n2026-04-27=c\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *after = NULL;
    g_autoptr (GError) error = NULL;
    PactEdition edition = { (char *) "2026-04-27", NULL, NULL };

    g_assert_true (g_file_set_contents (fixture->path, cases[i].before, -1, NULL));
    pact_baseline_add_wording (fixture->dir, "harbour", "cloud", "a", "c", &edition, &error);
    g_assert_no_error (error);
    g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
    g_assert_cmpstr (after, ==, cases[i].after);
  }
}

/* Processes that accept at the same time lose none of the wordings. */
static void
test_add_at_once (Fixture *fixture, gconstpointer data)
{
  enum { PROCESSES = 4, EACH = 10 };
  g_autoptr (PactBaseline) baseline = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < PROCESSES; i++)
    if (fork () == 0) {
      for (guint k = 0; k < EACH; k++)
        add (fixture, "cloud", "2026-04-27", NULL, "Any.");
      _exit (0);
    }
  for (guint i = 0; i < PROCESSES; i++) {
    int status = 1;

    wait (&status);
    g_assert_cmpint (status, ==, 0);
  }
  baseline = pact_baseline_load (fixture->dir, "harbour", &error);
  g_assert_no_error (error);
  g_assert_cmpint (pact_baseline_term (baseline, "cloud")->wordings->len, ==,
                   2 + PROCESSES * EACH);
}

/* What the project ships is sound, and answers for each of its editions. */
static void
test_shipped (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "state", "baselines",
                                                 "microsoft-openai.baseline", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PactBaseline) baseline = pact_baseline_load ("", path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (baseline->editions->len, ==, 3);
  g_assert_cmpint (baseline->terms->len, ==, 8);
  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactTerm *term = baseline->terms->pdata[i];

    for (guint e = 0; e < baseline->editions->len; e++) {
      const PactEdition *edition = baseline->editions->pdata[e];

      g_assert_nonnull (pact_term_wording (term, edition->date));
    }
    for (guint w = 0; w < term->wordings->len; w++) {
      const PactWording *wording = term->wordings->pdata[w];

      g_assert_nonnull (strstr (wording->text, "OpenAI")); /* each stands by itself */
      g_assert_nonnull (strstr (wording->text, "Microsoft"));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baseline/sound", test_sound);
  g_test_add_func ("/baseline/mistakes", test_mistakes);
  g_test_add_func ("/baseline/tsv", test_tsv);
  g_test_add_func ("/baseline/shipped", test_shipped);
  g_test_add ("/baseline/load", Fixture, NULL, set_up, test_load, tear_down);
  g_test_add ("/baseline/too-large", Fixture, NULL, set_up, test_too_large, tear_down);
  g_test_add ("/baseline/add-wording", Fixture, NULL, set_up, test_add_wording, tear_down);
  g_test_add ("/baseline/add-refused", Fixture, NULL, set_up, test_add_refused, tear_down);
  g_test_add ("/baseline/add-to-odd-files", Fixture, NULL, set_up, test_add_to_odd_files,
              tear_down);
  g_test_add ("/baseline/add-at-once", Fixture, NULL, set_up, test_add_at_once, tear_down);
  return g_test_run ();
}
