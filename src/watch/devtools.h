/* One page in a browser, driven through the DevTools protocol (--remote-debugging-pipe). */
#pragma once

#include <glib.h>

typedef struct PactDevtools PactDevtools;

/* `dom`: the page as HTML in UTF-8, or NULL and `why`. Both are borrowed; called once. */
typedef void (*PactDevtoolsDone) (GBytes *dom, const char *why, gpointer user_data);

/* Has the browser at the other end of `socket` (taken) load `url`, and waits until nothing was
 * loaded for a moment. At most `cap` bytes of DOM. Runs on the thread-default main context. */
PactDevtools *pact_devtools_new (int socket, const char *url, gsize cap, PactDevtoolsDone done,
                                 gpointer user_data);
void pact_devtools_free (PactDevtools *devtools);

/* Takes the page as it is by now. */
void pact_devtools_hurry (PactDevtools *devtools);
