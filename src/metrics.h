/* Figures for node_exporter's textfile collector: checks, failures, findings and the outbox, as
 * Prometheus reads them (text-based exposition format 0.0.4). */
#pragma once

#include "config.h"
#include "state.h"

/* The figures of the configured sources and sinks, and of any other sink that alerts wait for.
 * NULL when the store cannot be read. */
char *pact_metrics_text (const PactState *state, const PactConfig *config, GError **error);

/* Puts them into the file that [Metrics] names. Others may read it, and never see it half written.
 */
bool pact_metrics_write (const PactState *state, const PactConfig *config, GError **error);

/* Does so now and every PACT_METRICS_EVERY_S while the main loop runs, and warns when it no longer
 * can. Without [Metrics] it does nothing. Borrows both for its life. */
typedef struct PactMetrics PactMetrics;

PactMetrics *pact_metrics_new (const PactState *state, const PactConfig *config);
void pact_metrics_free (PactMetrics *metrics);
