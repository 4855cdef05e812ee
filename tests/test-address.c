/* The address gate: which addresses are private, and that no way leads to them. */
#define _GNU_SOURCE /* unshare */
#include "address.h"

#include "fetching.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void
test_private_networks (void)
{
  static const struct {
    const char *address;
    bool private;
  } cases[] = {
    { "0.0.0.0", true },          { "0.255.1.2", true },       { "1.0.0.1", false },
    { "9.255.255.255", false },   { "10.0.0.0", true },        { "10.255.255.255", true },
    { "11.0.0.0", false },        { "100.63.255.255", false }, { "100.64.0.0", true },
    { "100.127.255.255", true },  { "100.128.0.0", false },    { "127.0.0.1", true },
    { "127.255.0.9", true },      { "169.254.169.254", true }, { "169.253.0.1", false },
    { "172.15.255.255", false },  { "172.16.0.1", true },      { "172.31.255.255", true },
    { "172.32.0.0", false },      { "192.0.0.8", true },       { "192.0.1.1", false },
    { "192.168.1.1", true },      { "192.169.0.1", false },    { "198.17.255.255", false },
    { "198.18.0.1", true },       { "198.19.255.255", true },  { "198.20.0.1", false },
    { "223.255.255.255", false }, { "224.0.0.251", true },     { "239.1.1.1", true },
    { "240.0.0.1", true },        { "255.255.255.255", true }, { "::", true },
    { "::1", true },              { "::10.1.1.1", true },      { "::ffff:127.0.0.1", true },
    { "::ffff:10.0.0.1", true },  { "::ffff:8.8.8.8", false }, { "64:ff9b::192.168.0.1", true },
    { "64:ff9b::8.8.8.8", false }, { "64:ff9b:1::8.8.8.8", true }, { "100::1", true },
    { "2001::1", true },          { "2001:4860:4860::8888", false }, { "2002:7f00:1::", true },
    { "2606:4700::1111", false }, { "fc00::1", true },         { "fdff::1", true },
    { "fe00::1", false },         { "fe80::1", true },         { "febf::1", true },
    { "fec0::1", true },          { "ff02::fb", true },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].address);

    g_assert_nonnull (address);
    if (pact_address_private (address) == cases[i].private)
      continue;
    g_test_message ("%s", cases[i].address);
    misses++;
  }
  g_assert_cmpuint (misses, ==, 0);
  g_assert_true (pact_address_private (NULL));
}

static void
answer (const PactLoopbackRequest *request, PactLoopbackReply *reply, gpointer user_data)
{
  reply->body = bytes_of ("inside");
}

static void
test_refused (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autofree char *url = pact_loopback_url (loopback, "/page/abc");
  g_autofree char *by_name =
      g_strdup_printf ("http://localhost:%u/", pact_loopback_port (loopback));
  PactSource outsider = source;
  const char *const urls[] = { url, by_name };

  outsider.allow_private = false;
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autoptr (PactCapture) capture = get_url (fetcher, &outsider, urls[i], NULL);

    g_assert_cmpint (capture->failure, ==, PACT_FAILURE_ADDRESS);
    g_assert_true (g_str_has_prefix (capture->failure_detail,
                                     "refused to connect to private address '"));
    g_assert_null (capture->request_head);
  }
}

/* A connection that one source may use is no way in for another. */
static void
test_reuse (void)
{
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autofree char *url = pact_loopback_url (loopback, "/page/abc");
  PactSource outsider = source;
  g_autoptr (PactCapture) insider = get_url (fetcher, &source, url, NULL);
  g_autoptr (PactCapture) refused = NULL;
  g_autoptr (PactCapture) again = NULL;

  outsider.allow_private = false;
  refused = get_url (fetcher, &outsider, url, NULL);
  again = get_url (fetcher, &source, url, NULL);
  g_assert_cmpint (insider->failure, ==, PACT_FAILURE_NONE);
  g_assert_cmpint (refused->failure, ==, PACT_FAILURE_ADDRESS);
  g_assert_null (refused->request_head);
  g_assert_cmpint (again->failure, ==, PACT_FAILURE_NONE);
}

/* Gives the process a network of its own in which a public address is this machine. */
static void
enter_network_with (const char *public_address)
{
  struct ifreq up = { .ifr_name = "lo", .ifr_flags = IFF_UP };
  struct ifreq address = { .ifr_name = "lo:1" };
  struct sockaddr_in *in = (struct sockaddr_in *) (gpointer) &address.ifr_addr;
  int fd;

  in->sin_family = AF_INET;
  g_assert_cmpint (inet_pton (AF_INET, public_address, &in->sin_addr), ==, 1);
  g_assert_no_errno (unshare (CLONE_NEWUSER | CLONE_NEWNET));
  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (ioctl (fd, SIOCSIFFLAGS, &up));
  g_assert_no_errno (ioctl (fd, SIOCSIFADDR, &address));
  close (fd);
}

static gboolean
send_redirect (GThreadedSocketService *service, GSocketConnection *connection, GObject *unused,
               gpointer location)
{
  g_autofree char *reply = g_strdup_printf (
      "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", (char *) location);
  GIOStream *stream = G_IO_STREAM (connection);
  char request[1024];

  g_input_stream_read (g_io_stream_get_input_stream (stream), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), reply, strlen (reply), NULL,
                             NULL, NULL);
  return TRUE;
}

/* A public server that redirects into this machine, to a port where somebody would answer. */
static void
test_hop_subprocess (void)
{
  static const char *const public_address = "203.0.113.7"; /* TEST-NET-3, RFC 5737 */
  PactSource outsider = source;

  enter_network_with (public_address);
  g_autoptr (PactLoopback) loopback = new_loopback (answer, NULL);
  g_autofree char *inside = pact_loopback_url (loopback, "/page/abc");
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (1);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string (public_address, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (PactFetcher) fetcher = new_fetcher (&settings);
  g_autoptr (PactCapture) capture = NULL;
  g_autofree char *url = NULL;

  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &got, NULL));
  g_signal_connect (service, "run", G_CALLBACK (send_redirect), inside);
  url = g_strdup_printf ("http://%s:%u/", public_address,
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  outsider.allow_private = false;
  capture = get_url (fetcher, &outsider, url, NULL);
  g_assert_cmpuint (capture->status, ==, 302);
  g_assert_cmpstr (capture->final_url, ==, inside);
  g_assert_cmpstr (pact_failure_name (capture->failure), ==, "address");
  g_assert_null (capture->body);
  g_test_message ("%s", capture->failure_detail);
}

static void
test_hop (void)
{
  int status = -1;

  g_spawn_command_line_sync ("unshare --user --net true", NULL, NULL, &status, NULL);
  if (status != 0) {
    g_test_skip ("may not make a network of its own");
    return;
  }
  g_test_trap_subprocess ("/address/hop/subprocess", 0,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/private-networks", test_private_networks);
  g_test_add_func ("/address/refused", test_refused);
  g_test_add_func ("/address/reuse", test_reuse);
  g_test_add_func ("/address/hop", test_hop);
  g_test_add_func ("/address/hop/subprocess", test_hop_subprocess);
  return g_test_run ();
}
