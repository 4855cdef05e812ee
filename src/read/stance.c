/* How a sentence stands to what is in force today, told by phrases; the tables are to be read and
 * extended. Phrases are spelled as fold leaves them: lower case, American, contractions apart. */
#include "read/stance.h"

#include <string.h>

/* Hopes, plans, reports. */
static const char *const open_phrases[] = {
  "might|could one day|could become|could be|could follow|would like to|would be|would become|"
  "would receive|would pay|one day|at some point|sooner or later|may also look|may look|"
  "may consider|may explore|may discuss|may decide",
  "hope|hopes|hoping|plan to|plans to|planning to|intend to|intends to|aim to|aims to|expect to|"
  "expects to|want to|wants to|wish to|wishes to|seek to|seeks to|look at|looks at|looking at|"
  "look into|looking into|explore|exploring|consider|considering|study whether|find out whether|"
  "examine|examining|in talks|talks about|negotiating|under discussion|discussing|discuss|"
  "under consideration|under study|option under|proposed|proposal|proposes|being studied|"
  "thinking about|thinking of|evaluate|evaluating|~recommend|~suggest|~advise",
  "reported that|report that|reports that|rumor|rumors|rumored|speculation|speculated|"
  "papers have written|was written that|have written that|had written that|wrote that|claimed|"
  "claims that|it says that|it also says|article says|paper says|report says|writes that|alleged|"
  "allegedly|according to reports|contrary to|none of it is true|asked me whether|"
  "asked us whether|ask whether|asks whether|asked whether|wonder whether|know whether|asked if|"
  "is false|is wrong|are wrong|not true|is untrue|invented",
};

/* After these, plans are only a yardstick: "three years longer than planned". */
static const char yardsticks[] =
    "than planned|as planned|than expected|as expected|as intended|than intended|as hoped";

/* What is over, or was so until now. */
static const char past_phrases[] =
    "was|were|had|used to|formerly|previously|so far|until now|to date|until recently|"
    "in the past|has always been|gave us|gave them|back then|at the time|in those days|once|paid|"
    "sold|supplied|held|kept|received|shared|bought|ran|hosted|began|started|licensed";

/* What makes a sentence with such words speak of today all the same. */
static const char today_phrases[] =
    "is|are|will|shall|may|can|now|remains|remain|continues|continue|stays|stay|keeps|keep|still|"
    "pays|receives|holds|no longer|agreed|have agreed|has agreed|amended|have amended|"
    "has amended|renewed|extended|prolonged|raised|lowered|reduced|signed|goes|go|gets|takes|"
    "ends|runs|lasts|expires|falls|rises|becomes|does|do|ended|canceled|terminated|withdrawn|"
    "deleted|has come|have ended|has ended|has become|has been replaced|has been extended|"
    "has been raised|has been lowered";

/* A past that reaches up to today but not beyond. */
static const char until_now_phrases[] =
    "so far|until now|to date|for more than|in all those years|has always been|up to now";

static const struct {
  PactAct act;
  const char *phrases;
} acts[] = {
  { PACT_ACT_ENDS,
    "no longer|~end|~terminate|~cease|~stop|stopped|~lapse|~fall away|falls away|fell away|"
    "fallen away|~cancel|~delete|~withdraw|withdrawn|withdrew|drop out|dropped|scrapped|~lift|"
    "~waive|is over|are over|comes to an end|come to an end|came to an end|~give up|gives up|"
    "given up|gave up|~lose|lost|~expire|~abolish|~revoke|~discontinue|goes away|go away|gone|"
    "~remove|~strike out|struck out|not any more|runs out|ran out|~relinquish|~forgo|~surrender|"
    "~disappear|for the last time|last payment|goes back to|go back to|reverts to|revert to|"
    "sold its|sold their|sold all|returns to|is returned|~close|~shut|~dissolve|"
    "~wind up|~abandon|without it|falls through|~suspend|~drop" },
  { PACT_ACT_EXTENDS,
    "~extend|~prolong|longer than|~renew|instead of the end of|new end|~shorten|brought forward|"
    "earlier than planned|~postpone|given notice|gave notice" },
  { PACT_ACT_CHANGES,
    "~change|~amend|~revise|~replace|~narrow|~widen|~broaden|~raise|~lower|~reduce|~increase|"
    "goes down|goes up|go down|go up|~rise|rose|risen|~fall to|falls to|fell|cut to|~double|"
    "~halve|~turn round|turns round|~reverse|instead|moves to|moved to|~switch|from now on|"
    "limited to|restricted to|~affect|touched|~alter|~modify|modified|~adjust" },
  { PACT_ACT_KEEPS,
    "~continue|~remain|~stay|still|unchanged|as before|~keep|kept|go on|goes on|going on|"
    "carry on|carries on|unaffected|untouched|intact|in force|in full force|~retain|as it is|"
    "as they are|as it was|as they were|as ever|as always|same as before|the same|~hold true|"
    "holds|no change|none of this|~confirm|~reaffirm|~apply|applies|correct|as you know it|"
    "any longer|any more|anymore" },
};

static const char denials[] =
    "not|no|never|neither|nor|nothing|without|nobody|none|cannot|hardly|rarely|far from|"
    "exception|exemption|interruption|except as";

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

/* Length of the word or phrase at `at` when it is `phrase` (`length` bytes): "~" before it lets its
 * last word take endings. 0 when it is another. */
static gsize
match_phrase (const char *at, const char *phrase, gsize length)
{
  static const char *const endings[] = { "", "s", "es", "ed", "d", "ing" };
  bool open = phrase[0] == '~';

  phrase += open;
  length -= open;
  if (strncmp (at, phrase, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
    return length;
  if (!open)
    return 0;
  if (phrase[length - 1] == 'e')
    length--; /* "change", "changing" */
  if (strncmp (at, phrase, length) != 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    gsize end = length + strlen (endings[i]);

    if (strncmp (at + length, endings[i], strlen (endings[i])) == 0 &&
        (at[end] == ' ' || at[end] == '\0'))
      return end;
  }
  return 0;
}

/* Where the first of `phrases` stands at or after `from`; NULL when none does. */
static const char *
find_phrase (const char *text, const char *from, const char *phrases)
{
  for (const char *at = from; *at != '\0'; at++) {
    if (at != text && at[-1] != ' ')
      continue;
    for (const char *phrase = phrases; *phrase != '\0';) {
      gsize length = strcspn (phrase, "|");

      if (match_phrase (at, phrase, length) > 0)
        return at;
      phrase += length + (phrase[length] == '|');
    }
  }
  return NULL;
}

bool
pact_sentence_says (const PactSentence *sentence, const char *phrases)
{
  const char *text = sentence->words;

  return find_phrase (text, text, phrases) != NULL;
}

enum { /* words */
  DENIAL_REACH = 14,     /* "nothing else in the contract between A and B changes" */
  DENIAL_REACH_KEEP = 9, /* "has not sold one of its shares and still holds them" */
};

/* Whether an odd number of denials stands within `reach` words before `at` in its clause. */
static bool
is_denied (const char *text, const char *at, guint reach)
{
  bool denied = false;
  const char *start = at;

  for (guint words = 0; start > text && words < reach; words++) {
    start--;
    while (start > text && start[-1] != ' ')
      start--;
    if (strchr (",;:", start[0]) != NULL)
      break;
  }
  while ((start = find_phrase (text, start, denials)) != NULL && start < at) {
    if (!denied || strncmp (start, "nor ", strlen ("nor ")) != 0)
      denied = !denied; /* "neither ended nor suspended" denies both */
    start++;
  }
  return denied;
}

/* "Apart from these changes": names acts told elsewhere. */
static bool
is_named_only (const char *text, const char *at)
{
  static const char these[] = "these ";

  return (gsize) (at - text) >= strlen (these) &&
         strncmp (at - strlen (these), these, strlen (these)) == 0;
}

PactAct
pact_act_read (const PactSentence *sentence)
{
  const char *text = sentence->words;
  PactAct weak = PACT_ACT_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    for (const char *at = text; (at = find_phrase (text, at, acts[i].phrases)) != NULL; at++) {
      bool denied =
          is_denied (text, at,
                     acts[i].act == PACT_ACT_KEEPS ? DENIAL_REACH_KEEP : DENIAL_REACH) &&
          !g_str_has_prefix (at, "no ") && !g_str_has_prefix (at, "none");

      if (is_named_only (text, at))
        continue;
      if (!denied && acts[i].act != PACT_ACT_KEEPS)
        return acts[i].act;
      if (denied && acts[i].act == PACT_ACT_KEEPS)
        return PACT_ACT_ENDS;
      weak = PACT_ACT_KEEPS;
    }
  return weak;
}

bool
pact_keeps_the_rest (const PactSentence *sentence)
{
  static const char rest[] =
      "all other|every other|all the other|other terms|other provisions|remaining terms|"
      "remaining provisions|the rest|everything else|nothing else|all else|all terms|"
      "all its terms|all provisions|every term|in all other respects|otherwise|nothing in|"
      "none of|no term|no provision|no clause|any other term|any other provision|nor any other|"
      "except as|in full force|as they are|as it is|as they were|as it was|does not change our|"
      "does not change the|do not change the|nothing about|no part of|nothing|apart from this|"
      "apart from that|apart from these|aside from this|aside from that|aside from these|"
      "besides this|beyond this|beyond that|beyond these|other than this|other than that|"
      "with this exception|with that exception|with these exceptions";
  static const char matter[] =
      "terms|term|provision|provisions|contracts|agreements|conditions|agreement|contract|"
      "partnership|text|points|arrangement|deal|relationship|everything|all|else|cooperation|"
      "license|alliance";

  return pact_sentence_says (sentence, rest) && pact_sentence_says (sentence, matter) &&
         pact_act_read (sentence) == PACT_ACT_KEEPS;
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

PactMood
pact_mood_read (const PactSentence *sentence)
{
  const char *text = sentence->words;

  if (strchr (text, '?') != NULL)
    return PACT_MOOD_QUESTION;
  if (denies_figure (sentence))
    return PACT_MOOD_OPEN;
  for (guint i = 0; i < G_N_ELEMENTS (open_phrases); i++)
    if (pact_sentence_says (sentence, open_phrases[i]) &&
        !pact_sentence_says (sentence, yardsticks))
      return PACT_MOOD_OPEN;
  if (pact_keeps_the_rest (sentence))
    return PACT_MOOD_BINDING; /* "no other term was touched" */
  if (pact_sentence_says (sentence, until_now_phrases))
    return PACT_MOOD_PAST;
  if (pact_act_read (sentence) == PACT_ACT_ENDS)
    return PACT_MOOD_BINDING; /* what was ended is over today */
  return pact_sentence_says (sentence, past_phrases) &&
                 !pact_sentence_says (sentence, today_phrases)
             ? PACT_MOOD_PAST
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
