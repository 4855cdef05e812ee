/* PDFs through the worker of this build, and what it may answer when something went wrong in it. */
#include "pactwatch/error.h"
#include "reader.h"
#include "worker/protocol.h"

#include <string.h>

#include "build-config.h"

static char *
seed (const char *name, gsize *ret_length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "seeds", "pdf", name, NULL);
  char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, ret_length, NULL));
  return data;
}

static PactDocument *
read_bytes (const char *data, gsize length, PactFailure *ret_failure, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  *ret_failure = PACT_FAILURE_NONE;
  return pact_reader_read (bytes, "application/pdf", NULL, NULL, ret_failure, error);
}

static void
test_statement (void)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *data = seed ("statement", &length);
  PactFailure failure;
  g_autoptr (PactDocument) document = read_bytes (data, length, &failure, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (document->title, ==, "Harbour agreement");
  g_assert_cmpstr (document->published, ==, "2026-05-04T09:15:00Z");
  g_assert_nonnull (strstr (document->text,
                            "\n\nOstrava Lines is the exclusive carrier of Pellworth "
                            "goods until 2031, and pays 4% of its net revenue from "
                            "them each quarter.\n\n"));
  g_assert_null (strstr (document->text, "Page 1"));
}

/* Each is a failure that says which. */
static void
test_failures (void)
{
  gsize length;
  g_autofree char *whole = seed ("statement", &length);
  g_autofree char *no_text = g_strdup (whole), *no_tree = g_strdup (whole);
  struct {
    const char *data;
    gsize length;
    PactFailure want;
    const char *words;
  } cases[] = {
    { whole, length / 2, PACT_FAILURE_TRUNCATED, "no end" },
    { no_text, length, PACT_FAILURE_EMPTY, "no text" },
    { no_tree, length, PACT_FAILURE_UNREADABLE, "damaged" },
    { "%PDF-1.4\n%%EOF\n", 15, PACT_FAILURE_UNREADABLE, "damaged" },
    { "no PDF, whatever was said", 25, PACT_FAILURE_UNREADABLE, "application/pdf" },
  };

  for (char *at = no_text; (at = strstr (at, ") Tj")) != NULL;)
    memcpy (at, ") Xx", 4);
  for (char *at = no_tree; (at = strstr (at, "/Pages")) != NULL;)
    memcpy (at, "/Sagep", 6);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    PactFailure failure;

    g_assert_null (read_bytes (cases[i].data, cases[i].length, &failure, &error));
    g_assert_error (error, PACT_ERROR, PACT_ERROR_PAGE);
    g_assert_cmpstr (pact_failure_name (failure), ==, pact_failure_name (cases[i].want));
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

/* A page needs no worker. */
static void
test_page (void)
{
  static const char html[] = "<p>Orrin runs the quay.</p>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (PactDocument) document = pact_reader_read (bytes, "text/html", NULL, NULL, NULL, NULL);

  g_assert_false (pact_reader_is_slow (bytes));
  g_assert_cmpstr (document->text, ==, "Orrin runs the quay.");
}

/* A document as it was, and each answer that lies about its text refused. */
static void
test_answers (void)
{
  g_autoptr (PactDocument) document = pact_document_from_text ("# Quay\n\nRun by Orrin.", -1);
  g_autoptr (GBytes) good = pact_answer_write (document, PACT_FAILURE_NONE, NULL), outside = NULL;
  g_autoptr (PactDocument) again = NULL;
  PactFailure failure = PACT_FAILURE_NONE;
  gsize length = g_bytes_get_size (good);

  document->title = g_strdup ("Quay");
  again = pact_answer_read (good, &failure, NULL);
  g_assert_cmpstr (again->text, ==, document->text);
  g_assert_cmpuint (again->blocks->len, ==, document->blocks->len);
  for (guint i = 0; i < again->blocks->len; i++) {
    const PactBlock *got = &g_array_index (again->blocks, PactBlock, i);
    const PactBlock *want = &g_array_index (document->blocks, PactBlock, i);

    g_assert_cmpuint (got->span.start, ==, want->span.start);
    g_assert_cmpuint (got->span.end, ==, want->span.end);
    g_assert_cmpint (got->kind, ==, want->kind);
    g_assert_cmpuint (got->level, ==, want->level);
  }
  g_assert_null (again->title);
  for (gsize n = 0; n < length; n++) {
    g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, n);
    g_autoptr (GError) error = NULL;

    g_assert_null (pact_answer_read (cut, &failure, &error));
    g_assert_error (error, PACT_ERROR, PACT_ERROR_PAGE);
    g_assert_cmpint (failure, ==, PACT_FAILURE_UNREADABLE);
  }
  g_array_index (document->blocks, PactBlock, 1).span.end = 1000;
  outside = pact_answer_write (document, PACT_FAILURE_NONE, NULL);
  g_assert_null (pact_answer_read (outside, &failure, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (HAVE_PDF) {
    g_test_add_func ("/reader/statement", test_statement);
    g_test_add_func ("/reader/failures", test_failures);
  }
  g_test_add_func ("/reader/page", test_page);
  g_test_add_func ("/reader/answers", test_answers);
  return g_test_run ();
}
