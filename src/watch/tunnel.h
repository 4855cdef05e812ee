/* The only way out for a browser: a SOCKS5 server (RFC 1928) on loopback that connects to where the
 * address gate lets it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct PactTunnel PactTunnel;

/* Runs on the thread-default main context. Names are resolved here, and what is connected to is the
 * address that was looked at. */
PactTunnel *pact_tunnel_new (bool allow_private, GError **error);

/* Ends what goes through it too. */
void pact_tunnel_free (PactTunnel *tunnel);

/* The port on 127.0.0.1 where it listens. */
guint16 pact_tunnel_port (const PactTunnel *tunnel);
