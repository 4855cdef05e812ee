/* Fills templates. What a page wrote comes in as harmless text on one line, and as data only: a
 * placeholder in it is not filled again. */
#include "tell/template.h"

#include "caps.h"
#include "tell/digest.h"
#include "tell/json.h"
#include "tell/phrase.h"

#include <string.h>

static char *
redline (const PactFinding *finding)
{
  return pact_phrase_redline (finding, NULL, PACT_QUOTE_CAP);
}

static char *
url (const PactFinding *finding)
{
  return pact_phrase_plain (finding->url, 0);
}

static char *
source (const PactFinding *finding)
{
  return pact_phrase_plain (finding->source, 0);
}

static char *
topic (const PactFinding *finding)
{
  return pact_phrase_plain (finding->topic, 0);
}

static char *
verdict (const PactFinding *finding)
{
  return g_strdup (pact_verdict_name (finding->verdict));
}

static const struct {
  const char *name;
  char *(*text) (const PactFinding *finding);
} placeholders[] = {
  { "headline", pact_phrase_headline }, { "redline", redline }, { "url", url },
  { "source", source },                 { "topic", topic },     { "verdict", verdict },
};

/* Group 1: whether JSON; group 2: the name. */
static GRegex *
placeholder_pattern (void)
{
  return g_regex_new ("\\{(json:)?([a-z]+)\\}", 0, 0, NULL);
}

static int
find_placeholder (const GMatchInfo *match)
{
  g_autofree char *name = g_match_info_fetch (match, 2);

  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (g_str_equal (placeholders[i].name, name))
      return (int) i;
  return -1;
}

static bool
is_escaped (const GMatchInfo *match)
{
  int start = -1;

  g_match_info_fetch_pos (match, 1, &start, NULL);
  return start >= 0;
}

bool
pact_template_is_json (const char *text)
{
  return g_regex_match_simple ("^(\\[|\\{\\s*[\"}])", text, 0, 0);
}

char *
pact_template_check (const char *text)
{
  g_autoptr (GRegex) pattern = placeholder_pattern ();
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (pattern, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL)) {
    g_autofree char *words = g_match_info_fetch (match, 0);

    if (find_placeholder (match) < 0)
      return g_strdup_printf ("there is no %s; write headline, redline, url, source, topic or "
                              "verdict in braces", words);
    if (pact_template_is_json (text) && !is_escaped (match))
      return g_strdup_printf ("%s would break the JSON; write {json:%s", words, words + 1);
  }
  return NULL;
}

/* What each placeholder stands for, in the order of the table. */
typedef struct {
  char *texts[G_N_ELEMENTS (placeholders)];
} Values;

static void
values_clear (Values *values)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    g_free (values->texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static gboolean
fill (const GMatchInfo *match, GString *filled, gpointer values)
{
  const char *text = ((const Values *) values)->texts[find_placeholder (match)];
  g_autofree char *escaped = is_escaped (match) ? pact_json_escape (text) : NULL;

  g_string_append (filled, escaped != NULL ? escaped : text);
  return FALSE;
}

static char *
fill_all (const char *text, Values *values)
{
  g_autoptr (GRegex) pattern = placeholder_pattern ();

  return g_regex_replace_eval (pattern, text, -1, 0, 0, fill, values, NULL);
}

char *
pact_template_fill (const char *text, const PactFinding *finding)
{
  g_auto (Values) values = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    values.texts[i] = placeholders[i].text (finding);
  return fill_all (text, &values);
}

char *
pact_template_fill_digest (const char *text, GPtrArray *findings)
{
  g_auto (Values) values = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (placeholders[i].text == pact_phrase_headline)
      values.texts[i] = pact_digest_headline (findings);
    else if (placeholders[i].text == redline)
      values.texts[i] = pact_digest_text (findings, true, PACT_DIGEST_TEXT_CAP);
    else
      values.texts[i] = pact_digest_join (findings, placeholders[i].text);
  return fill_all (text, &values);
}
