/* Edits between two readings: the words that stay, go, come and move. Shared by the files that
 * find them (edits.c), judge them (edit-signs.c) and watch the roles of names (roles.c). */
#pragma once

#include "read/key-set.h"
#include "read/signs.h"

enum { OLD, NEW, N_SIDES };

/* A unit that carries meaning, on one side. */
typedef struct {
  guint unit; /* index into the reading's units */
  gint match; /* index of the other side's word it stays as; -1 when it was edited */
  bool moved; /* edited here, and said elsewhere on the other side */
} PactWord;

/* A run of edited words between two that stay. */
typedef struct {
  guint from[N_SIDES], to[N_SIDES];
} PactEdit;

typedef struct {
  const PactReading *readings[N_SIDES];
  bool *skipped[N_SIDES]; /* for each unit, whether it needs no comparing */
  GArray *words[N_SIDES]; /* PactWord */
  GArray *list;           /* PactEdit, in order */
  PactKeySet names;       /* keys of names of either side */
  double locality;        /* 1 where edits stand in kept text, 0 where all was written anew */
  bool turned;            /* negations of the edited words do not cancel out */
  bool payers_agree;      /* both sides say who pays or who is paid, and mean the same */
  bool claims_agree;      /* both sides claim exclusivity of the same strength */
  PactSigns *signs;       /* what was found so far */
} PactEdits;

static inline const PactWord *
pact_word (const PactEdits *edits, guint side, guint i)
{
  return &g_array_index (edits->words[side], PactWord, i);
}

static inline const PactUnit *
pact_word_unit (const PactEdits *edits, guint side, guint i)
{
  return pact_unit (edits->readings[side], pact_word (edits, side, i)->unit);
}

/* Went or came, and is not said elsewhere. */
static inline bool
pact_word_edited (const PactEdits *edits, guint side, guint i)
{
  return pact_word (edits, side, i)->match < 0 && !pact_word (edits, side, i)->moved;
}

/* A word that one side shows to be a name is one on the other too, also at a sentence's start. */
static inline bool
pact_edits_name (const PactEdits *edits, const PactUnit *unit)
{
  return unit->name ||
         ((unit->flags & PACT_TOKEN_STARTS) && (unit->flags & PACT_TOKEN_CAPITAL) &&
          unit->concept == 0 && pact_key_set_has (&edits->names, unit->key));
}

/* Whether a unit is more than grammar. */
bool pact_unit_carries_meaning (const PactReading *reading, guint i);

/* Whether unit `i` is a longer word with that ending. */
bool pact_unit_ends_in (const PactReading *reading, guint i, const char *ending);

/* Whether a word binds or releases somebody; text without such words sets a scene. */
bool pact_unit_commits (const PactUnit *unit);

/* How a name stands in its clause: as subject, object, owner, or by the preposition before it
 * (values of its rows in the lexicon). */
enum {
  PACT_FRAME_IN = 1,
  PACT_FRAME_BY = 4,
  PACT_FRAME_SUBJECT = 20,
  PACT_FRAME_OBJECT,
  PACT_FRAME_OWNER,
  PACT_FRAME_EXCEPTED,
  PACT_FRAME_SPEAKER,
};
guint pact_frame_of (const PactReading *reading, guint i);

/* Sees a sign in an edit. */
void pact_edits_sign (PactEdits *edits, const PactEdit *edit, PactSign sign, double value,
                      PactFacet facet);

void pact_edits_set_facet (PactEdits *edits, const PactEdit *edit, PactFacet facet);

enum { PACT_BOUND_REACH = 8 };            /* units from a bound to its figure */
static const double PACT_REWRITTEN = 0.9; /* below this locality, other words may mean the same */

/* Whether a word of `sense` stands within `reach` units of unit `i`, in its sentence. */
bool pact_sense_within (const PactReading *reading, guint i, PactSense sense, gint reach);

/* Sees what the edit of word `i` is a sign of. */
void pact_edits_judge_word (PactEdits *edits, const PactEdit *edit, guint side, guint i);

/* Notes what else a change of unit `i` touches, by the words beside it. */
void pact_edits_touch (PactEdits *edits, const PactReading *reading, guint i);

void pact_edits_judge (PactEdits *edits);

/* Runs of words, or names in their roles, that changed places. */
void pact_edits_find_exchanges (PactEdits *edits);
void pact_edits_find_crossed_names (PactEdits *edits);
