/* [Sink NAME]: the keys of each kind of sink, by table, and the filters that all kinds share. */
#include "sink-settings.h"

#include "pactwatch/source.h"
#include "read/fold.h"

#define SINK(field) G_STRUCT_OFFSET (PactSinkSettings, field)

static const char *const verdicts[] = { "reworded", "changed", "added", "removed", "new", NULL };

/* What every kind takes. */
#define COMMON_KEYS                                                                               \
  { "Kind", PACT_SETTING_WORD, SINK (kind), 0, 0, pact_sink_names, .needed = true },              \
  { "Topics", PACT_SETTING_NAMES, SINK (topics), 0, 0, NULL },                                    \
  { "Verdicts", PACT_SETTING_WORDS, SINK (verdicts), 0, 0, verdicts },                            \
  { "Sources", PACT_SETTING_NAMES, SINK (sources), 0, 0, NULL },                                  \
  { "Baselines", PACT_SETTING_NAMES, SINK (baselines), 0, 0, NULL },                              \
  { "Parties", PACT_SETTING_PHRASES, SINK (parties), 0, 0, NULL },                                \
  { "QuietHours", PACT_SETTING_HOURS, SINK (quiet), 0, 0, NULL },                                 \
  { "WakeForCritical", PACT_SETTING_BOOL, SINK (wake), 0, 0, NULL },                              \
  { "TimeZone", PACT_SETTING_ZONE, SINK (zone), 0, 0, NULL },                                     \
  { "GiveUpAfter", PACT_SETTING_SECONDS, SINK (give_up_after_s), 0, 52 * 7 * 24 * 60 * 60, NULL }

#define DIGEST_KEY { "Digest", PACT_SETTING_TIME_OF_DAY, SINK (digest), 0, 0, NULL }
#define TIMEOUT_KEY { "Timeout", PACT_SETTING_SECONDS, SINK (timeout_s), 1, 3600, NULL }

static const PactSetting common_keys[] = { COMMON_KEYS };

static const PactSetting desktop_keys[] = {
  COMMON_KEYS,
  DIGEST_KEY,
  { "RemindAfter", PACT_SETTING_SECONDS, SINK (remind_after_s), 0, 28 * 24 * 60 * 60, NULL },
};

static const PactSetting command_keys[] = {
  COMMON_KEYS,
  { "Command", PACT_SETTING_COMMAND, SINK (command), 0, 0, NULL, .needed = true },
  TIMEOUT_KEY,
};

static const PactSetting webhook_keys[] = {
  COMMON_KEYS,
  { "URL", PACT_SETTING_URL, SINK (url), 0, 0, NULL },
  { "URLFile", PACT_SETTING_SECRET, SINK (url_file), 0, 0, NULL },
  { "SecretFile", PACT_SETTING_SECRET, SINK (secret_file), 0, 0, NULL },
  { "Template", PACT_SETTING_TEMPLATE, SINK (template), 0, 0, NULL },
  { "AllowPrivate", PACT_SETTING_BOOL, SINK (allow_private), 0, 0, NULL },
  { "CAFile", PACT_SETTING_PATH, SINK (ca_file), 0, 0, NULL },
  DIGEST_KEY,
  TIMEOUT_KEY,
};

static const char *const tls_words[] = {
  [PACT_TLS_AUTO] = "auto", [PACT_TLS_REQUIRED] = "required",
  [PACT_TLS_OPPORTUNISTIC] = "opportunistic", [PACT_TLS_NONE] = "none", NULL,
};

static const PactSetting mail_keys[] = {
  COMMON_KEYS,
  { "Server", PACT_SETTING_SERVER, SINK (server), 0, 0, NULL, .needed = true },
  { "From", PACT_SETTING_ADDRESS, SINK (from), 0, 0, NULL, .needed = true },
  { "To", PACT_SETTING_ADDRESSES, SINK (to), 0, 0, NULL, .needed = true },
  { "User", PACT_SETTING_TEXT, SINK (user), 0, 0, NULL },
  { "PasswordFile", PACT_SETTING_SECRET, SINK (password_file), 0, 0, NULL },
  { "Tls", PACT_SETTING_WORD, SINK (tls), 0, 0, tls_words },
  { "CAFile", PACT_SETTING_PATH, SINK (ca_file), 0, 0, NULL },
  DIGEST_KEY,
  TIMEOUT_KEY,
};

static const PactSetting atom_keys[] = {
  COMMON_KEYS,
  { "File", PACT_SETTING_PATH, SINK (file), 0, 0, NULL, .needed = true },
  { "Entries", PACT_SETTING_COUNT, SINK (entries), 1, 1000, NULL },
};

static const struct {
  const PactSetting *keys;
  guint n_keys;
} kinds[] = {
  [PACT_SINK_DESKTOP] = { desktop_keys, G_N_ELEMENTS (desktop_keys) },
  [PACT_SINK_JOURNAL] = { common_keys, G_N_ELEMENTS (common_keys) },
  [PACT_SINK_COMMAND] = { command_keys, G_N_ELEMENTS (command_keys) },
  [PACT_SINK_WEBHOOK] = { webhook_keys, G_N_ELEMENTS (webhook_keys) },
  [PACT_SINK_MAIL] = { mail_keys, G_N_ELEMENTS (mail_keys) },
  [PACT_SINK_ATOM] = { atom_keys, G_N_ELEMENTS (atom_keys) },
};

PactSinkId
pact_sink_kind (const PactGroup *group)
{
  for (guint i = 0; i + 1 < group->keys->len; i += 2) {
    const char *key = group->keys->pdata[i], *value = group->keys->pdata[i + 1];

    for (guint kind = 0; pact_sink_names[kind] != NULL; kind++)
      if (g_str_equal (key, "Kind") && g_str_equal (value, pact_sink_names[kind]))
        return (PactSinkId) kind;
  }
  return PACT_SINK_JOURNAL;
}

const PactSetting *
pact_sink_keys (PactSinkId kind, guint *ret_n)
{
  *ret_n = kinds[kind].n_keys;
  return kinds[kind].keys;
}

static bool
passes (char *const *filter, const char *name)
{
  return filter == NULL || (name != NULL && g_strv_contains ((const char *const *) filter, name));
}

/* Whether `text` has these words next to each other. */
static bool
has_words (const PactTokens *text, const char *words)
{
  g_autoptr (PactTokens) wanted = pact_tokens_read (words, -1);
  guint n = wanted->tokens->len, found = 0;

  for (guint i = 0; i + n <= text->tokens->len && found < n; i++)
    for (found = 0; found < n; found++)
      if (pact_token (text, i + found)->key != pact_token (wanted, found)->key)
        break;
  return n > 0 && found == n;
}

static bool
has_any (const PactTokens *text, const char *const *phrases)
{
  for (guint i = 0; phrases[i] != NULL; i++)
    if (has_words (text, phrases[i]))
      return true;
  return false;
}

/* Whether it speaks of one of the parties. Whoever says "we" may be any of them, so that passes. */
static bool
concerns (char *const *parties, const PactFinding *finding)
{
  static const char *const speaker[] = { "we", "us", "our", "ours", NULL };
  g_autofree char *text = g_strjoin ("\n", finding->old_text != NULL ? finding->old_text : "",
                                     finding->new_text != NULL ? finding->new_text : "",
                                     finding->title, NULL);
  g_autoptr (PactTokens) tokens = parties != NULL ? pact_tokens_read (text, -1) : NULL;

  return parties == NULL || has_any (tokens, (const char *const *) parties) ||
         has_any (tokens, speaker);
}

bool
pact_sink_wants (const PactSinkSettings *sink, const PactFinding *finding)
{
  return passes (sink->topics, finding->topic) &&
         passes (sink->verdicts, pact_verdict_name (finding->verdict)) &&
         passes (sink->sources, finding->source) && passes (sink->baselines, finding->baseline) &&
         concerns (sink->parties, finding);
}

static bool
watches_topic (const PactSource *source, const char *word)
{
  return g_strv_contains ((const char *const *) source->topics, word);
}

static bool
is_named (const PactSource *source, const char *word)
{
  return g_str_equal (source->name, word);
}

static bool
has_baseline (const PactSource *source, const char *word)
{
  return g_strcmp0 (source->baseline, word) == 0;
}

/* Filters whose words must come from a source. */
static const struct {
  const char *key;
  gsize offset;
  bool (*matches) (const PactSource *source, const char *word);
} filters[] = {
  { "Topics", SINK (topics), watches_topic },
  { "Sources", SINK (sources), is_named },
  { "Baselines", SINK (baselines), has_baseline },
};

static bool
any_matches (GPtrArray *sources, guint filter, const char *word)
{
  for (guint i = 0; i < sources->len; i++)
    if (filters[filter].matches (sources->pdata[i], word))
      return true;
  return false;
}

static void
check_password (const PactSinkSettings *sink, const char *file, GPtrArray *problems)
{
  bool maybe_plain = sink->tls == PACT_TLS_OPPORTUNISTIC || sink->tls == PACT_TLS_NONE;

  if ((sink->user == NULL) != (sink->password_file == NULL))
    pact_config_problem (problems, "%s: [Sink %s] User=, PasswordFile=: write both or none", file,
                         sink->name);
  else if (sink->user != NULL && maybe_plain)
    pact_config_problem (problems, "%s: [Sink %s] Tls='%s': the password could be read on its way; "
                         "write required or remove the line",
                         file, sink->name, tls_words[sink->tls]);
}

static void
check_url (const PactSinkSettings *sink, const char *file, GPtrArray *problems)
{
  if (sink->kind == PACT_SINK_WEBHOOK && (sink->url == NULL) == (sink->url_file == NULL))
    pact_config_problem (problems, "%s: [Sink %s] URL=, URLFile=: write one of both", file,
                         sink->name);
}

void
pact_sink_check (const PactSinkSettings *sink, GPtrArray *sources, const char *file,
                 GPtrArray *problems)
{
  check_password (sink, file, problems);
  check_url (sink, file, problems);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++) {
    char **words = G_STRUCT_MEMBER (char **, sink, filters[i].offset);

    for (; words != NULL && *words != NULL; words++)
      if (!any_matches (sources, i, *words))
        pact_config_problem (problems,
                             "%s: [Sink %s] %s='%s': no source has it, so nothing would be told; "
                             "correct or remove it",
                             file, sink->name, filters[i].key, *words);
  }
}
