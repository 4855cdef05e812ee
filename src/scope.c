/* The default places of settings and state. */
#include "scope.h"

#include "build-config.h"

#include <glib.h>
#include <stdlib.h>
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

/* Two states number their findings alike, so what is about them is kept apart by this. */
static char *
state_key (const char *state_dir)
{
  g_autofree char *real = realpath (state_dir, NULL);
  char *digest =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, real != NULL ? real : state_dir, -1);

  digest[16] = '\0'; /* enough to tell apart the states that one user sees */
  return digest;
}

char *
pact_session_dir (const char *state_dir)
{
  g_autofree char *key = state_key (state_dir);

  return g_build_filename (g_get_user_runtime_dir (), "pactwatch", key, NULL);
}

char *
pact_shown_path (const char *state_dir)
{
  g_autofree char *key = state_key (state_dir);
  g_autofree char *name = g_strconcat ("shown-", key, NULL);

  return g_build_filename (g_get_user_state_dir (), "pactwatch", name, NULL);
}

bool
pact_has_session_bus (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *bus = runtime != NULL ? g_build_filename (runtime, "bus", NULL) : NULL;

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL ||
         (bus != NULL && g_file_test (bus, G_FILE_TEST_EXISTS));
}
