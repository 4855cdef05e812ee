/* SOCKS5, as much of it as browsers speak: no authentication, CONNECT to a name or an address. */
#include "watch/tunnel.h"

#include <gio/gio.h>
#include <string.h>

#include "address.h"
#include "caps.h"

enum { VERSION = 5, CONNECT = 1, TYPE_IPV4 = 1, TYPE_NAME = 3, TYPE_IPV6 = 4 };

#define GREETING 3 /* bytes: version, one method, no authentication */
#define REQUEST 5  /* bytes: version, command, 0, type of address, and the first byte of that */

struct PactTunnel {
  GSocketService *service;
  guint16 port;
  GCancellable *cancel;
  bool allow_private;
};

/* One connection of the browser on its way out. */
typedef struct {
  GCancellable *cancel;
  bool allow_private;
  GIOStream *inside, *outside;
  GList *addresses;      /* GInetAddress that are still to be tried */
  guint8 bytes[256 + 2]; /* a name and its port are the longest */
  guint8 type;
  gsize length;
  guint16 port;
} Visit;

static void
visit_free (Visit *visit)
{
  g_object_unref (visit->cancel);
  g_resolver_free_addresses (visit->addresses);
  g_clear_object (&visit->inside);
  g_clear_object (&visit->outside);
  g_free (visit);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visit, visit_free)

/* Reads on, and lets `next` take the visit. */
static void
read_next (Visit *visit, gsize offset, gsize length, GAsyncReadyCallback next)
{
  g_input_stream_read_all_async (g_io_stream_get_input_stream (visit->inside),
                                 visit->bytes + offset, length, G_PRIORITY_DEFAULT, visit->cancel,
                                 next, visit);
}

static bool
was_read (GObject *stream, GAsyncResult *result, gsize wanted)
{
  gsize length = 0;

  return g_input_stream_read_all_finish (G_INPUT_STREAM (stream), result, &length, NULL) &&
         length == wanted;
}

/* Answers of a few bytes, which any socket takes at once. */
static bool
answer (const Visit *visit, const guint8 *bytes, gsize length)
{
  return g_output_stream_write (g_io_stream_get_output_stream (visit->inside), bytes, length,
                                visit->cancel, NULL) == (gssize) length;
}

static void
ended (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_io_stream_splice_finish (result, NULL);
  visit_free (data);
}

static void try_next (Visit *visit);

static void
connected (GObject *client, GAsyncResult *result, gpointer data)
{
  static const guint8 granted[] = { VERSION, 0, 0, TYPE_IPV4, 0, 0, 0, 0, 0, 0 };
  Visit *visit = data;

  visit->outside =
      G_IO_STREAM (g_socket_client_connect_finish (G_SOCKET_CLIENT (client), result, NULL));
  if (visit->outside == NULL || !answer (visit, granted, sizeof granted)) {
    try_next (visit);
    return;
  }
  /* the first end that hangs up ends the other, too: it may be the end of an answer */
  g_io_stream_splice_async (visit->inside, visit->outside,
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                            G_PRIORITY_DEFAULT, visit->cancel, ended, visit);
}

/* The gate: the first address not tried yet that may be connected to. Hangs up without one. */
static void
try_next (Visit *visit)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GSocketAddress) place = NULL;
  g_autoptr (GSocketClient) client = NULL;

  while (visit->addresses != NULL && address == NULL) {
    address = visit->addresses->data;
    visit->addresses = g_list_delete_link (visit->addresses, visit->addresses);
    if (!visit->allow_private && pact_address_private (address))
      g_clear_object (&address);
  }
  if (address == NULL) {
    visit_free (visit);
    return;
  }
  place = g_inet_socket_address_new (address, visit->port);
  client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, PACT_CONNECT_TIMEOUT_S);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (place), visit->cancel, connected,
                                 visit);
}

static void
resolved (GObject *resolver, GAsyncResult *result, gpointer data)
{
  Visit *visit = data;

  visit->addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, NULL);
  try_next (visit);
}

/* Looks the name up, or goes where the address says. */
static void
find_way (Visit *visit)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autofree char *name = g_strndup ((const char *) visit->bytes, visit->length);
  GSocketFamily family = visit->type == TYPE_IPV4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6;

  visit->port = (guint16) (visit->bytes[visit->length] << 8 | visit->bytes[visit->length + 1]);
  if (visit->type == TYPE_NAME) {
    g_resolver_lookup_by_name_async (resolver, name, visit->cancel, resolved, visit);
    return;
  }
  visit->addresses = g_list_append (NULL, g_inet_address_new_from_bytes (visit->bytes, family));
  try_next (visit);
}

static void
address_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  Visit *visit = data;

  if (was_read (stream, result, visit->length + 2 - (visit->type != TYPE_NAME)))
    find_way (visit);
  else
    visit_free (visit);
}

/* The first byte of an address is read: of a name, that is its length. */
static void
request_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  g_autoptr (Visit) visit = data;
  guint8 first = visit->bytes[REQUEST - 1];

  if (!was_read (stream, result, REQUEST) || visit->bytes[0] != VERSION ||
      visit->bytes[1] != CONNECT)
    return;
  visit->type = visit->bytes[3];
  visit->length = visit->type == TYPE_NAME ? first : visit->type == TYPE_IPV4 ? 4 : 16;
  if (visit->type != TYPE_NAME && visit->type != TYPE_IPV4 && visit->type != TYPE_IPV6)
    return;
  visit->bytes[0] = first;
  if (visit->type == TYPE_NAME)
    read_next (visit, 0, visit->length + 2, address_read);
  else
    read_next (visit, 1, visit->length + 1, address_read);
  g_steal_pointer (&visit);
}

static void
greeting_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  static const guint8 no_authentication[] = { VERSION, 0 };
  g_autoptr (Visit) visit = data;

  if (!was_read (stream, result, GREETING) || visit->bytes[0] != VERSION || visit->bytes[1] != 1 ||
      !answer (visit, no_authentication, sizeof no_authentication))
    return;
  read_next (visit, 0, REQUEST, request_read);
  g_steal_pointer (&visit);
}

static gboolean
incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  const PactTunnel *tunnel = data;
  Visit *visit = g_new0 (Visit, 1);

  visit->cancel = g_object_ref (tunnel->cancel);
  visit->allow_private = tunnel->allow_private;
  visit->inside = G_IO_STREAM (g_object_ref (connection));
  read_next (visit, 0, GREETING, greeting_read);
  return TRUE;
}

PactTunnel *
pact_tunnel_new (bool allow_private, GError **error)
{
  PactTunnel *tunnel = g_new0 (PactTunnel, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) at = NULL;

  tunnel->allow_private = allow_private;
  tunnel->cancel = g_cancellable_new ();
  tunnel->service = g_socket_service_new ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (tunnel->service), any_port,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &at,
                                      error)) {
    pact_tunnel_free (tunnel);
    return NULL;
  }
  tunnel->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (at));
  g_signal_connect (tunnel->service, "incoming", G_CALLBACK (incoming), tunnel);
  return tunnel;
}

void
pact_tunnel_free (PactTunnel *tunnel)
{
  if (tunnel == NULL)
    return;
  g_cancellable_cancel (tunnel->cancel);
  g_socket_service_stop (tunnel->service);
  g_socket_listener_close (G_SOCKET_LISTENER (tunnel->service));
  g_signal_handlers_disconnect_by_data (tunnel->service, tunnel);
  g_object_unref (tunnel->service);
  g_object_unref (tunnel->cancel);
  g_free (tunnel);
}

guint16
pact_tunnel_port (const PactTunnel *tunnel)
{
  return tunnel->port;
}
