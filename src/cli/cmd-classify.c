/* pactwatch classify: which alerting topics a text commits the parties on. */
#include "cli/batch.h"
#include "cli/input.h"
#include "cli/json.h"

#include <stdio.h>
#include <string.h>

/* "exclusivity,revenue-share"; `none` where there is neither. */
static char *
topics_to_string (PactTopics topics, const char *none)
{
  GString *list = g_string_new (topics == 0 ? none : NULL);

  for (PactTopics topic = 1; topic <= topics; topic <<= 1)
    if (topics & topic)
      g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "",
                              pact_topic_name ((PactTopic) topic));
  return g_string_free (list, FALSE);
}

static void
answer (char *const *fields)
{
  g_autofree char *topics = topics_to_string (pact_classify (fields[1], -1), "-");

  printf ("%s\t%s\n", fields[0], topics);
}

static void
print_json (PactTopics topics)
{
  PactJson *json = pact_json_new ();

  pact_json_object (json, NULL);
  pact_json_topics (json, "topics", topics);
  pact_json_end (json);
  pact_json_print (json);
}

PactExit
pact_cmd_classify (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "TEXT",
    .about = "Says which alerting topics a text commits the parties on: exclusivity, "
             "revenue-share. With --batch it reads lines `id TEXT` and prints `id topics`, "
             "tab-separated.",
    .max = 1,
  };
  gboolean batch = false, as_json = false;
  const GOptionEntry options[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, "Answer lines of standard input", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;
  PactTopics topics;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  if (batch != (rest[0] == NULL))
    return pact_cli_complain ("classify takes either a TEXT or --batch");
  if (batch)
    return pact_batch_run ("id text", answer);
  if (!pact_input_is_text (rest[0], "text", &error))
    return pact_cli_fail (error);
  topics = pact_classify (rest[0], -1);
  list = topics_to_string (topics, pact_topic_name ((PactTopic) 0));
  if (as_json)
    print_json (topics);
  else
    puts (list);
  return PACT_EXIT_OK;
}
