/* Baselines on disk: finding, loading and listing their files, and adding a wording to one so that
 * nothing in it is lost. What stands in a file is baseline-parse.c's business. */
#include "keep/baseline.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "caps.h"
#include "pactwatch/error.h"

#define SUFFIX ".baseline"

typedef PactBaseline *(*Parse) (const char *path, const char *data, gsize length,
                                GPtrArray *mistakes);

static char *
path_of (const char *dir, const char *name)
{
  g_autofree char *file = g_strconcat (name, SUFFIX, NULL);

  return strchr (name, '/') != NULL ? g_strdup (name) : g_build_filename (dir, file, NULL);
}

/* Reads no more than the cap, whatever is behind the path. */
static char *
read_file (const char *path, gsize *ret_length, GError **error)
{
  FILE *file = g_fopen (path, "re");
  g_autofree char *data = g_malloc (PACT_BASELINE_FILE_CAP + 1);
  gsize length = file != NULL ? fread (data, 1, PACT_BASELINE_FILE_CAP + 1, file) : 0;
  int code = file == NULL || ferror (file) ? errno : 0;

  if (file != NULL)
    fclose (file);
  if (code != 0) {
    g_set_error (error, PACT_ERROR, code == ENOENT ? PACT_ERROR_NOT_FOUND : PACT_ERROR_INPUT,
                 "cannot read '%s': %s; check path and mode", path, g_strerror (code));
    return NULL;
  }
  if (length > PACT_BASELINE_FILE_CAP) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "'%s' has more than the %d bytes a baseline may have; is this the file meant?",
                 path, PACT_BASELINE_FILE_CAP);
    return NULL;
  }
  data[length] = '\0';
  *ret_length = length;
  return g_steal_pointer (&data);
}

static PactBaseline *
load_file (const char *path, Parse parse, GPtrArray *mistakes, GError **error)
{
  gsize length = 0;
  g_autofree char *data = read_file (path, &length, error);

  return data != NULL ? parse (path, data, length, mistakes) : NULL;
}

/* The first mistake becomes the error, and says how many more there are. */
static PactBaseline *
load_sound (const char *path, Parse parse, GError **error)
{
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  PactBaseline *baseline = load_file (path, parse, mistakes, error);

  if (mistakes->len == 1)
    g_set_error_literal (error, PACT_ERROR, PACT_ERROR_INPUT, mistakes->pdata[0]);
  else if (mistakes->len > 1)
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "%s (and %u more)",
                 (const char *) mistakes->pdata[0], mistakes->len - 1);
  return baseline;
}

/* Names the baselines there are to someone who asked for another. */
static void
set_unknown (const char *dir, const char *name, GError **error)
{
  g_auto (GStrv) known = pact_baseline_list (dir, NULL);
  g_autofree char *list = known != NULL ? g_strjoinv (", ", known) : g_strdup ("");

  g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND, "no baseline '%s' in '%s'; there %s%s",
               name, dir, list[0] != '\0' ? "are: " : "is none", list);
}

PactBaseline *
pact_baseline_load (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = path_of (dir, name);

  if (strchr (name, '/') == NULL && !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    set_unknown (dir, name, error);
    return NULL;
  }
  return load_sound (path, pact_baseline_parse, error);
}

PactBaseline *
pact_baseline_load_tsv (const char *path, GError **error)
{
  return load_sound (path, pact_baseline_parse_tsv, error);
}

GPtrArray *
pact_baseline_check (const char *path)
{
  GPtrArray *mistakes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  pact_baseline_free (load_file (path, pact_baseline_parse, mistakes, &error));
  if (error != NULL)
    g_ptr_array_add (mistakes, g_strdup (error->message));
  return mistakes;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
pact_baseline_list (const char *dir, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GDir) folder = g_dir_open (dir, 0, &failed);
  GPtrArray *names = NULL;
  const char *name = NULL;

  if (folder == NULL) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE, "%s; check the state directory",
                 failed->message);
    return NULL;
  }
  names = g_ptr_array_new ();
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    if (g_str_has_suffix (name, SUFFIX) && name[0] != '.' &&
        g_file_test (path, G_FILE_TEST_IS_REGULAR)) /* a pipe would be waited for */
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (SUFFIX)));
  }
  g_ptr_array_sort (names, by_name);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static bool
has_wording (const PactTerm *term, const char *date)
{
  const PactWording *wording = term != NULL ? pact_term_wording (term, date) : NULL;

  return wording != NULL && g_str_equal (wording->since, date);
}

/* One second later; the first second of the day for a date without time. */
static char *
next_second (const char *date)
{
  g_autofree char *moment = strlen (date) == strlen ("2026-04-27")
                                ? g_strconcat (date, "T00:00:00Z", NULL)
                                : g_strdup (date);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moment, NULL);
  g_autoptr (GDateTime) next = g_date_time_add_seconds (time, 1);

  return g_date_time_format (next, "%Y-%m-%dT%H:%M:%SZ");
}

/* The date under which the wording can stand behind those of its day, overwriting nothing. */
static char *
free_date (const PactBaseline *baseline, const PactTerm *term, const PactEdition *edition)
{
  const PactWording *latest = term != NULL ? pact_term_wording (term, NULL) : NULL;
  bool later_that_day = latest != NULL && g_str_has_prefix (latest->since, edition->date);
  char *date = g_strdup (later_that_day ? latest->since : edition->date);

  for (;;) {
    const PactEdition *there = pact_baseline_edition (baseline, date);
    char *next = NULL;

    if (!has_wording (term, date) && (there == NULL || g_strcmp0 (there->url, edition->url) == 0))
      return date;
    next = next_second (date);
    g_free (date);
    date = next;
  }
}

/* Whether the line opens the group of that word and name; any name for NULL. */
static bool
opens_group (const char *line, const char *word, const char *name)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  gsize length = strlen (text), word_length = strlen (word);

  if (length < word_length + 3 || text[0] != '[' || text[length - 1] != ']' ||
      strncmp (text + 1, word, word_length) != 0 || text[1 + word_length] != ' ')
    return false;
  text[length - 1] = '\0';
  return name == NULL || g_str_equal (g_strstrip (text + 1 + word_length), name);
}

/* Where a line can be added to the last such group: behind its last line that is neither empty nor
 * a comment, for those belong to what follows. -1 when there is no such group. */
static gssize
end_of_group (const char *data, const char *word, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);
  gsize offset = 0;
  gssize end = -1;
  bool inside = false;

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *text = lines[i] + strspn (lines[i], " \t\r");

    if (text[0] == '[')
      inside = opens_group (text, word, name);
    offset += strlen (lines[i]);
    if (inside && text[0] != '\0' && text[0] != '#')
      end = (gssize) offset;
    offset++;
  }
  return end;
}

/* Adds lines behind such a group, or at the end of the file. */
static void
insert_behind (GString *data, const char *word, const char *name, const char *lines)
{
  gssize end = end_of_group (data->str, word, name);

  if (end < 0) {
    g_string_truncate (data, strlen (g_strchomp (data->str)));
    end = (gssize) data->len;
  }
  g_string_insert (data, end, lines);
  if (data->str[data->len - 1] != '\n')
    g_string_append_c (data, '\n');
}

static void
add_line (GString *lines, const char *key, const char *value)
{
  g_autofree char *text = g_strdup (value != NULL ? value : "");

  g_strstrip (g_strdelimit (text, "\r\n\t", ' '));
  if (text[0] != '\0')
    g_string_append_printf (lines, "\n%s=%s", key, text);
}

static void
insert_edition (GString *data, const char *date, const PactEdition *edition)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  g_string_append_printf (lines, "\n\n[Edition %s]", date);
  add_line (lines, "Title", edition->title);
  add_line (lines, "URL", edition->url);
  insert_behind (data, "Edition", NULL, lines->str);
}

static void
insert_wording (GString *data, bool new_term, const char *term, const char *topic,
                const char *date, const char *text)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (new_term) {
    g_string_append_printf (lines, "\n\n[Term %s]", term);
    add_line (lines, "Topic", topic);
  }
  add_line (lines, date, text);
  insert_behind (data, "Term", new_term ? NULL : term, lines->str);
}

/* What the file shall hold; NULL and an error when it would not be sound. */
static GString *
with_wording (const char *path, const char *data, gsize length, const char *term_name,
              const char *topic, const char *text, const PactEdition *edition, GError **error)
{
  gsize mark = g_str_has_prefix (data, "\xef\xbb\xbf") ? 3 : 0; /* it would hide the first group */
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PactBaseline) baseline = pact_baseline_parse (path, data, length, mistakes);
  g_autoptr (PactBaseline) result = NULL;
  g_autoptr (GString) edited = g_string_new (data + mark);
  const PactTerm *term = baseline != NULL ? pact_baseline_term (baseline, term_name) : NULL;

  if (baseline != NULL) {
    g_autofree char *date = free_date (baseline, term, edition);

    if (pact_baseline_edition (baseline, date) == NULL)
      insert_edition (edited, date, edition);
    insert_wording (edited, term == NULL, term_name, topic, date, text);
    result = pact_baseline_parse (path, edited->str, edited->len, mistakes);
  }
  if (result == NULL) {
    g_set_error_literal (error, PACT_ERROR, PACT_ERROR_INPUT, mistakes->pdata[0]);
    return NULL;
  }
  return g_steal_pointer (&edited);
}

static bool
fail (const char *what, const char *path, GError **error)
{
  g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
               "cannot %s '%s': %s; check owner, mode and free space", what, path,
               g_strerror (errno));
  return false;
}

static bool
write_through (int fd, const GString *data, mode_t mode)
{
  for (gsize done = 0; done < data->len;) {
    gssize n = write (fd, data->str + done, data->len - done);

    if (n < 0 && errno != EINTR)
      return false;
    done += n > 0 ? (gsize) n : 0;
  }
  return fchmod (fd, mode) == 0 && fsync (fd) == 0;
}

/* Puts `data` in the place of the file, which keeps its mode; `dir` is the folder's descriptor. */
static bool
replace_file (int dir, const char *path, const GString *data, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  struct stat info;
  int fd = stat (path, &info) == 0 ? g_mkstemp (temporary) : -1;
  bool written = fd >= 0 && write_through (fd, data, info.st_mode & 07777);

  if (written)
    written = rename (temporary, path) == 0 && fsync (dir) == 0;
  if (!written) {
    fail ("write", path, error);
    if (fd >= 0)
      unlink (temporary);
  }
  if (fd >= 0)
    close (fd);
  return written;
}

static bool
add_locked (int dir, const char *path, const char *term, const char *topic, const char *text,
            const PactEdition *edition, GError **error)
{
  gsize length = 0;
  g_autofree char *data = read_file (path, &length, error);
  g_autoptr (GString) edited = NULL;

  if (data == NULL)
    return false;
  edited = with_wording (path, data, length, term, topic, text, edition, error);
  return edited != NULL && replace_file (dir, path, edited, error);
}

bool
pact_baseline_add_wording (const char *dir, const char *name, const char *term, const char *topic,
                           const char *text, const PactEdition *edition, GError **error)
{
  g_autofree char *given = path_of (dir, name);
  g_autofree char *real = realpath (given, NULL); /* a link shall stay one */
  const char *path = real != NULL ? real : given;
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool added = false;

  if (!pact_baseline_is_date (edition->date)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "'%s' is no date; write it as 2026-04-27 or 2026-04-27T10:15:00Z", edition->date);
  } else if (fd < 0 || flock (fd, LOCK_EX) != 0) { /* two at once would lose one wording */
    fail ("lock", folder, error);
  } else {
    added = add_locked (fd, path, term, topic, text, edition, error);
  }
  if (fd >= 0)
    close (fd);
  return added;
}
