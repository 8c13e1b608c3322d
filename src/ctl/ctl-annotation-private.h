/* ctl-annotation-private.h: what the actions of copilctl annotation share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   ctl-annotation.c        the verb, and the list
 *   ctl-annotation-write.c  add, change, remove
 */
#pragma once

#include "core/annotation.h"
#include "ctl/ctl.h"

G_BEGIN_DECLS

extern const CopilCtlVerb copil_ctl_annotation_add;
extern const CopilCtlVerb copil_ctl_annotation_change;
extern const CopilCtlVerb copil_ctl_annotation_remove;

/* Signs of an id that the list shows, and that tell one annotation from the others. */
#define COPIL_CTL_SHORT_ID 8

/* (transfer full) (element-type CopilAnnotation): all that this login may read, by month. */
GPtrArray *copil_ctl_fetch_annotations (CopilCtl  *ctl,
                                        GError   **error);

G_END_DECLS
