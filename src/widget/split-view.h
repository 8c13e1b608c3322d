/* split-view.h: a side and a page, the side giving way when the window is narrow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilSplitView:
 *
 * Side by side from 1000 px on (times the text size), else the page alone, over which the side may
 * be called. Property "narrow": the page has no room for a header with words. The one place that knows how: libadwaita has changed its widget for it twice.
 */
#define COPIL_TYPE_SPLIT_VIEW (copil_split_view_get_type ())
G_DECLARE_FINAL_TYPE (CopilSplitView, copil_split_view, COPIL, SPLIT_VIEW, GtkWidget)

void      copil_split_view_set_sidebar      (CopilSplitView *self,
                                             GtkWidget      *sidebar);
void      copil_split_view_set_content      (CopilSplitView *self,
                                             GtkWidget      *content);
/* The width that the window will have: what gives way does so at once, and the window does not open
 * as wide as words that large text leaves no room for. */
void      copil_split_view_expect           (CopilSplitView *self,
                                             int             width);
gboolean  copil_split_view_get_collapsed    (CopilSplitView *self);
/* Whether the side is called over the page; only while collapsed. */
gboolean  copil_split_view_get_show_sidebar (CopilSplitView *self);
void      copil_split_view_set_show_sidebar (CopilSplitView *self,
                                             gboolean        show);
/* Session mode: no side at all. */
void      copil_split_view_set_alone        (CopilSplitView *self,
                                             gboolean        alone);

G_END_DECLS
