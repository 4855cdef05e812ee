/* Two readings aligned: which sentences need comparing, which words stay, move, come and go. */
#include "read/edits.h"

#include <string.h>

#include "read/align.h"

enum { CHOICE_REACH = 8 };

static void
collect_names (PactEdits *edits)
{
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < edits->readings[side]->units->len; i++)
      if (pact_unit (edits->readings[side], i)->name)
        pact_key_set_add (&edits->names, pact_unit (edits->readings[side], i)->key);
}

/* "either" of "either A or B". */
static bool
opens_choice (const PactReading *reading, guint i)
{
  if (!pact_unit_is (reading, i, "either"))
    return false;
  for (gint ahead = 1; ahead <= CHOICE_REACH; ahead++)
    if (pact_sense_near (reading, i, ahead) == PACT_SENSE_OR)
      return true;
  return false;
}

bool
pact_unit_carries_meaning (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind == PACT_TOKEN_MARK && unit->concept == 0)
    return pact_unit_is (reading, i, "%") || pact_unit_is (reading, i, "$");
  return unit->sense != PACT_SENSE_FILLER &&
         !(unit->sense == PACT_SENSE_OR && opens_choice (reading, i));
}

static guint32
sentence_hash (const PactReading *reading, guint from, guint to)
{
  guint32 hash = 0;

  for (guint i = from; i < to; i++)
    for (guint t = 0; t < pact_unit (reading, i)->n; t++)
      hash = hash * 31 + pact_token (reading->tokens, pact_unit (reading, i)->first + t)->key;
  return hash;
}

/* Marks sentences of `reading` that stand in `other` word for word. */
static void
skip_shared (const PactReading *reading, const PactReading *other, bool *skipped)
{
  g_auto (PactKeySet) hashes = pact_key_set (pact_n_sentences (other));

  for (guint pass = 0; pass < 2; pass++) {
    const PactReading *of = pass == 0 ? other : reading;

    for (guint i = 0, end; i < of->units->len; i = end) {
      guint32 hash;

      end = pact_sentence_end (of, i);
      hash = sentence_hash (of, i, end);
      if (pass == 0)
        pact_key_set_add (&hashes, hash);
      else if (pact_key_set_has (&hashes, hash))
        memset (skipped + i, true, (end - i) * sizeof *skipped);
    }
  }
}

/* Which units need no comparing: a flag for each of `reading`. */
static bool *
skipped_units (const PactReading *reading, const PactReading *other)
{
  bool *skipped = pact_scenes_find (reading, other);

  if (pact_n_sentences (reading) > 1 || pact_n_sentences (other) > 1)
    skip_shared (reading, other, skipped);
  return skipped;
}

static GArray *
words_of (const PactEdits *edits, guint side)
{
  const PactReading *reading = edits->readings[side];
  GArray *words = g_array_new (FALSE, FALSE, sizeof (PactWord));
  PactWord *to = (PactWord *) (void *) g_array_set_size (words, reading->units->len)->data;
  guint n = 0;

  for (guint i = 0; i < reading->units->len; i++)
    if (!edits->skipped[side][i] && pact_unit_carries_meaning (reading, i))
      to[n++] = (PactWord){ i, -1, false };
  return g_array_set_size (words, n);
}

static guint32 *
keys_of (const PactEdits *edits, guint side)
{
  guint32 *keys = g_new (guint32, edits->words[side]->len + 1);

  for (guint i = 0; i < edits->words[side]->len; i++)
    keys[i] = pact_word_unit (edits, side, i)->key;
  return keys;
}

static void
align (PactEdits *edits)
{
  g_autofree guint32 *old_keys = keys_of (edits, OLD), *new_keys = keys_of (edits, NEW);
  guint n = edits->words[OLD]->len;
  g_autofree gint32 *match = g_new (gint32, n + 1);

  pact_align (old_keys, n, new_keys, edits->words[NEW]->len, match);
  for (guint i = 0; i < n; i++)
    if (match[i] >= 0) {
      g_array_index (edits->words[OLD], PactWord, i).match = match[i];
      g_array_index (edits->words[NEW], PactWord, match[i]).match = (gint) i;
    }
}

/* Marks words edited out in one place and in at another, one for one. */
static void
find_moved (PactEdits *edits)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint n = edits->words[OLD]->len;
  g_autofree guint *next = g_new0 (guint, n + 1); /* 1 + the next old place of the same word */

  for (guint i = n; i-- > 0;) {
    gpointer key = GUINT_TO_POINTER (pact_word_unit (edits, OLD, i)->key);

    if (pact_word (edits, OLD, i)->match >= 0)
      continue;
    next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));
    g_hash_table_insert (places, key, GUINT_TO_POINTER (i + 1));
  }
  for (guint j = 0; j < edits->words[NEW]->len; j++) {
    gpointer key = GUINT_TO_POINTER (pact_word_unit (edits, NEW, j)->key);
    guint place = pact_word (edits, NEW, j)->match >= 0
                      ? 0
                      : GPOINTER_TO_UINT (g_hash_table_lookup (places, key));

    if (place == 0)
      continue;
    g_array_index (edits->words[NEW], PactWord, j).moved = true;
    g_array_index (edits->words[OLD], PactWord, place - 1).moved = true;
    g_hash_table_insert (places, key, GUINT_TO_POINTER (next[place - 1]));
  }
}

static GArray *
list_edits (const PactEdits *edits)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (PactEdit));
  guint i = 0, j = 0, n = edits->words[OLD]->len, m = edits->words[NEW]->len;

  while (i < n || j < m) {
    PactEdit edit = { { i, j }, { i, j } };

    while (edit.to[OLD] < n && pact_word (edits, OLD, edit.to[OLD])->match < 0)
      edit.to[OLD]++;
    while (edit.to[NEW] < m && pact_word (edits, NEW, edit.to[NEW])->match < 0)
      edit.to[NEW]++;
    if (edit.to[OLD] > i || edit.to[NEW] > j)
      g_array_append_val (list, edit);
    i = edit.to[OLD] + (edit.to[OLD] < n);
    j = edit.to[NEW] + (edit.to[NEW] < m);
  }
  return list;
}

/* The words of the sentences compared as they are spelled, grammar included. */
static GArray *
spellings_of (const PactEdits *edits, guint side)
{
  const PactReading *reading = edits->readings[side];
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 *to = (guint32 *) (void *) g_array_set_size (keys, reading->tokens->tokens->len)->data;
  guint n = 0;

  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    for (guint t = unit->first; !edits->skipped[side][i] && t < unit->first + unit->n; t++)
      if (pact_token (reading->tokens, t)->kind != PACT_TOKEN_MARK ||
          pact_token_is (reading->tokens, t, "%"))
        to[n++] = pact_token (reading->tokens, t)->key;
  }
  return g_array_set_size (keys, n);
}

/* An editor who changes a term leaves the words around it as they are; who writes it anew keeps
 * few in place. Full marks from 65 % kept in place, none to 40 %; the more edits to the kept
 * words, the less. */
static double
locality_of (guint kept, guint runs, guint shorter)
{
  double in_place = shorter == 0 ? 1 : (double) kept / shorter;
  double density = runs < 2 ? 0 : (double) (runs - 1) / MAX (kept, 1);

  return CLAMP ((in_place - 0.40) / 0.25, 0, 1) * CLAMP (1.6 - 2.5 * density, 0, 1);
}

/* "A, B and C" made "A and B": B moved only to where the list ends now. */
static bool
ends_list (const PactEdits *edits, guint side, guint i)
{
  return i > 0 && (pact_word_unit (edits, side, i - 1)->sense == PACT_SENSE_AND ||
                   pact_word_unit (edits, side, i - 1)->sense == PACT_SENSE_OR);
}

static guint
n_moved (const PactEdits *edits, const PactEdit *edit, guint side)
{
  guint n = 0;

  for (guint i = edit->from[side]; i < edit->to[side]; i++)
    n += pact_word (edits, side, i)->moved && !ends_list (edits, side, i) &&
         !pact_sense_has ((PactSense) pact_word_unit (edits, side, i)->sense, PACT_ASSERTS);
  return n;
}

enum { DISPLACED_WORDS = 2 };
static const double LEFT_BY_DISPLACING = 0.4;

/* Who writes a sentence anew puts its words in other places; who changes a term does not, unless
 * two things change places. */
static double
share_in_place (const PactEdits *edits)
{
  double n = 0;

  for (guint e = 0; e < edits->list->len; e++) {
    const PactEdit *edit = &g_array_index (edits->list, PactEdit, e);

    if (n_moved (edits, edit, OLD) == 0)
      n += n_moved (edits, edit, NEW);
  }
  return 1 - (1 - LEFT_BY_DISPLACING) * MIN (1, n / DISPLACED_WORDS);
}

static void
measure_rewriting (PactEdits *edits)
{
  g_autoptr (GArray) old_keys = spellings_of (edits, OLD), new_keys = spellings_of (edits, NEW);
  guint n = old_keys->len, m = new_keys->len, kept = 0, runs = 0, j = 0;
  g_autofree gint32 *match = g_new (gint32, n + 1);
  PactSignPlace nowhere = { { 0 }, { 0 } };
  bool gap = false;

  pact_align ((const guint32 *) (void *) old_keys->data, n,
              (const guint32 *) (void *) new_keys->data, m, match);
  for (guint i = 0; i < n; i++) {
    if (match[i] < 0) {
      gap = true;
      continue;
    }
    runs += gap || j < (guint) match[i];
    gap = false;
    j = (guint) match[i] + 1;
    kept++;
  }
  runs += gap || j < m;
  edits->locality = edits->signs->value[PACT_SIGN_SWAP] > 0
                        ? 1
                        : locality_of (kept, runs, MIN (n, m)) * share_in_place (edits);
  pact_sign_set (edits->signs, PACT_SIGN_REWRITTEN, 1 - edits->locality, -1, nowhere);
}

/* One rewriting is one finding, however many facets its words touch: they share its weight. */
static void
share_weight (PactSigns *signs)
{
  double n = 0;

  for (guint i = PACT_SIGN_EDIT_EXCLUSIVITY; i <= PACT_SIGN_EDIT_WORD; i++)
    n += signs->value[i] > 0;
  for (guint i = PACT_SIGN_EDIT_EXCLUSIVITY; i <= PACT_SIGN_EDIT_WORD; i++)
    signs->value[i] /= MAX (n, 1);
}

void
pact_signs_of_edits (const PactReading *old_reading, const PactReading *new_reading,
                     PactSigns *signs)
{
  PactEdits edits = {
    .readings = { old_reading, new_reading },
    .skipped = { skipped_units (old_reading, new_reading),
                 skipped_units (new_reading, old_reading) },
    .names = pact_key_set (old_reading->units->len + new_reading->units->len),
    .payers_agree = pact_payers_agree (old_reading, new_reading),
    .claims_agree = pact_claims_agree (old_reading, new_reading),
    .signs = signs,
  };

  edits.words[OLD] = words_of (&edits, OLD);
  edits.words[NEW] = words_of (&edits, NEW);
  collect_names (&edits);
  align (&edits);
  find_moved (&edits);
  edits.list = list_edits (&edits);
  pact_edits_find_exchanges (&edits);
  measure_rewriting (&edits);
  pact_edits_judge (&edits);
  pact_edits_find_crossed_names (&edits);
  share_weight (signs);
  g_array_unref (edits.list);
  pact_key_set_clear (&edits.names);
  for (guint side = 0; side < N_SIDES; side++) {
    g_array_unref (edits.words[side]);
    g_free (edits.skipped[side]);
  }
}
