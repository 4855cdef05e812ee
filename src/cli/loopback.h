/* A tiny HTTP/1.1 server on 127.0.0.1, for `pactwatch demo` and the tests. It answers from its own
 * threads, so the caller's main loop may run, block or wait for a child meanwhile. */
#pragma once

#include <glib.h>

typedef struct {
  const char *method;
  const char *target; /* path and query, as sent */
  const char *head;   /* request line and fields, CRLF lines */
  const GByteArray *body;
} PactLoopbackRequest;

/* The value of a request field, or NULL. */
char *pact_loopback_field (const PactLoopbackRequest *request, const char *name);

/* How an answer goes wrong. */
typedef enum {
  PACT_FAULT_NONE,
  PACT_FAULT_CLOSE_EARLY, /* half of the body, then the connection is closed */
  PACT_FAULT_STALL,       /* half of the body, then nothing until the client gives up */
  PACT_FAULT_RAW,         /* `body` is the whole answer, head included, whatever it is */
} PactFault;

/* What to answer; starts out as an empty 200. The loopback frees what the handler puts in. */
typedef struct {
  guint status;
  GString *fields; /* "Name: value\r\n"...; Content-Length and Date are added */
  GBytes *body;    /* NULL for none */
  PactFault fault;
} PactLoopbackReply;

/* Called once for each request, from one thread for each connection: several at once. */
typedef void (*PactLoopbackHandler) (const PactLoopbackRequest *request, PactLoopbackReply *reply,
                                     gpointer user_data);

typedef struct PactLoopback PactLoopback;

/* Listens on a free port. `handler` may be called until pact_loopback_free returns. */
PactLoopback *pact_loopback_new (PactLoopbackHandler handler, gpointer user_data, GError **error);

/* Breaks off what is under way and waits for the handlers. */
void pact_loopback_free (PactLoopback *loopback);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactLoopback, pact_loopback_free)

guint16 pact_loopback_port (const PactLoopback *loopback);

/* "http://127.0.0.1:PORT" and `target`. */
char *pact_loopback_url (const PactLoopback *loopback, const char *target);
