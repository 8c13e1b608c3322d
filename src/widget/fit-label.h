/* fit-label.h: a text on one line, or on several, cheap to measure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilFitLabel:
 *
 * A text that shapes each wording once, where a GtkLabel that wraps does so for each size that it
 * is asked about. It asks for the width of its longest wording and shows the longest that fits;
 * with none the last is cut or, with "wrap", broken between words. The full one is its tooltip.
 * Properties: "xalign", "wrap".
 */
#define COPIL_TYPE_FIT_LABEL (copil_fit_label_get_type ())
G_DECLARE_FINAL_TYPE (CopilFitLabel, copil_fit_label, COPIL, FIT_LABEL, GtkWidget)

GtkWidget *copil_fit_label_new      (float                xalign,
                                     gboolean             wrap);
/* @wordings: the longest first, ending with NULL; empty ones and repetitions are allowed. */
void       copil_fit_label_set      (CopilFitLabel       *self,
                                     const char * const  *wordings);
/* The only wording, without a tooltip. With NULL or nothing to say the label is hidden. */
void       copil_fit_label_set_text (CopilFitLabel       *self,
                                     const char          *text);
/* The longest wording. */
const char *copil_fit_label_get_text (CopilFitLabel      *self);

G_END_DECLS
