/* pactwatch notify: the system service reaches no desktop, so each user who may read what it finds
 * runs this in the session: `pactwatch-notify.service`. */
#include "cli/commands.h"
#include "follow.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

/* Says what is to be done about a state that does not lie open to us. */
static bool
is_readable (const char *dir)
{
  if (access (dir, R_OK | X_OK) == 0)
    return true;
  if (errno == EACCES)
    pact_cli_complain ("'%s' is not for you to read; run: sudo adduser %s pactwatch, and log in again",
                       dir, g_get_user_name ());
  else
    pact_cli_complain ("no system service has found anything in '%s' yet; start it with: "
                       "sudo systemctl enable --now pactwatchd", dir);
  return false;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static PactExit
follow (PactState *state, const PactConfig *config)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *shown = pact_shown_path (state->dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (PactFollow) follow = pact_follow_new (state, config, shown, &error);

  if (follow == NULL)
    return pact_cli_fail (error);
  g_unix_signal_add (SIGTERM, quit, loop);
  g_unix_signal_add (SIGINT, quit, loop);
  g_main_loop_run (loop);
  return PACT_EXIT_OK;
}

static PactExit
run (const PactCli *cli)
{
  g_autofree char *own_state = pact_state_default_dir (PACT_SCOPE_USER);
  g_autofree char *dir = pact_cli_state_dir (cli);
  g_autoptr (PactConfig) config = NULL;
  g_autoptr (PactState) state = NULL;

  if (pact_state_is_watched (own_state)) {
    puts ("your own pactwatchd runs and shows what it finds; this is for what the system's finds");
    return PACT_EXIT_OK;
  }
  state = is_readable (dir) ? pact_cli_state (cli) : NULL;
  config = state != NULL ? pact_cli_config (cli) : NULL;
  return config != NULL ? follow (state, config) : PACT_EXIT_ERROR;
}

PactExit
pact_cmd_notify (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .about = "Shows what the system service finds as bubbles on your desktop, until it is told to "
             "stop: first what you missed, then what comes. Your own pactwatchd does so by itself.",
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, NULL);
  PactCli system = *cli; /* borrows what the options say */

  system.scope = PACT_SCOPE_SYSTEM;
  return rest == NULL ? PACT_EXIT_ERROR : run (&system);
}
