/* Runs a fuzz target without libFuzzer: driver N SEED-FILE... gives it each seed, then N mutations
 * of them, the same ones every time. A target crashes or it does not; nothing else is judged. */
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SIZE_CAP (64 * 1024) /* bytes a mutation may grow to */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* From a block of exactly this size, so that a sanitizer sees each byte read too many. As with
 * libFuzzer the block of no bytes is not NULL. */
static void
give (const GByteArray *input)
{
  uint8_t *data = malloc (input->len);

  if (input->len > 0)
    memcpy (data, input->data, input->len);
  LLVMFuzzerTestOneInput (data, input->len);
  free (data);
}

/* Flips a byte, removes some, or repeats some elsewhere. */
static void
mutate (GByteArray *input, GRand *rand)
{
  guint at = g_rand_int_range (rand, 0, (gint32) input->len + 1);
  guint most = (guint) g_rand_int_range (rand, 1, 17);
  guint n = MIN (most, input->len - at);
  g_autofree guint8 *piece = n > 0 ? g_memdup2 (input->data + at, n) : NULL;

  switch (g_rand_int_range (rand, 0, 4)) {
  case 0:
    g_byte_array_remove_range (input, at, n);
    break;
  case 1:
    if (input->len + n <= SIZE_CAP)
      g_byte_array_append (input, piece, n);
    break;
  default:
    if (n > 0)
      input->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
  }
}

static GByteArray *
read_seed (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s", error->message);
  return g_byte_array_new_take ((guint8 *) text, length);
}

int
main (int argc, char **argv)
{
  guint64 n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  g_autoptr (GPtrArray) seeds =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  GRand *rand = g_rand_new_with_seed (1);

  g_ptr_array_add (seeds, g_byte_array_new ());
  for (int i = 2; i < argc; i++)
    g_ptr_array_add (seeds, read_seed (argv[i]));
  for (guint i = 0; i < seeds->len; i++)
    give (seeds->pdata[i]);
  for (guint64 i = 0; i < n; i++) {
    const GByteArray *seed = seeds->pdata[i % seeds->len];
    g_autoptr (GByteArray) input = g_byte_array_new ();

    g_byte_array_append (input, seed->data, seed->len);
    for (gint32 edits = g_rand_int_range (rand, 1, 17); edits > 0; edits--)
      mutate (input, rand);
    give (input);
  }
  g_rand_free (rand);
  return EXIT_SUCCESS;
}
