/* When to look: pure arithmetic, `now` and randomness are arguments. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Seconds until the next check of a source: `every_s` spread by up to a tenth either way;
 * after `failures` failed checks in a row doubled for each, up to PACT_BACKOFF_MAX_S;
 * never before `retry_after_s` (-1 for none) is over. `random` in [0, 1). */
gint64 pact_schedule_delay_s (gint64 every_s, guint failures, gint64 retry_after_s, double random);

/* Seconds until the first check after a start: 0 when never checked or overdue. `checked_us` and
 * `now_us` are wall-clock µs; a clock set back counts as checked just now. */
gint64 pact_schedule_first_s (gint64 every_s, gint64 checked_us, gint64 now_us);

/* Retry-After in either form of RFC 9110 section 10.2.3: seconds, or an HTTP date against `now_us`.
 * -1 when it is neither; capped at PACT_RETRY_AFTER_MAX_S. */
gint64 pact_schedule_retry_after_s (const char *value, gint64 now_us);

/* Whether a source whose checks fail since `failing_since_us` (0: they do not) is silent at
 * `now_us`: it gave nothing readable for `after_s` (0: no source is ever silent). */
bool pact_schedule_is_silent (gint64 after_s, gint64 failing_since_us, gint64 now_us);
