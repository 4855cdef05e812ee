/* A folder of its own for each test, and what stands in it. */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>

/* Makes an empty folder; free the path, best with temp_remove. */
static inline char *
temp_make (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("pactwatch-test-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

/* Writes DIR/NAME, which only its owner may write; NAME may have folders. */
static inline void
temp_write (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                            0600, NULL));
}

/* Removes the folder with all that is in it, and frees the path. */
static inline void
temp_remove (char *dir)
{
  const char *const command[] = { "rm", "-rf", dir, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_free (dir);
}
