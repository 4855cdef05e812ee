/* Pages without a statement, and statements that speak of errors, cookies and logins. */
#include "read/kind.h"

#define PARAGRAPH                                                                                  \
  "Orrin Mills and Tessel Freight said on Monday that their agreement on harbour capacity goes "   \
  "on until 2031. Tessel keeps the sole right to the eastern quay, and Orrin receives 4% of the "  \
  "revenue from containers handled there. The boards of both companies have agreed to it, and "   \
  "the harbour authority was told in October. Nothing changes for the drivers at the gate.\n\n"

static void
test_judge (void)
{
  static const struct {
    const char *title;
    const char *text;
    PactFailure want;
  } cases[] = {
    { NULL, "", PACT_FAILURE_EMPTY },
    { NULL, PARAGRAPH, PACT_FAILURE_NONE },
    { NULL, "Terms\n=====\n\n# Licence", PACT_FAILURE_EMPTY }, /* a shell: the text did not load */
    { NULL, "This page isn\xe2\x80\x99t available. Try another link.", PACT_FAILURE_ERROR_PAGE },
    { "404 Not Found", "Sorry.", PACT_FAILURE_ERROR_PAGE },
    { NULL, "# Something went wrong\n\nReload the page.", PACT_FAILURE_ERROR_PAGE },
    { "Just a moment...", "", PACT_FAILURE_CHALLENGE }, /* all else is for browsers with scripts */
    { "Just a moment...", "Enable JavaScript and cookies to continue", PACT_FAILURE_CHALLENGE },
    { NULL, "Please verify you are human by ticking the box.", PACT_FAILURE_CHALLENGE },
    { NULL, "Please sign in\n\nForgot your password?", PACT_FAILURE_LOGIN },
    { NULL, "We value your privacy\n\nAccept or reject our 214 partners.", PACT_FAILURE_CONSENT },
    { NULL, "Sorry, you have been blocked.\n\nRay ID 7f.", PACT_FAILURE_CHALLENGE },
    { NULL, "You need to enable JavaScript to run this app.", PACT_FAILURE_EMPTY },
    { "Harbour Desk", "Sign in to your account\n\nName", PACT_FAILURE_LOGIN },
    /* statements that use the same words */
    { "Why we use cookies", PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH, PACT_FAILURE_NONE },
    { "Page not found: a history of link rot", PARAGRAPH PARAGRAPH PARAGRAPH, PACT_FAILURE_NONE },
    { NULL, PARAGRAPH PARAGRAPH "Please log in to the portal to read the annex.",
      PACT_FAILURE_NONE },
    { NULL, PARAGRAPH "An error occurred in our note of May: the share is 4%.", PACT_FAILURE_NONE },
    { "Fees", "Orrin pays Tessel 4% of revenue.", PACT_FAILURE_NONE }, /* short but whole */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactDocument) document = pact_document_from_text (cases[i].text, -1);
    PactFailure got;

    document->title = g_strdup (cases[i].title);
    got = pact_kind_judge (document, NULL, NULL);
    if (got != cases[i].want) {
      g_test_message ("case %u: got %s, want %s", i, pact_failure_name (got),
                      pact_failure_name (cases[i].want));
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/judge", test_judge);
  return g_test_run ();
}
