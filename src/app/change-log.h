/* change-log.h: what changed while one was looking
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "dashboard/dashboard-model.h"

G_BEGIN_DECLS

/* Listens to a model; keeps the last lines. */
#define COPIL_TYPE_CHANGE_LOG (copil_change_log_get_type ())
G_DECLARE_FINAL_TYPE (CopilChangeLog, copil_change_log, COPIL, CHANGE_LOG, GObject)

CopilChangeLog *copil_change_log_new       (CopilDashboardModel *model);
/* (transfer none) (element-type utf8): the newest first: "14:31 · Nord · Premier rendez-vous : 62,1 % → 62,8 %". */
GPtrArray      *copil_change_log_get_lines (CopilChangeLog      *self);

G_END_DECLS
