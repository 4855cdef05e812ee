/* The page of findings for a browser: wording, reasons and proof, in one file that loads nothing and
 * runs nothing. What a statement wrote stands there escaped, and as harmless as in pact_phrase_plain. */
#pragma once

#include "pactwatch/finding.h"

/* One archived answer. */
typedef struct {
  gint64 id;   /* of the capture in the store; 0 for none */
  gint64 time; /* µs */
  char *url;
  char *digest;
  char *path;  /* of the WARC file */
  guint64 offset, length; /* of its record there, in bytes */
} PactProof;

/* The words by which one facet differs: NULL-terminated lists, either may be empty. */
typedef struct {
  PactFacet facet;
  char **before, **now;
} PactReason;

/* A finding with what it rests on. */
typedef struct {
  PactFinding *finding;
  PactProof capture;  /* of the new wording */
  PactProof accepted; /* of the old one; none where a baseline was compared */
  char *baseline_title, *edition_date, *edition_title, *edition_url; /* NULL where unknown */
  GPtrArray *reasons; /* PactReason, as the finding's facets */
  bool for_root;      /* whoever reads may not review: that takes sudo */
} PactReport;

/* Takes the finding. */
PactReport *pact_report_new (PactFinding *finding_take);
PactReason *pact_report_add_reason (PactReport *report, PactFacet facet);
void pact_report_free (PactReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PactReport, pact_report_free)

/* The page of these reports (PactReport), one below the other. Well-formed as XML, too. */
char *pact_report_html (GPtrArray *reports);
