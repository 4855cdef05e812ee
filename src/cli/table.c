/* Tables by display width, so that wide and combining characters line up. */
#include "cli/table.h"

#include "tell/phrase.h"

#include <stdio.h>

#define GAP 2       /* columns between two cells */
#define WRAP_MIN 24 /* the last column is never squeezed below this */

struct PactTable {
  PactTerminal terminal;
  guint columns;
  GPtrArray *cells; /* char *, row after row, the head first */
};

static PactTable *
table_new (const PactTerminal *terminal, guint columns)
{
  PactTable *table = g_new (PactTable, 1);

  table->terminal = *terminal;
  table->columns = columns;
  table->cells = g_ptr_array_new_with_free_func (g_free);
  return table;
}

PactTable *
pact_table_new (const PactTerminal *terminal, const char *const *headers)
{
  PactTable *table = table_new (terminal, g_strv_length ((char **) headers));

  for (guint i = 0; i < table->columns; i++)
    pact_table_cell (table, PACT_STYLE_FAINT, headers[i]);
  return table;
}

PactTable *
pact_table_new_fields (const PactTerminal *terminal)
{
  return table_new (terminal, 2);
}

void
pact_table_free (PactTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->cells);
  g_free (table);
}

void
pact_table_cell (PactTable *table, PactStyle style, const char *text)
{
  g_autofree char *plain = pact_phrase_plain (text == NULL ? "" : text, 0);

  g_ptr_array_add (table->cells, pact_terminal_paint (&table->terminal, style, plain));
}

void
pact_table_cellf (PactTable *table, PactStyle style, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  pact_table_cell (table, style, text);
}

void
pact_table_field (PactTable *table, const char *name, const char *value)
{
  if (value == NULL)
    return;
  pact_table_cell (table, PACT_STYLE_FAINT, name);
  pact_table_cell (table, PACT_STYLE_PLAIN, value);
}

static guint
column_width (const PactTable *table, guint column)
{
  guint width = 0;

  for (guint i = column; i < table->cells->len; i += table->columns)
    width = MAX (width, pact_terminal_columns (table->cells->pdata[i]));
  return width;
}

/* Adds the last cell of a row, which starts at column `left`. */
static void
append_last (const PactTable *table, GString *line, const char *cell, guint left)
{
  guint width = table->terminal.width;
  g_autofree char *wrapped =
      width == 0 ? g_strdup (cell)
                 : pact_terminal_wrap (cell, MAX (width, left + WRAP_MIN) - left, left);

  g_string_append (line, wrapped);
}

void
pact_table_print (const PactTable *table, guint indent)
{
  g_autofree guint *widths = g_new (guint, table->columns);

  for (guint column = 0; column < table->columns; column++)
    widths[column] = column_width (table, column);
  for (guint i = 0; i + table->columns <= table->cells->len; i += table->columns) {
    g_autoptr (GString) line = g_string_new (NULL);
    guint left = indent;

    g_string_append_printf (line, "%*s", (int) indent, "");
    for (guint column = 0; column + 1 < table->columns; column++) {
      const char *cell = table->cells->pdata[i + column];

      g_string_append_printf (line, "%s%*s", cell,
                              (int) (widths[column] + GAP - pact_terminal_columns (cell)), "");
      left += widths[column] + GAP;
    }
    append_last (table, line, table->cells->pdata[i + table->columns - 1], left);
    puts (g_strchomp (line->str));
  }
}
