/* Sentences: the size of wording that findings quote and comparisons align. */
#pragma once

#include "pactwatch/document.h"
#include "read/fold.h"

/* PactSpan of each sentence of a text, quotes and closing marks included, in order. */
GArray *pact_sentences_read (const char *text, gssize length);

/* PactPassage of each sentence of a document, in reading order; headings are passages too. */
GArray *pact_passages_read (const PactDocument *document);

/* What a list item completes: the index of the passage that introduces its list ("The terms:"),
 * or -1. `passages` as pact_passages_read gives them. */
int pact_passage_lead (const PactDocument *document, const GArray *passages, guint i);
