/* Findings and terms as people read them on a terminal. */
#pragma once

#include "cli/terminal.h"
#include "pactwatch/finding.h"

/* Old and new wording in one, as a paragraph after `indent` spaces: the words that differ struck
 * out and underlined, or [-so-]{+so+} without colour. Cut to `cap` bytes of wording (0: uncut). */
void pact_print_wording (const PactTerminal *terminal, const PactFinding *finding, guint indent,
                         gsize cap);

PactStyle pact_print_verdict_style (PactVerdict verdict);

/* Terms with status, facets and the sentence that decides: what pact_compare_statement gives. */
void pact_print_terms (const PactTerminal *terminal, GPtrArray *terms, guint indent);

/* The same for several pages (what pact_store_terms gives), each under its name; of a page that
 * mentions no term only that. */
void pact_print_term_tables (const PactTerminal *terminal, GPtrArray *terms);

/* One finding: its number, where it has one, and headline; and with its redline below. */
void pact_print_headline (const PactTerminal *terminal, const PactFinding *finding, guint indent);
void pact_print_finding (const PactTerminal *terminal, const PactFinding *finding, guint indent);

/* "2026-04-27 14:05" in local time; "never" for 0 µs. */
char *pact_print_time (gint64 us);

/* "5 min", "3 h", "12 days": a span of time in its largest unit. */
char *pact_print_span (gint64 us);
