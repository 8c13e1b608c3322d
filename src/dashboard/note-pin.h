/* note-pin.h: the mark of annotations on a curve, and what it opens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "view/annotator.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

/* A button over the mark that the chart draws; its popover gives the words, who wrote them and
 * when, and to those who may "win.edit-annotation" and "win.remove-annotation" (their id).
 * @annotations: (element-type CopilAnnotation): those of one period, at least one. */
GtkWidget *copil_note_pin_new (CopilDashboardView   *view,
                               const CopilAnnotator *annotator,
                               GPtrArray            *annotations);

G_END_DECLS
