/* Both editions of the demo's statement. Two paragraphs bind the companies to something else than
 * before; everything else that differs is what pages do all the time. */
#include "cli/demo-pages.h"

const PactDemoPage pact_demo_pages[2] = {
  {
    .navigation = "Products | Press | Careers",
    .rendered = "Page rendered 3 March, 09:14",
    .class_name = "text-1f9a",
    .paragraphs = {
      "Norvane and Castlebay signed their partnership in 2024. It covers the \"Tidewater\" family of "
      "weather models, which Norvane trains and Castlebay hosts.",
      "Castlebay is the exclusive cloud provider for the Tidewater models through 2031.",
      "Norvane pays Castlebay 12% of its revenue from the Tidewater models.",
      "Castlebay pays Norvane 4% of its revenue from subscriptions that it resells.",
      "\"We'll keep working side by side,\" the companies' founders said.",
    },
  },
  {
    .navigation = "Platform | Newsroom | Jobs | Investors",
    .rendered = "Page rendered 28 June, 17:40",
    .class_name = "text-c07e",
    .paragraphs = {
      "Norvane and Castlebay signed their partnership in 2024. It covers the \u201cTidewater\u201d family "
      "of weather models, which Norvane trains and Castlebay hosts.",
      "Castlebay is the primary cloud provider for the Tidewater models through 2031.",
      "Norvane pays Castlebay 12% of its revenue from the Tidewater models, up to a total of "
      "$900\u00a0million.",
      "Castlebay pays Norvane 4\u00a0% of its revenue from subscriptions that it resells.",
      "\u201cWe\u2019ll keep working side by side,\u201d the companies\u2019 founders said.",
    },
  },
};

const char pact_demo_baseline[] =
    "[Baseline]\n"
    "Title=Norvane and Castlebay\n"
    "\n"
    "[Party Norvane]\n"
    "Product=Tidewater\n"
    "\n"
    "[Party Castlebay]\n"
    "\n"
    "[Edition 2024-05-14]\n"
    "Title=The founding statement\n"
    "\n"
    "[Term cloud]\n"
    "Topic=exclusivity\n"
    "2024-05-14=Castlebay is the exclusive cloud provider for the Tidewater models through 2031.\n"
    "\n"
    "[Term model-share]\n"
    "Topic=revenue-share\n"
    "2024-05-14=Norvane pays Castlebay 12% of its revenue from the Tidewater models.\n"
    "\n"
    "[Term resale-share]\n"
    "Topic=revenue-share\n"
    "2024-05-14=Castlebay pays Norvane 4% of its revenue from subscriptions that it resells.\n";

GBytes *
pact_demo_html (const PactDemoPage *page)
{
  GString *html = g_string_new (NULL);

  g_string_append_printf (
      html,
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<title>The agreement of Norvane and Castlebay</title></head><body>"
      "<nav>%s</nav><main class=\"%s\"><article><h1>The agreement of Norvane and Castlebay</h1>",
      page->navigation, page->class_name);
  for (guint i = 0; i < PACT_DEMO_PARAGRAPHS; i++)
    g_string_append_printf (html, "<p class=\"%s\">%s</p>", page->class_name, page->paragraphs[i]);
  g_string_append_printf (html, "</article></main><footer>%s</footer></body></html>",
                          page->rendered);
  return g_string_free_to_bytes (html);
}
