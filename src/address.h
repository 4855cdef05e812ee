/* The address gate: no statement is official that only this machine or its own network can see. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* Whether the address is anything but a public unicast one: loopback, private, link-local, shared,
 * multicast, reserved, or an IPv6 address that stands for such an IPv4 one. NULL counts as such. */
bool pact_address_private (GInetAddress *address);
