/* Metrics: what the store can count, one family after the other. Counters count what is recorded,
 * so they go on where they were after a restart. */
#include "metrics.h"

#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Backslash, quote and line feed are escaped in the value of a label, and nothing else is. */
static char *
escape_label (const char *value)
{
  GString *escaped = g_string_new (value);

  g_string_replace (escaped, "\\", "\\\\", 0);
  g_string_replace (escaped, "\"", "\\\"", 0);
  g_string_replace (escaped, "\n", "\\n", 0);
  return g_string_free (escaped, FALSE);
}

static void
add_family (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* `more` is a second label and its value, both or none NULL. */
static void
add_sample (GString *text, const char *name, const char *label, const char *value,
            const char *more, const char *more_value, gint64 number)
{
  g_autofree char *escaped = escape_label (value);
  g_autofree char *more_escaped = more != NULL ? escape_label (more_value) : NULL;

  g_string_append_printf (text, "%s{%s=\"%s\"", name, label, escaped);
  if (more != NULL)
    g_string_append_printf (text, ",%s=\"%s\"", more, more_escaped);
  g_string_append_printf (text, "} %" G_GINT64_FORMAT "\n", number);
}

/* What the store counts. With two labels those that are 0 are left out; with one they are said, so
 * that one can see that a source or sink is there. */
typedef struct {
  const char *name, *type, *help, *label, *more;
  PactTallyOf of;
} Family;

static const Family families[] = {
  { "pactwatch_checks_total", "counter", "Checks of a source and of what it led to.", "source",
    NULL, PACT_TALLY_CHECKS },
  { "pactwatch_check_failures_total", "counter", "Failed checks of a source, by class.", "source",
    "class", PACT_TALLY_FAILURES },
  { "pactwatch_findings_total", "counter", "Findings that were told, by verdict.", "source",
    "verdict", PACT_TALLY_VERDICTS },
  { "pactwatch_findings_unreviewed", "gauge", "Findings that nobody has judged.", "source", NULL,
    PACT_TALLY_UNREVIEWED },
  { "pactwatch_outbox_waiting", "gauge", "Alerts that a sink has not confirmed.", "sink", NULL,
    PACT_TALLY_WAITING },
  { "pactwatch_outbox_dead", "gauge", "Alerts that a sink gave up.", "sink", NULL,
    PACT_TALLY_DEAD },
  { "pactwatch_sink_paused", "gauge", "Whether a sink is paused.", "sink", NULL,
    PACT_TALLY_PAUSED },
};

/* Names of the configured sources or sinks, in their order; borrowed. */
static GPtrArray *
names_of (const Family *family, const PactConfig *config)
{
  bool sources = g_str_equal (family->label, "source");
  const GPtrArray *all = sources ? config->sources : config->sinks;
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (names, sources ? ((PactSource *) all->pdata[i])->name
                                    : ((PactSinkSettings *) all->pdata[i])->name);
  return names;
}

/* Nothing is said of sources that are watched no more; for sinks that are gone alerts still wait. */
static bool
counts (const Family *family, const PactTally *tally, const PactConfig *config)
{
  return g_str_equal (family->label, "sink") || pact_config_source (config, tally->name) != NULL;
}

static bool
add_counted (GString *text, const PactState *state, const PactConfig *config, const Family *family,
             GError **error)
{
  g_autoptr (GPtrArray) tallies = pact_store_tally (state->store, family->of, error);
  g_autoptr (GPtrArray) silent = names_of (family, config);
  guint place;

  if (tallies == NULL)
    return false;
  add_family (text, family->name, family->type, family->help);
  for (guint i = 0; i < tallies->len; i++) {
    const PactTally *tally = tallies->pdata[i];

    if (counts (family, tally, config))
      add_sample (text, family->name, family->label, tally->name, family->more, tally->kind,
                  tally->n);
    if (g_ptr_array_find_with_equal_func (silent, tally->name, g_str_equal, &place))
      g_ptr_array_remove_index (silent, place);
  }
  for (guint i = 0; family->more == NULL && i < silent->len; i++)
    add_sample (text, family->name, family->label, silent->pdata[i], NULL, NULL, 0);
  return true;
}

static gint64
answered (const PactPage *page)
{
  return page->answered_time / G_USEC_PER_SEC;
}

static gint64
failing (const PactPage *page)
{
  return page->failures;
}

/* What the store knows of each source's own address. */
static const struct {
  const char *name, *help;
  gint64 (*number) (const PactPage *page);
} page_families[] = {
  { "pactwatch_last_success_timestamp_seconds",
    "When a source last gave a readable answer; 0 before the first.", answered },
  { "pactwatch_failing_checks", "Failed checks of a source in a row.", failing },
};

static bool
add_pages (GString *text, const PactState *state, const PactConfig *config, guint family,
           GError **error)
{
  const char *name = page_families[family].name;

  add_family (text, name, "gauge", page_families[family].help);
  for (guint i = 0; i < config->sources->len; i++) {
    const PactSource *source = config->sources->pdata[i];
    g_autoptr (PactPage) page =
        pact_store_page (state->store, source->name, source->url, error);

    if (page == NULL)
      return false;
    add_sample (text, name, "source", source->name, NULL, NULL,
                page_families[family].number (page));
  }
  return true;
}

char *
pact_metrics_text (const PactState *state, const PactConfig *config, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_family (text, "pactwatch_info", "gauge", "The program that wrote this.");
  add_sample (text, "pactwatch_info", "version", PACT_VERSION, NULL, NULL, 1);
  for (guint i = 0; i < G_N_ELEMENTS (page_families); i++)
    if (!add_pages (text, state, config, i, error))
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (!add_counted (text, state, config, &families[i], error))
      return NULL;
  return g_strdup (text->str);
}

/* Readable for others whatever the umask says, before it takes its name. */
static bool
write_file (int fd, const char *text)
{
  gssize length = (gssize) strlen (text), written = 0;

  if (fd < 0 || fchmod (fd, 0644) != 0)
    return false;
  written = write (fd, text, (gsize) length);
  if (written >= 0 && written < length)
    errno = ENOSPC;
  return written == length;
}

bool
pact_metrics_write (const PactState *state, const PactConfig *config, GError **error)
{
  g_autofree char *text = pact_metrics_text (state, config, error);
  g_autofree char *draft = g_strconcat (config->metrics, ".XXXXXX", NULL); /* that nobody reads */
  int fd = text != NULL ? g_mkstemp (draft) : -1;
  bool written = text != NULL && write_file (fd, text) && rename (draft, config->metrics) == 0;

  if (!written && text != NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
                 "cannot write the metrics '%s': %s; let pactwatchd write to its folder, or "
                 "correct File= of [Metrics]",
                 config->metrics, g_strerror (errno));
  if (fd >= 0 && !written)
    g_unlink (draft);
  if (fd >= 0)
    close (fd);
  return written;
}

struct PactMetrics {
  const PactState *state;
  const PactConfig *config;
  guint timer;
  bool failed; /* the last time */
};

static gboolean
write_again (gpointer user_data)
{
  PactMetrics *metrics = user_data;
  g_autoptr (GError) error = NULL;
  bool failed = !pact_metrics_write (metrics->state, metrics->config, &error);

  if (failed && !metrics->failed)
    g_warning ("%s", error->message);
  metrics->failed = failed;
  return G_SOURCE_CONTINUE;
}

PactMetrics *
pact_metrics_new (const PactState *state, const PactConfig *config)
{
  PactMetrics *metrics = g_new0 (PactMetrics, 1);

  metrics->state = state;
  metrics->config = config;
  if (config->metrics != NULL) {
    write_again (metrics);
    metrics->timer = g_timeout_add_seconds (PACT_METRICS_EVERY_S, write_again, metrics);
  }
  return metrics;
}

void
pact_metrics_free (PactMetrics *metrics)
{
  if (metrics == NULL)
    return;
  g_clear_handle_id (&metrics->timer, g_source_remove);
  g_free (metrics);
}
