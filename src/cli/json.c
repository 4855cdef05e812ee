/* What the commands print under --json. */
#include "cli/json.h"

#include <stdio.h>

void
pact_json_print (PactJson *json)
{
  g_autofree char *text = pact_json_write (json, true);

  puts (text);
}

void
pact_json_print_findings (GPtrArray *findings)
{
  PactJson *json = pact_json_new ();

  pact_json_array (json, NULL);
  for (guint i = 0; i < findings->len; i++)
    pact_json_finding (json, NULL, findings->pdata[i]);
  pact_json_end (json);
  pact_json_print (json);
}
