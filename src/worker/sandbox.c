/* The only file that knows libseccomp. What is not listed fails as if it were forbidden: libraries
 * that look for their settings go on without. */
#include "worker/sandbox.h"

#include <errno.h>
#include <gio/gio.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "caps.h"

#if defined __SANITIZE_ADDRESS__
#define MEMORY RLIM_INFINITY /* its shadow alone is larger */
#else
#define MEMORY PACT_WORKER_MEMORY
#endif

static const int allowed[] = {
  SCMP_SYS (brk),            SCMP_SYS (clock_gettime),  SCMP_SYS (close),
  SCMP_SYS (exit),           SCMP_SYS (exit_group),     SCMP_SYS (fstat),
  SCMP_SYS (futex),          SCMP_SYS (getpid),         SCMP_SYS (getrandom),
  SCMP_SYS (gettid),         SCMP_SYS (lseek),          SCMP_SYS (madvise),
  SCMP_SYS (mremap),         SCMP_SYS (munmap),         SCMP_SYS (read),
  SCMP_SYS (rt_sigaction),   SCMP_SYS (rt_sigprocmask), SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sched_yield),    SCMP_SYS (sigaltstack),    SCMP_SYS (write),
};

static int
limit (int resource, rlim_t most)
{
  return setrlimit (resource, &(struct rlimit){ most, most }) == 0 ? 0 : -errno;
}

/* Memory may be taken, but never to run what was written there; signals only sent to itself. */
static int
allow (scmp_filter_ctx filter)
{
  int status = 0;

  for (guint i = 0; i < G_N_ELEMENTS (allowed) && status == 0; i++)
    status = seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0);
  if (status == 0)
    status = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1,
                               SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (status == 0)
    status = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1,
                               SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (status == 0)
    status = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                               SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ()));
  return status;
}

static int
close_doors (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  int status = filter != NULL ? allow (filter) : -ENOMEM;

  if (status == 0)
    status = seccomp_load (filter);
  seccomp_release (filter);
  return status;
}

bool
pact_sandbox_enter (GError **error)
{
  int status = prctl (PR_SET_PDEATHSIG, SIGKILL) == 0 ? 0 : -errno;

  if (status == 0)
    status = limit (RLIMIT_CPU, PACT_WORKER_CPU_S);
  if (status == 0)
    status = limit (RLIMIT_AS, MEMORY);
  if (status == 0)
    status = limit (RLIMIT_CORE, 0);
  if (status == 0)
    status = close_doors ();
  if (status != 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (-status), "%s", g_strerror (-status));
  return status == 0;
}
