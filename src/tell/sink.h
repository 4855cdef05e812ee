/* A sink: one way to be told. A kind is one small file and one row in the table of sink.c. */
#pragma once

#include "pactwatch/finding.h"

typedef struct PactSink PactSink;

typedef struct {
  const char *name; /* as in Kind= */
  /* Opens it under the sink's own name; cheap, no waiting. */
  PactSink *(*open) (const char *name, GError **error);
  /* Tells these findings (PactFinding) in one go; may block, runs on a thread of its own.
   * True only when the channel took all of them. */
  bool (*tell) (PactSink *sink, GPtrArray *findings, GError **error);
  void (*free) (PactSink *sink);
} PactSinkKind;

/* The first member of every sink. */
struct PactSink {
  const PactSinkKind *kind;
  char *name;
};

/* NULL and PACT_ERROR_CONFIG naming the kinds there are, or that this build has it switched off. */
const PactSinkKind *pact_sink_kind (const char *name, GError **error);
extern const PactSinkKind pact_sink_desktop, pact_sink_journal;
