/* What each edit is a sign of, by the words it touches and those around it. */
#include "read/edits.h"
#include "read/quantity.h"

/* Senses that bind or release: text without them sets a scene. */
bool
pact_unit_commits (const PactUnit *unit)
{
  return pact_sense_has ((PactSense) unit->sense, PACT_COMMITS) || unit->kind == PACT_TOKEN_NUMBER;
}

/* Whether a word of that key stands anywhere on `side`. */
static bool
stands_on (const PactEdits *edits, guint side, guint32 key)
{
  for (guint i = 0; i < edits->readings[side]->units->len; i++)
    if (pact_unit (edits->readings[side], i)->key == key)
      return true;
  return false;
}

/* What a run of words holds that was edited. */
typedef struct {
  guint senses[PACT_N_SENSES];
  guint words, figures;
} Content;

static Content
content_of (const PactEdits *edits, const PactEdit *edit, guint side)
{
  Content content = { 0 };

  for (guint i = edit->from[side]; i < edit->to[side]; i++) {
    const PactUnit *unit = pact_word_unit (edits, side, i);

    if (!pact_word_edited (edits, side, i))
      continue;
    content.words++;
    content.senses[unit->sense]++;
    content.figures += unit->kind == PACT_TOKEN_NUMBER;
  }
  return content;
}

/* Words that may come, go or stand for one another while nothing is owed anew: "is", "will be",
 * "remains", "has been named". */
static bool
asserts (const PactUnit *unit)
{
  switch ((PactSense) unit->sense) {
  case PACT_SENSE_CONTINUE:
    return unit->value == 0; /* not "survives" */
  case PACT_SENSE_WORD:
    return unit->value == 1; /* "agreement", "company" */
  case PACT_SENSE_TIME:
    return unit->value == 201 || unit->value == 205; /* "term", "date" */
  default:
    return pact_sense_has ((PactSense) unit->sense, PACT_ASSERTS);
  }
}

enum { SCENE_WORDS = 5, CONTEXT_REACH = 7, BOUND_REACH = 8 };
static const double REWRITTEN = 0.9; /* below this locality, other words may mean the same */

/* "Building on ten years of work, ...": nothing that opens so binds anybody. */
static bool
opens_with_participle (const PactReading *reading, guint i)
{
  const PactToken *token = pact_token (reading->tokens, pact_unit (reading, i)->first);
  const char *word = pact_token_text (reading->tokens, pact_unit (reading, i)->first);

  return (token->flags & PACT_TOKEN_STARTS) && token->length > 4 &&
         memcmp (word + token->length - 3, "ing", 3) == 0;
}

/* Many words added (or dropped) that commit nobody: scene-setting. */
static bool
sets_scene (const PactEdits *edits, const PactEdit *edit)
{
  guint side = edit->to[OLD] > edit->from[OLD] ? OLD : NEW;
  bool opener;

  if (edit->to[!side] > edit->from[!side] || edit->to[side] - edit->from[side] < SCENE_WORDS)
    return false;
  opener = opens_with_participle (edits->readings[side],
                                  pact_word (edits, side, edit->from[side])->unit);
  for (guint i = edit->from[side]; i < edit->to[side]; i++) {
    const PactUnit *unit = pact_word_unit (edits, side, i);
    bool count = unit->kind == PACT_TOKEN_NUMBER && opener;

    if ((pact_unit_commits (unit) && !count) || unit->kind == PACT_TOKEN_MARK ||
        (pact_edits_name (edits, unit) && i > edit->from[side]))
      return false;
  }
  return true;
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

/* Edited words that claim exclusivity or deny it, in whatever way. */
static guint
claims_in (const Content *content)
{
  return content->senses[PACT_SENSE_EXCLUSIVE] + content->senses[PACT_SENSE_NONEXCLUSIVE] +
         content->senses[PACT_SENSE_OTHER] + content->senses[PACT_SENSE_FREE] +
         content->senses[PACT_SENSE_EXCEPT];
}

/* Whether the edited words, taken together, turn what is said into its opposite. A negation does
 * not count that makes a claim where the other side makes the same one in other words. */
static bool
turns_round (const PactEdits *edits, const Content whole[N_SIDES])
{
  guint negations = 0;

  for (guint side = 0; side < N_SIDES; side++) {
    bool answered = edits->claims_agree && claims_in (&whole[!side]) > 0;

    for (guint i = 0; i < edits->words[side]->len; i++) {
      PactSense sense = (PactSense) pact_word_unit (edits, side, i)->sense;

      negations +=
          pact_word_edited (edits, side, i) && pact_sense_has (sense, PACT_NEGATES) &&
          !(answered && makes_claim (edits->readings[side], pact_word (edits, side, i)->unit));
    }
  }
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
  return unit->sense == PACT_SENSE_WORD && (unit->value == 2 || unit->value == -2);
}

static bool
near_person (const PactReading *reading, guint i, gint reach)
{
  for (gint distance = -reach; distance <= reach; distance++)
    if (pact_sense_near (reading, i, distance) == PACT_SENSE_WORD &&
        is_person (pact_unit (reading, (guint) ((gint) i + distance))))
      return true;
  return false;
}

void
pact_edits_sign (PactEdits *edits, const PactEdit *edit, PactSign sign, PactFacet facet)
{
  PactSignPlace place = { { 0 }, { 0 } };

  for (guint side = 0; side < N_SIDES; side++)
    if (edit->to[side] > edit->from[side]) {
      place.from[side] = pact_word (edits, side, edit->from[side])->unit;
      place.to[side] = pact_word (edits, side, edit->to[side] - 1)->unit + 1;
    }
  pact_sign_set (edits->signs, sign, edits->locality, (int) facet, place);
}

static void
set_facet (PactEdits *edits, const PactEdit *edit, PactFacet facet)
{
  pact_edits_sign (edits, edit, (PactSign) (PACT_SIGN_EDIT_EXCLUSIVITY + facet), facet);
}

/* Whether the figure a word is part of is stated on the other side: anywhere in a rewriting
 * ("two thirds to one" is "one third to the other"), else in the words that took its place. */
static bool
figure_stays (const PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *other = edits->readings[!side];
  guint unit = pact_word (edits, side, i)->unit, from = 0, to = other->units->len;

  if (edits->locality >= REWRITTEN) {
    if (edit->to[!side] == edit->from[!side])
      return false;
    from = pact_word (edits, !side, edit->from[!side])->unit;
    to = pact_word (edits, !side, edit->to[!side] - 1)->unit + 1;
    from -= MIN (from, 1); /* "a" of "a year" */
  }
  return pact_figure_met (edits->readings[side], unit, other, from, to);
}

static bool
is_of_figure (const PactUnit *unit)
{
  return unit->kind == PACT_TOKEN_NUMBER || unit->kind == PACT_TOKEN_MARK ||
         unit->sense == PACT_SENSE_FRACTION || unit->sense == PACT_SENSE_TIME;
}

/* A figure: by what it counts, and what holds it. */
static void
judge_figure (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  guint unit = pact_word (edits, side, i)->unit;
  PactQuantity quantity = { 0 };

  for (guint back = MIN (unit, 2) + 1; back-- > 0 && quantity.n <= back;)
    quantity = pact_quantity_at (reading, unit - back);
  if (quantity.kind == PACT_FACT_DATE || quantity.kind == PACT_FACT_SPAN ||
      pact_sense_near (reading, unit, 1) == PACT_SENSE_TIME)
    set_facet (edits, edit, PACT_FACET_DURATION);
  else
    set_facet (edits, edit, PACT_FACET_AMOUNT);
  for (gint back = 1; back <= BOUND_REACH; back++) {
    PactSense sense = pact_sense_near (reading, unit, -back);

    if (sense == PACT_SENSE_CAP || sense == PACT_SENSE_FLOOR || sense == PACT_SENSE_ABOVE ||
        sense == PACT_SENSE_BELOW)
      set_facet (edits, edit, PACT_FACET_CAP);
    if (sense == PACT_SENSE_END && quantity.kind == PACT_FACT_MONEY)
      pact_facets_add (&edits->signs->context, PACT_FACET_CAP); /* "stops when ... got $5m" */
  }
}

/* A word the lexicon does not know: whose it is, or what it is about. */
static void
judge_unknown (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  guint unit = pact_word (edits, side, i)->unit;

  if (near_person (edits->readings[side], unit, 1))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (pact_unit_is (edits->readings[side], unit + 1, "price") ||
      pact_unit_is (edits->readings[side], unit + 1, "value"))
    pact_facets_add (&edits->signs->context, PACT_FACET_BASIS);
  pact_edits_sign (edits, edit, PACT_SIGN_EDIT_WORD, PACT_FACET_SCOPE);
}

static bool
near_figure (const PactReading *reading, guint i)
{
  for (guint ahead = 1; ahead <= BOUND_REACH && i + ahead < reading->units->len; ahead++)
    if (pact_unit (reading, i + ahead)->kind == PACT_TOKEN_NUMBER)
      return true;
  return false;
}

/* "only with the consent of", "even without approval". */
static bool
near_consent (const PactReading *reading, guint i)
{
  static const char *const words[] = { "consent", "approval", "permission" };

  for (guint ahead = 1; ahead <= 4; ahead++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      if (pact_unit_is (reading, i + ahead, words[w]))
        return true;
  return false;
}

/* "except as against Rusk": who is left out. */
static bool
near_name (const PactReading *reading, guint i)
{
  for (guint ahead = 1; ahead <= 4 && i + ahead < reading->units->len; ahead++)
    if (pact_unit (reading, i + ahead)->name)
      return true;
  return false;
}

/* "buys" for "sells": whoever traded is now on the other end. */
static bool
trades (const PactReading *reading, guint i)
{
  static const char *const verbs[] = { "buy", "buys", "sell", "sells" };

  for (guint v = 0; v < G_N_ELEMENTS (verbs); v++)
    if (pact_unit_is (reading, i, verbs[v]))
      return true;
  return false;
}

static void
judge_word (PactEdits *edits, const PactEdit *edit, guint side, guint i)
{
  const PactReading *reading = edits->readings[side];
  const PactUnit *unit = pact_word_unit (edits, side, i);
  guint at = pact_word (edits, side, i)->unit;
  PactSense sense = (PactSense) unit->sense;
  int facet = pact_sense_facet (sense);

  if (is_of_figure (unit) && figure_stays (edits, edit, side, i))
    return;
  if (unit->kind == PACT_TOKEN_NUMBER && unit->concept == 0) {
    judge_figure (edits, edit, side, i);
    return;
  }
  if (unit->kind == PACT_TOKEN_MARK)
    facet = PACT_FACET_AMOUNT;
  if (sense == PACT_SENSE_MAY && (pact_sense_near (reading, at, 1) == PACT_SENSE_NOT ||
                                  pact_sense_near (reading, at, -1) == PACT_SENSE_NOT))
    return; /* "may not": the negation tells */
  if (pact_sense_has (sense, PACT_NEGATES) && !edits->turned && sense != PACT_SENSE_UNLESS)
    return;
  if ((sense == PACT_SENSE_AFTER || sense == PACT_SENSE_BEFORE) &&
      near (reading, at, PACT_SENSE_COST, 4))
    facet = PACT_FACET_BASIS;
  if ((sense == PACT_SENSE_INCLUDING || sense == PACT_SENSE_EXCLUDING) &&
      !near (reading, at, PACT_SENSE_REVENUE, 8) && !near (reading, at, PACT_SENSE_COST, 8))
    facet = PACT_FACET_SCOPE;
  if (is_person (unit))
    facet = PACT_FACET_PARTY;
  if (facet == PACT_FACET_SCOPE && near_person (reading, at, 1))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (at > 0 &&
      (pact_unit_is (reading, at - 1, "units") || pact_unit_is (reading, at - 1, "copies")))
    pact_facets_add (&edits->signs->context, PACT_FACET_BASIS); /* "on units shipped" */
  if (pact_edits_name (edits, unit)) {
    if (!stands_on (edits, !side, unit->key))
      set_facet (edits, edit,
                 pact_frame_of (reading, at) == PACT_FRAME_IN ? PACT_FACET_SCOPE
                                                              : PACT_FACET_PARTY);
    return;
  }
  if (sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD) {
    judge_unknown (edits, edit, side, i);
    return;
  }
  if (facet >= 0)
    set_facet (edits, edit, (PactFacet) facet);
  /* what else a change of such a word touches */
  if (sense == PACT_SENSE_NOT && near (reading, at, PACT_SENSE_ABOVE, 4))
    pact_facets_add (&edits->signs->context, PACT_FACET_CAP);
  if (sense == PACT_SENSE_NOT && near_person (reading, at, 2))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (near_consent (reading, at))
    pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
  if (sense == PACT_SENSE_EXCEPT && near_name (reading, at)) {
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
    if (near (reading, at, PACT_SENSE_EXCLUSIVE, 12))
      pact_facets_add (&edits->signs->context, PACT_FACET_EXCLUSIVITY);
  }
  if (trades (reading, at))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (sense == PACT_SENSE_CAP && !near_figure (reading, at))
    pact_facets_add (&edits->signs->context, PACT_FACET_SCOPE);
  if ((sense == PACT_SENSE_ABOVE || sense == PACT_SENSE_BELOW) && near_person (reading, at, 3))
    pact_facets_add (&edits->signs->context, PACT_FACET_PARTY);
  if (sense == PACT_SENSE_OR && !near (reading, at, PACT_SENSE_IF, 30) &&
      !near (reading, at, PACT_SENSE_END, 30))
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
judge_prepositions (PactEdits *edits, const PactEdit *edit)
{
  const PactUnit *before, *after, *next;

  if (edit->to[OLD] - edit->from[OLD] != 1 || edit->to[NEW] - edit->from[NEW] != 1 ||
      edit->to[NEW] >= edits->words[NEW]->len)
    return;
  before = pact_word_unit (edits, OLD, edit->from[OLD]);
  after = pact_word_unit (edits, NEW, edit->from[NEW]);
  next = pact_word_unit (edits, NEW, edit->to[NEW]);
  if (before->sense != PACT_SENSE_PREPOSITION || after->sense != PACT_SENSE_PREPOSITION)
    return;
  if (next->kind == PACT_TOKEN_NUMBER)
    set_facet (edits, edit, PACT_FACET_AMOUNT);
  else if (next->name && before->value != 1 && after->value != 1)
    set_facet (edits, edit, PACT_FACET_PARTY);
}

/* "exclusive" for "non-exclusive", whatever stands around them. */
static bool
is_opposed (const PactUnit *unit, const Content *other)
{
  return (unit->sense == PACT_SENSE_EXCLUSIVE && other->senses[PACT_SENSE_NONEXCLUSIVE] > 0) ||
         (unit->sense == PACT_SENSE_NONEXCLUSIVE && other->senses[PACT_SENSE_EXCLUSIVE] > 0);
}

/* Words that one side leaves to the other: "all" and "each", "if not" and "unless". */
static bool
is_answered (const PactEdits *edits, const PactUnit *unit, const Content *other)
{
  switch ((PactSense) unit->sense) {
  case PACT_SENSE_PAY:
  case PACT_SENSE_RECEIVE:
  case PACT_SENSE_SHARE:
  case PACT_SENSE_PART: /* "X pays Y", "Y receives from X" */
    return (edits->payers_agree || edits->locality < REWRITTEN) &&
           (unit->sense != PACT_SENSE_PART || unit->value == 0) &&
           other->senses[PACT_SENSE_PAY] + other->senses[PACT_SENSE_RECEIVE] +
                   other->senses[PACT_SENSE_SHARE] + other->senses[PACT_SENSE_PART] >
               0;
  case PACT_SENSE_FREE: /* "nothing stops X", "X may" */
    if (other->senses[PACT_SENSE_MAY] > 0 ||
        (!edits->turned && other->senses[PACT_SENSE_NOT] > 0 &&
         other->senses[PACT_SENSE_BAN] + other->senses[PACT_SENSE_END] > 0))
      return true;
    G_GNUC_FALLTHROUGH;
  case PACT_SENSE_EXCLUSIVE:
  case PACT_SENSE_NONEXCLUSIVE:
  case PACT_SENSE_OTHER:
  case PACT_SENSE_EXCEPT:
    return edits->claims_agree && claims_in (other) > 0 && !is_opposed (unit, other);
  case PACT_SENSE_MAY:
    return other->senses[PACT_SENSE_FREE] > 0;
  case PACT_SENSE_ALL:
    return other->senses[PACT_SENSE_EACH] + other->senses[PACT_SENSE_ALL] > 0;
  case PACT_SENSE_EACH:
    return other->senses[PACT_SENSE_ALL] > 0;
  case PACT_SENSE_IF:
    if (unit->value == 1)
      return false; /* "whether or not" is no "unless" */
    G_GNUC_FALLTHROUGH;
  case PACT_SENSE_UNLESS:
    return other->senses[PACT_SENSE_IF] + other->senses[PACT_SENSE_UNLESS] > 0;
  case PACT_SENSE_NONE:
    return unit->name && other->senses[PACT_SENSE_PRONOUN] > 0;
  default:
    return false;
  }
}

/* What governs an edit from before: "ends once ...", "for the life of ...", "computed on ...". */
static void
judge_context (PactEdits *edits, const PactEdit *edit)
{
  guint side = edit->to[OLD] > edit->from[OLD] ? OLD : NEW;
  const PactReading *reading = edits->readings[side];
  guint at = pact_word (edits, side, edit->from[side])->unit;

  for (gint back = 1; back <= CONTEXT_REACH && (guint) back <= at; back++) {
    const PactUnit *unit = pact_unit (reading, at - (guint) back);

    if (pact_sense_near (reading, at, -back) == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_MARK)
      break;
    if (unit->sentence != pact_unit (reading, at)->sentence)
      break;
    if (unit->sense == PACT_SENSE_IF || unit->sense == PACT_SENSE_UNLESS ||
        pact_unit_is (reading, at - (guint) back, "should"))
      pact_facets_add (&edits->signs->context, PACT_FACET_CONDITION);
    else if (unit->sense == PACT_SENSE_DURING || unit->sense == PACT_SENSE_UNTIL ||
             unit->sense == PACT_SENSE_RENEW)
      pact_facets_add (&edits->signs->context, PACT_FACET_DURATION);
    else if (unit->sense == PACT_SENSE_WORD && unit->value == 3)
      pact_facets_add (&edits->signs->context, PACT_FACET_BASIS);
  }
}

enum { SAME_ROOT = 5 }; /* letters */

/* "developer" and "develops": in a rewriting, words of one root that are not both persons. */
static bool
has_derivation (const PactEdits *edits, guint side, guint i, const PactEdit *all)
{
  const PactTokens *tokens = edits->readings[side]->tokens,
                   *others = edits->readings[!side]->tokens;
  const PactUnit *unit = pact_word_unit (edits, side, i);
  gsize n = pact_token (tokens, unit->first)->length;

  if (edits->locality >= REWRITTEN || n < SAME_ROOT || pact_edits_name (edits, unit))
    return false;
  for (guint j = all->from[!side]; j < all->to[!side]; j++) {
    const PactUnit *other = pact_word_unit (edits, !side, j);
    gsize m = pact_token (others, other->first)->length;

    if (pact_word_edited (edits, !side, j) && !(is_person (unit) && is_person (other)) &&
        m >= SAME_ROOT &&
        memcmp (pact_token_text (tokens, unit->first), pact_token_text (others, other->first),
                SAME_ROOT) == 0)
      return true;
  }
  return false;
}

/* "the two companies", "the one supplier": a count that only says what is known. */
static bool
is_idle_count (const PactEdits *edits, guint side, guint i)
{
  const PactUnit *unit = pact_word_unit (edits, side, i);
  PactSense next = pact_sense_near (edits->readings[side], pact_word (edits, side, i)->unit, 1);

  return unit->kind == PACT_TOKEN_NUMBER && unit->concept == 0 && unit->value >= 1 &&
         unit->value <= 2 && next != PACT_SENSE_TIME && next != PACT_SENSE_FRACTION &&
         !pact_unit_is (edits->readings[side], pact_word (edits, side, i)->unit + 1, "%");
}

/* "does not pay any part" is "pays no part": the negation tells. */
static bool
is_any_of_none (const PactReading *reading, guint i)
{
  if (!pact_unit_is (reading, i, "any"))
    return false;
  for (gint back = 1; back <= BOUND_REACH; back++)
    if (pact_sense_near (reading, i, -back) == PACT_SENSE_NOT)
      return true;
  return false;
}

enum { TAG_REACH = 5 };

/* "said Ada Rusk, who heads ...": words about who speaks. */
static bool
is_tag (const PactEdits *edits, guint side, guint i)
{
  return near (edits->readings[side], pact_word (edits, side, i)->unit, PACT_SENSE_SAY, TAG_REACH);
}

static void
judge_edit (PactEdits *edits, const PactEdit *edit, const PactEdit *all,
            const Content whole[N_SIDES])
{
  Content content[N_SIDES] = { content_of (edits, edit, OLD), content_of (edits, edit, NEW) };
  bool strong = false, judged = false,
       inserted = content[OLD].words == 0 || content[NEW].words == 0;

  judge_prepositions (edits, edit);
  if (sets_scene (edits, edit))
    return;
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = edit->from[side]; i < edit->to[side]; i++) {
      const PactUnit *unit = pact_word_unit (edits, side, i);

      strong |= pact_word_edited (edits, side, i) && unit->sense != PACT_SENSE_NONE &&
                pact_unit_commits (unit);
    }
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = edit->from[side]; i < edit->to[side]; i++) {
      const PactUnit *unit = pact_word_unit (edits, side, i);
      bool plain = unit->sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD;

      if (!pact_word_edited (edits, side, i) || asserts (unit) ||
          is_answered (edits, unit, &whole[!side]) || (plain && strong))
        continue;
      if (is_any_of_none (edits->readings[side], pact_word (edits, side, i)->unit))
        continue;
      if (is_idle_count (edits, side, i) && content[!side].figures == 0)
        continue;
      if (plain && (content[side].senses[PACT_SENSE_SAY] > 0 ||
                    (edits->locality < REWRITTEN && is_tag (edits, side, i))))
        continue; /* who said it */
      if (is_person (unit) && edits->claims_agree && edits->locality < REWRITTEN)
        continue; /* "the only customer to whom" */
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

void
pact_edits_judge (PactEdits *edits)
{
  PactEdit all = { { 0, 0 }, { edits->words[OLD]->len, edits->words[NEW]->len } };
  Content whole[N_SIDES] = { content_of (edits, &all, OLD), content_of (edits, &all, NEW) };

  edits->turned = turns_round (edits, whole);
  for (guint i = 0; i < edits->list->len; i++)
    judge_edit (edits, &g_array_index (edits->list, PactEdit, i), &all, whole);
}
