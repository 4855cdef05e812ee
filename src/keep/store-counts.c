/* What the store can count: for `pactwatch status` and for the metrics. */
#include "keep/store-private.h"

static gpointer
row_counts (sqlite3_stmt *row)
{
  PactStoreCounts *counts = g_new (PactStoreCounts, 1);

  *counts = (PactStoreCounts){ .checks = row_number (row, 0),
                               .checks_unchanged = row_number (row, 1),
                               .checks_failed = row_number (row, 2),
                               .captures = row_number (row, 3),
                               .findings = row_number (row, 4),
                               .findings_open = row_number (row, 5),
                               .outbox = row_number (row, 6),
                               .outbox_dead = row_number (row, 7) };
  return counts;
}

bool
pact_store_counts (PactStore *store, const char *source, PactStoreCounts *ret_counts,
                   GError **error)
{
  g_autofree PactStoreCounts *counts = store_one (
      store,
      "WITH mine AS (SELECT * FROM page WHERE ?1 IS NULL OR source = ?1),"
      " told AS (SELECT id FROM finding WHERE told IS NOT NULL AND same_as IS NULL"
      "  AND page IN (SELECT id FROM mine))"
      " SELECT sum (checks), sum (unchanged), sum (failed),"
      " (SELECT count (*) FROM capture WHERE page IN (SELECT id FROM mine)),"
      " (SELECT count (*) FROM told),"
      " (SELECT count (*) FROM told WHERE id NOT IN (SELECT finding FROM review)),"
      " (SELECT count (*) FROM outbox"
      "  WHERE delivered IS NULL AND dead IS NULL AND finding IN told),"
      " (SELECT count (*) FROM outbox"
      "  WHERE delivered IS NULL AND dead IS NOT NULL AND finding IN told) FROM mine",
      VALUES (TEXT (source)),
      row_counts, error);

  if (counts != NULL)
    *ret_counts = *counts;
  return counts != NULL;
}

void
pact_tally_free (PactTally *tally)
{
  if (tally == NULL)
    return;
  g_free (tally->name);
  g_free (tally->kind);
  g_free (tally);
}

static gpointer
row_tally (sqlite3_stmt *row)
{
  PactTally *tally = g_new0 (PactTally, 1);

  tally->name = row_text (row, 0);
  tally->kind = row_text (row, 1);
  tally->n = row_number (row, 2);
  return tally;
}

GPtrArray *
pact_store_tally (PactStore *store, PactTallyOf of, GError **error)
{
  static const char *const queries[] = {
    [PACT_TALLY_CHECKS] = "SELECT source, NULL, sum (checks) FROM page GROUP BY source",
    [PACT_TALLY_FAILURES] = "SELECT p.source, c.failure, sum (c.n) FROM page p JOIN"
                            " (SELECT page, failure, count (*) AS n FROM \"check\""
                            "  WHERE failure IS NOT NULL GROUP BY page, failure) c"
                            " ON c.page = p.id GROUP BY p.source, c.failure",
    [PACT_TALLY_VERDICTS] = "SELECT p.source, f.verdict, count (*)"
                            " FROM finding f JOIN page p ON p.id = f.page"
                            " WHERE f.told IS NOT NULL AND f.same_as IS NULL"
                            " GROUP BY p.source, f.verdict",
    [PACT_TALLY_UNREVIEWED] = "SELECT p.source, NULL, count (*)"
                              " FROM finding f JOIN page p ON p.id = f.page"
                              " WHERE f.told IS NOT NULL AND f.same_as IS NULL"
                              " AND f.id NOT IN (SELECT finding FROM review) GROUP BY p.source",
    [PACT_TALLY_WAITING] = "SELECT sink, NULL, count (*) FROM outbox"
                           " WHERE delivered IS NULL AND dead IS NULL GROUP BY sink",
    [PACT_TALLY_DEAD] = "SELECT sink, NULL, count (*) FROM outbox"
                        " WHERE delivered IS NULL AND dead IS NOT NULL GROUP BY sink",
    [PACT_TALLY_PAUSED] = "SELECT sink, NULL, 1 FROM pause",
  };

  return store_list (store, queries[of], NULL, 0, row_tally, (GDestroyNotify) pact_tally_free,
                     error);
}
