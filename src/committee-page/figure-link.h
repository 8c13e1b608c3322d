/* figure-link.h: a figure of the dashboard, put on the agenda of a sitting in preparation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/desk.h"
#include "view/dashboard-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilFigureLink:
 *
 * Reads which sittings this person prepares, then asks under which point the figure goes.
 *
 * Signals: "linked" (const char *title: of the point): safe on disk, it can be undone;
 *          "told" (const char *sentence): why it cannot be.
 */
#define COPIL_TYPE_FIGURE_LINK (copil_figure_link_get_type ())
G_DECLARE_FINAL_TYPE (CopilFigureLink, copil_figure_link, COPIL, FIGURE_LINK, GObject)

/* @parent: owns what is returned, or goes first. */
CopilFigureLink *copil_figure_link_new   (GtkWindow            *parent,
                                          CopilDesk            *desk);
/* @chart: as in copil.item_view: "curve", "map"... What was asked before is given up. */
void             copil_figure_link_start (CopilFigureLink      *self,
                                          CopilDashboardView   *view,
                                          const CopilIndicator *indicator,
                                          const char           *chart);
/* Unlinks the last one that was linked. FALSE when there is none. */
gboolean         copil_figure_link_undo  (CopilFigureLink      *self);

G_END_DECLS
