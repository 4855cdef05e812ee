/* What people do with the bubbles of a desktop, heard on the session bus: also with those that an
 * earlier process showed, and that a notification daemon took with it when it ended. */
#pragma once

#include <glib.h>

typedef enum { PACT_BUTTON_SHOW, PACT_BUTTON_ACCEPT, PACT_BUTTON_DISMISS } PactButton;

/* A button's name on the bus, and what stands on it. That of the bubble itself is "default". */
extern const struct PactButtonWords {
  const char *key, *label;
} pact_buttons[];

#define PACT_BUTTON_DEFAULT "default" /* a click on the bubble itself; means SHOW */

typedef struct {
  /* A button of the bubble of these findings (gint64) was pressed. */
  void (*pressed) (PactButton button, const GArray *findings, gpointer user_data);
  /* Bubbles of these that nobody closed are gone, or were shown by an earlier process whose buttons
   * we may not hear. To show them again is to bring them back, or to put ours in their place. */
  void (*lost) (const GArray *findings, gpointer user_data);
} PactButtonEvents;

typedef struct PactButtons PactButtons;

/* Listens on the main loop, as soon and as long as there is a session bus. `folder` is where the
 * desktop sinks remember their bubbles. */
PactButtons *pact_buttons_new (const char *folder, const PactButtonEvents *events,
                               gpointer user_data);
void pact_buttons_free (PactButtons *buttons);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactButtons, pact_buttons_free)

/* Takes the bubbles from the screen that show none of which `is_open` is true any more. */
void pact_buttons_retract (PactButtons *buttons, gboolean (*is_open) (gint64 finding, gpointer data),
                           gpointer data);

/* A bubble that only says something, on one line; it goes by itself. */
void pact_buttons_say (PactButtons *buttons, const char *summary, const char *line);
