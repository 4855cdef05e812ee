/* pactwatch explain: what a wording is taken to say, and by which of its words. */
#include "cli/facts.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/print.h"
#include "cli/table.h"
#include "read/classify.h"
#include "read/clause.h"

#include <stdio.h>

#define CUES_MAX 6 /* more words than these say little about the topic */

static void
print_cues (const PactTerminal *terminal, const char *text, const GArray *cues)
{
  static const char *const headers[] = { "TOPIC", "WEIGHT", "WORDS", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);

  for (guint i = 0; i < cues->len; i++) {
    const PactTopicCue *cue = &g_array_index (cues, PactTopicCue, i);

    pact_table_cell (table, PACT_STYLE_PLAIN, pact_topic_name (cue->topic));
    pact_table_cellf (table, cue->weight > 0 ? PACT_STYLE_GOOD : PACT_STYLE_FAINT, "%+.1f",
                      cue->weight);
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%.*s", WORDS (text, cue->span));
  }
  pact_table_print (table, 0);
}

static void
json_fact (PactJson *json, const char *text, const PactFact *fact)
{
  g_autofree char *value = pact_fact_value (fact);
  g_autofree char *words = g_strdup_printf ("%.*s", WORDS (text, fact->span));

  pact_json_object (json, NULL);
  pact_json_text (json, "facet", pact_facet_name ((PactFacet) fact->facet));
  pact_json_text (json, "fact", pact_fact_kind_name ((PactFactKind) fact->kind));
  pact_json_text (json, "value", value[0] == '\0' ? NULL : value);
  pact_json_text (json, "words", words);
  pact_json_number (json, "start", fact->span.start);
  pact_json_number (json, "end", fact->span.end);
  pact_json_end (json);
}

static void
print_json (const char *text, const PactReading *reading)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_topics (json, "topics", pact_classify (text, -1));
  pact_json_array (json, "facts");
  for (guint i = 0; i < reading->facts->len; i++)
    json_fact (json, text, &g_array_index (reading->facts, PactFact, i));
  pact_json_end (json);
  pact_json_end (json);
  pact_json_print (json);
}

PactExit
pact_cmd_explain (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "TEXT",
    .about = "Shows the facts that a wording is taken to state, each with the words it rests on, "
             "and the words that speak for its topics or against them.",
    .min = 1,
    .max = 1,
  };
  gboolean as_json = false;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  PactTerminal terminal = pact_terminal ();
  g_autoptr (PactReading) reading = NULL;
  g_autoptr (GArray) cues = NULL;
  g_autoptr (GError) error = NULL;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  if (!pact_input_is_text (rest[0], "text", &error))
    return pact_cli_fail (error);
  reading = pact_reading_new (rest[0], -1);
  if (as_json) {
    print_json (rest[0], reading);
    return PACT_EXIT_OK;
  }
  cues = pact_classify_explain (rest[0], -1, CUES_MAX);
  pact_print_facts (&terminal, rest[0], reading, 0);
  putchar ('\n');
  print_cues (&terminal, rest[0], cues);
  return PACT_EXIT_OK;
}
