/* Facts, each with the words it rests on; and the lexicon they are read by. */
#include "read/clause.h"

#include <string.h>

static const struct {
  const char *text;
  const char *want; /* a fact that must be read: kind, value where it has one, and its words */
} cases[] = {
  { "Rusk is the sole agent.", "exclusive: sole" },
  { "Rusk is a non-exclusive agent.", "non-exclusive: non-exclusive" },
  { "Rusk is not the exclusive agent.", "non-exclusive: exclusive" },
  { "The license does not cease to be exclusive.", "exclusive: exclusive" }, /* twice negated */
  { "Rusk may not appoint any other agent.", "exclusive: may not appoint any other" },
  { "No shop other than Orme may sell it.", "exclusive: No shop other than" },
  { "Rusk is free to work with others.", "non-exclusive: is free to work with others" },
  { "Rusk is Orme's preferred bank.", "preferred: preferred" },
  { "Rusk holds a right of first refusal.", "first refusal: right of first refusal" },
  { "Rusk pays 20% of sales.", "percent 20: 20%" },
  { "Rusk pays a fifth of sales.", "percent 20: fifth" },
  { "Rusk pays two thirds of sales.", "percent 66.6667: two thirds" },
  { "Three in four users pay.", "percent 75: Three in four" },
  { "A 60-40 split of sales.", "percent 60: 60" },
  { "The fee falls by 5 percentage points.", "percentage points 5: 5 percentage points" },
  { "It costs US$38bn.", "money 3.8e+10: $38bn" },
  { "It runs until 30 June 2030.", "date 2.03006e+07: 30 June 2030" },
  { "It runs until June 30, 2030.", "date 2.03006e+07: June 30, 2030" },
  { "It runs for three years.", "span in months 36: three years" },
  { "It is initially exclusive.", "initially: initially" },
  { "Rusk gets up to 30%.", "at most 30: up to" },
  { "Payments may not exceed $9 million.", "at most 9e+06: may not exceed" },
  { "Payments are no less than $9 million.", "at least 9e+06: no less than" },
  { "Rusk must pay unless Orme leaves.", "unless: unless" },
  { "Rusk pays, provided that Orme delivers.", "if: provided that" },
  { "Rusk shall pay.", "binding: shall" },
  { "Rusk may pay.", "option: may" },
  { "Rusk may not pay.", "binding: may" },
  { "Rusk hopes to pay.", "intention: hopes" },
  { "Rusk generally pays.", "as a rule: generally" },
  { "The deal has expired.", "ended: expired" },
  { "The deal has not expired.", "continues: expired" },
  { "The deal was neither waived nor terminated.", "continues: terminated" },
  { "Rusk no longer pays.", "ended: no longer" },
  { "The share is taken of net sales.", "net: net" },
  { "The share is taken before fees are deducted.", "before costs: before fees" },
  { "Rusk pays Orme 5% of sales.", "payer: Rusk" },
  { "Orme is paid 5% of sales by Rusk.", "payer: Rusk" },
  { "Orme receives 5% of sales from Rusk.", "payer: Rusk" },
  { "5% of Rusk sales goes to Orme.", "payee: Orme" },
};

static const struct {
  const char *text;
  PactFactKind never; /* what a look-alike must not be read as */
} look_alikes[] = {
  { "The courts of Bergen have exclusive jurisdiction.", PACT_FACT_EXCLUSIVE },
  { "The paths are mutually exclusive.", PACT_FACT_EXCLUSIVE },
  { "Orme may do so at its sole discretion.", PACT_FACT_EXCLUSIVE },
  { "Prices are exclusive of taxes.", PACT_FACT_EXCLUSIVE },
  { "A share is due only if sales rise.", PACT_FACT_EXCLUSIVE },
  { "It ends once the patent expires.", PACT_FACT_ENDED },
  { "Chief scientist Mara Rusk spoke.", PACT_FACT_PREFERRED },
  { "Rusk would rather walk.", PACT_FACT_INTENTION },
};

static char *
describe (const PactFact *fact, const char *text)
{
  g_autofree char *value = fact->value != 0 ? g_strdup_printf (" %g", fact->value) : g_strdup ("");

  return g_strdup_printf ("%s%s: %.*s", pact_fact_kind_name ((PactFactKind) fact->kind), value,
                          (int) (fact->span.end - fact->span.start), text + fact->span.start);
}

static void
test_facts (void)
{
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactReading) reading = pact_reading_new (cases[i].text, -1);
    g_autoptr (GString) got = g_string_new (NULL);
    bool found = cases[i].want[0] == '\0';

    for (guint f = 0; f < reading->facts->len; f++) {
      g_autofree char *fact =
          describe (&g_array_index (reading->facts, PactFact, f), cases[i].text);

      found |= g_str_equal (fact, cases[i].want);
      g_string_append_printf (got, " [%s]", fact);
    }
    if (!found) {
      g_test_message ("'%s'\n  want [%s]\n  got %s", cases[i].text, cases[i].want, got->str);
      misses++;
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (look_alikes); i++) {
    g_autoptr (PactReading) reading = pact_reading_new (look_alikes[i].text, -1);

    for (guint f = 0; f < reading->facts->len; f++)
      if (g_array_index (reading->facts, PactFact, f).kind == look_alikes[i].never) {
        g_test_message ("'%s' read as %s", look_alikes[i].text,
                        pact_fact_kind_name (look_alikes[i].never));
        misses++;
      }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* A word in two rows would mean what the first says, whatever its reader expects. */
static void
test_lexicon (void)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint misses = 0;

  for (guint i = 1; i < pact_n_concepts; i++) {
    g_auto (GStrv) words = g_strsplit (pact_concepts[i].words, "|", -1);

    for (guint w = 0; words[w] != NULL; w++) {
      const char *word = words[w] + (words[w][0] == '~');
      gpointer row = g_hash_table_lookup (rows, word);

      if (row != NULL && GPOINTER_TO_UINT (row) != i) {
        g_test_message ("'%s' stands in rows %u and %u", word, GPOINTER_TO_UINT (row), i);
        misses++;
      }
      g_hash_table_insert (rows, g_strdup (word), GUINT_TO_POINTER (i));
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clause/facts", test_facts);
  g_test_add_func ("/clause/lexicon", test_lexicon);
  return g_test_run ();
}
