/* Baselines in memory; keep/baseline.c reads and writes their files. */
#include "pactwatch/baseline.h"

#include <string.h>

static void
party_free (gpointer data)
{
  PactParty *party = data;

  g_free (party->name);
  g_strfreev (party->aliases);
  g_strfreev (party->products);
  g_free (party);
}

static void
edition_free (gpointer data)
{
  PactEdition *edition = data;

  g_free (edition->date);
  g_free (edition->title);
  g_free (edition->url);
  g_free (edition);
}

static void
wording_free (gpointer data)
{
  PactWording *wording = data;

  g_free (wording->since);
  g_free (wording->text);
  g_free (wording);
}

static void
term_free (gpointer data)
{
  PactTerm *term = data;

  g_free (term->name);
  g_free (term->topic);
  g_ptr_array_unref (term->wordings);
  g_free (term);
}

PactBaseline *
pact_baseline_new (const char *path)
{
  PactBaseline *baseline = g_new0 (PactBaseline, 1);
  char *dot = NULL;

  baseline->path = g_strdup (path);
  baseline->name = g_path_get_basename (path);
  dot = strrchr (baseline->name, '.');
  if (dot != NULL && dot != baseline->name)
    *dot = '\0';
  baseline->parties = g_ptr_array_new_with_free_func (party_free);
  baseline->editions = g_ptr_array_new_with_free_func (edition_free);
  baseline->terms = g_ptr_array_new_with_free_func (term_free);
  return baseline;
}

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

PactParty *
pact_baseline_add_party (PactBaseline *baseline, const char *name)
{
  PactParty *party = g_new0 (PactParty, 1);

  party->name = g_strdup (name);
  party->aliases = g_new0 (char *, 1);
  party->products = g_new0 (char *, 1);
  g_ptr_array_add (baseline->parties, party);
  return party;
}

PactEdition *
pact_baseline_add_edition (PactBaseline *baseline, const char *date)
{
  PactEdition *edition = g_new0 (PactEdition, 1);
  guint at = baseline->editions->len;

  while (at > 0 && strcmp (((PactEdition *) baseline->editions->pdata[at - 1])->date, date) > 0)
    at--;
  edition->date = g_strdup (date);
  g_ptr_array_insert (baseline->editions, (int) at, edition);
  return edition;
}

const PactEdition *
pact_baseline_edition (const PactBaseline *baseline, const char *date)
{
  for (guint i = 0; i < baseline->editions->len; i++) {
    const PactEdition *edition = baseline->editions->pdata[i];

    if (g_str_equal (edition->date, date))
      return edition;
  }
  return NULL;
}

PactTerm *
pact_baseline_add_term (PactBaseline *baseline, const char *name)
{
  PactTerm *term = g_new0 (PactTerm, 1);

  term->name = g_strdup (name);
  term->wordings = g_ptr_array_new_with_free_func (wording_free);
  g_ptr_array_add (baseline->terms, term);
  return term;
}

void
pact_term_add_wording (PactTerm *term, const char *since, const char *text)
{
  PactWording *wording = g_new0 (PactWording, 1);
  guint at = term->wordings->len;

  while (at > 0 && strcmp (((PactWording *) term->wordings->pdata[at - 1])->since, since) > 0)
    at--;
  wording->since = g_strdup (since);
  wording->text = g_strdup (text);
  g_ptr_array_insert (term->wordings, (int) at, wording);
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
