/* The outbox against channels that work, fail, hang and recover. */
#include "caps.h"
#include "pactwatch/error.h"
#include "tell/outbox.h"

/* A channel that does as told; the test and the tell's thread share it under the lock. */
typedef struct {
  PactSink base;
  guint failing; /* the next tells that fail */
  bool held;     /* tells wait while this is set */
  guint tells, told; /* tells begun; findings taken */
  bool *gone;    /* set when freed */
} Fake;

static GMutex lock;
static GCond changed;

static bool
fake_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  Fake *fake = (Fake *) sink;
  bool fails;

  g_mutex_lock (&lock);
  fake->tells++;
  g_cond_broadcast (&changed);
  while (fake->held)
    g_cond_wait (&changed, &lock);
  fails = fake->failing > 0;
  if (fails) {
    fake->failing--;
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "%s is down",
                 sink->settings->name);
  } else {
    fake->told += findings->len;
  }
  g_mutex_unlock (&lock);
  return !fails;
}

static void
fake_close (PactSink *sink)
{
  g_mutex_lock (&lock);
  if (((Fake *) sink)->gone != NULL)
    *((Fake *) sink)->gone = true;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

static const PactSinkKind fake_kind = { G_MAXUINT, fake_tell, fake_close };

static void
fake_hold (Fake *fake, bool held)
{
  g_mutex_lock (&lock);
  fake->held = held;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

static guint
fake_get (const guint *figure)
{
  guint value;

  g_mutex_lock (&lock);
  value = *figure;
  g_mutex_unlock (&lock);
  return value;
}

/* The rows a store would hold for one sink. */
typedef struct {
  Fake *fake;
  guint pending, confirmed, failures;
  guint batches; /* handed out and not answered */
  bool readonly; /* nothing can be recorded */
  guint unrecorded;
} Rows;

typedef struct {
  GHashTable *rows; /* sink name -> Rows */
  guint limit;      /* findings per batch */
  PactOutbox *outbox;
} Fixture;

static GPtrArray *
rows_due (const PactSink *sink, gpointer *ret_batch, gpointer user_data)
{
  Fixture *fixture = user_data;
  Rows *rows = g_hash_table_lookup (fixture->rows, sink->settings->name);
  guint n = MIN (rows->pending, fixture->limit);
  GPtrArray *findings = NULL;

  g_assert_cmpuint (rows->batches, ==, 0); /* one in flight per sink */
  if (n == 0)
    return NULL;
  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_finding_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (findings, pact_finding_new ());
  rows->batches++;
  *ret_batch = GUINT_TO_POINTER (n);
  return findings;
}

static bool
rows_done (const PactSink *sink, gpointer batch, const GError *error, gpointer user_data)
{
  Rows *rows = g_hash_table_lookup (((Fixture *) user_data)->rows, sink->settings->name);
  guint n = GPOINTER_TO_UINT (batch);

  g_assert_cmpuint (rows->batches, ==, 1);
  if (rows->readonly) {
    rows->unrecorded++;
    return false;
  }
  rows->batches--;
  if (error != NULL) {
    g_assert_error (error, PACT_ERROR, PACT_ERROR_SINK);
    rows->failures++;
    return true;
  }
  g_assert_cmpuint (n, <=, rows->pending);
  rows->pending -= n;
  rows->confirmed += n;
  return true;
}

/* A number, with nothing behind it. */
static void
rows_free (gpointer batch)
{
}

static void
fixture_init (Fixture *fixture, guint limit)
{
  static const PactOutboxOwner owner = { rows_due, rows_done, rows_free };

  fixture->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  fixture->limit = limit;
  fixture->outbox = pact_outbox_new (&owner, fixture);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->outbox, pact_outbox_free);
  g_hash_table_unref (fixture->rows);
}

static Rows *
fixture_add (Fixture *fixture, const char *name, guint pending)
{
  Fake *fake = g_new0 (Fake, 1);
  Rows *rows = g_new0 (Rows, 1);

  fake->base = (PactSink){ &fake_kind, pact_sink_settings_new (name, PACT_SINK_JOURNAL) };
  rows->fake = fake;
  rows->pending = pending;
  g_hash_table_insert (fixture->rows, fake->base.settings->name, rows);
  pact_outbox_add_take (fixture->outbox, &fake->base);
  return rows;
}

static void
run_until_idle (Fixture *fixture)
{
  while (pact_outbox_busy (fixture->outbox))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_delivers_once (void)
{
  Fixture fixture;
  Rows *desk = NULL, *log = NULL;

  fixture_init (&fixture, 10);
  desk = fixture_add (&fixture, "desk", 3);
  log = fixture_add (&fixture, "log", 1);
  for (guint i = 0; i < 3; i++) { /* later kicks find nothing due */
    pact_outbox_kick (fixture.outbox);
    run_until_idle (&fixture);
  }
  g_assert_cmpuint (desk->fake->tells, ==, 1);
  g_assert_cmpuint (desk->fake->told, ==, 3);
  g_assert_cmpuint (desk->confirmed, ==, 3);
  g_assert_cmpuint (log->fake->told, ==, 1);
  g_assert_cmpuint (log->confirmed, ==, 1);
  fixture_clear (&fixture);
}

static void
test_drains_all_batches (void)
{
  Fixture fixture;
  Rows *rows = NULL;

  fixture_init (&fixture, 2);
  rows = fixture_add (&fixture, "desk", 5);
  pact_outbox_kick (fixture.outbox);
  run_until_idle (&fixture);
  g_assert_cmpuint (rows->fake->tells, ==, 3);
  g_assert_cmpuint (rows->confirmed, ==, 5);
  fixture_clear (&fixture);
}

static void
test_failing_waits_for_a_kick (void)
{
  Fixture fixture;
  Rows *rows = NULL;

  fixture_init (&fixture, 10);
  rows = fixture_add (&fixture, "desk", 2);
  rows->fake->failing = 2;
  for (guint kick = 1; kick <= 2; kick++) {
    pact_outbox_kick (fixture.outbox);
    run_until_idle (&fixture);
    g_assert_cmpuint (rows->failures, ==, kick);
    g_assert_cmpuint (rows->confirmed, ==, 0);
  }
  pact_outbox_kick (fixture.outbox);
  run_until_idle (&fixture);
  g_assert_cmpuint (rows->fake->told, ==, 2);
  g_assert_cmpuint (rows->confirmed, ==, 2);
  fixture_clear (&fixture);
}

static void
test_hanging_holds_up_nobody (void)
{
  Fixture fixture;
  Rows *hung = NULL, *good = NULL;

  fixture_init (&fixture, 1);
  hung = fixture_add (&fixture, "hung", 2);
  good = fixture_add (&fixture, "good", 3);
  hung->fake->held = true;
  pact_outbox_kick (fixture.outbox);
  while (good->confirmed < 3) {
    g_main_context_iteration (NULL, TRUE);
    pact_outbox_kick (fixture.outbox); /* the hanging one is not asked a second time */
  }
  g_assert_cmpuint (hung->confirmed, ==, 0);
  g_assert_true (pact_outbox_busy (fixture.outbox));
  fake_hold (hung->fake, false);
  run_until_idle (&fixture);
  g_assert_cmpuint (hung->fake->told, ==, 2);
  g_assert_cmpuint (hung->confirmed, ==, 2);
  fixture_clear (&fixture);
}

/* What a sink confirmed and nobody could record is not told again, nor is anything else; and the
 * sink that failed is not asked again. Neither is tried at every kick. */
static void
test_unrecorded_is_not_told_again (void)
{
  Fixture fixture;
  Rows *good = NULL, *down = NULL;

  fixture_init (&fixture, 1);
  good = fixture_add (&fixture, "good", 2);
  down = fixture_add (&fixture, "down", 1);
  good->readonly = down->readonly = true;
  down->fake->failing = 1;
  for (guint i = 0; i < 5; i++) {
    pact_outbox_kick (fixture.outbox);
    run_until_idle (&fixture);
  }
  g_assert_cmpuint (good->fake->tells, ==, 1);
  g_assert_cmpuint (down->fake->tells, ==, 1);
  g_assert_cmpuint (good->unrecorded, ==, 1);
  g_assert_cmpuint (down->unrecorded, ==, 1);
  g_assert_false (pact_outbox_settle (fixture.outbox));
  good->readonly = down->readonly = false;
  g_assert_true (pact_outbox_settle (fixture.outbox));
  g_assert_cmpuint (good->confirmed, ==, 1);
  g_assert_cmpuint (down->failures, ==, 1);
  pact_outbox_kick (fixture.outbox);
  run_until_idle (&fixture);
  g_assert_cmpuint (good->fake->told, ==, 2); /* the first once, then the second */
  g_assert_cmpuint (good->confirmed, ==, 2);
  g_assert_cmpuint (down->confirmed, ==, 1);
  fixture_clear (&fixture);
}

/* What cannot be recorded is tried once more at the end. */
static void
test_free_records (void)
{
  Fixture fixture;
  Rows *rows = NULL;

  fixture_init (&fixture, 10);
  rows = fixture_add (&fixture, "desk", 1);
  rows->readonly = true;
  pact_outbox_kick (fixture.outbox);
  run_until_idle (&fixture);
  rows->readonly = false;
  g_clear_pointer (&fixture.outbox, pact_outbox_free);
  g_assert_cmpuint (rows->confirmed, ==, 1);
  fixture_clear (&fixture);
}

static void
test_pause (void)
{
  Fixture fixture;
  Rows *rows = NULL;

  fixture_init (&fixture, 1);
  rows = fixture_add (&fixture, "desk", 2);
  pact_outbox_kick (fixture.outbox);
  pact_outbox_pause (fixture.outbox, true);
  run_until_idle (&fixture);
  pact_outbox_kick (fixture.outbox);
  g_assert_cmpuint (rows->confirmed, ==, 1); /* what was under way, and no more */
  g_assert_false (pact_outbox_busy (fixture.outbox));
  pact_outbox_pause (fixture.outbox, false);
  pact_outbox_kick (fixture.outbox);
  run_until_idle (&fixture);
  g_assert_cmpuint (rows->confirmed, ==, 2);
  fixture_clear (&fixture);
}

static gpointer
release_thread (gpointer fake)
{
  fake_hold (fake, false);
  return NULL;
}

/* What finishes while the outbox goes is still confirmed. */
static void
test_free_takes_results (void)
{
  Fixture fixture;
  Rows *rows = NULL;

  fixture_init (&fixture, 10);
  rows = fixture_add (&fixture, "desk", 1);
  rows->fake->held = true;
  pact_outbox_kick (fixture.outbox);
  while (fake_get (&rows->fake->tells) == 0)
    g_thread_yield ();
  g_thread_unref (g_thread_new ("release", release_thread, rows->fake));
  g_clear_pointer (&fixture.outbox, pact_outbox_free);
  g_assert_cmpuint (rows->confirmed, ==, 1);
  fixture_clear (&fixture);
}

/* What hangs for longer is nobody's: not confirmed, and safe when it wakes up after all. */
static void
test_free_leaves_hanging (void)
{
  Fixture fixture;
  Rows *rows = NULL;
  Fake *fake = NULL;
  bool gone = false;

  fixture_init (&fixture, 10);
  rows = fixture_add (&fixture, "desk", 1);
  fake = rows->fake;
  fake->held = true;
  fake->gone = &gone;
  pact_outbox_kick (fixture.outbox);
  g_clear_pointer (&fixture.outbox, pact_outbox_free);
  g_assert_cmpuint (rows->confirmed, ==, 0);
  g_assert_cmpuint (rows->batches, ==, 1);
  fake_hold (fake, false);
  g_mutex_lock (&lock);
  while (!gone)
    g_cond_wait (&changed, &lock);
  g_mutex_unlock (&lock);
  fixture_clear (&fixture);
}

static void
test_retry (void)
{
  static const struct {
    guint tries;
    double random;
    gint64 want;
  } cases[] = {
    { 0, 0.0, PACT_DELIVERY_RETRY_MIN_S },
    { 1, 0.0, PACT_DELIVERY_RETRY_MIN_S },
    { 2, 0.0, 2 * PACT_DELIVERY_RETRY_MIN_S },
    { 5, 0.0, 16 * PACT_DELIVERY_RETRY_MIN_S },
    { 5, 0.5, 84 }, /* 80 and half of its tenth */
    { 11, 0.0, PACT_DELIVERY_RETRY_MAX_S },
    { G_MAXUINT, 0.0, PACT_DELIVERY_RETRY_MAX_S },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pact_outbox_retry_s (cases[i].tries, cases[i].random), ==, cases[i].want);
  g_assert_cmpint (pact_outbox_tried_s (0), ==, 0);
  g_assert_cmpint (pact_outbox_tried_s (1), ==, 0); /* no wait is between them yet */
  g_assert_cmpint (pact_outbox_tried_s (3), ==, 3 * PACT_DELIVERY_RETRY_MIN_S);
  g_assert_cmpint (pact_outbox_tried_s (13), ==, 1023 * PACT_DELIVERY_RETRY_MIN_S + 2 * PACT_DELIVERY_RETRY_MAX_S);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/delivers-once", test_delivers_once);
  g_test_add_func ("/outbox/drains-all-batches", test_drains_all_batches);
  g_test_add_func ("/outbox/failing-waits-for-a-kick", test_failing_waits_for_a_kick);
  g_test_add_func ("/outbox/hanging-holds-up-nobody", test_hanging_holds_up_nobody);
  g_test_add_func ("/outbox/unrecorded-is-not-told-again", test_unrecorded_is_not_told_again);
  g_test_add_func ("/outbox/free-records", test_free_records);
  g_test_add_func ("/outbox/pause", test_pause);
  g_test_add_func ("/outbox/free-takes-results", test_free_takes_results);
  g_test_add_func ("/outbox/free-leaves-hanging", test_free_leaves_hanging);
  g_test_add_func ("/outbox/retry", test_retry);
  return g_test_run ();
}
