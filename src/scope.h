/* Whose settings and state they are: the system's or a user's, and where each has its own. */
#pragma once

/* Where settings come from when no --config is given. */
typedef enum { PACT_SCOPE_SYSTEM, PACT_SCOPE_USER } PactScope;

/* Root or a systemd system service: system. Anybody else: user. */
PactScope pact_scope (void);
char *pact_config_default_path (PactScope scope);
char *pact_state_default_dir (PactScope scope);
