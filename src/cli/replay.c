/* Versions from files or from WARC records, one after another into the history of their page. One
 * that holds no statement is a failed check: it is passed over. */
#include "cli/replay.h"

#include "cli/history.h"
#include "cli/input.h"
#include "keep/baseline.h"
#include "keep/crawl.h"
#include "pactwatch/error.h"
#include "reader.h"
#include "source-settings.h"

static bool
has_suffix (const char *name, const char *const *suffixes)
{
  for (; *suffixes != NULL; suffixes++)
    if (g_str_has_suffix (name, *suffixes))
      return true;
  return false;
}

static bool
is_version (const char *name)
{
  static const char *const suffixes[] = { ".html", ".htm", ".md", ".pdf", ".txt", NULL };

  return has_suffix (name, suffixes);
}

static bool
is_warc (const char *name)
{
  static const char *const suffixes[] = { ".warc", ".warc.gz", NULL };

  return has_suffix (name, suffixes);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Adds the paths of those files in `folder` that pass, in the order of their names. */
static bool
list_folder (const char *folder, bool (*passes) (const char *name), GPtrArray *paths, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const char *name;

  if (dir == NULL) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "%s: cannot read it; name a folder or WARC file",
                 folder);
    return false;
  }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (passes (name))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (found, by_name);
  g_ptr_array_extend_and_steal (paths, g_steal_pointer (&found));
  return true;
}

/* The terms of each baseline met so far, and what was told of them. */
typedef struct {
  PactReplay *replay;
  PactSource *defaults;
  GHashTable *terms; /* name of the baseline -> PactToldTerms; NULL for one that cannot be read */
} Run;

static void
terms_free (gpointer terms)
{
  if (terms != NULL)
    pact_told_terms_free (terms);
}

/* One that cannot be read is complained about once. */
static PactToldTerms *
find_terms (Run *run, const char *name)
{
  g_autoptr (GError) error = NULL;
  PactBaseline *baseline;
  gpointer known = NULL;

  if (name == NULL || g_hash_table_lookup_extended (run->terms, name, NULL, &known))
    return known;
  baseline = pact_baseline_load (run->replay->baselines, name, &error);
  if (baseline == NULL) {
    run->replay->unread++;
    pact_cli_fail (error);
  }
  known = baseline != NULL ? pact_told_terms_new (baseline) : NULL;
  g_hash_table_insert (run->terms, g_strdup (name), known);
  return known;
}

static PactHistory *
begin_history (Run *run, const PactSource *source)
{
  const PactConfig *config = run->replay->config;

  return pact_history_new (&(PactRules){ source, config != NULL ? config->topics : NULL,
                                         find_terms (run, source->baseline) });
}

/* Borrows `findings_take` to the step. */
static void
tell (PactReplay *replay, const PactHistory *history, GPtrArray *findings_take)
{
  const char *accepted = pact_history_accepted (history);
  const PactReplayStep step = { accepted != NULL ? accepted : "nothing",
                                pact_history_newest (history), findings_take };

  replay->findings += findings_take->len;
  if (findings_take->len > 0)
    replay->step (&step, replay->user_data);
  g_ptr_array_unref (findings_take);
}

static void
pass_over (PactReplay *replay, const char *name, const char *why)
{
  replay->passed_over++;
  pact_cli_complain ("passed over: %s: %s", name, why);
}

static void
add_version (PactReplay *replay, PactHistory *history, const PactVersion *version,
             PactDocument *document_take)
{
  const char *why;
  GPtrArray *told = pact_history_add (history, version, document_take, &why);

  if (told == NULL)
    pass_over (replay, version->name, why);
  else
    tell (replay, history, told);
}

static void
add_file (PactReplay *replay, PactHistory *history, const char *path, const char *select)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  PactDocument *document = pact_input_document (path, NULL, NULL, select, NULL, &error);

  if (document != NULL) {
    add_version (replay, history, &(PactVersion){ name, name, path, 0 }, document);
  } else if (g_error_matches (error, PACT_ERROR, PACT_ERROR_PAGE)) {
    replay->passed_over++;
    pact_cli_complain ("passed over: %s", error->message);
  } else {
    replay->unread++;
    pact_cli_fail (error);
  }
}

static void
replay_files (Run *run, GPtrArray *paths)
{
  PactReplay *replay = run->replay;
  const PactSource *source = replay->source != NULL ? replay->source : run->defaults;
  g_autoptr (PactHistory) history = begin_history (run, source);

  replay->versions = paths->len;
  for (guint i = 0; i < paths->len; i++)
    add_file (replay, history, paths->pdata[i], source->select);
  tell (replay, history, pact_history_end (history));
}

/* The answers of one page as they come. */
typedef struct {
  PactReplay *replay;
  const PactCrawl *crawl;
  const PactSource *source;
  PactHistory *history;
} Page;

static char *
name_answer (const PactCrawlAnswer *answer)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (answer->time / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  return g_strdelimit (g_strdup_printf ("%s %s", text, answer->url), "\t\r\n", ' ');
}

/* NULL after saying why it holds no statement. */
static PactDocument *
read_answer (PactReplay *replay, const PactCapture *capture, const char *select, const char *name)
{
  g_autoptr (GError) error = NULL;
  PactDocument *document = NULL;

  if (capture->failure != PACT_FAILURE_NONE) {
    pass_over (replay, name, capture->failure_detail);
    return NULL;
  }
  document = pact_reader_read (capture->body, capture->content_type, capture->final_url, select,
                               NULL, &error);
  if (document == NULL)
    pass_over (replay, name, error->message);
  return document;
}

static void
add_answer (Page *page, const PactCrawlAnswer *answer)
{
  PactReplay *replay = page->replay;
  g_autofree char *name = name_answer (answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (PactCapture) capture = pact_crawl_read (page->crawl, answer, &error);
  const PactVersion version = { name, answer->source != NULL ? answer->source : answer->url,
                                answer->url, answer->time };
  PactDocument *document = NULL;

  replay->versions++;
  if (capture == NULL)
    pass_over (replay, name, error->message);
  else
    document = read_answer (replay, capture, page->source->select, name);
  if (document != NULL)
    add_version (replay, page->history, &version, document);
}

/* Whose settings hold for the answers of a page. */
static const PactSource *
source_of (const Run *run, const PactCrawlAnswer *answer)
{
  const PactReplay *replay = run->replay;
  const PactSource *archived_for = replay->config != NULL && answer->source != NULL
                                       ? pact_config_source (replay->config, answer->source)
                                       : NULL;

  return replay->source != NULL ? replay->source
         : archived_for != NULL ? archived_for
                                : run->defaults;
}

/* The answers from `start` on that are of one page; the index behind them. */
static guint
replay_page (Run *run, const PactCrawl *crawl, guint start)
{
  const GPtrArray *answers = pact_crawl_answers (crawl);
  const PactCrawlAnswer *first = answers->pdata[start];
  Page page = { run->replay, crawl, source_of (run, first), NULL };
  bool is_list = page.source->kind != PACT_SOURCE_PAGE &&
                 g_strcmp0 (page.source->url, first->url) == 0;
  guint i;

  page.history = begin_history (run, page.source);
  for (i = start; i < answers->len; i++) {
    const PactCrawlAnswer *answer = answers->pdata[i];

    if (!g_str_equal (answer->url, first->url))
      break;
    if (!is_list)
      add_answer (&page, answer);
  }
  tell (run->replay, page.history, pact_history_end (page.history));
  pact_history_free (page.history);
  return i;
}

static bool
replay_crawl (Run *run, GPtrArray *paths, GError **error)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (PactCrawl) crawl = NULL;

  g_ptr_array_add (paths, NULL);
  crawl = pact_crawl_open ((char **) paths->pdata, &faults, error);
  if (crawl == NULL)
    return false;
  for (guint i = 0; i < faults->len; i++)
    pact_cli_complain ("%s", (const char *) faults->pdata[i]);
  run->replay->unread += faults->len;
  for (guint i = 0; i < pact_crawl_answers (crawl)->len;)
    i = replay_page (run, crawl, i);
  return true;
}

/* The WARC files among `paths` and in the folders among them. */
static bool
list_warcs (char **paths, GPtrArray *warcs, GError **error)
{
  for (; *paths != NULL; paths++)
    if (!g_file_test (*paths, G_FILE_TEST_IS_REGULAR)) {
      if (!list_folder (*paths, is_warc, warcs, error))
        return false;
    } else {
      g_ptr_array_add (warcs, g_strdup (*paths));
    }
  return true;
}

static bool
replay_paths (Run *run, char **paths, GError **error)
{
  g_autoptr (GPtrArray) warcs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (g_free);

  if (!list_warcs (paths, warcs, error))
    return false;
  if (warcs->len > 0)
    return replay_crawl (run, warcs, error);
  if (!list_folder (paths[0], is_version, versions, error))
    return false;
  if (versions->len > 0 && paths[1] == NULL) {
    replay_files (run, versions);
    return true;
  }
  g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
               "%s: nothing to replay in it; versions are files named .html, .md, .pdf or .txt, "
               "records are in files named .warc or .warc.gz",
               paths[0]);
  return false;
}

bool
pact_replay_run (PactReplay *replay, char **paths, GError **error)
{
  g_autoptr (PactSource) defaults = pact_source_defaults ();
  g_autoptr (GHashTable) terms =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, terms_free);
  Run run = { replay, defaults, terms };

  return replay_paths (&run, paths, error);
}
