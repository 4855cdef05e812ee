/* Settings files as they stand on disk: groups of Key=value lines, and who may write them. */
#pragma once

#include <glib.h>
#include <sys/types.h>

/* One [WORD NAME] group with its lines. */
typedef struct {
  const char *file; /* borrowed from the list of files */
  guint line;       /* of its [ */
  char *word;       /* "Source" */
  char *name;       /* NULL for a group without one */
  GPtrArray *keys;  /* char *, key and value alternating */
} PactGroup;

void pact_group_free (PactGroup *group);

/* "[Source acme]": free it. */
char *pact_group_title (const PactGroup *group);

/* What reading collects; the caller owns the three lists. */
typedef struct {
  GPtrArray *files;    /* char *, each file read */
  GPtrArray *groups;   /* PactGroup, in order */
  GPtrArray *problems; /* char *, one line each: file, line, text and fix */
  uid_t trusted;       /* whose files are read beside root's and our own: the owner of the state */
} PactConfigFiles;

G_GNUC_PRINTF (2, 3)
void pact_config_problem (GPtrArray *problems, const char *format, ...);

/* Reads one file. One that others may write is refused: whoever writes it decides where this
 * machine connects to and what is run to tell of it. */
void pact_config_read (PactConfigFiles *files, const char *path);

/* Reads every *.conf of these folders in the order of their names; a file in an earlier folder
 * masks one of the same name in a later one. Folders that are not there are skipped. */
void pact_config_read_folders (PactConfigFiles *files, const char *const *folders);
