/* What goes in and comes out are files without a name: unlike pipes, nobody must feed or drain
 * them. */
#define _GNU_SOURCE /* memfd_create, seals */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  int input, heard;
  GPid pid;
} Run;

static void
run_clear (Run *run)
{
  if (run->input >= 0)
    close (run->input);
  if (run->heard >= 0)
    close (run->heard);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

void
pact_child_end_clear (PactChildEnd *end)
{
  g_clear_pointer (&end->heard, g_bytes_unref);
}

static bool
write_all (int fd, GBytes *bytes)
{
  gsize length, done = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  while (done < length) {
    ssize_t n = pwrite (fd, data + done, length - done, (off_t) done);

    if (n < 0 && errno != EINTR)
      return false;
    done += (gsize) MAX (n, 0);
  }
  return true;
}

static bool
make_files (Run *run, const PactChild *child, GError **error)
{
  run->input = memfd_create ("input", MFD_CLOEXEC);
  run->heard = memfd_create ("heard", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (run->input >= 0 && run->heard >= 0 && write_all (run->input, child->input) &&
      ftruncate (run->heard, (off_t) child->heard_cap) == 0 &&
      fcntl (run->heard, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) == 0)
    return true;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "no memory: %s",
               g_strerror (errno));
  return false;
}

/* Runs in the child: a group of its own is killed as a whole. */
static void
lead_group (gpointer user_data)
{
  setpgid (0, 0);
}

static bool
start (Run *run, const PactChild *child, GError **error)
{
  bool out = child->heard == STDOUT_FILENO;

  return g_spawn_async_with_pipes_and_fds (
      "/", child->command, child->environment,
      G_SPAWN_DO_NOT_REAP_CHILD | (out ? G_SPAWN_STDERR_TO_DEV_NULL : G_SPAWN_STDOUT_TO_DEV_NULL),
      lead_group, NULL, run->input, out ? run->heard : -1, out ? -1 : run->heard, NULL, NULL, 0,
      &run->pid, NULL, NULL, NULL, error);
}

/* Whether it ended by itself. */
static bool
ends_within (GPid pid, gint64 timeout_s)
{
  gint64 deadline = g_get_monotonic_time () + timeout_s * G_USEC_PER_SEC;
  struct pollfd process = { .fd = pidfd_open (pid, 0), .events = POLLIN };
  int ended;

  do {
    gint64 left_ms = (deadline - g_get_monotonic_time ()) / 1000;

    ended = process.fd < 0 ? 0 : poll (&process, 1, (int) MAX (left_ms, 0));
  } while (ended < 0 && errno == EINTR);
  if (process.fd >= 0)
    close (process.fd);
  return ended > 0;
}

/* The position in the file is shared with the child: so far it wrote. */
static GBytes *
what_was_heard (const Run *run, gsize cap)
{
  gsize length = MIN ((gsize) MAX (lseek (run->heard, 0, SEEK_CUR), 0), cap);
  g_autoptr (GMappedFile) map =
      length > 0 ? g_mapped_file_new_from_fd (run->heard, FALSE, NULL) : NULL;
  g_autoptr (GBytes) whole = map != NULL ? g_mapped_file_get_bytes (map) : NULL;

  return whole != NULL ? g_bytes_new_from_bytes (whole, 0, length) : g_bytes_new (NULL, 0);
}

bool
pact_child_run (const PactChild *child, PactChildEnd *ret_end, GError **error)
{
  g_auto (Run) run = { .input = -1, .heard = -1 };
  PactChildEnd end = { 0 };

  if (!make_files (&run, child, error) || !start (&run, child, error))
    return false;
  end.in_time = ends_within (run.pid, child->timeout_s);
  if (!end.in_time)
    kill (-run.pid, SIGKILL);
  while (waitpid (run.pid, &end.status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (run.pid);
  end.heard = what_was_heard (&run, child->heard_cap);
  *ret_end = end;
  return true;
}

char *
pact_child_end_words (const PactChild *child, const PactChildEnd *end)
{
  if (!end->in_time)
    return g_strdup_printf ("still ran after %" G_GINT64_FORMAT " s and was killed",
                            child->timeout_s);
  if (WIFSIGNALED (end->status))
    return g_strdup_printf ("was ended by signal %d", WTERMSIG (end->status));
  return g_strdup_printf ("exited with status %d", WEXITSTATUS (end->status));
}
