/* proxy.h: a bad network between the client and its server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Listens on loopback, and in a directory as a PostgreSQL server would; forwards to the unix
 * socket of a server, in the main loop of the test. What it does wrong may be changed at any
 * time and holds for connections that are open and to come. */
typedef struct _Proxy Proxy;

typedef enum
{
  PROXY_TO_SERVER,
  PROXY_TO_CLIENT,
} ProxyDirection;

/* @server: the directory of the server's socket; NULL: accepts and says nothing. */
Proxy      *proxy_new           (const char     *server);
void        proxy_free          (Proxy          *proxy);
/* "port" of 127.0.0.1. */
const char *proxy_get_port      (Proxy          *proxy);
/* The directory of its own unix socket. */
const char *proxy_get_directory (Proxy          *proxy);

/* Ends each connection once this many bytes went in this direction; 0: no more. */
void        proxy_set_cut       (Proxy          *proxy,
                                 ProxyDirection  direction,
                                 gsize           bytes);
/* Nothing passes any more, nothing is closed. */
void        proxy_set_stalled   (Proxy          *proxy,
                                 gboolean        stalled);
/* Each packet waits this long. */
void        proxy_set_delay     (Proxy          *proxy,
                                 guint           milliseconds);
/* At most this many bytes at once; 0: no limit. */
void        proxy_set_slice     (Proxy          *proxy,
                                 gsize           bytes);
/* Once the client said @text, waits for the server's answer, drops it and cuts. */
void        proxy_set_swallow   (Proxy          *proxy,
                                 const char     *text);
/* Says yes to the client's question whether to speak TLS: the server is one of TLS itself. */
void        proxy_set_tls       (Proxy          *proxy,
                                 gboolean        tls);
/* With a packet RST, now. */
void        proxy_reset         (Proxy          *proxy);
/* Accepts no more connections (they are reset). */
void        proxy_set_refusing  (Proxy          *proxy,
                                 gboolean        refusing);

guint       proxy_get_n_connections (Proxy      *proxy);
/* How many times the client's bytes came after the server's: round trips. */
guint       proxy_get_n_turns   (Proxy          *proxy);
gsize       proxy_get_n_bytes   (Proxy          *proxy,
                                 ProxyDirection  direction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

G_END_DECLS
