/* Discovery: which items of a feed are statements nobody has looked at. Pure. */
#pragma once

#include "pactwatch/document.h"

/* The items (PactFeedItem) to look at now: their ids are among `unseen_ids` (char *), they link to
 * an http or https page, and no two to the same. Newest first, undated ones after the dated in
 * feed order. The items in the new array are borrowed. */
GPtrArray *pact_discover_new (GPtrArray *items, GPtrArray *unseen_ids);

/* Whether the filing is of one of these types (NULL: any), amendments to it included: its title
 * starts with it, "8-K - Current report" or "8-K/A ...". */
bool pact_discover_is_form (const PactFeedItem *filing, char **forms);

/* Whether the item may be about one of `mentions` (NULL: any): its title or summary holds one, in
 * any case, or it has no summary, for then nothing says that it is not. */
bool pact_discover_mentions (const PactFeedItem *item, char **mentions);
