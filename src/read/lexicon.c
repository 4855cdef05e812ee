/* The index over the table of concepts, built once and then never changed, and texts as units. */
#include "read/lexicon.h"

#include <string.h>

enum { SLOTS = 8192, PHRASE_WORDS = 8 };

/* A phrase of more than one token; those with the same first token form a chain, longest first. */
typedef struct {
  guint16 concept, next; /* `next`: 1 + index of the next in the chain, 0 at its end */
  guint8 n;
  guint32 keys[PHRASE_WORDS];
} Phrase;

typedef struct {
  guint32 key; /* 0: free */
  guint16 concept;
  guint16 phrase; /* 1 + index of the first of its chain */
} Slot;

typedef struct {
  Slot slots[SLOTS];
  GArray *phrases;
} Index;

static Slot *
slot_of (Index *index, guint32 key)
{
  guint i = (key ^ key >> 13) % SLOTS;

  while (index->slots[i].key != 0 && index->slots[i].key != key)
    i = (i + 1) % SLOTS;
  return &index->slots[i];
}

static void
add_phrase (Index *index, const PactTokens *tokens, guint16 concept)
{
  Phrase phrase = { .concept = concept, .n = (guint8) MIN (tokens->tokens->len, PHRASE_WORDS) };
  Slot *slot = slot_of (index, pact_token (tokens, 0)->key);
  guint16 *link = &slot->phrase;

  for (guint i = 0; i < phrase.n; i++)
    phrase.keys[i] = pact_token (tokens, i)->key;
  slot->key = phrase.keys[0];
  while (*link != 0 && g_array_index (index->phrases, Phrase, *link - 1).n >= phrase.n)
    link = &g_array_index (index->phrases, Phrase, *link - 1).next;
  phrase.next = *link;
  *link = (guint16) (index->phrases->len + 1);
  g_array_append_val (index->phrases, phrase);
}

static void
add_words (Index *index, const char *words, guint16 concept)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (words, -1);

  if (tokens->tokens->len > 1) {
    add_phrase (index, tokens, concept);
  } else if (tokens->tokens->len == 1) {
    Slot *slot = slot_of (index, pact_token (tokens, 0)->key);

    slot->key = pact_token (tokens, 0)->key;
    if (slot->concept == 0)
      slot->concept = concept;
  }
}

/* A word with its endings: "license", "licenses", "licensed", "licensing". */
static void
add_with_endings (Index *index, const char *word, guint16 concept)
{
  static const char *const plain[] = { "", "s", "ed", "ing" };
  static const char *const after_e[] = { "e", "es", "ed", "ing" };
  static const char *const after_y[] = { "y", "ies", "ied", "ying" };
  static const char *const hissing[] = { "", "es", "ed", "ing" };
  gsize n = strlen (word);
  char last = word[n - 1];
  bool y = last == 'y' && n > 1 && strchr ("aeiou", word[n - 2]) == NULL;
  bool hiss = strchr ("sxz", last) != NULL || g_str_has_suffix (word, "ch") ||
              g_str_has_suffix (word, "sh");
  const char *const *endings = last == 'e' ? after_e : y ? after_y : hiss ? hissing : plain;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++) {
    g_autofree char *stem = g_strndup (word, last == 'e' || y ? n - 1 : n);
    g_autofree char *form = g_strconcat (stem, endings[i], NULL);

    add_words (index, form, concept);
  }
  if (endings == plain && n > 2 && strchr ("bdglmnprt", last) != NULL &&
      strchr ("aeiou", word[n - 2]) != NULL) {
    g_autofree char *ed = g_strdup_printf ("%s%ced", word, last);
    g_autofree char *ing = g_strdup_printf ("%s%cing", word, last);

    add_words (index, ed, concept);
    add_words (index, ing, concept);
  }
}

static Index *
index_new (void)
{
  Index *index = g_new0 (Index, 1);

  index->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  for (guint i = 1; i < pact_n_concepts; i++) {
    g_auto (GStrv) words = g_strsplit (pact_concepts[i].words, "|", -1);

    for (guint w = 0; words[w] != NULL; w++)
      if (words[w][0] == '~')
        add_with_endings (index, words[w] + 1, (guint16) i);
      else
        add_words (index, words[w], (guint16) i);
  }
  return index;
}

/* Derived from the const table alone, so that it is as constant as the table is. */
static Index *
the_index (void)
{
  static Index *index;

  if (g_once_init_enter (&index))
    g_once_init_leave (&index, index_new ());
  return index;
}

/* The longest phrase that starts at token `i`. */
static const Phrase *
phrase_at (Index *index, const Slot *slot, const PactTokens *tokens, guint i)
{
  for (guint16 link = slot->phrase; link != 0;) {
    const Phrase *phrase = &g_array_index (index->phrases, Phrase, link - 1);
    guint n = 1;

    while (n < phrase->n && i + n < tokens->tokens->len &&
           pact_token (tokens, i + n)->key == phrase->keys[n] &&
           !(pact_token (tokens, i + n)->flags & PACT_TOKEN_STARTS))
      n++;
    if (n == phrase->n)
      return phrase;
    link = phrase->next;
  }
  return NULL;
}

/* The length of the ending: one of "ies", "ing", "ed", "es", "s", "e", "y", or none. */
static gsize
ending_of (const char *word, gsize n)
{
  const char *end = word + n;

  switch (n > 3 ? end[-1] : '\0') {
  case 's':
    return n > 5 && end[-2] == 'e' && end[-3] == 'i' ? 3 : n > 4 && end[-2] == 'e' ? 2 : 1;
  case 'g':
    return n > 5 && end[-2] == 'n' && end[-3] == 'i' ? 3 : 0;
  case 'd':
    return n > 4 && end[-2] == 'e' ? 2 : 0;
  case 'e':
  case 'y':
    return 1;
  default:
    return 0;
  }
}

gsize
pact_stem (const char *word, gsize n)
{
  n -= ending_of (word, n);
  return n > 3 && word[n - 1] == word[n - 2] ? n - 1 : n;
}

static guint32
stem_key (const PactTokens *tokens, guint i)
{
  const char *word = pact_token_text (tokens, i);

  return pact_key (word, pact_stem (word, pact_token (tokens, i)->length));
}

/* Whether a verb begins at token `i`, so that the word before it is a subject. */
static bool
begins_verb (Index *index, const PactTokens *tokens, guint i)
{
  const Slot *slot;

  if (i >= tokens->tokens->len)
    return false;
  slot = slot_of (index, pact_token (tokens, i)->key);
  return pact_sense_has ((PactSense) pact_concepts[slot->concept].sense, PACT_VERB);
}

/* Capitalised inside a sentence; or a sentence's first word, unknown to the lexicon and no plural,
 * before a possessive, another capital or a verb. */
static bool
reads_as_name (Index *index, const PactTokens *tokens, guint i, guint concept)
{
  const PactToken *token = pact_token (tokens, i);
  const PactToken *next = i + 1 < tokens->tokens->len ? pact_token (tokens, i + 1) : NULL;

  if (!(token->flags & PACT_TOKEN_CAPITAL) || token->kind != PACT_TOKEN_WORD || concept != 0)
    return false;
  if (!(token->flags & PACT_TOKEN_STARTS))
    return true;
  return next != NULL &&
         ((next->flags & PACT_TOKEN_CAPITAL) || pact_token_is (tokens, i + 1, "'s") ||
          (pact_token_text (tokens, i)[token->length - 1] != 's' &&
           begins_verb (index, tokens, i + 1)));
}

/* "Orme Bank": a word of the trade that ends a name is part of it. */
static bool
ends_name (const PactUnit *unit, const PactUnit *before)
{
  return unit->sense == PACT_SENSE_WORD && (unit->flags & PACT_TOKEN_CAPITAL) &&
         !(unit->flags & PACT_TOKEN_STARTS) && before != NULL && before->name;
}

GArray *
pact_units_read (const PactTokens *tokens)
{
  Index *index = the_index ();
  GArray *units = g_array_sized_new (FALSE, FALSE, sizeof (PactUnit), tokens->tokens->len);
  PactUnit *to = (PactUnit *) (void *) g_array_set_size (units, tokens->tokens->len)->data;
  guint16 sentence = 0;
  guint n = 0;

  for (guint i = 0; i < tokens->tokens->len;) {
    const PactToken *token = pact_token (tokens, i);
    const Slot *slot = slot_of (index, token->key);
    const Phrase *phrase = slot->phrase != 0 ? phrase_at (index, slot, tokens, i) : NULL;
    PactUnit unit = { .first = i,
                      .n = phrase != NULL ? phrase->n : 1,
                      .kind = token->kind,
                      .flags = token->flags,
                      .value = token->value,
                      .concept = phrase != NULL ? phrase->concept : slot->concept };

    if (i > 0 && (token->flags & PACT_TOKEN_STARTS) && sentence < G_MAXUINT16)
      sentence++;
    unit.sentence = sentence;
    unit.sense = pact_concepts[unit.concept].sense;
    if (ends_name (&unit, n == 0 ? NULL : &to[n - 1]))
      unit.concept = unit.sense = 0;
    if (unit.concept != 0)
      unit.value = pact_concepts[unit.concept].value;
    unit.name = reads_as_name (index, tokens, i, unit.concept);
    unit.key = unit.concept != 0 && unit.value >= 0 ? unit.concept
               : token->kind == PACT_TOKEN_WORD     ? stem_key (tokens, i)
                                                    : token->key;
    to[n++] = unit;
    i += unit.n;
  }
  return g_array_set_size (units, n);
}
