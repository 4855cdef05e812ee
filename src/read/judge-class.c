/* What a wording is about, beyond the parties: exclusivity, revenue, the length of the agreement,
 * shares held. Generous: a class makes a line a candidate for a term, no more. */
#include "read/judge.h"

#include <string.h>

static bool
has_sense (const PactReading *reading, PactSense sense)
{
  for (guint i = 0; i < reading->units->len; i++)
    if (pact_unit (reading, i)->sense == sense)
      return true;
  return false;
}

/* The agreement by name; by a pronoun before a verb of lasting; a heading of a row that is all
 * about it. */
static const char agreement_words[] =
    "agreement|contract|partnership|license|licence|alliance|cooperation|"
    "collaboration|accord|pact|deal|arrangement|term of|the term|both of us";
static const char length_words[] =
    "~run until|lasts|lasted|lasting|will last|~run for|~run to|~run out|~expire|~end on|~end in|"
    "~end with|end of|~end|end date|expiry|expiration|~extend|~prolong|~renew|valid until|new end|"
    "the end is|in force until|~run through|~continue|made until|~go on|term of|runs|"
    "longer than planned|~terminate|replaced by|notice|for another|more years|further|to go|until";
static const char it_lasts[] =
    "it lasts|it now lasts|it runs|it now runs|it ends|it now ends|it will end|it will last|"
    "it will run|it expires|it now expires|it has been extended|it has been renewed|"
    "it has been prolonged|which now ends|which now runs|which now lasts|which ends|which runs|"
    "which lasts|which expires|which now expires|it continues until|it goes on until|how long|"
    "until when|the new end is|the end is|it is valid|it was to end|it is to end|it would have";
static const char length_labels[] =
    "expiry|expiration|duration|validity|end date|end|ends|term|runs until|lasts until";

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

static const char cap_words[] = "upper bound|upper limit|upper end|has reached|have reached";
static const char floor_words[] = "~guarantee|lower bound|lower limit";

/* "Further bakeries", "additional makers". */
static bool
are_more (const PactReading *reading, guint i)
{
  const PactToken *token = pact_token (reading->tokens, pact_unit (reading, i)->first);
  const char *word = pact_token_text (reading->tokens, pact_unit (reading, i)->first);

  return (pact_unit_is (reading, i - 1, "further") ||
          pact_unit_is (reading, i - 1, "additional")) &&
         word[token->length - 1] == 's';
}

bool
pact_names_several (const PactReading *reading)
{
  static const char *const agents[] = { "suppliers", "providers", "sellers",       "retailers",
                                        "shops",     "stores",    "distributors",  "dealers",
                                        "agencies",  "makers",    "manufacturers", "carriers",
                                        "hosts",     "brands",    "vendors",       "resellers",
                                        "operators", "platforms", "partners",      "buyers",
                                        "customers", "banks",     "airlines",      "labs" };

  for (guint i = 1; i < reading->units->len; i++) {
    if (are_more (reading, i))
      return true;
    for (guint a = 0; a < G_N_ELEMENTS (agents); a++) {
      PactSense before = pact_sense_near (reading, i, -1);

      if (pact_unit_is (reading, i, agents[a]) &&
          (before == PACT_SENSE_OTHER || before == PACT_SENSE_SOME ||
           pact_unit_is (reading, i - 1, "any") ||
           pact_unit (reading, i - 1)->kind == PACT_TOKEN_NUMBER ||
           pact_unit_is (reading, i - 1, "more")))
        return true;
    }
  }
  return false;
}

/* Others, and what lets them in or says that they have come. */
static const char others[] =
    "other|others|another|a second|a third|additional|a further|one further|any further|any|"
    "anyone|anybody|anywhere|everyone|everybody|whoever|whomever|whichever|whatever|elsewhere|"
    "wherever|"
    "third parties|several|beside|alongside|rival|rivals|competitor|competitors|to choose|"
    "of its choice|of their choice|of our choice|as well|too|also|to do so|more than one|open to";
static const char permits[] = "may|can|free to|~permit|~allow|able to|open to|at liberty|permitted|"
                              "entitled|will have a|will have another|will have other";
static const char arrives[] = "will|now|since|from now on|from today|as of";
static const char dealing[] =
    "~sell|sold|~buy|bought|on sale|for sale|available|shelf|shelves|~stock|~carry|~find|~shop|"
    "~store|~supply|~deliver|~serve|~offer|~order|~engage|~source|~purchase|~provide|~appoint|"
    "~work with|~choose|~use|~listen|~watch|~see|~hear|heard|~show|shown|~play|~read|~license|"
    "~distribute|supplier|provider|seller|~pour|~join|~host|~run on|~operate|~get|~accept|~print|"
    "~bring|~make";

bool
pact_joins_in (const PactSentence *sentence)
{
  return (pact_sentence_affirms (sentence, others) || pact_names_several (sentence->reading)) &&
         (pact_sentence_affirms (sentence, permits) ||
          (pact_sentence_affirms (sentence, arrives) &&
           pact_sentence_affirms (sentence, dealing))) &&
         !pact_sentence_says (sentence, "than any|before|like any|unlike|like every|any more|"
                                        "any longer");
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
         (names_shares (reading) || (pact_has_fact (reading, PACT_FACT_PERCENT) &&
                                     pact_sentence_says (sentence, "~hold|~own")));
}

bool
pact_tells_growth (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "more than the year before|less than the year before|"
                                       "than a year ago|than a year earlier|year on year|"
                                       "than last year|than in the year before");
}

/* "Expiry | June 2029 | June 2031", "Section 9 (term): ...": the label says so. */
static bool
is_length_row (const PactSentence *sentence)
{
  const char *bar = strpbrk (sentence->words, "|:");
  g_autofree char *label = NULL;

  if (bar == NULL || !pact_has_fact (sentence->reading, PACT_FACT_DATE))
    return false;
  label = g_strndup (sentence->words, bar - sentence->words);
  return pact_text_says (label, length_labels);
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
  bool grew =
      pact_sentence_says (sentence, "grew|grow|growth|rose|fell|up|record|net loss") && !shares;
  bool part = pact_has_fact (reading, PACT_FACT_PERCENT) ||
              pact_has_fact (reading, PACT_FACT_EQUAL_PARTS) ||
              has_sense (reading, PACT_SENSE_PART) || has_sense (reading, PACT_SENSE_SHARE);

  for (guint i = 0; i < reading->facts->len; i++)
    if (g_array_index (reading->facts, PactFact, i).facet == PACT_FACET_EXCLUSIVITY)
      class |= PACT_CLASS_EXCLUSIVITY;
  if ((pact_sentence_says (sentence, exclusivity_words) &&
       !pact_sentence_says (sentence, "like any other|like every other")) ||
      pact_names_several (reading) || pact_joins_in (sentence))
    class |= PACT_CLASS_EXCLUSIVITY;
  if (!pact_tells_growth (sentence) && !grew &&
      ((money && (shares || part)) || (part && shares) ||
       pact_sentence_says (sentence, revenue_words)))
    class |= PACT_CLASS_REVENUE;
  if ((pact_sentence_says (sentence, agreement_words) &&
       pact_sentence_says (sentence, length_words)) ||
      pact_sentence_says (sentence, it_lasts) || is_length_row (sentence) ||
      (pact_has_fact (reading, PACT_FACT_UNTIL) && pact_has_fact (reading, PACT_FACT_DATE) &&
       pact_sentence_says (sentence, "signed|~renew|~extend|~prolong")))
    class |= PACT_CLASS_LENGTH;
  if (has_sense (reading, PACT_SENSE_CAP) || pact_sentence_says (sentence, cap_words))
    class |= PACT_CLASS_CAP;
  if (has_sense (reading, PACT_SENSE_FLOOR) || pact_sentence_says (sentence, floor_words))
    class |= PACT_CLASS_FLOOR;
  if (is_equity (sentence))
    class = (class & ~(guint) PACT_CLASS_REVENUE) | PACT_CLASS_EQUITY;
  return class;
}
