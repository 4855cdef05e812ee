/* Digests in plain words and as JSON, for the sinks that can tell several findings at once. */
#include "tell/digest.h"

#include "caps.h"
#include "tell/json.h"
#include "tell/phrase.h"

#define SOURCES_CAP 120 /* bytes of the sources in a headline */

char *
pact_digest_join (GPtrArray *findings, char *(*part) (const PactFinding *finding))
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < findings->len; i++) {
    g_autofree char *text = part (findings->pdata[i]);

    if (!g_ptr_array_find_with_equal_func (parts, text, g_str_equal, NULL))
      g_ptr_array_add (parts, g_steal_pointer (&text));
  }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
source_of (const PactFinding *finding)
{
  return pact_phrase_plain (finding->source, SOURCES_CAP);
}

char *
pact_digest_headline (GPtrArray *findings)
{
  g_autofree char *all = pact_digest_join (findings, source_of);
  g_autofree char *sources = pact_phrase_plain (all, SOURCES_CAP);

  return g_strdup_printf ("%u sentence%s reworded (%s)", findings->len,
                          findings->len == 1 ? "" : "s", sources);
}

char *
pact_digest_text (GPtrArray *findings, bool redlines, gsize cap)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    g_autofree char *headline = pact_phrase_headline (findings->pdata[i]);
    g_autofree char *redline = pact_phrase_redline (findings->pdata[i], NULL, PACT_QUOTE_CAP);

    if (text->len > cap) {
      g_string_append_printf (text, "and %u more: pactwatch log --unreviewed\n", findings->len - i);
      break;
    }
    g_string_append_printf (text, redlines ? "%s\n%s\n\n" : "%s\n", headline, redline);
  }
  return g_string_free (text, FALSE);
}

char *
pact_digest_json (GPtrArray *findings)
{
  g_autofree char *headline = pact_digest_headline (findings);
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_text (json, "digest", headline);
  pact_json_array (json, "findings");
  for (guint i = 0; i < findings->len; i++)
    pact_json_finding (json, NULL, findings->pdata[i]);
  pact_json_end (json);
  pact_json_end (json);
  return pact_json_write (json, false);
}
