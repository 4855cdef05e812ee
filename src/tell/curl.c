/* One transfer of a sink: the options that keep it within bounds, and its failure in words. */
#include "tell/curl.h"

#include "address.h"
#include "build-config.h"
#include "caps.h"
#include "pactwatch/error.h"

#include <sys/socket.h>

static size_t
drop_answer (char *bytes, size_t size, size_t length, void *data)
{
  return length;
}

/* Looks at the very address that is connected to, whatever its name resolved to before. */
static curl_socket_t
open_socket (void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  PactCurl *curl = data;
  g_autoptr (GSocketAddress) native =
      g_socket_address_new_from_native (&address->addr, address->addrlen);

  curl->refused = curl->public_only &&
                  (!G_IS_INET_SOCKET_ADDRESS (native) ||
                   pact_address_private (
                       g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (native))));
  if (curl->refused)
    return CURL_SOCKET_BAD;
  return socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void
pact_curl_init (PactCurl *curl, const PactSinkSettings *settings, bool public_only)
{
  *curl = (PactCurl){ .easy = curl_easy_init (), .public_only = public_only };
  g_assert (curl->easy != NULL); /* as GLib's own allocations */
  curl_easy_setopt (curl->easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (curl->easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (settings->ca_file != NULL)
    curl_easy_setopt (curl->easy, CURLOPT_CAINFO, settings->ca_file);
  curl_easy_setopt (curl->easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (curl->easy, CURLOPT_PROXY, "");
  curl_easy_setopt (curl->easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (curl->easy, CURLOPT_USERAGENT, "pactwatch/" PACT_VERSION);
  curl_easy_setopt (curl->easy, CURLOPT_CONNECTTIMEOUT, (long) PACT_CONNECT_TIMEOUT_S);
  curl_easy_setopt (curl->easy, CURLOPT_TIMEOUT, (long) settings->timeout_s);
  /* a mail server's answer to the goodbye, too, which comes on top */
  curl_easy_setopt (curl->easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) settings->timeout_s);
  curl_easy_setopt (curl->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl->easy, CURLOPT_WRITEFUNCTION, drop_answer);
  curl_easy_setopt (curl->easy, CURLOPT_ERRORBUFFER, curl->message);
  curl_easy_setopt (curl->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt (curl->easy, CURLOPT_OPENSOCKETDATA, curl);
}

void
pact_curl_clear (PactCurl *curl)
{
  curl_easy_cleanup (curl->easy);
}

void
pact_curl_add_field (PactFields **fields, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  *fields = curl_slist_append (*fields, line);
}

/* " (last status 451)": curl's words do not always say it. */
static char *
last_status (CURL *easy)
{
  long status = 0;

  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  return status != 0 ? g_strdup_printf (" (last status %ld)", status) : g_strdup ("");
}

bool
pact_curl_perform (PactCurl *curl, const char *peer, GError **error)
{
  CURLcode code = curl_easy_perform (curl->easy);
  g_autofree char *last = NULL;

  if (code == CURLE_OK)
    return true;
  last = last_status (curl->easy);
  if (curl->refused)
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "'%s' has a private address; AllowPrivate=yes lets it be told", peer);
  else
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "cannot tell '%s': %s%s", peer,
                 curl->message[0] != '\0' ? curl->message : curl_easy_strerror (code), last);
  return false;
}
