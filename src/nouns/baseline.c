/* Baselines in memory; keep/baseline.c reads and writes their files. */
#include "pactwatch/baseline.h"

void
pact_baseline_free (PactBaseline *baseline)
{
  if (baseline == NULL)
    return;
  g_free (baseline->name);
  g_free (baseline->title);
  g_free (baseline->path);
  g_clear_pointer (&baseline->parties, g_ptr_array_unref);
  g_clear_pointer (&baseline->editions, g_ptr_array_unref);
  g_clear_pointer (&baseline->terms, g_ptr_array_unref);
  g_free (baseline);
}

const PactWording *
pact_term_wording (const PactTerm *term, const char *date)
{
  const PactWording *found = NULL;

  for (guint i = 0; i < term->wordings->len; i++) {
    const PactWording *wording = term->wordings->pdata[i];

    if (date == NULL || g_strcmp0 (wording->since, date) <= 0)
      found = wording;
  }
  return found;
}

const PactTerm *
pact_baseline_term (const PactBaseline *baseline, const char *name)
{
  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactTerm *term = baseline->terms->pdata[i];

    if (g_str_equal (term->name, name))
      return term;
  }
  return NULL;
}

GPtrArray *
pact_baseline_names (const PactBaseline *baseline)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < baseline->parties->len; i++) {
    const PactParty *party = baseline->parties->pdata[i];

    g_ptr_array_add (names, party->name);
    for (char **alias = party->aliases; *alias != NULL; alias++)
      g_ptr_array_add (names, *alias);
    for (char **product = party->products; *product != NULL; product++)
      g_ptr_array_add (names, *product);
  }
  return names;
}
