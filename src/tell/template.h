/* Template=: a text with placeholders for what is told. {headline}, {redline}, {url}, {source},
 * {topic} and {verdict} stand for themselves; {json:headline} for what goes between the quotes of
 * a JSON string. Other braces are text. */
#pragma once

#include "pactwatch/finding.h"

/* NULL, or what is wrong with it, as advice. Free it. */
char *pact_template_check (const char *text);

/* Whether it is to become JSON: it starts as an object or array does. */
bool pact_template_is_json (const char *text);

char *pact_template_fill (const char *text, const PactFinding *finding);

/* The same for several at once: {redline} is all of them, line by line, {source} each source. */
char *pact_template_fill_digest (const char *text, GPtrArray *findings);
