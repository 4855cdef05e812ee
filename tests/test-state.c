/* The state of a service under root's hand: what the service planted there leads nowhere. */
#include "state.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactwatch/error.h"
#include "temp.h"

#define SERVICE 61234 /* some user; nobody needs to exist by that number */

typedef struct {
  char *dir;
  char *state;   /* of the service */
  char *strange; /* a folder of root's with a file in it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = temp_make ();
  fixture->state = g_build_filename (fixture->dir, "state", NULL);
  fixture->strange = g_build_filename (fixture->dir, "strange", NULL);
  temp_write (fixture->dir, "strange/file", "untouched");
  g_assert_cmpint (g_mkdir (fixture->state, 0750), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->state);
  g_free (fixture->strange);
  temp_remove (fixture->dir);
}

static PactState *
open_state (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PactState *state = pact_state_open (fixture->state, &error);

  g_assert_no_error (error);
  return state;
}

/* Puts a link to STRANGE or to STRANGE/FILE in the place of something in the state. */
static void
plant (const Fixture *fixture, const char *name, const char *file)
{
  g_autofree char *path = g_build_filename (fixture->state, name, NULL);
  g_autofree char *aside = g_strconcat (path, ".aside", NULL);
  g_autofree char *target = g_build_filename (fixture->strange, file, NULL);

  g_assert_true (g_rename (path, aside) == 0 || errno == ENOENT);
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static uid_t
owner_of (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  struct stat info;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  return info.st_uid;
}

static void
assert_untouched (const Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->strange, "file", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GDir) dir = g_dir_open (fixture->strange, 0, NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "untouched");
  g_assert_cmpstr (g_dir_read_name (dir), ==, "file");
  g_assert_null (g_dir_read_name (dir));
}

static void
test_hand_over (Fixture *fixture, gconstpointer data)
{
  static const char *const given[] = { "pactwatch.db", "lock", "archive", "baselines", "sources.d",
                                       "archive/file" };
  g_autoptr (PactState) state = NULL;

  if (geteuid () != 0) {
    g_test_skip ("only root hands over");
    return;
  }
  g_assert_cmpint (chown (fixture->state, SERVICE, SERVICE), ==, 0);
  state = open_state (fixture);
  g_assert_true (pact_state_lock (state, NULL));
  temp_write (fixture->state, "archive/file", "");
  g_clear_pointer (&state, pact_state_free);
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    g_assert_cmpuint (owner_of (fixture->state, given[i]), ==, SERVICE);
  g_assert_cmpuint (owner_of (fixture->dir, "."), ==, 0); /* nor the folder above */
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->strange, "file", NULL);
  g_autofree char *second = g_build_filename (fixture->state, "second", NULL);

  if (geteuid () != 0) {
    g_test_skip ("only root hands over");
    return;
  }
  g_assert_cmpint (chown (fixture->state, SERVICE, SERVICE), ==, 0);
  pact_state_free (open_state (fixture));
  plant (fixture, "baselines", NULL);
  plant (fixture, "link", "file");
  g_assert_cmpint (link (file, second), ==, 0);
  pact_state_free (open_state (fixture));
  g_assert_cmpuint (owner_of (fixture->strange, "."), ==, 0);
  g_assert_cmpuint (owner_of (fixture->strange, "file"), ==, 0);
  assert_untouched (fixture);
}

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactCapture) capture = pact_capture_new ("heron", "http://heron.example/");
  g_autoptr (PactState) state = open_state (fixture);
  g_auto (PactPlace) place = { 0 };
  g_autoptr (GError) error = NULL;

  capture->response_head = g_strdup ("HTTP/1.1 204 No Content\r\n\r\n");
  plant (fixture, "archive/pactwatch-20260427T101500Z-00009.warc.gz", "file");
  g_assert_false (pact_archive_append (state->archive, capture, NULL, &place, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_ARCHIVE);
  g_assert_nonnull (strstr (error->message, "it is a link"));
  assert_untouched (fixture);
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PactState) state = open_state (fixture);
  g_autoptr (GError) error = NULL;

  plant (fixture, "lock", "file");
  g_assert_false (pact_state_lock (state, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
  g_assert_nonnull (strstr (error->message, "cannot open the lock"));
  assert_untouched (fixture);
}

/* A folder that is a link is fine, as /var/lib/pactwatch is one; a store that is one is not. */
static void
test_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->dir, "link", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("state", link), ==, 0);
  pact_state_free (pact_state_open (link, &error));
  g_assert_no_error (error);
  plant (fixture, "pactwatch.db", "new");
  g_assert_null (pact_state_open (link, &error));
  g_assert_error (error, PACT_ERROR, PACT_ERROR_STATE);
  assert_untouched (fixture);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/state/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("hand-over", test_hand_over);
  TEST ("foreign", test_foreign);
  TEST ("archive", test_archive);
  TEST ("lock", test_lock);
  TEST ("store", test_store);
  return g_test_run ();
}
