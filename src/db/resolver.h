/* resolver.h: host names become addresses before libpq sees them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One place where a server may answer. */
typedef struct
{
  char *host;     /* as written: for TLS verification and the password file */
  char *address;  /* numeric; "" for a unix socket */
  char *port;     /* "" for the default one */
} CopilHost;

void       copil_host_free             (CopilHost            *host);
/* "/run/postgresql" or an abstract "@name". */
gboolean   copil_host_is_socket        (const char           *host);

/* @hosts, @addresses, @ports: libpq's comma-separated lists, "" or NULL for none. libpq itself
 * would block the main loop in getaddrinfo(), once for each name. @resolver: NULL for the
 * default one. Finish returns (element-type CopilHost), one for each address, in order; names
 * that do not resolve are left out as long as one place remains. */
void       copil_resolve_hosts_async   (GResolver            *resolver,
                                        const char           *hosts,
                                        const char           *addresses,
                                        const char           *ports,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray *copil_resolve_hosts_finish  (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
