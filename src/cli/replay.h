/* Recorded histories through today's rules: what would have been told, when and why. */
#pragma once

#include "cli/commands.h"

/* What is told of one version, against the one accepted then. */
typedef struct {
  const char *old_name, *new_name; /* of files; of answers in WARC files: time and address */
  GPtrArray *findings;             /* PactFinding */
} PactReplayStep;

typedef struct {
  const PactConfig *config; /* with the user's topics and sources; NULL for none */
  const char *baselines;    /* folder of those that sources name */
  const PactSource *source; /* whose settings hold; NULL: those a version was archived for, or none */
  void (*step) (const PactReplayStep *step, gpointer user_data);
  gpointer user_data;
  /* figures */
  guint versions, passed_over, findings;
  guint unread; /* versions and files that cannot be read at all; each was complained about */
} PactReplay;

/* Replays a folder of versions of one document, or WARC files and folders of them, page by page.
 * Fails when there is nothing to replay. */
bool pact_replay_run (PactReplay *replay, char **paths, GError **error);
