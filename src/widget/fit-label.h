/* fit-label.h: the longest of several wordings that there is room for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilFitLabel:
 *
 * One line. It asks for the width of its longest wording, does with that of its shortest, and shows
 * the longest that fits; the full one is its tooltip when it is not shown.
 * Properties: "xalign".
 */
#define COPIL_TYPE_FIT_LABEL (copil_fit_label_get_type ())
G_DECLARE_FINAL_TYPE (CopilFitLabel, copil_fit_label, COPIL, FIT_LABEL, GtkWidget)

/* @wordings: the longest first, ending with NULL; empty ones and repetitions are allowed. */
void copil_fit_label_set (CopilFitLabel       *self,
                          const char * const  *wordings);

G_END_DECLS
