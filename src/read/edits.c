/* Words that stay, go, come and move between two readings, and what each edit is a sign of. */
#include <string.h>

#include "read/align.h"
#include "read/quantity.h"
#include "read/signs.h"

enum { OLD, NEW, N_SIDES };

/* A unit that carries meaning, on one side. */
typedef struct {
  guint unit;   /* index into the reading's units */
  gint match;   /* index of the other side's word it stays as; -1 when it was edited */
  bool moved;   /* edited here, and said elsewhere on the other side */
} Word;

typedef struct {
  const PactReading *readings[N_SIDES];
  GArray *words[N_SIDES]; /* Word */
  bool turned;            /* negations of the edited words do not cancel out */
  bool payers_agree;      /* both sides say who pays or who is paid, and mean the same */
  bool claims_agree;      /* both sides claim exclusivity of the same strength */
  GHashTable *names;      /* keys of names of either side */
  double locality;        /* 1 where edits stand in kept text, 0 where all was written anew */
  PactSigns *signs;
} Edits;

/* A run of edited words between two that stay. */
typedef struct {
  guint from[N_SIDES], to[N_SIDES];
} Edit;

static const Word *
word_at (const Edits *edits, guint side, guint i)
{
  return &g_array_index (edits->words[side], Word, i);
}

/* A word that one side shows to be a name is one on the other too, also at a sentence's start. */
static bool
is_name (const Edits *edits, const PactUnit *unit)
{
  return unit->name || ((unit->flags & PACT_TOKEN_STARTS) && (unit->flags & PACT_TOKEN_CAPITAL) && unit->concept == 0 &&
                        g_hash_table_contains (edits->names, GUINT_TO_POINTER (unit->key)));
}

static void
collect_names (Edits *edits)
{
  edits->names = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < edits->readings[side]->units->len; i++)
      if (pact_unit (edits->readings[side], i)->name)
        g_hash_table_add (edits->names, GUINT_TO_POINTER (pact_unit (edits->readings[side], i)->key));
}

/* Whether a word of that key stands anywhere on `side`. */
static bool
stands_on (const Edits *edits, guint side, guint32 key)
{
  for (guint i = 0; i < edits->readings[side]->units->len; i++)
    if (pact_unit (edits->readings[side], i)->key == key)
      return true;
  return false;
}

static const PactUnit *
unit_at (const Edits *edits, guint side, guint i)
{
  return pact_unit (edits->readings[side], word_at (edits, side, i)->unit);
}

static bool
carries_meaning (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind == PACT_TOKEN_MARK && unit->concept == 0)
    return pact_unit_is (reading, i, "%") || pact_unit_is (reading, i, "$");
  return unit->sense != PACT_SENSE_FILLER;
}

/* Senses that bind or release: text without them sets a scene. */
static bool
commits (const PactUnit *unit)
{
  static const bool senses[PACT_N_SENSES] = {
    [PACT_SENSE_EXCLUSIVE] = true,  [PACT_SENSE_NONEXCLUSIVE] = true, [PACT_SENSE_COEXCLUSIVE] = true,
    [PACT_SENSE_REFUSAL] = true,    [PACT_SENSE_EXCEPT] = true,       [PACT_SENSE_MAY] = true,
    [PACT_SENSE_NOT] = true,        [PACT_SENSE_BAN] = true,          [PACT_SENSE_NO_LONGER] = true,
    [PACT_SENSE_END] = true,        [PACT_SENSE_UNTIL] = true,        [PACT_SENSE_INITIALLY] = true,
    [PACT_SENSE_CAP] = true,        [PACT_SENSE_FLOOR] = true,        [PACT_SENSE_ABOVE] = true,
    [PACT_SENSE_BELOW] = true,      [PACT_SENSE_IF] = true,           [PACT_SENSE_UNLESS] = true,
    [PACT_SENSE_GROSS] = true,      [PACT_SENSE_NET] = true,          [PACT_SENSE_EXCLUDING] = true,
    [PACT_SENSE_REVENUE] = true,    [PACT_SENSE_PROFIT] = true,       [PACT_SENSE_DISCRETION] = true,
    [PACT_SENSE_RENEW] = true,      [PACT_SENSE_PERPETUAL] = true,    [PACT_SENSE_USUALLY] = true,
    [PACT_SENSE_PLACE] = true,      [PACT_SENSE_SOME] = true,         [PACT_SENSE_OTHER] = true,
  };

  return senses[unit->sense] || unit->kind == PACT_TOKEN_NUMBER;
}

/* Marks sentences of `reading` that stand in `other` word for word. */
static void
skip_shared (const PactReading *reading, const PactReading *other, bool *skipped)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint pass = 0; pass < 2; pass++) {
    const PactReading *of = pass == 0 ? other : reading;
    guint32 hash = 0;

    for (guint i = 0; i < of->units->len; i++) {
      const PactUnit *unit = pact_unit (of, i);

      for (guint t = 0; t < unit->n; t++)
        hash = hash * 31 + pact_token (of->tokens, unit->first + t)->key;
      if (i + 1 < of->units->len && pact_unit (of, i + 1)->sentence == unit->sentence)
        continue;
      if (pass == 0)
        g_hash_table_add (hashes, GUINT_TO_POINTER (hash));
      else
        skipped[unit->sentence] = g_hash_table_contains (hashes, GUINT_TO_POINTER (hash));
      hash = 0;
    }
  }
}

/* Marks sentences that bind nobody and share little with the other side: they set a scene. */
static void
skip_scenes (const PactReading *reading, const PactReading *other, bool *skipped)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint words = 0, common = 0;
  bool binds = false;

  for (guint i = 0; i < other->units->len; i++)
    g_hash_table_add (keys, GUINT_TO_POINTER (pact_unit (other, i)->key));
  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    if (carries_meaning (reading, i) && unit->sense != PACT_SENSE_PREPOSITION && unit->sense != PACT_SENSE_BE) {
      words++;
      common += g_hash_table_contains (keys, GUINT_TO_POINTER (unit->key));
      binds |= commits (unit);
    }
    if (i + 1 < reading->units->len && pact_unit (reading, i + 1)->sentence == unit->sentence)
      continue;
    skipped[unit->sentence] |= !binds && common * 3 < words;
    words = common = 0;
    binds = false;
  }
}

/* Which sentences need no comparing: for each of `reading`, in order. NULL when it has none. */
static bool *
skipped_sentences (const PactReading *reading, const PactReading *other)
{
  guint n = reading->units->len == 0 ? 0 : pact_unit (reading, reading->units->len - 1)->sentence + 1u;
  bool *skipped = g_new0 (bool, n);

  if (n > 1 || (other->units->len > 0 && pact_unit (other, other->units->len - 1)->sentence > 0)) {
    skip_shared (reading, other, skipped);
    skip_scenes (reading, other, skipped);
  }
  return skipped;
}

static GArray *
words_of (const PactReading *reading, const PactReading *other)
{
  GArray *words = g_array_sized_new (FALSE, FALSE, sizeof (Word), reading->units->len);
  g_autofree bool *skipped = skipped_sentences (reading, other);

  for (guint i = 0; i < reading->units->len; i++) {
    Word word = { i, -1, false };

    if (!skipped[pact_unit (reading, i)->sentence] && carries_meaning (reading, i))
      g_array_append_val (words, word);
  }
  return words;
}

static guint32 *
keys_of (const Edits *edits, guint side)
{
  guint32 *keys = g_new (guint32, edits->words[side]->len + 1);

  for (guint i = 0; i < edits->words[side]->len; i++)
    keys[i] = unit_at (edits, side, i)->key;
  return keys;
}

static void
align (Edits *edits)
{
  g_autofree guint32 *old_keys = keys_of (edits, OLD), *new_keys = keys_of (edits, NEW);
  guint n = edits->words[OLD]->len;
  g_autofree gint32 *match = g_new (gint32, n + 1);

  pact_align (old_keys, n, new_keys, edits->words[NEW]->len, match);
  for (guint i = 0; i < n; i++)
    if (match[i] >= 0) {
      g_array_index (edits->words[OLD], Word, i).match = match[i];
      g_array_index (edits->words[NEW], Word, match[i]).match = (gint) i;
    }
}

/* Marks words edited out in one place and in at another, one for one. */
static void
find_moved (Edits *edits)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = edits->words[OLD]->len; i-- > 0;)
    if (word_at (edits, OLD, i)->match < 0)
      g_hash_table_insert (places, GUINT_TO_POINTER (unit_at (edits, OLD, i)->key), GUINT_TO_POINTER (i + 1));
  for (guint j = 0; j < edits->words[NEW]->len && g_hash_table_size (places) > 0; j++) {
    gpointer key = GUINT_TO_POINTER (unit_at (edits, NEW, j)->key);
    guint i = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));

    if (word_at (edits, NEW, j)->match >= 0 || i == 0)
      continue;
    g_array_index (edits->words[NEW], Word, j).moved = true;
    g_array_index (edits->words[OLD], Word, i - 1).moved = true;
    g_hash_table_remove (places, key);
    for (; i < edits->words[OLD]->len; i++) /* its next place */
      if (word_at (edits, OLD, i)->match < 0 && GUINT_TO_POINTER (unit_at (edits, OLD, i)->key) == key) {
        g_hash_table_insert (places, key, GUINT_TO_POINTER (i + 1));
        break;
      }
  }
}

static bool
is_edited (const Edits *edits, guint side, guint i)
{
  return word_at (edits, side, i)->match < 0 && !word_at (edits, side, i)->moved;
}

static bool
is_kept (const Edits *edits, guint side, guint i)
{
  return word_at (edits, side, i)->match >= 0;
}

/* The facets a run of words touches, as it is judged. */
typedef struct {
  guint senses[PACT_N_SENSES]; /* of edited words */
  guint words, names, unknown, figures;
  bool hollow; /* nothing but words like "agreement" */
} Content;

static Content
content_of (const Edits *edits, const Edit *edit, guint side)
{
  Content content = { 0 };

  for (guint i = edit->from[side]; i < edit->to[side]; i++) {
    const PactUnit *unit = unit_at (edits, side, i);

    if (!is_edited (edits, side, i))
      continue;
    content.words++;
    content.senses[unit->sense]++;
    content.names += is_name (edits, unit);
    content.figures += unit->kind == PACT_TOKEN_NUMBER;
    content.unknown += unit->sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD && !is_name (edits, unit);
  }
  return content;
}

/* Words that may come, go or stand for one another while nothing is owed anew: "is", "will be",
 * "remains", "has been named". */
static bool
asserts (const PactUnit *unit)
{
  switch ((PactSense) unit->sense) {
  case PACT_SENSE_BE: case PACT_SENSE_WILL: case PACT_SENSE_CONTINUE: case PACT_SENSE_GRANT: case PACT_SENSE_PREPOSITION:
  case PACT_SENSE_AND: case PACT_SENSE_PRONOUN: case PACT_SENSE_SAY: case PACT_SENSE_FILLER:
    return true;
  case PACT_SENSE_WORD:
    return unit->value == 1;
  case PACT_SENSE_TIME:
    return unit->value == 201 || unit->value == 205; /* "term", "date" */
  case PACT_SENSE_NONE:
    return unit->kind == PACT_TOKEN_NUMBER && unit->value <= 2 && unit->value >= 1; /* "the two", "one" */
  default:
    return false;
  }
}

enum { SCENE_WORDS = 5, CONTEXT_REACH = 7 };

/* Many words added (or dropped) that commit nobody: scene-setting. */
static bool
sets_scene (const Edits *edits, const Edit *edit)
{
  guint side = edit->to[OLD] > edit->from[OLD] ? OLD : NEW;

  if (edit->to[!side] > edit->from[!side] || edit->to[side] - edit->from[side] < SCENE_WORDS)
    return false;
  for (guint i = edit->from[side]; i < edit->to[side]; i++)
    if (commits (unit_at (edits, side, i)) || (is_name (edits, unit_at (edits, side, i)) && i > edit->from[side]))
      return false;
  return true;
}

static bool
negates (PactSense sense)
{
  return sense == PACT_SENSE_NOT || sense == PACT_SENSE_BAN || sense == PACT_SENSE_NO_LONGER || sense == PACT_SENSE_END ||
         sense == PACT_SENSE_UNLESS;
}

/* "no other brand": a negation that makes a claim to exclusivity, which is compared as such. */
static bool
makes_claim (const PactReading *reading, guint i)
{
  for (gint ahead = 1; ahead <= 12; ahead++) {
    PactSense sense = pact_sense_near (reading, i, ahead);

    if (sense == PACT_SENSE_OTHER || sense == PACT_SENSE_EXCEPT)
      return true;
  }
  return false;
}

/* Whether the edited words, taken together, turn what is said into its opposite. */
static bool
turns_round (const Edits *edits)
{
  guint negations = 0;

  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < edits->words[side]->len; i++)
      negations += is_edited (edits, side, i) && negates ((PactSense) unit_at (edits, side, i)->sense) &&
                   !(edits->claims_agree && makes_claim (edits->readings[side], word_at (edits, side, i)->unit));
  return negations % 2 == 1;
}

/* Whether a word of `sense` stands within `reach` units of unit `i`, in its sentence. */
static bool
near (const PactReading *reading, guint i, PactSense sense, gint reach)
{
  for (gint distance = -reach; distance <= reach; distance++)
    if (distance != 0 && pact_sense_near (reading, i, distance) == sense)
      return true;
  return false;
}

/* "customers", "developers": who is meant rather than what. */
static bool
is_person (const PactUnit *unit)
{
  return unit->sense == PACT_SENSE_WORD && unit->value == 2;
}

static bool
near_person (const PactReading *reading, guint i, gint reach)
{
  for (gint distance = -reach; distance <= reach; distance++)
    if (pact_sense_near (reading, i, distance) == PACT_SENSE_WORD && is_person (pact_unit (reading, (guint) ((gint) i + distance))))
      return true;
  return false;
}

static void
set (Edits *edits, const Edit *edit, PactSign sign, PactFacet facet)
{
  PactSignPlace place = { { 0 }, { 0 } };

  for (guint side = 0; side < N_SIDES; side++)
    if (edit->to[side] > edit->from[side]) {
      place.from[side] = word_at (edits, side, edit->from[side])->unit;
      place.to[side] = word_at (edits, side, edit->to[side] - 1)->unit + 1;
    }
  pact_sign_set (edits->signs, sign, edits->locality, (int) facet, place);
}

static void
set_facet (Edits *edits, const Edit *edit, PactFacet facet)
{
  set (edits, edit, (PactSign) (PACT_SIGN_EDIT_EXCLUSIVITY + facet), facet);
}

/* How a name stands in its clause: as subject, object, owner, or after a preposition. */
enum { FRAME_SUBJECT = 20, FRAME_OBJECT, FRAME_OWNER, FRAME_EXCEPTED, FRAME_SPEAKER, FRAME_IN = 1, FRAME_BY = 4 };
enum { SPEAKER_REACH = 2 };

static bool
is_verb (PactSense sense)
{
  return sense == PACT_SENSE_BE || sense == PACT_SENSE_WILL || sense == PACT_SENSE_MAY || sense == PACT_SENSE_PAY ||
         sense == PACT_SENSE_RECEIVE || sense == PACT_SENSE_SHARE || sense == PACT_SENSE_CONTINUE || sense == PACT_SENSE_GRANT ||
         sense == PACT_SENSE_INTEND || sense == PACT_SENSE_NO_LONGER || sense == PACT_SENSE_NOT;
}

/* "is paid", "be shared": a subject here is what elsewhere is the object. */
static bool
is_passive (const PactReading *reading, guint i)
{
  for (guint at = i + 1; at + 1 < reading->units->len && at < i + 8; at++) {
    const PactUnit *verb = pact_unit (reading, at + 1);
    const char *word = pact_token_text (reading->tokens, verb->first);
    gsize n = pact_token (reading->tokens, verb->first)->length;

    if (pact_unit (reading, at)->sense == PACT_SENSE_BE && pact_unit (reading, at)->value == 0)
      return verb->sense != PACT_SENSE_FILLER && n > 2 &&
             ((word[n - 2] == 'e' && word[n - 1] == 'd') || pact_unit_is (reading, at + 1, "paid") || word[n - 1] == 'n');
  }
  return false;
}

static guint
frame_of (const PactReading *reading, guint i)
{
  for (gint distance = -SPEAKER_REACH; distance <= SPEAKER_REACH; distance++)
    if (pact_sense_near (reading, i, distance) == PACT_SENSE_SAY)
      return FRAME_SPEAKER;
  if (pact_unit_is (reading, i + 1, "'s") || (i > 0 && pact_unit_is (reading, i - 1, "of")))
    return FRAME_OWNER;
  for (guint at = i; at-- > 0 && pact_unit (reading, at)->sentence == pact_unit (reading, i)->sentence;) {
    const PactUnit *unit = pact_unit (reading, at);

    if (unit->sense == PACT_SENSE_PREPOSITION && (pact_unit_is (reading, at + 1, "which") || pact_unit_is (reading, at + 1, "whom")))
      break; /* "to which Rusk supplies": a subject */
    if (unit->sense == PACT_SENSE_PREPOSITION)
      return unit->value == FRAME_BY && is_passive (reading, at > 6 ? at - 6 : 0) ? FRAME_SUBJECT : (guint) unit->value;
    if (unit->sense == PACT_SENSE_EXCEPT)
      return FRAME_EXCEPTED;
    if (is_verb ((PactSense) unit->sense))
      return FRAME_OBJECT;
    if (!unit->name && unit->sense != PACT_SENSE_AND && unit->sense != PACT_SENSE_FILLER && unit->kind != PACT_TOKEN_MARK)
      break;
  }
  for (guint at = i + 1; at < reading->units->len && at < i + 6; at++)
    if (is_verb ((PactSense) pact_unit (reading, at)->sense))
      return is_passive (reading, i) ? FRAME_OBJECT : FRAME_SUBJECT;
  return (pact_unit (reading, i)->flags & PACT_TOKEN_STARTS) ? FRAME_SUBJECT : FRAME_OBJECT;
}

/* A figure: by what it counts, and what holds it. */
static void
judge_figure (Edits *edits, const Edit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  guint unit = word_at (edits, side, i)->unit;
  PactQuantity quantity = { 0 };

  for (guint back = MIN (unit, 2) + 1; back-- > 0 && quantity.n <= back;)
    quantity = pact_quantity_at (reading, unit - back);
  if (quantity.kind == PACT_FACT_DATE || quantity.kind == PACT_FACT_SPAN || pact_sense_near (reading, unit, 1) == PACT_SENSE_TIME)
    set_facet (edits, edit, PACT_FACET_DURATION);
  else
    set_facet (edits, edit, PACT_FACET_AMOUNT);
  for (gint back = 1; back <= 5; back++) {
    PactSense sense = pact_sense_near (reading, unit, -back);

    if (sense == PACT_SENSE_CAP || sense == PACT_SENSE_FLOOR || sense == PACT_SENSE_ABOVE || sense == PACT_SENSE_BELOW)
      set_facet (edits, edit, PACT_FACET_CAP);
  }
}

/* A word the lexicon does not know: whose it is, or what it is about. */
static void
judge_unknown (Edits *edits, const Edit *edit, guint side, guint i)
{
  guint unit = word_at (edits, side, i)->unit;

  if (near_person (edits->readings[side], unit, 1))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  set (edits, edit, PACT_SIGN_EDIT_WORD, PACT_FACET_SCOPE);
}

static void
judge_word (Edits *edits, const Edit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  const PactUnit *unit = unit_at (edits, side, i);
  guint at = word_at (edits, side, i)->unit;
  PactSense sense = (PactSense) unit->sense;
  int facet = pact_sense_facet (sense);

  if (unit->kind == PACT_TOKEN_NUMBER && unit->concept == 0) {
    judge_figure (edits, edit, side, i);
    return;
  }
  if (unit->kind == PACT_TOKEN_MARK)
    facet = PACT_FACET_AMOUNT;
  if (sense == PACT_SENSE_MAY && (pact_sense_near (reading, at, 1) == PACT_SENSE_NOT || pact_sense_near (reading, at, -1) == PACT_SENSE_NOT))
    return; /* "may not": the negation tells */
  if (negates (sense) && !edits->turned && sense != PACT_SENSE_UNLESS)
    return;
  if ((sense == PACT_SENSE_AFTER || sense == PACT_SENSE_BEFORE) && near (reading, at, PACT_SENSE_COST, 4))
    facet = PACT_FACET_BASIS;
  if ((sense == PACT_SENSE_INCLUDING || sense == PACT_SENSE_EXCLUDING) && !near (reading, at, PACT_SENSE_REVENUE, 8) &&
      !near (reading, at, PACT_SENSE_COST, 8))
    facet = PACT_FACET_SCOPE;
  if (sense == PACT_SENSE_WORD && unit->value == 2)
    facet = PACT_FACET_PARTY;
  if (is_name (edits, unit)) {
    if (!stands_on (edits, !side, unit->key))
      set_facet (edits, edit, frame_of (reading, at) == FRAME_IN ? PACT_FACET_SCOPE : PACT_FACET_PARTY);
    return;
  }
  if (sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD) {
    judge_unknown (edits, edit, side, i);
    return;
  }
  if (facet >= 0)
    set_facet (edits, edit, (PactFacet) facet);
  /* what else a change of such a word touches */
  if ((sense == PACT_SENSE_ABOVE || sense == PACT_SENSE_BELOW) && near_person (reading, at, 3))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (sense == PACT_SENSE_OR && !near (reading, at, PACT_SENSE_IF, 30) && !near (reading, at, PACT_SENSE_END, 30))
    pact_facets_add (&edits->signs->context, PACT_FACET_SCOPE);
  if (sense == PACT_SENSE_DISCRETION || sense == PACT_SENSE_RENEW)
    pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
  if (sense == PACT_SENSE_EXCLUDING)
    pact_facets_add (&edits->signs->context, PACT_FACET_SCOPE);
  if ((sense == PACT_SENSE_EACH || sense == PACT_SENSE_TOGETHER)) {
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
    pact_facets_add (&edits->signs->context, PACT_FACET_AMOUNT);
  }
}

/* "rise to 20%" and "rise by 20%"; "from X" and "to X". */
static void
judge_prepositions (Edits *edits, const Edit *edit)
{
  const PactUnit *before, *after, *next;

  if (edit->to[OLD] - edit->from[OLD] != 1 || edit->to[NEW] - edit->from[NEW] != 1 || edit->to[NEW] >= edits->words[NEW]->len)
    return;
  before = unit_at (edits, OLD, edit->from[OLD]);
  after = unit_at (edits, NEW, edit->from[NEW]);
  next = unit_at (edits, NEW, edit->to[NEW]);
  if (before->sense != PACT_SENSE_PREPOSITION || after->sense != PACT_SENSE_PREPOSITION)
    return;
  if (next->kind == PACT_TOKEN_NUMBER)
    set_facet (edits, edit, PACT_FACET_AMOUNT);
  else if (next->name && before->value != 1 && after->value != 1)
    set_facet (edits, edit, PACT_FACET_PARTY);
}

/* Words that one side leaves to the other: "all" and "each", "if not" and "unless". */
static bool
is_answered (const Edits *edits, const PactUnit *unit, const Content *other)
{
  switch ((PactSense) unit->sense) {
  case PACT_SENSE_PAY: case PACT_SENSE_RECEIVE: /* "X pays Y", "Y receives from X" */
    return edits->payers_agree && other->senses[PACT_SENSE_PAY] + other->senses[PACT_SENSE_RECEIVE] > 0;
  case PACT_SENSE_EXCLUSIVE: case PACT_SENSE_NONEXCLUSIVE: case PACT_SENSE_OTHER: case PACT_SENSE_FREE: case PACT_SENSE_EXCEPT:
    return edits->claims_agree && other->senses[PACT_SENSE_EXCLUSIVE] + other->senses[PACT_SENSE_NONEXCLUSIVE] +
                                          other->senses[PACT_SENSE_OTHER] + other->senses[PACT_SENSE_FREE] > 0;
  case PACT_SENSE_ALL:
    return other->senses[PACT_SENSE_EACH] + other->senses[PACT_SENSE_ALL] > 0;
  case PACT_SENSE_EACH:
    return other->senses[PACT_SENSE_ALL] > 0;
  case PACT_SENSE_IF: case PACT_SENSE_UNLESS:
    return other->senses[PACT_SENSE_IF] + other->senses[PACT_SENSE_UNLESS] > 0;
  case PACT_SENSE_NONE:
    return unit->name && other->senses[PACT_SENSE_PRONOUN] > 0;
  default:
    return false;
  }
}

/* What governs an edit from before: "ends once ...", "for the life of ...", "computed on ...". */
static void
judge_context (Edits *edits, const Edit *edit)
{
  guint side = edit->to[OLD] > edit->from[OLD] ? OLD : NEW;
  const PactReading *reading = edits->readings[side];
  guint at = word_at (edits, side, edit->from[side])->unit;

  for (gint back = 1; back <= CONTEXT_REACH && (guint) back <= at; back++) {
    const PactUnit *unit = pact_unit (reading, at - (guint) back);

    if (pact_sense_near (reading, at, -back) == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_MARK)
      break;
    if (unit->sentence != pact_unit (reading, at)->sentence)
      break;
    if (unit->sense == PACT_SENSE_IF || unit->sense == PACT_SENSE_UNLESS || pact_unit_is (reading, at - (guint) back, "should"))
      pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
    else if (unit->sense == PACT_SENSE_DURING || unit->sense == PACT_SENSE_UNTIL || unit->sense == PACT_SENSE_RENEW)
      pact_facets_add (&edits->signs->context, PACT_FACET_DURATION);
    else if (unit->sense == PACT_SENSE_WORD && unit->value == 3)
      pact_facets_add (&edits->signs->context, PACT_FACET_BASIS);
  }
}

enum { SAME_ROOT = 5 };

/* "developer" and "develops": in a rewriting, words of one root that are not both persons. */
static bool
has_derivation (const Edits *edits, guint side, guint i, const Edit *all)
{
  const PactTokens *tokens = edits->readings[side]->tokens, *others = edits->readings[!side]->tokens;
  const PactUnit *unit = unit_at (edits, side, i);
  gsize n = pact_token (tokens, unit->first)->length;

  if (edits->locality > 0.9 || n < SAME_ROOT || is_name (edits, unit))
    return false;
  for (guint j = all->from[!side]; j < all->to[!side]; j++) {
    const PactUnit *other = unit_at (edits, !side, j);
    gsize m = pact_token (others, other->first)->length;

    if (is_edited (edits, !side, j) && !(is_person (unit) && is_person (other)) && m >= SAME_ROOT &&
        memcmp (pact_token_text (tokens, unit->first), pact_token_text (others, other->first), SAME_ROOT) == 0)
      return true;
  }
  return false;
}

static void
judge_edit (Edits *edits, const Edit *edit, const Edit *all, const Content whole[N_SIDES])
{
  Content content[N_SIDES] = { content_of (edits, edit, OLD), content_of (edits, edit, NEW) };
  bool strong = false, judged = false, inserted = content[OLD].words == 0 || content[NEW].words == 0;

  judge_prepositions (edits, edit);
  if (sets_scene (edits, edit))
    return;
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = edit->from[side]; i < edit->to[side]; i++) {
      const PactUnit *unit = unit_at (edits, side, i);

      strong |= is_edited (edits, side, i) && unit->sense != PACT_SENSE_NONE && commits (unit);
    }
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = edit->from[side]; i < edit->to[side]; i++) {
      const PactUnit *unit = unit_at (edits, side, i);
      bool plain = unit->sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD;

      if (!is_edited (edits, side, i) || asserts (unit) || is_answered (edits, unit, &whole[!side]) || (plain && strong))
        continue;
      if (plain && content[side].senses[PACT_SENSE_SAY] > 0)
        continue; /* who said it */
      if ((plain || unit->sense == PACT_SENSE_WORD) && has_derivation (edits, side, i, all))
        continue;
      judge_word (edits, edit, side, i);
      judged = true;
    }
  if (judged)
    judge_context (edits, edit);
  if (inserted && content[OLD].senses[PACT_SENSE_ABOVE] + content[NEW].senses[PACT_SENSE_ABOVE] > 0)
    pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
}

static GArray *
list_edits (const Edits *edits)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Edit));
  guint i = 0, j = 0, n = edits->words[OLD]->len, m = edits->words[NEW]->len;

  while (i < n || j < m) {
    Edit edit = { { i, j }, { i, j } };

    while (edit.to[OLD] < n && !is_kept (edits, OLD, edit.to[OLD]))
      edit.to[OLD]++;
    while (edit.to[NEW] < m && !is_kept (edits, NEW, edit.to[NEW]))
      edit.to[NEW]++;
    if (edit.to[OLD] > i || edit.to[NEW] > j)
      g_array_append_val (list, edit);
    i = edit.to[OLD] + (edit.to[OLD] < n);
    j = edit.to[NEW] + (edit.to[NEW] < m);
  }
  return list;
}

enum { NAMES_MAX = 12 };

/* First places of the names of a reading. */
static guint
list_names (const Edits *edits, const PactReading *reading, guint32 keys[NAMES_MAX], guint places[NAMES_MAX])
{
  guint n = 0;

  for (guint i = 0; i < reading->units->len && n < NAMES_MAX; i++) {
    const PactUnit *unit = pact_unit (reading, i);
    bool known = false;

    if (!is_name (edits, unit) || (i > 0 && pact_unit (reading, i - 1)->name))
      continue;
    for (guint k = 0; k < n; k++)
      known |= keys[k] == unit->key;
    if (known)
      continue;
    keys[n] = unit->key;
    places[n++] = i;
  }
  return n;
}

/* Two names that changed places: each stands as the other stood. */
static void
find_swapped_names (Edits *edits)
{
  guint32 keys[N_SIDES][NAMES_MAX];
  guint places[N_SIDES][NAMES_MAX], n[N_SIDES], frames[N_SIDES][NAMES_MAX];
  gint other[NAMES_MAX];

  for (guint side = 0; side < N_SIDES; side++) {
    n[side] = list_names (edits, edits->readings[side], keys[side], places[side]);
    for (guint k = 0; k < n[side]; k++)
      frames[side][k] = frame_of (edits->readings[side], places[side][k]);
  }
  for (guint k = 0; k < n[OLD]; k++) {
    other[k] = -1;
    for (guint l = 0; l < n[NEW]; l++)
      if (keys[OLD][k] == keys[NEW][l])
        other[k] = (gint) l;
  }
  for (guint a = 0; a < n[OLD]; a++)
    for (guint b = a + 1; b < n[OLD]; b++)
      if (other[a] >= 0 && other[b] >= 0 && frames[OLD][a] != frames[OLD][b] && frames[OLD][a] != FRAME_SPEAKER && frames[OLD][b] != FRAME_SPEAKER && frames[OLD][a] == frames[NEW][other[b]] &&
          frames[OLD][b] == frames[NEW][other[a]]) {
        PactSignPlace place = { { places[OLD][a], places[NEW][other[b]] }, { places[OLD][b] + 1, places[NEW][other[a]] + 1 } };

        if (place.from[NEW] >= place.to[NEW])
          place = (PactSignPlace){ { places[OLD][a], places[NEW][other[a]] }, { places[OLD][b] + 1, places[NEW][other[b]] + 1 } };
        pact_sign_set (edits->signs, PACT_SIGN_SWAP, 1, PACT_FACET_PARTY, place);
      }
}

static bool
equal_runs (const Edits *edits, const Edit *a, guint a_side, const Edit *b, guint b_side)
{
  guint n = a->to[a_side] - a->from[a_side];

  if (n == 0 || n != b->to[b_side] - b->from[b_side])
    return false;
  for (guint i = 0; i < n; i++)
    if (unit_at (edits, a_side, a->from[a_side] + i)->key != unit_at (edits, b_side, b->from[b_side] + i)->key)
      return false;
  return true;
}

/* Whether the words between two edits only join a list: "maps, games and books". */
static bool
in_one_list (const Edits *edits, const Edit *first, const Edit *second)
{
  for (guint i = first->to[OLD]; i < second->from[OLD]; i++)
    if (unit_at (edits, OLD, i)->sense != PACT_SENSE_AND && unit_at (edits, OLD, i)->sense != PACT_SENSE_OR &&
        unit_at (edits, OLD, i)->sense != PACT_SENSE_NONE)
      return false;
  return second->from[OLD] - first->to[OLD] <= 3 && unit_at (edits, OLD, first->from[OLD])->kind != PACT_TOKEN_NUMBER;
}

static gint
compare_keys (gconstpointer a, gconstpointer b)
{
  return *(const guint32 *) a < *(const guint32 *) b ? -1 : *(const guint32 *) a > *(const guint32 *) b;
}

/* Whether the words taken out at one place are those put in at another, in another order. */
static bool
reordered_runs (const Edits *edits, const Edit *out, const Edit *in)
{
  guint n = out->to[OLD] - out->from[OLD];
  g_autofree guint32 *a = g_new (guint32, n + 1), *b = g_new (guint32, n + 1);

  if (n < 2 || n != in->to[NEW] - in->from[NEW] || out->to[NEW] > out->from[NEW] || in->to[OLD] > in->from[OLD] ||
      equal_runs (edits, out, OLD, in, NEW))
    return false;
  for (guint i = 0; i < n; i++) {
    a[i] = unit_at (edits, OLD, out->from[OLD] + i)->key;
    b[i] = unit_at (edits, NEW, in->from[NEW] + i)->key;
  }
  qsort (a, n, sizeof *a, compare_keys);
  qsort (b, n, sizeof *b, compare_keys);
  return memcmp (a, b, n * sizeof *a) == 0;
}

enum { SWAP_EDITS_MAX = 6 };

/* Two runs of words that changed places around words that stay. */
static void
find_swapped_runs (Edits *edits, const GArray *list)
{
  for (guint a = 0; a < list->len && list->len <= SWAP_EDITS_MAX; a++)
    for (guint b = a + 1; b < list->len; b++) {
      const Edit *first = &g_array_index (list, Edit, a), *second = &g_array_index (list, Edit, b);
      bool swapped = equal_runs (edits, first, OLD, second, NEW) && equal_runs (edits, first, NEW, second, OLD) &&
                     !unit_at (edits, OLD, first->from[OLD])->name && !in_one_list (edits, first, second);

      if (swapped && unit_at (edits, OLD, first->from[OLD])->kind == PACT_TOKEN_NUMBER)
        set (edits, first, PACT_SIGN_SWAP, PACT_FACET_AMOUNT);
      else if (swapped || reordered_runs (edits, first, second) || reordered_runs (edits, second, first))
        set (edits, first, PACT_SIGN_SWAP, PACT_FACET_SCOPE);
    }
}

/* Words as spelled, grammar included, of sentences that do not stand on both sides. */
static GArray *
spellings_of (const PactReading *reading, const PactReading *other)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (guint32), reading->tokens->tokens->len);
  g_autofree bool *skipped = skipped_sentences (reading, other);

  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    for (guint t = unit->first; !skipped[unit->sentence] && t < unit->first + unit->n; t++)
      if (pact_token (reading->tokens, t)->kind != PACT_TOKEN_MARK || pact_token_is (reading->tokens, t, "%"))
        g_array_append_val (keys, pact_token (reading->tokens, t)->key);
  }
  return keys;
}

/* An editor who changes a term leaves the words around it as they are; who writes it anew keeps
 * few in place. */
static void
measure_rewriting (Edits *edits)
{
  g_autoptr (GArray) old_keys = spellings_of (edits->readings[OLD], edits->readings[NEW]);
  g_autoptr (GArray) new_keys = spellings_of (edits->readings[NEW], edits->readings[OLD]);
  guint n = old_keys->len, m = new_keys->len, kept = 0, runs = 0, j = 0;
  g_autofree gint32 *match = g_new (gint32, n + 1);
  double in_place, density;
  PactSignPlace nowhere = { { 0 }, { 0 } };

  pact_align ((const guint32 *) (void *) old_keys->data, n, (const guint32 *) (void *) new_keys->data, m, match);
  for (guint i = 0; i < n; i++) {
    bool gap = false;

    for (; i < n && match[i] < 0; i++)
      gap = true;
    gap |= j < (i < n ? (guint) match[i] : m);
    runs += gap;
    if (i < n) {
      j = (guint) match[i] + 1;
      kept++;
    }
  }
  runs += j < m && (n == 0 || match[n - 1] >= 0);
  in_place = MIN (n, m) == 0 ? 1 : (double) kept / MIN (n, m);
  density = runs < 2 ? 0 : (double) (runs - 1) / MAX (kept, 1);
  edits->locality = CLAMP ((in_place - 0.40) / 0.25, 0, 1) * CLAMP (1.6 - 2.5 * density, 0, 1);
  pact_sign_set (edits->signs, PACT_SIGN_REWRITTEN, 1 - edits->locality, -1, nowhere);
}

void
pact_signs_of_edits (const PactReading *old_reading, const PactReading *new_reading, PactSigns *signs)
{
  Edits edits = { .readings = { old_reading, new_reading }, .signs = signs };
  g_autoptr (GArray) list = NULL;
  Content whole[N_SIDES];
  Edit all;

  edits.words[OLD] = words_of (old_reading, new_reading);
  edits.words[NEW] = words_of (new_reading, old_reading);
  all = (Edit){ { 0, 0 }, { edits.words[OLD]->len, edits.words[NEW]->len } };
  collect_names (&edits);
  align (&edits);
  find_moved (&edits);
  list = list_edits (&edits);
  measure_rewriting (&edits);
  edits.payers_agree = pact_payers_agree (old_reading, new_reading);
  edits.claims_agree = pact_claims_agree (old_reading, new_reading);
  edits.turned = turns_round (&edits);
  whole[OLD] = content_of (&edits, &all, OLD);
  whole[NEW] = content_of (&edits, &all, NEW);
  for (guint i = 0; i < list->len; i++)
    judge_edit (&edits, &g_array_index (list, Edit, i), &all, whole);
  find_swapped_names (&edits);
  find_swapped_runs (&edits, list);
  g_hash_table_unref (edits.names);
  g_array_unref (edits.words[OLD]);
  g_array_unref (edits.words[NEW]);
}
