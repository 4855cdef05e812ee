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

/* What is known of one source. */
typedef struct {
  const char *name;
  PactStoreCounts counts;
  PactPage *page; /* its own address */
} Row;

static void
row_clear (gpointer row)
{
  pact_page_free (((Row *) row)->page);
}

static GArray *
source_rows (const PactState *state, const PactConfig *config, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));

  g_array_set_clear_func (rows, row_clear);
  for (guint i = 0; i < config->sources->len; i++) {
    const PactSource *source = config->sources->pdata[i];
    Row row = { .name = source->name,
                .page = pact_store_page (state->store, source->name, source->url, error) };

    g_array_append_val (rows, row);
    if (row.page == NULL ||
        !pact_store_counts (state->store, source->name, &g_array_index (rows, Row, i).counts, error))
      return NULL;
  }
  return g_steal_pointer (&rows);
}

static gint64
checks (const Row *row)
{
  return row->counts.checks;
}

static gint64
answered (const Row *row)
{
  return row->page->answered_time / G_USEC_PER_SEC;
}

static gint64
failing (const Row *row)
{
  return row->page->failures;
}

static gint64
unreviewed (const Row *row)
{
  return row->counts.findings_open;
}

/* Families with one figure for each source. */
static const struct {
  const char *name, *type, *help;
  gint64 (*number) (const Row *row);
} source_families[] = {
  { "pactwatch_checks_total", "counter", "Checks of a source and of what it led to.", checks },
  { "pactwatch_last_success_timestamp_seconds", "gauge",
    "When a source last gave a readable answer; 0 before the first.", answered },
  { "pactwatch_failing_checks", "gauge", "Failed checks of a source in a row.", failing },
  { "pactwatch_findings_unreviewed", "gauge", "Findings that nobody has judged.", unreviewed },
};

/* Families counted by the store with two labels, or one. `sources`: of those that are configured. */
static const struct {
  const char *name, *type, *help, *label, *more;
  PactTallyOf of;
  bool sources;
} tally_families[] = {
  { "pactwatch_check_failures_total", "counter", "Failed checks of a source, by class.", "source",
    "class", PACT_TALLY_FAILURES, true },
  { "pactwatch_findings_total", "counter", "Findings that were told, by verdict.", "source",
    "verdict", PACT_TALLY_VERDICTS, true },
  { "pactwatch_outbox_waiting", "gauge", "Alerts that a sink has not confirmed.", "sink", NULL,
    PACT_TALLY_WAITING, false },
  { "pactwatch_outbox_dead", "gauge", "Alerts that a sink gave up.", "sink", NULL,
    PACT_TALLY_DEAD, false },
  { "pactwatch_sink_paused", "gauge", "Whether a sink is paused.", "sink", NULL,
    PACT_TALLY_PAUSED, false },
};

/* A sink for which nothing was counted has 0, so that one can see it is there. */
static void
add_idle_sinks (GString *text, const char *name, GPtrArray *tallies, const PactConfig *config)
{
  g_autoptr (GHashTable) counted = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tallies->len; i++)
    g_hash_table_add (counted, ((PactTally *) tallies->pdata[i])->name);
  for (guint i = 0; i < config->sinks->len; i++) {
    const PactSinkSettings *sink = config->sinks->pdata[i];

    if (!g_hash_table_contains (counted, sink->name))
      add_sample (text, name, "sink", sink->name, NULL, NULL, 0);
  }
}

static bool
add_tallies (GString *text, const PactState *state, const PactConfig *config, guint family,
             GError **error)
{
  const char *name = tally_families[family].name;
  g_autoptr (GPtrArray) tallies =
      pact_store_tally (state->store, tally_families[family].of, error);

  if (tallies == NULL)
    return false;
  add_family (text, name, tally_families[family].type, tally_families[family].help);
  for (guint i = 0; i < tallies->len; i++) {
    const PactTally *tally = tallies->pdata[i];

    if (!tally_families[family].sources || pact_config_source (config, tally->name) != NULL)
      add_sample (text, name, tally_families[family].label, tally->name,
                  tally_families[family].more, tally->kind, tally->n);
  }
  if (!tally_families[family].sources)
    add_idle_sinks (text, name, tallies, config);
  return true;
}

char *
pact_metrics_text (const PactState *state, const PactConfig *config, GError **error)
{
  g_autoptr (GArray) rows = source_rows (state, config, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (rows == NULL)
    return NULL;
  add_family (text, "pactwatch_info", "gauge", "The program that wrote this.");
  add_sample (text, "pactwatch_info", "version", PACT_VERSION, NULL, NULL, 1);
  for (guint i = 0; i < G_N_ELEMENTS (source_families); i++) {
    add_family (text, source_families[i].name, source_families[i].type, source_families[i].help);
    for (guint k = 0; k < rows->len; k++) {
      const Row *row = &g_array_index (rows, Row, k);

      add_sample (text, source_families[i].name, "source", row->name, NULL, NULL,
                  source_families[i].number (row));
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (tally_families); i++)
    if (!add_tallies (text, state, config, i, error))
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
  g_autofree char *draft = g_strconcat (config->metrics, ".XXXXXX", NULL); /* no collector reads it */
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
