/* Who: names, and who pays whom, by voice and preposition. */
#include "read/clause.h"

enum { TO = 2, FROM = 3, BY = 4, WITH = 6 }; /* values of PACT_SENSE_PREPOSITION rows */

static void
add_name (PactReading *reading, PactFactKind kind, gint i)
{
  if (i >= 0)
    pact_fact_add (reading, kind, (guint) i, (guint) i)->key = pact_unit (reading, (guint) i)->key;
}

static bool
ends_clause (const PactReading *reading, guint i, guint of)
{
  return pact_unit (reading, i)->sentence != pact_unit (reading, of)->sentence ||
         pact_unit_is (reading, i, ";");
}

/* A name that stands for itself: not "of X", not "X's". */
static bool
is_bare (const PactReading *reading, guint i)
{
  return pact_unit (reading, i)->name &&
         pact_sense_near (reading, i, -1) != PACT_SENSE_PREPOSITION &&
         !pact_unit_is (reading, i + 1, "'s") && !(i > 0 && pact_unit_is (reading, i - 1, "of"));
}

enum { SUBJECT_REACH = 40 };

/* The nearest bare name before unit `i` in its clause; -1 when there is none. */
static gint
subject_of (const PactReading *reading, guint i)
{
  for (guint at = i; at-- > 0 && at + SUBJECT_REACH > i && !ends_clause (reading, at, i);)
    if (is_bare (reading, at)) {
      while (at > 0 && pact_unit (reading, at - 1)->name)
        at--;
      return (gint) at;
    }
  return -1;
}

/* The name after unit `i` that follows preposition `value`; -1 when there is none. */
static gint
name_after (const PactReading *reading, guint i, double value)
{
  for (guint at = i + 1;
       at < reading->units->len && at < i + SUBJECT_REACH && !ends_clause (reading, at, i); at++) {
    const PactUnit *unit = pact_unit (reading, at);

    if (unit->sense != PACT_SENSE_PREPOSITION || unit->value != value)
      continue;
    for (guint name = at + 1; name < at + 4 && name < reading->units->len; name++)
      if (pact_unit (reading, name)->name && !ends_clause (reading, name, i))
        return (gint) name;
  }
  return -1;
}

static gint
first_of (gint a, gint b)
{
  return a >= 0 ? a : b;
}

/* The name after the preposition that opens the clause of unit `i`: "From Rusk, Orme gets 5%". */
static gint
name_at_opening (const PactReading *reading, guint i, double value)
{
  guint at = i;

  while (at > 0 && at + SUBJECT_REACH > i && !ends_clause (reading, at - 1, i))
    at--;
  return pact_unit (reading, at)->sense == PACT_SENSE_PREPOSITION &&
                 pact_unit (reading, at)->value == value && at + 1 < reading->units->len &&
                 pact_unit (reading, at + 1)->name
             ? (gint) at + 1
             : -1;
}

/* A name right after unit `i`: "pays Rusk 5%". */
static gint
object_of (const PactReading *reading, guint i)
{
  for (guint at = i + 1; at < i + 3 && at < reading->units->len; at++)
    if (pact_unit (reading, at)->name && !ends_clause (reading, at, i) &&
        pact_sense_near (reading, at, -1) != PACT_SENSE_PREPOSITION &&
        !pact_unit_is (reading, at + 1, "'s"))
      return (gint) at;
  return -1;
}

static void
read_payment (PactReading *reading, guint i)
{
  const PactUnit *unit = pact_unit (reading, i);
  PactSense before = pact_sense_near (reading, i, -1);
  bool passive =
      unit->sense != PACT_SENSE_RECEIVE && (before == PACT_SENSE_BE || before == PACT_SENSE_WAS);
  gint payer, payee;

  if (unit->sense == PACT_SENSE_SHARE &&
      (pact_unit_is (reading, i + 1, "of") || before == PACT_SENSE_REVENUE ||
       before == PACT_SENSE_PROFIT || (i > 0 && pact_unit_is (reading, i - 1, "a"))))
    return; /* a noun */
  if (unit->sense == PACT_SENSE_RECEIVE) {
    payee = subject_of (reading, i);
    payer = first_of (name_after (reading, i, FROM), name_at_opening (reading, i, FROM));
  } else if (unit->value == 2) { /* "goes to" */
    payee = object_of (reading, i);
    payer = name_after (reading, i, FROM);
  } else if (passive) {
    payee = first_of (name_after (reading, i, TO), subject_of (reading, i));
    payer = name_after (reading, i, BY);
  } else {
    payer = subject_of (reading, i);
    payee = first_of (name_after (reading, i, TO),
                      first_of (object_of (reading, i), name_after (reading, i, WITH)));
  }
  if (payer >= 0 && payee >= 0 &&
      pact_unit (reading, (guint) payer)->key == pact_unit (reading, (guint) payee)->key)
    return;
  add_name (reading, PACT_FACT_PAYER, payer);
  add_name (reading, PACT_FACT_PAYEE, payee);
}

void
pact_read_party (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    if (unit->name && !(i > 0 && pact_unit (reading, i - 1)->name))
      add_name (reading, PACT_FACT_NAMED, (gint) i);
    else if (unit->sense == PACT_SENSE_PAY || unit->sense == PACT_SENSE_RECEIVE ||
             unit->sense == PACT_SENSE_SHARE)
      read_payment (reading, i);
  }
}
