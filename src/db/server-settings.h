/* server-settings.h: which server to use, and remembering it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Parameters are libpq's keywords and values, as copil_connection_new() takes them:
 * (element-type utf8 utf8). */

/* (transfer full): "service=copil", "host=... dbname=...", "postgresql://..."; a bare name is a
 * service. A network host gets sslmode=verify-full unless the text says otherwise. NULL and a
 * COPIL_DB_ERROR_CONFIGURATION for what libpq does not understand. */
GHashTable *copil_server_parse        (const char  *text,
                                       GError     **error);
/* Whether a place among the parameters is reached over the network, services included. */
gboolean    copil_server_is_network   (GHashTable  *parameters);
/* (transfer full): "copil.prefecture.gouv.fr, base copil": for the screen, without secrets. */
char       *copil_server_describe     (GHashTable  *parameters);
/* (transfer full): the same for the same base, whoever the person is: names cache and outbox. */
char       *copil_server_get_key      (GHashTable  *parameters);

/* (transfer full): as whom libpq would come in: what is said, else what the service says, else
 * PGUSER, else the name of the account. */
char       *copil_server_get_login    (GHashTable  *parameters);

/* (transfer full): the same with what its service says written out, for a form that shows it. */
GHashTable *copil_server_spell_out    (GHashTable  *parameters);

/* The server that was chosen on this computer, from the key file copil/server.ini of the user's
 * configuration directory. NULL without error: none, the embedded base serves. */
GHashTable *copil_server_load         (GError     **error);
/* Everything but the password. NULL: from now on the embedded base. */
gboolean    copil_server_save         (GHashTable  *parameters,
                                       GError     **error);

G_END_DECLS
