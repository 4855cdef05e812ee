/* What stands around statements on pages: elements and lines known by their names and words. */
#pragma once

#include "read/lines.h"

typedef enum {
  PACT_FURNITURE_NONE,
  PACT_FURNITURE_SLIGHT, /* by a name that also wraps text: only if little is in it */
  PACT_FURNITURE_PLAIN,
} PactFurniture;

/* Whether an element is furniture by its tag, role, class or id. */
PactFurniture pact_furniture_element (const PactTree *tree, guint32 node);

/* Whether class, id or itemprop call the element the body of an article. */
bool pact_furniture_is_body (const PactTree *tree, guint32 node);

/* Lines by their words; `text` in any case, `length` bytes. */
bool pact_furniture_label (const char *text, gsize length);   /* "Advertisement", "Read more" */
bool pact_furniture_heading (const char *text, gsize length); /* what follows is furniture */
bool pact_furniture_appeal (const char *text, gsize length);  /* "Sign up for", "Reporting by" */
bool pact_furniture_note (const char *text, gsize length);    /* "Update, 3 May:": no furniture */
