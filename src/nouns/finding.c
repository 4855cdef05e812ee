/* Findings, facets and topics: their names, and their lives. */
#include "pactwatch/error.h"
#include "pactwatch/finding.h"

static const char *const facet_names[] = {
  [PACT_FACET_EXCLUSIVITY] = "exclusivity", [PACT_FACET_AMOUNT] = "amount",
  [PACT_FACET_CAP] = "cap",                 [PACT_FACET_DURATION] = "duration",
  [PACT_FACET_SCOPE] = "scope",             [PACT_FACET_PARTY] = "party",
  [PACT_FACET_CONDITION] = "condition",     [PACT_FACET_MODALITY] = "modality",
  [PACT_FACET_POLARITY] = "polarity",       [PACT_FACET_BASIS] = "basis",
};
G_STATIC_ASSERT (G_N_ELEMENTS (facet_names) == PACT_N_FACETS);

static const char *const verdict_names[] = {
  [PACT_VERDICT_SAME] = "same",
  [PACT_VERDICT_REWORDED] = "reworded",
  [PACT_VERDICT_CHANGED] = "changed",
  [PACT_VERDICT_ADDED] = "added",
  [PACT_VERDICT_REMOVED] = "removed",
  [PACT_VERDICT_REAFFIRMED] = "reaffirmed",
  [PACT_VERDICT_NOT_MENTIONED] = "not-mentioned",
  [PACT_VERDICT_NEW] = "new",
};

static const char *const review_names[] = {
  [PACT_REVIEW_OPEN] = "open",
  [PACT_REVIEW_ACCEPTED] = "accepted",
  [PACT_REVIEW_DISMISSED] = "dismissed",
};

const char *
pact_topic_name (PactTopic topic)
{
  switch (topic) {
  case PACT_TOPIC_EXCLUSIVITY:
    return "exclusivity";
  case PACT_TOPIC_REVENUE_SHARE:
    return "revenue-share";
  default:
    return "other";
  }
}

void
pact_own_topic_free (PactOwnTopic *topic)
{
  if (topic == NULL)
    return;
  g_free (topic->name);
  g_strfreev (topic->phrases);
  g_free (topic);
}

const char *
pact_facet_name (PactFacet facet)
{
  return facet_names[facet];
}

bool
pact_facets_have (const PactFacets *facets, PactFacet facet)
{
  for (guint i = 0; i < facets->n; i++)
    if (facets->facet[i] == facet)
      return true;
  return false;
}

void
pact_facets_add (PactFacets *facets, PactFacet facet)
{
  if (!pact_facets_have (facets, facet))
    facets->facet[facets->n++] = facet;
}

char *
pact_facets_to_string (const PactFacets *facets)
{
  GString *text = g_string_new (facets->n == 0 ? "-" : NULL);

  for (guint i = 0; i < facets->n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", facet_names[facets->facet[i]]);
  return g_string_free (text, FALSE);
}

static int
index_of (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return (int) i;
  return -1;
}

bool
pact_facets_from_string (const char *text, PactFacets *ret_facets, GError **error)
{
  g_auto (GStrv) words = g_strsplit (g_str_equal (text, "-") ? "" : text, ",", -1);
  PactFacets facets = { 0 };

  for (guint i = 0; words[i] != NULL; i++) {
    int facet = index_of (facet_names, PACT_N_FACETS, words[i]);

    if (facet < 0) {
      g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "unknown facet '%s'", words[i]);
      return false;
    }
    pact_facets_add (&facets, (PactFacet) facet);
  }
  *ret_facets = facets;
  return true;
}

const char *
pact_verdict_name (PactVerdict verdict)
{
  return verdict_names[verdict];
}

bool
pact_verdict_from_name (const char *name, PactVerdict *ret_verdict)
{
  int verdict = index_of (verdict_names, G_N_ELEMENTS (verdict_names), name);

  if (verdict >= 0)
    *ret_verdict = (PactVerdict) verdict;
  return verdict >= 0;
}

bool
pact_verdict_critical (PactVerdict verdict)
{
  return verdict == PACT_VERDICT_CHANGED || verdict == PACT_VERDICT_ADDED ||
         verdict == PACT_VERDICT_REMOVED || verdict == PACT_VERDICT_NEW;
}

const char *
pact_review_name (PactReview review)
{
  return review_names[review];
}

PactFinding *
pact_finding_new (void)
{
  return g_new0 (PactFinding, 1);
}

void
pact_finding_free (PactFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->source);
  g_free (finding->url);
  g_free (finding->title);
  g_free (finding->baseline);
  g_free (finding->term);
  g_free (finding->topic);
  g_free (finding->old_text);
  g_free (finding->new_text);
  g_free (finding->why);
  g_free (finding->digest);
  g_free (finding->lost_by);
  g_free (finding->review_why);
  g_clear_pointer (&finding->also, g_ptr_array_unref);
  g_free (finding);
}
