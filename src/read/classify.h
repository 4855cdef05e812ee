/* The topics of a wording, told by weighed words: roles and cues a person can read
 * (classify-words.txt), weights learned from contracts and press wording (classify-train). */
#pragma once

#include "pactwatch/clause.h"
#include "read/fold.h"

/* How clearly a text is about each topic: log odds, above 0 for yes. */
typedef struct {
  double exclusivity;
  double revenue_share;
} PactTopicScores;

/* Of tokens `from` up to `to`; of a long text the first words decide. */
PactTopicScores pact_classify_scores (const PactTokens *tokens, guint from, guint to);

/* The words that are weighed, a space behind each, "." where a clause ends: for classify-train. */
char *pact_classify_words (const PactTokens *tokens);

/* `length` in bytes, -1 for NUL-terminated; any bytes are accepted. The topic the text is about first of all; 0 for other. */
PactTopic pact_classify_leading (const char *text, gssize length);

/* A word and what it adds to a topic's score: the score falls by that much without it. */
typedef struct {
  PactSpan span;
  PactTopic topic;
  double weight;
} PactTopicCue;

/* PactTopicCue of the words that speak most clearly for the topics of the text or against them,
 * strongest first, at most `n`. Quadratic in the words of the text, which are capped. */
GArray *pact_classify_explain (const char *text, gssize length, guint n);
