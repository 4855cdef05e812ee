/* A part of a page taken for the whole: passages of one document looked up in another. */
#include "read/fragment.h"

#include "read/fold.h"
#include "read/segment.h"

enum { WHOLE_MIN = 400 }; /* words; a short statement may well lose half of them */

/* In recorded histories truncated loads keep up to 0.50 of the words and add none, and edits that
 * take away so much bring words of their own. */
static const double PART_MAX = 0.5;
static const double KNOWN_MIN = 0.95;
static const double LENGTH_MAX = 0.6; /* bytes, before words are counted */

/* Words of a document, and how many of them stand in passages that are `known`. */
typedef struct {
  guint words, known;
} Count;

/* Adds the document's passages to `learned` where that is given. */
static Count
count_words (const PactDocument *document, GHashTable *known, GHashTable *learned)
{
  g_autoptr (GArray) passages = pact_passages_read (document);
  Count count = { 0 };

  for (guint i = 0; i < passages->len; i++) {
    PactSpan span = g_array_index (passages, PactPassage, i).span;
    g_autoptr (PactTokens) tokens =
        pact_tokens_read (document->text + span.start, (gssize) (span.end - span.start));
    gpointer key = GUINT_TO_POINTER (g_str_hash (tokens->text->str));

    count.words += tokens->tokens->len;
    if (known != NULL && g_hash_table_contains (known, key))
      count.known += tokens->tokens->len;
    if (learned != NULL)
      g_hash_table_add (learned, key);
  }
  return count;
}

bool
pact_document_is_fragment (const PactDocument *document, const PactDocument *whole)
{
  g_autoptr (GHashTable) passages = g_hash_table_new (NULL, NULL);
  Count all, part;

  if (document->length > LENGTH_MAX * whole->length)
    return false; /* so at no cost for nearly all pages */
  all = count_words (whole, NULL, passages);
  part = count_words (document, passages, NULL);
  return all.words >= WHOLE_MIN && part.words <= PART_MAX * all.words &&
         part.known >= KNOWN_MIN * part.words;
}
