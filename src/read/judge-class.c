/* What a wording is about, beyond the parties: exclusivity, revenue, the length of the agreement,
 * shares held. Generous: a class makes a line a candidate for a term, no more. */
#include "read/judge.h"

static bool
has_sense (const PactReading *reading, PactSense sense)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == sense)
      return true;
  return false;
}

static const char agreement_words[] =
    "agreement|contract|partnership|it|term|end|license|licence|alliance|cooperation";
static const char length_words[] =
    "run until|runs until|lasts until|last until|runs for|lasts for|runs to|expires|expire|"
    "expiration|ends on|ends in|end of|extended|extend|extends|prolonged|prolong|prolongs|"
    "renewed|renew|valid until|new end|the end is|in force until|runs through|continues until|"
    "term of|runs|lasts|longer than planned|terminated|terminate|ends|replaced by|notice";

static const char exclusivity_words[] =
    "restriction|reserved for|as well|any other|from others|nobody else|no one else|anyone else|"
    "anywhere|elsewhere|all of its|all its|alone|to itself|to themselves|free to choose|"
    "at liberty|of its choice|not alone|every other|others too|in other|rival|rivals|competitor|"
    "competitors|priority|first call|first choice|preferred|right of first|free to|can also|"
    "may also|will also|a second";
static const char equity_words[] =
    "stake|stakes|shareholder|shareholding|shares in|shares of|its shares|their shares|warrants";
static const char revenue_words[] =
    "pence|cents|earns|royalty|royalties|commission|commissions|percentage|of what|brought in|"
    "brings in|takes in|takings|percent of the money|money|the share|our share|its share|"
    "their share|cut of|profits|profit";

bool
pact_names_several (const PactReading *reading)
{
  static const char *const agents[] = { "suppliers", "providers", "sellers",       "retailers",
                                        "shops",     "stores",    "distributors",  "dealers",
                                        "agencies",  "makers",    "manufacturers", "carriers",
                                        "hosts",     "brands",    "vendors",       "resellers",
                                        "operators", "platforms", "partners",      "buyers",
                                        "customers", "banks",     "airlines",      "labs" };

  for (guint i = 1; i < reading->units->len; i++)
    for (guint a = 0; a < G_N_ELEMENTS (agents); a++) {
      PactSense before = pact_sense_near (reading, i, -1);

      if (pact_unit_is (reading, i, agents[a]) &&
          (before == PACT_SENSE_OTHER || before == PACT_SENSE_SOME ||
           pact_unit_is (reading, i - 1, "any") ||
           pact_unit (reading, i - 1)->kind == PACT_TOKEN_NUMBER ||
           pact_unit_is (reading, i - 1, "more")))
        return true;
    }
  return false;
}

bool
pact_joins_in (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "also|too|as well|elsewhere") &&
         pact_sentence_says (sentence, "now|since|from now on|from today|as of") &&
         pact_sentence_says (sentence, "~sell|sold|~buy|on sale|for sale|available|shelf|shelves|"
                                       "~stock|~carry|carries|stores|shops|shop|store|~supply|"
                                       "supplied|supplies|~deliver|~serve|~offer");
}

/* "300,000 shares", "its shares", "of Orme shares": of a company, not what somebody shares. */
static bool
names_shares (const PactReading *reading)
{
  static const char *const before[] = { "its", "their", "the", "any", "all", "more", "common" };

  for (guint i = 1; i < reading->units->len; i++) {
    PactSense next = pact_sense_near (reading, i, 1);

    if (!pact_unit_is (reading, i, "shares"))
      continue;
    if (pact_unit (reading, i - 1)->kind == PACT_TOKEN_NUMBER ||
        (pact_unit (reading, i - 1)->name &&
         (next == PACT_SENSE_AND || i + 1 == reading->units->len)))
      return true;
    for (guint b = 0; b < G_N_ELEMENTS (before); b++)
      if (pact_unit_is (reading, i - 1, before[b]))
        return true;
  }
  return false;
}

/* Shares of a company, or a percentage that is held and not of money. */
static bool
is_equity (const PactSentence *sentence)
{
  const PactReading *reading = sentence->reading;

  if (pact_sentence_says (sentence, equity_words))
    return true;
  return pact_sentence_says (sentence, "~hold|held|~own|sold|~sell|bought|~buy|~acquire") &&
         !pact_has_fact (reading, PACT_FACT_REVENUE) &&
         !pact_has_fact (reading, PACT_FACT_PROFIT) &&
         (names_shares (reading) ||
          (pact_has_fact (reading, PACT_FACT_PERCENT) &&
           pact_sentence_says (sentence, "~hold|~own")));
}

guint
pact_class_read (const PactSentence *sentence)
{
  const PactReading *reading = sentence->reading;
  guint class = 0;
  bool shares = has_sense (reading, PACT_SENSE_PAY) || has_sense (reading, PACT_SENSE_RECEIVE) ||
                has_sense (reading, PACT_SENSE_SHARE) || has_sense (reading, PACT_SENSE_KEEP);
  bool money =
      pact_has_fact (reading, PACT_FACT_REVENUE) || pact_has_fact (reading, PACT_FACT_PROFIT);
  bool growth = pact_sentence_says (sentence, "more than the year before|"
                                              "less than the year before|than a year ago|"
                                              "than a year earlier|year on year|than last year");
  bool grew =
      pact_sentence_says (sentence, "grew|grow|growth|rose|fell|up|record|net loss") && !shares;
  bool part = pact_has_fact (reading, PACT_FACT_PERCENT) ||
              pact_has_fact (reading, PACT_FACT_EQUAL_PARTS) ||
              has_sense (reading, PACT_SENSE_PART) || has_sense (reading, PACT_SENSE_SHARE);

  for (guint i = 0; i < reading->facts->len; i++)
    if (g_array_index (reading->facts, PactFact, i).facet == PACT_FACET_EXCLUSIVITY)
      class |= PACT_CLASS_EXCLUSIVITY;
  if (pact_sentence_says (sentence, exclusivity_words) || pact_names_several (reading) ||
      pact_joins_in (sentence))
    class |= PACT_CLASS_EXCLUSIVITY;
  if (!growth && !grew &&
      ((money && (shares || part)) || (part && shares) ||
       pact_sentence_says (sentence, revenue_words)))
    class |= PACT_CLASS_REVENUE;
  if (pact_sentence_says (sentence, agreement_words) && pact_sentence_says (sentence, length_words))
    class |= PACT_CLASS_LENGTH;
  if (is_equity (sentence))
    class = (class & ~(guint) PACT_CLASS_REVENUE) | PACT_CLASS_EQUITY;
  return class;
}
