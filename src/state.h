/* The state directory: baselines/, sources.d/, archive/, pactwatch.db and the locks. */
#pragma once

#include "keep/archive.h"
#include "keep/store.h"

typedef struct {
  char *dir;
  char *baselines; /* DIR/baselines */
  PactStore *store;
  PactArchive *archive;
  int lock; /* fd of the daemon's or the teller's lock; -1 when not held */
  bool read_only; /* it is another user's, who lets us read */
} PactState;

/* Opens it; a directory that does not exist yet is made from the installed template. Where we may
 * read only, what writes fails, and all else works, with a daemon at work on it or not. */
PactState *pact_state_open (const char *dir, GError **error);
void pact_state_free (PactState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactState, pact_state_free)

/* Only one process delivers alerts and runs as daemon on one state. False and PACT_ERROR_STATE
 * naming the holder's process id when another does. */
bool pact_state_lock (PactState *state, GError **error);

/* Whether a daemon of the same user runs on the state in `dir`. */
bool pact_state_is_watched (const char *dir);
