/* Any bytes as what a browser says: a page, or a reason why there is none, told once. */
#include "watch/devtools.h"

#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
done (GBytes *dom, const char *why, gpointer user_data)
{
  guint *told = user_data;

  g_assert_true ((dom == NULL) == (why != NULL));
  ++*told;
}

/* The bytes, a line feed for the NUL that ends a message, all at once and then silence. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree guint8 *said = g_memdup2 (data, size);
  PactDevtools *devtools;
  guint told = 0;
  int sockets[2];

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
    return 0;
  for (gsize i = 0; i < size; i++)
    said[i] = said[i] == '\n' ? 0 : said[i];
  devtools = pact_devtools_new (sockets[0], "https://orrin.example/", 1024, done, &told);
  send (sockets[1], said, size, MSG_DONTWAIT);
  shutdown (sockets[1], SHUT_RDWR);
  while (told == 0)
    g_main_context_iteration (NULL, TRUE);
  pact_devtools_free (devtools);
  close (sockets[1]);
  g_assert_cmpuint (told, ==, 1);
  return 0;
}
