/* The store's ground: opening the SQLite file, its schema, running SQL, errors in plain words.
 * Only store*.c know SQLite. */
#include "keep/store-private.h"
#include "pactwatch/error.h"

#include <stdlib.h>

#define APPLICATION_ID 0x50616374 /* "Pact", for file(1) and against other programs' files */
#define BUSY_TIMEOUT_MS 10000     /* a transaction takes well below a millisecond */

/* Step N brings a store of version N to N + 1. Steps are only ever added, and drop nothing.
 * Times are µs since 1970 UTC; a check's are ms, because most of the rows are checks.
 * check.outcome is a PactCheckOutcome; names are text, so that no enumerator is bound by a file. */
static const char *const schema_steps[] = {
  "CREATE TABLE page ("
  " id INTEGER PRIMARY KEY, source TEXT NOT NULL, url TEXT NOT NULL,"
  " newest INTEGER REFERENCES capture, accepted INTEGER REFERENCES capture,"
  " checked INTEGER NOT NULL DEFAULT 0, recorded INTEGER NOT NULL DEFAULT 0,"
  " failures INTEGER NOT NULL DEFAULT 0, failure TEXT, failure_detail TEXT,"
  /* how many rows of "check" there are, in all and of two kinds: years of them are slow to count */
  " checks INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,"
  " failed INTEGER NOT NULL DEFAULT 0,"
  " UNIQUE (source, url)) STRICT;"
  "CREATE TABLE capture ("
  " id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page, time INTEGER NOT NULL,"
  " status INTEGER NOT NULL, failure TEXT, digest TEXT, etag TEXT, last_modified TEXT, title TEXT,"
  " published TEXT, modified TEXT,"
  " file TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL) STRICT;"
  "CREATE INDEX capture_payload ON capture (page, digest);"
  "CREATE TABLE \"check\" ("
  " id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page, time_ms INTEGER NOT NULL,"
  " outcome INTEGER NOT NULL, failure TEXT) STRICT;"
  "CREATE TABLE seen ("
  " page INTEGER NOT NULL REFERENCES page, item TEXT NOT NULL, PRIMARY KEY (page, item))"
  " STRICT, WITHOUT ROWID;"
  "CREATE TABLE finding ("
  " id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES page, time INTEGER NOT NULL,"
  " capture INTEGER REFERENCES capture, old_capture INTEGER REFERENCES capture,"
  " baseline TEXT, term TEXT, topic TEXT NOT NULL, verdict TEXT NOT NULL, facets TEXT NOT NULL,"
  " old_text TEXT, new_text TEXT, why TEXT,"
  " told INTEGER,"  /* when it became one to tell; NULL for a removal seen once */
  " ended INTEGER)" /* when it no longer held; NULL while it stands */
  " STRICT;"
  "CREATE INDEX finding_standing ON finding (page) WHERE ended IS NULL;"
  "CREATE INDEX finding_by_page ON finding (page, capture);"
  "CREATE TABLE review ("
  " id INTEGER PRIMARY KEY, finding INTEGER NOT NULL UNIQUE REFERENCES finding,"
  " decision TEXT NOT NULL, time INTEGER NOT NULL, who TEXT NOT NULL, why TEXT) STRICT;"
  "CREATE TABLE term ("
  " page INTEGER NOT NULL REFERENCES page, position INTEGER NOT NULL,"
  " capture INTEGER REFERENCES capture, baseline TEXT NOT NULL, term TEXT NOT NULL,"
  " topic TEXT NOT NULL, verdict TEXT NOT NULL, facets TEXT NOT NULL, old_text TEXT, new_text TEXT,"
  " why TEXT, PRIMARY KEY (page, position)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE outbox ("
  " id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding, sink TEXT NOT NULL,"
  " due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, why TEXT,"
  " delivered INTEGER," /* when the sink confirmed it (why is NULL) or it was dropped */
  " UNIQUE (finding, sink)) STRICT;"
  "CREATE INDEX outbox_waiting ON outbox (sink, due) WHERE delivered IS NULL;",
  "ALTER TABLE page ADD COLUMN found INTEGER NOT NULL DEFAULT 0;" /* when a list led to it */
  "ALTER TABLE page ADD COLUMN is_list INTEGER NOT NULL DEFAULT 0;",
  "ALTER TABLE page ADD COLUMN failing_since INTEGER;", /* NULL while it does not fail */
  "ALTER TABLE finding ADD COLUMN looks INTEGER NOT NULL DEFAULT 1;" /* that saw a removal */
  "ALTER TABLE finding ADD COLUMN same_as INTEGER REFERENCES finding;" /* told of another page */
  "ALTER TABLE finding ADD COLUMN reread INTEGER NOT NULL DEFAULT 0;" /* told to nobody */
  "CREATE INDEX finding_same ON finding (same_as) WHERE same_as IS NOT NULL;"
  "ALTER TABLE capture ADD COLUMN reader TEXT;", /* which readers read it; NULL: an early one */
  "DROP INDEX outbox_waiting;"
  "ALTER TABLE outbox RENAME TO outbox_before;"
  "CREATE TABLE outbox ("
  " id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES finding, sink TEXT NOT NULL,"
  " lost_by TEXT NOT NULL DEFAULT ''," /* a sink that gave up on the finding: that is told then */
  " thread TEXT NOT NULL,"             /* the same for all that is told on one term */
  " due INTEGER NOT NULL,"
  " held INTEGER NOT NULL DEFAULT 0,"  /* until then by the user's wish, not because it failed */
  " tries INTEGER NOT NULL DEFAULT 0, why TEXT,"
  " delivered INTEGER," /* when the sink confirmed it (why is NULL) or it was dropped */
  " dead INTEGER,"      /* when it was given up */
  " UNIQUE (finding, sink, lost_by)) STRICT;"
  "INSERT INTO outbox (id, finding, sink, thread, due, tries, why, delivered)"
  " SELECT o.id, o.finding, o.sink, " THREAD_OF_FINDING ", o.due, o.tries, o.why, o.delivered"
  " FROM outbox_before o JOIN finding f ON f.id = o.finding;"
  "DROP TABLE outbox_before;"
  "CREATE INDEX outbox_waiting ON outbox (sink, due) WHERE delivered IS NULL AND dead IS NULL;"
  "CREATE INDEX outbox_thread ON outbox (sink, thread, id)"
  " WHERE delivered IS NULL AND dead IS NULL;"
  "CREATE TABLE pause (sink TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE INDEX check_failed ON \"check\" (page, failure) WHERE failure IS NOT NULL;"
  "ALTER TABLE page ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;" /* last check that did not fail */
  "UPDATE page SET answered = iif (failures = 0, checked,"
  " coalesce ((SELECT time FROM capture WHERE id = newest), 0));",
  "DROP INDEX outbox_thread;"
  "CREATE INDEX outbox_first ON outbox (sink, thread, id)"
  " WHERE delivered IS NULL AND dead IS NULL AND NOT held;"
  "CREATE INDEX outbox_turn ON outbox (sink, thread, due)"
  " WHERE delivered IS NULL AND dead IS NULL AND NOT held;",
  "ALTER TABLE page ADD COLUMN noticed INTEGER NOT NULL DEFAULT 0;" /* when the journal was told */
  "ALTER TABLE page ADD COLUMN moved TEXT;", /* where the last answer came from, if not from url */
};

/* What to do about a failure of SQLite. */
static const char *
remedy (int code)
{
  switch (code & 0xff) {
  case SQLITE_FULL:
    return "free some space; nothing kept was lost";
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return "check owner and mode of the state directory";
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return "move it away or restore it from a backup; the archive beside it is whole by itself";
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "another process holds it; try again";
  case SQLITE_IOERR:
    return "check the disk, and that it is not full";
  default:
    return "please report this";
  }
}

static bool
fail (PactStore *store, GError **error)
{
  int code = sqlite3_extended_errcode (store->db);

  g_set_error (error, PACT_ERROR, PACT_ERROR_STATE, "store '%s': %s; %s", store->path,
               sqlite3_errmsg (store->db), remedy (code));
  return false;
}

static bool
execute (PactStore *store, const char *sql, GError **error)
{
  return sqlite3_exec (store->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail (store, error);
}

sqlite3_stmt *
store_prepare (PactStore *store, const char *sql, const Value *values, gsize n, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (store->statements, sql);

  if (statement == NULL) {
    if (sqlite3_prepare_v3 (store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK) {
      fail (store, error);
      return NULL;
    }
    g_hash_table_insert (store->statements, (gpointer) sql, statement);
  }
  for (gsize i = 0; i < n; i++)
    if (values[i].is_text)
      sqlite3_bind_text (statement, (int) i + 1, values[i].text, -1, SQLITE_STATIC);
    else
      sqlite3_bind_int64 (statement, (int) i + 1, values[i].number);
  return statement;
}

bool
store_run (PactStore *store, const char *sql, const Value *values, gsize n, GError **error)
{
  gint64 ignored = 0;

  return store_number (store, sql, values, n, 0, &ignored, error);
}

bool
store_number (PactStore *store, const char *sql, const Value *values, gsize n, gint64 missing,
              gint64 *ret_number, GError **error)
{
  sqlite3_stmt *statement = store_prepare (store, sql, values, n, error);
  int status = statement != NULL ? sqlite3_step (statement) : SQLITE_ERROR;

  if (statement == NULL)
    return false;
  if (status == SQLITE_ROW || status == SQLITE_DONE)
    *ret_number = status == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : missing;
  else
    fail (store, error);
  sqlite3_reset (statement);
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

GPtrArray *
store_list (PactStore *store, const char *sql, const Value *values, gsize n,
            gpointer (*make) (sqlite3_stmt *row), GDestroyNotify free_element, GError **error)
{
  sqlite3_stmt *statement = store_prepare (store, sql, values, n, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_element);
  int status = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  while ((status = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (list, make (statement));
  if (status != SQLITE_DONE)
    fail (store, error);
  sqlite3_reset (statement);
  return status == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

gpointer
store_one (PactStore *store, const char *sql, const Value *values, gsize n,
           gpointer (*make) (sqlite3_stmt *row), GError **error)
{
  sqlite3_stmt *statement = store_prepare (store, sql, values, n, error);
  gpointer made = NULL;
  int status = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  status = sqlite3_step (statement);
  if (status == SQLITE_ROW)
    made = make (statement);
  else if (status != SQLITE_DONE)
    fail (store, error);
  sqlite3_reset (statement);
  return made;
}

gpointer
store_named (PactStore *store, const char *sql, gint64 id, gpointer (*make) (sqlite3_stmt *row),
             const char *noun, GError **error)
{
  g_autoptr (GError) failed = NULL;
  gpointer made = store_one (store, sql, VALUES (NUMBER (id)), make, &failed);

  if (made == NULL && failed == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_NOT_FOUND,
                 "no %s '%" G_GINT64_FORMAT "' in store '%s'; see 'pactwatch log'", noun, id, store->path);
  else if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return made;
}

char *
row_text (sqlite3_stmt *row, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

gint64
row_number (sqlite3_stmt *row, int column)
{
  return sqlite3_column_int64 (row, column);
}

bool
store_begin (PactStore *store, GError **error)
{
  return store_run (store, "BEGIN IMMEDIATE", NULL, 0, error);
}

bool
store_finish (PactStore *store, bool done, GError **error)
{
  if (done && store_run (store, "COMMIT", NULL, 0, error))
    return true;
  store_run (store, "ROLLBACK", NULL, 0, NULL);
  return false;
}

/* Refuses another program's file and one from the future. */
static bool
read_version (PactStore *store, gint64 *ret_version, GError **error)
{
  const int known = G_N_ELEMENTS (schema_steps);
  gint64 id = 0, version = 0, tables = 0;

  if (!store_number (store, "PRAGMA application_id", NULL, 0, 0, &id, error) ||
      !store_number (store, "PRAGMA user_version", NULL, 0, 0, &version, error) ||
      !store_number (store, "SELECT count(*) FROM sqlite_schema", NULL, 0, 0, &tables, error))
    return false;
  if (id != APPLICATION_ID && (id != 0 || tables > 0)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
                 "store '%s' belongs to another program; name another state directory",
                 store->path);
    return false;
  }
  if (version > known) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
                 "store '%s' has schema '%d' and this pactwatch knows up to %d; use the newer "
                 "pactwatch that wrote it, or name another state directory",
                 store->path, (int) version, known);
    return false;
  }
  *ret_version = version;
  return true;
}

/* Applies the steps that are missing; another process may have been faster. */
static bool
migrate (PactStore *store, GError **error)
{
  gint64 version = 0;

  if (!read_version (store, &version, error))
    return false;
  for (; version < (gint64) G_N_ELEMENTS (schema_steps); version++) {
    g_autofree char *stamp =
        g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
                         (int) version + 1);

    if (!execute (store, schema_steps[version], error) || !execute (store, stamp, error))
      return false;
  }
  return true;
}

/* WAL lets the tool read while the daemon writes. SQLite does not wait for its turn here by itself
 * when several processes open a new file at once. */
static bool
use_wal (PactStore *store, GError **error)
{
  int waited = 0;

  while (sqlite3_exec (store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK) {
    if (sqlite3_errcode (store->db) != SQLITE_BUSY || waited >= BUSY_TIMEOUT_MS)
      return fail (store, error);
    waited += sqlite3_sleep (10);
  }
  return true;
}

/* The log and its index stay when the last process leaves: who may only read cannot make them. */
static bool
keep_wal (PactStore *store, GError **error)
{
  int keep = 1;

  return sqlite3_file_control (store->db, NULL, SQLITE_FCNTL_PERSIST_WAL, &keep) == SQLITE_OK ||
         fail (store, error);
}

/* With synchronous=NORMAL a power cut may take the last checks, never the file; kill -9 takes
 * nothing. The version is read in a transaction, for another process may be creating the file. */
static bool
set_up (PactStore *store, GError **error)
{
  gint64 version = 0;

  sqlite3_busy_timeout (store->db, BUSY_TIMEOUT_MS);
  if (!execute (store, "BEGIN", error) ||
      !store_finish (store, read_version (store, &version, error), error) ||
      !use_wal (store, error) || !keep_wal (store, error) ||
      !execute (store,
                "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 0;"
                "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF",
                error))
    return false;
  return version == G_N_ELEMENTS (schema_steps) ||
         (store_begin (store, error) && store_finish (store, migrate (store, error), error));
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* The path without links in its folders. SQLite is told to refuse links, and refuses these too;
 * a store that is one itself leads out of the state. */
static char *
resolve_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *real = realpath (folder, NULL);

  return g_build_filename (real != NULL ? real : folder, name, NULL);
}

PactStore *
pact_store_open (const char *path, GError **error)
{
  g_autofree char *resolved = resolve_folder (path);
  g_autoptr (PactStore) store = g_new0 (PactStore, 1);

  store->path = g_strdup (path);
  store->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize);
  if (sqlite3_open_v2 (resolved, &store->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW |
                           SQLITE_OPEN_EXRESCODE,
                       NULL) != SQLITE_OK) {
    fail (store, error);
    return NULL;
  }
  return set_up (store, error) ? g_steal_pointer (&store) : NULL;
}

bool
pact_store_is_read_only (const PactStore *store)
{
  return sqlite3_db_readonly (store->db, "main") == 1;
}

void
pact_store_free (PactStore *store)
{
  if (store == NULL)
    return;
  g_hash_table_unref (store->statements);
  sqlite3_close (store->db);
  g_free (store->path);
  g_free (store);
}
