/* Tells a finding by running a program: no shell between, the finding as JSON on its standard
 * input, nothing but PATH and LANG in its environment. Exit status 0 confirms. */
#include "child.h"
#include "pactwatch/error.h"
#include "tell/json.h"
#include "tell/phrase.h"
#include "tell/sink.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMPLAINT_CAP (1024 * 1024) /* bytes of standard error that the program can write */
#define QUOTED_CAP 200              /* bytes of its first line in a message */

static char **
environment_new (void)
{
  const char *path = g_getenv ("PATH"), *lang = g_getenv ("LANG");
  g_auto (GStrv) environment = g_environ_setenv (
      NULL, "PATH", path != NULL ? path : "/usr/local/bin:/usr/bin:/bin", TRUE);

  return g_environ_setenv (g_steal_pointer (&environment), "LANG", lang != NULL ? lang : "C.UTF-8",
                           TRUE);
}

/* ": what its first line on standard error says", or nothing. */
static char *
complaint (GBytes *heard)
{
  gsize length;
  const char *bytes = g_bytes_get_data (heard, &length);
  g_autofree char *start = g_strndup (bytes != NULL ? bytes : "", MIN (length, QUOTED_CAP));
  g_autofree char *line = NULL;

  start[strcspn (start, "\n")] = '\0';
  line = pact_phrase_plain (start, 0);
  return line[0] == '\0' ? g_steal_pointer (&line) : g_strconcat (": ", line, NULL);
}

static bool
tell_one (char **command, gint64 timeout_s, const PactFinding *finding, GError **error)
{
  g_auto (GStrv) environment = environment_new ();
  char *json = pact_json_finding_text (finding);
  g_autoptr (GBytes) input = g_bytes_new_take (json, strlen (json));
  const PactChild child = { (const char *const *) command, (const char *const *) environment, input,
                            STDERR_FILENO, COMPLAINT_CAP, timeout_s };
  g_auto (PactChildEnd) end = { 0 };
  g_autoptr (GError) cause = NULL;
  g_autofree char *words = NULL, *said = NULL;

  if (!pact_child_run (&child, &end, &cause)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "cannot run '%s': %s; correct Command=",
                 command[0], cause->message);
    return false;
  }
  if (end.in_time && WIFEXITED (end.status) && WEXITSTATUS (end.status) == 0)
    return true;
  words = pact_child_end_words (&child, &end);
  said = complaint (end.heard);
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "'%s' %s%s", command[0], words, said);
  return false;
}

static bool
command_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  const PactSinkSettings *settings = sink->settings;

  for (guint i = 0; i < findings->len; i++)
    if (!tell_one (settings->command, settings->timeout_s, findings->pdata[i], error))
      return false;
  return true;
}

const PactSinkKind pact_sink_command = { 1, command_tell, NULL };
