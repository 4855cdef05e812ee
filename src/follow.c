/* Following a state that we may only read. It has no outbox for us, so what is due follows from what
 * is open there and from our own file: a group for each sink, a line "FINDING=time it was shown". */
#include "follow.h"

#include "caps.h"
#include "desktop.h"
#include "pactwatch/error.h"
#include "sink-settings.h"
#include "tell/outbox.h"

struct PactFollow {
  PactState *state;
  const PactConfig *config;
  char *path;
  GKeyFile *shown;
  PactOutbox *outbox;
  PactDesktop *desktop;
  guint failures;    /* in a row */
  gint64 retry_time; /* µs; nothing is shown before */
  guint timer;       /* GSource id */
};

static char *
key_of (gint64 finding)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, finding);
}

/* When the sink showed it, µs; 0 for never. */
static gint64
time_shown (const PactFollow *follow, const char *sink, gint64 finding)
{
  g_autofree char *key = key_of (finding);

  return g_key_file_get_int64 (follow->shown, sink, key, NULL);
}

static bool
is_due (const PactFollow *follow, const PactSinkSettings *sink, const PactFinding *finding, gint64 now)
{
  gint64 shown = time_shown (follow, sink->name, finding->id);
  gint64 again = shown + sink->remind_after_s * G_USEC_PER_SEC;

  return !finding->reread && pact_sink_wants (sink, finding) &&
         pact_sink_free_time (sink, finding, now) <= now &&
         (shown == 0 || (sink->remind_after_s > 0 && again <= now));
}

static bool
save (PactFollow *follow, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (follow->path);
  g_autofree char *text = g_key_file_to_data (follow->shown, NULL, NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (follow->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  const PactFinding *const *x = a, *const *y = b;

  return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

/* What is open, oldest first. */
static GPtrArray *
open_findings (PactFollow *follow, GError **error)
{
  GPtrArray *findings =
      pact_store_findings (follow->state->store, &(PactFindingFilter){ .unreviewed = true }, error);

  if (findings != NULL)
    g_ptr_array_sort (findings, by_number);
  return findings;
}

static void
keep_due (const PactFollow *follow, const PactSinkSettings *sink, GPtrArray *findings)
{
  gint64 now = g_get_real_time (), digest = 0;

  for (guint i = findings->len; i-- > 0;)
    if (!is_due (follow, sink, findings->pdata[i], now))
      g_ptr_array_remove_index (findings, i);
  if (findings->len > 0) /* what is told in a digest is told apart from what is not */
    digest = pact_sink_digest_time (sink, findings->pdata[0]);
  for (guint i = findings->len; i-- > 0;)
    if (pact_sink_digest_time (sink, findings->pdata[i]) != digest)
      g_ptr_array_remove_index (findings, i);
}

/* The batch owns its findings and is what is told. */
static GPtrArray *
due (const PactSink *sink, gpointer *ret_batch, gpointer user_data)
{
  PactFollow *follow = user_data;
  bool waits = g_get_real_time () < follow->retry_time;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = waits ? NULL : open_findings (follow, &error);

  if (error != NULL)
    g_warning ("%s", error->message);
  if (findings != NULL)
    keep_due (follow, sink->settings, findings);
  if (findings == NULL || findings->len == 0)
    return NULL;
  *ret_batch = g_ptr_array_ref (findings);
  return g_steal_pointer (&findings);
}

/* What nobody has to be reminded of any more is forgotten. */
static void
forget_reviewed (PactFollow *follow, const char *sink)
{
  g_autoptr (GPtrArray) findings = open_findings (follow, NULL);
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) keys = g_key_file_get_keys (follow->shown, sink, NULL, NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_hash_table_add (open, key_of (((const PactFinding *) findings->pdata[i])->id));
  for (guint i = 0; findings != NULL && keys != NULL && keys[i] != NULL; i++)
    if (!g_hash_table_contains (open, keys[i]))
      g_key_file_remove_key (follow->shown, sink, keys[i], NULL);
}

static void
put_off (PactFollow *follow, const GError *failure)
{
  gint64 wait_s = pact_outbox_retry_s (++follow->failures, g_random_double ());

  follow->retry_time = g_get_real_time () + wait_s * G_USEC_PER_SEC;
  if (follow->failures == 1) /* the first bubble after a login often comes before who shows it */
    g_warning ("not shown yet: %s", failure->message);
}

static bool
done (const PactSink *sink, gpointer batch, const GError *failure, gpointer user_data)
{
  PactFollow *follow = user_data;
  const GPtrArray *findings = batch;
  const char *name = sink->settings->name;
  g_autoptr (GError) error = NULL;

  if (failure != NULL) {
    put_off (follow, failure);
    return true;
  }
  follow->failures = 0;
  for (guint i = 0; i < findings->len; i++) {
    g_autofree char *key = key_of (((const PactFinding *) findings->pdata[i])->id);

    g_key_file_set_int64 (follow->shown, name, key, g_get_real_time ());
  }
  forget_reviewed (follow, name);
  if (!save (follow, &error))
    g_warning ("what was shown is not recorded yet: %s", error->message);
  return error == NULL;
}

static void
lost (const GArray *findings, gpointer user_data)
{
  PactFollow *follow = user_data;
  g_auto (GStrv) sinks = g_key_file_get_groups (follow->shown, NULL);

  for (guint s = 0; sinks[s] != NULL; s++)
    for (guint i = 0; i < findings->len; i++) {
      g_autofree char *key = key_of (g_array_index (findings, gint64, i));

      g_key_file_remove_key (follow->shown, sinks[s], key, NULL);
    }
  pact_outbox_kick (follow->outbox);
}

static gboolean
look (gpointer user_data)
{
  pact_outbox_kick (((PactFollow *) user_data)->outbox);
  return G_SOURCE_CONTINUE;
}

static bool
add_sink (PactFollow *follow, PactSinkSettings *settings, GError **error)
{
  PactSink *sink = pact_sink_open (settings, error);

  if (sink != NULL)
    pact_outbox_add_take (follow->outbox, sink);
  return sink != NULL;
}

static bool
add_sinks (PactFollow *follow, GError **error)
{
  const GPtrArray *sinks = follow->config->sinks;
  PactSinkSettings *everything;
  bool added, any = false;

  for (guint i = 0; i < sinks->len; i++) {
    PactSinkSettings *settings = sinks->pdata[i];

    if (settings->kind != PACT_SINK_DESKTOP)
      continue;
    any = true;
    if (!add_sink (follow, settings, error))
      return false;
  }
  if (any)
    return true;
  everything = pact_sink_settings_new ("desktop", PACT_SINK_DESKTOP);
  everything->folder = pact_session_dir (follow->state->dir);
  added = add_sink (follow, everything, error);
  pact_sink_settings_unref (everything);
  return added;
}

PactFollow *
pact_follow_new (PactState *state, const PactConfig *config, const char *shown, GError **error)
{
  static const PactOutboxOwner owner = { due, done, (GDestroyNotify) g_ptr_array_unref };
  g_autoptr (PactFollow) follow = g_new0 (PactFollow, 1);

  follow->state = state;
  follow->config = config;
  follow->path = g_strdup (shown);
  follow->shown = g_key_file_new ();
  g_key_file_load_from_file (follow->shown, shown, G_KEY_FILE_NONE, NULL); /* none at first */
  follow->outbox = pact_outbox_new (&owner, follow);
  if (!add_sinks (follow, error))
    return NULL;
  follow->desktop = pact_desktop_new (state, config, lost, follow);
  follow->timer = g_timeout_add_seconds (PACT_OUTBOX_POLL_S, look, follow);
  pact_outbox_kick (follow->outbox);
  return g_steal_pointer (&follow);
}

void
pact_follow_free (PactFollow *follow)
{
  if (follow == NULL)
    return;
  pact_desktop_free (follow->desktop);
  pact_outbox_free (follow->outbox);
  g_clear_handle_id (&follow->timer, g_source_remove);
  g_key_file_unref (follow->shown);
  g_free (follow->path);
  g_free (follow);
}
