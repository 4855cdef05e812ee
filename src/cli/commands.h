/* The commands of `pactwatch`: one file each, one table in main.c; and what they share. */
#pragma once

#include "config.h"
#include "state.h"

typedef enum {
  PACT_EXIT_OK = 0,       /* done, nothing found */
  PACT_EXIT_FINDINGS = 1, /* done, something was found */
  PACT_EXIT_ERROR = 2,    /* bad usage, bad input, or something failed */
} PactExit;

/* How the program was called, and what the options before the command say. */
typedef struct {
  const char *program;
  PactScope scope;   /* whose settings and state are the default */
  char *config_path; /* NULL: the default */
  char *state_dir;   /* NULL: the default */
} PactCli;

/* argv[0] is the command's name. */
typedef PactExit (*PactCommandFunc) (const PactCli *cli, int argc, char **argv);

/* What the arguments of a command name. */
typedef enum {
  PACT_TAKES_OTHER, /* texts or files */
  PACT_TAKES_SOURCES,
  PACT_TAKES_BASELINES,
  PACT_TAKES_FINDINGS,
  PACT_TAKES_SINKS,
} PactTakes;

/* How a command is called, for its --help, its complaints and the shells' completion. */
typedef struct {
  const char *arguments; /* "OLD NEW" */
  const char *about;     /* a paragraph */
  guint min, max;        /* how many arguments */
  PactTakes takes;
  const char *const *words; /* its actions, NULL-terminated; NULL for none */
} PactUsage;

#define PACT_ANY_NUMBER G_MAXUINT

/* Takes the options out of argv. The arguments that are left, NULL-terminated; NULL after saying
 * what is wrong with them. Options of type FILENAME hold text as it was typed. */
char **pact_cli_arguments (const PactCli *cli, int argc, char **argv, const PactUsage *usage,
                           const GOptionEntry *options);

/* Says what failed; returns PACT_EXIT_ERROR. */
PactExit pact_cli_fail (const GError *error);
PactExit pact_cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* The same of what GOption says, in our way of writing; `program` is whose help to see. */
PactExit pact_cli_bad_option (const GError *error, const char *program);

/* The state directory that --state or the default names, and a file in it. */
char *pact_cli_state_dir (const PactCli *cli);
char *pact_cli_state_path (const PactCli *cli, const char *name);

/* Loads the settings; NULL after printing every mistake in them. */
PactConfig *pact_cli_config (const PactCli *cli);
PactConfig *pact_cli_config_quiet (const PactCli *cli);

/* Opens the state, before the settings: a fresh one brings sources of its own. NULL after printing
 * what is wrong. */
PactState *pact_cli_state (const PactCli *cli);

/* Adds the sources of these names, or all, to `sources`: borrowed. */
bool pact_cli_sources (const PactConfig *config, char **names, GPtrArray *sources, GError **error);

PactExit pact_cmd_accept (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_baseline (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_check (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_classify (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_compare (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_config (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_demo (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_dismiss (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_explain (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_extract (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_log (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_notify (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_outbox (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_replay (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_reread (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_show (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_status (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_terms (const PactCli *cli, int argc, char **argv);
PactExit pact_cmd_test_alert (const PactCli *cli, int argc, char **argv);
