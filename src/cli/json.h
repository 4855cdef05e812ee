/* JSON on standard output. */
#pragma once

#include "tell/json.h"

/* Prints and frees it. */
void pact_json_print (PactJson *json);

/* The same of an array of PactFinding. */
void pact_json_print_findings (GPtrArray *findings);
