/* Which readers these are. */
#pragma once

/* Differs between any two versions of the readers. What was read by another one may be read
 * otherwise now. */
const char *pact_read_version (void);
