/* The keyring of a desktop session (the Secret Service), by way of libsecret. */
#pragma once

#include "tell/secret.h"

/* The secret stored with all of these attributes, "service=pactwatch,sink=team". Asks nobody: one
 * in a locked keyring is PACT_ERROR_SINK, as is one that is not there. Waits for the session bus. */
PactSecret *pact_keyring_read (const char *attributes, GError **error);

/* The attributes as a table; NULL where the text is something else. */
GHashTable *pact_keyring_parse (const char *attributes);
