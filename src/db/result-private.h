/* result-private.h: results are made by the connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/result.h"
#include "later/pq.h"

G_BEGIN_DECLS

/* Both (transfer full). */
CopilResult *_copil_result_new       (PGresult *rows);
CopilResult *_copil_result_new_error (GError   *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

G_END_DECLS
