/* Discovery: from the items of a source's lists to the pages that are looked at for it. */
#pragma once

#include "pactwatch/source.h"
#include "state.h"

/* Whether the page is a list of statements, not one: that of the source, or a sitemap it named. */
bool pact_items_is_list (const PactSource *source, const PactPage *page);

/* What a list held at `time` (µs): items never seen become pages of the source, and `record` is
 * told to remember them. A list that the source had at first holds old news, but for the newest
 * Backfill= items. */
bool pact_items_take (PactStore *store, const PactSource *source, const PactPage *list,
                      GPtrArray *items, gint64 time, PactRecord *record, GError **error);

/* The pages to look at once `list` was, at `now` (µs). With the source's own list: statements not
 * yet read, further lists, statements still followed (FollowFor=); with a further list: what was
 * never looked at. At most PACT_FEED_NEW_MAX, the unread first, then those whose turn was longest
 * ago: PactPage. */
GPtrArray *pact_items_due (PactStore *store, const PactSource *source, const PactPage *list,
                           gint64 now, GError **error);
