/* The commands of `pactwatch`: one file each, one table in main.c. */
#pragma once

#include "config.h"
#include "state.h"

typedef enum {
  PACT_EXIT_OK = 0,       /* done, nothing found */
  PACT_EXIT_FINDINGS = 1, /* done, something was found */
  PACT_EXIT_ERROR = 2,    /* bad usage, bad input, or something failed */
} PactExit;

/* What the options before the command say. */
typedef struct {
  const char *config_path; /* NULL: the default */
  const char *state_dir;   /* NULL: the default */
} PactCli;

/* Loads settings, printing every mistake; NULL then. */
PactConfig *pact_cli_config (const PactCli *cli);

/* Opens the state, printing the error; NULL then. */
PactState *pact_cli_state (const PactCli *cli, const PactConfig *config);

/* argv[0] is the command's name. */
typedef int (*PactCommandFunc) (const PactCli *cli, int argc, char **argv);

int pact_cmd_accept (const PactCli *cli, int argc, char **argv);
int pact_cmd_baseline (const PactCli *cli, int argc, char **argv);
int pact_cmd_check (const PactCli *cli, int argc, char **argv);
int pact_cmd_classify (const PactCli *cli, int argc, char **argv);
int pact_cmd_compare (const PactCli *cli, int argc, char **argv);
int pact_cmd_config (const PactCli *cli, int argc, char **argv);
int pact_cmd_demo (const PactCli *cli, int argc, char **argv);
int pact_cmd_dismiss (const PactCli *cli, int argc, char **argv);
int pact_cmd_extract (const PactCli *cli, int argc, char **argv);
int pact_cmd_log (const PactCli *cli, int argc, char **argv);
int pact_cmd_replay (const PactCli *cli, int argc, char **argv);
int pact_cmd_show (const PactCli *cli, int argc, char **argv);
int pact_cmd_status (const PactCli *cli, int argc, char **argv);
int pact_cmd_terms (const PactCli *cli, int argc, char **argv);
