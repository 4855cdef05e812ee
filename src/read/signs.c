/* The weights of signs, and their sum. */
#include "read/signs.h"

const double pact_sign_bias = -1.84;

const PactSignWeight pact_sign_weights[PACT_N_SIGNS] = {
  [PACT_SIGN_RUNG] = { "rung", 4.80 },
  [PACT_SIGN_EXCLUSIVE] = { "exclusive", 2.51 },
  [PACT_SIGN_PERCENT] = { "percent", 4.94 },
  [PACT_SIGN_MONEY] = { "money", 4.50 },
  [PACT_SIGN_DATE] = { "date", 5.02 },
  [PACT_SIGN_SPAN] = { "span", 1.60 },
  [PACT_SIGN_BOUND_TURNED] = { "bound-turned", 4.37 },
  [PACT_SIGN_BOUND] = { "bound", 1.86 },
  [PACT_SIGN_CONDITION] = { "condition", 1.55 },
  [PACT_SIGN_OPTION] = { "option", 1.38 },
  [PACT_SIGN_INTENTION] = { "intention", 2.26 },
  [PACT_SIGN_AS_A_RULE] = { "as-a-rule", 4.50 },
  [PACT_SIGN_ENDED] = { "ended", 4.55 },
  [PACT_SIGN_PAYER] = { "payer", 4.25 },
  [PACT_SIGN_BASIS] = { "basis", 4.30 },
  [PACT_SIGN_INITIALLY] = { "initially", 4.10 },
  [PACT_SIGN_PERPETUAL] = { "perpetual", 1.11 },
  [PACT_SIGN_NAME] = { "name", 1.61 },
  [PACT_SIGN_EDIT_EXCLUSIVITY] = { "edit-exclusivity", 4.58 },
  [PACT_SIGN_EDIT_AMOUNT] = { "edit-amount", 4.96 },
  [PACT_SIGN_EDIT_CAP] = { "edit-cap", 4.52 },
  [PACT_SIGN_EDIT_DURATION] = { "edit-duration", 4.55 },
  [PACT_SIGN_EDIT_SCOPE] = { "edit-scope", 4.14 },
  [PACT_SIGN_EDIT_PARTY] = { "edit-party", 3.75 },
  [PACT_SIGN_EDIT_CONDITION] = { "edit-condition", 4.65 },
  [PACT_SIGN_EDIT_MODALITY] = { "edit-modality", 4.92 },
  [PACT_SIGN_EDIT_POLARITY] = { "edit-polarity", 4.91 },
  [PACT_SIGN_EDIT_BASIS] = { "edit-basis", 4.00 },
  [PACT_SIGN_EDIT_WORD] = { "edit-word", 4.02 },
  [PACT_SIGN_SWAP] = { "swap", 4.30 },
  [PACT_SIGN_REWRITTEN] = { "rewritten", -3.04 },
};

void
pact_sign_set (PactSigns *signs, PactSign sign, double value, int facet, PactSignPlace place)
{
  if (value > signs->value[sign]) {
    signs->value[sign] = value;
    signs->place[sign] = place;
  }
  if (value > 0 && facet >= 0)
    pact_facets_add (&signs->facets[sign], (PactFacet) facet);
}

double
pact_signs_sum (const PactSigns *signs)
{
  double sum = pact_sign_bias;

  for (guint i = 0; i < PACT_N_SIGNS; i++)
    sum += pact_sign_weights[i].weight * signs->value[i];
  return sum;
}
