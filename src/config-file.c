/* Settings files, read line by line so that every mistake in them is named at once; GKeyFile
 * would stop at the first and silently merge groups that stand twice. */
#include "config-file.h"

#include "caps.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
pact_group_free (PactGroup *group)
{
  if (group == NULL)
    return;
  g_free (group->word);
  g_free (group->name);
  g_ptr_array_unref (group->keys);
  g_free (group);
}

char *
pact_group_title (const PactGroup *group)
{
  return group->name != NULL ? g_strdup_printf ("[%s %s]", group->word, group->name)
                             : g_strdup_printf ("[%s]", group->word);
}

void
pact_config_problem (GPtrArray *problems, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static PactGroup *
group_new (const char *file, guint line, const char *title)
{
  PactGroup *group = g_new0 (PactGroup, 1);
  char *inner = g_strndup (title + 1, strlen (title) - 2);
  char *space = strchr (inner, ' ');

  if (space != NULL) {
    *space = '\0';
    group->name = g_strdup (g_strstrip (space + 1));
  }
  group->file = file;
  group->line = line;
  group->word = inner;
  group->keys = g_ptr_array_new_with_free_func (g_free);
  return group;
}

static void
read_line (PactConfigFiles *files, const char *file, guint line, char *text, PactGroup **group)
{
  char *equals;

  g_strstrip (text);
  equals = strchr (text, '=');
  if (text[0] == '\0' || text[0] == '#' || text[0] == ';')
    return;
  if (text[0] == '[' && g_str_has_suffix (text, "]")) {
    *group = group_new (file, line, text);
    g_ptr_array_add (files->groups, *group);
  } else if (equals == NULL || equals == text) {
    /* not quoted, for it could be a secret that lost its key */
    pact_config_problem (files->problems,
                         "%s:%u: this is no setting; write Key=value, [Group] or # comment", file,
                         line);
  } else if (*group == NULL) {
    pact_config_problem (files->problems,
                         "%s:%u: '%.*s=' stands before any group; put it under [Source NAME] or "
                         "another",
                         file, line, (int) (equals - text), text);
  } else {
    *equals = '\0';
    g_ptr_array_add ((*group)->keys, g_strdup (g_strstrip (text)));
    g_ptr_array_add ((*group)->keys, g_strdup (g_strstrip (equals + 1)));
  }
}

static bool
is_safe (const PactConfigFiles *files, const char *path, const struct stat *info)
{
  bool others;

  if (info->st_uid != 0 && info->st_uid != geteuid () && info->st_uid != files->trusted) {
    pact_config_problem (files->problems, "%s: belongs to user %u, who could change what is watched and run; chown it to root or to yourself",
                         path, (guint) info->st_uid);
    return false;
  }
  others = (info->st_mode & S_IWOTH) != 0 ||
           ((info->st_mode & S_IWGRP) != 0 && info->st_gid != 0 && info->st_gid != getegid ());
  if (others) {
    pact_config_problem (files->problems, "%s: others may write it (mode %04o) and so change what is watched and run; chmod go-w it",
                         path, (guint) info->st_mode & 07777);
    return false;
  }
  return true;
}

/* Reads what was opened, no more than one byte over the cap; NULL with a problem when it is
 * unsafe. Links are followed, for settings may be kept elsewhere. */
static char *
read_opened (PactConfigFiles *files, const char *path, FILE *stream, gsize *ret_length)
{
  g_autofree char *text = NULL;
  const char *fault = NULL;
  struct stat info;

  if (stream == NULL || fstat (fileno (stream), &info) != 0)
    fault = g_strerror (errno);
  else if (!S_ISREG (info.st_mode))
    fault = "it is no regular file";
  else if (!is_safe (files, path, &info))
    return NULL;
  if (fault == NULL) {
    text = g_malloc (PACT_CONFIG_FILE_CAP + 2);
    *ret_length = fread (text, 1, PACT_CONFIG_FILE_CAP + 1, stream);
    text[*ret_length] = '\0';
    if (ferror (stream))
      fault = g_strerror (errno);
  }
  if (fault == NULL)
    return g_steal_pointer (&text);
  pact_config_problem (files->problems, "%s: cannot be read: %s; check the path and its mode", path,
                       fault);
  return NULL;
}

/* A pipe or a device is refused, not waited for. */
static char *
read_file (PactConfigFiles *files, const char *path, gsize *ret_length)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  FILE *stream = fd >= 0 ? fdopen (fd, "r") : NULL;
  char *text = read_opened (files, path, stream, ret_length);

  if (stream != NULL)
    fclose (stream);
  return text;
}

void
pact_config_read (PactConfigFiles *files, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = 0;
  PactGroup *group = NULL;
  char *file = g_strdup (path);

  g_ptr_array_add (files->files, file);
  text = read_file (files, path, &length);
  if (text == NULL)
    return;
  if (length > PACT_CONFIG_FILE_CAP || !g_utf8_validate (text, (gssize) length, NULL)) {
    pact_config_problem (files->problems, "%s: not a settings file (%s); write UTF-8 text", path,
                         length > PACT_CONFIG_FILE_CAP ? "over 1 MiB" : "not UTF-8");
    return;
  }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (files, file, i + 1, lines[i], &group);
}

/* Adds each DIR/NAME.conf to `found` (NAME.conf -> path) unless an earlier folder has that name. */
static void
find_files (PactConfigFiles *files, const char *dir, GTree *found)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;
  struct stat info;

  if (open == NULL || stat (dir, &info) != 0 || !is_safe (files, dir, &info))
    return;
  while ((name = g_dir_read_name (open)) != NULL)
    if (g_str_has_suffix (name, ".conf") && g_tree_lookup (found, name) == NULL)
      g_tree_insert (found, g_strdup (name), g_build_filename (dir, name, NULL));
}

static int
by_name (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (a, b);
}

void
pact_config_read_folders (PactConfigFiles *files, const char *const *folders)
{
  g_autoptr (GTree) found = g_tree_new_full (by_name, NULL, g_free, g_free);

  for (guint i = 0; folders[i] != NULL; i++)
    find_files (files, folders[i], found);
  for (GTreeNode *node = g_tree_node_first (found); node != NULL; node = g_tree_node_next (node))
    pact_config_read (files, g_tree_node_value (node));
}
