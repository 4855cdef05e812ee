/* The file of the bubbles: a group "DAEMON by TELLER", a line "ID=FINDING;FINDING;" for each bubble. */
#include "tell/bubbles.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define BY " by "

static void
bubble_free (gpointer data)
{
  PactBubble *bubble = data;

  g_array_unref (bubble->findings);
  g_free (bubble->daemon);
  g_free (bubble->teller);
  g_free (bubble);
}

static PactBubble *
add_bubble (PactBubbles *bubbles, const char *daemon, const char *teller, guint32 id)
{
  PactBubble *bubble = g_new0 (PactBubble, 1);

  bubble->daemon = g_strdup (daemon);
  bubble->teller = g_strdup (teller);
  bubble->id = id;
  bubble->findings = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (bubbles->bubbles, bubble);
  return bubble;
}

static void
read_bubble (PactBubbles *bubbles, GKeyFile *file, const char *group, const char *key)
{
  g_auto (GStrv) names = g_strsplit (group, BY, 2);
  g_auto (GStrv) words = g_key_file_get_string_list (file, group, key, NULL, NULL);
  PactBubble *bubble = add_bubble (bubbles, names[0], names[1],
                                   (guint32) g_ascii_strtoull (key, NULL, 10));

  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    gint64 finding = g_ascii_strtoll (words[i], NULL, 10);

    g_array_append_val (bubble->findings, finding);
  }
}

static void
load (PactBubbles *bubbles)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, bubbles->path, G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (file, NULL);
  for (guint g = 0; groups[g] != NULL; g++) {
    g_auto (GStrv) keys = g_key_file_get_keys (file, groups[g], NULL, NULL);

    for (guint i = 0; strstr (groups[g], BY) != NULL && keys[i] != NULL; i++)
      read_bubble (bubbles, file, groups[g], keys[i]);
  }
}

PactBubbles *
pact_bubbles_open (const char *folder)
{
  PactBubbles *bubbles = g_new0 (PactBubbles, 1);

  bubbles->path = g_build_filename (folder, "bubbles", NULL);
  bubbles->bubbles = g_ptr_array_new_with_free_func (bubble_free);
  g_mkdir_with_parents (folder, 0700);
  bubbles->lock = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (bubbles->lock >= 0)
    flock (bubbles->lock, LOCK_EX);
  load (bubbles);
  return bubbles;
}

static void
write_bubble (const PactBubble *bubble, GKeyFile *file)
{
  g_autofree char *group = g_strconcat (bubble->daemon, BY, bubble->teller, NULL);
  g_autofree char *key = g_strdup_printf ("%u", bubble->id);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < bubble->findings->len; i++)
    g_string_append_printf (list, "%" G_GINT64_FORMAT ";",
                            g_array_index (bubble->findings, gint64, i));
  g_key_file_set_value (file, group, key, list->str);
}

static void
save (const PactBubbles *bubbles)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < bubbles->bubbles->len; i++)
    write_bubble (bubbles->bubbles->pdata[i], file);
  text = g_key_file_to_data (file, NULL, NULL);
  if (!g_file_set_contents_full (bubbles->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_debug ("%s", error->message);
}

void
pact_bubbles_close (PactBubbles *bubbles)
{
  if (bubbles == NULL)
    return;
  if (bubbles->changed)
    save (bubbles);
  if (bubbles->lock >= 0)
    close (bubbles->lock);
  g_ptr_array_unref (bubbles->bubbles);
  g_free (bubbles->path);
  g_free (bubbles);
}

const PactBubble *
pact_bubbles_find (const PactBubbles *bubbles, const char *daemon, guint32 id)
{
  for (guint i = 0; i < bubbles->bubbles->len; i++) {
    const PactBubble *bubble = bubbles->bubbles->pdata[i];

    if (bubble->id == id && g_str_equal (bubble->daemon, daemon))
      return bubble;
  }
  return NULL;
}

static bool
holds (const GArray *findings, gint64 finding)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, gint64, i) == finding)
      return true;
  return false;
}

static bool
shows_any (const PactBubble *bubble, const GArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (holds (bubble->findings, g_array_index (findings, gint64, i)))
      return true;
  return false;
}

const PactBubble *
pact_bubbles_showing (const PactBubbles *bubbles, const char *daemon, const GArray *findings)
{
  for (guint i = 0; i < bubbles->bubbles->len; i++) {
    const PactBubble *bubble = bubbles->bubbles->pdata[i];

    if (g_str_equal (bubble->daemon, daemon) && shows_any (bubble, findings))
      return bubble;
  }
  return NULL;
}

void
pact_bubbles_remove (PactBubbles *bubbles, const PactBubble *bubble)
{
  bubbles->changed |= g_ptr_array_remove (bubbles->bubbles, (gpointer) bubble);
}

void
pact_bubbles_put (PactBubbles *bubbles, const char *daemon, const char *teller, guint32 id,
                  const GArray *findings)
{
  PactBubble *bubble;

  for (guint i = bubbles->bubbles->len; i-- > 0;) {
    const PactBubble *other = bubbles->bubbles->pdata[i];

    if ((other->id == id && g_str_equal (other->daemon, daemon)) || shows_any (other, findings))
      g_ptr_array_remove_index (bubbles->bubbles, i);
  }
  bubble = add_bubble (bubbles, daemon, teller, id);
  bubbles->changed = true;
  g_array_append_vals (bubble->findings, findings->data, findings->len);
}

GArray *
pact_bubbles_lost (PactBubbles *bubbles, const char *daemon, const char *teller)
{
  GArray *lost = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = bubbles->bubbles->len; i-- > 0;) {
    const PactBubble *bubble = bubbles->bubbles->pdata[i];
    bool gone = !g_str_equal (bubble->daemon, daemon);

    if (gone || !g_str_equal (bubble->teller, teller))
      g_array_append_vals (lost, bubble->findings->data, bubble->findings->len);
    if (gone)
      pact_bubbles_remove (bubbles, bubble);
  }
  return lost;
}
