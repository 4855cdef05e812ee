/* Findings with any old and new wording: what is told is valid, on one line, harmless and short. */
#include "tell/phrase.h"

#include <stdint.h>
#include <string.h>

#define CAP 64

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Length in bytes; frees `text` (may be NULL). */
static gsize
check (char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    GUnicodeType type = g_unichar_type (g_utf8_get_char_validated (p, -1));

    g_assert_cmpint (type, !=, G_UNICODE_CONTROL);
    g_assert_cmpint (type, !=, G_UNICODE_FORMAT);
    g_assert_cmpint (type, !=, G_UNICODE_LINE_SEPARATOR);
    g_assert_cmpint (type, !=, G_UNICODE_PARAGRAPH_SEPARATOR);
  }
  g_assert_true (text == NULL || g_utf8_validate (text, (gssize) length, NULL));
  g_free (text);
  return length;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *middle = strchr (text, '\n'); /* the first line is the old wording */
  PactFinding finding = { .source = text, .new_text = middle != NULL ? middle + 1 : NULL };
  const gsize ellipses = 2 * strlen ("…");

  if (middle != NULL)
    *middle = '\0';
  finding.old_text = finding.why = text;
  check (pact_phrase_headline (&finding));
  check (pact_phrase_redline (&finding, NULL, 0));
  g_assert_cmpuint (check (pact_phrase_plain (text, CAP)), <=, CAP);
  g_assert_cmpuint (check (pact_phrase_old (&finding, NULL, CAP)), <=, CAP + ellipses);
  g_assert_cmpuint (check (pact_phrase_new (&finding, NULL, CAP)), <=, CAP + ellipses);
  return 0;
}
