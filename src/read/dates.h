/* Dates as pages and feeds write them, into ISO 8601. */
#pragma once

/* From ISO 8601 / RFC 3339, RFC 822 ("Mon, 2 Nov 2026 08:00:00 GMT") and written dates
 * ("November 2, 2026", "2 November 2026"): the date, with time and offset where given.
 * NULL for anything else. */
char *pact_date_to_iso (const char *text);
