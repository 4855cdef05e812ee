/* Lines of typeset pages into blocks: what goes on, what starts anew, what belongs to no text. */
#include "read/typeset.h"

#include <string.h>

#define MAX_LINES 12
#define LETTER 5.0 /* points: the width of one */

/* A line of 10 points at x, y of a page; a size is 10 when it is 0. */
typedef struct {
  const char *text;
  double x, y, size;
  guint page;
} Line;

static PactDocument *
read_lines (const Line *lines)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (PactTypesetLine));

  for (guint i = 0; i < MAX_LINES && lines[i].text != NULL; i++) {
    double size = lines[i].size > 0 ? lines[i].size : 10;
    double width = LETTER * (double) g_utf8_strlen (lines[i].text, -1) * size / 10;
    PactTypesetLine line = {
      (char *) lines[i].text, lines[i].page, lines[i].x, lines[i].x + width, lines[i].y,
      lines[i].y + size,      size
    };

    g_array_append_val (all, line);
  }
  return pact_typeset_read (all);
}

static char *
show (const PactDocument *document)
{
  GString *got = g_string_new (NULL);

  for (guint i = 0; i < document->blocks->len; i++) {
    const PactBlock *block = &g_array_index (document->blocks, PactBlock, i);

    g_string_append_printf (got, "%c%d:%.*s;", "phlrq"[block->kind], block->level,
                            (int) (block->span.end - block->span.start),
                            document->text + block->span.start);
  }
  return g_string_free (got, FALSE);
}

static void
test_blocks (void)
{
  static const struct {
    Line lines[MAX_LINES];
    const char *want;
  } cases[] = {
    { { { NULL } }, "" },
    { { { "The quay is run by", 50, 0 }, { "Orrin alone.", 50, 12 } },
      "p0:The quay is run by Orrin alone.;" },
    { { { "Harbour terms", 50, 0, 20 }, { "The quay is run by Orrin.", 50, 30 } },
      "h1:Harbour terms;p0:The quay is run by Orrin.;" },
    { { { "Terms of the", 50, 0, 20 },
        { "harbour", 50, 24, 20 },
        { "The quay is run by Orrin.", 50, 60 } },
      "h1:Terms of the harbour;p0:The quay is run by Orrin.;" }, /* a heading of two lines */
    { { { "Harbour", 50, 0, 20 }, { "Quay", 50, 30, 14 }, { "The quay is run by Orrin.", 50, 50 } },
      "h1:Harbour;h2:Quay;p0:The quay is run by Orrin.;" },
    { { { "The first of them goes on", 50, 0 },
        { "for two full lines of it.", 50, 12 },
        { "The second goes on as far", 50, 30 },
        { "as the first one does so.", 50, 42 } },
      "p0:The first of them goes on for two full lines of it.;"
      "p0:The second goes on as far as the first one does so.;" }, /* by distance */
    { { { "The first of them goes on", 50, 0 },
        { "for two lines.", 50, 12 },
        { "The second goes on as far", 62, 24 },
        { "as the first one does so.", 50, 36 } },
      "p0:The first of them goes on for two lines.;"
      "p0:The second goes on as far as the first one does so.;" }, /* by indent */
    { { { "Orrin runs the quay alone and pays rent.", 50, 0 },
        { "Yes.", 50, 12 },
        { "Tessel has no right to any of the quays.", 50, 24 } },
      "p0:Orrin runs the quay alone and pays rent. Yes.;"
      "p0:Tessel has no right to any of the quays.;" }, /* there was room */
    { { { "\u2022 one", 50, 0 }, { "\u2022", 50, 12 }, { "two goes", 60, 12 }, { "on", 60, 24 } },
      "l1:one;l1:two goes on;" },
    { { { "The fees are: (a) the rent,", 50, 0 }, { "(b) 4% of what is earned.", 50, 12 } },
      "p0:The fees are: (a) the rent,;p0:(b) 4% of what is earned.;" },
    { { { "as the rules of section 7", 50, 0 }, { "(b) say, Orrin is the one", 50, 12 } },
      "p0:as the rules of section 7 (b) say, Orrin is the one;" }, /* a reference, not a mark */
    { { { "Quay", 50, 0 }, { "Share", 150, 0 }, { "East", 50, 12 }, { "5%", 150, 12 } },
      "r0:Quay | Share;r0:East | 5%;" },
    { { { "A sentence that the end", 50, 780 }, { "of a page cuts in two.", 50, 40, 0, 1 } },
      "p0:A sentence that the end of a page cuts in two.;" },
    { { { "A sentence that a column", 50, 780 }, { "cuts in two, no more.", 350, 40 } },
      "p0:A sentence that a column cuts in two, no more.;" },
    /* words that the end of a line cut */
    { { { "The agreement is an agree-", 50, 0 }, { "ment of both.", 50, 12 } },
      "p0:The agreement is an agreement of both.;" },
    { { { "The licence is a new non-", 50, 0 }, { "exclusive one.", 50, 12 } },
      "p0:The licence is a new non-exclusive one.;" },
    { { { "Revenue is shared by profit-", 50, 0 }, { "sharing rules.", 50, 12 } },
      "p0:Revenue is shared by profit-sharing rules.;" },
    { { { "A cost-plus price, no cost-", 50, 0 }, { "plus price again", 50, 12 } },
      "p0:A cost-plus price, no cost-plus price again;" }, /* as in another place */
    { { { "It is valid for all of 2026-", 50, 0 }, { "2031 and no longer", 50, 12 } },
      "p0:It is valid for all of 2026-2031 and no longer;" },
    { { { "The exclu\u00ad", 50, 0 }, { "sive quay", 50, 12 } }, "p0:The exclusive quay;" },
    { { { "The quay of Orrin alone -", 50, 0 }, { "and no other", 50, 12 } },
      "p0:The quay of Orrin alone - and no other;" }, /* a dash */
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PactDocument) document = read_lines (cases[i].lines);
    g_autofree char *got = show (document);

    if (strcmp (got, cases[i].want) != 0) {
      g_test_message ("case %u:\n got %s\nwant %s", i, got, cases[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

/* Heads, feet and numbers go, whatever they count; the title of the first page stays. */
static void
test_running (void)
{
  static const Line lines[MAX_LINES] = {
    { "Harbour terms", 50, 60, 20, 0 },  { "Orrin runs the quay.", 50, 90, 0, 0 },
    { "Page 1 of 3", 250, 800, 8, 0 },   { "Harbour terms", 50, 20, 8, 1 },
    { "The rent is 4%.", 50, 60, 0, 1 }, { "Page 2 of 3", 250, 800, 8, 1 },
    { "Harbour terms", 50, 20, 8, 2 },   { "It ends in 2031.", 50, 60, 0, 2 },
    { "Page 3 of 3", 250, 800, 8, 2 },
  };
  static const Line single[MAX_LINES] = {
    { "Orrin runs the quay.", 50, 90 },
    { "7", 50, 700 },
    { "- 1 -", 250, 800 } /* 7 is no number of a page */
  };
  g_autoptr (PactDocument) document = read_lines (lines), alone = read_lines (single);
  g_autofree char *got = show (document), *got_alone = show (alone);

  g_assert_cmpstr (
      got, ==, "h1:Harbour terms;p0:Orrin runs the quay.;p0:The rent is 4%.;p0:It ends in 2031.;");
  g_assert_cmpstr (got_alone, ==, "p0:Orrin runs the quay.;p0:7;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typeset/blocks", test_blocks);
  g_test_add_func ("/typeset/running", test_running);
  return g_test_run ();
}
