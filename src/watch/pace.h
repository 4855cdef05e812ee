/* Pacing: which job may start now, so that no host and not this machine is overrun. */
#pragma once

#include <glib.h>

typedef struct PactPace PactPace;

typedef void (*PactPaceStart) (gpointer job, gpointer user_data);

/* At most `total` jobs at once, at most `per_host` for one host, `spacing_us` between two starts
 * for one host. Runs on the thread-default main context. `start` is called for each job in turn,
 * `drop` for those still waiting at the end. */
PactPace *pact_pace_new (guint total, guint per_host, gint64 spacing_us, PactPaceStart start,
                         GDestroyNotify drop, gpointer user_data);
void pact_pace_free (PactPace *pace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactPace, pact_pace_free)

/* Queues the job; starts it before returning when its turn has come. */
void pact_pace_add (PactPace *pace, const char *host, gpointer job);

/* A job of this host has ended: starts those that waited for it. */
void pact_pace_done (PactPace *pace, const char *host);
