/* libpactwatch: understand what organisations bind themselves to, and when the words change. */
#pragma once

#include "pactwatch/baseline.h"
#include "pactwatch/capture.h"
#include "pactwatch/clause.h"
#include "pactwatch/document.h"
#include "pactwatch/error.h"
#include "pactwatch/finding.h"
#include "pactwatch/read.h"
#include "pactwatch/source.h"
