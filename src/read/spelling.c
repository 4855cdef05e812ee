/* Spelling rules and the words no rule covers. */
#include "read/spelling.h"

#include <string.h>

/* Left and right are one word; endings are tried after these. */
static const char *const words[][2] = {
  { "acknowledgement", "acknowledgment" },
  { "ageing", "aging" },
  { "aluminium", "aluminum" },
  { "artefact", "artifact" },
  { "artefacts", "artifacts" },
  { "calibre", "caliber" },
  { "centre", "center" },
  { "centred", "centered" },
  { "centres", "centers" },
  { "cheque", "check" },
  { "cheques", "checks" },
  { "cosy", "cozy" },
  { "counsellor", "counselor" },
  { "defence", "defense" },
  { "encyclopaedia", "encyclopedia" },
  { "enrol", "enroll" },
  { "enrolment", "enrollment" },
  { "enrols", "enrolls" },
  { "fibre", "fiber" },
  { "fibres", "fibers" },
  { "focussed", "focused" },
  { "focusses", "focuses" },
  { "fuelled", "fueled" },
  { "fuelling", "fueling" },
  { "fulfil", "fulfill" },
  { "fulfilment", "fulfillment" },
  { "fulfils", "fulfills" },
  { "grey", "gray" },
  { "instalment", "installment" },
  { "instalments", "installments" },
  { "jewellery", "jewelry" },
  { "judgement", "judgment" },
  { "judgements", "judgments" },
  { "kilometre", "kilometer" },
  { "kilometres", "kilometers" },
  { "licence", "license" },
  { "licences", "licenses" },
  { "likewise", "likewise" }, /* no "-ise" */
  { "litre", "liter" },
  { "litres", "liters" },
  { "manoeuvre", "maneuver" },
  { "metre", "meter" },
  { "metres", "meters" },
  { "mould", "mold" },
  { "offence", "offense" },
  { "offences", "offenses" },
  { "orthopaedic", "orthopedic" },
  { "otherwise", "otherwise" },
  { "paediatric", "pediatric" },
  { "plough", "plow" },
  { "practise", "practice" },
  { "practised", "practiced" },
  { "practises", "practices" },
  { "practising", "practicing" },
  { "pretence", "pretense" },
  { "programme", "program" },
  { "programmes", "programs" },
  { "sceptical", "skeptical" },
  { "skilful", "skillful" },
  { "storey", "story" },
  { "sulphur", "sulfur" },
  { "theatre", "theater" },
  { "theatres", "theaters" },
  { "towards", "toward" },
  { "tyre", "tire" },
  { "tyres", "tires" },
};

/* Endings: `from` becomes `to` where at least `stem` letters stand before it. */
#define ENDING(from, to, stem)                                                                     \
  {                                                                                                \
    from, to, sizeof from - 1, stem                                                                \
  }

static const struct {
  const char *from, *to;
  guint8 n, stem;
} endings[] = {
  ENDING ("isation", "ization", 3), ENDING ("isations", "izations", 3),
  ENDING ("ise", "ize", 3),         ENDING ("ised", "ized", 3),
  ENDING ("ises", "izes", 3),       ENDING ("iser", "izer", 3),
  ENDING ("isers", "izers", 3),     ENDING ("ising", "izing", 3),
  ENDING ("yse", "yze", 3),         ENDING ("ysed", "yzed", 3),
  ENDING ("yser", "yzer", 3),       ENDING ("ysing", "yzing", 3),
  ENDING ("our", "or", 3),          ENDING ("ours", "ors", 3),
  ENDING ("oured", "ored", 3),      ENDING ("ouring", "oring", 3),
  ENDING ("ourable", "orable", 3),  ENDING ("ourite", "orite", 3),
  ENDING ("ourites", "orites", 3),  ENDING ("ourhood", "orhood", 3),
  ENDING ("logue", "log", 2),       ENDING ("logues", "logs", 2),
  ENDING ("logued", "loged", 2),    ENDING ("elled", "eled", 3),
  ENDING ("elling", "eling", 3),    ENDING ("eller", "eler", 3),
  ENDING ("ellers", "elers", 3),    ENDING ("alled", "aled", 4),
  ENDING ("alling", "aling", 4),
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

void
pact_spell (GString *word)
{
  guint low = 0, high = G_N_ELEMENTS (words);
  char last;

  if (word->len < 4)
    return;
  last = word->str[word->len - 1];
  while (low < high) {
    guint middle = (low + high) / 2;
    int order = word->str[0] == words[middle][0][0] ? strcmp (word->str, words[middle][0])
                                                    : word->str[0] - words[middle][0][0];

    if (order == 0) {
      g_string_assign (word, words[middle][1]);
      return;
    }
    *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
  }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    gsize n = endings[i].n;

    if (endings[i].from[n - 1] == last && word->len >= n + endings[i].stem &&
        word->str[word->len - n] == endings[i].from[0] &&
        memcmp (word->str + word->len - n, endings[i].from, n) == 0) {
      g_string_truncate (word, word->len - n);
      g_string_append (word, endings[i].to);
      return;
    }
  }
}

static bool
is_pronoun (const GString *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (pronouns); i++)
    if (g_str_equal (word->str, pronouns[i]))
      return true;
  return false;
}

const char *
pact_uncontract (GString *word)
{
  if (g_str_equal (word->str, "cannot") || g_str_equal (word->str, "can't")) {
    g_string_assign (word, "can");
    return "not";
  }
  if (g_str_equal (word->str, "won't") || g_str_equal (word->str, "shan't")) {
    g_string_assign (word, word->str[0] == 'w' ? "will" : "shall");
    return "not";
  }
  for (guint i = 0; i < G_N_ELEMENTS (contractions); i++)
    if (g_str_has_suffix (word->str, contractions[i].ending)) {
      g_string_truncate (word, word->len - strlen (contractions[i].ending));
      return contractions[i].second;
    }
  if (g_str_has_suffix (word->str, "'s")) {
    g_string_truncate (word, word->len - 2);
    return is_pronoun (word) ? "is" : "'s";
  }
  return NULL;
}
