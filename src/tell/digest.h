/* A digest: several findings that are reworded, told in one message once a day. */
#pragma once

#include "pactwatch/finding.h"

/* "3 sentences reworded (acme, harbour)". */
char *pact_digest_headline (GPtrArray *findings);

/* Each finding's headline on a line of its own, or with `redlines` its redline below. Harmless text
 * of about `cap` bytes at most, which says how many are left out. */
char *pact_digest_text (GPtrArray *findings, bool redlines, gsize cap);

/* One object with the headline and, as in `log --json`, the findings. */
char *pact_digest_json (GPtrArray *findings);

/* The texts that `part` makes of the findings, each once, joined by ", ". */
char *pact_digest_join (GPtrArray *findings, char *(*part) (const PactFinding *finding));
