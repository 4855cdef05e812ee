/* Sources as settings name them: one table of keys for each kind of group. */
#include "source-settings.h"

#include "caps.h"
#include "keep/baseline.h"
#include "pactwatch/clause.h"

static const char *const render_words[] = { "never", "auto", "browser", NULL };

#define SOURCE(field) G_STRUCT_OFFSET (PactSource, field)
#define WEEK_S (7 * 24 * 60 * 60)

/* What [Defaults] takes, and each [Source] too. */
#define DEFAULT_KEYS                                                                              \
  { "Topics", PACT_SETTING_NAMES, SOURCE (topics), 0, 0, NULL },                                  \
  { "Every", PACT_SETTING_SECONDS, SOURCE (every_s), PACT_EVERY_MIN_S, 4 * WEEK_S, NULL },        \
  { "FollowFor", PACT_SETTING_SECONDS, SOURCE (follow_for_s), 0, 520 * WEEK_S, NULL },            \
  { "ConfirmAfter", PACT_SETTING_COUNT, SOURCE (confirm_after), 1, 100, NULL },                    \
  { "SilentAfter", PACT_SETTING_SECONDS, SOURCE (silent_after_s), 0, 52 * WEEK_S, NULL },         \
  { "RevisitEvery", PACT_SETTING_SECONDS, SOURCE (revisit_every_s), 1, 52 * WEEK_S, NULL },       \
  { "Timeout", PACT_SETTING_SECONDS, SOURCE (timeout_s), 1, 3600, NULL },                         \
  { "Render", PACT_SETTING_WORD, SOURCE (render), 0, 0, render_words },                           \
  { "AllowPrivate", PACT_SETTING_BOOL, SOURCE (allow_private), 0, 0, NULL }

/* What each [Source] takes but its address. */
#define SOURCE_KEYS                                                                               \
  { "Kind", PACT_SETTING_WORD, SOURCE (kind), 0, 0, pact_source_kind_names },                     \
  { "Baseline", PACT_SETTING_NAME, SOURCE (baseline), 0, 0, NULL },                               \
  { "Select", PACT_SETTING_SELECT, SOURCE (select), 0, 0, NULL },                                 \
  { "Mentions", PACT_SETTING_PHRASES, SOURCE (mentions), 0, 0, NULL },                            \
  { "Backfill", PACT_SETTING_COUNT, SOURCE (backfill), 0, 1000, NULL },                           \
  DEFAULT_KEYS

static const PactSetting default_keys[] = { DEFAULT_KEYS };

static const PactSetting source_keys[] = {
  { "URL", PACT_SETTING_URL, SOURCE (url), 0, 0, NULL, .needed = true },
  SOURCE_KEYS,
};

static const PactSetting edgar_keys[] = {
  { "CIK", PACT_SETTING_NAME, SOURCE (cik), 0, 0, NULL, .needed = true },
  { "Forms", PACT_SETTING_PHRASES, SOURCE (forms), 0, 0, NULL },
  { "URL", PACT_SETTING_URL, SOURCE (url), 0, 0, NULL },
  SOURCE_KEYS,
};

PactSource *
pact_source_defaults (void)
{
  static const char *const topics[] = { "exclusivity", "revenue-share", NULL };
  PactSource *source = g_new0 (PactSource, 1);

  source->topics = g_strdupv ((char **) topics);
  source->every_s = PACT_EVERY_DEFAULT_S;
  source->follow_for_s = PACT_FOLLOW_FOR_DEFAULT_S;
  source->confirm_after = PACT_CONFIRM_AFTER_DEFAULT;
  source->silent_after_s = PACT_SILENT_AFTER_DEFAULT_S;
  source->revisit_every_s = PACT_REVISIT_EVERY_DEFAULT_S;
  source->timeout_s = PACT_TIMEOUT_DEFAULT_S;
  return source;
}

const PactSetting *
pact_default_keys (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (default_keys);
  return default_keys;
}

static bool
is_edgar (const PactGroup *group)
{
  for (guint i = 0; i + 1 < group->keys->len; i += 2)
    if (g_str_equal (group->keys->pdata[i], "Kind") &&
        g_str_equal (group->keys->pdata[i + 1], pact_source_kind_names[PACT_SOURCE_EDGAR]))
      return true;
  return false;
}

const PactSetting *
pact_source_keys (const PactGroup *group, guint *ret_n)
{
  bool edgar = is_edgar (group);

  *ret_n = edgar ? G_N_ELEMENTS (edgar_keys) : G_N_ELEMENTS (source_keys);
  return edgar ? edgar_keys : source_keys;
}

void
pact_source_complete (PactSource *source, const PactFetchSettings *fetch, const char *file,
                      GPtrArray *problems)
{
  g_autofree char *site = NULL;

  if (source->kind != PACT_SOURCE_EDGAR)
    return;
  site = g_steal_pointer (&source->url);
  /* without what persons file who hold its shares */
  source->url = g_strdup_printf ("%s/cgi-bin/browse-edgar?action=getcompany&CIK=%s"
                                 "&type=&owner=exclude&count=100&output=atom",
                                 site != NULL ? site : "https://www.sec.gov", source->cik);
  if (fetch->contact == NULL)
    pact_config_problem (problems,
                         "%s: [Source %s] Kind='edgar': the SEC asks whom to contact; write your "
                         "mail address in Contact= of [Fetch]",
                         file, source->name);
  if (fetch->host_spacing_us < PACT_EDGAR_SPACING_US)
    pact_config_problem (problems,
                         "%s: [Source %s] Kind='edgar': the SEC takes 10 requests a second; set "
                         "HostSpacing= of [Fetch] to 100ms or more",
                         file, source->name);
}

/* NULL, and a problem, when there is none or its file has mistakes. */
static PactBaseline *
load_baseline (const PactSource *source, const char *baselines, const char *file,
               GPtrArray *problems)
{
  g_autofree char *name = g_strconcat (source->baseline, ".baseline", NULL);
  g_autofree char *path = g_build_filename (baselines, name, NULL);
  g_autoptr (GError) error = NULL;
  PactBaseline *baseline = pact_baseline_load (baselines, source->baseline, &error);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    pact_config_problem (problems,
                         "%s: [Source %s] Baseline='%s': there is no '%s'; see 'pactwatch baseline "
                         "list', or add it with 'pactwatch baseline add'",
                         file, source->name, source->baseline, path);
  else if (baseline == NULL)
    pact_config_problem (problems, "%s: [Source %s] Baseline='%s': %s", file, source->name,
                         source->baseline, error->message);
  return baseline;
}

static bool
is_topic (const char *topic, const GPtrArray *own_topics, const PactBaseline *baseline)
{
  bool found = g_str_equal (topic, pact_topic_name (PACT_TOPIC_EXCLUSIVITY)) ||
               g_str_equal (topic, pact_topic_name (PACT_TOPIC_REVENUE_SHARE));

  for (guint i = 0; !found && i < own_topics->len; i++)
    found = g_str_equal (topic, ((const PactOwnTopic *) own_topics->pdata[i])->name);
  for (guint i = 0; !found && baseline != NULL && i < baseline->terms->len; i++)
    found = g_str_equal (topic, ((const PactTerm *) baseline->terms->pdata[i])->topic);
  return found;
}

/* Without the baseline that it names nobody knows whose topics these are. */
static void
check_topics (const PactSource *source, const GPtrArray *own_topics, const PactBaseline *baseline,
              const char *file, GPtrArray *problems)
{
  bool known = source->baseline == NULL || baseline != NULL;

  for (char **topic = source->topics; *topic != NULL; topic++)
    if (known && !is_topic (*topic, own_topics, baseline))
      pact_config_problem (problems,
                           "%s: [Source %s] Topics='%s': no such topic; write exclusivity, "
                           "revenue-share, the topic of a baseline's term, or define it in [Topic %s]",
                           file, source->name, *topic, *topic);
}

void
pact_source_check (const PactSource *source, const GPtrArray *own_topics, const char *baselines,
                   const char *file, GPtrArray *problems)
{
  g_autoptr (PactBaseline) baseline =
      source->baseline != NULL && baselines != NULL
          ? load_baseline (source, baselines, file, problems)
          : NULL;

  check_topics (source, own_topics, baseline, file, problems);
}
