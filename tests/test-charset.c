/* Bytes into text: declarations, contradictions and bytes that are no text. */
#include "read/charset.h"

#include <string.h>

static void
test_decode (void)
{
  static const struct {
    const char *bytes;
    gssize length; /* -1: NUL-terminated */
    const char *content_type;
    const char *want;
  } cases[] = {
    { "plain", -1, NULL, "plain" },
    { "", 0, NULL, "" },
    { "caf\xc3\xa9", -1, "text/html", "café" },
    { "caf\xe9", -1, "text/html", "café" }, /* no claim: windows-1252 */
    { "\x93pact\x94", -1, "text/html; charset=ISO-8859-1", "“pact”" }, /* means windows-1252 */
    { "\xef\xbb\xbf" "caf\xc3\xa9", -1, "text/html; charset=windows-1252", "café" },
    { "\xff\xfep\0a\0", 6, NULL, "pa" },
    { "\xfe\xff\0p\0a", 6, NULL, "pa" },
    { "<\0p\0>\0", 6, "text/html; charset=UTF-16LE", "<p>" },
    { "<\0h\0t\0", 6, NULL, "<ht" },
    { "\x83p\x83N\x83g", -1, "text/html; charset=\"Shift_JIS\"", "パクト" },
    { "<meta charset=euc-jp>\xb7\xc0\xcc\xf3", -1, NULL, "<meta charset=euc-jp>契約" },
    { "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>\xc4\xc1", -1, NULL,
      "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>да" },
    { "<?xml version=\"1.0\" encoding=\"gb2312\"?>\xba\xcf\xcd\xac", -1, NULL,
      "<?xml version=\"1.0\" encoding=\"gb2312\"?>合同" },
    { "\xa6\x58\xac\xf9", -1, "text/html; charset=big5", "合約" },
    { "\xb0\xe8\xbe\xe0", -1, "text/html; charset=euc-kr", "계약" },
    /* a header the bytes belie */
    { "na\xefve caf\xe9", -1, "text/html; charset=utf-8", "naïve café" },
    { "caf\xc3\xa9", -1, "text/html; charset=iso-8859-1", "café" },
    { "<meta charset=windows-1251>\xe4\xe0", -1, "text/html; charset=utf-8",
      "<meta charset=windows-1251>да" },
    { "<meta charset=utf-16>caf\xc3\xa9", -1, NULL, "<meta charset=utf-16>café" },
    /* one bad byte does not change the encoding */
    { "caf\xc3\xa9 \xff na\xc3\xafve", -1, "text/html; charset=utf-8", "café \xef\xbf\xbd naïve" },
    { "caf\xc3\xa9s na\xc3", -1, NULL, "cafés na" "\xef\xbf\xbd" }, /* broken off */
    { "a\0b", 3, NULL, "ab" },
    { "caf\xe9", -1, "text/html; charset=x-unheard-of", "café" },
  };
  guint misses = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize length = cases[i].length < 0 ? strlen (cases[i].bytes) : (gsize) cases[i].length;
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, length);
    g_autofree char *text = pact_charset_decode (bytes, cases[i].content_type, &length);

    if (strcmp (text, cases[i].want) != 0 || length != strlen (text)) {
      g_test_message ("case %u: got '%s', want '%s'", i, text, cases[i].want);
      misses++;
    }
  }
  g_assert_cmpuint (misses, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charset/decode", test_decode);
  return g_test_run ();
}
