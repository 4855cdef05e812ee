/* The readers' own identity, made from their source files by the build. */
#include "read/version.h"

#include "reader-id.h"

const char *
pact_read_version (void)
{
  return READER_ID;
}
