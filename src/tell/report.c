/* The HTML page of findings. Every text passes append_text, so nothing of a statement is markup
 * here; should that ever fail, the page's policy lets nothing load or run. */
#include "tell/report.h"

#include "build-config.h"
#include "tell/phrase.h"

#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--paper:#fff;--ground:#f4f3ef;--ink:#1d1d1b;--faint:#65635c;"
    "--line:#dddad1;--gone:#a3121f;--gone-ground:#fde8e8;--come:#0b5d2a;--come-ground:#def3e3;"
    "--accent:#8a4b00}"
    "@media (prefers-color-scheme:dark){:root{--paper:#1f1f1d;--ground:#161614;--ink:#e9e7e0;"
    "--faint:#a3a097;--line:#3b3a36;--gone:#ff9a9a;--gone-ground:#45191c;--come:#8ee0a4;"
    "--come-ground:#143a20;--accent:#f0b35c}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--ground);color:var(--ink);"
    "font:16px/1.5 system-ui,'Noto Sans','DejaVu Sans',sans-serif;overflow-wrap:anywhere}"
    "article{max-width:50rem;margin:2rem auto;padding:2.25rem 2.75rem;background:var(--paper);"
    "border:1px solid var(--line);border-radius:.4rem}"
    "footer{max-width:50rem;margin:0 auto 2rem;padding:0 2.75rem}"
    "h1{margin:.2rem 0 .4rem;font-size:1.5rem;line-height:1.3}"
    "h2{margin:2rem 0 .6rem;font-size:.8rem;letter-spacing:.07em;text-transform:uppercase;"
    "color:var(--faint)}"
    "p{margin:.4rem 0}"
    ".kind{font-weight:600;color:var(--accent)}"
    ".faint,footer{color:var(--faint);font-size:.9rem}"
    "blockquote{margin:0;padding:.2rem 0 .2rem 1.2rem;border-left:3px solid var(--line);"
    "font:1.2rem/1.65 'Source Serif 4',Charter,'Noto Serif',Georgia,'DejaVu Serif',serif}"
    "del{color:var(--gone);background:var(--gone-ground);text-decoration:line-through}"
    "ins{color:var(--come);background:var(--come-ground);text-decoration:underline;"
    "text-underline-offset:.15em}"
    "del,ins{padding:0 .12em;border-radius:.15em}"
    "table{width:100%;border-collapse:collapse}"
    "th,td{padding:.45rem .8rem .45rem 0;border-top:1px solid var(--line);text-align:left;"
    "vertical-align:top}"
    "thead th{border:0;padding-bottom:.2rem;color:var(--faint);font-size:.9rem;font-weight:400}"
    "th{overflow-wrap:normal}tbody th{width:9rem;font-weight:600}tbody th::first-letter{text-transform:uppercase}"
    "dl{display:grid;grid-template-columns:9rem 1fr;gap:.35rem 0;margin:0 0 1rem}"
    "dt{color:var(--faint)}dd{margin:0}"
    "code,pre{font:.8rem/1.6 ui-monospace,'DejaVu Sans Mono',monospace}"
    "pre{margin:.6rem 0 0;padding:.7rem .9rem;background:var(--ground);border-radius:.3rem;"
    "white-space:pre-wrap}"
    "a{color:inherit}"
    "@media (max-width:40rem){article{margin:0;padding:1.2rem;border:0}dl{grid-template-columns:1fr}"
    "dd{margin-bottom:.5rem}tbody th{width:auto}footer{padding:0 1.2rem}}"
    "@media print{body,article{background:none;border:0;margin:0;padding:0}"
    "article{break-after:page}}";

PactReport *
pact_report_new (PactFinding *finding_take)
{
  PactReport *report = g_new0 (PactReport, 1);

  report->finding = finding_take;
  report->reasons = g_ptr_array_new ();
  return report;
}

PactReason *
pact_report_add_reason (PactReport *report, PactFacet facet)
{
  PactReason *reason = g_new0 (PactReason, 1);

  reason->facet = facet;
  g_ptr_array_add (report->reasons, reason);
  return reason;
}

static void
proof_clear (PactProof *proof)
{
  g_free (proof->url);
  g_free (proof->digest);
  g_free (proof->path);
}

void
pact_report_free (PactReport *report)
{
  if (report == NULL)
    return;
  for (guint i = 0; i < report->reasons->len; i++) {
    PactReason *reason = report->reasons->pdata[i];

    g_strfreev (reason->before);
    g_strfreev (reason->now);
    g_free (reason);
  }
  g_ptr_array_unref (report->reasons);
  pact_finding_free (report->finding);
  proof_clear (&report->capture);
  proof_clear (&report->accepted);
  g_free (report->baseline_title);
  g_free (report->edition_date);
  g_free (report->edition_title);
  g_free (report->edition_url);
  g_free (report);
}

/* The only way of a text into the page. */
static void
append_text (GString *page, const char *text)
{
  g_autofree char *plain = pact_phrase_plain (text, 0);
  g_autofree char *escaped = g_markup_escape_text (plain, -1);

  g_string_append (page, escaped);
}

static void
append_element (GString *page, const char *open, const char *text, const char *close)
{
  g_string_append (page, open);
  append_text (page, text);
  g_string_append (page, close);
}

/* A pair of a <dl>; nothing where there is nothing to say. */
static void
append_field (GString *page, const char *name, const char *text)
{
  if (text == NULL)
    return;
  append_element (page, "<dt>", name, "</dt>");
  append_element (page, "<dd>", text, "</dd>\n");
}

/* An address to follow where it is one of the web; any other is only shown. */
static void
append_address (GString *page, const char *name, const char *url)
{
  bool web = url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));

  if (!web) {
    append_field (page, name, url);
    return;
  }
  append_element (page, "<dt>", name, "</dt>");
  append_element (page, "<dd><a rel=\"noreferrer noopener\" href=\"", url, "\">");
  append_element (page, "", url, "</a></dd>\n");
}

static char *
time_words (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S UTC") : g_strdup ("unknown");
}

static void
append_head (GString *page, const PactReport *report)
{
  const PactFinding *finding = report->finding;
  g_autofree char *headline = pact_phrase_headline (finding);
  g_autofree char *found = time_words (finding->time);
  g_autofree char *line =
      g_strdup_printf ("%s%" G_GINT64_FORMAT ", found %s",
                       pact_verdict_critical (finding->verdict) ? "Critical finding " : "Finding ",
                       finding->id, found);

  append_element (page, "<header>\n<p class=\"kind\">", line, "</p>\n");
  append_element (page, "<h1>", headline, "</h1>\n</header>\n");
}

static void
append_wording (GString *page, const PactFinding *finding)
{
  static const PactMarks marks = { { "<del>", "</del>" }, { "<ins>", "</ins>" },
                                   g_markup_escape_text };
  g_autofree char *redline = pact_phrase_redline (finding, &marks, 0);

  /* the wording is escaped by its marks */
  g_string_append_printf (page, "<section>\n<h2>Wording</h2>\n<blockquote dir=\"auto\">%s</blockquote>\n"
                                "<p class=\"faint\"><del>was accepted</del> <ins>stands there now</ins></p>\n"
                                "</section>\n",
                          redline);
}

static void
append_words (GString *page, char *const *words)
{
  g_string_append (page, "<td dir=\"auto\">");
  for (guint i = 0; words[i] != NULL; i++)
    append_element (page, i > 0 ? "<br/>“" : "“", words[i], "”");
  g_string_append (page, words[0] == NULL ? "—</td>" : "</td>");
}

static void
append_table (GString *page, const GPtrArray *reasons)
{
  g_string_append (page, "<table>\n<thead><tr><th></th><th>Before</th><th>Now</th></tr></thead>\n"
                         "<tbody>\n");
  for (guint i = 0; i < reasons->len; i++) {
    const PactReason *reason = reasons->pdata[i];

    append_element (page, "<tr><th>", pact_phrase_facet (reason->facet), "</th>");
    append_words (page, reason->before);
    append_words (page, reason->now);
    g_string_append (page, "</tr>\n");
  }
  g_string_append (page, "</tbody>\n</table>\n");
}

static void
append_reasons (GString *page, const PactReport *report)
{
  const char *why = report->finding->why;

  if (report->reasons->len == 0 && why == NULL)
    return;
  g_string_append (page, "<section>\n<h2>What differs</h2>\n");
  if (why != NULL)
    append_element (page, "<p>", why, "</p>\n");
  if (report->reasons->len > 0)
    append_table (page, report->reasons);
  g_string_append (page, "</section>\n");
}

static void
append_place (GString *page, const PactReport *report)
{
  const PactFinding *finding = report->finding;

  g_string_append (page, "<section>\n<h2>Statement and terms</h2>\n<dl>\n");
  append_field (page, "Source", finding->source);
  append_field (page, "Page", finding->title);
  append_address (page, "Address", finding->url);
  for (guint i = 0; finding->also != NULL && i < finding->also->len; i++)
    append_address (page, "Also at", ((const PactFinding *) finding->also->pdata[i])->url);
  append_field (page, "Baseline", report->baseline_title != NULL ? report->baseline_title
                                                                 : finding->baseline);
  append_field (page, "Term", finding->term != NULL && finding->term[0] == '+' ? "none covers this"
                                                                               : finding->term);
  append_field (page, "Edition", report->edition_date);
  append_field (page, "Its statement", report->edition_title);
  append_address (page, "Its address", report->edition_url);
  g_string_append (page, "</dl>\n</section>\n");
}

static void
append_proof (GString *page, const char *name, const PactProof *proof)
{
  g_autofree char *time = time_words (proof->time);
  g_autofree char *answer =
      g_strdup_printf ("answer of %s, capture %" G_GINT64_FORMAT, time, proof->id);
  g_autofree char *place =
      g_strdup_printf ("%s, %" G_GUINT64_FORMAT " bytes from byte %" G_GUINT64_FORMAT, proof->path,
                       proof->length, proof->offset);

  g_string_append (page, "<dl>\n");
  append_field (page, name, answer);
  append_element (page, "<dt>Digest</dt><dd><code>", proof->digest, "</code></dd>\n");
  append_element (page, "<dt>WARC record</dt><dd><code>", place, "</code></dd>\n</dl>\n");
}

/* What prints the server's answer with nothing but standard tools. */
static void
append_extraction (GString *page, const PactProof *proof)
{
  g_autofree char *quoted = g_shell_quote (proof->path);
  g_autofree char *command =
      g_strdup_printf ("tail -c +%" G_GUINT64_FORMAT " %s | head -c %" G_GUINT64_FORMAT " | gunzip",
                       proof->offset + 1, quoted, proof->length);

  append_element (page, "<p class=\"faint\">What the server sent, byte for byte:</p>\n<pre>", command,
                  "</pre>\n");
}

static void
append_proofs (GString *page, const PactReport *report)
{
  if (report->capture.id == 0)
    return;
  g_string_append (page, "<section>\n<h2>Proof</h2>\n");
  append_proof (page, report->finding->new_text != NULL ? "New wording" : "Gone in", &report->capture);
  if (report->accepted.id != 0)
    append_proof (page, "Accepted page", &report->accepted);
  append_extraction (page, &report->capture);
  g_string_append (page, "</section>\n");
}

static void
append_review (GString *page, const PactReport *report)
{
  const PactFinding *finding = report->finding;
  const char *sudo = report->for_root ? "sudo " : "";

  g_string_append (page, "<section>\n<h2>Review</h2>\n");
  if (finding->review == PACT_REVIEW_OPEN) {
    g_string_append_printf (page,
                            "<p>Nobody has judged this finding yet.</p>\n"
                            "<pre>%spactwatch accept %" G_GINT64_FORMAT "\n"
                            "%spactwatch dismiss %" G_GINT64_FORMAT " --why REASON</pre>\n",
                            sudo, finding->id, sudo, finding->id);
  } else {
    g_autofree char *time = time_words (finding->review_time);

    g_string_append_printf (page, "<p>%s on %s</p>\n",
                            finding->review == PACT_REVIEW_ACCEPTED ? "Accepted" : "Dismissed", time);
    if (finding->review_why != NULL)
      append_element (page, "<p>", finding->review_why, "</p>\n");
  }
  g_string_append (page, "</section>\n");
}

static void
append_report (GString *page, const PactReport *report)
{
  g_string_append (page, "<article>\n");
  append_head (page, report);
  append_wording (page, report->finding);
  append_reasons (page, report);
  append_place (page, report);
  append_proofs (page, report);
  append_review (page, report);
  g_string_append (page, "</article>\n");
}

/* As the policy names a style that may apply: CSP 3, section 2.3.1. */
static char *
style_digest (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) style, strlen (style));
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

static char *
page_title (GPtrArray *reports)
{
  return reports->len == 1 ? pact_phrase_headline (((const PactReport *) reports->pdata[0])->finding)
                           : g_strdup_printf ("%u findings", reports->len);
}

char *
pact_report_html (GPtrArray *reports)
{
  GString *page = g_string_new (NULL);
  g_autofree char *digest = style_digest ();
  g_autofree char *title = page_title (reports);

  g_string_append_printf (page,
                          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\"/>\n"
                          "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                          "<meta name=\"viewport\" content=\"width=device-width\"/>\n",
                          digest);
  append_element (page, "<title>", title, "</title>\n");
  g_string_append_printf (page, "<style>%s</style>\n</head>\n<body>\n", style);
  for (guint i = 0; i < reports->len; i++)
    append_report (page, reports->pdata[i]);
  g_string_append (page, "<footer>pactwatch " PACT_VERSION "</footer>\n</body>\n</html>\n");
  return g_string_free (page, FALSE);
}
