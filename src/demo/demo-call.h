/* demo-call.h: a call of a function of the base, written as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/cluster-session.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * copil_demo_call_run:
 * @function: of the schema copil
 * @common: (nullable): arguments of every row
 * @columns: (nullable): names of the arguments that @row gives, in its order
 * @row: (nullable)
 *
 * Calls a function once, as whom the session is. Arguments are text, numbers, lists... and these:
 * "@NAME" an id, the same for the same name; "territory:SET:CODE"; "version:TABLE:@NAME" the
 * present version of a row; "content:OBJECT" the hash of what there is to approve of the sitting;
 * "item:@SITTING:WORDS" the item whose title begins so. The command follows from all of them.
 */
gboolean copil_demo_call_run (CopilSession  *session,
                              const char    *function,
                              JsonObject    *common,
                              JsonArray     *columns,
                              JsonArray     *row,
                              GCancellable  *cancellable,
                              GError       **error);

G_END_DECLS
