/* reflow-box.h: three drawings side by side, two, or one below the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilReflowBox:
 *
 * Wide: up to "max-columns" (3) children in a row, shared by their weights. Middle: the first alone
 * above, the others two by two. Narrow: one column. What is wide follows the text size. Hidden
 * children leave no hole. Children of a row have the same height, or with "middle" their own, in
 * the middle of it. "pair-width": from how many pixels, at the usual text size, there is more than
 * one column.
 */
#define COPIL_TYPE_REFLOW_BOX (copil_reflow_box_get_type ())
G_DECLARE_FINAL_TYPE (CopilReflowBox, copil_reflow_box, COPIL, REFLOW_BOX, GtkWidget)

/* @weight: 0: beside others it takes the width it asks for. */
void copil_reflow_box_append            (CopilReflowBox *self,
                                         GtkWidget      *child,
                                         double          weight);
/* 3, 2 or 1: how many columns at this width. */
int  copil_reflow_box_columns_for_width (CopilReflowBox *self,
                                         int             width);

G_END_DECLS
