/* error-private.h: how libpq's answers become errors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/error.h"
#include "later/pq.h"

G_BEGIN_DECLS

/* All (transfer full). */
GError       *_copil_db_error_new          (CopilDbError  code,
                                            const char   *sqlstate,
                                            const char   *message,
                                            const char   *detail);
/* What the server said about a statement. */
GError       *_copil_db_error_from_result  (const PGresult *result);
/* Why a connection could not be made: from PQerrorMessage() in PQERRORS_VERBOSE. */
GError       *_copil_db_error_from_connect (const char     *message);
CopilDbError  _copil_db_error_classify     (const char     *sqlstate);

G_END_DECLS
