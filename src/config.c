/* Settings: what each group and key of the settings files means, by one table of keys per group. */
#include "config.h"

#include "build-config.h"
#include "caps.h"
#include "config-file.h"
#include "settings.h"
#include "sink-settings.h"
#include "source-settings.h"

#include <sys/stat.h>
#include <unistd.h>

#define CONFIG(field) G_STRUCT_OFFSET (PactConfig, field)

static const PactSetting fetch_keys[] = {
  { "UserAgent", PACT_SETTING_TEXT, CONFIG (fetch.user_agent), 0, 0, NULL },
  { "Contact", PACT_SETTING_TEXT, CONFIG (fetch.contact), 0, 0, NULL },
  { "Browser", PACT_SETTING_PATH, CONFIG (fetch.browser), 0, 0, NULL },
  { "PerHost", PACT_SETTING_COUNT, CONFIG (fetch.per_host), 1, 64, NULL },
  { "HostSpacing", PACT_SETTING_MICROS, CONFIG (fetch.host_spacing_us), 0, G_TIME_SPAN_MINUTE, NULL },
  { "Transfers", PACT_SETTING_COUNT, CONFIG (fetch.transfers), 1, 256, NULL },
  { "Redirects", PACT_SETTING_COUNT, CONFIG (fetch.redirects), 0, 50, NULL },
  { "ConnectTimeout", PACT_SETTING_SECONDS, CONFIG (fetch.connect_timeout_s), 1, 600, NULL },
  { "BodyCap", PACT_SETTING_BYTES, CONFIG (fetch.body_cap), 1024, PACT_TEXT_CAP, NULL },
};

static const PactSetting topic_keys[] = {
  { .key = "Phrases", .type = PACT_SETTING_PHRASES,
    .offset = G_STRUCT_OFFSET (PactOwnTopic, phrases), .needed = true },
};

static const PactSetting archive_keys[] = {
  { "RollSize", PACT_SETTING_BYTES, CONFIG (warc_roll), 1 << 16, G_GINT64_CONSTANT (1) << 40, NULL },
};

static const PactSetting metrics_keys[] = {
  { "File", PACT_SETTING_PATH, CONFIG (metrics), 0, 0, NULL, .needed = true },
};

typedef struct {
  PactConfig *config;
  PactSource *defaults;
  const char *baselines; /* folder; NULL: names are not looked up */
  const char *in_state;  /* folder of the state's drop-ins; NULL when there is no state */
  GPtrArray *problems;   /* char * */
} Loader;

typedef struct GroupKind GroupKind;

/* Groups of one kind: their keys, and what becomes of one. */
struct GroupKind {
  const char *word;
  bool named;
  bool in_state; /* may stand in the state's drop-ins, which the service's own user can write */
  const PactSetting *keys;
  guint n_keys;
  void (*add) (Loader *loader, const GroupKind *kind, const PactGroup *group);
};

static const PactSetting *
find_key (const GroupKind *kind, const char *key)
{
  for (guint i = 0; i < kind->n_keys; i++)
    if (g_str_equal (kind->keys[i].key, key))
      return &kind->keys[i];
  return NULL;
}

/* "no such setting; it takes URL=, Kind=, ..." */
static char *
unknown_key_fix (const GroupKind *kind)
{
  GString *fix = g_string_new ("no such setting; it takes ");

  for (guint i = 0; i < kind->n_keys; i++)
    g_string_append_printf (fix, "%s%s=", i > 0 ? ", " : "", kind->keys[i].key);
  return g_string_free (fix, FALSE);
}

static void
check_needed (Loader *loader, const GroupKind *kind, const PactGroup *group, GHashTable *seen)
{
  g_autofree char *title = pact_group_title (group);

  for (guint i = 0; i < kind->n_keys; i++) {
    const PactSetting *setting = &kind->keys[i];
    g_autofree char *fix = NULL;

    if (!setting->needed || g_hash_table_contains (seen, setting->key))
      continue;
    fix = pact_setting_fix (setting);
    pact_config_problem (loader->problems, "%s: %s %s=: missing; %s", group->file, title,
                         setting->key, fix);
  }
}

static void
complain (Loader *loader, const PactGroup *group, const PactSetting *setting, const char *key,
          const char *value, const char *fix)
{
  g_autofree char *title = pact_group_title (group);
  g_autofree char *shown = pact_setting_shown (setting, value);

  if (shown != NULL)
    pact_config_problem (loader->problems, "%s: %s %s='%s': %s", group->file, title, key, shown, fix);
  else
    pact_config_problem (loader->problems, "%s: %s %s=: %s", group->file, title, key, fix);
}

/* Lays the group's lines over `record`. */
static void
apply_keys (Loader *loader, const GroupKind *kind, const PactGroup *group, gpointer record)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i + 1 < group->keys->len; i += 2) {
    const char *key = group->keys->pdata[i], *value = group->keys->pdata[i + 1];
    const PactSetting *setting = find_key (kind, key);
    g_autofree char *fix = NULL;

    if (setting == NULL)
      fix = unknown_key_fix (kind);
    else if (!g_hash_table_add (seen, (gpointer) key))
      fix = g_strdup ("stands twice in the group; keep one");
    else
      pact_setting_apply (setting, record, value, &fix);
    if (fix != NULL)
      complain (loader, group, setting, key, value, fix);
  }
  check_needed (loader, kind, group, seen);
}

static void
add_defaults (Loader *loader, const GroupKind *kind, const PactGroup *group)
{
  GroupKind own = *kind;

  own.keys = pact_default_keys (&own.n_keys);
  apply_keys (loader, &own, group, loader->defaults);
}

static void
add_settings (Loader *loader, const GroupKind *kind, const PactGroup *group)
{
  apply_keys (loader, kind, group, loader->config);
}

static void
add_source (Loader *loader, const GroupKind *kind, const PactGroup *group)
{
  PactSource *source = pact_source_copy (loader->defaults);
  GroupKind own = *kind;

  source->name = g_strdup (group->name);
  g_ptr_array_add (loader->config->sources, source);
  own.keys = pact_source_keys (group, &own.n_keys);
  apply_keys (loader, &own, group, source);
  pact_source_complete (source, &loader->config->fetch, group->file, loader->problems);
  pact_source_check (source, loader->config->topics, loader->baselines, group->file,
                     loader->problems);
}

static void
append_sink (PactConfig *config, const char *name, PactSinkId kind)
{
  g_ptr_array_add (config->sinks, pact_sink_settings_new (name, kind));
}

static void
add_sink (Loader *loader, const GroupKind *kind, const PactGroup *group)
{
  PactSinkSettings *sink = pact_sink_settings_new (group->name, pact_sink_kind (group));
  GroupKind own = *kind;

  g_ptr_array_add (loader->config->sinks, sink);
  own.keys = pact_sink_keys ((PactSinkId) sink->kind, &own.n_keys);
  apply_keys (loader, &own, group, sink);
  pact_sink_check (sink, loader->config->sources, group->file, loader->problems);
}

static void
add_topic (Loader *loader, const GroupKind *kind, const PactGroup *group)
{
  PactOwnTopic *topic = g_new0 (PactOwnTopic, 1);

  topic->name = g_strdup (group->name);
  g_ptr_array_add (loader->config->topics, topic);
  apply_keys (loader, kind, group, topic);
}

/* [Defaults] is laid under the sources, [Fetch] and topics are asked by them, so these come first.
 * Without a table of its own the keys of a group depend on more than its word. */
static const GroupKind group_kinds[] = {
  { "Defaults", false, false, NULL, 0, add_defaults },
  { "Fetch", false, false, fetch_keys, G_N_ELEMENTS (fetch_keys), add_settings },
  { "Topic", true, true, topic_keys, G_N_ELEMENTS (topic_keys), add_topic },
  { "Source", true, true, NULL, 0, add_source },
  { "Sink", true, false, NULL, 0, add_sink },
  { "Archive", false, false, archive_keys, G_N_ELEMENTS (archive_keys), add_settings },
  { "Metrics", false, false, metrics_keys, G_N_ELEMENTS (metrics_keys), add_settings },
};

static const GroupKind *
find_kind (const PactGroup *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (group_kinds); i++)
    if (g_str_equal (group->word, group_kinds[i].word) &&
        group_kinds[i].named == (group->name != NULL))
      return &group_kinds[i];
  return NULL;
}

/* "no such group; write one of: [Defaults], [Source NAME], ..." */
static char *
unknown_group_fix (void)
{
  GString *fix = g_string_new ("no such group; write one of: ");

  for (guint i = 0; i < G_N_ELEMENTS (group_kinds); i++)
    g_string_append_printf (fix, "%s[%s%s]", i > 0 ? ", " : "", group_kinds[i].word,
                            group_kinds[i].named ? " NAME" : "");
  return g_string_free (fix, FALSE);
}

/* Whether the group may stand where it does: known, its name usable and given once. Names are how
 * sources and sinks are told apart in the store and the outbox. */
static void
check_group (Loader *loader, const PactGroup *group, GHashTable *titles)
{
  static const PactSetting name_setting = { "NAME", PACT_SETTING_NAME, 0, 0, 0, NULL };
  char *title = pact_group_title (group);
  const PactGroup *earlier = g_hash_table_lookup (titles, title);
  const GroupKind *kind = find_kind (group);
  g_autofree char *fix = NULL, *name = NULL;

  if (kind == NULL)
    fix = unknown_group_fix ();
  else if (!kind->in_state && loader->in_state != NULL &&
           g_str_has_prefix (group->file, loader->in_state))
    fix = g_strdup ("the state may hold [Source NAME] and [Topic NAME] only, for a sink could run "
                    "commands; put it into pactwatch.conf");
  else if (earlier != NULL)
    fix = g_strdup_printf ("stands already at %s:%u; rename one of them", earlier->file, earlier->line);
  else if (group->name != NULL)
    pact_setting_apply (&name_setting, &name, group->name, &fix);
  if (fix != NULL)
    pact_config_problem (loader->problems, "%s:%u: '%s': %s", group->file, group->line, title, fix);
  if (earlier == NULL)
    g_hash_table_insert (titles, title, (gpointer) group);
  else
    g_free (title);
}

static void
add_groups (Loader *loader, GPtrArray *groups)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < groups->len; i++)
    check_group (loader, groups->pdata[i], titles);
  for (guint k = 0; k < G_N_ELEMENTS (group_kinds); k++)
    for (guint i = 0; i < groups->len; i++)
      if (find_kind (groups->pdata[i]) == &group_kinds[k])
        group_kinds[k].add (loader, &group_kinds[k], groups->pdata[i]);
}

/* Without [Sink] groups: the journal, and the desktop where there is one to speak to. */
static void
add_default_sinks (PactConfig *config)
{
  if (config->sinks->len > 0)
    return;
  append_sink (config, "journal", PACT_SINK_JOURNAL);
  if (HAVE_LIBNOTIFY && pact_scope () == PACT_SCOPE_USER && pact_has_session_bus ())
    append_sink (config, "desktop", PACT_SINK_DESKTOP);
}

/* The desktops of a system service are those of its users, where `pactwatch notify` shows bubbles. */
static void
place_desktops (PactConfig *config, const char *state_dir)
{
  for (guint i = 0; i < config->sinks->len; i++) {
    PactSinkSettings *sink = config->sinks->pdata[i];

    if (sink->kind != PACT_SINK_DESKTOP)
      continue;
    sink->left_to_users = pact_scope () == PACT_SCOPE_SYSTEM && !pact_has_session_bus ();
    if (state_dir != NULL && !sink->left_to_users)
      sink->folder = pact_session_dir (state_dir);
  }
}

static PactConfig *
config_new (void)
{
  PactConfig *config = g_new0 (PactConfig, 1);

  config->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_source_free);
  config->sinks = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_sink_settings_unref);
  config->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_own_topic_free);
  config->files = g_ptr_array_new_with_free_func (g_free);
  config->warc_roll = PACT_WARC_ROLL_DEFAULT;
  pact_fetch_settings_init (&config->fetch);
  return config;
}

void
pact_config_free (PactConfig *config)
{
  if (config == NULL)
    return;
  g_ptr_array_unref (config->sources);
  g_ptr_array_unref (config->sinks);
  g_ptr_array_unref (config->topics);
  g_ptr_array_unref (config->files);
  pact_fetch_settings_clear (&config->fetch);
  g_free (config->metrics);
  g_free (config);
}

/* Root reads what the service's own user has in the service's state. */
static uid_t
owner_of (const char *state_dir)
{
  struct stat info;

  return state_dir != NULL && stat (state_dir, &info) == 0 ? info.st_uid : geteuid ();
}

PactConfig *
pact_config_load (const char *path, bool must_exist, const char *state_dir, GPtrArray **ret_problems)
{
  g_autoptr (PactConfig) config = config_new ();
  g_autoptr (PactSource) defaults = pact_source_defaults ();
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_group_free);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beside = g_build_filename (folder, "sources.d", NULL);
  g_autofree char *in_state = state_dir ? g_build_filename (state_dir, "sources.d", NULL) : NULL;
  g_autofree char *baselines = state_dir ? g_build_filename (state_dir, "baselines", NULL) : NULL;
  const char *const folders[] = { beside, must_exist ? NULL : in_state, NULL };
  PactConfigFiles files = { config->files, groups, problems, owner_of (state_dir) };
  Loader loader = { config, defaults, NULL, in_state, problems };

  if (baselines != NULL && g_file_test (baselines, G_FILE_TEST_IS_DIR))
    loader.baselines = baselines;
  if (must_exist || g_file_test (path, G_FILE_TEST_EXISTS))
    pact_config_read (&files, path);
  pact_config_read_folders (&files, folders);
  add_groups (&loader, groups);
  add_default_sinks (config);
  place_desktops (config, state_dir);
  if (problems->len == 0)
    return g_steal_pointer (&config);
  *ret_problems = g_steal_pointer (&problems);
  return NULL;
}

const PactSource *
pact_config_source (const PactConfig *config, const char *name)
{
  for (guint i = 0; i < config->sources->len; i++) {
    const PactSource *source = config->sources->pdata[i];

    if (g_str_equal (source->name, name))
      return source;
  }
  return NULL;
}

const PactSinkSettings *
pact_config_sink (const PactConfig *config, const char *name)
{
  for (guint i = 0; i < config->sinks->len; i++) {
    const PactSinkSettings *sink = config->sinks->pdata[i];

    if (g_str_equal (sink->name, name))
      return sink;
  }
  return NULL;
}

const char **
pact_config_audience (const PactFinding *finding, gconstpointer config)
{
  const GPtrArray *sinks = ((const PactConfig *) config)->sinks;
  const char **names = g_new0 (const char *, sinks->len + 1);
  guint n = 0;

  for (guint i = 0; i < sinks->len; i++)
    if (!((const PactSinkSettings *) sinks->pdata[i])->left_to_users &&
        pact_sink_wants (sinks->pdata[i], finding))
      names[n++] = ((const PactSinkSettings *) sinks->pdata[i])->name;
  return names;
}
