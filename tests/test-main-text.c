/* The statement among navigation, teasers, banners and comments. */
#include "pactwatch/read.h"

#include <string.h>

#define P1                                                                                         \
  "<p>Brisk Harbour and Tolly Works have signed an agreement under which Tolly is the sole buyer " \
  "of the kelp grown in the northern bay until 2030.</p>"
#define P2                                                                                         \
  "<p>The kelp will be dried on racks that stand in the lee of the old lighthouse and have been "  \
  "there since the herring went.</p>"
#define T1                                                                                         \
  "Brisk Harbour and Tolly Works have signed an agreement under which Tolly is the sole buyer "    \
  "of the kelp grown in the northern bay until 2030."
#define T2                                                                                         \
  "The kelp will be dried on racks that stand in the lee of the old lighthouse and have been "     \
  "there since the herring went."
#define TEASER                                                                                     \
  "<div class=card><h3><a href=/a>Other news from the coast</a></h3><p>Gannet Foods takes an "     \
  "exclusive licence.</p></div>"

static void
test_choose (void)
{
  static const struct {
    const char *name;
    const char *html;
    const char *want; /* blocks, one a line */
  } cases[] = {
    { "navigation, banner and footer",
      "<nav><a href=/a>Exclusive offers</a> <a href=/b>Partners</a></nav>" P1 P2
      "<div class=cookie-banner><p>We use cookies, and our partners share in the revenue from "
      "advertising on this site.</p></div><footer><p>Sole discretion applies to all of our "
      "offers, which are exclusive of taxes.</p></footer>",
      T1 "\n" T2 },
    { "headline, date and byline",
      "<title>Kelp for Tolly | Brisk Harbour</title><main><span>3 May 2026</span><h1>Kelp for "
      "Tolly</h1><div>By the press office</div>" P1 P2 "</main>",
      T1 "\n" T2 },
    { "comments that are longer than the text",
      "<article>" P1 "</article><div id=comments class=comment-list><p>Is that exclusive then? I "
      "heard that they share the revenue, ten percent or more, with the harbour.</p></div>",
      T1 },
    { "teasers without a telling name", "<main>" P1 P2 "<div>" TEASER TEASER TEASER "</div></main>",
      T1 "\n" T2 },
    { "a related heading within the text",
      "<main>" P1 "<h4>Related stories</h4><ul><li><a href=/a>Gannet takes a licence</a><li><a "
      "href=/b>A new pier</a></ul>" P2 "</main>",
      T1 "\n" T2 },
    { "a dated note above the text, in a box",
      "<main><aside class=notice><p>Update, 3 May 2027: the sole supply has ended, and Brisk "
      "Harbour sells to anybody.</p></aside><article><h1>Kelp</h1><div class=article-body>" P1 P2
      "</div></article></main>",
      "Update, 3 May 2027: the sole supply has ended, and Brisk Harbour sells to anybody.\n" T1
      "\n" T2 },
    { "a note that begins with its date, in an element named after it",
      "<main><div class=date-note>3 May 2027: the sole supply has ended, and Brisk Harbour sells "
      "to anybody.</div><div class=entry-content>" P1 P2 "</div></main>",
      "3 May 2027: the sole supply has ended, and Brisk Harbour sells to anybody.\n" T1 "\n" T2 },
    { "questions that open, and a section below the declared body",
      "<main><div class=entry-content>" P1 P2 "<h3><button>Is it exclusive?</button></h3><div "
      "role=region hidden><p>Yes.</p></div></div><section><h2>What others may do</h2><p>No other "
      "company may buy kelp from the northern bay while the agreement lasts.</p></section></main>",
      T1 "\n" T2 "\nIs it exclusive?\nYes.\nWhat others may do\nNo other company may buy kelp from "
      "the northern bay while the agreement lasts." },
    { "lists and tables of terms",
      "<article>" P1 "<ul><li>Tolly pays 12%.<li>No cap.</ul><table><tr><th>Year<th>Share<tr><td>"
      "2027<td>12%</table></article>",
      T1 "\nTolly pays 12%.\nNo cap.\nYear | Share\n2027 | 12%" },
    { "the whole page in an element with a furniture name",
      "<body class='has-sidebar newsletter-enabled'><div class=widget>" P1 P2 "</div></body>",
      T1 "\n" T2 },
    { "figures and their captions, but not tables in figures",
      "<article>" P1 "<figure><img src=x><figcaption>Racks at dusk, seen from the sea.</figcaption>"
      "</figure><figure><table><tr><td>Share<td>12%</table></figure></article>",
      T1 "\nShare | 12%" },
    { "labels and appeals",
      "<article>" P1 "<p>Advertisement</p>" P2 "<p>Follow us on <a href=/x>the network of your "
      "choice</a></p></article>",
      T1 "\n" T2 },
    { "a shell whose text has yet to be built by script",
      "<nav><a href=/a>Home</a> Menu</nav><div id=app></div><footer><p>Offers are exclusive of taxes "
      "and may be withdrawn at our sole discretion at any time, without notice.</p></footer>",
      "none" },
    { "navigation that nobody closed", "<nav><a href=/a>Home</a><main>" P1 P2 "</main>",
      T1 "\n" T2 },
    { "text without any element", "The supply is exclusive.", "The supply is exclusive." },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].html, strlen (cases[i].html));
    g_autoptr (PactDocument) document =
        pact_document_read (bytes, "text/html", NULL, NULL, NULL, NULL);
    g_autoptr (GString) got = g_string_new (document == NULL ? "none" : document->text);

    g_string_replace (got, "\n\n", "\n", 0);
    if (strcmp (got->str, cases[i].want) != 0) {
      g_test_message ("%s:\n got %s\nwant %s", cases[i].name, got->str, cases[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/main-text/choose", test_choose);
  return g_test_run ();
}
