/* The only file that knows libsecret. Without it in the build there is no keyring. */
#include "tell/keyring.h"

#include "build-config.h"
#include "pactwatch/error.h"

#include <string.h>

#if HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif

GHashTable *
pact_keyring_parse (const char *attributes)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (attributes, ",", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    const char *equals = strchr (pairs[i], '=');

    if (equals == NULL || equals == pairs[i] || equals[1] == '\0')
      return NULL;
    g_hash_table_insert (table, g_strndup (pairs[i], (gsize) (equals - pairs[i])),
                         g_strdup (equals + 1));
  }
  return g_hash_table_size (table) > 0 ? g_steal_pointer (&table) : NULL;
}

#if HAVE_LIBSECRET
typedef GList Items; /* SecretRetrievable */

static void
items_free (Items *items)
{
  g_list_free_full (items, g_object_unref);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Items, items_free)

/* The text of the first; NULL with `cause` set when the keyring does not hand it out. */
static PactSecret *
secret_of (Items *items, GError **cause)
{
  SecretValue *value = secret_retrievable_retrieve_secret_sync (items->data, NULL, cause);
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;
  PactSecret *secret = g_strdup (text);

  if (value != NULL)
    secret_value_unref (value);
  return secret;
}

PactSecret *
pact_keyring_read (const char *attributes, GError **error)
{
  g_autoptr (GHashTable) table = pact_keyring_parse (attributes);
  g_autoptr (GError) cause = NULL;
  g_autoptr (Items) items =
      secret_password_searchv_sync (NULL, table, SECRET_SEARCH_LOAD_SECRETS, NULL, &cause);
  PactSecret *secret = items != NULL ? secret_of (items, &cause) : NULL;

  if (secret == NULL && cause == NULL && items == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "the keyring has no secret '%s'; add it with secret-tool store", attributes);
  else if (secret == NULL)
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "the keyring does not hand out '%s': %s; unlock it, or use a file or credential",
                 attributes, cause != NULL ? cause->message : "it is locked");
  return secret;
}
#else
PactSecret *
pact_keyring_read (const char *attributes, GError **error)
{
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
               "'libsecret:%s': this build knows no keyring; build with -Dlibsecret=enabled, or use "
               "a file or credential",
               attributes);
  return NULL;
}
#endif
