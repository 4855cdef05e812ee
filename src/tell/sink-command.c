/* Tells a finding by running a program: no shell between, the finding as JSON on its standard
 * input, nothing but PATH and LANG in its environment. Exit status 0 confirms. */
#define _GNU_SOURCE /* memfd_create, seals */

#include "pactwatch/error.h"
#include "tell/json.h"
#include "tell/phrase.h"
#include "tell/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMPLAINT_CAP (1024 * 1024) /* bytes of standard error that the program can write */
#define QUOTED_CAP 200              /* bytes of its first line in a message */

/* A run of the program. Both files have no name; unlike pipes nobody must feed or drain them. */
typedef struct {
  int finding, complaints;
  GPid pid;
} Run;

static void
run_clear (Run *run)
{
  if (run->finding >= 0)
    close (run->finding);
  if (run->complaints >= 0)
    close (run->complaints);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static bool
make_files (Run *run, const char *json, GError **error)
{
  gssize length = (gssize) strlen (json);

  run->finding = memfd_create ("finding", MFD_CLOEXEC);
  run->complaints = memfd_create ("complaints", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (run->finding >= 0 && run->complaints >= 0 &&
      pwrite (run->finding, json, (gsize) length, 0) == length &&
      ftruncate (run->complaints, COMPLAINT_CAP) == 0 &&
      fcntl (run->complaints, F_ADD_SEALS, F_SEAL_GROW) == 0)
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "no memory for a finding: %s",
               g_strerror (errno));
  return false;
}

static char **
environment_new (void)
{
  const char *path = g_getenv ("PATH"), *lang = g_getenv ("LANG");
  g_auto (GStrv) environment = g_environ_setenv (
      NULL, "PATH", path != NULL ? path : "/usr/local/bin:/usr/bin:/bin", TRUE);

  return g_environ_setenv (g_steal_pointer (&environment), "LANG", lang != NULL ? lang : "C.UTF-8",
                           TRUE);
}

/* Runs in the child: a group of its own is killed as a whole. */
static void
lead_group (gpointer user_data)
{
  setpgid (0, 0);
}

static bool
start (Run *run, char **command, GError **error)
{
  g_auto (GStrv) environment = environment_new ();
  g_autoptr (GError) cause = NULL;

  if (g_spawn_async_with_pipes_and_fds (
          "/", (const char *const *) command, (const char *const *) environment,
          G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, lead_group, NULL, run->finding,
          -1, run->complaints, NULL, NULL, 0, &run->pid, NULL, NULL, NULL, &cause))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "cannot run '%s': %s; correct Command=",
               command[0], cause->message);
  return false;
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

/* ": what its first line on standard error says", or nothing. */
static char *
complaint (const Run *run)
{
  char bytes[QUOTED_CAP + 1] = "";
  g_autofree char *line = NULL;

  if (pread (run->complaints, bytes, QUOTED_CAP, 0) <= 0)
    return g_strdup ("");
  bytes[strcspn (bytes, "\n")] = '\0';
  line = pact_phrase_plain (bytes, 0);
  return line[0] == '\0' ? g_steal_pointer (&line) : g_strconcat (": ", line, NULL);
}

/* What became of it: `status` as waitpid gives it. */
static char *
end_words (const PactSinkSettings *settings, bool in_time, int status)
{
  if (!in_time)
    return g_strdup_printf ("still ran after %" G_GINT64_FORMAT " s and was killed",
                            settings->timeout_s);
  if (WIFSIGNALED (status))
    return g_strdup_printf ("was ended by signal %d", WTERMSIG (status));
  return g_strdup_printf ("exited with status %d", WEXITSTATUS (status));
}

static bool
finish (const Run *run, const PactSinkSettings *settings, GError **error)
{
  bool in_time = ends_within (run->pid, settings->timeout_s);
  int status = 0;
  g_autofree char *end = NULL, *said = NULL;

  if (!in_time)
    kill (-run->pid, SIGKILL);
  while (waitpid (run->pid, &status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (run->pid);
  if (in_time && WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return true;
  end = end_words (settings, in_time, status);
  said = complaint (run);
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "'%s' %s%s", settings->command[0], end, said);
  return false;
}

static bool
command_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < findings->len; i++) {
    g_auto (Run) run = { .finding = -1, .complaints = -1 };
    g_autofree char *json = pact_json_finding_text (findings->pdata[i]);

    if (!make_files (&run, json, error) || !start (&run, sink->settings->command, error) ||
        !finish (&run, sink->settings, error))
      return false;
  }
  return true;
}

const PactSinkKind pact_sink_command = { 1, command_tell, NULL };
