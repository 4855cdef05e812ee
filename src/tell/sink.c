/* The kinds of sinks, by name. A kind that was switched off when building still has its row, so
 * that the error can say so. */
#include "tell/sink.h"

#include "build-config.h"
#include "pactwatch/error.h"

static const struct {
  const char *name;
  const PactSinkKind *kind; /* NULL: not in this build */
  const char *option;       /* the build option that brings it */
} kinds[] = {
#if HAVE_LIBNOTIFY
  { "desktop", &pact_sink_desktop, "libnotify" },
#else
  { "desktop", NULL, "libnotify" },
#endif
  { "journal", &pact_sink_journal, NULL },
};

static char *
kind_names (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i].name);
  return g_string_free (names, FALSE);
}

const PactSinkKind *
pact_sink_kind (const char *name, GError **error)
{
  g_autofree char *names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (!g_str_equal (kinds[i].name, name))
      continue;
    if (kinds[i].kind == NULL)
      g_set_error (error, PACT_ERROR, PACT_ERROR_CONFIG,
                   "sink kind '%s' is not in this build; build with -D%s=enabled or use another",
                   name, kinds[i].option);
    return kinds[i].kind;
  }
  names = kind_names ();
  g_set_error (error, PACT_ERROR, PACT_ERROR_CONFIG, "unknown sink kind '%s'; use one of: %s", name,
               names);
  return NULL;
}
