/* Files and arguments into the nouns that the reading library takes. */
#include "cli/input.h"

#include "caps.h"
#include "keep/baseline.h"
#include "pactwatch/error.h"
#include "reader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

bool
pact_input_is_text (const char *text, const char *what, GError **error)
{
  if (g_utf8_validate (text, -1, NULL))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "the %s is not UTF-8 text", what);
  return false;
}

/* Reads to the end or past the cap, whichever comes first. */
static bool
read_all (int fd, GByteArray *bytes)
{
  ssize_t got = 1;

  while (got > 0 && bytes->len <= PACT_BODY_CAP_DEFAULT) {
    guint length = bytes->len;

    g_byte_array_set_size (bytes, length + CHUNK);
    do
      got = read (fd, bytes->data + length, CHUNK);
    while (got < 0 && errno == EINTR);
    g_byte_array_set_size (bytes, length + (guint) MAX (got, 0));
  }
  return got >= 0;
}

GBytes *
pact_input_bytes (const char *path, GError **error)
{
  bool is_stdin = g_str_equal (path, "-");
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  bool complete = fd >= 0 && read_all (fd, bytes);
  int why = errno;

  if (fd >= 0 && !is_stdin)
    close (fd);
  if (!complete) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "%s: cannot read it: %s", path,
                 g_strerror (why));
    return NULL;
  }
  if (bytes->len > PACT_BODY_CAP_DEFAULT) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "%s: larger than %d MiB", path,
                 PACT_BODY_CAP_DEFAULT / 1024 / 1024);
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static const char *
type_by_name (const char *path)
{
  static const struct {
    const char *suffix, *type;
  } types[] = {
    { ".html", "text/html" }, { ".htm", "text/html" },  { ".xhtml", "application/xhtml+xml" },
    { ".md", "text/plain" },  { ".txt", "text/plain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (path, types[i].suffix))
      return types[i].type;
  return NULL;
}

PactDocument *
pact_input_document (const char *path, const char *content_type, const char *url,
                     const char *select, PactFailure *ret_failure, GError **error)
{
  g_autoptr (GBytes) bytes = pact_input_bytes (path, error);
  PactDocument *document;

  if (bytes == NULL)
    return NULL;
  document = pact_reader_read (bytes, content_type != NULL ? content_type : type_by_name (path),
                               url, select, ret_failure, error);
  if (document == NULL)
    g_prefix_error (error, "%s: ", path);
  return document;
}

static GPtrArray *
name_source (GPtrArray *findings, const char *path)
{
  for (guint i = 0; i < findings->len; i++) {
    PactFinding *finding = findings->pdata[i];

    g_free (finding->source);
    finding->source = g_path_get_basename (path);
  }
  return findings;
}

GPtrArray *
pact_input_compare_versions (const PactDocument *old_version, const PactDocument *new_version,
                             const char *new_path)
{
  static const char *topics[] = { "exclusivity", "revenue-share", NULL };

  return name_source (pact_compare_documents (old_version, new_version, (char **) topics, NULL),
                      new_path);
}

GPtrArray *
pact_input_compare_statement (const PactBaseline *baseline, const char *date,
                              const PactDocument *statement, const char *path)
{
  return name_source (pact_compare_statement (baseline, date, statement), path);
}

static bool
is_tsv (GBytes *bytes)
{
  static const char header[] = "term\ttopic\twording\tsince";
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (header) && memcmp (data, header, strlen (header)) == 0;
}

PactBaseline *
pact_input_baseline (const PactCli *cli, const char *name, GError **error)
{
  g_autofree char *baselines = pact_cli_state_path (cli, "baselines");
  g_autofree char *path = g_canonicalize_filename (name, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return pact_baseline_load (baselines, name, error);
  bytes = pact_input_bytes (path, error);
  if (bytes == NULL)
    return NULL;
  return is_tsv (bytes) ? pact_baseline_load_tsv (path, error)
                        : pact_baseline_load (baselines, path, error);
}

static bool
read_id (const char *text, const char *what, const char *command, gint64 *ret_id, GError **error)
{
  guint64 id;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "'%s' is no %s; '%s' shows their numbers",
                 text, what, command);
    return false;
  }
  *ret_id = (gint64) id;
  return true;
}

bool
pact_input_id (const char *text, gint64 *ret_id, GError **error)
{
  return read_id (text, "finding", "pactwatch log", ret_id, error);
}

bool
pact_input_alert_id (const char *text, gint64 *ret_id, GError **error)
{
  return read_id (text, "alert", "pactwatch outbox list", ret_id, error);
}

bool
pact_input_is_date (const char *date, GError **error)
{
  if (date == NULL || pact_baseline_is_date (date))
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
               "'%s' is no date; write it as 2026-04-27 or 2026-04-27T10:15:00Z", date);
  return false;
}

/* Seconds in a span such as "2d"; 0 when it is none. */
static gint64
parse_span_s (const char *text)
{
  static const struct {
    const char *name;
    gint64 s;
  } units[] = { { "min", 60 }, { "h", 60 * 60 }, { "d", 24 * 60 * 60 }, { "w", 7 * 24 * 60 * 60 } };
  char *unit;
  guint64 n = g_ascii_strtoull (text, &unit, 10);

  if (unit == text || n > 100000)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i].name))
      return (gint64) n * units[i].s;
  return 0;
}

/* An ISO date, local, or an ISO time; NULL when it is neither. */
static GDateTime *
parse_iso (const char *text)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *time = g_strconcat (text, strchr (text, 'T') == NULL ? "T00:00:00" : "", NULL);

  return g_date_time_new_from_iso8601 (time, here);
}

bool
pact_input_since (const char *text, gint64 now, gint64 *ret_since, GError **error)
{
  g_autoptr (GDateTime) time = parse_iso (text);
  gint64 span_s = parse_span_s (text);

  if (time == NULL && span_s == 0) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT,
                 "'%s' is no time; write a date as 2026-04-27 or a span as 2d, 3h, 30min", text);
    return false;
  }
  *ret_since =
      time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : now - span_s * G_USEC_PER_SEC;
  return true;
}
