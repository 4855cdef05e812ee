/* Facts as people read them: what a wording is taken to say, beside the words it is said in. */
#include "cli/facts.h"

#include "cli/table.h"

/* "2031-06" of 20310600: the parts that are known. */
static char *
date_value (guint date)
{
  guint year = date / 10000, month = date / 100 % 100, day = date % 100;

  if (month == 0)
    return g_strdup_printf ("%u", year);
  return day == 0 ? g_strdup_printf ("%u-%02u", year, month)
                  : g_strdup_printf ("%u-%02u-%02u", year, month, day);
}

char *
pact_fact_value (const PactFact *fact)
{
  switch (fact->kind) {
  case PACT_FACT_DATE:
    return date_value ((guint) fact->value);
  case PACT_FACT_SPAN:
    return g_strdup_printf ("%g months", fact->value);
  case PACT_FACT_PERCENT:
    return g_strdup_printf ("%g%%", fact->value);
  default:
    return fact->value == 0 ? g_strdup ("") : g_strdup_printf ("%.15g", fact->value);
  }
}

void
pact_print_facts (const PactTerminal *terminal, const char *text, const PactReading *reading,
                  guint indent)
{
  static const char *const headers[] = { "FACET", "FACT", "VALUE", "WORDS", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);

  for (guint i = 0; i < reading->facts->len; i++) {
    const PactFact *fact = &g_array_index (reading->facts, PactFact, i);
    g_autofree char *value = pact_fact_value (fact);

    pact_table_cell (table, PACT_STYLE_PLAIN, pact_facet_name ((PactFacet) fact->facet));
    pact_table_cell (table, PACT_STYLE_STRONG, pact_fact_kind_name ((PactFactKind) fact->kind));
    pact_table_cell (table, PACT_STYLE_PLAIN, value);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%.*s", WORDS (text, fact->span));
  }
  pact_table_print (table, indent);
}
