/* pactwatch extract: the statement in a page, as the daemon reads it. */
#include "cli/input.h"
#include "cli/json.h"
#include "tell/phrase.h"

#include <stdio.h>

typedef void (*BlockFunc) (const char *text, gpointer user_data);

static void
each_block (const PactDocument *document, BlockFunc func, gpointer user_data)
{
  for (guint i = 0; i < document->blocks->len; i++) {
    PactSpan span = g_array_index (document->blocks, PactBlock, i).span;
    g_autofree char *text = g_strndup (document->text + span.start, span.end - span.start);

    func (text, user_data);
  }
}

static void
print_block (const char *text, gpointer user_data)
{
  bool *first = user_data;
  g_autofree char *plain = pact_phrase_plain (text, 0);

  printf ("%s%s\n", *first ? "" : "\n", plain);
  *first = false;
}

static void
json_block (const char *text, gpointer json)
{
  pact_json_text (json, NULL, text);
}

static void
print_json (const PactDocument *document)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_text (json, "title", document->title);
  pact_json_text (json, "published", document->published);
  pact_json_text (json, "modified", document->modified);
  pact_json_text (json, "canonical", document->canonical);
  pact_json_text (json, "language", document->language);
  pact_json_array (json, "paragraphs");
  each_block (document, json_block, json);
  pact_json_end (json);
  pact_json_end (json);
  pact_json_print (json);
}

PactExit
pact_cmd_extract (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "FILE",
    .about = "Prints the main text of a page or PDF, paragraphs apart by an empty line. FILE may be "
             "`-`.",
    .min = 1,
    .max = 1,
  };
  g_autofree char *content_type = NULL, *select = NULL, *url = NULL;
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "content-type", 0, 0, G_OPTION_ARG_FILENAME, &content_type,
      "Content-Type as HTTP gave it (default: by name, then by content)", "TYPE" },
    { "select", 0, 0, G_OPTION_ARG_FILENAME, &select,
      "The main part, as in Select=", "EXPRESSION" },
    { "url", 0, 0, G_OPTION_ARG_FILENAME, &url, "Address of the page, to resolve its links",
      "URL" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON with title, dates and language",
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (PactDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  bool first = true;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  document = pact_input_document (rest[0], content_type, url, select, NULL, &error);
  if (document == NULL)
    return pact_cli_fail (error);
  if (as_json)
    print_json (document);
  else
    each_block (document, print_block, &first);
  return PACT_EXIT_OK;
}
