/* pactwatch demo: the whole of it in a few seconds and without a network. An invented statement is
 * served on loopback, checked, edited and checked again: by the real fetcher, archive, store and
 * reader, into a state of its own that stays for a closer look. */
#include "caps.h"
#include "cli/check.h"
#include "cli/demo-pages.h"
#include "cli/loopback.h"
#include "cli/print.h"
#include "cli/table.h"
#include "pactwatch/error.h"
#include "pactwatch/read.h"

#include <stdio.h>

#define WIDTH 92 /* columns where nobody says how many there are */
#define INDENT 2

typedef struct {
  PactTerminal terminal;
  char *dir;
  char *url;
  gint page; /* index of the edition being served; atomic */
  PactLoopback *server;
  PactConfig *config;
  PactState *state;
} Demo;

static void
demo_clear (Demo *demo)
{
  pact_state_free (demo->state);
  pact_config_free (demo->config);
  pact_loopback_free (demo->server);
  g_free (demo->url);
  g_free (demo->dir);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

static void
serve (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  Demo *demo = user_data;

  g_string_append (reply->fields, "Content-Type: text/html; charset=utf-8\r\n");
  reply->body = pact_demo_html (&pact_demo_pages[g_atomic_int_get (&demo->page)]);
}

static bool
write_file (const Demo *demo, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (demo->dir, name, NULL);

  return g_file_set_contents (path, text, -1, error);
}

/* The same files that a user would write. */
static bool
write_settings (const Demo *demo, GError **error)
{
  g_autofree char *conf = g_strdup_printf ("[Source agreement]\n"
                                           "URL=%s\n"
                                           "Baseline=norvane-castlebay\n"
                                           "AllowPrivate=yes\n",
                                           demo->url);

  return write_file (demo, "pactwatch.conf", conf, error) &&
         write_file (demo, "baselines/norvane-castlebay.baseline", pact_demo_baseline, error);
}

static PactConfig *
load_settings (const Demo *demo, GError **error)
{
  g_autofree char *path = g_build_filename (demo->dir, "pactwatch.conf", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  PactConfig *config = pact_config_load (path, true, demo->dir, &problems);

  if (config == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_CONFIG, "%s", (const char *) problems->pdata[0]);
  else
    g_ptr_array_set_size (config->sinks, 0); /* a demo rings no bells */
  return config;
}

static bool
demo_init (Demo *demo, GError **error)
{
  demo->terminal = pact_terminal ();
  if (demo->terminal.width == 0)
    demo->terminal.width = WIDTH;
  demo->dir = g_dir_make_tmp ("pactwatch-demo-XXXXXX", error);
  if (demo->dir == NULL)
    return false;
  demo->server = pact_loopback_new (serve, demo, error);
  if (demo->server == NULL)
    return false;
  demo->url = pact_loopback_url (demo->server, "/agreement");
  demo->state = pact_state_open (demo->dir, error);
  if (demo->state == NULL || !write_settings (demo, error))
    return false;
  demo->config = load_settings (demo, error);
  return demo->config != NULL;
}

static void
heading (const Demo *demo, const char *title, const char *rest)
{
  g_autofree char *painted = pact_terminal_paint (&demo->terminal, PACT_STYLE_STRONG, title);

  printf ("\n%s%s\n", painted, rest);
}

/* Checks the page and gives the terms as it has them then: PactFinding. */
static GPtrArray *
check (Demo *demo, PactCheckResult *ret_result, GError **error)
{
  if (!pact_check_run (demo->state, demo->config, demo->config->sources, ret_result, error))
    return NULL;
  pact_check_print (ret_result, &demo->terminal, INDENT);
  return pact_store_terms (demo->state->store, NULL, error);
}

static guint
count_reaffirmed (GPtrArray *terms)
{
  guint n = 0;

  for (guint i = 0; i < terms->len; i++)
    n += ((const PactFinding *) terms->pdata[i])->verdict == PACT_VERDICT_REAFFIRMED;
  return n;
}

static bool
is_told (const PactCheckResult *result, const char *paragraph)
{
  for (guint i = 0; i < result->findings->len; i++) {
    const PactFinding *finding = result->findings->pdata[i];

    if (finding->new_text != NULL && pact_same (finding->new_text, paragraph))
      return true;
  }
  return false;
}

/* The words of a paragraph whose bytes differ. */
static void
append_differences (GString *list, const char *old_text, const char *new_text)
{
  g_auto (GStrv) old_words = g_strsplit (old_text, " ", -1);
  g_auto (GStrv) new_words = g_strsplit (new_text, " ", -1);

  for (guint i = 0; old_words[i] != NULL && new_words[i] != NULL; i++)
    if (!g_str_equal (old_words[i], new_words[i]))
      g_string_append_printf (list, "%s%s \u2192 %s", list->len > 0 ? " \u00b7 " : "", old_words[i],
                              new_words[i]);
}

/* Everything else in which the two pages differ: what was served against what was told. */
static void
print_silent (const Demo *demo, const PactCheckResult *result)
{
  const PactDemoPage *old_page = &pact_demo_pages[0], *new_page = &pact_demo_pages[1];
  g_autoptr (PactTable) table = pact_table_new_fields (&demo->terminal);
  g_autoptr (GString) typography = g_string_new (NULL);
  const struct {
    const char *what, *old_text, *new_text;
  } around[] = {
    { "navigation", old_page->navigation, new_page->navigation },
    { "date", old_page->rendered, new_page->rendered },
    { "class names", old_page->class_name, new_page->class_name },
  };

  for (guint i = 0; i < PACT_DEMO_PARAGRAPHS; i++)
    if (!is_told (result, new_page->paragraphs[i]))
      append_differences (typography, old_page->paragraphs[i], new_page->paragraphs[i]);
  pact_table_field (table, "typography", typography->str);
  for (guint i = 0; i < G_N_ELEMENTS (around); i++) {
    g_autofree char *words =
        g_strdup_printf ("%s \u2192 %s", around[i].old_text, around[i].new_text);

    pact_table_field (table, around[i].what, words);
  }
  pact_table_print (table, INDENT);
}

static bool
first_check (Demo *demo, GError **error)
{
  g_auto (PactCheckResult) result = { 0 };
  g_autoptr (GPtrArray) terms = NULL;

  heading (demo, "First check", ": the page is archived, and what it says is accepted.");
  terms = check (demo, &result, error);
  if (terms == NULL)
    return false;
  printf ("\n  %u of the %u terms of its baseline are reaffirmed.\n", count_reaffirmed (terms),
          terms->len);
  return true;
}

static bool
second_check (Demo *demo, GError **error)
{
  g_auto (PactCheckResult) result = { 0 };
  g_autoptr (GPtrArray) terms = NULL;

  heading (demo, "Second check", ", after the page was edited without a word.");
  terms = check (demo, &result, error);
  if (terms == NULL)
    return false;
  putchar ('\n');
  pact_print_terms (&demo->terminal, terms, INDENT);
  heading (demo, "What is told", "");
  for (guint i = 0; i < result.findings->len; i++)
    pact_print_finding (&demo->terminal, result.findings->pdata[i], INDENT);
  heading (demo, "What stays silent", "");
  print_silent (demo, &result);
  return true;
}

static bool
run (const PactCli *cli, Demo *demo, GError **error)
{
  printf ("An invented statement of two companies, served at %s\n", demo->url);
  if (!first_check (demo, error))
    return false;
  g_atomic_int_set (&demo->page, 1);
  if (!second_check (demo, error))
    return false;
  heading (demo, "What is kept", ": every answer, check and finding. Look closer with");
  printf ("  D=%s\n  P=\"%s --config $D/pactwatch.conf --state $D\"\n"
          "  $P log; $P show 1; $P accept 1; $P terms\n",
          demo->dir, cli->program);
  return true;
}

PactExit
pact_cmd_demo (const PactCli *cli, int argc, char **argv)
{
  static const PactUsage usage = {
    .arguments = "",
    .about = "Shows the whole of it on an invented statement: served on loopback, watched, "
             "edited, told.",
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, NULL);
  g_auto (Demo) demo = { 0 };
  g_autoptr (GError) error = NULL;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  return demo_init (&demo, &error) && run (cli, &demo, &error) ? PACT_EXIT_OK
                                                               : pact_cli_fail (error);
}
