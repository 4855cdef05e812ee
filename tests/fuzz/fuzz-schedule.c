/* Retry-After as any server may send it. */
#include <stdint.h>

#include "caps.h"
#include "watch/schedule.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *value = g_strndup ((const char *) data, size);
  gint64 seconds = pact_schedule_retry_after_s (value, G_GINT64_CONSTANT (1767225600000000));

  g_assert_cmpint (seconds, >=, -1);
  g_assert_cmpint (seconds, <=, PACT_RETRY_AFTER_MAX_S);
  return 0;
}
