/* The browser's way out, by GLib's own SOCKS client: what it leads to, and what it keeps from. */
#include "cli/loopback.h"
#include "watch/tunnel.h"

#include <gio/gio.h>
#include <string.h>

#define PATIENCE_S 20

/* An answer that ends where the server hangs up, RFC 9112, 6.3. */
static void
greet (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\n\r\nhello";

  reply->fault = PACT_FAULT_RAW;
  reply->body = g_bytes_new_static (answer, strlen (answer));
}

/* A call that has an answer by and by. */
typedef struct {
  GAsyncResult *result;
} Call;

static void
take_result (GObject *object, GAsyncResult *result, gpointer data)
{
  ((Call *) data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Call *call)
{
  while (call->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return call->result;
}

/* A connection to `host` through the tunnel; NULL when it was refused. */
static GSocketConnection *
connect_through (const PactTunnel *tunnel, const char *host, guint16 port)
{
  g_autofree char *proxy = g_strdup_printf ("socks5://127.0.0.1:%u", pact_tunnel_port (tunnel));
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Call call = { NULL };
  GSocketConnection *connection;

  g_socket_client_set_proxy_resolver (client, resolver);
  g_socket_client_set_timeout (client, PATIENCE_S);
  g_socket_client_connect_to_host_async (client, host, port, NULL, take_result, &call);
  connection = g_socket_client_connect_to_host_finish (client, wait_for (&call), NULL);
  g_object_unref (call.result);
  return connection;
}

/* Says something and hears until the other end hangs up, in good order or not. */
static char *
ask (GSocketConnection *connection, const char *question, bool *ret_in_order)
{
  GString *heard = g_string_new (NULL);
  gssize n = 1;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), question,
                             strlen (question), NULL, NULL, NULL);
  while (n > 0) {
    char bytes[512];
    Call call = { NULL };
    GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));

    g_input_stream_read_async (input, bytes, sizeof bytes, G_PRIORITY_DEFAULT, NULL, take_result,
                               &call);
    n = g_input_stream_read_finish (input, wait_for (&call), NULL);
    g_object_unref (call.result);
    g_string_append_len (heard, bytes, MAX (n, 0));
  }
  *ret_in_order = n == 0;
  return g_string_free (heard, FALSE);
}

static void
test_ways (void)
{
  static const struct {
    const char *host;
    bool allow_private;
    bool leads;
  } cases[] = {
    { "127.0.0.1", true, true },   { "localhost", true, true },
    { "127.0.0.1", false, false }, { "localhost", false, false }, /* a name that means the same */
    { "::1", false, false },
  };
  g_autoptr (PactLoopback) server = pact_loopback_new (greet, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PactTunnel *tunnel = pact_tunnel_new (cases[i].allow_private, NULL);
    g_autoptr (GSocketConnection) connection =
        connect_through (tunnel, cases[i].host, pact_loopback_port (server));
    g_autofree char *heard = NULL;
    bool in_order;

    g_test_message ("%s", cases[i].host);
    g_assert_true ((connection != NULL) == cases[i].leads);
    if (connection != NULL) {
      heard = ask (connection, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", &in_order);
      g_assert_true (g_str_has_suffix (heard, "hello"));
      g_assert_true (in_order);
    }
    pact_tunnel_free (tunnel);
  }
}

/* Nonsense is hung up on. */
static void
test_nonsense (void)
{
  static const char *const cases[] = {
    "GET / HTTP/1.1\r\n\r\n", "\x05\x02\x01\x02" /* other methods */,
    "\x05\x01\x01\x04\x01\x01\x03\x07", /* version 4 */
  };
  PactTunnel *tunnel = pact_tunnel_new (true, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
        client, "127.0.0.1", pact_tunnel_port (tunnel), NULL, NULL);
    g_autofree char *heard = NULL;
    bool in_order;

    g_assert_nonnull (connection);
    heard = ask (connection, cases[i], &in_order);
    g_assert_cmpint (strlen (heard), <=, 2);
  }
  pact_tunnel_free (tunnel);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tunnel/ways", test_ways);
  g_test_add_func ("/tunnel/nonsense", test_nonsense);
  return g_test_run ();
}
