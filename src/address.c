/* The address gate: prefixes from the IANA special-purpose address registries (RFC 6890). */
#include "address.h"

#include <string.h>

static const struct {
  gsize size; /* 4 for IPv4, 16 for IPv6 */
  guint bits;
  guint8 prefix[16];
} private_networks[] = {
  { 4, 8, { 0 } },             /* "this network", RFC 791 */
  { 4, 8, { 10 } },            /* private, RFC 1918 */
  { 4, 10, { 100, 64 } },      /* shared by a carrier's customers, RFC 6598 */
  { 4, 8, { 127 } },           /* loopback, RFC 1122 */
  { 4, 16, { 169, 254 } },     /* link-local, RFC 3927; cloud machines keep their secrets there */
  { 4, 12, { 172, 16 } },      /* private, RFC 1918 */
  { 4, 24, { 192, 0, 0 } },    /* protocol assignments, RFC 6890 */
  { 4, 16, { 192, 168 } },     /* private, RFC 1918 */
  { 4, 15, { 198, 18 } },      /* benchmarking, RFC 2544 */
  { 4, 4, { 224 } },           /* multicast, RFC 5771 */
  { 4, 4, { 240 } },           /* reserved and broadcast, RFC 1112 */
  { 16, 96, { 0 } },           /* unspecified, loopback, IPv4-compatible, RFC 4291 */
  { 16, 48, { 0, 0x64, 0xff, 0x9b, 0, 1 } }, /* a network's own translation, RFC 8215 */
  { 16, 64, { 1 } },           /* discard, RFC 6666 */
  { 16, 23, { 0x20, 1 } },     /* protocol assignments with Teredo, RFC 2928 */
  { 16, 16, { 0x20, 2 } },     /* 6to4, which holds an IPv4 address; given up by RFC 7526 */
  { 16, 7, { 0xfc } },         /* unique local, RFC 4193 */
  { 16, 10, { 0xfe, 0x80 } },  /* link-local, RFC 4291 */
  { 16, 10, { 0xfe, 0xc0 } },  /* site-local, given up by RFC 3879 */
  { 16, 8, { 0xff } },         /* multicast, RFC 4291 */
};

/* IPv6 prefixes of 96 bits before an IPv4 address that is the one really meant. */
static const guint8 ipv4_in_ipv6[][12] = {
  { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, /* IPv4-mapped, RFC 4291 */
  { 0, 0x64, 0xff, 0x9b },                      /* NAT64, RFC 6052 */
};

static bool
has_prefix (const guint8 *bytes, const guint8 *prefix, guint bits)
{
  guint whole = bits / 8, rest = 8 - bits % 8;

  return memcmp (bytes, prefix, whole) == 0 &&
         (rest == 8 || bytes[whole] >> rest == prefix[whole] >> rest);
}

bool
pact_address_private (GInetAddress *address)
{
  if (address == NULL)
    return true;

  const guint8 *bytes = g_inet_address_to_bytes (address);
  gsize size = g_inet_address_get_native_size (address);

  for (guint i = 0; size == 16 && i < G_N_ELEMENTS (ipv4_in_ipv6); i++)
    if (memcmp (bytes, ipv4_in_ipv6[i], sizeof ipv4_in_ipv6[i]) == 0) {
      bytes += 12;
      size = 4;
    }
  for (guint i = 0; i < G_N_ELEMENTS (private_networks); i++)
    if (private_networks[i].size == size &&
        has_prefix (bytes, private_networks[i].prefix, private_networks[i].bits))
      return true;
  return false;
}
