/* linked-view.h: a dashboard view that an item of an agenda shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "committee/record.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

/* A record of kind item_view, opened on a cube. */
typedef struct
{
  CopilRecord          *row;
  CopilDashboardView   *view;
  const CopilIndicator *indicator; /* lives as long as @view */
} CopilLinkedView;

/* FALSE where @cube does not have its territory or its indicator; there is nothing to clear then. */
gboolean    copil_linked_view_open           (CopilLinkedView       *self,
                                              CopilRecord           *row,
                                              CopilCube             *cube);
void        copil_linked_view_clear          (CopilLinkedView       *self);
/* (transfer full) (nullable): as it was chosen; a curve where that cannot be drawn. */
CopilChart *copil_linked_view_build_chart    (const CopilLinkedView *self);
/* (transfer full): what was written beside it, or else what it says. */
char       *copil_linked_view_build_finding  (const CopilLinkedView *self);
/* (transfer full): the figure with its unit. */
char       *copil_linked_view_build_value    (const CopilLinkedView *self);

/* (transfer full) (nullable): what @row shows, drawn from @cube. */
CopilChart *copil_linked_view_draw           (CopilRecord           *row,
                                              CopilCube             *cube);
/* (transfer full): "État figé le 12 novembre 2026 (lot 57)"; "Chiffres du moment" for @batch 0. @at:
 * microseconds since 1970. */
char       *copil_linked_view_describe_state (int                    batch,
                                              gint64                 at);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilLinkedView, copil_linked_view_clear)

G_END_DECLS
