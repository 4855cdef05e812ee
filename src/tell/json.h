/* JSON for programs. The only file that knows json-glib is json.c. */
#pragma once

#include "pactwatch/finding.h"

typedef struct PactJson PactJson;

PactJson *pact_json_new (void);

/* Containers and members. `key` is NULL for the outermost value and inside arrays. */
void pact_json_object (PactJson *json, const char *key);
void pact_json_array (PactJson *json, const char *key);
void pact_json_end (PactJson *json);

void pact_json_text (PactJson *json, const char *key, const char *value); /* NULL: null */
void pact_json_number (PactJson *json, const char *key, gint64 value);

/* ISO 8601 in UTC; 0 µs: null. */
void pact_json_time (PactJson *json, const char *key, gint64 us);
void pact_json_topics (PactJson *json, const char *key, PactTopics topics);
void pact_json_facets (PactJson *json, const char *key, const PactFacets *facets);
void pact_json_finding (PactJson *json, const char *key, const PactFinding *finding);

/* Its text, pure of characters that steer a terminal; frees `json`. Pretty: over several lines. */
char *pact_json_write (PactJson *json, bool pretty);

/* One finding as an object on one line. */
char *pact_json_finding_text (const PactFinding *finding);

/* What stands between the quotes of a string with this text. */
char *pact_json_escape (const char *text);
