/* territory-outlines.h: outlines of a perimeter set out of the shipped departments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "exchange/composition.h"
#include "core/outline.h"

G_BEGIN_DECLS

/* The shipped departments: what contains a commune, and the ground it is drawn on. */
typedef struct _CopilDepartments CopilDepartments;

CopilDepartments *copil_departments_new        (GError           **error);
void              copil_departments_free       (CopilDepartments  *self);
/* The region of a department, "" when it is not known. */
const char       *copil_departments_get_region (CopilDepartments  *self,
                                                const char        *department);

/* (transfer full) (element-type CopilOutline): by zone of the composition; NULL for one without
 * a commune whose position is known. Some seconds for all of France: for a worker thread. */
GPtrArray        *copil_departments_draw       (CopilDepartments  *self,
                                                CopilComposition  *composition,
                                                CopilProgress     *progress,
                                                GCancellable      *cancellable,
                                                GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilDepartments, copil_departments_free)

G_END_DECLS
