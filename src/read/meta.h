/* What a page says about itself: title, dates, address, language. */
#pragma once

#include "read/tree.h"

/* Fills the document's fields; `url` (may be NULL) makes the canonical address absolute. */
void pact_meta_read (const PactTree *tree, const char *url, PactDocument *document);

/* The text of the article as JSON-LD gives it, for pages that build theirs by script; or NULL. */
char *pact_meta_article_body (const PactTree *tree);
