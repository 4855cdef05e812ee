/* A capture: one answer from one source, byte for byte, with time, status and digest. */
#pragma once

#include <glib.h>

/* Why a check yielded no readable statement. A failed check is never "the term was removed". */
typedef enum {
  PACT_FAILURE_NONE,
  /* no answer */
  PACT_FAILURE_DNS,
  PACT_FAILURE_CONNECT,
  PACT_FAILURE_TLS,
  PACT_FAILURE_TIMEOUT,
  PACT_FAILURE_ADDRESS,      /* a private address that AllowPrivate= does not permit */
  PACT_FAILURE_REDIRECT,     /* too many hops, or to a scheme other than http and https */
  PACT_FAILURE_TRANSFER,     /* broken off, undecodable, not HTTP */
  PACT_FAILURE_TOO_LARGE,    /* decoded body over the cap: large page or compression bomb */
  PACT_FAILURE_RENDER,       /* the browser that Render= asks for cannot be run, or crashed */
  /* an answer that says no */
  PACT_FAILURE_CLIENT_ERROR, /* 4xx */
  PACT_FAILURE_SERVER_ERROR, /* 5xx */
  /* an answer that holds no statement */
  PACT_FAILURE_SELECTOR,     /* Select= matches nothing */
  PACT_FAILURE_EMPTY,
  PACT_FAILURE_ERROR_PAGE,   /* an error page served as 200 */
  PACT_FAILURE_CONSENT,
  PACT_FAILURE_LOGIN,
  PACT_FAILURE_CHALLENGE,
  PACT_FAILURE_TRUNCATED,
  PACT_FAILURE_LANGUAGE,     /* another language than that of the accepted wording */
  PACT_FAILURE_UNREADABLE,   /* not HTML, text, PDF or a feed; or a PDF that is locked or damaged */
} PactFailure;

/* Stable lower-case name ("dns", "too-large") and what the user can do about it. */
const char *pact_failure_name (PactFailure failure);
const char *pact_failure_hint (PactFailure failure);

/* `detail`, or NULL, and that hint, which is said once where the detail has it already. Free it. */
char *pact_failure_describe (PactFailure failure, const char *detail);

typedef struct {
  char *source;          /* name of the source */
  char *url;             /* what was asked for */
  char *final_url;       /* what answered, after redirects */
  char *peer;            /* address of the server as text; NULL when none was reached */
  gint64 time;           /* when the answer was complete, in µs since 1970 UTC */
  gint64 elapsed_us;     /* from the request to the end of the answer, in µs */
  guint status;          /* HTTP status of the last hop; 0 without an answer */
  char *request_head;    /* last hop as sent, CRLF lines with the empty one; NULL when unsent */
  char *response_head;   /* last hop as received, the same form; NULL when there was none */
  GBytes *body;          /* transfer and content coding undone; NULL when there was none */
  GBytes *served;        /* what the server sent, where `body` is what a browser made of it; else NULL */
  char *digest;          /* "sha256:" and 64 hex digits over `body`; NULL without one */
  char *content_type;    /* as sent; NULL when absent; so are the next two */
  char *etag;
  char *last_modified;
  gint64 retry_after_s;  /* seconds the server asked us to wait; -1 when it did not */
  PactFailure failure;
  char *failure_detail;  /* one line; NULL when failure is NONE */
} PactCapture;

PactCapture *pact_capture_new (const char *source, const char *url);
void pact_capture_free (PactCapture *capture);

/* "sha256:HEX" over `body`, the form WARC calls a labelled digest. */
char *pact_digest (GBytes *body);

/* Marks the capture failed; `detail` is kept as one line. */
void pact_capture_fail (PactCapture *capture, PactFailure failure, const char *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactCapture, pact_capture_free)
