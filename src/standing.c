/* Which differences are news: pure bookkeeping between two lists of findings. */
#include "standing.h"

#include "pactwatch/read.h"
#include "read/fold.h"

#include <string.h>

/* Two texts are one wording when a reader sees no difference; NULL only equals NULL. */
static bool
same_wording (const char *a, const char *b)
{
  return a == NULL || b == NULL ? a == b : pact_same (a, b);
}

/* What makes two findings the same difference, read once: a page may hold thousands. */
typedef struct {
  const char *topic;                 /* borrowed */
  PactTokens *old_words, *new_words; /* NULL where there are none */
} Key;

static PactTokens *
words_of (const char *text)
{
  return text != NULL ? pact_tokens_read (text, -1) : NULL;
}

static Key *
key_new (const char *topic, const char *old_text, const char *new_text)
{
  Key *key = g_new (Key, 1);

  *key = (Key){ topic, words_of (old_text), words_of (new_text) };
  return key;
}

static void
key_free (Key *key)
{
  pact_tokens_free (key->old_words);
  pact_tokens_free (key->new_words);
  g_free (key);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Key, key_free)

/* Over the letters alone: where a space was lost the words are still the same. */
static guint
hash_words (guint hash, const PactTokens *words)
{
  for (guint i = 0; words != NULL && i < words->tokens->len; i++)
    for (guint c = 0; c < pact_token (words, i)->length; c++)
      hash = hash * 33 + (guchar) pact_token_text (words, i)[c];
  return hash;
}

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return hash_words (hash_words (g_str_hash (key->topic), key->old_words) * 33, key->new_words);
}

static bool
same_words (const PactTokens *a, const PactTokens *b)
{
  return a == NULL || b == NULL ? a == b : pact_tokens_same (a, b);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a, *right = b;

  return g_str_equal (left->topic, right->topic) &&
         same_words (left->old_words, right->old_words) &&
         same_words (left->new_words, right->new_words);
}

static Key *
difference_key (const PactFinding *finding)
{
  return key_new (finding->topic, finding->old_text, finding->new_text);
}

/* The accepted words that a finding reports on, whatever it says of them. */
static Key *
accepted_key (const PactFinding *finding)
{
  return key_new ("", finding->old_text, NULL);
}

/* Key -> PactFinding, the first of those alike; findings and their texts are borrowed. */
static GHashTable *
index_findings (GPtrArray *findings, Key *(*key_of) (const PactFinding *finding))
{
  GHashTable *index = g_hash_table_new_full (key_hash, key_equal, (GDestroyNotify) key_free, NULL);

  for (guint i = findings->len; i-- > 0;)
    g_hash_table_replace (index, key_of (findings->pdata[i]), findings->pdata[i]);
  return index;
}

static PactFinding *
find_difference (GHashTable *index, const PactFinding *like)
{
  g_autoptr (Key) key = difference_key (like);

  return g_hash_table_lookup (index, key);
}

/* Whether the accepted words that `gone` reported on are reported on again, with other new words. */
static bool
is_superseded (GHashTable *accepted, const PactFinding *gone)
{
  g_autoptr (Key) key = accepted_key (gone);

  return gone->old_text != NULL && g_hash_table_contains (accepted, key);
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

/* A removal, for being one, waits for further looks and stands; any other way back is an event. */
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

/* The two lists that are settled against each other, to be looked up in. */
typedef struct {
  GHashTable *standing, *differences; /* by difference_key */
  GHashTable *accepted;               /* the differences by accepted_key */
} Lists;

static PactFinding *
find_inverse (GHashTable *index, const PactFinding *of)
{
  g_autoptr (PactFinding) back = inverse (of);

  return find_difference (index, back);
}

/* What becomes of a finding whose wording is not there any more. */
static void
settle_gone (const PactFinding *gone, const Lists *lists, GPtrArray *findings, GArray *ended)
{
  const PactFinding *back = find_inverse (lists->standing, gone);
  bool back_holds = back != NULL && find_difference (lists->differences, back) == NULL;

  if (back_holds && (gone->waiting || back->waiting))
    return; /* further looks decide */
  if (inverse_verdict (gone->verdict) == PACT_VERDICT_REMOVED && !back_holds) {
    g_ptr_array_add (findings, inverse (gone)); /* both stand until that removal is told */
    return;
  }
  g_array_append_val (ended, gone->id);
  if (!gone->waiting && !back_holds && !is_superseded (lists->accepted, gone))
    g_ptr_array_add (findings, inverse (gone));
}

static void
take_unseen (GPtrArray *differences, GHashTable *told, GPtrArray *findings)
{
  while (differences->len > 0) {
    g_autoptr (PactFinding) difference = g_ptr_array_steal_index (differences, 0);

    if (find_difference (told, difference) == NULL)
      g_ptr_array_add (findings, g_steal_pointer (&difference));
  }
}

void
pact_standing_settle (GPtrArray *standing, GPtrArray *differences, GPtrArray *findings, GArray *ended)
{
  g_autoptr (GHashTable) told = index_findings (standing, difference_key);
  g_autoptr (GHashTable) seen = index_findings (differences, difference_key);
  g_autoptr (GHashTable) accepted = index_findings (differences, accepted_key);
  const Lists lists = { told, seen, accepted };

  for (guint i = 0; i < standing->len; i++)
    if (find_difference (seen, standing->pdata[i]) == NULL)
      settle_gone (standing->pdata[i], &lists, findings, ended);
  take_unseen (differences, told, findings);
}

void
pact_standing_reread (GPtrArray *standing, GPtrArray *differences, GPtrArray *findings, GArray *ended)
{
  g_autoptr (GHashTable) told = index_findings (standing, difference_key);
  g_autoptr (GHashTable) seen = index_findings (differences, difference_key);

  for (guint i = 0; i < standing->len; i++) {
    const PactFinding *finding = standing->pdata[i];

    if (find_difference (seen, finding) == NULL)
      g_array_append_val (ended, finding->id);
  }
  take_unseen (differences, told, findings);
}

static bool
alerts (const PactFinding *term, char **topics)
{
  return (term->verdict == PACT_VERDICT_CHANGED || term->verdict == PACT_VERDICT_NEW) &&
         g_strv_contains ((const char *const *) topics, term->topic);
}

static bool
is_of (const PactFinding *finding, const PactPage *page)
{
  return g_str_equal (finding->source, page->source) && g_str_equal (finding->url, page->url);
}

/* Whether somebody was told of it and did not say that it does not matter. */
static bool
speaks_for_others (const PactFinding *told)
{
  return !told->reread && told->review != PACT_REVIEW_DISMISSED;
}

/* Who reported the same words on the term: this page, if it did, else the first one told. */
static const PactFinding *
find_standing_term (GPtrArray *standing, const PactFinding *term, const PactPage *page)
{
  const PactFinding *found = NULL;

  for (guint i = 0; i < standing->len; i++) {
    const PactFinding *told = standing->pdata[i];

    if (!g_str_equal (told->term, term->term) || !same_wording (told->new_text, term->new_text))
      continue;
    if (is_of (told, page))
      return told;
    if (!told->reread && (found == NULL || !speaks_for_others (found)))
      found = told;
  }
  return found;
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

static void
name_term (PactFinding *own, const PactFinding *term)
{
  own->baseline = g_strdup (term->baseline);
  own->term = g_strdup (term->term);
}

/* What another page told is not told again. */
static void
join_term (const PactFinding *told, const PactFinding *term, GPtrArray *findings)
{
  PactFinding *own = find_quoting (findings, term->new_text);

  if (own != NULL && same_wording (own->new_text, term->new_text)) {
    name_term (own, term);
  } else {
    own = copy_term (term);
    g_ptr_array_add (findings, own);
  }
  own->same_as = told->same_as != 0 ? told->same_as : told->id;
}

static void
tell_term (const PactFinding *term, GPtrArray *findings)
{
  PactFinding *own = find_quoting (findings, term->new_text);

  if (own != NULL)
    name_term (own, term);
  else
    g_ptr_array_add (findings, copy_term (term));
}

void
pact_standing_settle_terms (GPtrArray *standing, GPtrArray *terms, char **topics,
                            const PactPage *page, GPtrArray *findings)
{
  for (guint i = 0; i < terms->len; i++) {
    const PactFinding *term = terms->pdata[i];
    const PactFinding *told = NULL;

    if (!alerts (term, topics))
      continue;
    told = find_standing_term (standing, term, page);
    if (told == NULL)
      tell_term (term, findings);
    else if (!is_of (told, page) && speaks_for_others (told))
      join_term (told, term, findings);
  }
}

void
pact_standing_join (GPtrArray *recent, const PactPage *page, GPtrArray *findings)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GHashTable) told = NULL;

  for (guint i = 0; i < recent->len; i++) {
    const PactFinding *finding = recent->pdata[i];

    if (!is_of (finding, page) && speaks_for_others (finding) &&
        finding->verdict != PACT_VERDICT_REMOVED)
      g_ptr_array_add (others, recent->pdata[i]);
  }
  told = index_findings (others, difference_key);
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];
    const PactFinding *same = find_difference (told, finding);

    if (same != NULL && finding->same_as == 0 &&
        g_strcmp0 (same->baseline, finding->baseline) == 0 &&
        g_strcmp0 (same->term, finding->term) == 0)
      finding->same_as = same->id;
  }
}
