/* Old wording against new. Where most words stay in place, every edit is judged by the words it
 * touches; where a passage was written anew, the facts of both decide. */
#include "read/compare.h"

#include "read/align.h"
#include "read/quantity.h"

enum { OLD, NEW, N_SIDES };

/* Share of the shorter side's words that must stay in place for its edits to be read one by one. */
static const double LOCAL_SHARE = 0.62;

/* A unit that carries meaning, on one side of the comparison. */
typedef struct {
  guint unit;   /* index into the reading's units */
  gint match;   /* index of the other side's word it stays as; -1 when it was edited */
  bool settled; /* said on the other side too, elsewhere */
} Word;

typedef struct {
  const PactReading *readings[N_SIDES];
  GArray *words[N_SIDES]; /* Word */
  PactFacets facets;
  char *why;
} Compare;

/* A run of edited words between two that stay. */
typedef struct {
  guint from[N_SIDES], to[N_SIDES];
} Edit;

static const Word *
word_at (const Compare *compare, guint side, guint i)
{
  return &g_array_index (compare->words[side], Word, i);
}

static const PactUnit *
unit_at (const Compare *compare, guint side, guint i)
{
  return pact_unit (compare->readings[side], word_at (compare, side, i)->unit);
}

static bool
carries_meaning (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind == PACT_TOKEN_MARK && unit->concept == 0)
    return pact_unit_is (reading, i, "%") || pact_unit_is (reading, i, "$");
  return unit->sense != PACT_SENSE_FILLER;
}

/* Whether a word weighs in telling an edit from a rewrite. */
static bool
has_weight (const PactUnit *unit)
{
  return unit->sense != PACT_SENSE_PREPOSITION && unit->sense != PACT_SENSE_AND && unit->sense != PACT_SENSE_BE &&
         unit->sense != PACT_SENSE_PRONOUN;
}

/* Sentences that stand on both sides word for word are left out. */
static bool *
shared_sentences (const PactReading *reading, const PactReading *other)
{
  guint n = pact_unit (reading, reading->units->len - 1)->sentence + 1u;
  bool *shared = g_new0 (bool, n);
  g_autoptr (GHashTable) hashes = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint32 hash = 0;

  for (guint side = 0; side < 2; side++) {
    const PactReading *of = side == 0 ? other : reading;

    for (guint i = 0; i < of->units->len; i++) {
      const PactUnit *unit = pact_unit (of, i);

      for (guint t = 0; t < unit->n; t++)
        hash = hash * 31 + pact_token (of->tokens, unit->first + t)->key;
      if (i + 1 < of->units->len && pact_unit (of, i + 1)->sentence == unit->sentence)
        continue;
      if (side == 0)
        g_hash_table_add (hashes, GUINT_TO_POINTER (hash));
      else
        shared[unit->sentence] = g_hash_table_contains (hashes, GUINT_TO_POINTER (hash));
      hash = 0;
    }
  }
  return shared;
}

static GArray *
words_of (const PactReading *reading, const PactReading *other)
{
  GArray *words = g_array_sized_new (FALSE, FALSE, sizeof (Word), reading->units->len);
  g_autofree bool *shared = NULL;

  if (reading->units->len == 0 || other->units->len == 0)
    return words;
  shared = shared_sentences (reading, other);
  for (guint i = 0; i < reading->units->len; i++) {
    Word word = { i, -1, false };

    if (!shared[pact_unit (reading, i)->sentence] && carries_meaning (reading, i))
      g_array_append_val (words, word);
  }
  return words;
}

static guint32 *
keys_of (const Compare *compare, guint side)
{
  guint32 *keys = g_new (guint32, compare->words[side]->len + 1);

  for (guint i = 0; i < compare->words[side]->len; i++)
    keys[i] = unit_at (compare, side, i)->key;
  return keys;
}

static void
align (Compare *compare)
{
  g_autofree guint32 *old_keys = keys_of (compare, OLD), *new_keys = keys_of (compare, NEW);
  guint n = compare->words[OLD]->len;
  g_autofree gint32 *match = g_new (gint32, n + 1);

  pact_align (old_keys, n, new_keys, compare->words[NEW]->len, match);
  for (guint i = 0; i < n; i++)
    if (match[i] >= 0) {
      g_array_index (compare->words[OLD], Word, i).match = match[i];
      g_array_index (compare->words[NEW], Word, match[i]).match = (gint) i;
    }
}

/* Words edited out in one place and in at another cancel out: what is left was said on one side. */
static void
settle (Compare *compare)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < compare->words[OLD]->len; i++) {
    gpointer key = GUINT_TO_POINTER (unit_at (compare, OLD, i)->key);

    if (word_at (compare, OLD, i)->match < 0)
      g_hash_table_insert (counts, key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + 1));
  }
  for (guint side = N_SIDES; side-- > 0;)
    for (guint i = 0; i < compare->words[side]->len; i++) {
      gpointer key = GUINT_TO_POINTER (unit_at (compare, side, i)->key);
      int count = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));

      if (word_at (compare, side, i)->match >= 0)
        continue;
      if (side == NEW && count > 0) {
        g_array_index (compare->words[NEW], Word, i).settled = true;
        g_hash_table_insert (counts, key, GINT_TO_POINTER (count - 1));
      }
    }
  /* what is left in counts was said on the old side only */
  for (guint i = 0; i < compare->words[OLD]->len; i++) {
    gpointer key = GUINT_TO_POINTER (unit_at (compare, OLD, i)->key);
    int count = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));

    if (word_at (compare, OLD, i)->match >= 0)
      continue;
    if (count > 0)
      g_hash_table_insert (counts, key, GINT_TO_POINTER (count - 1));
    else
      g_array_index (compare->words[OLD], Word, i).settled = true;
  }
}

static double
share_in_place (const Compare *compare)
{
  guint weight[N_SIDES] = { 0 }, kept = 0;

  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < compare->words[side]->len; i++)
      if (has_weight (unit_at (compare, side, i))) {
        weight[side]++;
        kept += side == OLD && word_at (compare, side, i)->match >= 0;
      }
  return MIN (weight[OLD], weight[NEW]) == 0 ? 1.0 : (double) kept / MIN (weight[OLD], weight[NEW]);
}

static char *
words_between (const Compare *compare, guint side, guint from, guint to)
{
  const PactTokens *tokens = compare->readings[side]->tokens;
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to && i < from + 12; i++) {
    const PactUnit *unit = unit_at (compare, side, i);

    for (guint t = unit->first; t < unit->first + unit->n; t++)
      g_string_append_printf (text, "%s%.*s", text->len > 0 ? " " : "", (int) pact_token (tokens, t)->length,
                              pact_token_text (tokens, t));
  }
  if (text->len == 0)
    g_string_append (text, "(nothing)");
  return g_string_free (text, FALSE);
}

static void
note (Compare *compare, PactFacet facet)
{
  pact_facets_add (&compare->facets, facet);
}

static void
explain (Compare *compare, const Edit *edit)
{
  g_autofree char *before = NULL, *after = NULL;

  if (compare->why != NULL)
    return;
  before = words_between (compare, OLD, edit->from[OLD], edit->to[OLD]);
  after = words_between (compare, NEW, edit->from[NEW], edit->to[NEW]);
  compare->why = g_strdup_printf ("%s -> %s", before, after);
}

/* What an edit holds on both sides. */
typedef struct {
  guint senses[PACT_N_SENSES]; /* how many unsettled words of each */
  guint names, unknown, words, figures;
} Content;

static Content
content_of (const Compare *compare, const Edit *edit, guint side)
{
  Content content = { 0 };

  for (guint i = edit->from[side]; i < edit->to[side]; i++) {
    const PactUnit *unit = unit_at (compare, side, i);

    if (word_at (compare, side, i)->settled)
      continue;
    content.words++;
    content.senses[unit->sense]++;
    content.names += unit->name;
    content.figures += unit->kind == PACT_TOKEN_NUMBER;
    content.unknown += unit->sense == PACT_SENSE_NONE && !unit->name && unit->kind == PACT_TOKEN_WORD;
  }
  return content;
}

/* Senses whose words may come and go, or stand for one another, while nothing is owed anew:
 * "is", "will be", "remains", "has been named". */
static bool
asserts (PactSense sense)
{
  return sense == PACT_SENSE_BE || sense == PACT_SENSE_WILL || sense == PACT_SENSE_CONTINUE || sense == PACT_SENSE_GRANT ||
         sense == PACT_SENSE_PREPOSITION || sense == PACT_SENSE_AND || sense == PACT_SENSE_PRONOUN || sense == PACT_SENSE_SAY ||
         sense == PACT_SENSE_FILLER;
}

static bool
is_neutral (const Content *content)
{
  for (guint s = 0; s < PACT_N_SENSES; s++)
    if (content->senses[s] > 0 && !asserts ((PactSense) s))
      return false;
  return true;
}

/* The facets of one figure, by what it counts and what holds it. */
static void
note_figure (Compare *compare, guint side, guint i)
{
  const PactReading *reading = compare->readings[side];
  guint unit = word_at (compare, side, i)->unit;
  PactQuantity quantity = pact_quantity_at (reading, unit);

  if (unit > 0 && pact_unit_is (reading, unit - 1, "$"))
    quantity = pact_quantity_at (reading, unit - 1);
  if (quantity.kind == PACT_FACT_NONE)
    quantity = pact_quantity_at (reading, unit > 0 ? unit - 1 : 0);
  note (compare, quantity.kind == PACT_FACT_DATE || quantity.kind == PACT_FACT_SPAN ? PACT_FACET_DURATION : PACT_FACET_AMOUNT);
  for (gint back = 1; back <= 5; back++) {
    PactSense sense = pact_sense_near (reading, unit, -back);

    if (sense == PACT_SENSE_CAP || sense == PACT_SENSE_FLOOR || sense == PACT_SENSE_ABOVE || sense == PACT_SENSE_BELOW)
      note (compare, PACT_FACET_CAP);
  }
}

static void
judge_edit (Compare *compare, const Edit *edit)
{
  Content content[N_SIDES] = { content_of (compare, edit, OLD), content_of (compare, edit, NEW) };
  guint before = compare->facets.n;

  if (is_neutral (&content[OLD]) && is_neutral (&content[NEW]))
    return;
  for (guint side = 0; side < N_SIDES; side++) {
    if (content[side].senses[PACT_SENSE_IF] + content[side].senses[PACT_SENSE_UNLESS] > 0)
      note (compare, PACT_FACET_CONDITION);
    for (guint i = edit->from[side]; i < edit->to[side]; i++) {
      const PactUnit *unit = unit_at (compare, side, i);

      if (word_at (compare, side, i)->settled || asserts ((PactSense) unit->sense))
        continue;
      if (unit->kind == PACT_TOKEN_NUMBER)
        note_figure (compare, side, i);
      else if (unit->name)
        note (compare, PACT_FACET_PARTY);
      else if (pact_sense_facet ((PactSense) unit->sense) >= 0)
        note (compare, (PactFacet) pact_sense_facet ((PactSense) unit->sense));
    }
  }
  if (compare->facets.n > before)
    explain (compare, edit);
}

static void
judge_edits (Compare *compare)
{
  guint i = 0, j = 0, n = compare->words[OLD]->len, m = compare->words[NEW]->len;

  while (i < n || j < m) {
    Edit edit = { { i, j }, { i, j } };

    while (edit.to[OLD] < n && word_at (compare, OLD, edit.to[OLD])->match < 0)
      edit.to[OLD]++;
    while (edit.to[NEW] < m && word_at (compare, NEW, edit.to[NEW])->match < 0)
      edit.to[NEW]++;
    judge_edit (compare, &edit);
    i = edit.to[OLD] + (edit.to[OLD] < n);
    j = edit.to[NEW] + (edit.to[NEW] < m);
  }
}

void
pact_readings_compare (const PactReading *old_reading, const PactReading *new_reading, PactComparison *ret_comparison)
{
  Compare compare = { .readings = { old_reading, new_reading } };

  compare.words[OLD] = words_of (old_reading, new_reading);
  compare.words[NEW] = words_of (new_reading, old_reading);
  align (&compare);
  settle (&compare);
  if (share_in_place (&compare) >= LOCAL_SHARE)
    judge_edits (&compare);
  else
    pact_clause_differ (old_reading, new_reading, &compare.facets, &compare.why);
  ret_comparison->verdict = compare.facets.n > 0 ? PACT_VERDICT_CHANGED : PACT_VERDICT_REWORDED;
  ret_comparison->facets = compare.facets;
  ret_comparison->why = compare.why != NULL ? compare.why : g_strdup ("other words, the same facts");
  g_array_unref (compare.words[OLD]);
  g_array_unref (compare.words[NEW]);
}

PactTopic
pact_reading_topic (const PactReading *reading)
{
  guint exclusive = 0, shares = 0, bases = 0;

  for (guint i = 0; i < reading->facts->len; i++) {
    const PactFact *fact = &g_array_index (reading->facts, PactFact, i);

    exclusive += fact->facet == PACT_FACET_EXCLUSIVITY;
    bases += fact->kind == PACT_FACT_REVENUE || fact->kind == PACT_FACT_PROFIT;
  }
  for (guint i = 0; i < reading->units->len; i++) {
    PactSense sense = (PactSense) pact_unit (reading, i)->sense;

    shares += sense == PACT_SENSE_SHARE || sense == PACT_SENSE_PART || sense == PACT_SENSE_PAY;
  }
  if (shares > 0 && bases > 0)
    return PACT_TOPIC_REVENUE_SHARE;
  return exclusive > 0 ? PACT_TOPIC_EXCLUSIVITY : 0;
}

void
pact_compare (const char *old_text, const char *new_text, PactComparison *ret_comparison)
{
  g_autoptr (PactReading) old_reading = pact_reading_new (old_text, -1);
  g_autoptr (PactReading) new_reading = pact_reading_new (new_text, -1);

  *ret_comparison = (PactComparison){ 0 };
  ret_comparison->topic = pact_reading_topic (new_reading);
  if (ret_comparison->topic == 0)
    ret_comparison->topic = pact_reading_topic (old_reading);
  if (!pact_tokens_same (old_reading->tokens, new_reading->tokens))
    pact_readings_compare (old_reading, new_reading, ret_comparison);
}

void
pact_comparison_clear (PactComparison *comparison)
{
  g_clear_pointer (&comparison->why, g_free);
}

bool
pact_same (const char *a, const char *b)
{
  g_autoptr (PactTokens) old_tokens = pact_tokens_read (a, -1);
  g_autoptr (PactTokens) new_tokens = pact_tokens_read (b, -1);

  return pact_tokens_same (old_tokens, new_tokens);
}
