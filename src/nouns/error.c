/* The one error domain. */
#include "pactwatch/error.h"

G_DEFINE_QUARK (pact-error-quark, pact_error)
