/* Which edited words count: not those that assert, set a scene or are answered elsewhere. */
#include "read/edits.h"

/* Senses that bind or release: text without them sets a scene. */
bool
pact_unit_commits (const PactUnit *unit)
{
  return pact_sense_has ((PactSense) unit->sense, PACT_COMMITS) || unit->kind == PACT_TOKEN_NUMBER;
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

enum { SCENE_WORDS = 5, CONTEXT_REACH = 12 };

/* A verb, or what stands for one: a list of things tells nothing. */
static bool
tells (const PactReading *reading, guint i)
{
  PactSense sense = (PactSense) pact_unit (reading, i)->sense;

  return sense == PACT_SENSE_BE || sense == PACT_SENSE_WAS || sense == PACT_SENSE_PRONOUN ||
         pact_unit_ends_in (reading, i, "ed") || pact_unit_ends_in (reading, i, "ing");
}

/* Many words added (or dropped) that commit nobody: scene-setting. "Building on ten years of work,
 * ...": nothing that opens so binds anybody, whatever it counts. */
static bool
sets_scene (const PactEdits *edits, const PactEdit *edit)
{
  guint side = edit->to[OLD] > edit->from[OLD] ? OLD : NEW, first;
  const PactReading *reading = edits->readings[side];
  bool opens, counting, told;

  if (edit->to[!side] > edit->from[!side] || edit->to[side] - edit->from[side] < SCENE_WORDS)
    return false;
  first = pact_word (edits, side, edit->from[side])->unit;
  told = opens = (pact_unit (reading, first)->flags & PACT_TOKEN_STARTS) != 0;
  counting = opens && pact_unit_ends_in (reading, first, "ing");
  for (guint i = edit->from[side]; i < edit->to[side]; i++) {
    const PactUnit *unit = pact_word_unit (edits, side, i);
    bool count = unit->kind == PACT_TOKEN_NUMBER && counting;

    if ((pact_unit_commits (unit) && !count) || unit->kind == PACT_TOKEN_MARK ||
        (pact_edits_name (edits, unit) && i > edit->from[side]))
      return false;
    told |= tells (reading, pact_word (edits, side, i)->unit);
  }
  return told;
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
    pact_edits_set_facet (edits, edit, PACT_FACET_AMOUNT);
  else if (next->name && before->value != 1 && after->value != 1)
    pact_edits_set_facet (edits, edit, PACT_FACET_PARTY);
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
    return (edits->payers_agree || edits->locality < PACT_REWRITTEN) &&
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
    return other->senses[PACT_SENSE_EACH] + other->senses[PACT_SENSE_ALL] > 0 ||
           (unit->value == 2 && other->figures > 0); /* "both", "the two" */
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

  if (edits->locality >= PACT_REWRITTEN || n < SAME_ROOT || pact_edits_name (edits, unit))
    return false;
  for (guint j = all->from[!side]; j < all->to[!side]; j++) {
    const PactUnit *other = pact_word_unit (edits, !side, j);
    gsize m = pact_token (others, other->first)->length;

    if (pact_word_edited (edits, !side, j) &&
        !(pact_unit_is_person (unit) && pact_unit_is_person (other)) && m >= SAME_ROOT &&
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
  for (gint back = 1; back <= PACT_BOUND_REACH; back++)
    if (pact_sense_near (reading, i, -back) == PACT_SENSE_NOT)
      return true;
  return false;
}

enum { TAG_REACH = 5 };

/* "said Ada Rusk, who heads ...": words about who speaks. */
static bool
is_tag (const PactEdits *edits, guint side, guint i)
{
  return pact_sense_within (edits->readings[side], pact_word (edits, side, i)->unit, PACT_SENSE_SAY,
                            TAG_REACH);
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
                    (edits->locality < PACT_REWRITTEN && is_tag (edits, side, i))))
        continue; /* who said it */
      if (pact_unit_is_person (unit) && edits->claims_agree && edits->locality < PACT_REWRITTEN)
        continue; /* "the only customer to whom" */
      if ((plain || unit->sense == PACT_SENSE_WORD) && has_derivation (edits, side, i, all))
        continue;
      pact_edits_judge_word (edits, edit, side, i);
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
