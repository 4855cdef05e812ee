/* A source: a page or feed we watch, as the configuration names it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
  PACT_SOURCE_PAGE, /* one document, compared with its own accepted wording */
  PACT_SOURCE_FEED, /* RSS, Atom or JSON Feed: each new item is a statement of its own */
  PACT_SOURCE_SITEMAP, /* the same for each new address in a sitemap, or in those of an index */
  PACT_SOURCE_INDEX, /* a newsroom: the same for each new link */
  PACT_SOURCE_EDGAR, /* a company's filings with the SEC: the same for each document of a new one */
} PactSourceKind;

/* Whether a browser loads its pages. */
typedef enum {
  PACT_RENDER_NEVER,
  PACT_RENDER_AUTO,    /* those that hold scripts and no text */
  PACT_RENDER_BROWSER, /* all */
} PactRender;

typedef struct {
  char *name;           /* unique; the NAME of [Source NAME] */
  char *url;            /* http or https */
  PactSourceKind kind;
  char *baseline;       /* name of the baseline it is also compared with; NULL for none */
  char *select;         /* CSS-like or XPath expression for the main part; NULL for automatic */
  char *cik;            /* of an EDGAR source: the company's number or ticker */
  char **forms;         /* types of filings to read ("8-K"); NULL for all */
  char **mentions;      /* what an item must mention to be read; NULL for anything */
  guint backfill;       /* items read of what a list holds at first */
  gint64 follow_for_s;  /* seconds that an item is checked for edits after it was found */
  char **topics;        /* topics whose changes alert; never NULL or empty */
  gint64 every_s;       /* seconds between checks */
  guint confirm_after;  /* looks that must agree before a removal is told; at least 1 */
  gint64 silent_after_s; /* seconds without a readable answer after which we say so; 0 for never */
  gint64 revisit_every_s; /* seconds between revisit records of an unchanged payload */
  gint64 timeout_s;     /* seconds for the whole transfer */
  PactRender render;
  bool allow_private;   /* may connect to loopback, link-local and private addresses */
} PactSource;

PactSource *pact_source_copy (const PactSource *source);
void pact_source_free (PactSource *source);

/* The kinds' names, as in Kind=; NULL-terminated. */
extern const char *const pact_source_kind_names[];
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactSource, pact_source_free)
