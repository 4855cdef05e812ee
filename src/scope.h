/* Whose settings and state they are: the system's or a user's, and where each has its own. */
#pragma once

#include <stdbool.h>

/* Where settings come from when no --config is given. */
typedef enum { PACT_SCOPE_SYSTEM, PACT_SCOPE_USER } PactScope;

/* Root or a systemd system service: system. Anybody else: user. */
PactScope pact_scope (void);
char *pact_config_default_path (PactScope scope);
char *pact_state_default_dir (PactScope scope);

/* A folder of this user's login session, for what belongs to the state in `state_dir`. */
char *pact_session_dir (const char *state_dir);

/* A file in which this user keeps what he was shown of the state in `state_dir`. */
char *pact_shown_path (const char *state_dir);

/* Whether this process can speak to a desktop. */
bool pact_has_session_bus (void);
