/* One look for findings in every command. */
#include "cli/print.h"

#include "caps.h"
#include "cli/table.h"
#include "tell/phrase.h"

#include <stdio.h>

#define TERMS_INDENT 2
#define WORDING_INDENT 4
#define HANGING_INDENT 8

PactStyle
pact_print_verdict_style (PactVerdict verdict)
{
  switch (verdict) {
  case PACT_VERDICT_SAME:
  case PACT_VERDICT_REAFFIRMED:
    return PACT_STYLE_GOOD;
  case PACT_VERDICT_NOT_MENTIONED:
    return PACT_STYLE_FAINT;
  case PACT_VERDICT_REWORDED:
    return PACT_STYLE_NOTICE;
  default:
    return PACT_STYLE_ALARM;
  }
}

/* Deleted words are struck out and inserted ones underlined, for those who cannot tell red and
 * green. */
static char *
paint_redline (const PactTerminal *terminal, const PactFinding *finding, gsize cap)
{
  static const PactMarks coloured = { { "\033[31;9m", "\033[m" },
                                      { "\033[32;4m", "\033[m" },
                                      NULL };

  return pact_phrase_redline (finding, terminal->colour ? &coloured : NULL, cap);
}

/* One paragraph after `indent` spaces, its further lines after `hanging`. */
static void
print_paragraph (const PactTerminal *terminal, const char *text, guint indent, guint hanging)
{
  g_autofree char *wrapped = terminal->width <= hanging
                                 ? g_strdup (text)
                                 : pact_terminal_wrap (text, terminal->width - hanging, hanging);

  printf ("%*s%s\n", (int) indent, "", wrapped);
}

void
pact_print_wording (const PactTerminal *terminal, const PactFinding *finding, guint indent,
                    gsize cap)
{
  g_autofree char *redline = paint_redline (terminal, finding, cap);

  print_paragraph (terminal, redline, indent, indent);
}

static void
term_row (PactTable *table, const PactFinding *term)
{
  g_autofree char *facets = pact_facets_to_string (&term->facets);
  g_autofree char *sentence =
      term->new_text == NULL ? NULL : pact_phrase_plain (term->new_text, PACT_QUOTE_CAP);
  PactStyle style = pact_print_verdict_style (term->verdict);

  pact_table_cell (table, PACT_STYLE_STRONG, term->term);
  pact_table_cell (table, style, pact_verdict_name (term->verdict));
  pact_table_cell (table, PACT_STYLE_PLAIN, term->facets.n == 0 ? NULL : facets);
  pact_table_cell (table, PACT_STYLE_PLAIN, sentence);
}

void
pact_print_terms (const PactTerminal *terminal, GPtrArray *terms, guint indent)
{
  static const char *const headers[] = { "TERM", "STATUS", "FACETS", "SENTENCE", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);

  for (guint i = 0; i < terms->len; i++)
    term_row (table, terms->pdata[i]);
  pact_table_print (table, indent);
}

static bool
same_page (const PactFinding *a, const PactFinding *b)
{
  return g_strcmp0 (a->source, b->source) == 0 && g_strcmp0 (a->url, b->url) == 0 &&
         g_strcmp0 (a->baseline, b->baseline) == 0;
}

static bool
any_mentioned (GPtrArray *terms)
{
  for (guint i = 0; i < terms->len; i++)
    if (((const PactFinding *) terms->pdata[i])->verdict != PACT_VERDICT_NOT_MENTIONED)
      return true;
  return false;
}

static void
print_page_terms (const PactTerminal *terminal, GPtrArray *terms)
{
  const PactFinding *first = terms->pdata[0];
  g_autofree char *title =
      g_strdup_printf ("%s, %s against %s", first->source, first->url, first->baseline);
  g_autofree char *plain = pact_phrase_plain (title, 0);

  printf ("\n%s%s\n", plain, any_mentioned (terms) ? "" : ": no term is mentioned");
  if (any_mentioned (terms))
    pact_print_terms (terminal, terms, TERMS_INDENT);
}

void
pact_print_term_tables (const PactTerminal *terminal, GPtrArray *terms)
{
  for (guint start = 0, end; start < terms->len; start = end) {
    g_autoptr (GPtrArray) page = g_ptr_array_new ();

    for (end = start; end < terms->len && same_page (terms->pdata[start], terms->pdata[end]); end++)
      g_ptr_array_add (page, terms->pdata[end]);
    print_page_terms (terminal, page);
  }
}

void
pact_print_headline (const PactTerminal *terminal, const PactFinding *finding, guint indent)
{
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *painted =
      pact_terminal_paint (terminal, pact_print_verdict_style (finding->verdict), headline);
  g_autofree char *numbered =
      finding->id == 0 ? g_strdup (painted)
                       : g_strdup_printf ("finding %" G_GINT64_FORMAT "  %s", finding->id, painted);

  print_paragraph (terminal, numbered, indent, indent + HANGING_INDENT);
}

void
pact_print_finding (const PactTerminal *terminal, const PactFinding *finding, guint indent)
{
  pact_print_headline (terminal, finding, indent);
  pact_print_wording (terminal, finding, indent + WORDING_INDENT, PACT_QUOTE_CAP);
}

char *
pact_print_time (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return us == 0 ? g_strdup ("never") : g_date_time_format (time, "%Y-%m-%d %H:%M");
}

char *
pact_print_span (gint64 us)
{
  static const struct {
    gint64 s;
    const char *name;
  } units[] = { { 24 * 60 * 60, "days" }, { 60 * 60, "h" }, { 60, "min" }, { 1, "s" } };
  gint64 s = us / G_USEC_PER_SEC;
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (units) && s < 2 * units[i].s)
    i++;
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", s / units[i].s, units[i].name);
}
