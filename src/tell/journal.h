/* Entries in the system's journal: structured fields, a MESSAGE_ID each, explained by the catalog
 * (`journalctl -x`). Without a journal the same goes to standard error as one logfmt line. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What an entry is about; each has its MESSAGE_ID and priority in one table. The catalog quotes
 * PACT_SOURCE and PACT_URL of those about sources, PACT_FAILURE and PACT_HINT of the failing ones. */
typedef enum {
  PACT_EVENT_FINDING,          /* normal urgency: notice */
  PACT_EVENT_CRITICAL_FINDING, /* what a party owes or holds differs: critical */
  PACT_EVENT_STARTED,
  PACT_EVENT_RELOADED,
  PACT_EVENT_STOPPED,
  PACT_EVENT_SOURCE_FAILED,    /* the first failure in a row */
  PACT_EVENT_SOURCE_SILENT,    /* nothing readable for SilentAfter= */
  PACT_EVENT_SOURCE_RECOVERED,
  PACT_EVENT_ALERT_LOST,       /* a sink did not take it for GiveUpAfter= */
  PACT_EVENT_FAULT,            /* settings, state or a sink of our own that does not work */
} PactEvent;

/* A field beside MESSAGE. `name` is upper case, as the journal wants it. */
typedef struct {
  const char *name;
  const char *value; /* NULL: the field is left out */
} PactField;

/* Writes one entry; `fields` ends with a NULL name and may be NULL. Texts are made harmless for
 * one line. False and PACT_ERROR_SINK when nobody took it. */
bool pact_journal_write (PactEvent event, const char *message, const PactField *fields,
                         GError **error);

/* The logfmt line of such an entry: what is written where there is no journal. */
char *pact_journal_logfmt (PactEvent event, const char *message, const PactField *fields);
