/* What else a change of a word touches, by the words beside it: one row a case. The facet a word
 * stands for by itself is that of its sense. */
#include "read/edits.h"

#include <string.h>

/* What a row asks of the edited word, or of one beside it: a sense, or one of these. */
enum {
  ANYTHING = PACT_N_SENSES,
  UNKNOWN, /* a word that the lexicon does not have */
  NAME,
  PERSON,
  NUMBER,
  TRADE, /* buy, sell */
  OWNER, /* 's */
  CONSENT,
  PRICE,
  PIECES,
  PER,
  RELATIVE, /* who, that */
  COVER,
  FIRST,
  ENTITLED, /* entitled to */
  ARTICLE,
  AS_LONG_AS,
};

enum { DOER_LETTERS = 6 };

static const char *const trading[] = { "buy", "buys", "sell", "sells", NULL };
static const char *const owning[] = { "'s", "'", NULL };
static const char *const consents[] = { "consent", "approval", "permission", NULL };
static const char *const prices[] = { "price", "prices", "value", NULL };
static const char *const pieces[] = { "units", "copies", NULL };
static const char *const per[] = { "per", NULL };
static const char *const relatives[] = { "who", "that", "which", "whose", NULL };
static const char *const covering[] = { "cover",   "covers", "extend",  "extends", "apply",
                                        "applies", "reach",  "reaches", NULL };
static const char *const articles[] = { "the", NULL };

/* "growers", "designers", "pianists": whatever the word, by how it ends. */
static bool
names_doer (const PactReading *reading, guint i)
{
  static const char *const endings[] = { "er", "ers", "or", "ors", "ist", "ists", "ian", "ians" };
  const PactToken *token = pact_token (reading->tokens, pact_unit (reading, i)->first);
  const char *end =
      pact_token_text (reading->tokens, pact_unit (reading, i)->first) + token->length;

  for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
    if (token->length >= DOER_LETTERS &&
        memcmp (end - strlen (endings[e]), endings[e], strlen (endings[e])) == 0)
      return true;
  return false;
}

static bool
is_a (const PactReading *reading, guint i, guint what)
{
  const PactUnit *unit = pact_unit (reading, i);

  switch (what) {
  case ANYTHING:
    return true;
  case UNKNOWN:
    return unit->sense == PACT_SENSE_NONE && unit->kind == PACT_TOKEN_WORD;
  case NAME:
    return unit->name;
  case PERSON:
    return pact_unit_is_person (unit) || (is_a (reading, i, UNKNOWN) && names_doer (reading, i));
  case NUMBER:
    return unit->kind == PACT_TOKEN_NUMBER && unit->concept == 0;
  case TRADE:
    return pact_unit_is_one_of (reading, i, trading);
  case OWNER:
    return pact_unit_is_one_of (reading, i, owning);
  case CONSENT:
    return pact_unit_is_one_of (reading, i, consents);
  case PRICE:
    return pact_unit_is_one_of (reading, i, prices);
  case PIECES:
    return pact_unit_is_one_of (reading, i, pieces);
  case PER:
    return pact_unit_is_one_of (reading, i, per);
  case RELATIVE:
    return pact_unit_is_one_of (reading, i, relatives);
  case COVER:
    return pact_unit_is_one_of (reading, i, covering) ||
           pact_token_is (reading->tokens, unit->first, "extends"); /* "extends to" */
  case FIRST:
    return pact_unit_is (reading, i, "first");
  case ENTITLED:
    return unit->sense == PACT_SENSE_RECEIVE && unit->n > 1;
  case ARTICLE:
    return pact_unit_is_one_of (reading, i, articles);
  case AS_LONG_AS:
    return unit->sense == PACT_SENSE_IF && unit->n >= 3;
  default:
    return unit->sense == what;
  }
}

enum { NEAR = 4, FAR = 8, SENTENCE = 30 };

/* `what` changed, and beside it, from `from` to `to` units on, stands `beside`: `facet` is touched
 * too. With from == to == 0 the changed word itself is meant. */
static const struct {
  guint8 what, beside;
  gint8 from, to;
  guint8 facet;
} touches[] = {
  /* how much, and how far */
  { NUMBER, PACT_SENSE_CAP, -FAR, -1, PACT_FACET_CAP },
  { NUMBER, PACT_SENSE_FLOOR, -FAR, -1, PACT_FACET_CAP },
  { NUMBER, PACT_SENSE_ABOVE, -FAR, -1, PACT_FACET_CAP },
  { NUMBER, PACT_SENSE_BELOW, -FAR, -1, PACT_FACET_CAP },
  { NUMBER, FIRST, -1, -1, PACT_FACET_CAP },                      /* "on the first 1,000 copies" */
  { PACT_SENSE_EQUAL, PACT_SENSE_CAP, -FAR, -1, PACT_FACET_CAP }, /* "limited to twice the" */
  { PACT_SENSE_NOT, PACT_SENSE_ABOVE, -NEAR, NEAR, PACT_FACET_CAP },
  { PACT_SENSE_NOT, PACT_SENSE_CAP, 1, NEAR, PACT_FACET_CAP },
  { PACT_SENSE_NOT, PACT_SENSE_FLOOR, 1, NEAR, PACT_FACET_CAP },
  { PACT_SENSE_END, PACT_SENSE_ABOVE, 1, FAR, PACT_FACET_CAP }, /* "stops once it reaches" */
  { PACT_SENSE_CONTINUE, PACT_SENSE_ABOVE, 1, FAR, PACT_FACET_CAP },
  { PACT_SENSE_ABOVE, NUMBER, 1, NEAR, PACT_FACET_AMOUNT },
  { PACT_SENSE_BELOW, NUMBER, 1, NEAR, PACT_FACET_AMOUNT },
  { PACT_SENSE_ABOVE, PACT_SENSE_FRACTION, 1, NEAR, PACT_FACET_AMOUNT },
  { PACT_SENSE_BELOW, PACT_SENSE_FRACTION, 1, NEAR, PACT_FACET_AMOUNT },
  { PACT_SENSE_EACH, ANYTHING, 0, 0, PACT_FACET_AMOUNT }, /* "12% each" */
  { PACT_SENSE_TOGETHER, ANYTHING, 0, 0, PACT_FACET_AMOUNT },
  { UNKNOWN, PER, -1, -1, PACT_FACET_AMOUNT }, /* "per order" */
  /* what it is taken of */
  { PACT_SENSE_NOT, PACT_SENSE_INCLUDING, -2, 2, PACT_FACET_BASIS },
  { PACT_SENSE_NOT, PACT_SENSE_EXCLUDING, -2, 2, PACT_FACET_BASIS },
  { PACT_SENSE_BEFORE, PACT_SENSE_COST, -NEAR, NEAR, PACT_FACET_BASIS },
  { PACT_SENSE_AFTER, PACT_SENSE_COST, -NEAR, NEAR, PACT_FACET_BASIS },
  { PACT_SENSE_IF, PACT_SENSE_COST, 1, NEAR, PACT_FACET_BASIS }, /* "once fees are paid" */
  { UNKNOWN, PRICE, 1, 1, PACT_FACET_BASIS },
  { ANYTHING, PIECES, -1, -1, PACT_FACET_BASIS }, /* "on units shipped" */
  /* who */
  { UNKNOWN, PERSON, -1, 1, PACT_FACET_PARTY },
  { PACT_SENSE_WORD, PERSON, -1, 1, PACT_FACET_PARTY },
  { PACT_SENSE_ALL, PERSON, -1, 1, PACT_FACET_PARTY },
  { PACT_SENSE_SOME, PERSON, -1, 1, PACT_FACET_PARTY },
  { UNKNOWN, OWNER, -1, -1, PACT_FACET_PARTY }, /* "the painters' association" */
  { NUMBER, PERSON, 1, 2, PACT_FACET_PARTY },
  { PACT_SENSE_NOT, PERSON, -NEAR, NEAR, PACT_FACET_PARTY },
  { PACT_SENSE_ABOVE, PERSON, -3, 3, PACT_FACET_PARTY },
  { PACT_SENSE_BELOW, PERSON, -3, 3, PACT_FACET_PARTY },
  { PACT_SENSE_BEFORE, RELATIVE, -NEAR, -1, PACT_FACET_PARTY }, /* "shops that joined before" */
  { PACT_SENSE_AFTER, RELATIVE, -NEAR, -1, PACT_FACET_PARTY },
  { PACT_SENSE_EACH, ANYTHING, 0, 0, PACT_FACET_PARTY },
  { PACT_SENSE_TOGETHER, ANYTHING, 0, 0, PACT_FACET_PARTY },
  { PACT_SENSE_EXCEPT, NAME, 1, NEAR, PACT_FACET_PARTY }, /* "except as against Rusk" */
  { PACT_SENSE_EXCEPT, NAME, 1, NEAR, PACT_FACET_EXCLUSIVITY },
  { TRADE, ANYTHING, 0, 0, PACT_FACET_PARTY }, /* who sold now buys */
  /* for what */
  { PERSON, ANYTHING, 0, 0, PACT_FACET_SCOPE },
  { NAME, ARTICLE, -1, -1, PACT_FACET_SCOPE }, /* "the Baltic market" */
  { NUMBER, UNKNOWN, 1, 1, PACT_FACET_SCOPE },
  { NUMBER, PACT_SENSE_WORD, 1, 1, PACT_FACET_SCOPE },
  { PACT_SENSE_EXCLUDING, ANYTHING, 0, 0, PACT_FACET_SCOPE },
  { PACT_SENSE_NOT, COVER, -2, 2, PACT_FACET_SCOPE },
  { PACT_SENSE_NOT, PACT_SENSE_EXCLUSIVE, 1, NEAR, PACT_FACET_EXCLUSIVITY },
  { PACT_SENSE_NOT, PACT_SENSE_REFUSAL, 1, NEAR, PACT_FACET_EXCLUSIVITY },
  /* for how long, and when */
  { PACT_SENSE_ALL, PACT_SENSE_TIME, 1, 1, PACT_FACET_DURATION }, /* "every summer" */
  { PACT_SENSE_EACH, PACT_SENSE_TIME, 1, 1, PACT_FACET_DURATION },
  { UNKNOWN, AS_LONG_AS, -FAR, -1, PACT_FACET_DURATION },
  { PACT_SENSE_END, PACT_SENSE_TIME, -NEAR, NEAR, PACT_FACET_DURATION },
  /* with what force, and if what holds */
  { ENTITLED, ANYTHING, 0, 0, PACT_FACET_MODALITY },
  { ANYTHING, CONSENT, 1, NEAR, PACT_FACET_CONDITION },
  { PACT_SENSE_DISCRETION, ANYTHING, 0, 0, PACT_FACET_CONDITION },
  { PACT_SENSE_RENEW, ANYTHING, 0, 0, PACT_FACET_CONDITION },
};

/* The same where the words beside are missing. */
static const struct {
  guint8 what, missing[2];
  gint8 from, to;
  guint8 facet;
} lacks[] = {
  { PACT_SENSE_CAP, { NUMBER, NUMBER }, 1, FAR, PACT_FACET_SCOPE }, /* "limited to maps" */
  { PACT_SENSE_OR, { PACT_SENSE_IF, PACT_SENSE_END }, -SENTENCE, SENTENCE, PACT_FACET_SCOPE },
};

static bool
stands_beside (const PactReading *reading, guint i, guint what, gint from, gint to)
{
  for (gint64 at = MAX ((gint64) i + from, 0);
       at <= (gint64) i + to && at < (gint64) reading->units->len; at++)
    if ((at != i || from == to) &&
        pact_unit (reading, (guint) at)->sentence == pact_unit (reading, i)->sentence &&
        is_a (reading, (guint) at, what))
      return true;
  return false;
}

void
pact_edits_touch (PactEdits *edits, const PactReading *reading, guint i)
{
  for (guint t = 0; t < G_N_ELEMENTS (touches); t++)
    if (is_a (reading, i, touches[t].what) &&
        stands_beside (reading, i, touches[t].beside, touches[t].from, touches[t].to))
      pact_facets_add (&edits->signs->context, (PactFacet) touches[t].facet);
  for (guint l = 0; l < G_N_ELEMENTS (lacks); l++)
    if (is_a (reading, i, lacks[l].what) &&
        !stands_beside (reading, i, lacks[l].missing[0], lacks[l].from, lacks[l].to) &&
        !stands_beside (reading, i, lacks[l].missing[1], lacks[l].from, lacks[l].to))
      pact_facets_add (&edits->signs->context, (PactFacet) lacks[l].facet);
}
