/* The default places of settings and state. */
#include "scope.h"

#include "build-config.h"

#include <glib.h>
#include <stdbool.h>
#include <unistd.h>

PactScope
pact_scope (void)
{
  bool in_session = g_getenv ("XDG_RUNTIME_DIR") != NULL;

  return geteuid () == 0 || (!in_session && g_getenv ("STATE_DIRECTORY") != NULL)
             ? PACT_SCOPE_SYSTEM
             : PACT_SCOPE_USER;
}

char *
pact_config_default_path (PactScope scope)
{
  return scope == PACT_SCOPE_SYSTEM
             ? g_strdup (PACT_SYSCONF_DIR "/pactwatch/pactwatch.conf")
             : g_build_filename (g_get_user_config_dir (), "pactwatch", "pactwatch.conf", NULL);
}

char *
pact_state_default_dir (PactScope scope)
{
  const char *given = g_getenv ("STATE_DIRECTORY"); /* systemd's StateDirectory= */

  if (given != NULL && given[0] != '\0')
    return g_strdup (given);
  return scope == PACT_SCOPE_SYSTEM
             ? g_strdup ("/var/lib/pactwatch")
             : g_build_filename (g_get_user_state_dir (), "pactwatch", NULL);
}
