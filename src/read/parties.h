/* The parties of a baseline as texts name them. */
#pragma once

#include "pactwatch/baseline.h"
#include "read/stance.h"

typedef struct {
  GArray *names; /* PactName, longest first */
  guint n;       /* parties, at most 32 */
} PactParties;

/* A set of parties, a bit for each in the baseline's order. */
typedef guint32 PactPartySet;

/* The parties that `baseline` lists, with aliases and products; where it lists none, the two names
 * that its wordings as of `date` have in common. */
PactParties *pact_parties_new (const PactBaseline *baseline, const char *date);
void pact_parties_free (PactParties *parties);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactParties, pact_parties_free)

/* Learns the names that a text defines: `Orme Mills, Inc. ("Orme" or the "Company")`. */
void pact_parties_define (PactParties *parties, const PactTokens *tokens);

/* The party named by the tokens that start at `i`; -1 for none. `ret_n` gets how many tokens. */
int pact_parties_at (const PactParties *parties, const PactTokens *tokens, guint i, guint *ret_n);

/* All parties named in a text. */
PactPartySet pact_parties_in (const PactParties *parties, const PactTokens *tokens);

/* Takes the parties' names out of the words, so that no phrase is found in one: "Altmoor Lifts"
 * lifts nothing. */
void pact_parties_hide (const PactParties *parties, PactSentence *sentence);

static inline bool
pact_party_set_is_several (PactPartySet set)
{
  return (set & (set - 1)) != 0;
}
