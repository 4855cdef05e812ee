/* Secrets: read for each use, wiped after it, and never in a message, the store or JSON. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef char PactSecret;

/* What the file holds, without the end of its line. A name without '/' is that of a systemd
 * credential; "libsecret:service=pactwatch,sink=team" stands in a keyring. PACT_ERROR_SINK naming
 * the file, also when others than its owner may read it. */
PactSecret *pact_secret_read (const char *name, GError **error);

/* Whether the name is one of the last kind, and well written. */
bool pact_secret_is_in_keyring (const char *name);

/* Any allocated string. */
void pact_secret_free (PactSecret *secret);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactSecret, pact_secret_free)
