/* What stands around statements on pages: elements and lines known by their names and words. */
#pragma once

#include "read/lines.h"

typedef enum {
  PACT_FURNITURE_NONE,
  PACT_FURNITURE_SLIGHT, /* by a name that also wraps text: only if little is in it */
  PACT_FURNITURE_PLAIN,  /* unless most of the page is in it */
  PACT_FURNITURE_SURE,   /* by its tag */
} PactFurniture;

/* Whether an element is furniture by its tag, role, class or id. */
PactFurniture pact_furniture_element (const PactTree *tree, guint32 node);

/* Whether the element calls itself the page's main part, or the body of an article. */
bool pact_furniture_is_main (const PactTree *tree, guint32 node);
bool pact_furniture_is_body (const PactTree *tree, guint32 node);

/* Lines by their words, in any case. */
bool pact_furniture_label (const PactLines *lines, guint i);   /* "Advertisement", "Read more" */
bool pact_furniture_heading (const PactLines *lines, guint i); /* what follows is furniture */
bool pact_furniture_appeal (const PactLines *lines, guint i);  /* "Sign up for", "Reporting by" */
bool pact_furniture_note (const PactLines *lines, guint i);    /* "Update:", "3 May 2027:" */
