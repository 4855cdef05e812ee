/* The agenda: which source is due when, on a clock that goes on while the machine sleeps. */
#pragma once

#include "pactwatch/source.h"

typedef struct PactAgenda PactAgenda;

/* A source is due; it stays off the agenda until it is put on again. */
typedef void (*PactDueFunc) (const PactSource *source, gpointer user_data);

PactAgenda *pact_agenda_new (PactDueFunc due, gpointer user_data);
void pact_agenda_free (PactAgenda *agenda);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactAgenda, pact_agenda_free)

/* Makes `source` (borrowed) due in `delay_s` seconds, replacing what was planned for it. */
void pact_agenda_put (PactAgenda *agenda, const PactSource *source, gint64 delay_s);
