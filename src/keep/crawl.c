/* Histories in WARC files: one pass notes where the answers lie, then each is read where it lies. A
 * file that is one gzip member from end to end is unpacked first. */
#include "keep/crawl.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "keep/coding.h"
#include "keep/warc-stream.h"
#include "pactwatch/error.h"

typedef struct Answer Answer;

struct Answer {
  PactCrawlAnswer public; /* first: what others see is the same address */
  guint order;            /* in the files */
  guint file;             /* index into the crawl's */
  guint64 offset;
  char *digest;           /* label of the payload's; NULL when absent; so are the next two */
  char *id, *refers_to;   /* WARC-Record-ID and WARC-Refers-To */
  bool conversion;
  bool rendered; /* a conversion that we kept: what a browser showed */
  bool revisit;
  const Answer *payload;  /* whose record holds the body; NULL for a revisit of something else */
};

/* A crawl may have more files than a process may have open. */
typedef struct {
  char *path;
  int unpacked; /* what it holds, as a plain file; -1 where it can be read as it is */
} File;

struct PactCrawl {
  GPtrArray *files;   /* File */
  GPtrArray *answers; /* Answer */
};

static void
file_free (gpointer data)
{
  File *file = data;

  if (file->unpacked >= 0)
    close (file->unpacked);
  g_free (file->path);
  g_free (file);
}

/* A descriptor to read answers from and close; -1 on failure. */
static int
file_open (const File *file, GError **error)
{
  int fd = file->unpacked >= 0 ? fcntl (file->unpacked, F_DUPFD_CLOEXEC, 0)
                               : open (file->path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_INPUT, "%s: cannot read it: %s", file->path,
                 g_strerror (errno));
  return fd;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->public.url);
  g_free (answer->public.source);
  g_free (answer->digest);
  g_free (answer->id);
  g_free (answer->refers_to);
  g_free (answer);
}

void
pact_crawl_free (PactCrawl *crawl)
{
  if (crawl == NULL)
    return;
  g_ptr_array_unref (crawl->files);
  g_ptr_array_unref (crawl->answers);
  g_free (crawl);
}

const GPtrArray *
pact_crawl_answers (const PactCrawl *crawl)
{
  return crawl->answers;
}

/* Whether something of this type can be read as a statement; NULL: it says nothing. */
static bool
is_readable (const char *content_type)
{
  static const char *const types[] = { "text/html", "application/xhtml", "text/plain",
                                       "application/pdf" };

  for (guint i = 0; content_type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strncasecmp (content_type, types[i], strlen (types[i])) == 0)
      return true;
  return content_type == NULL;
}

static bool
is_type (const PactWarcRecord *record, const char *type)
{
  const char *value = pact_warc_field (record, "warc-type");

  return value != NULL && g_ascii_strcasecmp (value, type) == 0;
}

/* Whether the HTTP answer may hold a statement, or say that there is none. */
static bool
is_http_statement (const PactCapture *capture)
{
  bool moved = capture->status >= 300 && capture->status < 400 && capture->status != 304;

  return !moved && (capture->status == 304 || is_readable (capture->content_type));
}

static bool
is_web (const char *uri)
{
  return uri != NULL &&
         (g_str_has_prefix (uri, "http://") || g_str_has_prefix (uri, "https://"));
}

/* Whether it is what a browser made of a page for us. */
static bool
is_rendered (const PactWarcRecord *record)
{
  return is_type (record, "conversion") && pact_warc_field (record, "pactwatch-source") != NULL;
}

/* The answer in a record as it was stored; NULL when the record is of another kind: a request, a
 * note of the tool's own, a name that was looked up. */
static PactCapture *
capture_of (const PactWarcRecord *record, GError **error)
{
  g_autofree char *uri = pact_warc_uri (record);
  const char *type = pact_warc_field (record, "content-type");
  PactCapture *capture;

  if (!is_web (uri))
    return NULL;
  if (is_type (record, "response") || is_type (record, "revisit") || is_rendered (record))
    return pact_warc_capture (record, error);
  if (!is_type (record, "resource") && !is_type (record, "conversion"))
    return NULL;
  capture = pact_capture_new (NULL, uri);
  capture->final_url = g_steal_pointer (&uri);
  capture->time = pact_warc_date (pact_warc_field (record, "warc-date"));
  capture->status = 200;
  capture->content_type = g_strdup (type);
  capture->body = g_bytes_ref (record->block);
  return capture;
}

static Answer *
answer_of (const PactWarcRecord *record, GError **error)
{
  g_autoptr (PactCapture) capture = capture_of (record, error);
  Answer *answer;

  if (capture == NULL || capture->time == 0 || !is_http_statement (capture))
    return NULL;
  answer = g_new0 (Answer, 1);
  answer->public = (PactCrawlAnswer){ .url = g_strdup (capture->url),
                                      .source = g_strdup (capture->source),
                                      .time = capture->time };
  answer->offset = record->offset;
  answer->digest = g_strdup (pact_warc_field (record, "warc-payload-digest"));
  answer->id = g_strdup (pact_warc_field (record, "warc-record-id"));
  answer->refers_to = g_strdup (pact_warc_field (record, "warc-refers-to"));
  answer->rendered = is_rendered (record);
  answer->conversion = is_type (record, "conversion") && !answer->rendered;
  answer->revisit = is_type (record, "revisit") || capture->status == 304;
  return answer;
}

/* Notes the answers in the file that was added last. False when they cannot be found again in it. */
static bool
scan (PactCrawl *crawl, int fd, const char *path, GPtrArray *faults)
{
  guint known = crawl->answers->len, faulty = faults->len;
  g_autoptr (PactWarcStream) stream = pact_warc_stream_new (fd, 0);
  g_autoptr (GError) error = NULL;
  PactWarcRecord *next;

  while ((next = pact_warc_stream_next (stream, &error)) != NULL) {
    g_autoptr (PactWarcRecord) record = next;
    g_autoptr (GError) unfit = NULL;
    Answer *answer = answer_of (record, &unfit);

    if (!pact_warc_stream_seekable (stream)) {
      g_clear_pointer (&answer, answer_free);
      g_ptr_array_set_size (crawl->answers, (gint) known);
      g_ptr_array_set_size (faults, (gint) faulty);
      return false;
    }
    if (unfit != NULL)
      g_ptr_array_add (faults, g_strdup_printf ("%s: %s", path, unfit->message));
    if (answer != NULL) {
      answer->file = crawl->files->len - 1;
      answer->order = crawl->answers->len;
      g_ptr_array_add (crawl->answers, answer);
    }
  }
  if (error != NULL)
    g_ptr_array_add (faults, g_strdup_printf ("%s: %s", path, error->message));
  return true;
}

static bool
add_file (PactCrawl *crawl, const char *path, GPtrArray *faults, GError **error)
{
  File *file = g_new (File, 1);
  bool read = true;
  int fd;

  *file = (File){ g_strdup (path), -1 };
  g_ptr_array_add (crawl->files, file);
  fd = file_open (file, error);
  if (fd < 0)
    return false;
  if (!scan (crawl, fd, path, faults)) {
    file->unpacked = pact_warc_stream_unpack (fd, error);
    read = file->unpacked >= 0 && scan (crawl, file->unpacked, path, faults);
  }
  close (fd);
  return read;
}

static int
by_url_and_time (gconstpointer a, gconstpointer b)
{
  const Answer *left = *(const Answer *const *) a, *right = *(const Answer *const *) b;
  int urls = strcmp (left->public.url, right->public.url);

  if (urls != 0)
    return urls;
  if (left->public.time != right->public.time)
    return left->public.time < right->public.time ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

/* What we read was what the browser showed, not the scripts that the server sent. */
static void
drop_served (GPtrArray *answers)
{
  g_autoptr (GHashTable) served = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < answers->len; i++) {
    const Answer *answer = answers->pdata[i];

    if (answer->rendered && answer->refers_to != NULL)
      g_hash_table_add (served, answer->refers_to);
  }
  for (guint i = answers->len; i-- > 0;) {
    const Answer *answer = answers->pdata[i];

    if (answer->id != NULL && g_hash_table_contains (served, answer->id))
      g_ptr_array_remove_index (answers, i);
  }
}

/* A conversion of another tool is what it made of an answer: it counts where there is none. */
static void
drop_conversions (GPtrArray *answers)
{
  g_autoptr (GHashTable) answered = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < answers->len; i++) {
    Answer *answer = answers->pdata[i];

    if (!answer->conversion)
      g_hash_table_add (answered, answer->public.url);
  }
  for (guint i = answers->len; i-- > 0;) {
    const Answer *answer = answers->pdata[i];

    if (answer->conversion && g_hash_table_contains (answered, answer->public.url))
      g_ptr_array_remove_index (answers, i);
  }
}

/* Finds whose body each answer has: its own, that of the record it refers to, of one with the same
 * digest, or when the server said "not modified", of the answer before. */
static void
find_payloads (GPtrArray *answers)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const Answer *before = NULL;

  for (guint i = 0; i < answers->len; i++) {
    Answer *answer = answers->pdata[i];

    if (answer->revisit)
      continue;
    answer->payload = answer;
    if (answer->id != NULL)
      g_hash_table_insert (known, answer->id, answer);
    if (answer->digest != NULL && !g_hash_table_contains (known, answer->digest))
      g_hash_table_insert (known, answer->digest, answer);
  }
  for (guint i = 0; i < answers->len; before = answers->pdata[i++]) {
    Answer *answer = answers->pdata[i];

    if (answer->payload == NULL && answer->refers_to != NULL)
      answer->payload = g_hash_table_lookup (known, answer->refers_to);
    if (answer->payload == NULL && answer->digest != NULL)
      answer->payload = g_hash_table_lookup (known, answer->digest);
    if (answer->payload == NULL && answer->digest == NULL && before != NULL &&
        g_str_equal (before->public.url, answer->public.url))
      answer->payload = before->payload;
  }
}

PactCrawl *
pact_crawl_open (char **paths, GPtrArray **ret_faults, GError **error)
{
  g_autoptr (PactCrawl) crawl = g_new0 (PactCrawl, 1);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  crawl->files = g_ptr_array_new_with_free_func (file_free);
  crawl->answers = g_ptr_array_new_with_free_func (answer_free);
  for (; *paths != NULL; paths++)
    if (!add_file (crawl, *paths, faults, error))
      return NULL;
  g_ptr_array_sort (crawl->answers, by_url_and_time);
  drop_served (crawl->answers);
  drop_conversions (crawl->answers);
  find_payloads (crawl->answers);
  *ret_faults = g_steal_pointer (&faults);
  return g_steal_pointer (&crawl);
}

static void
note_failure (PactCapture *capture, const PactWarcRecord *record)
{
  const char *truncated = pact_warc_field (record, "warc-truncated");
  g_autofree char *detail = NULL;

  if (capture->status < 200 || capture->status >= 300) {
    detail = g_strdup_printf ("HTTP %u", capture->status);
    pact_capture_fail (capture,
                       capture->status >= 500 ? PACT_FAILURE_SERVER_ERROR : PACT_FAILURE_CLIENT_ERROR,
                       detail);
  } else if (truncated != NULL) {
    detail = g_strdup_printf ("the record was cut off: '%s'", truncated);
    pact_capture_fail (capture, PACT_FAILURE_TRUNCATED, detail);
  }
}

static PactWarcRecord *
read_record (const PactCrawl *crawl, const Answer *answer, GError **error)
{
  int fd = file_open (crawl->files->pdata[answer->file], error);
  g_autoptr (PactWarcStream) stream = fd >= 0 ? pact_warc_stream_new (fd, answer->offset) : NULL;
  PactWarcRecord *record = stream != NULL ? pact_warc_stream_next (stream, error) : NULL;

  if (fd >= 0)
    close (fd);
  return record;
}

/* The capture of an answer with a body of its own. */
static PactCapture *
read_payload (const PactCrawl *crawl, const Answer *answer, GError **error)
{
  g_autoptr (PactWarcRecord) record = read_record (crawl, answer, error);
  g_autoptr (PactCapture) capture = record != NULL ? capture_of (record, error) : NULL;
  GBytes *plain;

  if (capture == NULL || capture->response_head == NULL)
    return g_steal_pointer (&capture);
  plain = pact_coding_undo (capture->response_head, capture->body, error);
  if (plain == NULL)
    return NULL;
  g_bytes_unref (capture->body);
  capture->body = plain;
  note_failure (capture, record);
  return g_steal_pointer (&capture);
}

PactCapture *
pact_crawl_read (const PactCrawl *crawl, const PactCrawlAnswer *public, GError **error)
{
  const Answer *answer = (const Answer *) public;
  g_autoptr (GError) failed = NULL;
  PactCapture *capture;

  if (answer->payload == NULL) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE,
                 "it refers to a record that is not in these files; name the files before them too");
    return NULL;
  }
  capture = read_payload (crawl, answer->payload, &failed);
  if (capture != NULL)
    capture->time = answer->public.time;
  else if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE, "its file changed meanwhile; try again");
  return capture;
}
