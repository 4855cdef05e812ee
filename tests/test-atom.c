/* The feed of findings, as a reader of feeds has it. */
#include "pactwatch/read.h"
#include "pactwatch/error.h"
#include "temp.h"
#include "tell/sink.h"

#include <string.h>
#include <sys/stat.h>

#define KEPT 3

typedef struct {
  char *dir, *path;
  PactSink *sink;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  PactSinkSettings *settings = pact_sink_settings_new ("feed", PACT_SINK_ATOM);

  fixture->dir = temp_make ();
  fixture->path = g_build_filename (fixture->dir, "findings.atom", NULL);
  settings->file = g_strdup (fixture->path);
  settings->entries = KEPT;
  fixture->sink = pact_sink_open (settings, NULL);
  pact_sink_settings_unref (settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  pact_sink_free (fixture->sink);
  temp_remove (fixture->dir);
  g_free (fixture->path);
}

/* `text` stands wherever a page or a feed puts words. */
static PactFinding *
finding_new (gint64 id, const char *text)
{
  PactFinding *finding = pact_finding_new ();

  finding->id = id;
  finding->time = (G_GINT64_CONSTANT (1777298700) + id) * G_USEC_PER_SEC;
  finding->source = g_strdup ("norrland");
  finding->url = g_strdup_printf ("https://norrland.example/%s?a=1&b=2#%" G_GINT64_FORMAT, text, id);
  finding->topic = g_strdup (text);
  finding->verdict = PACT_VERDICT_CHANGED;
  finding->why = g_strdup (text);
  finding->old_text = g_strdup_printf ("Norrland is the exclusive %s dealer.", text);
  finding->new_text = g_strdup_printf ("Norrland is the shared %s dealer.", text);
  return finding;
}

static void
tell (Fixture *fixture, gint64 first, gint64 last)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  g_autoptr (GError) error = NULL;

  for (gint64 id = first; id <= last; id++)
    g_ptr_array_add (findings, finding_new (id, "boat"));
  fixture->sink->kind->tell (fixture->sink, findings, &error);
  g_assert_no_error (error);
}

/* What our own reader of feeds makes of the file: PactFeedItem. */
static GPtrArray *
items (const Fixture *fixture)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  GPtrArray *list;

  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  bytes = g_bytes_new (text, length);
  list = pact_list_read (PACT_SOURCE_FEED, bytes, "application/atom+xml", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return list;
}

/* The numbers at the ends of the links, newest first. */
static char *
numbers (const Fixture *fixture)
{
  g_autoptr (GPtrArray) list = items (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s ", strrchr (((PactFeedItem *) list->pdata[i])->link, '#') + 1);
  return g_string_free (text, FALSE);
}

static void
assert_numbers (const Fixture *fixture, const char *want)
{
  g_autofree char *got = numbers (fixture);

  g_assert_cmpstr (got, ==, want);
}

static void
test_newest (Fixture *fixture, gconstpointer data)
{
  struct stat info;

  tell (fixture, 1, 2);
  assert_numbers (fixture, "2 1 ");
  tell (fixture, 3, 4);
  assert_numbers (fixture, "4 3 2 "); /* no more than it keeps */
  tell (fixture, 3, 3);               /* once more: its answer was lost */
  assert_numbers (fixture, "3 4 2 ");
  tell (fixture, 5, 9);
  assert_numbers (fixture, "9 8 7 ");
  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0644);
}

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  static const char *const wanted[] = {
    "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
    "<author><name>pactwatch</name></author>",
    "<updated>2026-04-27T14:05:01Z</updated>",
    "<link rel=\"alternate\" href=\"https://norrland.example/boat?a=1&amp;b=2#1\"/>",
    "<category term=\"changed\"/>",
    "&lt;del&gt;exclusive&lt;/del&gt;&lt;ins&gt;shared&lt;/ins&gt;",
  };
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autofree char *text = NULL;
  const PactFeedItem *item;
  guint misses = 0;

  tell (fixture, 1, 1);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (strstr (text, wanted[i]) == NULL) {
      g_test_message ("not in the feed: %s", wanted[i]);
      misses++;
    }
  g_assert_cmpuint (misses, ==, 0);
  before = items (fixture);
  item = before->pdata[0];
  g_assert_true (g_str_has_prefix (item->id, "urn:uuid:"));
  g_assert_cmpuint (strlen (item->id), ==, strlen ("urn:uuid:") + 36);
  /* ids are those of before also where the feed was lost */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  tell (fixture, 1, 2);
  after = items (fixture);
  g_assert_cmpstr (((PactFeedItem *) after->pdata[1])->id, ==, item->id);
  g_assert_cmpstr (((PactFeedItem *) after->pdata[0])->id, !=, item->id);
}

static void
note_element (GMarkupParseContext *context, const char *name, const char **names,
              const char **values, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "%s;", name);
}

/* Whatever stands in a statement: well-formed, with the elements of a tame feed, and no character
 * that steers a terminal or turns a line around. */
static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  static const GMarkupParser parser = { .start_element = note_element };
  static const char elements[] = "feed;id;title;updated;author;name;generator;"
                                 "entry;id;title;updated;link;category;category;content;";
  g_autofree char *endless = g_strnfill (10 * 1024, 'w');
  const char *const texts[] = {
    "</content></entry><entry>", "\n<entry>\n", "]]>", "&amp;&#0;&nosuch;", "\" onclick=\"x", "<script>",
    "\x1b[31mred\x1b[0m", "\xe2\x80\xae\xe2\x81\xa6", "a\xef\xbf\xbf" "b\xef\xbf\xbe", "\x01\x08\x0b", "\xff\xfe",
    endless,
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) findings =
        g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
    g_autoptr (GString) seen = g_string_new (NULL);
    g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, seen, NULL);
    g_autoptr (GPtrArray) list = NULL;
    g_autofree char *text = NULL;

    g_unlink (fixture->path);
    g_ptr_array_add (findings, finding_new (1, texts[i]));
    g_assert_true (fixture->sink->kind->tell (fixture->sink, findings, NULL));
    g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
    list = items (fixture); /* an XML parser that is stricter than the next */
    if (g_markup_parse_context_parse (context, text, -1, NULL) && list->len == 1 &&
        g_str_equal (seen->str, elements) && strpbrk (text, "\x01\x08\x0b\x1b") == NULL &&
        strstr (text, "\xe2\x80\xae") == NULL)
      continue;
    g_test_message ("%s: %s\n%s", texts[i], seen->str, text);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* A file that is damaged or somebody else's is written anew. */
static void
test_foreign_file (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "", "no feed", "<feed>\n<entry>\n<id>x</id>", "\n</entry>\n<entry>\n", "\n<entry>\n\xff\n</entry>\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    temp_write (fixture->dir, "findings.atom", texts[i]);
    tell (fixture, 1, 1);
    assert_numbers (fixture, "1 ");
  }
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  g_autoptr (GError) error = NULL;

  g_free (fixture->sink->settings->file);
  fixture->sink->settings->file = g_build_filename (fixture->dir, "none", "findings.atom", NULL);
  g_ptr_array_add (findings, finding_new (1, "boat"));
  g_assert_false (fixture->sink->kind->tell (fixture->sink, findings, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_SINK);
  g_assert_nonnull (strstr (error->message, "correct File="));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/atom/newest", test_newest },   { "/atom/fields", test_fields },
    { "/atom/hostile", test_hostile }, { "/atom/foreign-file", test_foreign_file },
    { "/atom/no-folder", test_no_folder },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
