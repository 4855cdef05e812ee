/* Letters tell the script, and of those who write Latin ones the small words tell the language:
 * they are a third of any text, and few are shared. */
#include "read/language.h"

#include <string.h>

#define TEXT_CAP (64 * 1024) /* bytes that are looked at */
#define WORDS_MIN 40         /* fewer say little */
#define SHARE_MIN 10         /* one word in so many must be of the language */
#define LEAD 2               /* times as many as of any other */

typedef enum { EN, DE, FR, ES, IT, PT, NL, SV, PL, N_LATIN } Latin;

static const char *const latin_tags[N_LATIN] = { "en", "de", "fr", "es", "it",
                                                 "pt", "nl", "sv", "pl" };

/* Between spaces, so that a word is found by them. */
static const char *const small_words[N_LATIN] = {
  [EN] = " the of and to in for that with is by on as are this from which its be or at has will ",
  [DE] = " der die und das von mit den für nicht ist ein eine im des dem zu auf als auch wird sich ",
  [FR] = " le la les des et une dans pour que est du en par sur au aux avec ses cette qui ",
  [ES] = " el los las del una por con que para en se y la su es como más de al ",
  [IT] = " il di che per della sono una con gli nel le la dei alla è del un e ",
  [PT] = " o os as do da uma para com não que em dos das no na por e ao ",
  [NL] = " de het een van en voor met niet op zijn dat te wordt door ook aan ",
  [SV] = " och att det som en för är av med på den till har inte om ett ",
  [PL] = " i w na z do nie się jest oraz że przez dla od o ",
};

/* Letters of one script, up to what is enough to tell. */
typedef struct {
  guint latin, cyrillic, han, kana, hangul, arabic, all;
} Letters;

static Letters
count_letters (const char *text, const char *end)
{
  Letters n = { 0 };

  for (const char *at = text; at < end; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!g_unichar_isalpha (c))
      continue;
    n.all++;
    switch (g_unichar_get_script (c)) {
    case G_UNICODE_SCRIPT_LATIN: n.latin++; break;
    case G_UNICODE_SCRIPT_CYRILLIC: n.cyrillic++; break;
    case G_UNICODE_SCRIPT_HAN: n.han++; break;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA: n.kana++; break;
    case G_UNICODE_SCRIPT_HANGUL: n.hangul++; break;
    case G_UNICODE_SCRIPT_ARABIC: n.arabic++; break;
    default: break;
    }
  }
  return n;
}

/* Counts the small words of each language; returns how many words there are. */
static guint
count_words (const char *text, const char *end, guint counts[N_LATIN])
{
  g_autofree char *lower = g_utf8_strdown (text, end - text);
  guint words = 0;

  for (char *at = lower; *at != '\0';) {
    gsize length = 0;
    char word[16];

    while (g_ascii_isalpha (at[length]) || (guchar) at[length] >= 0x80)
      length++;
    words += length > 0;
    if (length > 0 && length + 3 <= sizeof word) {
      g_snprintf (word, sizeof word, " %.*s ", (int) length, at);
      for (guint i = 0; i < N_LATIN; i++)
        counts[i] += strstr (small_words[i], word) != NULL;
    }
    at += MAX (length, 1);
  }
  return words;
}

static const char *
latin_language (const char *text, const char *end)
{
  guint counts[N_LATIN] = { 0 }, best = 0, next = 0;
  guint words = count_words (text, end, counts);

  for (guint i = 1; i < N_LATIN; i++)
    if (counts[i] > counts[best])
      best = i;
  for (guint i = 0; i < N_LATIN; i++)
    if (i != best)
      next = MAX (next, counts[i]);
  return words >= WORDS_MIN && counts[best] * SHARE_MIN >= words && counts[best] >= LEAD * next
             ? latin_tags[best]
             : NULL;
}

const char *
pact_language_of (const PactDocument *document)
{
  const char *text = document->text;
  const char *end = document->length <= TEXT_CAP ? text + document->length
                                                 : g_utf8_find_prev_char (text, text + TEXT_CAP);
  Letters n = count_letters (text, end);
  const struct {
    guint letters;
    const char *tag;
  } scripts[] = { { n.cyrillic, "ru" }, { n.hangul, "ko" }, { n.arabic, "ar" },
                  { n.han + n.kana, n.kana * SHARE_MIN > n.han ? "ja" : "zh" } };

  if (n.all < WORDS_MIN)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (scripts[i].letters * 2 > n.all)
      return scripts[i].tag;
  return n.latin * 2 > n.all ? latin_language (text, end) : NULL;
}

bool
pact_language_differs (const PactDocument *a, const PactDocument *b)
{
  const char *of_a = pact_language_of (a), *of_b = pact_language_of (b);
  bool told = of_a != NULL || of_b != NULL;

  if (told || a->language == NULL || b->language == NULL)
    return of_a != NULL && of_b != NULL && strcmp (of_a, of_b) != 0;
  return strcspn (a->language, "-_") != strcspn (b->language, "-_") ||
         g_ascii_strncasecmp (a->language, b->language, strcspn (a->language, "-_")) != 0;
}
