/* A program run to its end, within a time and without a shell. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  const char *const *command;     /* an absolute path and its arguments */
  const char *const *environment; /* all it gets */
  GBytes *input;                  /* its standard input */
  int heard;                      /* STDOUT_FILENO or STDERR_FILENO: what it writes there is kept */
  gsize heard_cap;                /* bytes; what goes beyond fails to be written */
  gint64 timeout_s;               /* then it is killed with all it started */
} PactChild;

typedef struct {
  bool in_time;
  int status; /* as waitpid gives it */
  GBytes *heard;
} PactChildEnd;

void pact_child_end_clear (PactChildEnd *end);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PactChildEnd, pact_child_end_clear)

/* Waits for the end. False when it could not be started: `error` is of GLib's domains. */
bool pact_child_run (const PactChild *child, PactChildEnd *ret_end, GError **error);

/* "exited with status 3", "was ended by signal 9", "still ran after 5 s and was killed". Free. */
char *pact_child_end_words (const PactChild *child, const PactChildEnd *end);
