/* The outbox: brings due deliveries to their sinks, each sink on its own, until they confirm.
 * Knows no store: batches come in and results go out through the two functions it is given. */
#pragma once

#include "tell/sink.h"

typedef struct PactOutbox PactOutbox;

/* What the owner answers from its store, all on the owner's thread. */
typedef struct {
  /* The findings due for a sink (PactFinding, oldest first, at most as many as its kind takes at
   * once, or a whole digest) with an opaque batch that stands for them and keeps them alive; NULL
   * when nothing is due. The batch is the outbox's to free. */
  GPtrArray *(*due) (const PactSink *sink, gpointer *ret_batch, gpointer user_data);
  /* The batch was told (error NULL) or was not. False when that could not be recorded: the same is
   * said again later, and the sink is told nothing else before. */
  bool (*done) (const PactSink *sink, gpointer batch, const GError *error, gpointer user_data);
  GDestroyNotify batch_free;
} PactOutboxOwner;

PactOutbox *pact_outbox_new (const PactOutboxOwner *owner, gpointer user_data);

/* Waits at most PACT_TELL_LEAVE_S for tells under way and hands out what they came to. A tell that
 * hangs longer is left unconfirmed: `done` is not called. */
void pact_outbox_free (PactOutbox *outbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactOutbox, pact_outbox_free)

/* Takes the sink. */
void pact_outbox_add_take (PactOutbox *outbox, PactSink *sink);

/* Starts a tell for each idle sink that has something due. Call after a commit and on a timer. */
void pact_outbox_kick (PactOutbox *outbox);

/* While paused no tell starts; those under way go on. */
void pact_outbox_pause (PactOutbox *outbox, bool paused);

/* Whether a tell is under way. */
bool pact_outbox_busy (const PactOutbox *outbox);

/* Says again at once what could not be recorded. False when something still cannot: whoever drops
 * the outbox then has it told twice. */
bool pact_outbox_settle (PactOutbox *outbox);

/* Seconds until try number `tries` + 1: doubled each time between PACT_DELIVERY_RETRY_MIN_S and
 * _MAX_S, spread by up to a tenth. `random` in [0, 1). */
gint64 pact_outbox_retry_s (guint tries, double random);

/* For how many seconds that many tries have gone on, without what random adds. Time in which
 * nothing was tried (the machine was off, the sink paused) is no part of it. */
gint64 pact_outbox_tried_s (guint tries);
