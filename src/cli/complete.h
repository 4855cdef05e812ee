/* What may stand next on a command line, for the shells: they ask with the hidden --complete. */
#pragma once

#include "cli/commands.h"

/* Prints one candidate a line: the options, then the arguments that the command takes. */
void pact_complete (const PactCli *cli, const PactUsage *usage, const GOptionEntry *options);
