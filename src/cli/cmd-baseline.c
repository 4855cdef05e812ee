/* pactwatch baseline: list, show, check and add the accepted terms. */
#include "cli/input.h"
#include "cli/print.h"
#include "cli/table.h"
#include "caps.h"
#include "keep/baseline.h"
#include "pactwatch/error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One action: its arguments are what follows its name. */
typedef struct {
  const char *name;
  PactExit (*run) (const PactCli *cli, char **arguments, const char *edition);
  guint min, max;
  const char *arguments;
} Action;

static void
list_row (PactTable *table, const char *dir, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PactBaseline) baseline = pact_baseline_load (dir, name, &error);

  pact_table_cell (table, PACT_STYLE_STRONG, name);
  if (baseline == NULL) {
    pact_table_cell (table, PACT_STYLE_PLAIN, NULL);
    pact_table_cell (table, PACT_STYLE_PLAIN, NULL);
    pact_table_cell (table, PACT_STYLE_ALARM, error->message);
    return;
  }
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%u", baseline->terms->len);
  pact_table_cellf (table, PACT_STYLE_PLAIN, "%u", baseline->editions->len);
  pact_table_cell (table, PACT_STYLE_PLAIN, baseline->title);
}

static PactExit
list (const PactCli *cli, char **arguments, const char *edition)
{
  static const char *const headers[] = { "BASELINE", "TERMS", "EDITIONS", "TITLE", NULL };
  PactTerminal terminal = pact_terminal ();
  g_autofree char *dir = pact_cli_state_path (cli, "baselines");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = pact_baseline_list (dir, &error);
  g_autoptr (PactTable) table = pact_table_new (&terminal, headers);

  if (names == NULL)
    return pact_cli_fail (error);
  for (char **name = names; *name != NULL; name++)
    list_row (table, dir, *name);
  pact_table_print (table, 0);
  return PACT_EXIT_OK;
}

/* Title, parties and editions. */
static void
show_head (const PactTerminal *terminal, const PactBaseline *baseline)
{
  g_autoptr (PactTable) table = pact_table_new_fields (terminal);

  pact_table_cell (table, PACT_STYLE_FAINT, "title");
  pact_table_cell (table, PACT_STYLE_STRONG,
                   baseline->title != NULL ? baseline->title : baseline->name);
  for (guint i = 0; i < baseline->parties->len; i++) {
    const PactParty *party = baseline->parties->pdata[i];
    g_autofree char *aliases = g_strjoinv (", ", party->aliases);
    g_autofree char *products = g_strjoinv (", ", party->products);

    pact_table_cell (table, PACT_STYLE_FAINT, "party");
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%s%s%s%s%s", party->name,
                      aliases[0] != '\0' ? ", also " : "", aliases,
                      products[0] != '\0' ? "; products: " : "", products);
  }
  for (guint i = 0; i < baseline->editions->len; i++) {
    const PactEdition *edition = baseline->editions->pdata[i];

    pact_table_cell (table, PACT_STYLE_FAINT, "edition");
    pact_table_cellf (table, PACT_STYLE_PLAIN, "%s  %s  %s", edition->date,
                      edition->title != NULL ? edition->title : "",
                      edition->url != NULL ? edition->url : "");
  }
  pact_table_print (table, 0);
}

static void
show_terms (const PactTerminal *terminal, const PactBaseline *baseline, const char *edition)
{
  static const char *const headers[] = { "TERM", "TOPIC", "SINCE", "WORDING", NULL };
  g_autoptr (PactTable) table = pact_table_new (terminal, headers);

  for (guint i = 0; i < baseline->terms->len; i++) {
    const PactTerm *term = baseline->terms->pdata[i];
    const PactWording *wording = pact_term_wording (term, edition);

    if (wording == NULL)
      continue;
    pact_table_cell (table, PACT_STYLE_STRONG, term->name);
    pact_table_cell (table, PACT_STYLE_PLAIN, term->topic);
    pact_table_cell (table, PACT_STYLE_PLAIN, wording->since);
    pact_table_cell (table, PACT_STYLE_PLAIN, wording->text);
  }
  pact_table_print (table, 0);
}

static PactExit
show (const PactCli *cli, char **arguments, const char *edition)
{
  PactTerminal terminal = pact_terminal ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PactBaseline) baseline = pact_input_baseline (cli, arguments[0], &error);

  if (baseline == NULL)
    return pact_cli_fail (error);
  show_head (&terminal, baseline);
  putchar ('\n');
  show_terms (&terminal, baseline, edition);
  return PACT_EXIT_OK;
}

/* Prints every mistake; their number. */
static guint
complain_of (const GPtrArray *mistakes)
{
  for (guint i = 0; i < mistakes->len; i++)
    pact_cli_complain ("%s", (const char *) mistakes->pdata[i]);
  return mistakes->len;
}

static PactExit
check (const PactCli *cli, char **arguments, const char *edition)
{
  guint problems = 0;

  for (char **path = arguments; *path != NULL; path++) {
    g_autoptr (GPtrArray) mistakes = pact_baseline_check (*path);

    if (mistakes->len == 0)
      printf ("%s: sound\n", *path);
    problems += complain_of (mistakes);
  }
  return problems > 0 ? PACT_EXIT_ERROR : PACT_EXIT_OK;
}

static bool
is_name (const char *name)
{
  return name[0] != '\0' && name[0] != '.' && strchr (name, '/') == NULL &&
         g_utf8_validate (name, -1, NULL);
}

/* What was read is what is added, also where it can be read but once, as from a pipe. */
static bool
is_sound (const char *path, GBytes *bytes)
{
  g_autoptr (GPtrArray) mistakes = g_ptr_array_new_with_free_func (g_free);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length > PACT_BASELINE_FILE_CAP)
    pact_cli_complain ("'%s' has more than the %d bytes a baseline may have", path,
                       PACT_BASELINE_FILE_CAP);
  else
    pact_baseline_free (pact_baseline_parse (path, data, length, mistakes));
  return length <= PACT_BASELINE_FILE_CAP && complain_of (mistakes) == 0;
}

/* Writes to a name that does not exist yet: whole, or not at all. */
static bool
write_new (const char *to, GBytes *bytes, GError **error)
{
  g_autofree char *draft = g_strdup_printf ("%s.%d", to, (int) getpid ());
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  bool linked;
  int why;

  if (!g_file_set_contents_full (draft, data, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                 error))
    return false;
  linked = link (draft, to) == 0; /* unlike rename, never replaces */
  why = errno;
  unlink (draft);
  if (!linked)
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE, "cannot create '%s': %s%s", to,
                 g_strerror (why),
                 why == EEXIST ? "; a baseline is never overwritten, choose another name" : "");
  return linked;
}

static PactExit
add (const PactCli *cli, char **arguments, const char *edition)
{
  const char *name = arguments[0], *file = arguments[1];
  g_autoptr (PactState) state = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_name (name))
    return pact_cli_complain ("'%s' cannot name a baseline; use letters, digits and '-'", name);
  bytes = pact_input_bytes (file, &error);
  if (bytes == NULL)
    return pact_cli_fail (error);
  if (!is_sound (file, bytes))
    return PACT_EXIT_ERROR;
  state = pact_cli_state (cli);
  if (state == NULL)
    return PACT_EXIT_ERROR;
  path = g_strdup_printf ("%s/%s.baseline", state->baselines, name);
  if (!write_new (path, bytes, &error))
    return pact_cli_fail (error);
  printf ("added %s; name it in a source with Baseline=%s\n", path, name);
  return PACT_EXIT_OK;
}

static const Action actions[] = {
  { "list", list, 0, 0, "" },
  { "show", show, 1, 1, "NAME" },
  { "check", check, 1, PACT_ANY_NUMBER, "FILE…" },
  { "add", add, 2, 2, "NAME FILE" },
};

static PactExit
run (const PactCli *cli, char **rest, const char *edition)
{
  guint n = g_strv_length (rest) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    const Action *action = &actions[i];

    if (!g_str_equal (action->name, rest[0]))
      continue;
    if (n < action->min || n > action->max)
      return pact_cli_complain ("usage: pactwatch baseline %s %s", action->name, action->arguments);
    return action->run (cli, rest + 1, edition);
  }
  return pact_cli_complain ("unknown action '%s'; there are: list, show, check, add", rest[0]);
}

PactExit
pact_cmd_baseline (const PactCli *cli, int argc, char **argv)
{
  static const char *const words[] = { "list", "show", "check", "add", NULL };
  static const PactUsage usage = {
    .arguments = "list | show NAME | check FILE… | add NAME FILE",
    .about = "The accepted terms of partnerships: which there are, what they say, whether a file "
             "is sound, and taking one into the state.",
    .min = 1,
    .max = PACT_ANY_NUMBER,
    .takes = PACT_TAKES_BASELINES,
    .words = words,
  };
  g_autofree char *edition = NULL;
  const GOptionEntry options[] = {
    { "edition", 0, 0, G_OPTION_ARG_FILENAME, &edition, "Show its terms as of that date", "DATE" },
    { NULL },
  };
  g_auto (GStrv) rest = pact_cli_arguments (cli, argc, argv, &usage, options);
  g_autoptr (GError) error = NULL;

  if (rest == NULL)
    return PACT_EXIT_ERROR;
  return pact_input_is_date (edition, &error) ? run (cli, rest, edition) : pact_cli_fail (error);
}
