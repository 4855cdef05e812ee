/* Secrets in files that only their owner may read, handed over by systemd (LoadCredential=), or in
 * the keyring of a session. */
#define _GNU_SOURCE /* explicit_bzero */

#include "tell/secret.h"

#include "pactwatch/error.h"
#include "tell/keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEYRING "libsecret:"
#define SECRET_CAP 4096 /* bytes */

/* systemd keeps strangers out of the folder of credentials; it shows the owner's access through an
 * access list, which looks like the group's. */
#define STRANGERS (S_IRWXG | S_IRWXO)
#define STRANGERS_TO_CREDENTIALS S_IRWXO

static char *
path_of (const char *name, GError **error)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");

  if (strchr (name, '/') != NULL)
    return g_strdup (name);
  if (folder != NULL)
    return g_build_filename (folder, name, NULL);
  g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
               "no credential '%s', for systemd handed none over; add LoadCredential= to the "
               "service, or write the path of a file", name);
  return NULL;
}

static bool
check_file (int fd, const char *path, mode_t strangers, GError **error)
{
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "cannot read the secret '%s': %s", path,
                 g_strerror (errno));
  else if (!S_ISREG (info.st_mode))
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "the secret '%s' is no file", path);
  else if (info.st_uid != 0 && info.st_uid != geteuid ())
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "the secret '%s' belongs to user %u; chown it to the user who reads it", path,
                 (guint) info.st_uid);
  else if ((info.st_mode & strangers) != 0)
    g_set_error (error, PACT_ERROR, PACT_ERROR_SINK,
                 "others than its owner may use the secret '%s' (mode %04o); chmod 600 it", path,
                 (guint) info.st_mode & 07777);
  else
    return true;
  return false;
}

static PactSecret *
read_file (const char *name, GError **error)
{
  g_autofree char *path = path_of (name, error);
  mode_t strangers = strchr (name, '/') != NULL ? STRANGERS : STRANGERS_TO_CREDENTIALS;
  g_autoptr (PactSecret) secret = g_malloc0 (SECRET_CAP + 1);
  gssize length = 0;
  gsize end;
  int fd;

  if (path == NULL)
    return NULL;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is refused, not waited for */
  if (check_file (fd, path, strangers, error)) {
    length = read (fd, secret, SECRET_CAP);
    end = strcspn (secret, "\r\n");
    explicit_bzero (secret + end, SECRET_CAP - end); /* later lines are no part of it */
    if (length <= 0 || secret[0] == '\0')
      g_set_error (error, PACT_ERROR, PACT_ERROR_SINK, "the secret '%s' is empty", path);
  }
  if (fd >= 0)
    close (fd);
  return length > 0 && secret[0] != '\0' ? g_steal_pointer (&secret) : NULL;
}

/* What follows the prefix of a secret in a keyring, or NULL. */
static const char *
in_keyring (const char *name)
{
  return g_str_has_prefix (name, KEYRING) ? name + strlen (KEYRING) : NULL;
}

PactSecret *
pact_secret_read (const char *name, GError **error)
{
  const char *attributes = in_keyring (name);

  return attributes != NULL ? pact_keyring_read (attributes, error) : read_file (name, error);
}

bool
pact_secret_is_in_keyring (const char *name)
{
  const char *attributes = in_keyring (name);
  g_autoptr (GHashTable) table = attributes != NULL ? pact_keyring_parse (attributes) : NULL;

  return table != NULL;
}

void
pact_secret_free (PactSecret *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
