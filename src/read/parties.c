/* The parties of a baseline as texts name them: by full name, alias, product, or the first word. */
#include "read/parties.h"

#include <string.h>

enum { NAME_WORDS = 8, NAMES_MAX = 200 };

typedef struct {
  guint32 keys[NAME_WORDS];
  guint8 n;
  guint8 party;
} Name;

static bool
is_capital (const PactTokens *tokens, guint i)
{
  return i < tokens->tokens->len && pact_token (tokens, i)->kind == PACT_TOKEN_WORD &&
         (pact_token (tokens, i)->flags & PACT_TOKEN_CAPITAL);
}

static gint
longest_first (gconstpointer a, gconstpointer b)
{
  return ((const Name *) b)->n - ((const Name *) a)->n;
}

static void
add_name (PactParties *parties, guint party, const PactTokens *tokens, guint from, guint to)
{
  Name name = { .party = (guint8) party };

  for (guint i = from; i < to && name.n < NAME_WORDS; i++)
    name.keys[name.n++] = pact_token (tokens, i)->key;
  if (name.n > 0)
    g_array_append_val (parties->names, name);
}

static void
add_spelling (PactParties *parties, guint party, const char *spelling)
{
  g_autoptr (PactTokens) tokens = pact_tokens_read (spelling, -1);

  add_name (parties, party, tokens, 0, tokens->tokens->len);
}

static void
add_listed (PactParties *parties, const PactBaseline *baseline)
{
  parties->n = MIN (baseline->parties->len, 32);
  for (guint p = 0; p < parties->n; p++) {
    const PactParty *party = baseline->parties->pdata[p];

    add_spelling (parties, p, party->name);
    for (char **alias = party->aliases; *alias != NULL; alias++)
      add_spelling (parties, p, *alias);
    for (char **product = party->products; *product != NULL; product++)
      add_spelling (parties, p, *product);
  }
}

/* Names by their first word: in how many wordings it stands. */

typedef struct {
  guint32 key;
  guint wordings, order;
} Count;

/* Where the run of capitals around token `i` starts and ends; a sentence's first word belongs to
 * it only when the lexicon does not know it: "The Norrlund Lines". */
static void
run_around (const PactTokens *tokens, GArray *units, guint i, guint *ret_from, guint *ret_to)
{
  guint from = i, to = i + 1;

  while (from > 0 && is_capital (tokens, from - 1))
    from--;
  for (guint u = 0; u < units->len && from < i; u++) {
    const PactUnit *unit = &g_array_index (units, PactUnit, u);

    if (unit->first == from && (unit->flags & PACT_TOKEN_STARTS) && unit->concept != 0)
      from += MIN (unit->n, i - from);
  }
  while (is_capital (tokens, to))
    to++;
  *ret_from = from;
  *ret_to = to;
}

static void
count_names (GPtrArray *wordings, GArray *counts)
{
  for (guint w = 0; w < wordings->len; w++) {
    const PactTokens *tokens = wordings->pdata[w];
    g_autoptr (GArray) units = pact_units_read (tokens);
    g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

    for (guint u = 0; u < units->len; u++) {
      const PactUnit *unit = &g_array_index (units, PactUnit, u);
      guint c = 0;

      if (!is_capital (tokens, unit->first) || unit->concept != 0 ||
          !g_hash_table_add (seen, GUINT_TO_POINTER (pact_token (tokens, unit->first)->key)))
        continue;
      while (c < counts->len &&
             g_array_index (counts, Count, c).key != pact_token (tokens, unit->first)->key)
        c++;
      if (c == counts->len) {
        Count count = { pact_token (tokens, unit->first)->key, 0, c };

        g_array_append_val (counts, count);
      }
      g_array_index (counts, Count, c).wordings++;
    }
  }
}

static gint
most_wordings_first (gconstpointer a, gconstpointer b)
{
  const Count *x = a, *y = b;

  return x->wordings != y->wordings ? (x->wordings > y->wordings ? -1 : 1)
                                    : (x->order > y->order) - (x->order < y->order);
}

/* Adds the name around each place of word `key`, and each word of it that could stand alone. */
static void
add_runs (PactParties *parties, guint party, GPtrArray *wordings, guint32 key)
{
  for (guint w = 0; w < wordings->len; w++) {
    const PactTokens *tokens = wordings->pdata[w];
    g_autoptr (GArray) units = pact_units_read (tokens);

    for (guint u = 0; u < units->len; u++) {
      guint i = g_array_index (units, PactUnit, u).first, from, to;

      if (pact_token (tokens, i)->key != key || !is_capital (tokens, i))
        continue;
      run_around (tokens, units, i, &from, &to);
      add_name (parties, party, tokens, from, to);
      for (guint word = from; word < to; word++)
        add_name (parties, party, tokens, word, word + 1);
    }
  }
}

static void
add_common (PactParties *parties, const PactBaseline *baseline, const char *date)
{
  g_autoptr (GPtrArray) wordings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pact_tokens_free);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (Count));

  for (guint t = 0; t < baseline->terms->len; t++) {
    const PactWording *wording = pact_term_wording (baseline->terms->pdata[t], date);

    if (wording != NULL)
      g_ptr_array_add (wordings, pact_tokens_read (wording->text, -1));
  }
  count_names (wordings, counts);
  g_array_sort (counts, most_wordings_first);
  for (guint c = 0; c < counts->len && parties->n < 2; c++) {
    guint32 key = g_array_index (counts, Count, c).key;
    bool known = false;

    for (guint n = 0; n < parties->names->len; n++)
      known |= g_array_index (parties->names, Name, n).n == 1 &&
               g_array_index (parties->names, Name, n).keys[0] == key;
    if (!known)
      add_runs (parties, parties->n++, wordings, key);
  }
}

PactParties *
pact_parties_new (const PactBaseline *baseline, const char *date)
{
  PactParties *parties = g_new0 (PactParties, 1);

  parties->names = g_array_new (FALSE, FALSE, sizeof (Name));
  if (baseline->parties->len > 0)
    add_listed (parties, baseline);
  else
    add_common (parties, baseline, date);
  g_array_sort (parties->names, longest_first);
  return parties;
}

void
pact_parties_free (PactParties *parties)
{
  if (parties == NULL)
    return;
  g_array_unref (parties->names);
  g_free (parties);
}

/* The party whose name ends before token `i`, a legal form after it apart; -1 for none. */
static int
party_before (const PactParties *parties, const PactTokens *tokens, guint i)
{
  static const char *const forms[] = { ",",   ".",   "inc", "corp", "corporation", "ltd", "limited",
                                       "llc", "plc", "ag",  "gmbh", "se",          "sa",  "co" };
  guint last = i;

  for (bool form = true; last > 0 && form;) {
    form = false;
    for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
      form |= pact_token_is (tokens, last - 1, forms[f]);
    last -= form;
  }
  for (guint back = 1; back <= NAME_WORDS && back <= last; back++) {
    guint n;
    int party = pact_parties_at (parties, tokens, last - back, &n);

    if (party >= 0)
      return n == back ? party : -1;
  }
  return -1;
}

void
pact_parties_define (PactParties *parties, const PactTokens *tokens)
{
  guint n = tokens->tokens->len;

  for (guint i = 0; i < n && parties->names->len < NAMES_MAX; i++) {
    int party = pact_token_is (tokens, i, "(") ? party_before (parties, tokens, i) : -1;

    for (guint at = i + 1; party >= 0 && at < n && !pact_token_is (tokens, at, ")"); at++) {
      guint to = at + 1;

      if (!pact_token_is (tokens, at, "\""))
        continue;
      while (to < n && to < at + NAME_WORDS && !pact_token_is (tokens, to, "\""))
        to++;
      add_name (parties, (guint) party, tokens, at + 1, to);
      at = to;
    }
  }
  g_array_sort (parties->names, longest_first);
}

int
pact_parties_at (const PactParties *parties, const PactTokens *tokens, guint i, guint *ret_n)
{
  if (!is_capital (tokens, i))
    return -1;
  for (guint n = 0; n < parties->names->len; n++) {
    const Name *name = &g_array_index (parties->names, Name, n);
    guint k = 0;

    while (k < name->n && i + k < tokens->tokens->len &&
           pact_token (tokens, i + k)->key == name->keys[k])
      k++;
    if (k < name->n)
      continue;
    *ret_n = k;
    return name->party;
  }
  return -1;
}

PactPartySet
pact_parties_in (const PactParties *parties, const PactTokens *tokens)
{
  PactPartySet set = 0;
  bool stranger = false; /* the capital before belongs to another's name: "Oxley Motors" */
  guint n = 1;

  for (guint i = 0; i < tokens->tokens->len; i += n) {
    int party = pact_parties_at (parties, tokens, i, &n);

    if (party >= 0 && !(stranger && n == 1))
      set |= 1u << party;
    if (party < 0)
      n = 1;
    stranger =
        party < 0 && is_capital (tokens, i) && !(pact_token (tokens, i)->flags & PACT_TOKEN_STARTS);
  }
  return set;
}

/* Hides the first word spelled as token `i` at or after `from`; returns where it ends. */
static char *
hide_word (char *words, char *from, const PactTokens *tokens, guint i)
{
  gsize n = pact_token (tokens, i)->length;
  g_autofree char *spelling = g_strndup (pact_token_text (tokens, i), n);
  char *at = strstr (from, spelling);

  while (at != NULL && at > words && at[-1] != ' ')
    at = strstr (at + 1, spelling);
  if (at == NULL)
    return from;
  memset (at, '_', n);
  return at + n;
}

void
pact_parties_hide (const PactParties *parties, PactSentence *sentence)
{
  const PactTokens *tokens = sentence->reading->tokens;
  char *at = sentence->words;
  guint n = 1;

  for (guint i = 0; i < tokens->tokens->len; i += n) {
    if (pact_parties_at (parties, tokens, i, &n) < 0)
      n = 1;
    else
      for (guint word = 0; word < n; word++)
        at = hide_word (sentence->words, at, tokens, i + word);
  }
}
