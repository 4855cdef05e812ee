/* The loopback server: one thread accepts, one more for each connection reads and answers. */
#include "cli/loopback.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <string.h>

#include "pactwatch/error.h"

#define REQUEST_CAP (16 * 1024 * 1024) /* bytes of a request's body */
#define BACKLOG 512                    /* connections that may wait to be accepted */

struct PactLoopback {
  GSocketListener *listener;
  guint16 port;
  GCancellable *stop;
  GThread *acceptor;
  GThreadPool *connections;
  PactLoopbackHandler handler;
  gpointer user_data;
};

char *
pact_loopback_field (const PactLoopbackRequest *request, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request->head, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; i < g_strv_length (lines); i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

/* The lines up to the empty one; false when the client has gone. */
static bool
read_head (PactLoopback *loopback, GDataInputStream *in, GString *head)
{
  for (;;) {
    gsize length = 0;
    g_autofree char *line = g_data_input_stream_read_line (in, &length, loopback->stop, NULL);

    if (line == NULL)
      return false;
    if (length == 0)
      return true;
    g_string_append (head, line);
    g_string_append (head, "\r\n");
  }
}

static bool
read_body (PactLoopback *loopback, GDataInputStream *in, const PactLoopbackRequest *request,
           GByteArray *body)
{
  g_autofree char *field = pact_loopback_field (request, "Content-Length");
  guint64 length = field != NULL ? g_ascii_strtoull (field, NULL, 10) : 0;

  if (length == 0 || length > REQUEST_CAP)
    return length == 0;
  g_byte_array_set_size (body, (guint) length);
  return g_input_stream_read_all (G_INPUT_STREAM (in), body->data, body->len, NULL, loopback->stop,
                                  NULL);
}

static void
append_head (GString *answer, const PactLoopbackReply *reply, gsize length)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%a, %d %b %Y %H:%M:%S GMT");

  g_string_append_printf (answer, "HTTP/1.1 %u Answer\r\nDate: %s\r\n%s", reply->status, date,
                          reply->fields->str);
  if (reply->status != 304)
    g_string_append_printf (answer, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (answer, "\r\n");
}

/* Whether the connection can be used again. */
static bool
write_reply (PactLoopback *loopback, GIOStream *stream, const PactLoopbackReply *reply)
{
  gsize length = 0;
  const char *body = reply->body != NULL ? g_bytes_get_data (reply->body, &length) : "";
  bool broken = reply->fault == PACT_FAULT_CLOSE_EARLY || reply->fault == PACT_FAULT_STALL;
  g_autoptr (GString) answer = g_string_new (NULL);
  char rest;

  if (reply->fault != PACT_FAULT_RAW)
    append_head (answer, reply, length);
  g_string_append_len (answer, body, (gssize) (broken ? length / 2 : length));
  if (!g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer->str, answer->len,
                                  NULL, loopback->stop, NULL))
    return false;
  if (reply->fault == PACT_FAULT_STALL) /* the client's silence ends with its connection */
    g_input_stream_read (g_io_stream_get_input_stream (stream), &rest, 1, loopback->stop, NULL);
  return reply->fault == PACT_FAULT_NONE;
}

/* Answers one request; false when the connection is over. */
static bool
serve_one (PactLoopback *loopback, GIOStream *stream, GDataInputStream *in)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GString) fields = g_string_new (NULL);
  PactLoopbackReply reply = { .status = 200, .fields = fields };
  bool again;

  if (!read_head (loopback, in, head))
    return false;
  g_auto (GStrv) words = g_strsplit_set (head->str, " \r", 3);
  if (g_strv_length (words) < 3)
    return false;
  PactLoopbackRequest request = { words[0], words[1], head->str, body };
  if (!read_body (loopback, in, &request, body))
    return false;
  loopback->handler (&request, &reply, loopback->user_data);
  again = write_reply (loopback, stream, &reply);
  g_clear_pointer (&reply.body, g_bytes_unref);
  return again;
}

static void
serve_connection (gpointer data, gpointer user_data)
{
  g_autoptr (GSocketConnection) connection = data;
  PactLoopback *loopback = user_data;
  GIOStream *stream = G_IO_STREAM (connection);
  g_autoptr (GDataInputStream) in = g_data_input_stream_new (g_io_stream_get_input_stream (stream));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (in), FALSE);
  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (serve_one (loopback, stream, in))
    ;
  g_io_stream_close (stream, NULL, NULL);
}

static gpointer
accept_connections (gpointer data)
{
  PactLoopback *loopback = data;

  while (!g_cancellable_is_cancelled (loopback->stop)) {
    GSocketConnection *connection =
        g_socket_listener_accept (loopback->listener, NULL, loopback->stop, NULL);

    if (connection != NULL)
      g_thread_pool_push (loopback->connections, connection, NULL);
  }
  return NULL;
}

static bool
listen_anywhere (PactLoopback *loopback, GError **error)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) cause = NULL;

  g_socket_listener_set_backlog (loopback->listener, BACKLOG);
  if (!g_socket_listener_add_address (loopback->listener, wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &got, &cause)) {
    g_set_error (error, PACT_ERROR, PACT_ERROR_STATE,
                 "cannot listen on 127.0.0.1: %s; the loopback interface must be up",
                 cause->message);
    return false;
  }
  loopback->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  return true;
}

PactLoopback *
pact_loopback_new (PactLoopbackHandler handler, gpointer user_data, GError **error)
{
  g_autoptr (PactLoopback) loopback = g_new0 (PactLoopback, 1);

  loopback->listener = g_socket_listener_new ();
  loopback->stop = g_cancellable_new ();
  loopback->handler = handler;
  loopback->user_data = user_data;
  loopback->connections = g_thread_pool_new (serve_connection, loopback, -1, FALSE, NULL);
  if (!listen_anywhere (loopback, error))
    return NULL;
  loopback->acceptor = g_thread_new ("loopback", accept_connections, loopback);
  return g_steal_pointer (&loopback);
}

void
pact_loopback_free (PactLoopback *loopback)
{
  if (loopback == NULL)
    return;
  g_cancellable_cancel (loopback->stop);
  g_clear_pointer (&loopback->acceptor, g_thread_join);
  g_thread_pool_free (loopback->connections, FALSE, TRUE);
  g_socket_listener_close (loopback->listener);
  g_object_unref (loopback->listener);
  g_object_unref (loopback->stop);
  g_free (loopback);
}

guint16
pact_loopback_port (const PactLoopback *loopback)
{
  return loopback->port;
}

char *
pact_loopback_url (const PactLoopback *loopback, const char *target)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", loopback->port, target);
}
