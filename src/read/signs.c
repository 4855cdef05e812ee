/* The weights of signs, and their sum. */
#include "read/signs.h"

const double pact_sign_bias = -2.28;

const PactSignWeight pact_sign_weights[PACT_N_SIGNS] = {
  [PACT_SIGN_RUNG] = { "rung", 4.11 },
  [PACT_SIGN_EXCLUSIVE] = { "exclusive", 1.66 },
  [PACT_SIGN_PERCENT] = { "percent", 4.39 },
  [PACT_SIGN_MONEY] = { "money", 4.53 },
  [PACT_SIGN_DATE] = { "date", 4.59 },
  [PACT_SIGN_SPAN] = { "span", 1.29 },
  [PACT_SIGN_BOUND_TURNED] = { "bound-turned", 4.53 },
  [PACT_SIGN_BOUND] = { "bound", 1.61 },
  [PACT_SIGN_CONDITION] = { "condition", 1.49 },
  [PACT_SIGN_OPTION] = { "option", 1.28 },
  [PACT_SIGN_INTENTION] = { "intention", 1.85 },
  [PACT_SIGN_AS_A_RULE] = { "as-a-rule", 4.50 },
  [PACT_SIGN_ENDED] = { "ended", 3.97 },
  [PACT_SIGN_PAYER] = { "payer", 4.61 },
  [PACT_SIGN_BASIS] = { "basis", 4.65 },
  [PACT_SIGN_INITIALLY] = { "initially", 4.44 },
  [PACT_SIGN_PERPETUAL] = { "perpetual", 2.17 },
  [PACT_SIGN_NAME] = { "name", 1.44 },
  [PACT_SIGN_EDIT_EXCLUSIVITY] = { "edit-exclusivity", 4.63 },
  [PACT_SIGN_EDIT_AMOUNT] = { "edit-amount", 4.98 },
  [PACT_SIGN_EDIT_CAP] = { "edit-cap", 4.56 },
  [PACT_SIGN_EDIT_DURATION] = { "edit-duration", 4.68 },
  [PACT_SIGN_EDIT_SCOPE] = { "edit-scope", 4.61 },
  [PACT_SIGN_EDIT_PARTY] = { "edit-party", 4.46 },
  [PACT_SIGN_EDIT_CONDITION] = { "edit-condition", 4.81 },
  [PACT_SIGN_EDIT_MODALITY] = { "edit-modality", 4.70 },
  [PACT_SIGN_EDIT_POLARITY] = { "edit-polarity", 4.73 },
  [PACT_SIGN_EDIT_BASIS] = { "edit-basis", 4.70 },
  [PACT_SIGN_EDIT_WORD] = { "edit-word", 5.06 },
  [PACT_SIGN_SWAP] = { "swap", 4.76 },
  [PACT_SIGN_REWRITTEN] = { "rewritten", -3.49 },
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
