/* Findings in plain words. What a page wrote is hostile here: it passes pact_phrase_plain before
 * it reaches a terminal, a bubble or the journal. Pure. */
#include "tell/phrase.h"

#include "pactwatch/read.h"

#include <string.h>

#define DETAIL_CAP 120 /* bytes of the part after the colon in a headline */
#define ELLIPSIS "…"
#define REPLACEMENT 0xFFFD

/* Soft hyphens, joiners, zero-width spaces and tags show nothing; the other format controls turn
 * the direction of a line around and are made visible. */
static bool
is_invisible (gunichar c)
{
  return c == 0x00AD || (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

static bool
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v' || c == 0x0085;
}

static bool
is_dangerous (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  bool is_none = (c & 0xFFFE) == 0xFFFE; /* no character: XML cannot hold it */

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || is_none;
}

/* Back from `end` to where a character starts. */
static gsize
char_boundary (const char *text, gsize end)
{
  while (end > 0 && ((guchar) text[end] & 0xC0) == 0x80)
    end--;
  return end;
}

char *
pact_phrase_plain (const char *text, gsize cap)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_new (NULL);
  bool blank = false;

  for (const char *p = valid; *p != '\0' && (cap == 0 || plain->len <= cap);
       p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (is_invisible (c))
      continue;
    if (is_blank (c)) {
      blank = plain->len > 0;
      continue;
    }
    if (blank)
      g_string_append_c (plain, ' ');
    blank = false;
    g_string_append_unichar (plain, is_dangerous (c) ? REPLACEMENT : c);
  }
  if (cap > 0 && plain->len > cap) {
    gsize room = cap - MIN (cap, strlen (ELLIPSIS));

    g_string_truncate (plain, char_boundary (plain->str, room));
    g_string_append (plain, cap >= strlen (ELLIPSIS) ? ELLIPSIS : "");
  }
  return g_string_free (plain, FALSE);
}

/* A stretch of wording with its parts laid end to end. */
typedef struct {
  GString *text;
  GArray *parts; /* PactRedlinePart with spans into `text` */
} Wording;

static void
wording_clear (Wording *wording)
{
  g_string_free (wording->text, TRUE);
  g_array_unref (wording->parts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wording, wording_clear)

static void
wording_init (Wording *wording, const char *old_text, const char *new_text, bool with_deleted)
{
  g_autoptr (GArray) parts = pact_redline (old_text, new_text);

  wording->text = g_string_new (NULL);
  wording->parts = g_array_new (FALSE, FALSE, sizeof (PactRedlinePart));
  for (guint i = 0; i < parts->len; i++) {
    PactRedlinePart part = g_array_index (parts, PactRedlinePart, i);
    bool deleted = part.op == PACT_REDLINE_DELETED;
    const char *from = (deleted ? old_text : new_text) + part.span.start;
    guint32 start = (guint32) wording->text->len;

    if (deleted && !with_deleted)
      continue;
    g_string_append_len (wording->text, from, part.span.end - part.span.start);
    part.span = (PactSpan){ start, (guint32) wording->text->len };
    g_array_append_val (wording->parts, part);
  }
}

static guint32
wording_first_difference (const Wording *wording)
{
  for (guint i = 0; i < wording->parts->len; i++) {
    const PactRedlinePart *part = &g_array_index (wording->parts, PactRedlinePart, i);

    if (part->op != PACT_REDLINE_KEPT)
      return part->span.start;
  }
  return 0;
}

/* The window of `cap` bytes worth showing: a third of it before the first difference, from word
 * to word where that does not eat the difference. */
static PactSpan
wording_window (const Wording *wording, gsize cap)
{
  const char *text = wording->text->str;
  gsize length = wording->text->len, first = wording_first_difference (wording);
  gsize start, end;
  const char *space;

  if (cap == 0 || length <= cap)
    return (PactSpan){ 0, (guint32) length };
  start = MIN (first - MIN (first, cap / 3), length - cap);
  end = char_boundary (text, start + cap);
  start = char_boundary (text, start);
  space = start > 0 ? memchr (text + start, ' ', first - start) : NULL;
  if (space != NULL)
    start = (gsize) (space - text) + 1;
  space = end > first && end < length ? g_strrstr_len (text + first, (gssize) (end - first), " ") : NULL;
  if (space != NULL)
    end = (gsize) (space - text);
  return (PactSpan){ (guint32) start, (guint32) end };
}

static void
append_part (GString *out, const char *text, PactSpan span, const char *const marks[2],
             const PactMarks *style)
{
  gsize length = span.end - span.start;
  g_autofree char *shown = style->escape != NULL ? style->escape (text + span.start, (gssize) length)
                                                 : g_strndup (text + span.start, length);

  g_string_append_printf (out, "%s%s%s", marks[0], shown, marks[1]);
}

static char *
wording_render (const Wording *wording, const PactMarks *style, gsize cap)
{
  static const char *const unmarked[2] = { "", "" };
  const char *const *const marks[] = { [PACT_REDLINE_KEPT] = unmarked,
                                       [PACT_REDLINE_DELETED] = style->deleted,
                                       [PACT_REDLINE_INSERTED] = style->inserted };
  PactSpan window = wording_window (wording, cap);
  GString *out = g_string_new (window.start > 0 ? ELLIPSIS : NULL);

  for (guint i = 0; i < wording->parts->len; i++) {
    const PactRedlinePart *part = &g_array_index (wording->parts, PactRedlinePart, i);
    PactSpan span = { MAX (part->span.start, window.start), MIN (part->span.end, window.end) };

    if (span.start < span.end)
      append_part (out, wording->text->str, span, marks[part->op], style);
  }
  if (window.end < wording->text->len)
    g_string_append (out, ELLIPSIS);
  return g_string_free (out, FALSE);
}

static char *
render (const char *old_text, const char *new_text, bool with_deleted, const PactMarks *style,
        gsize cap)
{
  g_autofree char *old_plain = old_text != NULL ? pact_phrase_plain (old_text, 0) : NULL;
  g_autofree char *new_plain = new_text != NULL ? pact_phrase_plain (new_text, 0) : NULL;
  g_auto (Wording) wording = { 0 };

  wording_init (&wording, old_plain, new_plain, with_deleted);
  return wording_render (&wording, style, cap);
}

char *
pact_phrase_redline (const PactFinding *finding, const PactMarks *marks, gsize cap)
{
  static const PactMarks brackets = { { "[-", "-]" }, { "{+", "+}" }, NULL };

  return render (finding->old_text, finding->new_text, true, marks != NULL ? marks : &brackets,
                 cap);
}

static const PactMarks plain_style = { { "", "" }, { "", "" }, NULL };

char *
pact_phrase_old (const PactFinding *finding, const PactMarks *marks, gsize cap)
{
  if (finding->old_text == NULL)
    return NULL;
  /* the other way round, so that what is kept is quoted as the old wording had it */
  return render (finding->new_text, finding->old_text, false,
                 marks != NULL ? marks : &plain_style, cap);
}

char *
pact_phrase_new (const PactFinding *finding, const PactMarks *marks, gsize cap)
{
  if (finding->new_text == NULL)
    return NULL;
  return render (finding->old_text, finding->new_text, false,
                 marks != NULL ? marks : &plain_style, cap);
}

/* "revenue-share" as people write it: "Revenue share". */
static char *
topic_words (const char *topic)
{
  g_autofree char *words = pact_phrase_plain (topic != NULL ? topic : "wording", DETAIL_CAP);

  g_strdelimit (words, "-_", ' ');
  words[0] = g_ascii_toupper (words[0]);
  return g_steal_pointer (&words);
}

const char *
pact_phrase_facet (PactFacet facet)
{
  static const char *const words[] = {
    [PACT_FACET_EXCLUSIVITY] = "exclusivity",
    [PACT_FACET_AMOUNT] = "amount",
    [PACT_FACET_CAP] = "cap",
    [PACT_FACET_DURATION] = "duration",
    [PACT_FACET_SCOPE] = "scope",
    [PACT_FACET_PARTY] = "parties",
    [PACT_FACET_CONDITION] = "conditions",
    [PACT_FACET_MODALITY] = "how binding it is",
    [PACT_FACET_POLARITY] = "whether it holds",
    [PACT_FACET_BASIS] = "what it is computed on",
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (words) == PACT_N_FACETS);

  return words[facet];
}

static char *
facet_words (const PactFacets *facets)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < facets->n; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            pact_phrase_facet ((PactFacet) facets->facet[i]));
  return g_string_free (list, FALSE);
}

/* A span from blank to blank: "20%" where only "20" differs. */
static PactSpan
widened (const char *text, PactSpan span)
{
  while (span.start > 0 && text[span.start] != ' ' && text[span.start - 1] != ' ')
    span.start--;
  while (span.end > 0 && text[span.end - 1] != ' ' && text[span.end] != ' ' && text[span.end] != '\0')
    span.end++;
  return span;
}

/* The words of a span, without the blanks and commas they were joined by. */
static char *
span_words (const char *text, PactSpan span)
{
  static const char joints[] = " ,;:.";

  while (span.start < span.end && strchr (joints, text[span.start]) != NULL)
    span.start++;
  while (span.start < span.end && strchr (joints, text[span.end - 1]) != NULL)
    span.end--;
  return g_strndup (text + span.start, span.end - span.start);
}

/* The one place where two texts differ: false where there is none or more than one. */
static bool
find_difference (GArray *parts, const PactRedlinePart **ret_gone, const PactRedlinePart **ret_come)
{
  const PactRedlinePart *found[] = { NULL, NULL, NULL }, *last = NULL;

  for (guint i = 0; i < parts->len; i++) {
    const PactRedlinePart *part = &g_array_index (parts, PactRedlinePart, i);

    if (part->op == PACT_REDLINE_KEPT)
      continue;
    if (found[part->op] != NULL || (last != NULL && last + 1 != part))
      return false;
    found[part->op] = last = part;
  }
  *ret_gone = found[PACT_REDLINE_DELETED];
  *ret_come = found[PACT_REDLINE_INSERTED];
  return last != NULL;
}

/* "20% → 25%": the words of the page, where they differ in one place only; else NULL. */
static char *
difference_words (const PactFinding *finding)
{
  g_autofree char *old_text = NULL, *new_text = NULL, *before = NULL, *after = NULL;
  g_autoptr (GArray) parts = NULL;
  const PactRedlinePart *gone, *come;

  if (finding->old_text == NULL || finding->new_text == NULL)
    return NULL;
  old_text = pact_phrase_plain (finding->old_text, 0);
  new_text = pact_phrase_plain (finding->new_text, 0);
  parts = pact_redline (old_text, new_text);
  if (!find_difference (parts, &gone, &come))
    return NULL;
  if (gone != NULL)
    before = span_words (old_text, come != NULL ? widened (old_text, gone->span) : gone->span);
  if (come != NULL)
    after = span_words (new_text, gone != NULL ? widened (new_text, come->span) : come->span);
  if (g_strcmp0 (before, "") == 0 || g_strcmp0 (after, "") == 0)
    return NULL;
  if (before == NULL || after == NULL)
    return g_strdup_printf ("“%s” is %s", before != NULL ? before : after, before != NULL ? "gone" : "new");
  return g_strdup_printf ("%s → %s", before, after);
}

/* What follows the colon: the words that differ where they are few, else the facts that decide,
 * else what kind of facts, else the wording. */
static char *
headline_detail (const PactFinding *finding)
{
  const char *text = finding->new_text != NULL ? finding->new_text : finding->old_text;
  g_autofree char *words = difference_words (finding);

  if (words != NULL && strlen (words) <= DETAIL_CAP)
    return g_steal_pointer (&words);
  if (finding->why != NULL && finding->why[0] != '\0')
    return pact_phrase_plain (finding->why, DETAIL_CAP);
  if (finding->facets.n > 0)
    return facet_words (&finding->facets);
  return pact_phrase_plain (text != NULL ? text : "", DETAIL_CAP);
}

char *
pact_phrase_headline (const PactFinding *finding)
{
  static const char *const verbs[] = {
    [PACT_VERDICT_SAME] = "unchanged",
    [PACT_VERDICT_REWORDED] = "reworded",
    [PACT_VERDICT_CHANGED] = "changed",
    [PACT_VERDICT_ADDED] = "added",
    [PACT_VERDICT_REMOVED] = "removed",
    [PACT_VERDICT_REAFFIRMED] = "reaffirmed",
    [PACT_VERDICT_NOT_MENTIONED] = "not mentioned",
    [PACT_VERDICT_NEW] = "added beyond the terms",
  };
  g_autofree char *topic = topic_words (finding->topic);
  g_autofree char *detail = headline_detail (finding);
  g_autofree char *source =
      pact_phrase_plain (finding->source != NULL ? finding->source : "?", DETAIL_CAP);
  g_autofree char *term = NULL, *lost = NULL;

  if (finding->term != NULL && finding->term[0] != '+')
    term = pact_phrase_plain (finding->term, DETAIL_CAP);
  if (finding->lost_by != NULL)
    lost = g_strdup_printf ("Sink '%s' gave up on telling: ", finding->lost_by);
  return g_strdup_printf ("%s%s %s%s%s (%s%s%s)", lost != NULL ? lost : "", topic,
                          verbs[finding->verdict], detail[0] != '\0' ? ": " : "", detail,
                          term != NULL ? term : "", term != NULL ? ", " : "", source);
}

char *
pact_phrase_more (const PactFinding *finding)
{
  if (finding->lost_by != NULL)
    return g_strdup ("pactwatch outbox list");
  return finding->id != 0 ? g_strdup_printf ("pactwatch show %" G_GINT64_FORMAT, finding->id)
                          : g_strdup ("nothing, this is a sample");
}
