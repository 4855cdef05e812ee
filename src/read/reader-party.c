/* Who: names, and who pays whom, by voice and preposition. */
#include "read/clause.h"

enum { TO = 2, FROM = 3, BY = 4, WITH = 6 }; /* values of PACT_SENSE_PREPOSITION rows */

static void
add_name (PactReading *reading, PactFactKind kind, guint i)
{
  pact_fact_add (reading, kind, i, i)->key = pact_unit (reading, i)->key;
}

/* The name nearest before unit `i` in its sentence; -1 when there is none. */
static gint
name_before (const PactReading *reading, guint i)
{
  for (gint at = (gint) i - 1; at >= 0; at--) {
    const PactUnit *unit = pact_unit (reading, (guint) at);

    if (unit->sentence != pact_unit (reading, i)->sentence || pact_unit_is (reading, (guint) at, ";"))
      return -1;
    if (unit->name)
      return at;
  }
  return -1;
}

/* The name that follows preposition `value` after unit `i`; -1 when there is none. */
static gint
name_after (const PactReading *reading, guint i, double value)
{
  bool armed = value == 0;

  for (guint at = i + 1; at < reading->units->len; at++) {
    const PactUnit *unit = pact_unit (reading, at);

    if (unit->sentence != pact_unit (reading, i)->sentence || pact_unit_is (reading, at, ";"))
      return -1;
    if (unit->sense == PACT_SENSE_PREPOSITION)
      armed = unit->value == value;
    else if (armed && unit->name)
      return (gint) at;
    else if (value == 0 && unit->kind != PACT_TOKEN_WORD && unit->kind != PACT_TOKEN_MARK)
      return -1;
  }
  return -1;
}

static void
read_payment (PactReading *reading, guint i, bool pays)
{
  bool passive = pact_sense_near (reading, i, -1) == PACT_SENSE_BE && pays;
  gint subject = name_before (reading, i);
  gint object = name_after (reading, i, pays ? (passive ? BY : TO) : FROM);

  if (pays && !passive && object < 0)
    object = name_after (reading, i, WITH);
  if (pays && !passive && object < 0)
    object = name_after (reading, i, 0);
  if (subject >= 0 && object >= 0 && pact_unit (reading, (guint) subject)->key != pact_unit (reading, (guint) object)->key) {
    add_name (reading, pays && !passive ? PACT_FACT_PAYER : PACT_FACT_PAYEE, (guint) subject);
    add_name (reading, pays && !passive ? PACT_FACT_PAYEE : PACT_FACT_PAYER, (guint) object);
  }
}

void
pact_read_party (PactReading *reading)
{
  for (guint i = 0; i < reading->units->len; i++) {
    const PactUnit *unit = pact_unit (reading, i);

    if (unit->name)
      add_name (reading, PACT_FACT_NAMED, i);
    else if (unit->sense == PACT_SENSE_PAY || unit->sense == PACT_SENSE_RECEIVE)
      read_payment (reading, i, unit->sense == PACT_SENSE_PAY);
  }
}
