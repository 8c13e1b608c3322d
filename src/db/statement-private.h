/* statement-private.h: what the connection reads of a statement
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/statement.h"
#include "later/pq.h"

G_BEGIN_DECLS

/* Queues the statement on @pg, which is in non-blocking mode; FALSE: see PQerrorMessage(). */
gboolean    _copil_statement_send        (CopilStatement *self,
                                          PGconn         *pg);
const char *_copil_statement_get_sql     (CopilStatement *self);
guint       _copil_statement_get_timeout (CopilStatement *self);
gboolean    _copil_statement_is_write    (CopilStatement *self);

G_END_DECLS
