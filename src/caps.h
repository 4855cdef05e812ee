/* Every cap, timeout and default in one place, each with its reason. */
#pragma once

#include <glib.h>

/* Looking */
#define PACT_EVERY_DEFAULT_S (30 * 60)      /* official statements move in days; half an hour is polite */
#define PACT_EVERY_MIN_S 10                 /* below this a typo would hammer a site */
#define PACT_BACKOFF_MAX_S (24 * 60 * 60)   /* a dead site is still looked at once a day */
#define PACT_RETRY_AFTER_MAX_S (7 * 24 * 60 * 60) /* a server cannot silence a source for longer */
#define PACT_OVERTAKEN_MAX 5                /* looks in a row at a page that others look at too */
#define PACT_CONFIRM_AFTER_DEFAULT 2        /* looks at a removal: half a page is often gone once */
#define PACT_FRAGMENT_LOOKS 5               /* a page that shows a part of itself so often has no more */
#define PACT_CONFIRM_S 60                   /* between them */
#define PACT_SILENT_AFTER_DEFAULT_S (3 * 24 * 60 * 60) /* longer than a weekend without staff */
#define PACT_NOTICE_EVERY_S (24 * 60 * 60)  /* a page that comes and goes is told of once a day */
#define PACT_REVISIT_EVERY_DEFAULT_S (24 * 60 * 60)

/* One transfer */
#define PACT_TIMEOUT_DEFAULT_S 60
#define PACT_CONNECT_TIMEOUT_S 15
#define PACT_REDIRECTS_MAX 10
#define PACT_PER_HOST_DEFAULT 2
#define PACT_HOST_SPACING_DEFAULT_MS 500
#define PACT_TRANSFERS_MAX 64
#define PACT_EDGAR_SPACING_US (100 * 1000)  /* the SEC takes 10 requests a second */
#define PACT_BODY_CAP_DEFAULT (16 * 1024 * 1024) /* bytes after decoding */
#define PACT_HEAD_CAP (256 * 1024)          /* bytes of response head */

/* One page in a browser */
#define PACT_BROWSER_DEFAULT "/usr/bin/chromium"
#define PACT_BROWSERS_MAX 2                 /* at once: each takes some 200 MB */
#define PACT_RENDER_QUIET_MS 500            /* nothing was loaded for so long, after half a second of the same */
#define PACT_RENDER_SETTLE_S 15             /* a page that never gets quiet is taken as it is then */
#define PACT_RENDER_MEMORY (1UL * 1024 * 1024 * 1024) /* bytes of data of each of its processes */
#define PACT_RENDERED_TYPE "text/html; charset=utf-8"

/* One document */
#define PACT_TEXT_CAP (64 * 1024 * 1024)    /* bytes of text handed to the readers */
#define PACT_MARKUP_WASTE_MAX 100000000     /* steps of libxml2's searches for open tags and attributes: under a second */
#define PACT_XPATH_STEPS_MAX 20000000       /* of Select= on one page: about a second */
#define PACT_FEED_ITEMS_MAX 10000
#define PACT_SITEMAP_CAP (50 * 1024 * 1024) /* bytes inflated; this and the next are the protocol's own */
#define PACT_SITEMAP_URLS_MAX 50000
#define PACT_FEED_NEW_MAX 50                /* pages that one list led to, fetched in one round */
#define PACT_LISTS_MAX 200               /* sitemaps of one index that are followed */
#define PACT_FOLLOW_FOR_DEFAULT_S (14 * 24 * 60 * 60) /* statements are edited soon or never */
#define PACT_SAME_STATEMENT_S (14 * 24 * 60 * 60) /* what two sites say within this is one statement */
#define PACT_UNREAD_MAX 2000                /* pages of one source that wait to be read: a day of rounds */


/* The process that reads PDFs, one each */
#define PACT_PDF_PAGES_MAX 2000             /* of one PDF; annual reports have 400 */
#define PACT_WORKER_CPU_S 10                /* a page takes about 10 ms */
#define PACT_WORKER_TIMEOUT_S 20            /* below half of the watchdog's minute: two may be read in one turn */
#define PACT_WORKER_MEMORY (1024UL * 1024 * 1024) /* bytes of address space */
#define PACT_WORKER_ANSWER_CAP (2 * PACT_TEXT_CAP) /* bytes: the text and where its blocks are */

/* Memory */
#define PACT_HEAP_KEPT (16 * 1024 * 1024)   /* freed bytes the programs keep: the next page needs them */

/* State */
#define PACT_WARC_ROLL_DEFAULT (256 * 1024 * 1024) /* bytes; a new WARC file after this */
#define PACT_URL_CAP (16 * 1024)            /* bytes; two of them fit into the header below */
#define PACT_WARC_HEADER_CAP (64 * 1024)    /* bytes; ours mostly have less than one KiB */
#define PACT_WARC_RECORD_CAP (256 * 1024 * 1024) /* bytes of one record, inflated */
#define PACT_CONFIG_FILE_CAP (1024 * 1024)
#define PACT_BASELINE_FILE_CAP (1024 * 1024)

/* Telling */
#define PACT_BUBBLES_AT_ONCE 3              /* more findings than that share one bubble */
#define PACT_REMIND_AFTER_DEFAULT_S (24 * 60 * 60) /* of what nobody has judged, on a desktop */
#define PACT_DELIVERY_BATCH 50
#define PACT_OUTBOX_POLL_S 10               /* how soon rows of another process are noticed */
#define PACT_DELIVERY_RETRY_MIN_S 5
#define PACT_DELIVERY_RETRY_MAX_S (60 * 60)
#define PACT_GIVE_UP_AFTER_DEFAULT_S (7 * 24 * 60 * 60) /* who does not mend a channel in a week does not miss it */
#define PACT_DIGEST_MAX 1000                /* findings in one digest */
#define PACT_DIGEST_TEXT_CAP (16 * 1024)    /* bytes of them all in a webhook's template */
#define PACT_TELL_LEAVE_S 5                 /* tells under way at the end; systemd waits for ten */
#define PACT_METRICS_EVERY_S 15             /* as often as Prometheus looks, mostly */
#define PACT_BUBBLE_QUOTE_CAP 200           /* bytes of one wording in a bubble: three lines */
#define PACT_FEED_ENTRIES_DEFAULT 50        /* in a feed of findings */
#define PACT_TELL_TIMEOUT_DEFAULT_S 30      /* for one finding, by command, webhook or mail */
#define PACT_QUOTE_CAP 600                  /* bytes of one wording in a journal entry or a table */
