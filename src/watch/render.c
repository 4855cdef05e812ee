/* One browser for each page, with a profile of its own that is thrown away, in a process group that
 * is killed. It reaches the network through the tunnel alone, and its own sandbox stays on. */
#define _GNU_SOURCE /* setresuid, memfd_create */
#include "watch/render.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "caps.h"
#include "watch/devtools.h"
#include "watch/tunnel.h"

#define NOBODY 65534 /* who a browser is that root starts: as root it would have no sandbox */
#define COMPLAINT_CAP (1024 * 1024)
#define QUOTED_CAP 160 /* bytes of its last complaint in a message */

struct PactRenderer {
  const PactFetchSettings *settings;
  GQueue waiting; /* Job */
  GPtrArray *running;
};

typedef struct {
  PactRenderer *renderer;
  PactCapture *answer;
  bool allow_private;
  gint64 timeout_s;
  PactFetched rendered;
  gpointer user_data;
  PactTunnel *tunnel;
  PactDevtools *devtools;
  char *profile;
  int complaints;
  GPid pid;           /* 0 when there is none */
  guint settle, late; /* GSource ids; 0 for none */
} Job;

static void start_next (PactRenderer *renderer);

/* Runs in the child. */
static void
become_child (gpointer data)
{
  setpgid (0, 0);
  setrlimit (RLIMIT_CORE, &(struct rlimit){ 0, 0 });
  setrlimit (RLIMIT_DATA, &(struct rlimit){ PACT_RENDER_MEMORY, PACT_RENDER_MEMORY });
  if (geteuid () == 0 && (setgroups (0, NULL) != 0 || setresgid (NOBODY, NOBODY, NOBODY) != 0 ||
                          setresuid (NOBODY, NOBODY, NOBODY) != 0))
    _exit (127);
}

static void
remove_profile (const char *profile)
{
  const char *const command[] = { "/bin/rm", "-rf", "--", profile, NULL };

  /* as whoever wrote there: what stands in it could lead elsewhere */
  g_spawn_async ("/", (char **) command, NULL, G_SPAWN_DEFAULT, become_child, NULL, NULL, NULL);
}

static void
job_free (Job *job)
{
  g_clear_handle_id (&job->settle, g_source_remove);
  g_clear_handle_id (&job->late, g_source_remove);
  pact_devtools_free (job->devtools);
  pact_tunnel_free (job->tunnel);
  if (job->pid != 0) {
    kill (-job->pid, SIGKILL);
    while (waitpid (job->pid, NULL, 0) < 0 && errno == EINTR)
      ;
  }
  if (job->profile != NULL)
    remove_profile (job->profile);
  if (job->complaints >= 0)
    close (job->complaints);
  g_free (job->profile);
  pact_capture_free (job->answer);
  g_free (job);
}

/* Hands the answer on, and lets the next page have its turn. */
static void
finish (Job *job)
{
  PactRenderer *renderer = job->renderer;
  PactCapture *answer = g_steal_pointer (&job->answer);
  PactFetched rendered = job->rendered;
  gpointer user_data = job->user_data;

  g_ptr_array_remove_fast (renderer->running, job);
  start_next (renderer);
  rendered (answer, user_data);
}

/* The last line it wrote to standard error, which says what it died of. */
static char *
last_complaint (const Job *job)
{
  char bytes[QUOTED_CAP + 1] = "";
  off_t end = MAX (lseek (job->complaints, 0, SEEK_CUR), 0);
  off_t length = MIN (end, QUOTED_CAP);
  g_autofree char *text = NULL;
  const char *line;

  if (pread (job->complaints, bytes, (size_t) length, end - length) != length)
    return g_strdup ("");
  text = g_strchomp (g_utf8_make_valid (bytes, -1));
  line = strrchr (text, '\n');
  line = line != NULL ? line + 1 : text;
  return line[0] == '\0' ? g_strdup ("") : g_strdup_printf ("; it said '%s'", line);
}

static void
fail (Job *job, PactFailure failure, const char *why)
{
  g_autofree char *said = failure == PACT_FAILURE_RENDER ? last_complaint (job) : g_strdup ("");
  g_autofree char *detail = g_strdup_printf ("%s%s", why, said);

  pact_capture_fail (job->answer, failure, detail);
  finish (job);
}

/* The validators are the server's, and say nothing about what a browser shows. */
static void
done (GBytes *dom, const char *why, gpointer data)
{
  Job *job = data;
  PactCapture *answer = job->answer;

  if (dom == NULL) {
    fail (job, PACT_FAILURE_RENDER, why);
    return;
  }
  answer->served = answer->body;
  answer->body = g_bytes_ref (dom);
  g_free (answer->digest);
  answer->digest = pact_digest (dom);
  g_free (answer->content_type);
  answer->content_type = g_strdup (PACT_RENDERED_TYPE);
  g_clear_pointer (&answer->etag, g_free);
  g_clear_pointer (&answer->last_modified, g_free);
  finish (job);
}

static gboolean
hurry (gpointer data)
{
  Job *job = data;

  job->settle = 0;
  pact_devtools_hurry (job->devtools);
  return G_SOURCE_REMOVE;
}

static gboolean
give_up (gpointer data)
{
  Job *job = data;
  g_autofree char *why = g_strdup_printf (
      "the browser was not done after %" G_GINT64_FORMAT " s and was killed", job->timeout_s);

  job->late = 0;
  fail (job, PACT_FAILURE_TIMEOUT, why);
  return G_SOURCE_REMOVE;
}

/* It could not be started: told from the main loop. */
static gboolean
not_started (gpointer data)
{
  Job *job = data;

  job->late = 0;
  finish (job);
  return G_SOURCE_REMOVE;
}

/* A folder of its own, which is its home too. */
static bool
make_profile (Job *job, GError **error)
{
  job->profile = g_dir_make_tmp ("pactwatch-browser-XXXXXX", error);
  if (job->profile != NULL && geteuid () == 0 && chown (job->profile, NOBODY, NOBODY) != 0) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "chown '%s': %s", job->profile,
                 g_strerror (errno));
    return false;
  }
  return job->profile != NULL;
}

/* The command line: what is the same for every page, and what is not. */
static char **
command_of (const Job *job)
{
  static const char *const fixed[] = {
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-breakpad",
    "--mute-audio",
    "--blink-settings=imagesEnabled=false",
    /* nothing passes the tunnel by, loopback neither; no name is looked up but by it */
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    /* one page and nothing secret beside it: two renderers are enough, whatever it embeds */
    "--renderer-process-limit=2",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
  };
  GStrvBuilder *builder = g_strv_builder_new ();
  g_autofree char *profile = g_strconcat ("--user-data-dir=", job->profile, NULL);
  g_autofree char *name = pact_fetch_agent (job->renderer->settings);
  g_autofree char *agent = g_strconcat ("--user-agent=", name, NULL);
  g_autofree char *proxy =
      g_strdup_printf ("--proxy-server=socks5://127.0.0.1:%u", pact_tunnel_port (job->tunnel));
  char **command;

  g_strv_builder_add (builder, job->renderer->settings->browser);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_strv_builder_add (builder, fixed[i]);
  g_strv_builder_add_many (builder, profile, agent, proxy, "about:blank", NULL);
  command = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return command;
}

/* The browser reads its commands from descriptor 3 and answers on 4: both are `socket`. */
static bool
start_browser (Job *job, int socket, GError **error)
{
  g_auto (GStrv) command = command_of (job), environment = NULL;
  const int from[] = { socket, socket }, to[] = { 3, 4 };

  environment = g_environ_setenv (environment, "PATH", "/usr/bin:/bin", TRUE);
  environment = g_environ_setenv (environment, "LANG", "C.UTF-8", TRUE);
  environment = g_environ_setenv (environment, "HOME", job->profile, TRUE);
  environment = g_environ_setenv (environment, "TMPDIR", job->profile, TRUE);
  job->complaints = memfd_create ("complaints", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (ftruncate (job->complaints, COMPLAINT_CAP) == 0)
    fcntl (job->complaints, F_ADD_SEALS, F_SEAL_GROW);
  return g_spawn_async_with_pipes_and_fds (
      "/", (const char *const *) command, (const char *const *) environment,
      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, become_child, NULL, -1, -1,
      job->complaints, from, to, G_N_ELEMENTS (from), &job->pid, NULL, NULL, NULL, error);
}

static bool
start (Job *job, GError **error)
{
  int sockets[2];
  bool started;

  job->tunnel = pact_tunnel_new (job->allow_private, error);
  if (job->tunnel == NULL || !make_profile (job, error))
    return false;
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s", g_strerror (errno));
    return false;
  }
  started = start_browser (job, sockets[1], error);
  close (sockets[1]);
  if (!started) {
    close (sockets[0]);
    return false;
  }
  job->devtools = pact_devtools_new (sockets[0], job->answer->final_url,
                                     job->renderer->settings->body_cap, done, job);
  job->settle = g_timeout_add_seconds (PACT_RENDER_SETTLE_S, hurry, job);
  job->late = g_timeout_add_seconds ((guint) job->timeout_s, give_up, job);
  return true;
}

static void
start_next (PactRenderer *renderer)
{
  while (renderer->running->len < PACT_BROWSERS_MAX && !g_queue_is_empty (&renderer->waiting)) {
    Job *job = g_queue_pop_head (&renderer->waiting);
    g_autoptr (GError) error = NULL;
    g_autofree char *why = NULL;

    g_ptr_array_add (renderer->running, job);
    if (start (job, &error))
      continue;
    why = g_strdup_printf ("the browser '%s' cannot be started: %s", renderer->settings->browser,
                           error->message);
    pact_capture_fail (job->answer, PACT_FAILURE_RENDER, why);
    job->late = g_idle_add (not_started, job);
  }
}

PactRenderer *
pact_renderer_new (const PactFetchSettings *settings)
{
  PactRenderer *renderer = g_new0 (PactRenderer, 1);

  renderer->settings = settings;
  g_queue_init (&renderer->waiting);
  renderer->running = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  return renderer;
}

void
pact_renderer_free (PactRenderer *renderer)
{
  if (renderer == NULL)
    return;
  g_queue_clear_full (&renderer->waiting, (GDestroyNotify) job_free);
  g_ptr_array_unref (renderer->running);
  g_free (renderer);
}

void
pact_renderer_get (PactRenderer *renderer, const PactSource *source, PactCapture *answer_take,
                   PactFetched rendered, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->renderer = renderer;
  job->answer = answer_take;
  job->allow_private = source->allow_private;
  job->timeout_s = source->timeout_s;
  job->rendered = rendered;
  job->user_data = user_data;
  job->complaints = -1;
  g_queue_push_tail (&renderer->waiting, job);
  start_next (renderer);
}
