/* The state directory: made from the template once, opened by daemon and tool alike. */
#define _GNU_SOURCE /* O_PATH */
#include "state.h"

#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
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

/* Copies a file into the open folder unless its name is taken, be it by a link to elsewhere. */
static bool
copy_file (const char *from, int folder, const char *name, GError **error)
{
  g_autofree char *data = NULL;
  gsize length = 0;
  bool copied;
  int fd;

  if (!g_file_get_contents (from, &data, &length, error))
    return false;
  fd = openat (folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0)
    return errno == EEXIST || fail (error, "create", name, errno);
  copied = write (fd, data, length) == (gssize) length || fail (error, "write", name, errno);
  if (!copied)
    unlinkat (folder, name, 0);
  close (fd);
  return copied;
}

/* Copies the files of one template folder that are not there yet. */
static bool
copy_folder (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  int folder = open (to, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  const char *name;
  bool copied = true;

  if (folder < 0) /* whoever made it a link chose what is there */
    return errno == ENOTDIR || fail (error, "open", to, errno);
  while (copied && dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (from, name, NULL);

    copied = copy_file (path, folder, name, error);
  }
  close (folder);
  return copied;
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

    if (g_mkdir_with_parents (to, 0755) != 0)
      return fail (error, "create", to, errno);
    if (fresh && !copy_folder (from, to, error))
      return false;
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
  if (access (dir, R_OK | X_OK) != 0) {
    fail (error, "read the state directory", dir, errno);
    return NULL;
  }
  state->read_only = access (dir, W_OK) != 0;
  if (state->read_only && access (store, F_OK) != 0) {
    fail (error, "write the state directory", dir, EACCES); /* there is nothing yet to be read */
    return NULL;
  }
  if (state->read_only && access (store, R_OK) != 0) {
    fail (error, "read the store", store, errno);
    return NULL;
  }
  if (!state->read_only && !populate (dir, store, error))
    return NULL;
  state->archive = pact_archive_open (archive, PACT_WARC_ROLL_DEFAULT, error);
  if (state->archive == NULL)
    return NULL;
  state->store = pact_store_open (store, error);
  if (state->store == NULL)
    return NULL;
  state->read_only |= pact_store_is_read_only (state->store);
  return g_steal_pointer (&state);
}

/* Gives what root made to the owner when it is of that type. A file with a second name is not
 * given, for the other name may stand anywhere. */
static void
give (int fd, mode_t type, const char *name, const struct stat *owner)
{
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0 || info.st_uid != 0 || (info.st_mode & S_IFMT) != type ||
      (type == S_IFREG && info.st_nlink != 1))
    return;
  if (fchownat (fd, "", owner->st_uid, owner->st_gid, AT_EMPTY_PATH) != 0)
    g_warning ("cannot give '%s' to user %u: %s", name, (guint) owner->st_uid, g_strerror (errno));
}

static void
hand_over_folder (int state, const char *folder, const struct stat *owner)
{
  int fd = openat (state, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;

  give (fd, S_IFDIR, folder, owner);
  for (struct dirent *entry; dir != NULL && (entry = readdir (dir)) != NULL;) {
    int file = openat (fd, entry->d_name, O_PATH | O_NOFOLLOW | O_CLOEXEC);

    give (file, S_IFREG, entry->d_name, owner);
    if (file >= 0)
      close (file);
  }
  if (dir != NULL)
    closedir (dir);
}

/* Root at work on the state of a service leaves nothing there that the service cannot write. The
 * service may have put links there, so what is given is what was opened, and no link is followed. */
static void
hand_over (const PactState *state)
{
  const char *const folders[] = { ".", "archive", "baselines", "sources.d" };
  int fd = geteuid () == 0 ? open (state->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  struct stat owner;

  if (fd < 0)
    return;
  if (fstat (fd, &owner) == 0 && owner.st_uid != 0)
    for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
      hand_over_folder (fd, folders[i], &owner);
  close (fd);
}

void
pact_state_free (PactState *state)
{
  if (state == NULL)
    return;
  hand_over (state);
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
  fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0640);
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

bool
pact_state_is_watched (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "lock", NULL);
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  g_autofree char *holder = fd >= 0 ? read_holder (fd) : g_strdup ("");
  bool runs = holder[0] != '\0' && kill ((pid_t) g_ascii_strtoll (holder, NULL, 10), 0) == 0;
  /* only then, for to ask for the lock is to hold it for a moment if it is free */
  bool watched = runs && flock (fd, LOCK_SH | LOCK_NB) != 0;

  if (fd >= 0)
    close (fd);
  return watched;
}
