/* How a sentence stands to what is in force today, and what it does to it. */
#pragma once

#include "read/clause.h"
#include "read/phrases.h"

typedef enum {
  PACT_MOOD_BINDING, /* states or agrees how things are or will be */
  PACT_MOOD_OPEN,    /* a hope, a plan, an option under study, a rumour: binds nobody */
  PACT_MOOD_PAST,    /* tells how things were */
  PACT_MOOD_QUESTION,
} PactMood;

typedef enum {
  PACT_ACT_NONE,
  PACT_ACT_KEEPS,   /* continues, remains; does not change */
  PACT_ACT_CHANGES, /* amended, goes up; does not continue */
  PACT_ACT_ENDS,    /* ends, falls away, no longer */
  PACT_ACT_EXTENDS, /* in time */
} PactAct;

/* A sentence as read, and its words folded and apart by single spaces. */
typedef struct {
  PactReading *reading;
  char *words;
} PactSentence;

/* `length` in bytes, -1 for NUL-terminated. */
PactSentence *pact_sentence_new (const char *text, gssize length);
void pact_sentence_free (PactSentence *sentence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactSentence, pact_sentence_free)

PactMood pact_mood_read (const PactSentence *sentence);

/* The act that weighs most; of an end denied, that it keeps. */
PactAct pact_act_read (const PactSentence *sentence);

/* "All other terms stay as they are": keeps whatever else is agreed. */
bool pact_keeps_the_rest (const PactSentence *sentence);

/* "With it ends everything that was agreed in it". */
bool pact_ends_the_rest (const PactSentence *sentence);

/* "Nothing has been signed": what was said just before binds nobody. */
bool pact_denies_agreement (const PactSentence *sentence);

/* Speaks of a paper that binds nobody: a memorandum, a letter of intent. */
bool pact_is_unbinding (const PactSentence *sentence);

/* "Both companies", "each other"; "we", "our". */
bool pact_says_both (const PactSentence *sentence);
bool pact_says_we (const PactSentence *sentence);

/* Whether one of the phrases stands in the sentence. */
bool pact_sentence_says (const PactSentence *sentence, const char *phrases);

/* The same where no denial in its clause reaches one of them. */
bool pact_sentence_affirms (const PactSentence *sentence, const char *phrases);
