/* Trimming: each rule drops lines of one sort; what they have in common is that no statement is
 * made in them. */
#include "read/trim.h"

#include "read/furniture.h"

#include <string.h>

#define APPEAL_MAX 250 /* bytes of "Sign up for" and the like */
#define LABEL_MAX 40   /* bytes of a date or category beside a link */
#define LINKS_MAX 5    /* lines of links in a row that may be part of the text */

static bool
has_word (const PactLines *lines, guint i)
{
  const char *text = pact_line_text (lines, i), *end = text + pact_line_length (lines, i);

  for (; text < end; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return true;
  return false;
}

/* Links on lines of their own: one or two belong to the text, more are a list of other pages. */
static void
drop_link_lists (const PactLines *lines, guint8 *keep)
{
  guint n = lines->lines->len;

  for (guint i = 0, end; i < n; i = end) {
    guint links = 0;

    for (end = i; end < n && (!keep[end] || pact_line_is_linked (lines, end)); end++)
      links += keep[end];
    for (guint j = i; j < end; j++)
      if (links > LINKS_MAX || pact_line (lines, j)->kind == PACT_BLOCK_HEADING)
        keep[j] = 0;
    end = MAX (end, i + 1);
  }
}

/* Lines of words that never are a statement's, wherever they stand. */
static void
drop_labels (const PactLines *lines, guint8 *keep)
{
  for (guint i = 0; i < lines->lines->len; i++) {
    const PactLine *line = pact_line (lines, i);

    if (!has_word (lines, i) || pact_furniture_label (lines, i) ||
        (line->linked > 0 && pact_line_length (lines, i) < APPEAL_MAX &&
         pact_furniture_appeal (lines, i)))
      keep[i] = 0;
  }
}

/* "Related stories" and the links and dates under it, until prose goes on. */
static void
drop_furniture_sections (const PactLines *lines, guint8 *keep)
{
  bool inside = false;

  for (guint i = 0; i < lines->lines->len; i++) {
    if (!keep[i])
      continue;
    if (pact_furniture_heading (lines, i)) {
      inside = true;
      keep[i] = 0;
    }
    inside = inside && !pact_line_is_prose (lines, i) &&
             pact_line (lines, i)->kind != PACT_BLOCK_TABLE_ROW;
    if (inside && (pact_line_is_linked (lines, i) || pact_line_length (lines, i) < LABEL_MAX))
      keep[i] = 0;
  }
}

/* Credits and appeals after the text. */
static void
drop_tail (const PactLines *lines, guint8 *keep)
{
  for (guint i = lines->lines->len; i > 0; i--) {
    if (!keep[i - 1])
      continue;
    if (!pact_furniture_appeal (lines, i - 1))
      return;
    keep[i - 1] = 0;
  }
}

/* Letters and digits of a text, without case. */
static char *
bare (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isalnum (c))
      g_string_append_unichar (out, g_unichar_tolower (c));
  }
  return g_string_free (out, FALSE);
}

/* Whether a line is the title, or the title less the name of the site. */
static bool
is_title (const PactLines *lines, guint i, const char *bare_title)
{
  g_autofree char *line = bare (pact_line_text (lines, i), pact_line_length (lines, i));
  gsize length = strlen (line);

  return length >= 8 && g_str_has_prefix (bare_title, line) && length * 2 >= strlen (bare_title);
}

/* The line that is the page's headline; G_MAXUINT when it has none. */
static guint
find_headline (const PactLines *lines, const char *title)
{
  g_autofree char *bare_title = bare (title, strlen (title));
  guint first = G_MAXUINT, repeats = G_MAXUINT;

  for (guint i = 0; i < lines->lines->len; i++) {
    const PactLine *line = pact_line (lines, i);
    bool heading = line->kind == PACT_BLOCK_HEADING;

    if (line->linked == 0 && pact_line_length (lines, i) < 300 && is_title (lines, i, bare_title)) {
      if (heading)
        return i;
      repeats = MIN (repeats, i);
    }
    if (heading && line->level == 1)
      first = MIN (first, i);
  }
  return first != G_MAXUINT ? first : repeats;
}

/* A date or byline on a line of its own: no sentence. */
#define IMPRINT                                                                                    \
  "^by\\b[^.]{0,60}$|^[^.]*\\b(19|20)[0-9][0-9]\\b[^.]{0,20}$|"                                    \
  "^[^.]*[0-9]:[0-9][0-9]( ?[ap]\\.?m\\b)?[^a-z]*$"

static bool
is_imprint (const PactLines *lines, guint i, const GRegex *imprint)
{
  return pact_line_length (lines, i) <= 100 && pact_line (lines, i)->kind == PACT_BLOCK_PARAGRAPH &&
         g_regex_match_full (imprint, pact_line_text (lines, i),
                             (gssize) pact_line_length (lines, i), 0, 0, NULL, NULL);
}

/* Bytes of paragraphs kept before a line. */
static gsize
text_before (const PactLines *lines, const guint8 *keep, guint line)
{
  gsize sum = 0;

  for (guint i = 0; i < line; i++)
    if (keep[i] && pact_line (lines, i)->kind == PACT_BLOCK_PARAGRAPH)
      sum += pact_line_length (lines, i);
  return sum;
}

/* The headline, which is the document's title, and what belongs to it rather than to the text. */
static void
drop_header (const PactLines *lines, const char *title, guint8 *keep)
{
  g_autoptr (GRegex) imprint = g_regex_new (IMPRINT, G_REGEX_CASELESS, 0, NULL);
  guint headline = find_headline (lines, title), n = lines->lines->len;
  bool prose = false;

  if (headline >= n || text_before (lines, keep, headline) * 3 > text_before (lines, keep, n))
    return; /* what stands below a third of the text heads something else */
  for (guint i = 0; i < n && !prose; i++) {
    if (!keep[i])
      continue;
    if (i <= headline)
      keep[i] = i < headline && pact_line_is_prose (lines, i) &&
                pact_line (lines, i)->kind == PACT_BLOCK_PARAGRAPH;
    else if (is_imprint (lines, i, imprint))
      keep[i] = 0;
    else
      prose = pact_line_is_prose (lines, i);
  }
}

void
pact_trim (const PactLines *lines, const char *title, guint8 *keep)
{
  drop_labels (lines, keep);
  drop_link_lists (lines, keep);
  drop_furniture_sections (lines, keep);
  drop_header (lines, title == NULL ? "" : title, keep);
  drop_tail (lines, keep);
}
