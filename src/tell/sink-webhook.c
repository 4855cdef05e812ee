/* Tells a finding by an HTTP POST: as JSON, or as Template= says. Status 2xx confirms. The body is
 * signed where there is a secret, and its key is the same however often it is sent. */
#include "pactwatch/error.h"
#include "tell/curl.h"
#include "tell/digest.h"
#include "tell/json.h"
#include "tell/secret.h"
#include "tell/sink.h"
#include "tell/template.h"

#include <string.h>

/* Adds who sent the body, where there is a secret to tell it by. */
static bool
sign (PactFields **fields, const char *secret_file, const char *body, GError **error)
{
  g_autoptr (PactSecret) secret = NULL;
  g_autofree char *signature = NULL;

  if (secret_file == NULL)
    return true;
  secret = pact_secret_read (secret_file, error);
  if (secret == NULL)
    return false;
  signature = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guint8 *) secret,
                                         strlen (secret), body, -1);
  pact_curl_add_field (fields, "X-Pactwatch-Signature: sha256=%s", signature);
  return true;
}

/* Where to send it: the address itself may be a secret. */
static PactSecret *
address (const PactSinkSettings *settings, GError **error)
{
  return settings->url != NULL ? g_strdup (settings->url)
                               : pact_secret_read (settings->url_file, error);
}

/* "https://hooks.example", which may be said. */
static char *
origin_of (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri != NULL && g_uri_get_host (uri) != NULL)
    return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                       g_uri_get_port (uri), "", NULL, NULL);
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "URLFile= holds no address of a web server");
  return NULL;
}

static bool
check_status (long status, const char *origin, GError **error)
{
  if (status >= 200 && status < 300)
    return true;
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "'%s' answered with status %ld%s", origin,
               status, status >= 300 && status < 400 ? "; redirects are not followed, correct URL=" : "");
  return false;
}

static bool
post (const PactSinkSettings *settings, const char *body, PactFields *fields, GError **error)
{
  g_autoptr (PactSecret) url = address (settings, error);
  g_autofree char *origin = url != NULL ? origin_of (url, error) : NULL;
  g_auto (PactCurl) curl = { 0 };
  long status = 0;

  if (origin == NULL)
    return false;
  pact_curl_init (&curl, settings, !settings->allow_private);
  curl_easy_setopt (curl.easy, CURLOPT_URL, url);
  curl_easy_setopt (curl.easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl.easy, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt (curl.easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) strlen (body));
  curl_easy_setopt (curl.easy, CURLOPT_POSTFIELDS, body);
  if (!pact_curl_perform (&curl, origin, error))
    return false;
  curl_easy_getinfo (curl.easy, CURLINFO_RESPONSE_CODE, &status);
  return check_status (status, origin, error);
}

static bool
send_body (const PactSinkSettings *settings, const char *key, const char *body, GError **error)
{
  bool json = settings->template == NULL || pact_template_is_json (settings->template);
  g_autoptr (PactFields) fields = NULL;

  pact_curl_add_field (&fields, "Content-Type: %s",
                       json ? "application/json" : "text/plain; charset=utf-8");
  pact_curl_add_field (&fields, "Idempotency-Key: %s", key);
  pact_curl_add_field (&fields, "Expect:"); /* the body is small: no asking first */
  return sign (&fields, settings->secret_file, body, error) && post (settings, body, fields, error);
}

static bool
webhook_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  const char *template = sink->settings->template;

  for (guint i = 0; i < findings->len; i++) {
    const PactFinding *finding = findings->pdata[i];
    g_autofree char *key = pact_sink_key (sink, finding);
    g_autofree char *body = template != NULL ? pact_template_fill (template, finding)
                                             : pact_json_finding_text (finding);

    if (!send_body (sink->settings, key, body, error))
      return false;
  }
  return true;
}

static bool
webhook_digest (PactSink *sink, GPtrArray *findings, GError **error)
{
  const char *template = sink->settings->template;
  g_autofree char *key = pact_sink_digest_key (sink, findings);
  g_autofree char *body = template != NULL ? pact_template_fill_digest (template, findings)
                                           : pact_digest_json (findings);

  return send_body (sink->settings, key, body, error);
}

const PactSinkKind pact_sink_webhook = { 1, webhook_tell, NULL, webhook_digest };
