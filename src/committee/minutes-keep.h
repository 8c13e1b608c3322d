/* minutes-keep.h: final minutes, made and put into the base that keeps them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

/* Prints the minutes of a sitting, writes their data, puts both and archives them. Somebody who was
 * quicker: SQLSTATE CP412. */
void  copil_minutes_keep_async  (CopilConnection      *connection,
                                 const char           *sitting,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
/* (transfer full): SHA-256 of the data, hexadecimal. */
char *copil_minutes_keep_finish (CopilConnection      *connection,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
