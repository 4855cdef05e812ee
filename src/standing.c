/* Which differences are news: pure bookkeeping between two lists of findings. */
#include "standing.h"

#include "pactwatch/read.h"

#include <string.h>

/* Two texts are one wording when a reader sees no difference; NULL only equals NULL. */
static bool
same_wording (const char *a, const char *b)
{
  return a == NULL || b == NULL ? a == b : pact_same (a, b);
}

static PactFinding *
find_difference (GPtrArray *findings, const PactFinding *like)
{
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    if (g_str_equal (finding->topic, like->topic) &&
        same_wording (finding->old_text, like->old_text) &&
        same_wording (finding->new_text, like->new_text))
      return finding;
  }
  return NULL;
}

/* Whether the accepted words that `gone` reported on are reported on again, with other new words. */
static bool
is_superseded (GPtrArray *differences, const PactFinding *gone)
{
  for (guint i = 0; i < differences->len; i++) {
    const PactFinding *difference = differences->pdata[i];

    if (gone->old_text != NULL && same_wording (difference->old_text, gone->old_text))
      return true;
  }
  return false;
}

static PactVerdict
inverse_verdict (PactVerdict verdict)
{
  switch (verdict) {
  case PACT_VERDICT_ADDED:
  case PACT_VERDICT_NEW:
    return PACT_VERDICT_REMOVED;
  case PACT_VERDICT_REMOVED:
    return PACT_VERDICT_ADDED;
  default:
    return verdict;
  }
}

/* A removal, for being one, waits for a second look and stands; any other way back is an event. */
static PactFinding *
inverse (const PactFinding *gone)
{
  PactFinding *back = pact_finding_new ();

  back->topic = g_strdup (gone->topic);
  back->verdict = inverse_verdict (gone->verdict);
  back->facets = gone->facets;
  back->baseline = g_strdup (gone->baseline);
  back->term = g_strdup (gone->term);
  back->old_text = g_strdup (gone->new_text);
  back->new_text = g_strdup (gone->old_text);
  back->why = g_strdup ("went back to the accepted wording");
  back->went_back = back->verdict != PACT_VERDICT_REMOVED;
  return back;
}

static PactFinding *
find_inverse (GPtrArray *standing, const PactFinding *of)
{
  g_autoptr (PactFinding) back = inverse (of);

  return find_difference (standing, back);
}

/* What becomes of a finding whose wording is not there any more. */
static void
settle_gone (const PactFinding *gone, GPtrArray *standing, GPtrArray *differences,
             GPtrArray *findings, GArray *ended)
{
  const PactFinding *back = find_inverse (standing, gone);
  bool back_holds = back != NULL && find_difference (differences, back) == NULL;

  if (back_holds && (gone->waiting || back->waiting))
    return; /* the second look decides */
  if (inverse_verdict (gone->verdict) == PACT_VERDICT_REMOVED && !back_holds) {
    g_ptr_array_add (findings, inverse (gone)); /* both stand until that removal is told */
    return;
  }
  g_array_append_val (ended, gone->id);
  if (!gone->waiting && !back_holds && !is_superseded (differences, gone))
    g_ptr_array_add (findings, inverse (gone));
}

void
pact_standing_settle (GPtrArray *standing, GPtrArray *differences, GPtrArray *findings, GArray *ended)
{
  for (guint i = 0; i < standing->len; i++)
    if (find_difference (differences, standing->pdata[i]) == NULL)
      settle_gone (standing->pdata[i], standing, differences, findings, ended);
  while (differences->len > 0) {
    g_autoptr (PactFinding) difference = g_ptr_array_steal_index (differences, 0);

    if (find_difference (standing, difference) == NULL)
      g_ptr_array_add (findings, g_steal_pointer (&difference));
  }
}

static bool
alerts (const PactFinding *term, char **topics)
{
  return (term->verdict == PACT_VERDICT_CHANGED || term->verdict == PACT_VERDICT_NEW) &&
         g_strv_contains ((const char *const *) topics, term->topic);
}

static bool
is_standing_term (GPtrArray *standing, const PactFinding *term)
{
  for (guint i = 0; i < standing->len; i++) {
    const PactFinding *told = standing->pdata[i];

    if (g_str_equal (told->term, term->term) && same_wording (told->new_text, term->new_text))
      return true;
  }
  return false;
}

/* The finding on the page's own wording that rests on the same words. */
static PactFinding *
find_quoting (GPtrArray *findings, const char *text)
{
  for (guint i = 0; text != NULL && i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    if (finding->baseline == NULL && finding->new_text != NULL &&
        (strstr (finding->new_text, text) != NULL || strstr (text, finding->new_text) != NULL))
      return finding;
  }
  return NULL;
}

static PactFinding *
copy_term (const PactFinding *term)
{
  PactFinding *copy = pact_finding_new ();

  copy->topic = g_strdup (term->topic);
  copy->verdict = term->verdict;
  copy->facets = term->facets;
  copy->baseline = g_strdup (term->baseline);
  copy->term = g_strdup (term->term);
  copy->old_text = g_strdup (term->old_text);
  copy->new_text = g_strdup (term->new_text);
  copy->why = g_strdup (term->why);
  return copy;
}

void
pact_standing_settle_terms (GPtrArray *standing, GPtrArray *terms, char **topics, GPtrArray *findings)
{
  for (guint i = 0; i < terms->len; i++) {
    const PactFinding *term = terms->pdata[i];
    PactFinding *own;

    if (!alerts (term, topics) || is_standing_term (standing, term))
      continue;
    own = find_quoting (findings, term->new_text);
    if (own != NULL) {
      own->baseline = g_strdup (term->baseline);
      own->term = g_strdup (term->term);
    } else {
      g_ptr_array_add (findings, copy_term (term));
    }
  }
}
