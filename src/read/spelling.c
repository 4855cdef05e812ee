/* Spelling rules and the words no rule covers. */
#include "read/spelling.h"

#include <string.h>

enum { LETTERS = 27 }; /* of the alphabet, and one for what is no letter of it */

/* Left and right are one word; endings are tried after these. By first letter. */
static const char words[LETTERS][20][2][20] = {
  ['a' - 'a'] = {
    { "acknowledgement", "acknowledgment" },
    { "acknowledgements", "acknowledgments" },
    { "adviser", "advisor" },
    { "advisers", "advisors" },
    { "aeroplane", "airplane" },
    { "aeroplanes", "airplanes" },
    { "ageing", "aging" },
    { "aluminium", "aluminum" },
    { "amongst", "among" },
    { "anaesthetic", "anesthetic" },
    { "archaeological", "archeological" },
    { "archaeology", "archeology" },
    { "artefact", "artifact" },
    { "artefacts", "artifacts" },
  },
  ['c' - 'a'] = {
    { "calibre", "caliber" },
    { "cataloguing", "cataloging" },
    { "centimetre", "centimeter" },
    { "centimetres", "centimeters" },
    { "centre", "center" },
    { "centred", "centered" },
    { "centres", "centers" },
    { "cheque", "check" },
    { "cheques", "checks" },
    { "cosy", "cozy" },
    { "councillor", "councilor" },
    { "councillors", "councilors" },
    { "counsellor", "counselor" },
    { "counsellors", "counselors" },
  },
  ['d' - 'a'] = {
    { "defence", "defense" },
    { "dialling", "dialing" },
    { "draught", "draft" },
    { "draughts", "drafts" },
  },
  ['e' - 'a'] = {
    { "encyclopaedia", "encyclopedia" },
    { "enquire", "inquire" },
    { "enquiries", "inquiries" },
    { "enquiry", "inquiry" },
    { "enrol", "enroll" },
    { "enrolment", "enrollment" },
    { "enrols", "enrolls" },
  },
  ['f' - 'a'] = {
    { "fibre", "fiber" },
    { "fibres", "fibers" },
    { "focussed", "focused" },
    { "focusses", "focuses" },
    { "fuelled", "fueled" },
    { "fuelling", "fueling" },
    { "fulfil", "fulfill" },
    { "fulfilment", "fulfillment" },
    { "fulfils", "fulfills" },
  },
  ['g' - 'a'] = {
    { "grey", "gray" },
  },
  ['h' - 'a'] = {
    { "haematology", "hematology" },
  },
  ['i' - 'a'] = {
    { "initialled", "initialed" },
    { "instalment", "installment" },
    { "instalments", "installments" },
  },
  ['j' - 'a'] = {
    { "jewellery", "jewelry" },
    { "judgement", "judgment" },
    { "judgements", "judgments" },
  },
  ['k' - 'a'] = {
    { "kerb", "curb" },
    { "kerbs", "curbs" },
    { "kilometre", "kilometer" },
    { "kilometres", "kilometers" },
  },
  ['l' - 'a'] = {
    { "learnt", "learned" },
    { "licence", "license" },
    { "licences", "licenses" },
    { "likewise", "likewise" }, /* no "-ise" */
    { "litre", "liter" },
    { "litres", "liters" },
  },
  ['m' - 'a'] = {
    { "manoeuvre", "maneuver" },
    { "manoeuvres", "maneuvers" },
    { "metre", "meter" },
    { "metres", "meters" },
    { "millimetre", "millimeter" },
    { "millimetres", "millimeters" },
    { "mould", "mold" },
    { "moulded", "molded" },
    { "moulding", "molding" },
    { "mouldings", "moldings" },
    { "moulds", "molds" },
  },
  ['o' - 'a'] = {
    { "offence", "offense" },
    { "offences", "offenses" },
    { "orthopaedic", "orthopedic" },
    { "orthopaedics", "orthopedics" },
    { "otherwise", "otherwise" },
  },
  ['p' - 'a'] = {
    { "paediatric", "pediatric" },
    { "paediatrics", "pediatrics" },
    { "plough", "plow" },
    { "ploughed", "plowed" },
    { "ploughing", "plowing" },
    { "ploughs", "plows" },
    { "practise", "practice" },
    { "practised", "practiced" },
    { "practises", "practices" },
    { "practising", "practicing" },
    { "pretence", "pretense" },
    { "programme", "program" },
    { "programmes", "programs" },
  },
  ['s' - 'a'] = {
    { "sceptic", "skeptic" },
    { "sceptical", "skeptical" },
    { "sceptics", "skeptics" },
    { "skilful", "skillful" },
    { "skilfully", "skillfully" },
    { "sombre", "somber" },
    { "specialities", "specialties" },
    { "speciality", "specialty" },
    { "spectre", "specter" },
    { "spoilt", "spoiled" },
    { "storey", "story" },
    { "storeys", "stories" },
    { "sublicence", "sublicense" },
    { "sublicences", "sublicenses" },
    { "sulphate", "sulfate" },
    { "sulphide", "sulfide" },
    { "sulphur", "sulfur" },
    { "sulphuric", "sulfuric" },
  },
  ['t' - 'a'] = {
    { "theatre", "theater" },
    { "theatres", "theaters" },
    { "towards", "toward" },
    { "tyre", "tire" },
    { "tyres", "tires" },
  },
  ['w' - 'a'] = {
    { "whilst", "while" },
    { "whisky", "whiskey" },
    { "wilful", "willful" },
    { "wilfully", "willfully" },
    { "woollen", "woolen" },
    { "woollens", "woolens" },
  },
};

/* Endings: `from` becomes `to` where at least `stem` letters stand before it. */
typedef struct {
  char from[10], to[10];
  guint8 n, stem;
} Ending;

#define ENDING(from, to, stem)                                                                     \
  {                                                                                                \
    from, to, sizeof from - 1, stem                                                                \
  }

/* By the letter they end in. */
static const Ending endings[LETTERS][12] = {
  ['d' - 'a'] = {
    ENDING ("ised", "ized", 3),
    ENDING ("ysed", "yzed", 3),
    ENDING ("oured", "ored", 3),
    ENDING ("ourhood", "orhood", 3),
    ENDING ("logued", "loged", 2),
    ENDING ("elled", "eled", 3),
    ENDING ("alled", "aled", 4),
  },
  ['e' - 'a'] = {
    ENDING ("ise", "ize", 3),
    ENDING ("yse", "yze", 3),
    ENDING ("ourable", "orable", 3),
    ENDING ("ourite", "orite", 3),
    ENDING ("logue", "log", 2),
    ENDING ("isable", "izable", 3),
  },
  ['g' - 'a'] = {
    ENDING ("ising", "izing", 3),
    ENDING ("ysing", "yzing", 3),
    ENDING ("ouring", "oring", 3),
    ENDING ("elling", "eling", 3),
    ENDING ("alling", "aling", 4),
  },
  ['t' - 'a'] = {
    ENDING ("ourant", "orant", 3),
  },
  ['l' - 'a'] = {
    ENDING ("ourful", "orful", 3),
    ENDING ("oural", "oral", 3),
    ENDING ("isational", "izational", 3),
  },
  ['n' - 'a'] = {
    ENDING ("isation", "ization", 3),
  },
  ['r' - 'a'] = {
    ENDING ("iser", "izer", 3),
    ENDING ("yser", "yzer", 3),
    ENDING ("our", "or", 3),
    ENDING ("eller", "eler", 3),
    ENDING ("ourer", "orer", 3),
  },
  ['s' - 'a'] = {
    ENDING ("isations", "izations", 3),
    ENDING ("ises", "izes", 3),
    ENDING ("isers", "izers", 3),
    ENDING ("ours", "ors", 3),
    ENDING ("ourites", "orites", 3),
    ENDING ("logues", "logs", 2),
    ENDING ("ellers", "elers", 3),
    ENDING ("ourers", "orers", 3),
    ENDING ("ourings", "orings", 3),
    ENDING ("ourants", "orants", 3),
  },
  ['y' - 'a'] = {
    ENDING ("oury", "ory", 3),
  },
};

static const struct {
  const char *ending, *second;
} contractions[] = {
  { "n't", "not" },  { "'ll", "will" }, { "'re", "are" },
  { "'ve", "have" }, { "'m", "am" },    { "'d", "would" },
};

/* After these, "'s" is "is". */
static const char *const pronouns[] = {
  "he", "here", "how", "it", "she", "that", "there", "what", "where", "who",
};

static guint
letter (char c)
{
  return c >= 'a' && c <= 'z' ? (guint) (c - 'a') : LETTERS - 1;
}

/* The other spelling of `word`; NULL when no row has one. */
static const char *
find_word (const char *word)
{
  const char (*row)[2][20] = words[letter (word[0])];

  for (; (*row)[0][0] != '\0'; row++)
    if ((*row)[0][1] == word[1] && (*row)[0][2] == word[2] && strcmp ((*row)[0], word) == 0)
      return (*row)[1];
  return NULL;
}

static const Ending *
find_ending (const char *word, gsize n)
{
  const Ending *ending = endings[letter (word[n - 1])];

  for (; ending->n > 0; ending++)
    if (n >= ending->n + ending->stem && word[n - ending->n] == ending->from[0] &&
        memcmp (word + n - ending->n, ending->from, ending->n) == 0)
      return ending;
  return NULL;
}

/* Puts `word` in the place of what `text` holds from `start` on. */
static void
replace (GString *text, gsize start, const char *word)
{
  g_string_truncate (text, start);
  g_string_append (text, word);
}

void
pact_spell (GString *text, gsize start)
{
  gsize n = text->len - start;
  const char *word;
  const Ending *ending;

  if (n < 4)
    return;
  if ((word = find_word (text->str + start)) != NULL)
    replace (text, start, word);
  else if ((ending = find_ending (text->str + start, n)) != NULL)
    replace (text, text->len - ending->n, ending->to);
}

static bool
is_pronoun (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (pronouns); i++)
    if (g_str_equal (word, pronouns[i]))
      return true;
  return false;
}

const char *
pact_uncontract (GString *text, gsize start)
{
  const char *word = text->str + start;

  if (g_str_equal (word, "cannot") || g_str_equal (word, "can't")) {
    replace (text, start, "can");
    return "not";
  }
  if (g_str_equal (word, "won't") || g_str_equal (word, "shan't")) {
    replace (text, start, word[0] == 'w' ? "will" : "shall");
    return "not";
  }
  for (guint i = 0; i < G_N_ELEMENTS (contractions); i++)
    if (g_str_has_suffix (word, contractions[i].ending)) {
      g_string_truncate (text, text->len - strlen (contractions[i].ending));
      return contractions[i].second;
    }
  if (g_str_has_suffix (word, "'s")) {
    g_string_truncate (text, text->len - 2);
    return is_pronoun (word) ? "is" : "'s";
  }
  return NULL;
}
