/* Keeps the newest findings as an Atom feed (RFC 4287) in a file, for feed readers and intranets. The
 * file is its own memory: the entries that stand there go on standing, cut out as they are. */
#include "caps.h"
#include "pactwatch/error.h"
#include "tell/phrase.h"
#include "tell/sink.h"

#include <glib/gstdio.h>
#include <string.h>

#define ENTRY "<entry>\n"
#define ENTRY_END "</entry>\n"

/* A UUID of version 8 (RFC 9562), the same for the same text. */
static char *
uuid_of (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 b[32];
  gsize length = sizeof b;

  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, b, &length);
  b[6] = (b[6] & 0x0f) | 0x80;
  b[8] = (b[8] & 0x3f) | 0x80;
  return g_strdup_printf ("urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                          "%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/* The number tells apart the findings of one state, time and page those of two. */
static char *
entry_id (const PactSink *sink, const PactFinding *finding)
{
  g_autofree char *key = pact_sink_key (sink, finding);
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n%s", key, finding->time,
                                           finding->source, finding->url);

  return uuid_of (text);
}

static void
append_element (GString *xml, const char *name, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (xml, "<%s>%s</%s>\n", name, escaped, name);
}

static void
append_category (GString *xml, const char *term)
{
  g_autofree char *plain = pact_phrase_plain (term, 0);
  g_autofree char *escaped = g_markup_escape_text (plain, -1);

  g_string_append_printf (xml, "<category term=\"%s\"/>\n", escaped);
}

static void
append_link (GString *xml, const char *url)
{
  g_autofree char *escaped = g_uri_escape_string (url, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%", FALSE);
  g_autofree char *markup = g_markup_escape_text (escaped, -1);

  if (g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://"))
    g_string_append_printf (xml, "<link rel=\"alternate\" href=\"%s\"/>\n", markup);
}

/* RFC 3339, in UTC. */
static char *
time_text (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/* HTML as text: escaped once for HTML by its marks, and once more for the feed. */
static char *
content_of (const PactFinding *finding)
{
  static const PactMarks marks = { { "<del>", "</del>" }, { "<ins>", "</ins>" },
                                   g_markup_escape_text };
  g_autofree char *redline = pact_phrase_redline (finding, &marks, 0);
  g_autofree char *more = pact_phrase_more (finding);

  return g_strdup_printf ("<p>%s</p><p>More: <code>%s</code></p>", redline, more);
}

static char *
entry_text (const PactSink *sink, const PactFinding *finding)
{
  GString *xml = g_string_new (ENTRY);
  g_autofree char *id = entry_id (sink, finding);
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *time = time_text (finding->time);
  g_autofree char *content = content_of (finding);
  g_autofree char *escaped = g_markup_escape_text (content, -1);

  append_element (xml, "id", id);
  append_element (xml, "title", headline);
  append_element (xml, "updated", time);
  append_link (xml, finding->url);
  append_category (xml, finding->topic);
  append_category (xml, pact_verdict_name (finding->verdict));
  g_string_append_printf (xml, "<content type=\"html\">%s</content>\n" ENTRY_END, escaped);
  return g_string_free (xml, FALSE);
}

/* The entries of the file, newest first. A text has no '<' that is not escaped, so the lines that
 * begin and end an entry can be nothing else; a file that is none of ours has none. */
static GPtrArray *
read_entries (const char *path)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  const char *start, *end;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    return entries;
  for (start = text; (start = strstr (start, "\n" ENTRY)) != NULL; start = end) {
    end = strstr (++start, "\n" ENTRY_END);
    if (end == NULL)
      break;
    end += strlen ("\n" ENTRY_END) - 1;
    g_ptr_array_add (entries, g_strndup (start, (gsize) (end + 1 - start)));
  }
  return entries;
}

/* An entry told again stands once, where the newest stand. */
static void
put_entry (GPtrArray *entries, const PactSink *sink, const PactFinding *finding)
{
  g_autofree char *id = entry_id (sink, finding);
  g_autofree char *element = g_strdup_printf (ENTRY "<id>%s</id>", id);

  for (guint i = entries->len; i-- > 0;)
    if (g_str_has_prefix (entries->pdata[i], element))
      g_ptr_array_remove_index (entries, i);
  g_ptr_array_insert (entries, 0, entry_text (sink, finding));
}

static char *
feed_text (const PactSinkSettings *settings, const GPtrArray *entries)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                               "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
  g_autofree char *name = g_strconcat ("feed\n", settings->file, NULL);
  g_autofree char *id = uuid_of (name);
  g_autofree char *now = time_text (g_get_real_time ());

  append_element (xml, "id", id);
  append_element (xml, "title", "Partnership terms that changed");
  append_element (xml, "updated", now);
  g_string_append (xml, "<author><name>pactwatch</name></author>\n"
                        "<generator>pactwatch</generator>\n");
  for (guint i = 0; i < entries->len; i++)
    g_string_append (xml, entries->pdata[i]);
  g_string_append (xml, "</feed>\n");
  return g_string_free (xml, FALSE);
}

/* Readers see the feed of before or of now, whole. It is for everybody who may enter its folder. */
static bool
write_feed (const PactSinkSettings *settings, const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (settings->file, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &cause))
    return g_chmod (settings->file, 0644) == 0;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
               "cannot write the feed '%s': %s; let the daemon write to its folder, or correct File=",
               settings->file, cause->message);
  return false;
}

static bool
atom_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  g_autoptr (GPtrArray) entries = read_entries (sink->settings->file);
  g_autofree char *text = NULL;

  for (guint i = 0; i < findings->len; i++)
    put_entry (entries, sink, findings->pdata[i]);
  if (entries->len > sink->settings->entries)
    g_ptr_array_set_size (entries, (int) sink->settings->entries);
  text = feed_text (sink->settings, entries);
  return write_feed (sink->settings, text, error);
}

const PactSinkKind pact_sink_atom = { PACT_DELIVERY_BATCH, atom_tell, NULL, NULL };
