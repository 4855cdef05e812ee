/* The bubbles on a desktop: which notification shows which findings. Kept in a file of the session, so
 * that whoever runs next replaces them, knows whose button was pressed, and which bubbles are lost. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Ids are the notification daemon's own; with the next daemon they begin anew. Some daemons say what
 * becomes of a bubble to nobody but who showed it. */
typedef struct {
  char *daemon;     /* its bus and name there: "GUID :1.7" */
  char *teller;     /* the name there of who showed it: ":1.9" */
  guint32 id;
  GArray *findings; /* gint64 */
} PactBubble;

typedef struct {
  GPtrArray *bubbles; /* PactBubble */
  char *path;
  int lock;
  bool changed;
} PactBubbles;

/* Reads the file in `folder`, and keeps others from it until it is closed. What cannot be read
 * counts as empty: at worst a bubble is shown beside the one it should replace. */
PactBubbles *pact_bubbles_open (const char *folder);

/* Writes what changed. A folder that cannot be written is left alone. */
void pact_bubbles_close (PactBubbles *bubbles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactBubbles, pact_bubbles_close)

/* The daemon's bubble of that id, or one that shows some of the findings; NULL for none. Borrowed. */
const PactBubble *pact_bubbles_find (const PactBubbles *bubbles, const char *daemon, guint32 id);
const PactBubble *pact_bubbles_showing (const PactBubbles *bubbles, const char *daemon,
                                        const GArray *findings);

/* The daemon's bubble of that id shows the findings now, and no other shows any of them. */
void pact_bubbles_put (PactBubbles *bubbles, const char *daemon, const char *teller, guint32 id,
                       const GArray *findings);
void pact_bubbles_remove (PactBubbles *bubbles, const PactBubble *bubble);

/* The findings (gint64) in bubbles that `teller` will not hear of: those of other daemons, which are
 * gone with them and forgotten now, and those that others showed. Free the array. */
GArray *pact_bubbles_lost (PactBubbles *bubbles, const char *daemon, const char *teller);
