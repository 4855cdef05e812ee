/* Tells a finding by mail, in text and HTML. The Message-ID is the same however often it is sent;
 * mails on one term refer to one thread. What a page wrote only ever stands encoded or escaped. */
#include "pactwatch/error.h"
#include "tell/curl.h"
#include "tell/digest.h"
#include "tell/phrase.h"
#include "tell/secret.h"
#include "tell/sink.h"

#include <gio/gio.h>
#include <string.h>

#define REDLINE_CAP (16 * 1024) /* bytes of wording in one mail */
#define PLAIN_SUBJECT_CAP 68    /* bytes on one line behind "Subject: ", RFC 5322 */
#define WORD_BYTES 39           /* before base64: a line of 76 with "Subject: ", RFC 2047 */
#define LINE "\r\n"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (curl_mime, curl_mime_free)

/* A header's text as RFC 2047 has it: as it is where it is short and plain, else in encoded words,
 * each of which holds whole characters. */
static char *
encode_words (const char *text)
{
  GString *words = g_string_new (NULL);
  const char *p = text;

  if (g_str_is_ascii (text) && strlen (text) <= PLAIN_SUBJECT_CAP && strstr (text, "=?") == NULL) {
    g_string_append (words, text);
    return g_string_free (words, FALSE);
  }
  while (*p != '\0') {
    const char *end = p;
    g_autofree char *base64 = NULL;

    while (*end != '\0' && g_utf8_next_char (end) - p <= WORD_BYTES)
      end = g_utf8_next_char (end);
    base64 = g_base64_encode ((const guchar *) p, (gsize) (end - p));
    g_string_append_printf (words, "%s=?UTF-8?B?%s?=", words->len > 0 ? LINE " " : "", base64);
    p = end;
  }
  return g_string_free (words, FALSE);
}

/* "Mon, 27 Apr 2026 14:05:00 +0000", RFC 5322: in English whatever the locale. */
static char *
mail_date (void)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *rest = g_date_time_format (now, "%Y %H:%M:%S +0000");

  return g_strdup_printf ("%s, %d %s %s", days[g_date_time_get_day_of_week (now) - 1],
                          g_date_time_get_day_of_month (now),
                          months[g_date_time_get_month (now) - 1], rest);
}

/* What all mails on one term have in common, or on one topic of a page. */
static char *
thread_of (const PactFinding *finding)
{
  bool of_term = finding->baseline != NULL && finding->term != NULL;
  g_autofree char *names =
      of_term ? g_strjoin ("\n", finding->baseline, finding->term, NULL)
              : g_strjoin ("\n", finding->source, finding->url, finding->topic, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, names, -1);
}

/* What is to be sent. */
typedef struct {
  char *key;    /* names it however often it is sent; */
  gint64 time;  /* µs; tells apart what two machines number alike */
  char *thread; /* NULL for none */
  char *subject, *text, *html;
} Letter;

static void
letter_clear (Letter *letter)
{
  g_free (letter->key);
  g_free (letter->thread);
  g_free (letter->subject);
  g_free (letter->text);
  g_free (letter->html);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Letter, letter_clear)

static PactFields *
headers_new (const PactSinkSettings *settings, const Letter *letter)
{
  const char *domain = strrchr (settings->from, '@') + 1;
  g_autofree char *subject = encode_words (letter->subject);
  g_autofree char *date = mail_date ();
  g_autofree char *to = g_strjoinv ("," LINE " ", settings->to);
  PactFields *headers = NULL;

  pact_curl_add_field (&headers, "Date: %s", date);
  pact_curl_add_field (&headers, "From: pactwatch <%s>", settings->from);
  pact_curl_add_field (&headers, "To: %s", to);
  pact_curl_add_field (&headers, "Subject: %s", subject);
  pact_curl_add_field (&headers, "Message-ID: <%s.%" G_GINT64_FORMAT "@%s>", letter->key,
                       letter->time, domain);
  if (letter->thread != NULL)
    pact_curl_add_field (&headers, "References: <%s@%s>", letter->thread, domain);
  pact_curl_add_field (&headers, "Auto-Submitted: auto-generated"); /* RFC 3834: no reply, please */
  pact_curl_add_field (&headers, "Content-Type: multipart/alternative");
  return headers;
}

static void
append_text (GString *text, const PactFinding *finding)
{
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *redline = pact_phrase_redline (finding, NULL, REDLINE_CAP);
  g_autofree char *url = pact_phrase_plain (finding->url, 0);
  g_autofree char *more = pact_phrase_more (finding);

  g_string_append_printf (text, "%s" LINE LINE "%s" LINE LINE "%s" LINE "%s" LINE, headline, redline,
                          url, more);
}

static void
append_html (GString *html, const PactFinding *finding)
{
  static const PactMarks marks = { { "<del style=\"color:#b00020\">", "</del>" },
                                   { "<ins style=\"color:#00701a\">", "</ins>" },
                                   g_markup_escape_text };
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *redline = pact_phrase_redline (finding, &marks, REDLINE_CAP);
  g_autofree char *url = pact_phrase_plain (finding->url, 0);
  g_autofree char *title = g_markup_escape_text (headline, -1);
  g_autofree char *link = g_markup_escape_text (url, -1);
  g_autofree char *more = pact_phrase_more (finding);

  g_string_append_printf (html, "<h3>%s</h3>" LINE "<p>%s</p>" LINE "<p><a href=\"%s\">%s</a></p>"
                          LINE "<p>%s</p>" LINE, title, redline, link, link, more);
}

/* Fills in both bodies. */
static void
write_bodies (Letter *letter, GPtrArray *findings)
{
  GString *text = g_string_new (NULL), *html = g_string_new ("<!DOCTYPE html><html><body>");

  for (guint i = 0; i < findings->len; i++) {
    g_string_append (text, i > 0 ? LINE LINE : "");
    append_text (text, findings->pdata[i]);
    append_html (html, findings->pdata[i]);
  }
  g_string_append (html, "</body></html>" LINE);
  letter->text = g_string_free (text, FALSE);
  letter->html = g_string_free (html, FALSE);
}

static void
add_part (curl_mime *mime, const char *type, const char *text)
{
  curl_mimepart *part = curl_mime_addpart (mime);

  curl_mime_data (part, text, CURL_ZERO_TERMINATED);
  curl_mime_type (part, type);
  curl_mime_encoder (part, "quoted-printable");
}

/* What "auto" means for the server: nobody listens in on this machine's own loopback. */
static long
use_ssl (const PactSinkSettings *settings)
{
  g_autoptr (GUri) uri = g_uri_parse (settings->server, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_uri_get_host (uri));
  bool local = g_str_equal (g_uri_get_host (uri), "localhost") ||
               (address != NULL && g_inet_address_get_is_loopback (address));

  switch ((PactTls) settings->tls) {
  case PACT_TLS_AUTO:
    return local ? CURLUSESSL_NONE : CURLUSESSL_ALL;
  case PACT_TLS_REQUIRED:
    return CURLUSESSL_ALL;
  case PACT_TLS_OPPORTUNISTIC:
    return CURLUSESSL_TRY;
  case PACT_TLS_NONE:
    return CURLUSESSL_NONE;
  }
  g_assert_not_reached ();
}

static bool
log_in (CURL *easy, const PactSinkSettings *settings, GError **error)
{
  g_autoptr (PactSecret) password = NULL;

  if (settings->user == NULL)
    return true;
  password = pact_secret_read (settings->password_file, error);
  if (password == NULL)
    return false;
  curl_easy_setopt (easy, CURLOPT_USERNAME, settings->user);
  curl_easy_setopt (easy, CURLOPT_PASSWORD, password); /* copied; freed with the handle */
  return true;
}

static bool
send_letter (const PactSinkSettings *settings, const Letter *letter, GError **error)
{
  g_autoptr (PactFields) headers = headers_new (settings, letter), recipients = NULL;
  g_auto (PactCurl) curl = { 0 };
  g_autoptr (curl_mime) mime = NULL;

  pact_curl_init (&curl, settings, false);
  for (guint i = 0; settings->to[i] != NULL; i++)
    pact_curl_add_field (&recipients, "<%s>", settings->to[i]);
  mime = curl_mime_init (curl.easy);
  add_part (mime, "text/plain; charset=utf-8", letter->text);
  add_part (mime, "text/html; charset=utf-8", letter->html);
  curl_easy_setopt (curl.easy, CURLOPT_URL, settings->server);
  curl_easy_setopt (curl.easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl.easy, CURLOPT_USE_SSL, use_ssl (settings));
  curl_easy_setopt (curl.easy, CURLOPT_MAIL_FROM, settings->from);
  curl_easy_setopt (curl.easy, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (curl.easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl.easy, CURLOPT_MIMEPOST, mime);
  return log_in (curl.easy, settings, error) &&
         pact_curl_perform (&curl, settings->server, error);
}

static bool
tell_one (PactSink *sink, PactFinding *finding, GError **error)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  g_auto (Letter) letter = { .key = pact_sink_key (sink, finding),
                             .time = finding->time,
                             .thread = thread_of (finding),
                             .subject = pact_phrase_headline (finding) };

  g_ptr_array_add (alone, finding);
  write_bodies (&letter, alone);
  return send_letter (sink->settings, &letter, error);
}

static bool
mail_tell (PactSink *sink, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    if (!tell_one (sink, findings->pdata[i], error))
      return false;
  return true;
}

static bool
mail_digest (PactSink *sink, GPtrArray *findings, GError **error)
{
  g_auto (Letter) letter = { .key = pact_sink_digest_key (sink, findings),
                             .time = ((const PactFinding *) findings->pdata[0])->time,
                             .subject = pact_digest_headline (findings) };

  write_bodies (&letter, findings);
  return send_letter (sink->settings, &letter, error);
}

const PactSinkKind pact_sink_mail = { 1, mail_tell, NULL, mail_digest };
