/* The form of the trained weights in classify-table.c; classify.c alone reads them. */
#pragma once

#include <glib.h>

#define PACT_ROLES_MAX 32
#define PACT_WORD_SLOTS 4096 /* a power of two, well above the number of words */

/* Thousandths: contract wording about exclusivity, about revenue share; press wording about each. */
typedef gint16 PactTopicWeight[4];

/* A slot of the open hash of stemmed words; the slots of a chain follow one another. */
typedef struct {
  guint32 hash;  /* FNV-1a of the stem; 0 for a free slot */
  guint32 roles; /* a bit for each role, in the order of classify-words.txt */
  gint16 weight[5]; /* as PactTopicWeight, then for being contract wording */
} PactWordWeight;

/* Two roles within a clause, or one: `second` is -1. */
typedef struct {
  gint8 topic; /* 0 exclusivity, 1 revenue share */
  gint8 first, second;
  guint8 within;     /* words from the first to the second */
  gint8 unless;      /* role that turns it into its opposite; -1 for none */
  gint16 clear[2];   /* weight in contracts, in press wording */
  gint16 turned[2];  /* the same where an `unless` word is near */
} PactCue;

extern const PactWordWeight pact_words[PACT_WORD_SLOTS];
extern const PactTopicWeight pact_role_weights[PACT_ROLES_MAX];
/* By distance: 0 any, 1 next to each other, 2 up to four words apart, 3 farther. */
extern const PactTopicWeight pact_pair_weights[PACT_ROLES_MAX][PACT_ROLES_MAX][4];
extern const guint pact_n_cues;
extern const PactCue pact_cues[];
extern const PactTopicWeight pact_topic_bias;
extern const gint16 pact_register_bias;
