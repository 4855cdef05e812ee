/* Redlines: what is marked, and that nothing of either text is lost. */
#include "pactwatch/read.h"

#include <string.h>

static char *
render (const char *old_text, const char *new_text, bool deleted)
{
  g_autoptr (GArray) parts = pact_redline (old_text, new_text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    const PactRedlinePart *part = &g_array_index (parts, PactRedlinePart, i);
    const char *from = part->op == PACT_REDLINE_DELETED ? old_text : new_text;
    static const char *const marks[][2] = { { "", "" }, { "[-", "-]" }, { "{+", "+}" } };

    if (part->op == PACT_REDLINE_DELETED && !deleted)
      continue;
    g_string_append_printf (out, "%s%.*s%s", deleted ? marks[part->op][0] : "",
                            (int) (part->span.end - part->span.start), from + part->span.start,
                            deleted ? marks[part->op][1] : "");
  }
  return g_string_free (out, FALSE);
}

static void
test_redline (void)
{
  static const struct {
    const char *old_text, *new_text, *want;
  } cases[] = {
    { "It is the sole host.", "It is the main host.", "It is the [-sole-]{+main+} host." },
    { "It is the host.", "It is the only host.", "It is the {+only+} host." },
    { "It is the only host.", "It is the host.", "It is the[- only-] host." },
    { "It is the host, alone.", "It is the host.", "It is the host[-, alone-]." },
    { "It is the host.", "It is the host, alone.", "It is the host{+, alone+}." },
    { "Today it ends.", "It ends.", "[-Today -]It ends." },
    { "It ends.", "Today it ends.", "{+Today+} it ends." },
    { "20 percent", "twenty\u00a0%", "twenty\u00a0%" }, /* folds to the same: nothing is marked */
    { "one two", "three four", "[-one two-]{+three four+}" },
    { "a non-exclusive fee", "an exclusive fee", "[-a non-exclusive-]{+an exclusive+} fee" }, /* whole */
    { "the fee-free plan", "the fee plan", "the [-fee-free-]{+fee+} plan" },
    { "It won't end.", "It will not end.", "It will not end." },
    { "", "new", "{+new+}" },
    { "old", "", "[-old-]" },
    { NULL, "New.", "{+New.+}" },
    { "Old.", NULL, "[-Old.-]" },
    { NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = render (cases[i].old_text, cases[i].new_text, true);
    g_autofree char *new_text = render (cases[i].old_text, cases[i].new_text, false);

    g_assert_cmpstr (got, ==, cases[i].want);
    g_assert_cmpstr (new_text, ==, cases[i].new_text == NULL ? "" : cases[i].new_text);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redline/table", test_redline);
  return g_test_run ();
}
