/* The walls of the worker, tried from inside: a child per case, for there is no way out again. */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "caps.h"

/* Each returns whether it was kept from what it tries. */

static bool
open_file (void)
{
  return open ("/etc/passwd", O_RDONLY) < 0 && errno == EPERM;
}

static bool
reach_network (void)
{
  return socket (AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
}

static bool
start_process (void)
{
  return fork () < 0 && errno == EPERM;
}

static bool
run_program (void)
{
  return execl ("/bin/true", "true", NULL) < 0 && errno == EPERM;
}

static bool
run_data (void)
{
  return mmap (NULL, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
             MAP_FAILED &&
         errno == EPERM;
}

static bool
signal_parent (void)
{
  return kill (getppid (), SIGTERM) < 0 && errno == EPERM;
}

static bool
take_memory (void)
{
#if defined __SANITIZE_ADDRESS__
  return true; /* has no limit then */
#else
  return mmap (NULL, PACT_WORKER_MEMORY, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
         MAP_FAILED;
#endif
}

/* What a reader of bytes needs is there. */
static bool
work (void)
{
  g_autofree char *some = g_malloc0 (1024 * 1024);
  g_autofree char *more = g_strdup_printf ("%p", (gpointer) some);

  return more[0] == '0' && write (STDOUT_FILENO, "", 0) == 0;
}

typedef struct {
  const char *path;
  bool (*is_so) (void);
} Case;

static void
test_wall (gconstpointer data)
{
  const Case *tried = data;
  pid_t child = fork ();
  int status;

  if (child == 0)
    _exit (pact_sandbox_enter (NULL) && tried->is_so () ? EXIT_SUCCESS : EXIT_FAILURE);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    { "/sandbox/work", work },
    { "/sandbox/open-file", open_file },
    { "/sandbox/reach-network", reach_network },
    { "/sandbox/start-process", start_process },
    { "/sandbox/run-program", run_program },
    { "/sandbox/run-data", run_data },
    { "/sandbox/signal-parent", signal_parent },
    { "/sandbox/take-memory", take_memory },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_wall);
  return g_test_run ();
}
