/* What is news and what was told: steps of a page between wordings A, B and C. */
#include "standing.h"

#include "pactwatch/finding.h"

static PactFinding *
finding (gint64 id, PactVerdict verdict, const char *old_text, const char *new_text)
{
  PactFinding *finding = pact_finding_new ();

  finding->id = id;
  finding->topic = g_strdup ("exclusivity");
  finding->verdict = verdict;
  finding->old_text = g_strdup (old_text);
  finding->new_text = g_strdup (new_text);
  return finding;
}

static GPtrArray *
list (PactFinding *one)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);

  if (one != NULL)
    g_ptr_array_add (list, one);
  return list;
}

#define A "Orle is the exclusive carrier of Tamsin."
#define B "Orle is a non-exclusive carrier of Tamsin."
#define C "Orle is the primary carrier of Tamsin."

static void
test_settle (void)
{
  static const struct {
    const char *what;
    PactVerdict told;           /* SAME: nothing stands */
    const char *told_old, *told_new;
    bool waiting;
    PactVerdict seen;           /* SAME: no difference now */
    const char *seen_old, *seen_new;
    const char *want;           /* verdict old>new of each finding, then how many ended */
  } cases[] = {
    { "first change", PACT_VERDICT_SAME, NULL, NULL, false, PACT_VERDICT_CHANGED, A, B,
      "changed " A ">" B ";0" },
    { "still changed", PACT_VERDICT_CHANGED, A, B, false, PACT_VERDICT_CHANGED, A, B, "0" },
    { "gone back", PACT_VERDICT_CHANGED, A, B, false, PACT_VERDICT_SAME, NULL, NULL,
      "changed " B ">" A ";1" },
    { "changed further", PACT_VERDICT_CHANGED, A, B, false, PACT_VERDICT_CHANGED, A, C,
      "changed " A ">" C ";1" },
    { "added, gone again", PACT_VERDICT_ADDED, NULL, B, false, PACT_VERDICT_SAME, NULL, NULL,
      "removed " B ">;0" }, /* the addition stands until its removal is confirmed */
    { "removed, back", PACT_VERDICT_REMOVED, A, NULL, false, PACT_VERDICT_SAME, NULL, NULL,
      "added >" A ";1" },
    { "removal never confirmed", PACT_VERDICT_REMOVED, A, NULL, true, PACT_VERDICT_SAME, NULL, NULL, "1" },
    { "a space lost", PACT_VERDICT_CHANGED, A, B, false, PACT_VERDICT_CHANGED, A,
      "Orle is a non-exclusive carrierof Tamsin.", "0" },
    { "removal seen again", PACT_VERDICT_REMOVED, A, NULL, true, PACT_VERDICT_REMOVED, A, NULL, "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    bool stands = cases[i].told != PACT_VERDICT_SAME, differs = cases[i].seen != PACT_VERDICT_SAME;
    g_autoptr (GPtrArray) standing =
        list (stands ? finding (7, cases[i].told, cases[i].told_old, cases[i].told_new) : NULL);
    g_autoptr (GPtrArray) differences =
        list (differs ? finding (0, cases[i].seen, cases[i].seen_old, cases[i].seen_new) : NULL);
    g_autoptr (GPtrArray) findings = list (NULL);
    g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GString) got = g_string_new (NULL);

    if (stands)
      ((PactFinding *) standing->pdata[0])->waiting = cases[i].waiting;
    pact_standing_settle (standing, differences, findings, ended);
    for (guint f = 0; f < findings->len; f++) {
      const PactFinding *news = findings->pdata[f];

      g_string_append_printf (got, "%s %s>%s;", pact_verdict_name (news->verdict),
                              news->old_text ? news->old_text : "", news->new_text ? news->new_text : "");
    }
    g_string_append_printf (got, "%u", ended->len);
    if (!g_str_equal (got->str, cases[i].want)) {
      g_test_message ("%s: got '%s', want '%s'", cases[i].what, got->str, cases[i].want);
      g_test_fail ();
    }
  }
}

static const PactPage page = { .source = (char *) "orle", .url = (char *) "/news" };
static const PactPage other = { .source = (char *) "tamsin", .url = (char *) "/news" };

static void
test_terms (void)
{
  char *topics[] = { (char *) "exclusivity", NULL };
  g_autoptr (GPtrArray) terms = list (finding (0, PACT_VERDICT_CHANGED, A, B));
  g_autoptr (GPtrArray) standing = list (NULL), findings = list (NULL), none = list (NULL);
  PactFinding *term = terms->pdata[0];
  PactFinding *told;

  term->baseline = g_strdup ("orle-tamsin");
  term->term = g_strdup ("carriage");
  g_ptr_array_add (terms, finding (0, PACT_VERDICT_REAFFIRMED, A, A)); /* no alert */
  ((PactFinding *) terms->pdata[1])->term = g_strdup ("parcels");

  pact_standing_settle_terms (standing, terms, topics, &page, findings);
  g_assert_cmpuint (findings->len, ==, 1);
  told = findings->pdata[0];
  g_assert_cmpstr (told->term, ==, "carriage");
  told->id = 7;
  told->source = g_strdup (page.source);
  told->url = g_strdup (page.url);

  /* the same again is no news */
  pact_standing_settle_terms (findings, terms, topics, &page, none);
  g_assert_cmpuint (none->len, ==, 0);

  /* on another page it goes with the first */
  pact_standing_settle_terms (findings, terms, topics, &other, none);
  g_assert_cmpuint (none->len, ==, 1);
  g_assert_cmpint (((PactFinding *) none->pdata[0])->same_as, ==, 7);
  g_ptr_array_set_size (none, 0);

  /* but not with one that nobody was told of */
  told->reread = true;
  pact_standing_settle_terms (findings, terms, topics, &other, none);
  g_assert_cmpint (((PactFinding *) none->pdata[0])->same_as, ==, 0);
  g_ptr_array_set_size (none, 0);

  /* a finding on the page's own wording that quotes the same words becomes the term's */
  g_ptr_array_add (none, finding (0, PACT_VERDICT_CHANGED, A, B " More."));
  pact_standing_settle_terms (standing, terms, topics, &page, none);
  g_assert_cmpuint (none->len, ==, 1);
  g_assert_cmpstr (((PactFinding *) none->pdata[0])->term, ==, "carriage");

  /* a topic that does not alert is no finding */
  topics[0] = (char *) "equity";
  g_ptr_array_set_size (none, 0);
  pact_standing_settle_terms (standing, terms, topics, &page, none);
  g_assert_cmpuint (none->len, ==, 0);
}

/* What was told of one page speaks for another that says the same. */
static void
test_join (void)
{
  static const struct {
    const char *what;
    PactFinding told; /* ours if not said otherwise */
    gint64 joined;
  } cases[] = {
    { "another page", { .url = (char *) "/press" }, 7 },
    { "the same page", { .url = (char *) "/news" }, 0 },
    { "other words", { .url = (char *) "/press", .new_text = (char *) C }, 0 },
    { "other words before", { .url = (char *) "/press", .old_text = (char *) C }, 0 },
    { "a term", { .url = (char *) "/press", .baseline = (char *) "orle-tamsin" }, 0 },
    { "nobody was told", { .url = (char *) "/press", .reread = true }, 0 },
    { "it did not matter", { .url = (char *) "/press", .review = PACT_REVIEW_DISMISSED }, 0 },
    { "a removal", { .url = (char *) "/press", .verdict = PACT_VERDICT_REMOVED }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactFinding told = cases[i].told;
    g_autoptr (GPtrArray) recent = g_ptr_array_new (), findings = list (NULL);
    PactFinding *now = finding (0, PACT_VERDICT_CHANGED, A, "Orle is a non\u2011exclusive carrier of Tamsin.");

    told.id = 7;
    told.source = (char *) "orle";
    told.topic = (char *) "exclusivity";
    told.verdict = told.verdict ? told.verdict : PACT_VERDICT_CHANGED;
    told.old_text = told.old_text ? told.old_text : (char *) A;
    told.new_text = told.new_text ? told.new_text : (char *) B;
    g_ptr_array_add (recent, &told);
    g_ptr_array_add (findings, now);
    pact_standing_join (recent, &page, findings);
    if (now->same_as != cases[i].joined) {
      g_test_message ("%s: joined '%d'", cases[i].what, (int) now->same_as);
      g_test_fail ();
    }
  }
}

static PactFinding *
claim (gint64 id, guint i, const char *kind)
{
  g_autofree char *old_text = g_strdup_printf ("Orle carries parcel %u of Tamsin exclusively.", i);
  g_autofree char *new_text = g_strdup_printf ("Orle carries parcel %u of Tamsin %s.", i, kind);

  return finding (id, PACT_VERDICT_CHANGED, old_text, new_text);
}

/* Every other one of many claims changes further, in one step. */
static void
test_many (void)
{
  const guint n = 4000;
  g_autoptr (GPtrArray) standing = list (NULL), differences = list (NULL), findings = list (NULL);
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (standing, claim (i + 1, i, "non-exclusively"));
    g_ptr_array_add (differences, claim (0, i, i % 2 ? "primarily" : "non\u2011exclusively"));
  }
  pact_standing_settle (standing, differences, findings, ended);
  g_assert_cmpuint (differences->len, ==, 0);
  g_assert_cmpuint (findings->len, ==, n / 2);
  g_assert_cmpuint (ended->len, ==, n / 2);
  g_assert_cmpint (g_array_index (ended, gint64, 0), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/standing/settle", test_settle);
  g_test_add_func ("/standing/many", test_many);
  g_test_add_func ("/standing/terms", test_terms);
  g_test_add_func ("/standing/join", test_join);
  return g_test_run ();
}
