/* What is at the other end of standard output: colour, width, and the pager before it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  bool colour;
  guint width; /* columns to wrap at; 0 when nobody set a width */
} PactTerminal;

typedef enum {
  PACT_STYLE_PLAIN,
  PACT_STYLE_STRONG,
  PACT_STYLE_FAINT,
  PACT_STYLE_GOOD,
  PACT_STYLE_NOTICE,
  PACT_STYLE_ALARM,
} PactStyle;

/* Colour only on a terminal and unless NO_COLOR is set (no-color.org) or TERM is "dumb". Width is
 * the terminal's, else $COLUMNS. */
PactTerminal pact_terminal (void);

/* `text` in that style, or as it is where there is no colour. */
char *pact_terminal_paint (const PactTerminal *terminal, PactStyle style, const char *text);

/* Columns that `text` takes on a terminal; colour codes take none. */
guint pact_terminal_columns (const char *text);

/* Breaks `text` at its spaces into lines of at most `width` columns, each after the first
 * indented by `indent`. A colour ends with its line and goes on in the next. */
char *pact_terminal_wrap (const char *text, guint width, guint indent);

/* While it lives (ask for pact_terminal () before), standard output goes through $PAGER (else
 * "less", which shows short output at once and leaves it there); nothing happens where standard
 * output is no terminal. */
typedef struct PactPager PactPager;
PactPager *pact_pager_start (void);

/* Waits until the reader has left it. */
void pact_pager_end (PactPager *pager);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactPager, pact_pager_end)
