/* What the store's own files share: the handle, and running SQL. Included by store*.c only. */
#pragma once

#include <sqlite3.h>

#include "keep/store.h"

struct PactStore {
  sqlite3 *db;
  char *path;
  GHashTable *statements; /* SQL literal -> its prepared sqlite3_stmt */
};

/* A parameter of a statement. */
typedef struct {
  bool is_text;
  gint64 number;
  const char *text; /* borrowed; NULL binds NULL */
} Value;

#define NUMBER(n) ((Value){ .number = (n) })
#define TEXT(t) ((Value){ .is_text = true, .text = (t) })
#define VALUES(...) \
  (const Value[]){ __VA_ARGS__ }, sizeof ((const Value[]){ __VA_ARGS__ }) / sizeof (Value)

/* Prepares `sql` once (a literal: its address is the key) and binds ?1, ?2 ... to the values. */
sqlite3_stmt *store_prepare (PactStore *store, const char *sql, const Value *values, gsize n,
                             GError **error);

/* Runs a statement that yields no rows, or drops them. */
bool store_run (PactStore *store, const char *sql, const Value *values, gsize n, GError **error);

/* The single number a query yields, `missing` when it yields no row. */
bool store_number (PactStore *store, const char *sql, const Value *values, gsize n, gint64 missing,
                   gint64 *ret_number, GError **error);

/* One element per row of a query. */
GPtrArray *store_list (PactStore *store, const char *sql, const Value *values, gsize n,
                       gpointer (*make) (sqlite3_stmt *row), GDestroyNotify free_element,
                       GError **error);

/* What `make` makes of the first row; NULL without error when there is none. */
gpointer store_one (PactStore *store, const char *sql, const Value *values, gsize n,
                    gpointer (*make) (sqlite3_stmt *row), GError **error);

/* The same for a `noun` with this id, where none is PACT_ERROR_NOT_FOUND. */
gpointer store_named (PactStore *store, const char *sql, gint64 id,
                      gpointer (*make) (sqlite3_stmt *row), const char *noun, GError **error);

/* A column of the row; the text is yours. */
char *row_text (sqlite3_stmt *row, int column);
gint64 row_number (sqlite3_stmt *row, int column);

/* A transaction that writes. store_finish commits when `done`, else rolls back; returns whether
 * all is committed. */
bool store_begin (PactStore *store, GError **error);
bool store_finish (PactStore *store, bool done, GError **error);

/* The part of pact_store_record that concerns findings; `capture` is what they rest on. */
bool store_record_findings (PactStore *store, PactRecord *record, gint64 capture,
                            GError **error);
bool store_replace_terms (PactStore *store, gint64 page, gint64 capture, GPtrArray *terms,
                          GError **error);

/* An outbox row for each sink that is to be told of the finding. */
bool store_enqueue (PactStore *store, const PactRecord *record, const PactFinding *finding,
                    GError **error);

/* What all alerts on one term have in common, or on one topic of a page: they keep their order. */
#define THREAD_OF_FINDING \
  "coalesce (f.baseline || char (10) || f.term, f.page || char (10) || f.topic)"

/* The columns row_finding expects first in a row, and where they come from. */
#define FINDING_COLUMNS \
  "f.id, f.time, p.source, p.url, c.title, f.baseline, f.term, f.topic, f.verdict, f.facets," \
  " f.old_text, f.new_text, f.why, f.capture, f.old_capture, c.digest, r.decision, r.time, r.why," \
  " f.told IS NULL, f.looks, f.same_as, f.reread"
#define FINDING_TABLES \
  " FROM finding f JOIN page p ON p.id = f.page LEFT JOIN capture c ON c.id = f.capture" \
  " LEFT JOIN review r ON r.finding = coalesce (f.same_as, f.id) "
gpointer row_finding (sqlite3_stmt *row);
