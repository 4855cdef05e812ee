/* What words mean the same, by what they do. To extend: add a word to its row, or a row. Order
 * within the table is free; a word stands in one row only (a test sees to it). */
#include "read/lexicon.h"

const PactConcept pact_concepts[] = {
  { PACT_SENSE_NONE, 0, "" }, /* row 0: words not listed */

  /* Grammar */
  { PACT_SENSE_FILLER, 0,
    "the|a|an|that|which|who|whom|whose|this|these|those|there|so|too|also|as|such|same|very|"
    "just|then|thus|hereby|herein|thereof|therefore|indeed|however|though|although|whereas|"
    "of|own|'s|'|respective|together with|as well as|in turn|itself|themselves|how|what|"
    "for its part|even as|once again|once more|on the one hand" },
  { PACT_SENSE_FILLER, 0,
    "proud|proudly|pleased|delighted|happy|excited|thrilled|glad|great|exciting|remarkable|"
    "new|newly|today|now|currently|presently|already|yet|effective today|this morning|"
    "this week|at present|long-standing|deep|deeply|strong|successful|successfully|"
    "innovative|leading edge|world-class|trusted|valued|strategic|simply|clearly|officially|"
    "formally|jointly announced|of course|in fact|importantly|look forward to|"
    "looks forward to|looking forward to" },
  { PACT_SENSE_SAY, 0,
    "~say|said|~announce|~confirm|~state|~explain|~add|told|~tell|according to|~note|~report|"
    "~describe|spokesperson|spokesman|spokeswoman|~declare publicly" },
  { PACT_SENSE_PREPOSITION, 1, "in|within|inside|at|on|upon|onto|into" },
  { PACT_SENSE_PREPOSITION, 2, "to|toward" },
  { PACT_SENSE_PREPOSITION, 3, "from|out of" },
  { PACT_SENSE_PREPOSITION, 4, "by|per|by giving|by serving" },
  { PACT_SENSE_PREPOSITION, 5, "for|in favor of|on behalf of" },
  { PACT_SENSE_PREPOSITION, 6, "with|alongside" },
  { PACT_SENSE_PREPOSITION, 7, "between|among|amongst" },
  { PACT_SENSE_PREPOSITION, 8, "under|pursuant to|in accordance with|in line with|as part of" },
  { PACT_SENSE_PREPOSITION, 9, "through|via|by way of|by means of" },
  { PACT_SENSE_PREPOSITION, 10,
    "about|on the subject of|regarding|concerning|relating to|with respect to|as regards" },
  { PACT_SENSE_AND, 0, "and|plus" },
  { PACT_SENSE_OR, 0, "or|either|nor" },
  { PACT_SENSE_BE, 0,
    "amounts to|amount to|equals|stands at|totals|is set at|is|are|be|being|am|been|has been|have "
    "been|becomes|become|serves as|serve as|acts as|"
    "act as" },
  { PACT_SENSE_BE, 1,
    "has|have|having|belongs to|belong to|belonging to|holds|hold|held|holding|enjoys|enjoy|"
    "possesses|possess|owns|own rights" },
  { PACT_SENSE_BE, 2, "do|does|doing|did" },
  { PACT_SENSE_WAS, 0,
    "was|were|had been|used to be|formerly|previously|once was|in the past|until recently" },
  { PACT_SENSE_WAS, 1, "had" },
  { PACT_SENSE_PRONOUN, 1, "it|its|they|them|their|theirs|he|she|him|her|his" },
  { PACT_SENSE_PRONOUN, 2, "we|us|our|ours|i|my" },
  { PACT_SENSE_PRONOUN, 3, "you|your|yours" },
  { PACT_SENSE_PRONOUN, 4,
    "the other|each other|one another|the former|the latter|the other party|the other company" },

  /* Exclusivity, from strong to weak */
  { PACT_SENSE_EXCLUSIVE, 0,
    "exclusive|exclusively|exclusivity|sole|solely|only|alone|sole and exclusive|"
    "one and only|first and only|no one else|no one but|nobody but|none but|no one except|"
    "no one save|no - one else|nobody else|nowhere else|no other|none other|"
    "no one other than|exclusive basis|just one|single|singly|and no other|"
    "to the exclusion of all others|to the exclusion of all other|to the exclusion of other|to the "
    "exclusion of|uniquely|on an exclusive basis|and no one else|"
    "and nobody else|by itself alone|to nobody else|to no one else|from nobody else|"
    "from no one else|reserved for|the one" },
  { PACT_SENSE_NONEXCLUSIVE, 0,
    "non - exclusive|nonexclusive|non exclusive|non - exclusively|nonexclusively|"
    "non - exclusivity|on a non - exclusive basis|without exclusivity|not exclusive" },
  { PACT_SENSE_COEXCLUSIVE, 0,
    "co - exclusive|coexclusive|semi - exclusive|co - exclusively|jointly exclusive|"
    "shared exclusivity" },
  { PACT_SENSE_PREFERRED, 1, "preferred|preferential|favored|of choice|preference|~prefer" },
  { PACT_SENSE_PREFERRED, 2, "primary|main|principal|lead|first - choice" },
  { PACT_SENSE_PREFERRED, 5, "primarily|mainly|principally|preferably" },
  { PACT_SENSE_PREFERRED, 3, "default|standard|recommended" },
  { PACT_SENSE_PREFERRED, 4, "~authorize|authorized|certified|approved|official" },
  { PACT_SENSE_PREFERRED, 6, "one of|among several|a non - sole" },
  { PACT_SENSE_REFUSAL, 1,
    "right of first refusal|rights of first refusal|first refusal|first - refusal|rofr" },
  { PACT_SENSE_REFUSAL, 2,
    "right of first offer|rights of first offer|first offer|first - offer|rofo|right of first "
    "negotiation|"
    "first negotiation|first look|first - look" },
  { PACT_SENSE_REFUSAL, 3,
    "right to match|matching right|right to be consulted|consultation|ship first|ships first|"
    "launch first|launches first|first to ship|first to market" },
  { PACT_SENSE_OTHER, 0,
    "other|others|anyone else|anybody else|anywhere else|anything else|another|else|"
    "different|rival|rivals|competing|competitor|competitors|competes|compete|third party|"
    "third parties|third - party|~alternative|elsewhere|"
    "anybody other|anyone other|a third partner|a third company|a third firm|a third supplier" },
  { PACT_SENSE_EXCEPT, 0,
    "except|except for|excepting|other than|apart from|aside from|save|save for|save that|"
    "but for|with the exception of|outside of|besides|not counting|excepted" },
  { PACT_SENSE_EXCEPT, 1, "but" },

  /* Force */
  { PACT_SENSE_WILL, 0,
    "will|shall|must|~agree|agreed|agreed to|has agreed to|have agreed to|agrees to|~commit|"
    "committed|committed to|is required to|are required to|required|require|requires|"
    "requirement|is obliged to|are obliged to|obliged|obligated|obligation|obligations|"
    "~undertake|undertook|undertaken|bound|is bound to|are bound to|bound to|is to|are to|"
    "has to|have to|had to|duty|duties|~guarantee|committing|commitment|commitments|~promise|"
    "mandatory|~oblige|binding|~pledge|assured of|is assured of" },
  { PACT_SENSE_MAY, 0,
    "may|can|might|could|is permitted to|are permitted to|is allowed to|are allowed to|"
    "is able to|are able to|has the right to|have the right to|has a right to|"
    "has the option to|has the option|have the option|permitted|allowed|~permit|~allow|"
    "at its option|at their option|optional|optionally|option|"
    "would be able to|optional|has the choice|have the choice|has the choice of|can choose to|"
    "may choose to|can choose|may choose|can elect to|may elect to|can opt to|may opt to" },
  { PACT_SENSE_INTEND, 0,
    "~intend|intends to|~expect|~anticipate|~plan|planned|planning|~hope|~aim|~seek|~aspire|"
    "~explore|~consider|~propose|is likely to|~discuss|intention|intentions|aspirational|"
    "hopefully|would like to|~envisage|~envision|in talks|~target|proposal|"
    "~contemplate|working toward|aspiration|aspirations|~evaluate|"
    "interest in|interested in|memorandum of understanding|letter of intent|non - binding|"
    "in principle agreed|offered to|offers to|has offered to|have offered to" },
  { PACT_SENSE_INTEND, 2, "should|would|potential|potentially|possibly|prospective|~wish|~desire" },
  { PACT_SENSE_INTEND, 1,
    "~endeavor|reasonable efforts|commercially reasonable efforts|best efforts|~attempt|~try|"
    "strive|strives" },
  { PACT_SENSE_USUALLY, 0,
    "generally|normally|typically|usually|ordinarily|as a rule|in principle|largely|mostly|"
    "in general|often|in most cases|as a general rule|substantially|for the most part|"
    "predominantly|chiefly|where possible|where practicable|where appropriate|if practicable|"
    "where feasible" },
  { PACT_SENSE_DISCRETION, 0,
    "discretion|at its discretion|in its discretion|at its sole discretion|"
    "in its sole discretion|at their discretion|in their discretion|if it chooses|"
    "if it so chooses|as it sees fit|voluntary|voluntarily|~choose|chose|chosen|at will|"
    "if it wishes|elect|elects" },

  /* Polarity */
  { PACT_SENSE_NOT, 0,
    "not|no|never|neither|none|nothing|without|nobody|nowhere|no one|fails to|failed to|"
    "fail to|lacks|lack|not at all|unable to|refuses to|declines to" },
  { PACT_SENSE_BAN, 0,
    "~prohibit|~hinder|shut out|shuts out|~bar|barred|~forbid|forbidden|~prevent|~preclude|"
    "precluded|~ban|banned|~restrict|~refrain|off limits|~disallow|~block|prohibition|"
    "restriction|restrictions|stop from|restricted|closed to" },
  { PACT_SENSE_FREE, 0,
    "free to|open to|is open to|is free to|are free to|at liberty to|at liberty|"
    "remains free to|remain free to|liberty|freedom|freely|is at liberty to" },
  { PACT_SENSE_NO_LONGER, 0,
    "no longer|not any longer|not any more|not anymore|any longer|any more|anymore" },
  { PACT_SENSE_END, 0,
    "~end|~expire|~lapse|~terminate|~cease|~stop|~conclude|fall away|falls away|fell away|"
    "run out|runs out|ran out|come to an end|comes to an end|came to an end|coming to an end|"
    "come to a close|comes to a close|came to a close|bring to an end|brought to an end|"
    "brings to an end|termination|expiry|expiration|~discontinue|~cancel|canceled|~revoke|"
    "revoked|~rescind|~lift|~waive|~drop|dropped|~scrap|scrapped|~abolish|winds down|"
    "wound down|conclusion|~dissolve|~relinquish|~withdraw|withdrew|withdrawn|~abandon|"
    "~remove|lost|loses|lose|gave up|gives up|give up|~void|is gone|are gone|has gone|have gone|is "
    "over|was over|thing of the past" },
  { PACT_SENSE_CONTINUE, 0,
    "~continue|~remain|still|~stay|~persist|in force|in effect|will last|shall last|to "
    "last|unchanged|~endure|lasts|"
    "lasted|lasting|~keep|kept|goes on|go on|carry on|carries on|runs on|run on|ongoing|"
    "~maintain|~retain|~run|ran|~preserve|intact|unaffected|as before|as it stands|~reaffirm|"
    "stands|nothing happens to" },
  { PACT_SENSE_CONTINUE, 1, "~survive|~outlive|~outlast" },

  /* Duration */
  { PACT_SENSE_BEGIN, 0,
    "~begin|began|begun|~start|~commence|effective|~launch|takes effect|take effect|"
    "comes into force|as of|as from|starting|with effect from|from the date|since" },
  { PACT_SENSE_UNTIL, 0,
    "until|till|up until|through to|no later than|not later than|lasting until|"
    "through the end of|until the end of|to the end of|to the close of|until the close of|"
    "up to the end of|through end" },
  { PACT_SENSE_AFTER, 0,
    "after|following|thereafter|afterward|beyond|from then on|once ended|subsequent to|"
    "subsequently|~follow|later|counted from" },
  { PACT_SENSE_BEFORE, 0, "before|prior to|ahead of|earlier than|in advance of|earlier|sooner" },
  { PACT_SENSE_BEFORE, 1,
    "whichever comes first|whichever is first|whichever is earlier|whichever is the earlier|"
    "whichever is sooner|whichever is the sooner|whichever occurs first|"
    "whichever happens first|the earlier of|the sooner of" },
  { PACT_SENSE_AFTER, 1,
    "whichever comes last|whichever is last|whichever is later|whichever is the later|"
    "whichever occurs last|the later of" },
  { PACT_SENSE_DURING, 0,
    "during|throughout|for the duration of|for the life of|over|over the course of|"
    "for the term of|for the whole of|in the course of|while in effect|in the meantime|"
    "meanwhile|so long as the agreement" },
  { PACT_SENSE_INITIALLY, 0,
    "initially|at first|at launch|to begin with|to start with|for now|for the time being|"
    "temporarily|temporary|for a limited time|limited time|in the first instance|initial|"
    "at the outset|interim|provisionally|provisional|for an initial period|introductory|"
    "for the moment" },
  { PACT_SENSE_PERPETUAL, 0,
    "perpetual|perpetually|in perpetuity|permanent|permanently|forever|indefinite|"
    "indefinitely|irrevocable|irrevocably|without limit of time|open - ended|everlasting|"
    "evergreen|without end|for good" },
  { PACT_SENSE_RENEW, 1,
    "~renew|renewal|renewals|~extend|extension|~prolong|automatic renewal|~roll over|"
    "rollover|rolls over" },
  { PACT_SENSE_RENEW, 2, "automatic|automatically" },
  { PACT_SENSE_RENEW, 3, "renewable|renegotiate|renegotiated|by agreement|if both sides agree" },
  { PACT_SENSE_TIME, 12,
    "~year|annual|annually|yearly|a year|calendar year|each year|every year|per year|"
    "year - long" },
  { PACT_SENSE_TIME, 1, "~month|monthly|calendar month" },
  { PACT_SENSE_TIME, 3,
    "quarterly|calendar quarter|each quarter|every quarter|fiscal quarter|"
    "four times a year|every three months" },
  { PACT_SENSE_TIME, 0.2301, "~week|weekly" },
  { PACT_SENSE_TIME, 0.03285, "~day|daily" },
  { PACT_SENSE_TIME, 120, "~decade" },
  { PACT_SENSE_TIME, 0.46, "~fortnight" },
  { PACT_SENSE_TIME, 6,
    "twice a year|half - yearly|semi - annually|semiannually|every six months|biannually|"
    "semi - annual" },
  { PACT_SENSE_TIME, 101, "january|jan" },
  { PACT_SENSE_TIME, 102, "february|feb" },
  { PACT_SENSE_TIME, 103, "march" },
  { PACT_SENSE_TIME, 104, "april|apr" },
  { PACT_SENSE_TIME, 105, "in may|of may|early may|mid - may|late may" },
  { PACT_SENSE_TIME, 106, "june|jun" },
  { PACT_SENSE_TIME, 107, "july|jul" },
  { PACT_SENSE_TIME, 108, "august|aug" },
  { PACT_SENSE_TIME, 109, "september|sept|sep" },
  { PACT_SENSE_TIME, 110, "october|oct" },
  { PACT_SENSE_TIME, 111, "november|nov" },
  { PACT_SENSE_TIME, 112, "december|dec" },
  { PACT_SENSE_TIME, 201, "~term|duration|~period|time|window|lifetime|~season|life" },
  { PACT_SENSE_TIME, 202, "first" },
  { PACT_SENSE_TIME, 203, "second" },
  { PACT_SENSE_TIME, 204, "next" },
  { PACT_SENSE_TIME, 205, "~date|~deadline" },
  { PACT_SENSE_TIME, 206, "spring" },
  { PACT_SENSE_TIME, 207, "summer" },
  { PACT_SENSE_TIME, 208, "autumn" },
  { PACT_SENSE_TIME, 209, "winter" },
  { PACT_SENSE_TIME, 210, "early" },
  { PACT_SENSE_TIME, 211, "late" },
  { PACT_SENSE_TIME, 212, "last|final|past" },
  { PACT_SENSE_TIME, 213, "~anniversary" },
  { PACT_SENSE_TIME, 214, "mid|middle of" },

  /* Caps and floors */
  { PACT_SENSE_CAP, 0,
    "up to|at most|no more than|not more than|not exceed|not to exceed|may not exceed|"
    "will not exceed|shall not exceed|must not exceed|never exceed|maximum|maximal|~cap|"
    "capped|~ceiling|upper limit|limited to|capped at|subject to a cap|subject to a ceiling|"
    "subject to a maximum|as much as|as many as|no higher than|at the most|maximum of|"
    "lifetime total|~limit|no greater than|overall limit|cannot exceed|can not exceed" },
  { PACT_SENSE_FLOOR, 0,
    "at least|no less than|not less than|no fewer than|not fewer than|minimum|minimal|"
    "guaranteed minimum|~floor|lower limit|not fall below|no lower than|or more|not below|"
    "minimum guarantee|a minimum of|never below|never less than|subject to a floor|"
    "subject to a minimum" },
  { PACT_SENSE_ABOVE, 0,
    "above|more than|~exceed|greater than|in excess of|higher than|larger than|upward of|"
    "~surpass|over and above" },
  { PACT_SENSE_ABOVE, 1, "~reach" },
  { PACT_SENSE_BELOW, 0,
    "below|less than|fewer than|number fewer than|numbers fewer than|number less than|"
    "lower than|smaller than|short of|beneath" },

  /* Conditions */
  { PACT_SENSE_IF, 0,
    "if|should it|but only|only for cause|for cause|provided that|provided it|provided they|"
    "provided the|provided its|provided all|provided at least|provided each|provided both|"
    "providing that|on condition that|on the condition that|so long as|as long as|"
    "for as long as|subject to|conditional on|conditional upon|conditioned on|contingent on|"
    "contingent upon|depending on|dependent on|in case|in the event|in the event that|"
    "on the understanding that|only if|only when|condition|conditions|proviso|conditionally|"
    "assuming|assuming that|in which case|upon condition" },
  { PACT_SENSE_IF, 2, "once|when|where|while|whenever|pending|wherever|as soon as" },
  { PACT_SENSE_UNLESS, 0,
    "unless|unless and until|if not|absent|failing|save where|except where|except if|"
    "except when" },
  { PACT_SENSE_IF, 1,
    "regardless of|whether or not|even if|even when|even where|even though|regardless|irrespective "
    "of|no matter|independent of|"
    "independently of|whatever|in any event|unconditional|unconditionally" },

  /* What a share is taken of */
  { PACT_SENSE_GROSS, 0, "gross" },
  { PACT_SENSE_NET, 0, "net|net of" },
  { PACT_SENSE_REVENUE, 0, "~revenue|~sale|~receipt|proceeds|takings|turnover|~income|top line" },
  { PACT_SENSE_PROFIT, 0,
    "~profit|~margin|bottom line|operating income|net income|~surplus|operating profit" },
  { PACT_SENSE_COST, 0,
    "~cost|~expense|~fee|~tax|vat|dues|customs "
    "duties|~wage|~salary|payroll|postage|freight|~toll|~surcharge|~deduction|~refund|shipping|"
    "levy|levies|~overhead|~charge|"
    "discounts|rebates|returns" },
  { PACT_SENSE_COST, 1, "~deduct|~subtract|net off|taken off|take off|takes off" },
  { PACT_SENSE_INCLUDING, 0,
    "including|inclusive of|~include|inclusive|counting|together including|counts toward|"
    "~contain" },
  { PACT_SENSE_EXCLUDING, 0,
    "excluding|exclusive of|~exclude|leaving out|not including|~omit|left out|leave out|"
    "fall outside|falls outside|sit outside|exclusion|out of scope|do not count|"
    "does not count|~exempt|carved out|carve out|carve - out|disregarded|~disregard" },
  { PACT_SENSE_COST, 2, "projected|estimated|forecast" },
  { PACT_SENSE_COST, 3, "actual|audited" },

  /* Who gives and who gets */
  { PACT_SENSE_PAY, 1,
    "~pay|paid|~payment|payable|~remit|~remittance|hand over|hands over|handed over|"
    "handing over|hand|hands|~transfer|~credit|~give|gave|given|~contribute|pass on|"
    "passes on|passed on|~pass|~owe|~surrender|~forward|~disburse|~deliver|turn over|"
    "turns over|hand to|hands to|set aside|sets aside|distribute|distributes|pay over|"
    "paid over|~advance|~funnel|~route|pay out|pays out|payout|payouts|make over" },
  { PACT_SENSE_RECEIVE, 0,
    "~receive|~earn|~get|got|gotten|~collect|~take|took|taken|~obtain|~gain|~draw|drew|drawn|"
    "~charge developers|entitled|is entitled|is entitled to|are entitled to|entitled "
    "to|~acquire|~secure" },
  { PACT_SENSE_PAY, 2,
    "goes to|go to|going to|due|due to|is due to|are due to|accrue to|accrues to|~accrue" },
  { PACT_SENSE_SHARE, 0, "~share|~split|~divide|division|~apportion|~allocate|~sharing" },
  { PACT_SENSE_PART, 0,
    "~portion|~percentage|~cut|~slice|~commission|~royalty|~tranche|take rate|~proportion" },
  { PACT_SENSE_PART, 1, "rest|remainder|balance|everything else|remaining" },
  { PACT_SENSE_PART, 2, "percentage points|percentage point|points" },
  { PACT_SENSE_PART, 3, "flat|fixed" },
  { PACT_SENSE_PART, 4, "variable|depending on volume|sliding|tiered" },
  { PACT_SENSE_GRANT, 1,
    "chosen as|selected as|chosen to be|selected to be|has chosen|have chosen|has selected|"
    "have selected|picked "
    "as|~grant|~award|~confer|~assign|~appoint|~name|~designate|~pick|appointment|~nominate" },
  { PACT_SENSE_FRACTION, 50, "half|one half|halves" },
  { PACT_SENSE_FRACTION, 100.0 / 3, "third|one third|thirds" },
  { PACT_SENSE_FRACTION, 25, "quarter|one quarter|quarters" },
  { PACT_SENSE_FRACTION, 20, "fifth|one fifth|fifths" },
  { PACT_SENSE_FRACTION, 100.0 / 6, "sixth|sixths" },
  { PACT_SENSE_FRACTION, 12.5, "eighth|eighths" },
  { PACT_SENSE_FRACTION, 10, "tenth|one tenth|tenths" },
  { PACT_SENSE_FRACTION, 5, "twentieth|twentieths" },
  { PACT_SENSE_EQUAL, 0,
    "equal|equally|evenly|even|in equal parts|in equal shares|50 - 50|half and half|"
    "pro rata equally|fifty - fifty|half each|in half|in halves|in two halves" },
  { PACT_SENSE_EQUAL, 1, "equitable|equitably|fair|fairly|appropriate|reasonable" },
  { PACT_SENSE_EQUAL, 2, "~double|twice" },
  { PACT_SENSE_EQUAL, 3, "~triple" },
  { PACT_SENSE_EQUAL, 4, "~halve" },
  { PACT_SENSE_EQUAL, 5, "~rise|rose|risen|~increase|~grow|grew|grown|~climb|~raise|goes up" },
  { PACT_SENSE_EQUAL, 6, "~fall|fell|fallen|~decrease|~decline|~reduce|~shrink|~lower|goes down" },

  /* How much of it */
  { PACT_SENSE_ALL, 0,
    "all|every|any|each and every|whole|entire|entirely|full|fully|complete|completely|"
    "total|in all|across all|everything|every one of|each one of|every single one of" },
  { PACT_SENSE_ALL, 2, "both" },
  { PACT_SENSE_EACH, 0, "each|apiece|respectively|individually|individual|per head|severally" },
  { PACT_SENSE_TOGETHER, 0,
    "together|jointly|combined|collectively|in aggregate|aggregate|cumulative|in total|joint|"
    "pooled|overall" },
  { PACT_SENSE_SOME, 0,
    "certain|some|selected|select|particular|specific|specified|named|designated ones|"
    "a number of|parts of|part of|limited|several|partly|partially|partial|many|most" },
  { PACT_SENSE_SOME, 1, "directly|direct" },
  { PACT_SENSE_SOME, 2, "indirectly|indirect" },
  { PACT_SENSE_PLACE, 0,
    "worldwide|global|globally|around the world|across the world|in every country|"
    "throughout the world|in every country of the world|the world" },
  { PACT_SENSE_PLACE, -1,
    "africa|asia|oceania|australia|austria|belgium|brazil|canada|chile|china|colombia|"
    "denmark|egypt|finland|france|germany|greece|hungary|india|indonesia|ireland|israel|"
    "italy|japan|kenya|korea|latin america|luxembourg|malaysia|mexico|morocco|netherlands|"
    "new zealand|nigeria|norway|pakistan|peru|philippines|poland|portugal|romania|russia|"
    "saudi arabia|scandinavia|singapore|south africa|south america|south korea|spain|sweden|"
    "switzerland|taiwan|thailand|ukraine|vietnam|middle east|nordic countries|england|"
    "scotland|wales|california|texas|domestic|international|abroad|overseas|local|national|"
    "regional" },
  { PACT_SENSE_PLACE, 1, "north america" },
  { PACT_SENSE_PLACE, 2, "united states|usa|america|the us" },
  { PACT_SENSE_PLACE, 3, "europe|european" },
  { PACT_SENSE_PLACE, 4, "european union|eu" },
  { PACT_SENSE_PLACE, 5, "united kingdom|uk|britain|great britain" },

  /* Words of the trade; each row is one thing. Their value: 1 for words that add nothing by
   * themselves, 2 for who is meant (-2: each word somebody else), 3 for what a share is taken of */
  { PACT_SENSE_WORD, 1,
    "~agreement|~contract|~deal|~arrangement|~accord|~pact|~partnership agreement|~scheme|"
    "~basis|~position|~role|~program" },
  { PACT_SENSE_WORD, 1,
    "~partnership|~alliance|~collaboration|~relationship|~cooperation|tie - up" },
  { PACT_SENSE_WORD, 2, "~partner|~ally" },
  { PACT_SENSE_WORD, 1, "~company|~firm|~business|~party|~side|parties" },
  { PACT_SENSE_WORD, 2, "~supplier|~provider|~source" },
  { PACT_SENSE_WORD, 0, "~supply|~provide|~furnish" },
  { PACT_SENSE_WORD, 2, "~customer|~client|~user|~buyer|~purchaser|~subscriber" },
  { PACT_SENSE_WORD, 2, "~reseller|~dealer|~retailer" },
  { PACT_SENSE_WORD, 2, "~distributor" },
  { PACT_SENSE_WORD, 0, "~distribute widely|distribution" },
  { PACT_SENSE_WORD, 0, "~sell|sold|~resell|resold|~market" },
  { PACT_SENSE_WORD, 0, "~buy|bought|~purchase|~procure" },
  { PACT_SENSE_WORD, 0, "~offer|~available|availability" },
  { PACT_SENSE_WORD, 0, "~license" },
  { PACT_SENSE_WORD, 0, "~right|~entitlement" },
  { PACT_SENSE_WORD, 2, "~licensee" },
  { PACT_SENSE_WORD, 2, "~licensor" },
  { PACT_SENSE_WORD, 0, "~api" },
  { PACT_SENSE_WORD, 0, "ai|artificial intelligence" },
  { PACT_SENSE_WORD, 0, "agi|general intelligence" },
  { PACT_SENSE_WORD, 0, "ip|intellectual property" },
  { PACT_SENSE_WORD, 0, "~sdk|pc|pcs|tv|tvs|ceo|cfo|cto|~gpu|qr|faq|faqs" },
  { PACT_SENSE_WORD, 0, "hosting|hosted" },
  { PACT_SENSE_WORD, 0, "~cloud|cloud provider|cloud platform" },
  { PACT_SENSE_WORD, 0, "~product|~offering" },
  { PACT_SENSE_WORD, 0, "~service" },
  { PACT_SENSE_WORD, 0, "~device|~handset" },
  { PACT_SENSE_WORD, 0, "~model" },
  { PACT_SENSE_WORD, 0, "~use|~usage|~utilize" },
  { PACT_SENSE_WORD, 0, "~make|made|~manufacture|~produce|~build|built" },
  { PACT_SENSE_WORD, 0, "~develop" },
  { PACT_SENSE_WORD, 0, "~work|~collaborate|~cooperate" },
  { PACT_SENSE_WORD, 2, "~developer|~creator|~maker" },
  { PACT_SENSE_WORD, 2, "~author|~writer" },
  { PACT_SENSE_WORD, 2, "~artist" },
  { PACT_SENSE_WORD, 2, "~seller|~vendor|~merchant" },
  { PACT_SENSE_WORD, 2, "~member" },
  { PACT_SENSE_WORD, 2, "~advertiser" },
  { PACT_SENSE_WORD, 2, "~holder|~owner" },
  { PACT_SENSE_WORD, 2, "~studio" },
  { PACT_SENSE_WORD, -2,
    "~parent|~successor|~sublicensee|~employee|~designer|~investor|~founder|~shareholder|"
    "~student|~teacher|~school|~hospital|~university|~library|~driver|~host|~guest|~viewer|"
    "~listener|~reader|~player|~musician|~newspaper|~broadcaster|~charity|~union|~government|"
    "~agency|~regulator|~court|~board|~panel|~committee|~consumer|~household|~farmer|~grower|"
    "~bank|~insurer|~carrier|~contractor|~assignee|~licensing body|~composer|~performer|"
    "~editor|~photographer|~streamer|~club|~team|~arbitrator|~agent|~airline|~airport|~city|"
    "~council|~district|~label|~museum|~gallery|~guide|~brewery|~hotel|~restaurant|~operator|"
    "~authority|~ministry|~trust|~foundation|~association|~federation|~league|~cooperative|"
    "~clinic|~pharmacy|~theater|~cinema|~laboratory|~mill|~mine|~farm|~dairy|~shop owner|"
    "~estate|~heir|~tenant|~landlord|~lender|~borrower|~sponsor|~orchestra|~band|~singer|"
    "~songwriter|~translator|~designer|~architect|~engineer|~nurse|~doctor|~patient|~pupil|"
    "~resident|~visitor|~passenger|~commuter|~subcontractor|~wholesaler|~importer|~exporter|"
    "~utility|~railway|~shipyard|~port|~harbor|~village|~parish|~church|~broker|~franchisee" },
  { PACT_SENSE_WORD, 0, "~publish|~release" },
  { PACT_SENSE_WORD, 2, "~publisher" },
  { PACT_SENSE_WORD, 3, "based|~calculate|~compute|~measure|worked out|work out" },
  { PACT_SENSE_WORD, 2, "~affiliate|~subsidiary" },
  { PACT_SENSE_WORD, 0, "~cover|~apply|~span|extends to|extend to|extending to" },
  { PACT_SENSE_WORD, 0,
    "bankrupt|insolvent|bankruptcy|insolvency|goes bankrupt|go bankrupt|becomes insolvent|"
    "become insolvent|becomes bankrupt" },
  { PACT_SENSE_WORD, 0, "roughly|approximately|around" },
  { PACT_SENSE_WORD, 0, "~store|~storefront|~shop" },
  { PACT_SENSE_WORD, 0, "~area|~region|~territory" },
  { PACT_SENSE_WORD, 0, "~enter|~sign|~conclude a deal|~strike" },
  { PACT_SENSE_WORD, 0, "~help|~assist|~support" },
  { PACT_SENSE_WORD, 0, "~occur|~happen|take place|takes place|took place|taking place" },
  { PACT_SENSE_WORD, 0, "~need|~want" },
  { PACT_SENSE_WORD, 0, "~invoice|~bill" },
  { PACT_SENSE_WORD, 0, "~settle|settlement|~reconcile" },
};

const guint pact_n_concepts = G_N_ELEMENTS (pact_concepts);
