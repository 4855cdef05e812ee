/* Two editions of one page: passages matched, then compared. What is equal after fold goes first,
 * by hash; only what is left is read and paired by the words it shares. */
#include <string.h>

#include "read/align.h"
#include "read/compare.h"
#include "read/recut.h"
#include "read/topic-filter.h"
#include "read/segment.h"
#include "read/slips.h"

enum {
  CANDIDATES_MAX = 64,  /* passages looked at for one that lost its place */
  COMMON_WORD_MAX = 64, /* a word in more passages than this tells none apart */
};

static const double PAIR_LIKENESS = 0.34; /* share of words in common that makes a pair */

typedef struct {
  PactPassage passage;
  guint32 hash;
  int partner;          /* the passage of the other side it is paired with; -1 for none */
  bool settled;         /* equal to one of the other side, here or elsewhere */
  bool joined;          /* compared as the second half of the passage before */
  PactReading *reading; /* of unsettled passages */
} Entry;

typedef struct {
  const PactDocument *document;
  GArray *entries; /* Entry */
  PactWords words;
} Side;

static Entry *
entry_at (const Side *side, guint i)
{
  return &g_array_index (side->entries, Entry, i);
}

/* "%" and "$" are words in all but looks. */
static bool
is_punctuation (const PactTokens *tokens, guint i)
{
  return pact_token (tokens, i)->kind == PACT_TOKEN_MARK && !pact_token_is (tokens, i, "%") &&
         !pact_token_is (tokens, i, "$");
}

/* Adds the words of a passage to those of its side. Returns the hash of all its tokens. */
static guint32
read_words (const PactDocument *document, PactSpan span, PactWords *words)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (document->text + span.start, (gssize) (span.end - span.start));
  guint32 hash = 0;

  for (guint i = 0; i < tokens->tokens->len; i++) {
    guint32 key = pact_token (tokens, i)->key;

    hash = hash * 31 + key;
    if (!is_punctuation (tokens, i))
      g_array_append_val (words->keys, key);
  }
  g_array_append_val (words->starts, words->keys->len);
  return hash;
}

static Side
side_new (const PactDocument *document)
{
  g_autoptr (GArray) passages = pact_passages_read (document);
  Side side = { document,
                g_array_sized_new (FALSE, FALSE, sizeof (Entry), passages->len),
                { g_array_new (FALSE, FALSE, sizeof (guint32)),
                  g_array_new (FALSE, TRUE, sizeof (guint)) } };

  g_array_set_size (side.words.starts, 1);
  for (guint i = 0; i < passages->len; i++) {
    Entry entry = { g_array_index (passages, PactPassage, i), 0, -1, false, false, NULL };

    entry.hash = read_words (document, entry.passage.span, &side.words);
    g_array_append_val (side.entries, entry);
  }
  return side;
}

static void
side_clear (Side *side)
{
  for (guint i = 0; i < side->entries->len; i++)
    pact_reading_free (entry_at (side, i)->reading);
  g_array_unref (side->entries);
  g_array_unref (side->words.keys);
  g_array_unref (side->words.starts);
}

/* Passages that stand on both sides, wherever they moved to. */
static void
settle_equal (Side *one, const Side *other)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < other->entries->len; i++)
    g_hash_table_add (hashes, GUINT_TO_POINTER (entry_at (other, i)->hash));
  for (guint i = 0; i < one->entries->len; i++)
    entry_at (one, i)->settled = g_hash_table_contains (hashes, GUINT_TO_POINTER (entry_at (one, i)->hash));
}

/* Passages whose words stand on both sides, cut otherwise. */
static void
settle_recut (Side *one, Side *other)
{
  g_autofree bool *others = NULL;
  g_autofree bool *ones = pact_recut_find (&one->words, &other->words, &others);

  for (guint i = 0; i < one->entries->len; i++)
    entry_at (one, i)->settled |= ones[i];
  for (guint i = 0; i < other->entries->len; i++)
    entry_at (other, i)->settled |= others[i];
}

static void
read_unsettled (Side *side)
{
  for (guint i = 0; i < side->entries->len; i++) {
    Entry *entry = entry_at (side, i);
    PactSpan span = entry->passage.span;

    if (!entry->settled)
      entry->reading = pact_reading_new (side->document->text + span.start, (gssize) (span.end - span.start));
  }
}

/* Words that can tell passages apart. */
static bool
tells (const PactUnit *unit)
{
  return unit->kind != PACT_TOKEN_MARK && unit->sense != PACT_SENSE_FILLER && unit->sense != PACT_SENSE_PREPOSITION &&
         unit->sense != PACT_SENSE_AND && unit->sense != PACT_SENSE_BE;
}

static guint
weight_of (const PactReading *reading)
{
  guint weight = 0;

  for (guint i = 0; i < reading->units->len; i++)
    weight += tells (pact_unit (reading, i));
  return weight;
}

/* Word key -> GArray of the unsettled passages it stands in. */
static GHashTable *
index_words (const Side *side)
{
  GHashTable *index = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < side->entries->len; i++) {
    const PactReading *reading = entry_at (side, i)->reading;

    for (guint u = 0; reading != NULL && u < reading->units->len; u++) {
      gpointer key = GUINT_TO_POINTER (pact_unit (reading, u)->key);
      GArray *places = g_hash_table_lookup (index, key);

      if (!tells (pact_unit (reading, u)))
        continue;
      if (places == NULL)
        g_hash_table_insert (index, key, places = g_array_new (FALSE, FALSE, sizeof (guint)));
      if (places->len <= COMMON_WORD_MAX && (places->len == 0 || g_array_index (places, guint, places->len - 1) != i))
        g_array_append_val (places, i);
    }
  }
  return index;
}

typedef struct {
  guint old_at, new_at;
  double likeness;
} Pair;

static gint
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *x = a, *y = b;

  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  return x->old_at != y->old_at ? (x->old_at < y->old_at ? -1 : 1) : (x->new_at < y->new_at ? -1 : x->new_at > y->new_at);
}

/* The old passages that share telling words with new passage `at`, each with its likeness. */
static void
add_candidates (const Side *old_side, const Side *new_side, guint at, GHashTable *index, GArray *pairs)
{
  const PactReading *reading = entry_at (new_side, at)->reading;
  g_autoptr (GHashTable) shared = g_hash_table_new (g_direct_hash, g_direct_equal);
  GHashTableIter iter;
  gpointer place, count;

  for (guint u = 0; u < reading->units->len; u++) {
    const GArray *places = g_hash_table_lookup (index, GUINT_TO_POINTER (pact_unit (reading, u)->key));

    if (places == NULL || places->len > COMMON_WORD_MAX || !tells (pact_unit (reading, u)))
      continue;
    for (guint p = 0; p < places->len && g_hash_table_size (shared) < CANDIDATES_MAX; p++) {
      gpointer key = GUINT_TO_POINTER (g_array_index (places, guint, p));

      g_hash_table_insert (shared, key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (shared, key)) + 1));
    }
  }
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &place, &count)) {
    guint lengths = weight_of (reading) + weight_of (entry_at (old_side, GPOINTER_TO_UINT (place))->reading);
    Pair pair = { GPOINTER_TO_UINT (place), at, lengths == 0 ? 0 : 2.0 * GPOINTER_TO_INT (count) / lengths };

    if (pair.likeness >= PAIR_LIKENESS)
      g_array_append_val (pairs, pair);
  }
}

static void
pair_unsettled (Side *old_side, Side *new_side)
{
  g_autoptr (GHashTable) index = index_words (old_side);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < new_side->entries->len; i++)
    if (!entry_at (new_side, i)->settled)
      add_candidates (old_side, new_side, i, index, pairs);
  g_array_sort (pairs, compare_pairs);
  for (guint p = 0; p < pairs->len; p++) {
    const Pair *pair = &g_array_index (pairs, Pair, p);
    Entry *old_entry = entry_at (old_side, pair->old_at), *new_entry = entry_at (new_side, pair->new_at);

    if (old_entry->partner < 0 && new_entry->partner < 0) {
      old_entry->partner = (int) pair->new_at;
      new_entry->partner = (int) pair->old_at;
    }
  }
}

static PactReading *
reading_of (Side *side, guint i, bool with_next, char **ret_text)
{
  PactSpan span = entry_at (side, i)->passage.span;

  if (with_next)
    span.end = entry_at (side, i + 1)->passage.span.end;
  *ret_text = g_strndup (side->document->text + span.start, span.end - span.start);
  return pact_reading_new (*ret_text, -1);
}

/* How many of the words that tell passages apart two readings share, by Dice. */
static double
likeness_of (const PactReading *a, const PactReading *b)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint shared = 0, lengths = weight_of (a) + weight_of (b);

  for (guint i = 0; i < a->units->len; i++)
    if (tells (pact_unit (a, i)))
      g_hash_table_add (keys, GUINT_TO_POINTER (pact_unit (a, i)->key));
  for (guint i = 0; i < b->units->len; i++)
    shared += g_hash_table_contains (keys, GUINT_TO_POINTER (pact_unit (b, i)->key));
  return lengths == 0 ? 0 : 2.0 * shared / lengths;
}

/* Whether the passage after `i` is taken with it: it is free, and together the two are more like
 * `other` than the first alone. So a sentence split in two stays one, and scenery stays out. */
static bool
takes_next (Side *side, guint i, const PactReading *other)
{
  const Entry *entry = entry_at (side, i);
  const Entry *next = i + 1 < side->entries->len ? entry_at (side, i + 1) : NULL;
  g_autofree char *both_text = NULL;
  g_autoptr (PactReading) both = NULL;

  if (next == NULL || next->settled || next->partner >= 0 || next->joined ||
      next->passage.block != entry->passage.block)
    return false;
  both = reading_of (side, i, true, &both_text);
  return likeness_of (both, other) > likeness_of (entry->reading, other);
}

static void
add_finding (GPtrArray *findings, const char *topic, PactComparison *comparison, char *old_text, char *new_text)
{
  PactFinding *finding = pact_finding_new ();

  finding->topic = g_strdup (topic);
  finding->verdict = comparison->verdict;
  finding->facets = comparison->facets;
  finding->why = g_steal_pointer (&comparison->why);
  finding->old_text = old_text;
  finding->new_text = new_text;
  g_ptr_array_add (findings, finding);
}

static void
compare_pair (Side *old_side, Side *new_side, guint old_at, guint new_at, const PactTopicFilter *filter,
              GPtrArray *findings)
{
  bool split = takes_next (new_side, new_at, entry_at (old_side, old_at)->reading);
  bool merged = !split && takes_next (old_side, old_at, entry_at (new_side, new_at)->reading);
  g_autofree char *old_text = NULL, *new_text = NULL;
  g_autoptr (PactReading) old_reading = reading_of (old_side, old_at, merged, &old_text);
  g_autoptr (PactReading) new_reading = reading_of (new_side, new_at, split, &new_text);
  const char *topic = pact_topic_filter_match (filter, new_reading);
  g_auto (PactComparison) comparison = { 0 };

  if (topic == NULL)
    topic = pact_topic_filter_match (filter, old_reading);
  if (topic == NULL)
    return;
  if (split)
    entry_at (new_side, new_at + 1)->joined = true;
  if (merged)
    entry_at (old_side, old_at + 1)->joined = true;
  if (pact_tokens_same (old_reading->tokens, new_reading->tokens) ||
      pact_tokens_differ_by_slips (old_reading->tokens, new_reading->tokens))
    return;
  pact_readings_compare (old_reading, new_reading, &comparison);
  add_finding (findings, topic, &comparison, g_steal_pointer (&old_text), g_steal_pointer (&new_text));
}

/* Passages of one side that nothing of the other was paired with. */
static void
report_unpaired (const Side *side, PactVerdict verdict, const PactTopicFilter *filter,
              GPtrArray *findings)
{
  for (guint i = 0; i < side->entries->len; i++) {
    const Entry *entry = entry_at (side, i);
    PactSpan span = entry->passage.span;
    PactComparison comparison = { .verdict = verdict };
    const char *topic;
    char *text;

    if (entry->settled || entry->joined || entry->partner >= 0)
      continue;
    topic = pact_topic_filter_match (filter, entry->reading);
    if (topic == NULL)
      continue;
    text = g_strndup (side->document->text + span.start, span.end - span.start);
    add_finding (findings, topic, &comparison, verdict == PACT_VERDICT_REMOVED ? text : NULL,
                 verdict == PACT_VERDICT_ADDED ? text : NULL);
  }
}

GPtrArray *
pact_compare_documents (const PactDocument *old_document, const PactDocument *new_document,
                        char **topics, const GPtrArray *own_topics)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  Side old_side = side_new (old_document), new_side = side_new (new_document);
  g_auto (PactTopicFilter) filter = pact_topic_filter (topics, own_topics, MAX (old_side.entries->len, new_side.entries->len));

  settle_equal (&old_side, &new_side);
  settle_equal (&new_side, &old_side);
  settle_recut (&old_side, &new_side);
  read_unsettled (&old_side);
  read_unsettled (&new_side);
  pair_unsettled (&old_side, &new_side);
  for (guint i = 0; i < new_side.entries->len; i++)
    if (entry_at (&new_side, i)->partner >= 0)
      compare_pair (&old_side, &new_side, (guint) entry_at (&new_side, i)->partner, i, &filter, findings);
  report_unpaired (&new_side, PACT_VERDICT_ADDED, &filter, findings);
  report_unpaired (&old_side, PACT_VERDICT_REMOVED, &filter, findings);
  side_clear (&old_side);
  side_clear (&new_side);
  return findings;
}
