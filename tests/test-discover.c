/* New statements among the items of a feed. */
#include "watch/discover.h"

/* Links of what is new, one letter each; `unseen` holds ids of one letter. */
static char *
discover (PactFeedItem *items, guint n, const char *unseen)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) fresh = NULL;
  GString *got = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, &items[i]);
  for (; *unseen != '\0'; unseen++)
    g_ptr_array_add (ids, g_strndup (unseen, 1));
  fresh = pact_discover_new (all, ids);
  for (guint i = 0; i < fresh->len; i++)
    g_string_append (got, ((const PactFeedItem *) fresh->pdata[i])->id);
  return g_string_free (got, FALSE);
}

static void
test_new (void)
{
#define ITEM(i, l, p) { .id = (char *) i, .link = (char *) l, .published = (char *) p }
  PactFeedItem items[] = {
    ITEM ("a", "https://kestrel.example/1", "2026-03-01T09:00:00Z"),
    ITEM ("b", "https://kestrel.example/2", "2026-03-03T09:00:00Z"),
    ITEM ("c", "HTTP://kestrel.example/3", NULL),
    ITEM ("d", NULL, "2026-03-04"),
    ITEM ("e", "mailto:press@kestrel.example", "2026-03-04"),
    ITEM ("f", "/relative", "2026-03-04"),
    ITEM ("g", "https://kestrel.example/1", "2026-03-02"), /* the page of "a", announced again */
    ITEM ("b", "https://kestrel.example/9", "2026-03-09"), /* an id a second time */
    ITEM ("h", "https://kestrel.example/8", NULL),
    ITEM ("i", "https://kestrel.example/7", "2026-03-03T09:00:00Z"),
  };
#undef ITEM
  static const struct {
    const char *unseen, *want;
  } cases[] = {
    { "", "" },
    { "zy", "" },
    { "a", "a" },
    { "ab", "ba" },
    { "bi", "bi" }, /* equally new: the feed's order */
    { "hca", "ach" },
    { "def", "" },
    { "ag", "g" },
    { "abcdefghi", "bigch" },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *got = discover (items, G_N_ELEMENTS (items), cases[i].unseen);

    if (g_str_equal (got, cases[i].want))
      continue;
    g_test_message ("'%s': '%s', not '%s'", cases[i].unseen, got, cases[i].want);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
}

static void
test_mentions (void)
{
  static const struct {
    const char *mentions; /* separated by ';'; NULL for anything */
    const char *title, *summary;
    bool want;
  } cases[] = {
    { NULL, "Summer", "Of ferries.", true },
    { "Quarrow", "Summer", "Of ferries.", false },
    { "Quarrow", "QUARROW and others", "Of ferries.", true },
    { "Belisse;tarsel line", NULL, "With the Tarsel Line.", true },
    { "Äland", "Fähren nach äland", "Of ferries.", true },
    { "Quarrow", "Our next chapter", NULL, true }, /* nothing says whom it is about */
    { "Quarrow", NULL, NULL, true },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) mentions = cases[i].mentions ? g_strsplit (cases[i].mentions, ";", -1) : NULL;
    PactFeedItem item = { .title = (char *) cases[i].title, .summary = (char *) cases[i].summary };

    if (pact_discover_mentions (&item, mentions) != cases[i].want) {
      g_test_message ("case %u: not %d", i, cases[i].want);
      g_test_fail ();
    }
  }
}

static void
test_forms (void)
{
  static const struct {
    const char *forms; /* separated by ';'; NULL for any */
    const char *title;
    bool want;
  } cases[] = {
    { NULL, "S-8 - Securities", true },
    { "8-K", "8-K  - Current report", true },
    { "8-K", "8-K/A  - Current report [Amend]", true },
    { "10-K;8-K", "8-K", true },
    { "10-K", "10-K405  - Annual report", false },
    { "10-K", "NT 10-K  - Late", false },
    { "8-K", NULL, false },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) forms = cases[i].forms ? g_strsplit (cases[i].forms, ";", -1) : NULL;
    PactFeedItem filing = { .title = (char *) cases[i].title };

    if (pact_discover_is_form (&filing, forms) != cases[i].want) {
      g_test_message ("case %u: not %d", i, cases[i].want);
      g_test_fail ();
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discover/new", test_new);
  g_test_add_func ("/discover/mentions", test_mentions);
  g_test_add_func ("/discover/forms", test_forms);
  return g_test_run ();
}
