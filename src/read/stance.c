/* How a sentence stands to what is in force today, told by phrases; the tables are to be read and
 * extended. Phrases are spelled as fold leaves them: lower case, American, contractions apart. */
#include "read/stance.h"

#include <string.h>

/* Hopes, plans, reports. */
static const char *const open_phrases[] = {
  "may be extended|may be prolonged|may be renewed|may be concluded|may be widened|might|"
  "could one day|could become|could be|could follow|would like to|would be|would become|"
  "would receive|would pay|one day|at some point|sooner or later|may also look|may look|"
  "may consider|may explore|may discuss|may decide",
  "hope|hopes|hoping|plan to|plans to|planning to|intend to|intends to|aim to|aims to|expect to|"
  "expects to|want to|wants to|wish to|wishes to|seek to|seeks to|look at|looks at|looking at|"
  "look into|looking into|explore|exploring|consider|considering|study whether|find out whether|"
  "examine|examining|in talks|in discussions|in negotiations|expects that|expect that|talks about|"
  "negotiating|under discussion|discussing|discuss|under consideration|under study|option under|"
  "proposed|proposal|proposes|being studied|thinking about|thinking of|evaluate|evaluating|"
  "recommends|recommend|is recommended|suggests|suggest|advises|advise",
  "reported that|report that|reports that|rumor|rumors|rumored|speculation|speculated|asked who|"
  "asked what|asked why|asked how|asked when|papers have written|was written that|"
  "have written that|had written that|wrote that|claimed|claims that|it says that|it also says|"
  "article says|paper says|report says|writes that|alleged|allegedly|according to reports|"
  "contrary to|none of it is true|asked me whether|asked us whether|ask whether|asks whether|"
  "asked whether|wonder whether|know whether|asked if|is false|is wrong|are wrong|not true|"
  "is untrue|invented",
};

/* After these, plans are only a yardstick: "three years longer than planned". */
static const char yardsticks[] =
    "than planned|as planned|than expected|as expected|as intended|than intended|as hoped";

/* What is over, or was so until now. */
static const char past_phrases[] =
    "was|were|had|used to|formerly|previously|so far|until now|to date|until recently|"
    "in the past|has always been|gave us|gave them|back then|at the time|in those days|once|ran|"
    "began";

/* The same where they are no participles: "should it be sold". */
static const char past_verbs[] =
    "paid|sold|supplied|held|kept|received|shared|bought|hosted|started|licensed";

/* What makes a sentence with such words speak of today all the same. */
static const char today_phrases[] =
    "is|are|will|shall|may|can|now|remains|remain|continues|continue|stays|stay|keeps|keep|still|"
    "pays|pay|receive|receives|hold|holds|share|get|no longer|agreed|have agreed|has agreed|"
    "amended|have amended|has amended|renewed|extended|prolonged|raised|lowered|reduced|signed|"
    "goes|go|gets|takes|ends|runs|lasts|expires|falls|rises|becomes|does|do|ended|canceled|"
    "terminated|withdrawn|deleted|has come|have ended|has ended|has become|has been replaced|"
    "has been extended|has been raised|has been lowered";

/* A past that reaches up to today but not beyond. */
static const char until_now_phrases[] =
    "so far|until now|to date|for more than|in all those years|has always been|up to now";

static const struct {
  PactAct act;
  const char *phrases;
} acts[] = {
  { PACT_ACT_ENDS,
    "no longer|not any more|no more|~end|~terminate|~cease|~stop|~lapse|~fall away|fell away|"
    "fallen away|~cancel|~delete|~withdraw|withdrawn|withdrew|~drop|scrapped|to scrap|will scrap|"
    "~lift|~waive|is over|are over|~get rid of|got rid of|~eliminate|~give up|gave up|given up|"
    "~give it up|~give them up|~lose|lost|~expire|~abolish|~revoke|~rescind|~repeal|~annul|~void|"
    "~discontinue|~go away|is gone|are gone|be gone|has gone|have gone|~remove|~strike out|"
    "struck out|~run out|ran out|~relinquish|~forgo|forgone|~surrender|~disappear|~vanish|"
    "for the last time|last payment|sold its|sold their|sold all|~return to|is returned|"
    "~go back to|~revert to|closes|closed|to close|will close|~shut|~dissolve|~wind up|wound up|"
    "~wind down|wound down|~abandon|without it|~fall through|~suspend|~retire|~part ways|"
    "~break off|broke off|broken off|~call off|~do away with|did away with|done away with|"
    "thing of the past|is history|at an end|to an end|to a close|~phase out|~move out|~move it out|"
    "~move them out|~quit|released from|~hand back|~pull out|~opt out|leaves|leaving|to leave|"
    "will leave|must leave|has left|have left|~divest|~dispose of" },
  { PACT_ACT_EXTENDS,
    "~extend|~prolong|longer than|~renew|~lengthen|instead of the end of|new end|~shorten|"
    "brought forward|~bring forward|earlier than planned|~postpone|given notice|gave notice|"
    "~give notice|years later|months later|years longer|months longer|years shorter|years earlier|"
    "months earlier|before its time|ahead of time|prematurely|~add another|another year|more years|"
    "further year|further years" },
  { PACT_ACT_CHANGES,
    "~change|~amend|~revise|~replace|~narrow|~widen|~broaden|~expand|~raise|~lower|~reduce|"
    "~increase|~decrease|is cut|are cut|been cut|was cut|cut to|cut from|cut in|cut by|~go down|"
    "went down|~go up|went up|~rise|rose|risen|~climb|~grow to|~shrink|~fall to|~fall from|"
    "~fall by|fell|~double|~triple|~halve|~turn round|~reverse|instead|rather than|in place of|"
    "~move to|~switch|~swap|from now on|limited to|restricted to|~affect|touched|~alter|~modify|"
    "~adjust|~loosen|~relax|~tighten|~substitute|~transfer to|~pass to|~move|~relocate|~migrate|"
    "~rework|~rewrite|rewritten|other way round|~shift|down to|up from|down from" },
  { PACT_ACT_KEEPS,
    "~continue|~remain|~stay|still|unchanged|unaltered|as before|~keep|kept|~go on|~carry on|"
    "carries on|unaffected|untouched|intact|in force|in full force|~retain|as it is|as they are|"
    "as in the past|as it was|as they were|as ever|as always|as agreed|as it has|as they have|"
    "same as before|the same|~hold true|holds|stands|~stand by|no change|none of this|~confirm|"
    "~reaffirm|~reiterate|~honor|~apply|correct|as you know it|any longer|any more|anymore|not new|"
    "~persist|~uphold|~maintain|~preserve|good for" },
};

PactSentence *
pact_sentence_new (const char *text, gssize length)
{
  PactSentence *sentence = g_new0 (PactSentence, 1);

  sentence->reading = pact_reading_new (text, length);
  sentence->words = pact_fold (text, length);
  return sentence;
}

void
pact_sentence_free (PactSentence *sentence)
{
  if (sentence == NULL)
    return;
  pact_reading_free (sentence->reading);
  g_free (sentence->words);
  g_free (sentence);
}

bool
pact_sentence_says (const PactSentence *sentence, const char *phrases)
{
  return pact_text_says (sentence->words, phrases);
}

bool
pact_sentence_affirms (const PactSentence *sentence, const char *phrases)
{
  const char *text = sentence->words;

  for (const char *at = text; (at = pact_phrase_find (text, at, phrases)) != NULL; at++)
    if (!pact_phrase_denied (text, at))
      return true;
  return false;
}

/* Whether an amount comes next: " 28 %", " half", " the rest". */
static bool
is_amount (const char *at)
{
  return *at == ' ' && (g_ascii_isdigit (at[1]) ||
                        pact_phrase_at (at + 1, "half|a|the rest|the remainder|all of"));
}

/* "Until 2030, when the contract ends": names a time by an act. */
static bool
is_time (const char *text, const char *at)
{
  enum { TIME_REACH = 4 };

  for (guint words = 0; words < TIME_REACH && (at = pact_word_before (text, at)) != NULL; words++)
    if (pact_phrase_at (at, ",|;|:|and"))
      return false;
    else if (pact_phrase_at (at, "when the|until the"))
      return true;
  return false;
}

/* Whether what stands at `at` is no act: "these changes", told elsewhere; "the end of 2031"; "would
 * have ended". */
static bool
is_named_only (const char *text, const char *at)
{
  const char *before = pact_word_before (text, at);
  const char *first = before != NULL ? pact_word_before (text, before) : NULL;

  if (pact_phrase_at (at, "no more than|end date|end dates") || is_time (text, at))
    return true;
  if (pact_phrase_at (at, "~keep|kept|~retain|holds") && is_amount (at + strcspn (at, " ")))
    return true; /* "keeps 28%" */
  if (pact_phrase_at (at, "leaves|leaving|to leave|will leave") &&
      pact_phrase_find (text, at, "untouched|unchanged|unaffected|intact|as it|as they|in place"))
    return true;
  if (pact_phrase_at (at, "end of") && first != NULL && pact_phrase_at (before, "the|its|their"))
    return true;
  return (before != NULL && pact_phrase_at (before, "these")) ||
         (first != NULL && pact_phrase_at (first, "would have"));
}

/* "It may be extended": may yet happen. */
static bool
is_possible (const char *text, const char *at)
{
  const char *may =
      pact_phrase_at (at, "from now on|instead|rather than") ? NULL : pact_word_before (text, at);

  if (may != NULL && pact_phrase_at (may, "be"))
    may = pact_word_before (text, may);
  return may != NULL && pact_phrase_at (may, "may|might|could|can");
}

PactAct
pact_act_read (const PactSentence *sentence)
{
  const char *text = sentence->words;
  PactAct weak = PACT_ACT_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    for (const char *at = text; (at = pact_phrase_find (text, at, acts[i].phrases)) != NULL; at++) {
      bool denied = pact_phrase_denied (text, at);

      if (is_named_only (text, at) || is_possible (text, at))
        continue;
      if (!denied && acts[i].act != PACT_ACT_KEEPS)
        return acts[i].act;
      if (denied && acts[i].act == PACT_ACT_KEEPS)
        return PACT_ACT_ENDS;
      weak = PACT_ACT_KEEPS;
    }
  return weak;
}

/* All that is agreed, or what is left of it; and what may be agreed. */
static const char everything[] =
    "all other|every other|all the other|other terms|other provisions|remaining terms|"
    "remaining provisions|remainder|the rest|everything else|all else|all terms|all its terms|"
    "all provisions|every term|in all other respects|in every other respect|otherwise|"
    "nor any other|except as|in full force|as they are|as it is|as they were|as it was|"
    "apart from this|apart from that|apart from these|aside from this|aside from that|"
    "aside from these|besides this|beyond this|beyond that|beyond these|other than this|"
    "other than that|with this exception|with that exception|with these exceptions|everything";
static const char nothing[] =
    "nothing|nothing else|none of|no term|no provision|no clause|no part of|nothing about|"
    "any other term|any other provision|does not change our|does not change the|"
    "do not change the|no other term|no other provision";
static const char matter[] =
    "terms|term|provision|provisions|contracts|agreements|conditions|agreement|contract|"
    "partnership|text|points|arrangement|deal|relationship|everything|all|else|cooperation|"
    "license|alliance";

/* "In Wales everything is as it was", "until then nothing changes": of one place or time only. */
static bool
is_narrowed (const PactSentence *sentence)
{
  return pact_phrase_at (sentence->words, "in|for|on|at|until|during|under") &&
         !pact_phrase_at (sentence->words, "in all|in every|in other|for the rest|under the");
}

bool
pact_keeps_the_rest (const PactSentence *sentence)
{
  if (!pact_sentence_says (sentence, matter) || is_narrowed (sentence) ||
      pact_act_read (sentence) != PACT_ACT_KEEPS)
    return false;
  if (pact_sentence_says (sentence, everything))
    return true;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (acts[i].act != PACT_ACT_KEEPS && pact_sentence_says (sentence, acts[i].phrases))
      return pact_sentence_says (sentence, nothing); /* "nothing in the contract changes" */
  return false;
}

bool
pact_ends_the_rest (const PactSentence *sentence)
{
  return pact_sentence_affirms (sentence, "everything|all terms|all its terms|all provisions|"
                                          "all rights|all obligations|all of its terms") &&
         pact_sentence_says (sentence, "agreement|contract|partnership|cooperation|alliance|"
                                       "deal|agreed") &&
         !is_narrowed (sentence) && pact_act_read (sentence) == PACT_ACT_ENDS;
}

/* "Nobody has asked for 70%". */
static bool
denies_figure (const PactSentence *sentence)
{
  const GArray *facts = sentence->reading->facts;
  bool percent = false;

  for (guint i = 0; i < facts->len; i++)
    percent |= g_array_index (facts, PactFact, i).kind == PACT_FACT_PERCENT;
  return percent && (g_str_has_prefix (sentence->words, "nobody ") ||
                     g_str_has_prefix (sentence->words, "no one "));
}

/* What is said after a verdict on what others said: "That is wrong: we still do". */
static const char *
after_verdict (const char *text)
{
  static const char verdicts[] = "wrong|false|untrue|not true|not so|nonsense|invented|mistaken";
  const char *colon = strstr (text, " : ");
  const char *verdict = colon != NULL ? pact_phrase_find (text, text, verdicts) : NULL;

  return verdict != NULL && verdict < colon ? colon + strlen (" : ") : text;
}

/* "For fifteen years ours has been the only one": tells of the years, not of today. */
static bool
sums_up (const PactSentence *sentence)
{
  const PactReading *reading = sentence->reading;

  for (guint i = 0; i < reading->facts->len; i++) {
    const PactFact *fact = &g_array_index (reading->facts, PactFact, i);

    if (fact->kind == PACT_FACT_SPAN && fact->unit > 0 &&
        pact_unit_is (reading, fact->unit - 1, "for"))
      return pact_sentence_says (sentence, "has been|have been");
  }
  return false;
}

/* Whether one of the phrases stands in the text, and not of the public: "whoever wants to buy". */
static bool
says_of_party (const char *text, const char *phrases)
{
  for (const char *at = text; (at = pact_phrase_find (text, at, phrases)) != NULL; at++) {
    const char *before = pact_word_before (text, at);

    if (before == NULL || !pact_phrase_at (before, "who|whoever|anyone|you"))
      return true;
  }
  return false;
}

static bool
says_past (const char *text, PactAct act)
{
  if (pact_text_says (text, past_phrases))
    return true;
  if (act != PACT_ACT_NONE)
    return false; /* "we raise our share of what is sold" */
  for (const char *at = text; (at = pact_phrase_find (text, at, past_verbs)) != NULL; at++) {
    const char *before = pact_word_before (text, at);

    if (before == NULL || !pact_phrase_at (before, "be|being"))
      return true;
  }
  return false;
}

PactMood
pact_mood_read (const PactSentence *sentence)
{
  const char *text = after_verdict (sentence->words);
  PactAct act = pact_act_read (sentence);

  if (strchr (text, '?') != NULL)
    return PACT_MOOD_QUESTION;
  if (denies_figure (sentence))
    return PACT_MOOD_OPEN;
  for (guint i = 0; i < G_N_ELEMENTS (open_phrases); i++)
    if (says_of_party (text, open_phrases[i]) && !pact_text_says (text, yardsticks))
      return PACT_MOOD_OPEN;
  if (pact_keeps_the_rest (sentence))
    return PACT_MOOD_BINDING; /* "no other term was touched" */
  if (pact_text_says (text, until_now_phrases) || (act == PACT_ACT_NONE && sums_up (sentence)))
    return PACT_MOOD_PAST;
  if (act == PACT_ACT_ENDS)
    return PACT_MOOD_BINDING; /* what was ended is over today */
  return says_past (text, act) && !pact_text_says (text, today_phrases) ? PACT_MOOD_PAST
                                                                        : PACT_MOOD_BINDING;
}

bool
pact_denies_agreement (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "nothing has been|nothing is|nothing was|no contract|"
                                       "no agreement|no decision|not been decided|"
                                       "not been agreed|not been signed|not binding|"
                                       "non - binding|nothing yet|not a contract|"
                                       "not even a draft|remains open|not decided|no commitment") &&
         !pact_sentence_says (sentence, "changed|affected");
}

bool
pact_is_unbinding (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "memorandum|letter of intent|declaration of intent|"
                                       "statement of intent|not binding|non - binding|term sheet|"
                                       "feasibility study");
}

bool
pact_says_both (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "both companies|two companies|the companies|both sides|"
                                       "two sides|both partners|the partners|both parties|"
                                       "the parties|each other|one another|the two|both firms|"
                                       "two firms|neither company|either company|each company");
}

bool
pact_says_we (const PactSentence *sentence)
{
  return pact_sentence_says (sentence, "we|us|our|ours");
}
