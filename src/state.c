/* The state directory: made from the template once, opened by daemon and tool alike. */
#include "state.h"

#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fail (GError **error, const char *what, const char *path, int code)
{
  g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
               "cannot %s '%s': %s; give a directory you may write with --state", what, path,
               g_strerror (code));
  return false;
}

/* Copies the files of one template folder that are not there yet. */
static bool
copy_folder (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  if (g_mkdir_with_parents (to, 0755) != 0)
    return fail (error, "create", to, errno);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autoptr (GFile) source = g_file_new_build_filename (from, name, NULL);
    g_autoptr (GFile) target = g_file_new_build_filename (to, name, NULL);

    if (!g_file_query_exists (target, NULL) &&
        !g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error))
      return false;
  }
  return true;
}

/* A state that has no store yet is a fresh one: it gets the shipped baselines and sources. Later
 * the files are the user's; one he deleted stays away. */
static bool
populate (const char *dir, const char *store, GError **error)
{
  static const char *const folders[] = { "baselines", "sources.d" };
  bool fresh = !g_file_test (store, G_FILE_TEST_EXISTS);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *from = g_build_filename (PACT_TEMPLATE_DIR, folders[i], NULL);
    g_autofree char *to = g_build_filename (dir, folders[i], NULL);

    if (fresh ? !copy_folder (from, to, error) : g_mkdir_with_parents (to, 0755) != 0)
      return fresh ? false : fail (error, "create", to, errno);
  }
  return true;
}

PactState *
pact_state_open (const char *dir, GError **error)
{
  g_autoptr (PactState) state = g_new0 (PactState, 1);
  g_autofree char *store = g_build_filename (dir, "pactwatch.db", NULL);
  g_autofree char *archive = g_build_filename (dir, "archive", NULL);

  state->lock = -1;
  state->dir = g_strdup (dir);
  state->baselines = g_build_filename (dir, "baselines", NULL);
  if (g_mkdir_with_parents (dir, 0750) != 0) {
    fail (error, "create the state directory", dir, errno);
    return NULL;
  }
  if (access (dir, R_OK | W_OK | X_OK) != 0) {
    fail (error, "write to the state directory", dir, errno);
    return NULL;
  }
  if (!populate (dir, store, error))
    return NULL;
  state->archive = pact_archive_open (archive, PACT_WARC_ROLL_DEFAULT, error);
  if (state->archive == NULL)
    return NULL;
  state->store = pact_store_open (store, error);
  if (state->store == NULL)
    return NULL;
  return g_steal_pointer (&state);
}

/* Root at work on the state of a service leaves nothing there that the service cannot write. */
static void
hand_over (const char *dir, const struct stat *owner)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);
    struct stat info;

    if (lstat (path, &info) == 0 && info.st_uid != owner->st_uid &&
        lchown (path, owner->st_uid, owner->st_gid) != 0)
      g_warning ("cannot give '%s' to user %u: %s", path, (guint) owner->st_uid, g_strerror (errno));
  }
}

static void
hand_over_all (const PactState *state)
{
  const char *const folders[] = { "", "archive", "baselines", "sources.d" };
  struct stat owner;

  if (geteuid () != 0 || stat (state->dir, &owner) != 0 || owner.st_uid == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *dir = g_build_filename (state->dir, folders[i], NULL);

    hand_over (dir, &owner);
  }
}

void
pact_state_free (PactState *state)
{
  if (state == NULL)
    return;
  hand_over_all (state);
  pact_store_free (state->store);
  pact_archive_free (state->archive);
  if (state->lock >= 0)
    close (state->lock);
  g_free (state->baselines);
  g_free (state->dir);
  g_free (state);
}

/* Who holds the lock, as that process wrote it; for the message only. */
static char *
read_holder (int fd)
{
  char text[32] = "";
  gssize n = pread (fd, text, sizeof text - 1, 0);

  return g_strndup (text, n > 0 ? strspn (text, "0123456789") : 0);
}

bool
pact_state_lock (PactState *state, GError **error)
{
  g_autofree char *path = g_build_filename (state->dir, "lock", NULL);
  g_autofree char *holder = NULL;
  int fd;

  if (state->lock >= 0)
    return true;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (fd < 0)
    return fail (error, "open the lock", path, errno);
  if (flock (fd, LOCK_EX | LOCK_NB) == 0) {
    g_autofree char *mine = g_strdup_printf ("%ld\n", (long) getpid ());

    /* what it says is a courtesy to whoever finds it locked; the lock itself is what counts */
    if (ftruncate (fd, 0) != 0 || pwrite (fd, mine, strlen (mine), 0) < 0)
      g_debug ("cannot write to '%s'", path);
    state->lock = fd;
    return true;
  }
  holder = read_holder (fd);
  close (fd);
  g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
               "'%s' is in use by process %s; stop it, or give another directory with --state",
               state->dir, holder[0] != '\0' ? holder : "unknown");
  return false;
}
