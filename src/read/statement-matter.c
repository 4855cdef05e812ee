/* The words by which terms are told from another. */
#include "read/statement.h"

static bool
has_matter_sense (const PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);

  if (unit->kind != PACT_TOKEN_WORD)
    return false;
  return unit->sense == PACT_SENSE_NONE || unit->sense == PACT_SENSE_WORD ||
         unit->sense == PACT_SENSE_PLACE || unit->sense == PACT_SENSE_COST ||
         unit->sense == PACT_SENSE_GRANT;
}

/* Words of every agreement, and of every text, which tell no term from another. */
static bool
is_common (const PactReading *reading, guint i)
{
  static const char *const common[] = {
    "agreement", "contract",  "partnership", "company", "companies", "partner", "party",
    "parties",   "right",     "rights",      "revenue", "sign",      "signed",  "united",
    "amendment", "provision", "section",     "up",      "out",       "off",     "than",
    "whether",   "because",   "like",        "well",    "come",      "comes",   "came",
    "back",      "way",       "something",   "put",     "me",        "again",   "more",
    "long",      "know",      "rather",      "set",     "thing",     "things",  "old",
    "good",      "bring",     "brings",      "instead", "sum",       "amount",  "euros",
    "dollars",   "pounds",    "gbp",         "money",   "much",      "less",    "every",
    "further",   "additional"
  };

  for (guint c = 0; c < G_N_ELEMENTS (common); c++)
    if (pact_unit_is (reading, i, common[c]))
      return true;
  return false;
}

bool
pact_is_matter (const PactReading *reading, guint i)
{
  return has_matter_sense (reading, i) && !is_common (reading, i);
}

GHashTable *
pact_matter_of (const PactReading *reading, const PactParties *parties)
{
  GHashTable *matter = g_hash_table_new (g_direct_hash, g_direct_equal);

  for (guint i = 0; i < reading->units->len; i++) {
    guint n;

    if (pact_is_matter (reading, i) &&
        pact_parties_at (parties, reading->tokens, pact_unit (reading, i)->first, &n) < 0)
      g_hash_table_add (matter, GUINT_TO_POINTER (pact_unit (reading, i)->key));
  }
  return matter;
}
