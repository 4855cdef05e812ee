/* Figures in a text: what they count, and how much. */
#pragma once

#include "read/clause.h"

typedef struct {
  PactFactKind kind; /* PERCENT, POINTS, MONEY, COUNT, DATE or SPAN; NONE when it is no figure */
  guint n;           /* units it takes */
  double value;      /* in percent, money, things; yyyymmdd; months */
} PactQuantity;

/* The figure that starts at unit `i`: "20%", "a fifth", "$38 billion", "three years",
 * "30 June 2030", "2027". */
PactQuantity pact_quantity_at (const PactReading *reading, guint i);
