/* Pages that hold no statement although the server said 200. A cue alone never decides: it must
 * stand where such pages put it, and the page must be as short as such pages are. */
#include "read/kind.h"

#include <stdbool.h>
#include <string.h>

#define OPENING_CAP 300 /* bytes of text in which a cue counts */
#define SHELL_MAX 200   /* bytes of headings without text */

/* Phrases, compared without case; a page longer than `length_max` bytes is none of its kind. */
static const struct {
  PactFailure failure;
  gsize length_max;
  const char *phrase;
} cues[] = {
  { PACT_FAILURE_CHALLENGE, 1500, "verify you are human" },
  { PACT_FAILURE_CHALLENGE, 1500, "verifying you are human" },
  { PACT_FAILURE_CHALLENGE, 1500, "checking your browser" },
  { PACT_FAILURE_CHALLENGE, 1500, "are you a robot" },
  { PACT_FAILURE_CHALLENGE, 1500, "you are not a robot" },
  { PACT_FAILURE_CHALLENGE, 1500, "unusual traffic from your" },
  { PACT_FAILURE_CHALLENGE, 1500, "enable javascript and cookies to continue" },
  { PACT_FAILURE_CHALLENGE, 1500, "attention required" },
  { PACT_FAILURE_CHALLENGE, 300, "just a moment" },
  { PACT_FAILURE_CHALLENGE, 1500, "performing security verification" },
  { PACT_FAILURE_CHALLENGE, 1500, "pardon our interruption" },
  { PACT_FAILURE_CHALLENGE, 1500, "human verification" },
  { PACT_FAILURE_CHALLENGE, 1500, "incapsula incident" },
  { PACT_FAILURE_CHALLENGE, 1500, "press & hold" },
  { PACT_FAILURE_CHALLENGE, 1500, "complete the captcha" },
  { PACT_FAILURE_CHALLENGE, 300, "security check" },
  { PACT_FAILURE_CHALLENGE, 1500, "you have been blocked" },
  { PACT_FAILURE_CHALLENGE, 1500, "access to this page has been denied" },
  { PACT_FAILURE_CHALLENGE, 1500, "request unsuccessful" },
  { PACT_FAILURE_CHALLENGE, 1500, "ddos protection by" },
  { PACT_FAILURE_CHALLENGE, 1500, "automated access to" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page isn't available" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page is not available" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page not found" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page cannot be found" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page can't be found" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page could not be found" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page doesn't exist" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page does not exist" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "page no longer exists" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "can't find the page" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "couldn't find the page" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "couldn't find that page" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "404 not found" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "error 404" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "404 error" },
  { PACT_FAILURE_ERROR_PAGE, 400, "something went wrong" },
  { PACT_FAILURE_ERROR_PAGE, 400, "access denied" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "403 forbidden" },
  { PACT_FAILURE_ERROR_PAGE, 400, "service unavailable" },
  { PACT_FAILURE_ERROR_PAGE, 400, "temporarily unavailable" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "internal server error" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "bad gateway" },
  { PACT_FAILURE_ERROR_PAGE, 1000, "gateway timeout" },
  { PACT_FAILURE_ERROR_PAGE, 400, "not available in your country" },
  { PACT_FAILURE_ERROR_PAGE, 400, "not available in your region" },
  { PACT_FAILURE_ERROR_PAGE, 400, "an error occurred" },
  { PACT_FAILURE_ERROR_PAGE, 400, "an error has occurred" },
  { PACT_FAILURE_ERROR_PAGE, 400, "under maintenance" },
  { PACT_FAILURE_LOGIN, 800, "log in to continue" },
  { PACT_FAILURE_LOGIN, 800, "sign in to continue" },
  { PACT_FAILURE_LOGIN, 800, "please log in" },
  { PACT_FAILURE_LOGIN, 800, "please sign in" },
  { PACT_FAILURE_LOGIN, 800, "you must be logged in" },
  { PACT_FAILURE_LOGIN, 800, "forgot your password" },
  { PACT_FAILURE_LOGIN, 800, "forgot password" },
  { PACT_FAILURE_LOGIN, 400, "sign in to your account" },
  { PACT_FAILURE_LOGIN, 400, "log in to your account" },
  { PACT_FAILURE_LOGIN, 400, "create a free account to" },
  { PACT_FAILURE_LOGIN, 400, "subscribe to continue" },
  { PACT_FAILURE_LOGIN, 400, "register to continue" },
  { PACT_FAILURE_EMPTY, 300, "enable javascript" }, /* after those that ask for more */
  { PACT_FAILURE_EMPTY, 300, "javascript is disabled" },
  { PACT_FAILURE_EMPTY, 300, "requires javascript" },
  { PACT_FAILURE_CONSENT, 3000, "before you continue to" },
  { PACT_FAILURE_CONSENT, 1000, "we use cookies" },
  { PACT_FAILURE_CONSENT, 1000, "we value your privacy" },
  { PACT_FAILURE_CONSENT, 1000, "your privacy choices" },
  { PACT_FAILURE_CONSENT, 1000, "accept all cookies" },
  { PACT_FAILURE_CONSENT, 1000, "manage consent" },
  { PACT_FAILURE_CONSENT, 1000, "use cookies and similar technologies" },
};

/* Where such pages speak: title, headings and the first words; lower case, straight quotes. */
static char *
opening_of (const PactDocument *document, const char *headline)
{
  g_autoptr (GString) opening = g_string_new (document->title);

  g_string_append_printf (opening, "\n%s\n", headline != NULL ? headline : "");
  g_string_append_len (opening, document->text, (gssize) MIN (document->length, OPENING_CAP));
  for (guint i = 0; i < document->blocks->len; i++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, i);

    if (block->kind == PACT_BLOCK_HEADING) {
      g_string_append_c (opening, '\n');
      g_string_append_len (opening, document->text + block->span.start,
                           block->span.end - block->span.start);
    }
  }
  g_string_replace (opening, "\xe2\x80\x99", "'", 0);
  return g_ascii_strdown (opening->str, -1);
}

/* Nothing at all, or a shell: a few headings whose text has yet to be loaded. */
static bool
is_empty (const PactDocument *document)
{
  if (document->length > SHELL_MAX)
    return false;
  for (guint i = 0; i < document->blocks->len; i++)
    if (g_array_index (document->blocks, PactBlock, i).kind != PACT_BLOCK_HEADING)
      return false;
  return true;
}

PactFailure
pact_kind_judge (const PactDocument *document, const char *headline, const char **ret_cue)
{
  g_autofree char *opening = NULL;

  if (ret_cue != NULL)
    *ret_cue = NULL;
  opening = opening_of (document, headline);
  for (guint i = 0; i < G_N_ELEMENTS (cues); i++)
    if (document->length <= cues[i].length_max && strstr (opening, cues[i].phrase) != NULL) {
      if (ret_cue != NULL)
        *ret_cue = cues[i].phrase;
      return cues[i].failure;
    }
  return is_empty (document) ? PACT_FAILURE_EMPTY : PACT_FAILURE_NONE;
}
