/* Captures: made by the fetcher or read back from the archive, passed on through the round. */
#include "pactwatch/capture.h"

#include <openssl/evp.h>
#include <string.h>

static const struct {
  const char *name;
  const char *hint;
} failures[] = {
  [PACT_FAILURE_NONE] = { "none", "" },
  [PACT_FAILURE_DNS] = { "dns", "check the host name in URL= and this machine's resolver" },
  [PACT_FAILURE_CONNECT] = { "connect", "check the port in URL= and that the server is up" },
  [PACT_FAILURE_TLS] = { "tls", "the certificate was not trusted; check this machine's clock and CA certificates" },
  [PACT_FAILURE_TIMEOUT] = { "timeout", "raise Timeout= if the site is slow" },
  [PACT_FAILURE_ADDRESS] = { "address", "set AllowPrivate=yes if this private address is meant" },
  [PACT_FAILURE_REDIRECT] = { "redirect", "open the URL in a browser and put where it ends in URL=" },
  [PACT_FAILURE_TRANSFER] = { "transfer", "the answer broke off or was not HTTP; it is tried again" },
  [PACT_FAILURE_TOO_LARGE] = { "too-large", "raise BodyCap= if the page really is this large" },
  [PACT_FAILURE_RENDER] = { "render", "install chromium, and see Render= in pactwatch.conf(5) for what the service needs" },
  [PACT_FAILURE_CLIENT_ERROR] = { "client-error", "check that URL= still names the statement" },
  [PACT_FAILURE_SERVER_ERROR] = { "server-error", "the site has a problem of its own; it is tried again" },
  [PACT_FAILURE_SELECTOR] = { "selector", "the page was rebuilt; adapt Select= or remove it" },
  [PACT_FAILURE_EMPTY] = { "empty", "the page holds no text; if scripts write it, set Render=auto" },
  [PACT_FAILURE_ERROR_PAGE] = { "error-page", "the site answered 200 with an error page; it is tried again" },
  [PACT_FAILURE_CONSENT] = { "consent", "the site asks for consent before it shows the page" },
  [PACT_FAILURE_LOGIN] = { "login", "the page is behind a login; watch a public page" },
  [PACT_FAILURE_CHALLENGE] = { "challenge", "the site asks for proof of a human; look less often" },
  [PACT_FAILURE_TRUNCATED] = { "truncated", "the page broke off in the middle; it is tried again" },
  [PACT_FAILURE_LANGUAGE] = { "language", "put the address of one language in URL=; if it stays, rename the source to begin anew" },
  [PACT_FAILURE_UNREADABLE] = { "unreadable", "URL= must name HTML, text, a PDF or a feed; set Kind= to match" },
};

const char *
pact_failure_name (PactFailure failure)
{
  return failures[failure].name;
}

const char *
pact_failure_hint (PactFailure failure)
{
  return failures[failure].hint;
}

char *
pact_failure_describe (PactFailure failure, const char *detail)
{
  const char *hint = pact_failure_hint (failure);

  if (detail == NULL)
    return g_strdup (hint);
  return strstr (detail, hint) != NULL ? g_strdup (detail) : g_strdup_printf ("%s; %s", detail, hint);
}

PactCapture *
pact_capture_new (const char *source, const char *url)
{
  PactCapture *capture = g_new0 (PactCapture, 1);

  capture->source = g_strdup (source);
  capture->url = g_strdup (url);
  capture->retry_after_s = -1;
  return capture;
}

void
pact_capture_free (PactCapture *capture)
{
  if (capture == NULL)
    return;
  g_free (capture->source);
  g_free (capture->url);
  g_free (capture->final_url);
  g_free (capture->peer);
  g_free (capture->request_head);
  g_free (capture->response_head);
  g_clear_pointer (&capture->body, g_bytes_unref);
  g_clear_pointer (&capture->served, g_bytes_unref);
  g_free (capture->digest);
  g_free (capture->content_type);
  g_free (capture->etag);
  g_free (capture->last_modified);
  g_free (capture->failure_detail);
  g_free (capture);
}

/* By libcrypto, which uses the processor's SHA instructions: GChecksum takes four times as long,
 * and for an unchanged page the digest is most of the work. */
char *
pact_digest (GBytes *body)
{
  gsize length = 0;
  const void *bytes = g_bytes_get_data (body, &length);
  guint8 sum[EVP_MAX_MD_SIZE];
  unsigned int n = 0;
  GString *digest = g_string_new ("sha256:");

  if (EVP_Digest (bytes, length, sum, &n, EVP_sha256 (), NULL) != 1)
    g_error ("libcrypto offers no SHA-256"); /* nothing can be kept or compared without */
  for (unsigned int i = 0; i < n; i++)
    g_string_append_printf (digest, "%02x", sum[i]);
  return g_string_free (digest, FALSE);
}

void
pact_capture_fail (PactCapture *capture, PactFailure failure, const char *detail)
{
  capture->failure = failure;
  g_free (capture->failure_detail);
  capture->failure_detail = g_strdup (detail);
  g_strdelimit (capture->failure_detail, "\r\n\t", ' ');
}
