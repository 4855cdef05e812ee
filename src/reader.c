/* The door to the worker: bytes in, a document out. */
#define _GNU_SOURCE /* memmem */
#include "reader.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "build-config.h"
#include "caps.h"
#include "child.h"
#include "pactwatch/error.h"
#include "worker/protocol.h"

#define WORKER "pactwatch-worker"
#define MAGIC "%PDF-"
#define MAGIC_REACH 1024 /* bytes in which it may start, by what readers accept */

/* The worker of this very build where we run from its folder, else the one that was installed. */
static char *
worker_path (void)
{
  static const char *const beside[] = { "../worker", "../src/worker" };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *path = g_build_filename (folder, beside[i], WORKER, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
  }
  return g_build_filename (PACT_WORKER_DIR, WORKER, NULL);
}

bool
pact_reader_is_slow (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 && memmem (data, MIN (length, MAGIC_REACH), MAGIC, strlen (MAGIC)) != NULL;
}

static PactDocument *
refuse (const char *path, const char *why, PactFailure *ret_failure, GError **error)
{
  if (ret_failure != NULL)
    *ret_failure = PACT_FAILURE_UNREADABLE;
  g_set_error (error, PACT_ERROR, PACT_ERROR_PAGE, "the PDF could not be read: '%s' %s", path, why);
  return NULL;
}

static PactDocument *
read_pdf (GBytes *bytes, PactFailure *ret_failure, GError **error)
{
  static const char *const environment[] = { "LANG=C.UTF-8", "TZ=UTC", NULL };
  g_autofree char *path = worker_path ();
  const char *const command[] = { path, NULL };
  const PactChild child = {
    command, environment, bytes, STDOUT_FILENO, PACT_WORKER_ANSWER_CAP, PACT_WORKER_TIMEOUT_S
  };
  g_auto (PactChildEnd) end = { 0 };
  g_autoptr (GError) cause = NULL;
  g_autofree char *words = NULL;
  PactFailure failure = PACT_FAILURE_NONE;
  PactDocument *document;

  if (!pact_child_run (&child, &end, &cause))
    return refuse (path, cause->message, ret_failure, error);
  if (!end.in_time || !WIFEXITED (end.status) || WEXITSTATUS (end.status) != 0) {
    words = pact_child_end_words (&child, &end);
    return refuse (path, words, ret_failure, error);
  }
  document = pact_answer_read (end.heard, &failure, error);
  if (document == NULL && ret_failure != NULL)
    *ret_failure = failure;
  return document;
}

PactDocument *
pact_reader_read (GBytes *bytes, const char *content_type, const char *url, const char *select,
                  PactFailure *ret_failure, GError **error)
{
  return HAVE_PDF && pact_reader_is_slow (bytes)
             ? read_pdf (bytes, ret_failure, error)
             : pact_document_read (bytes, content_type, url, select, ret_failure, error);
}
