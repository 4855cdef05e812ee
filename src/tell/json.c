/* JSON for the tool's --json and for sinks that speak to programs: a finding is the same in
 * both. */
#include "tell/json.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct PactJson {
  JsonBuilder *builder;
  GQueue open; /* whether each open container is an object */
};

PactJson *
pact_json_new (void)
{
  PactJson *json = g_new0 (PactJson, 1);

  json->builder = json_builder_new ();
  g_queue_init (&json->open);
  return json;
}

static JsonBuilder *
member (PactJson *json, const char *key)
{
  if (key != NULL)
    json_builder_set_member_name (json->builder, key);
  return json->builder;
}

void
pact_json_object (PactJson *json, const char *key)
{
  json_builder_begin_object (member (json, key));
  g_queue_push_tail (&json->open, GINT_TO_POINTER (true));
}

void
pact_json_array (PactJson *json, const char *key)
{
  json_builder_begin_array (member (json, key));
  g_queue_push_tail (&json->open, GINT_TO_POINTER (false));
}

void
pact_json_end (PactJson *json)
{
  if (GPOINTER_TO_INT (g_queue_pop_tail (&json->open)))
    json_builder_end_object (json->builder);
  else
    json_builder_end_array (json->builder);
}

void
pact_json_text (PactJson *json, const char *key, const char *value)
{
  if (value == NULL)
    json_builder_add_null_value (member (json, key));
  else
    json_builder_add_string_value (member (json, key), value);
}

void
pact_json_number (PactJson *json, const char *key, gint64 value)
{
  json_builder_add_int_value (member (json, key), value);
}

void
pact_json_time (PactJson *json, const char *key, gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autofree char *text = us == 0 ? NULL : g_date_time_format_iso8601 (time);

  pact_json_text (json, key, text);
}

void
pact_json_topics (PactJson *json, const char *key, PactTopics topics)
{
  pact_json_array (json, key);
  for (PactTopics topic = 1; topic <= topics; topic <<= 1)
    if (topics & topic)
      pact_json_text (json, NULL, pact_topic_name ((PactTopic) topic));
  pact_json_end (json);
}

void
pact_json_facets (PactJson *json, const char *key, const PactFacets *facets)
{
  pact_json_array (json, key);
  for (guint i = 0; i < facets->n; i++)
    pact_json_text (json, NULL, pact_facet_name ((PactFacet) facets->facet[i]));
  pact_json_end (json);
}

static void
finding_review (PactJson *json, const PactFinding *finding)
{
  pact_json_text (json, "review", pact_review_name (finding->review));
  pact_json_time (json, "review_time", finding->review_time);
  pact_json_text (json, "review_why", finding->review_why);
}

/* Other pages that say the same. */
static void
finding_also (PactJson *json, const GPtrArray *also)
{
  pact_json_array (json, "also");
  for (guint i = 0; also != NULL && i < also->len; i++) {
    const PactFinding *finding = also->pdata[i];

    pact_json_object (json, NULL);
    pact_json_text (json, "source", finding->source);
    pact_json_text (json, "url", finding->url);
    pact_json_time (json, "time", finding->time);
    pact_json_number (json, "capture", finding->capture);
    pact_json_end (json);
  }
  pact_json_end (json);
}

/* Null where there is none, as for the wording of a baseline. */
static void
capture_number (PactJson *json, const char *key, gint64 capture)
{
  if (capture != 0)
    pact_json_number (json, key, capture);
  else
    pact_json_text (json, key, NULL);
}

void
pact_json_finding (PactJson *json, const char *key, const PactFinding *finding)
{
  pact_json_object (json, key);
  if (finding->id != 0)
    pact_json_number (json, "id", finding->id);
  pact_json_time (json, "time", finding->time);
  pact_json_text (json, "source", finding->source);
  pact_json_text (json, "url", finding->url);
  pact_json_text (json, "title", finding->title);
  pact_json_text (json, "baseline", finding->baseline);
  pact_json_text (json, "term", finding->term);
  pact_json_text (json, "topic", finding->topic);
  pact_json_text (json, "verdict", pact_verdict_name (finding->verdict));
  pact_json_facets (json, "facets", &finding->facets);
  pact_json_text (json, "old", finding->old_text);
  pact_json_text (json, "new", finding->new_text);
  pact_json_text (json, "why", finding->why);
  capture_number (json, "capture", finding->capture);
  capture_number (json, "old_capture", finding->old_capture);
  pact_json_text (json, "digest", finding->digest);
  pact_json_text (json, "class", finding->reread ? "re-read" : "told");
  finding_also (json, finding->also);
  if (finding->lost_by != NULL)
    pact_json_text (json, "lost_by", finding->lost_by);
  finding_review (json, finding);
  pact_json_end (json);
}

/* json-glib escapes the control characters of ASCII; those of ISO 6429 and the ones that turn
 * the direction of text are left, and can only stand inside strings. */
static char *
escape_controls (const char *text)
{
  GString *safe = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    GUnicodeType type = c < 0x7f ? G_UNICODE_OTHER_SYMBOL : g_unichar_type (c);

    if ((type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT) && c <= 0xffff)
      g_string_append_printf (safe, "\\u%04x", c);
    else
      g_string_append_len (safe, p, g_utf8_next_char (p) - p);
  }
  return g_string_free (safe, FALSE);
}

char *
pact_json_write (PactJson *json, bool pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (json->builder);
  g_autofree char *text = NULL;

  json_generator_set_pretty (generator, pretty);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  g_queue_clear (&json->open);
  g_object_unref (json->builder);
  g_free (json);
  return escape_controls (text);
}

char *
pact_json_escape (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);
  g_autofree char *safe = escape_controls (quoted);

  return g_strndup (safe + 1, strlen (safe) - 2);
}

char *
pact_json_finding_text (const PactFinding *finding)
{
  PactJson *json = pact_json_new ();

  pact_json_finding (json, NULL, finding);
  return pact_json_write (json, false);
}
