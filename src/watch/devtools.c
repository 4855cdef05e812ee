/* A short conversation: open a page, go there, wait until it is quiet, ask for its DOM. The DOM is
 * asked for by the browser's own command, for scripts of the page could answer any other. */
#include "watch/devtools.h"

#include <errno.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "caps.h"

#define CHUNK (64 * 1024)
#define HEARD_MAX(cap) (3 * (cap) + CHUNK) /* bytes: quoted as JSON, markup takes more */

/* What was asked last, which is the number of the command too; or what is waited for. */
typedef enum {
  STEP_CREATE = 1,
  STEP_ATTACH,
  STEP_ENABLE,
  STEP_EVENTS,
  STEP_GO,
  STEP_LOAD, /* nothing is asked; the page loads */
  STEP_DOCUMENT,
  STEP_DOM,
  STEP_END,
} Step;

struct PactDevtools {
  int socket;
  guint readable, quiet, ending; /* GSource ids; 0 for none */
  char *url;
  gsize cap;
  GString *heard; /* up to the end of the last message that is not whole */
  Step step;
  char *target, *session;
  GBytes *dom; /* how it ended, one of the two */
  char *why;
  PactDevtoolsDone done;
  gpointer user_data;
};

static gboolean
tell_end (gpointer data)
{
  PactDevtools *devtools = data;

  devtools->ending = 0;
  devtools->done (devtools->dom, devtools->why, devtools->user_data);
  return G_SOURCE_REMOVE;
}

/* Told from the main loop, for whoever hears it frees us. Takes `dom`. */
static void
end (PactDevtools *devtools, GBytes *dom, const char *why)
{
  if (devtools->step == STEP_END) {
    g_clear_pointer (&dom, g_bytes_unref);
    return;
  }
  devtools->step = STEP_END;
  devtools->dom = dom;
  devtools->why = g_strdup (why);
  devtools->ending = g_idle_add (tell_end, devtools);
}

/* Sends a command; `params` is floating. Messages end with a NUL. */
static void
ask (PactDevtools *devtools, Step step, const char *method, GVariant *params)
{
  GVariantDict message;
  g_autoptr (GVariant) whole = NULL;
  g_autofree char *json = NULL;
  gsize length;

  g_variant_dict_init (&message, NULL);
  g_variant_dict_insert (&message, "id", "i", (int) step);
  g_variant_dict_insert (&message, "method", "s", method);
  g_variant_dict_insert_value (&message, "params", params);
  if (devtools->session != NULL)
    g_variant_dict_insert (&message, "sessionId", "s", devtools->session);
  whole = g_variant_ref_sink (g_variant_dict_end (&message));
  json = json_gvariant_serialize_data (whole, &length);
  if (devtools->step == STEP_END)
    return;
  devtools->step = step;
  if (send (devtools->socket, json, length + 1, MSG_NOSIGNAL) != (ssize_t) length + 1)
    end (devtools, NULL, "the browser ended");
}

/* A member of an object, NULL when there is none of that type. */
static JsonObject *
object_in (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
text_in (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gint64
number_in (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

void
pact_devtools_hurry (PactDevtools *devtools)
{
  if (devtools->step == STEP_LOAD)
    ask (devtools, STEP_DOCUMENT, "DOM.getDocument", g_variant_new_parsed ("{'depth': <0>}"));
}

static gboolean
is_quiet (gpointer data)
{
  PactDevtools *devtools = data;

  devtools->quiet = 0;
  pact_devtools_hurry (devtools);
  return G_SOURCE_REMOVE;
}

/* The page may lead to another by script as soon as it is loaded. */
static void
see_event (PactDevtools *devtools, JsonObject *message)
{
  JsonObject *params = object_in (message, "params");
  const char *name = text_in (params, "name");

  if (devtools->step != STEP_LOAD || name == NULL ||
      g_strcmp0 (text_in (message, "method"), "Page.lifecycleEvent") != 0 ||
      g_strcmp0 (text_in (params, "frameId"), devtools->target) != 0)
    return;
  if (devtools->quiet != 0 && (g_str_equal (name, "init") || g_str_equal (name, "networkIdle")))
    g_clear_handle_id (&devtools->quiet, g_source_remove);
  if (g_str_equal (name, "networkIdle"))
    devtools->quiet = g_timeout_add (PACT_RENDER_QUIET_MS, is_quiet, devtools);
}

static void
take_dom (PactDevtools *devtools, const char *html)
{
  gsize length = html != NULL ? strlen (html) : 0;

  if (length > 0 && length <= devtools->cap)
    end (devtools, g_bytes_new (html, length), NULL);
  else
    end (devtools, NULL, length > 0 ? "the page grew over BodyCap=" : "the browser gave no page");
}

static void
see_answer (PactDevtools *devtools, JsonObject *message)
{
  JsonObject *result = object_in (message, "result"), *error = object_in (message, "error");
  const char *failed = error != NULL ? text_in (error, "message") : text_in (result, "errorText");

  if (number_in (message, "id") != (gint64) devtools->step)
    return;
  if (failed != NULL) {
    end (devtools, NULL, failed);
    return;
  }
  switch (devtools->step) {
  case STEP_CREATE:
    devtools->target = g_strdup (text_in (result, "targetId"));
    ask (devtools, STEP_ATTACH, "Target.attachToTarget",
         g_variant_new_parsed ("{'targetId': <%s>, 'flatten': <true>}",
                               devtools->target != NULL ? devtools->target : ""));
    break;
  case STEP_ATTACH:
    devtools->session = g_strdup (text_in (result, "sessionId"));
    ask (devtools, STEP_ENABLE, "Page.enable", g_variant_new_parsed ("@a{sv} {}"));
    break;
  case STEP_ENABLE:
    ask (devtools, STEP_EVENTS, "Page.setLifecycleEventsEnabled",
         g_variant_new_parsed ("{'enabled': <true>}"));
    break;
  case STEP_EVENTS:
    ask (devtools, STEP_GO, "Page.navigate", g_variant_new_parsed ("{'url': <%s>}", devtools->url));
    break;
  case STEP_GO:
    devtools->step = STEP_LOAD;
    break;
  case STEP_DOCUMENT:
    ask (devtools, STEP_DOM, "DOM.getOuterHTML",
         g_variant_new_parsed ("{'nodeId': <%x>}",
                               number_in (object_in (result, "root"), "nodeId")));
    break;
  case STEP_DOM:
    take_dom (devtools, text_in (result, "outerHTML"));
    break;
  case STEP_LOAD:
  case STEP_END:
    break;
  }
}

static void
see_message (PactDevtools *devtools, const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *message;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, -1, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  message = json_node_get_object (root);
  if (json_object_has_member (message, "id"))
    see_answer (devtools, message);
  else
    see_event (devtools, message);
}

/* Takes whole messages out of what was heard. */
static void
see_messages (PactDevtools *devtools)
{
  const char *text = devtools->heard->str, *stop = text + devtools->heard->len, *message_end;

  while ((message_end = memchr (text, '\0', (gsize) (stop - text))) != NULL) {
    see_message (devtools, text);
    text = message_end + 1;
  }
  g_string_erase (devtools->heard, 0, text - devtools->heard->str);
}

static gboolean
hear (int socket, GIOCondition condition, gpointer data)
{
  PactDevtools *devtools = data;
  char chunk[CHUNK];
  ssize_t n = recv (socket, chunk, sizeof chunk, MSG_DONTWAIT);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n > 0)
    g_string_append_len (devtools->heard, chunk, n);
  if (n <= 0 || devtools->heard->len > HEARD_MAX (devtools->cap)) {
    end (devtools, NULL, n <= 0 ? "the browser ended" : "the page grew over BodyCap=");
    devtools->readable = 0;
    return G_SOURCE_REMOVE;
  }
  if (memchr (chunk, '\0', (gsize) n) != NULL)
    see_messages (devtools);
  return G_SOURCE_CONTINUE;
}

PactDevtools *
pact_devtools_new (int socket, const char *url, gsize cap, PactDevtoolsDone done,
                   gpointer user_data)
{
  PactDevtools *devtools = g_new0 (PactDevtools, 1);

  devtools->socket = socket;
  devtools->url = g_strdup (url);
  devtools->cap = cap;
  devtools->heard = g_string_new (NULL);
  devtools->done = done;
  devtools->user_data = user_data;
  devtools->readable = g_unix_fd_add (socket, G_IO_IN | G_IO_HUP, hear, devtools);
  ask (devtools, STEP_CREATE, "Target.createTarget",
       g_variant_new_parsed ("{'url': <'about:blank'>}"));
  return devtools;
}

void
pact_devtools_free (PactDevtools *devtools)
{
  if (devtools == NULL)
    return;
  g_clear_handle_id (&devtools->readable, g_source_remove);
  g_clear_handle_id (&devtools->quiet, g_source_remove);
  g_clear_handle_id (&devtools->ending, g_source_remove);
  close (devtools->socket);
  g_string_free (devtools->heard, TRUE);
  g_clear_pointer (&devtools->dom, g_bytes_unref);
  g_free (devtools->why);
  g_free (devtools->target);
  g_free (devtools->session);
  g_free (devtools->url);
  g_free (devtools);
}
