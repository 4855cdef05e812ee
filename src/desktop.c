/* The desktop. Bubbles are shown by the desktop sinks; here their buttons are heard, and bubbles are
 * taken back whose findings somebody reviewed elsewhere. */
#include "desktop.h"

#include "caps.h"
#include "evidence.h"
#include "pactwatch/error.h"
#include "review.h"
#include "tell/buttons.h"

#include <gio/gio.h>

#define WHY_DISMISSED "dismissed on the desktop"

struct PactDesktop {
  PactState *state;
  const PactConfig *config;
  PactLostFunc lost;
  gpointer user_data;
  char *folder;
  PactButtons *buttons;
  guint timer; /* GSource id */
};

static char *
render (PactDesktop *desktop, const GArray *findings, GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) pact_report_free);

  for (guint i = 0; i < findings->len; i++) {
    PactReport *report =
        pact_evidence_load (desktop->state, g_array_index (findings, gint64, i), error);

    if (report == NULL)
      return NULL;
    g_ptr_array_add (reports, report);
  }
  return pact_report_html (reports);
}

/* For nobody else's eyes, and gone with the session. */
static char *
write_page (PactDesktop *desktop, const GArray *findings, GError **error)
{
  g_autofree char *html = render (desktop, findings, error);
  g_autofree char *name = findings->len == 1
                              ? g_strdup_printf ("finding-%" G_GINT64_FORMAT ".html",
                                                 g_array_index (findings, gint64, 0))
                              : g_strdup ("findings.html");
  g_autofree char *path = g_build_filename (desktop->folder, name, NULL);

  if (html == NULL || !g_file_set_contents_full (path, html, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                                 error))
    return NULL;
  return g_steal_pointer (&path);
}

/* A browser started by a service would live under the restrictions of the service, without the
 * session's display, and die with it; so systemd starts it for us. */
static bool
open_in_browser (const char *path, GError **error)
{
  const char *const by_systemd[] = { "systemd-run", "--user", "--quiet", "--collect",
                                     "--property=KillMode=process", "--", "xdg-open", path, NULL };
  const char *const directly[] = { "xdg-open", path, NULL };
  const char *const *command = g_getenv ("INVOCATION_ID") != NULL ? by_systemd : directly;

  return g_spawn_async (NULL, (char **) command, NULL,
                        G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, error);
}

static bool
show (PactDesktop *desktop, const GArray *findings, GError **error)
{
  g_autofree char *path = write_page (desktop, findings, error);

  return path != NULL && open_in_browser (path, error);
}

static bool
accept (PactDesktop *desktop, const GArray *findings, GError **error)
{
  static const PactAcceptance as_found = { NULL, NULL, NULL };
  g_autofree char *edition = NULL;

  return pact_review_accept (desktop->state, desktop->config, g_array_index (findings, gint64, 0),
                             &as_found, &edition, error);
}

static bool
dismiss (PactDesktop *desktop, const GArray *findings, GError **error)
{
  return pact_review_dismiss (desktop->state, g_array_index (findings, gint64, 0), WHY_DISMISSED,
                              error);
}

/* What each button does, and what is said when it cannot. */
static const struct {
  bool (*act) (PactDesktop *desktop, const GArray *findings, GError **error);
  bool judges; /* one finding */
  const char *failure;
} acts[] = {
  [PACT_BUTTON_SHOW] = { show, false, "The redline cannot be shown" },
  [PACT_BUTTON_ACCEPT] = { accept, true, "The finding was not accepted" },
  [PACT_BUTTON_DISMISS] = { dismiss, true, "The finding was not dismissed" },
};

static gboolean
is_open (gint64 id, gpointer user_data)
{
  PactDesktop *desktop = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PactFinding) finding = pact_store_finding (desktop->state->store, id, &error);

  return finding != NULL ? finding->review == PACT_REVIEW_OPEN
                         : !g_error_matches (error, PACT_ERROR, PACT_ERROR_NOT_FOUND);
}

static void
pressed (PactButton button, const GArray *findings, gpointer user_data)
{
  PactDesktop *desktop = user_data;
  g_autoptr (GError) error = NULL;

  if (acts[button].judges && findings->len != 1)
    return;
  if (!acts[button].act (desktop, findings, &error)) {
    g_warning ("%s: %s", acts[button].failure, error->message);
    pact_buttons_say (desktop->buttons, acts[button].failure, error->message);
  }
  pact_buttons_retract (desktop->buttons, is_open, desktop);
}

static void
lost (const GArray *findings, gpointer user_data)
{
  PactDesktop *desktop = user_data;

  desktop->lost (findings, desktop->user_data);
}

static gboolean
look (gpointer user_data)
{
  PactDesktop *desktop = user_data;

  pact_buttons_retract (desktop->buttons, is_open, desktop);
  return G_SOURCE_CONTINUE;
}

PactDesktop *
pact_desktop_new (PactState *state, const PactConfig *config, PactLostFunc lost_func,
                  gpointer user_data)
{
  static const PactButtonEvents events = { pressed, lost };
  PactDesktop *desktop = g_new0 (PactDesktop, 1);

  desktop->state = state;
  desktop->config = config;
  desktop->lost = lost_func;
  desktop->user_data = user_data;
  desktop->folder = pact_session_dir (state->dir);
  desktop->buttons = pact_buttons_new (desktop->folder, &events, desktop);
  desktop->timer = g_timeout_add_seconds (PACT_OUTBOX_POLL_S, look, desktop);
  return desktop;
}

void
pact_desktop_free (PactDesktop *desktop)
{
  if (desktop == NULL)
    return;
  g_source_remove (desktop->timer);
  pact_buttons_free (desktop->buttons);
  g_free (desktop->folder);
  g_free (desktop);
}
