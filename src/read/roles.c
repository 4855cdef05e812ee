/* Who stands where: names by their place in the clause, and what changed places. */
#include <string.h>

#include "read/edits.h"

enum { SPEAKER_REACH = 2 };

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
             ((word[n - 2] == 'e' && word[n - 1] == 'd') ||
              pact_unit_is (reading, at + 1, "paid") || word[n - 1] == 'n');
  }
  return false;
}

/* The last unit of the name, or names joined by "and", that begins at unit `i`. */
static guint
name_end (const PactReading *reading, guint i)
{
  guint n = reading->units->len;

  while (i + 1 < n && (pact_unit (reading, i + 1)->name ||
                       (pact_unit (reading, i + 1)->sense == PACT_SENSE_AND && i + 2 < n &&
                        pact_unit (reading, i + 2)->name)))
    i++;
  return i;
}

guint
pact_frame_of (const PactReading *reading, guint i)
{
  for (gint distance = -SPEAKER_REACH; distance <= SPEAKER_REACH; distance++)
    if (pact_sense_near (reading, i, distance) == PACT_SENSE_SAY)
      return PACT_FRAME_SPEAKER;
  if (pact_unit_is (reading, i + 1, "'s") || (i > 0 && pact_unit_is (reading, i - 1, "of")))
    return PACT_FRAME_OWNER;
  for (guint at = i;
       at-- > 0 && pact_unit (reading, at)->sentence == pact_unit (reading, i)->sentence;) {
    const PactUnit *unit = pact_unit (reading, at);

    if (pact_unit_is (reading, at, ",") &&
        pact_sense_has (pact_sense_near (reading, name_end (reading, i), 1), PACT_VERB))
      break; /* "From Rusk, Orme gets": a subject */
    if (unit->sense == PACT_SENSE_PREPOSITION &&
        (pact_unit_is (reading, at + 1, "which") || pact_unit_is (reading, at + 1, "whom")))
      break; /* "to which Rusk supplies": a subject */
    if (unit->sense == PACT_SENSE_PREPOSITION)
      return unit->value == PACT_FRAME_BY && is_passive (reading, at > 6 ? at - 6 : 0)
                 ? PACT_FRAME_SUBJECT
                 : (guint) unit->value;
    if (unit->sense == PACT_SENSE_EXCEPT)
      return PACT_FRAME_EXCEPTED;
    if (pact_sense_has ((PactSense) unit->sense, PACT_VERB))
      return PACT_FRAME_OBJECT;
    if (!unit->name && unit->sense != PACT_SENSE_AND && unit->sense != PACT_SENSE_FILLER &&
        unit->kind != PACT_TOKEN_MARK)
      break;
  }
  for (guint at = i + 1; at < reading->units->len && at < i + 6; at++)
    if (pact_sense_has ((PactSense) pact_unit (reading, at)->sense, PACT_VERB))
      return is_passive (reading, i) ? PACT_FRAME_OBJECT : PACT_FRAME_SUBJECT;
  return (pact_unit (reading, i)->flags & PACT_TOKEN_STARTS) ? PACT_FRAME_SUBJECT
                                                             : PACT_FRAME_OBJECT;
}

enum { NAMES_MAX = 12 };

/* First places of the names of a reading. */
static guint
list_names (const PactEdits *edits, const PactReading *reading, guint32 keys[NAMES_MAX],
            guint places[NAMES_MAX])
{
  guint n = 0;

  for (guint i = 0; i < reading->units->len && n < NAMES_MAX; i++) {
    const PactUnit *unit = pact_unit (reading, i);
    bool known = false;

    if (!(pact_edits_name (edits, unit) || pact_unit_is_person (unit)) ||
        (i > 0 && pact_unit (reading, i - 1)->name))
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
void
pact_edits_find_crossed_names (PactEdits *edits)
{
  guint32 keys[N_SIDES][NAMES_MAX];
  guint places[N_SIDES][NAMES_MAX], n[N_SIDES], frames[N_SIDES][NAMES_MAX];
  gint other[NAMES_MAX];

  for (guint side = 0; side < N_SIDES; side++) {
    n[side] = list_names (edits, edits->readings[side], keys[side], places[side]);
    for (guint k = 0; k < n[side]; k++)
      frames[side][k] = pact_frame_of (edits->readings[side], places[side][k]);
  }
  for (guint k = 0; k < n[OLD]; k++) {
    other[k] = -1;
    for (guint l = 0; l < n[NEW]; l++)
      if (keys[OLD][k] == keys[NEW][l])
        other[k] = (gint) l;
  }
  for (guint a = 0; a < n[OLD]; a++)
    for (guint b = a + 1; b < n[OLD]; b++)
      if (other[a] >= 0 && other[b] >= 0 && frames[OLD][a] != frames[OLD][b] &&
          frames[OLD][a] != PACT_FRAME_SPEAKER && frames[OLD][b] != PACT_FRAME_SPEAKER &&
          frames[OLD][a] == frames[NEW][other[b]] && frames[OLD][b] == frames[NEW][other[a]]) {
        PactSignPlace place = { { places[OLD][a], places[NEW][other[b]] },
                                { places[OLD][b] + 1, places[NEW][other[a]] + 1 } };

        if (place.from[NEW] >= place.to[NEW])
          place = (PactSignPlace){ { places[OLD][a], places[NEW][other[a]] },
                                   { places[OLD][b] + 1, places[NEW][other[b]] + 1 } };
        pact_sign_set (edits->signs, PACT_SIGN_SWAP, edits->locality, PACT_FACET_PARTY, place);
      }
}

static bool
equal_runs (const PactEdits *edits, const PactEdit *a, guint a_side, const PactEdit *b,
            guint b_side)
{
  guint n = a->to[a_side] - a->from[a_side];

  if (n == 0 || n != b->to[b_side] - b->from[b_side])
    return false;
  for (guint i = 0; i < n; i++)
    if (pact_word_unit (edits, a_side, a->from[a_side] + i)->key !=
        pact_word_unit (edits, b_side, b->from[b_side] + i)->key)
      return false;
  return true;
}

/* Whether the words between two edits only join a list: "maps, games and books". */
static bool
in_one_list (const PactEdits *edits, const PactEdit *first, const PactEdit *second)
{
  bool joined = !pact_word_unit (edits, OLD, first->from[OLD])->name; /* "From Rusk, Orme gets" */

  for (guint i = first->to[OLD]; i < second->from[OLD]; i++) {
    PactSense sense = (PactSense) pact_word_unit (edits, OLD, i)->sense;

    if (sense != PACT_SENSE_AND && sense != PACT_SENSE_OR && sense != PACT_SENSE_NONE)
      return false;
    joined |= sense != PACT_SENSE_NONE;
  }
  return joined && second->from[OLD] - first->to[OLD] <= 3 &&
         pact_word_unit (edits, OLD, first->from[OLD])->kind != PACT_TOKEN_NUMBER;
}

static gint
compare_keys (gconstpointer a, gconstpointer b)
{
  return *(const guint32 *) a < *(const guint32 *) b ? -1
                                                     : *(const guint32 *) a > *(const guint32 *) b;
}

/* Whether a run of edited words says what somebody owes, or who gives. */
static bool
matters (const PactEdits *edits, const PactEdit *edit)
{
  for (guint i = edit->from[OLD]; i < edit->to[OLD]; i++) {
    const PactUnit *unit = pact_word_unit (edits, OLD, i);

    if (pact_unit_commits (unit) || unit->sense == PACT_SENSE_PAY ||
        unit->sense == PACT_SENSE_RECEIVE || unit->sense == PACT_SENSE_SHARE ||
        (unit->sense == PACT_SENSE_PREPOSITION && unit->value > PACT_FRAME_IN)) /* "by whom" */
      return true;
  }
  return false;
}

/* Whether a run of edited words is a name and what it does: "Orme supplies". */
static bool
is_deed (const PactEdits *edits, const PactEdit *edit)
{
  guint names = 0, deeds = 0;

  for (guint i = edit->from[OLD]; i < edit->to[OLD]; i++) {
    const PactUnit *unit = pact_word_unit (edits, OLD, i);

    if (unit->sense == PACT_SENSE_AND || unit->sense == PACT_SENSE_OR ||
        unit->sense == PACT_SENSE_SAY || unit->sense == PACT_SENSE_BE ||
        unit->sense == PACT_SENSE_PREPOSITION)
      return false;
    if (pact_edits_name (edits, unit))
      names++;
    else
      deeds++;
  }
  return names > 0 && deeds == 1;
}

/* From one end of the text to the other: a clause that now stands before the other. */
static bool
is_rotation (const PactEdits *edits, const PactEdit *out, const PactEdit *in)
{
  return (out->from[OLD] == 0 && in->to[NEW] == edits->words[NEW]->len) ||
         (in->from[NEW] == 0 && out->to[OLD] == edits->words[OLD]->len);
}

/* Whether the words taken out at one place are those put in at another, in another order: "the
 * museum pays the painter", "the painter pays the museum". */
static bool
reordered_runs (const PactEdits *edits, const PactEdit *out, const PactEdit *in)
{
  guint n = out->to[OLD] - out->from[OLD];
  g_autofree guint32 *a = g_new (guint32, n + 1), *b = g_new (guint32, n + 1);

  if (n < 2 || !(matters (edits, out) || is_deed (edits, out)) || n != in->to[NEW] - in->from[NEW] ||
      out->to[NEW] > out->from[NEW] || in->to[OLD] > in->from[OLD] ||
      equal_runs (edits, out, OLD, in, NEW) || is_rotation (edits, out, in))
    return false;
  for (guint i = 0; i < n; i++) {
    a[i] = pact_word_unit (edits, OLD, out->from[OLD] + i)->key;
    b[i] = pact_word_unit (edits, NEW, in->from[NEW] + i)->key;
  }
  qsort (a, n, sizeof *a, compare_keys);
  qsort (b, n, sizeof *b, compare_keys);
  return memcmp (a, b, n * sizeof *a) == 0;
}

/* "may not sell maps but may sell games", and the other way round. */
static bool
moved_negation (const PactEdits *edits, const PactEdit *out, const PactEdit *in)
{
  return out->to[OLD] - out->from[OLD] == 1 && equal_runs (edits, out, OLD, in, NEW) &&
         pact_word_unit (edits, OLD, out->from[OLD])->sense == PACT_SENSE_NOT;
}

/* "The only dealer is Rusk", "Rusk is the only dealer"; "..., said Rusk" and "Rusk said that ...".
 */
static bool
around_assertion (const PactEdits *edits, const PactEdit *first, const PactEdit *second)
{
  bool asserts = first->to[OLD] < second->from[OLD];

  for (guint i = first->to[OLD]; i < second->from[OLD]; i++) {
    PactSense sense = (PactSense) pact_word_unit (edits, OLD, i)->sense;

    if (sense == PACT_SENSE_SAY)
      return true;
    asserts &= sense == PACT_SENSE_BE;
  }
  return asserts;
}

static bool
exchanged_runs (const PactEdits *edits, const PactEdit *first, const PactEdit *second)
{
  return equal_runs (edits, first, OLD, second, NEW) &&
         equal_runs (edits, first, NEW, second, OLD) && !in_one_list (edits, first, second) &&
         !around_assertion (edits, first, second);
}

/* Two runs changed places: who has what now, and how much of it. */
static void
see_exchange (PactEdits *edits, const PactEdit *first, const PactEdit *second)
{
  const PactEdit *edit = first->to[OLD] > first->from[OLD] ? first : second;

  pact_edits_sign (edits, edit, PACT_SIGN_SWAP, 1, PACT_FACET_SCOPE);
  for (guint i = first->from[OLD]; i < second->to[OLD]; i++) {
    const PactUnit *unit = pact_word_unit (edits, OLD, i);

    if (unit->kind == PACT_TOKEN_NUMBER)
      pact_edits_sign (edits, edit, PACT_SIGN_SWAP, 1, PACT_FACET_AMOUNT);
    else if (unit->name || pact_unit_is_person (unit) || unit->sense == PACT_SENSE_PAY)
      pact_edits_sign (edits, edit, PACT_SIGN_SWAP, 1, PACT_FACET_PARTY);
  }
}

enum { SWAP_EDITS_MAX = 6 };

/* Two runs of words that changed places around words that stay. */
void
pact_edits_find_exchanges (PactEdits *edits)
{
  const GArray *list = edits->list;

  for (guint a = 0; a < list->len && list->len <= SWAP_EDITS_MAX; a++)
    for (guint b = a + 1; b < list->len; b++) {
      const PactEdit *first = &g_array_index (list, PactEdit, a),
                     *second = &g_array_index (list, PactEdit, b);

      if (moved_negation (edits, first, second) || moved_negation (edits, second, first))
        pact_edits_sign (edits, first, PACT_SIGN_SWAP, 1, PACT_FACET_POLARITY);
      else if (exchanged_runs (edits, first, second) || reordered_runs (edits, first, second) ||
               reordered_runs (edits, second, first))
        see_exchange (edits, first, second);
    }
}
