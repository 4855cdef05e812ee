/* The facts of a wording, for people. */
#pragma once

#include "cli/terminal.h"
#include "read/clause.h"

/* The words of a span, for "%.*s". */
#define WORDS(text, span) (int) ((span).end - (span).start), (text) + (span).start

/* The figure of a fact in its unit: "12%", "24 months", "2031-06"; "" for a fact without one. */
char *pact_fact_value (const PactFact *fact);

/* A table of the facts, each with the words of `text` it rests on. */
void pact_print_facts (const PactTerminal *terminal, const char *text, const PactReading *reading,
                       guint indent);
