/* Delivery: introduces the store's outbox rows to the sinks. */
#pragma once

#include "config.h"
#include "state.h"
#include "tell/outbox.h"

typedef struct PactDeliver PactDeliver;

/* Opens the configured sinks; one that cannot be opened is an error naming it. What earlier settings
 * held back waits for what these say. Borrows both for its life. */
PactDeliver *pact_deliver_new (PactState *state, const PactConfig *config, GError **error);
void pact_deliver_free (PactDeliver *deliver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactDeliver, pact_deliver_free)

/* For simulated time: the clock to go by, in µs since 1970 UTC. */
void pact_deliver_set_clock (PactDeliver *deliver, gint64 (*clock) (gpointer user_data),
                             gpointer user_data);

/* Delivers what is due now, and by itself what falls due later while the main loop runs. */
void pact_deliver_kick (PactDeliver *deliver);

/* Whether a tell is under way, or one is due now. */
bool pact_deliver_pending (const PactDeliver *deliver);

/* Starts no more tells until it is resumed. True once none is under way: each ends within the time
 * limit of its sink, so ask again. */
bool pact_deliver_pause (PactDeliver *deliver);
void pact_deliver_resume (PactDeliver *deliver);

/* Whether the store knows all that was told; tries to record what it could not before. */
bool pact_deliver_settle (PactDeliver *deliver);

/* A line (char *) for each sink that alerts wait for and that is not configured. NULL when the
 * store cannot be read. */
GPtrArray *pact_deliver_strays (const PactState *state, const PactConfig *config, GError **error);
