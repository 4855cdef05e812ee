/* A table on a terminal: columns as wide as their cells, the last one wrapped. */
#pragma once

#include "cli/terminal.h"

typedef struct PactTable PactTable;

/* One header per column, NULL-terminated. */
PactTable *pact_table_new (const PactTerminal *terminal, const char *const *headers);

/* A table of names and their values, without a head. */
PactTable *pact_table_new_fields (const PactTerminal *terminal);
void pact_table_free (PactTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactTable, pact_table_free)

/* Adds a cell in reading order; NULL stands for an empty one. Whoever wrote the text, it is made
 * harmless first. */
void pact_table_cell (PactTable *table, PactStyle style, const char *text);
void pact_table_cellf (PactTable *table, PactStyle style, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Adds a name and its value; nothing where there is no value. */
void pact_table_field (PactTable *table, const char *name, const char *value);

/* Prints it, each line after `indent` spaces. */
void pact_table_print (const PactTable *table, guint indent);
