/* The one error domain. A message is one lower-case line: what went wrong, where, with which
 * 'value', and what to do about it. */
#pragma once

#include <glib.h>

#define PACT_ERROR (pact_error_quark ())

typedef enum {
  PACT_ERROR_CONFIG,    /* a setting is wrong: file, group, key, value and fix are named */
  PACT_ERROR_STATE,     /* state directory, lock or store: unwritable, full, newer, in use */
  PACT_ERROR_INPUT,     /* a file or text the user handed in */
  PACT_ERROR_NOT_FOUND, /* no such source, term, baseline, edition or finding */
  PACT_ERROR_PAGE,      /* an answer that cannot be read as a statement */
  PACT_ERROR_ARCHIVE,   /* a WARC file that cannot be written or read */
  PACT_ERROR_SINK,      /* a channel that did not take an alert */
  PACT_ERROR_OVERTAKEN, /* another process was faster: what this rests on is old, read it again */
} PactError;

GQuark pact_error_quark (void);
