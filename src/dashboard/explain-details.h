/* explain-details.h: what a figure is made of, opened below it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "view/dashboard-view.h"

G_BEGIN_DECLS

#define COPIL_TYPE_EXPLAIN_DETAILS (copil_explain_details_get_type ())
G_DECLARE_FINAL_TYPE (CopilExplainDetails, copil_explain_details, COPIL, EXPLAIN_DETAILS, GtkWidget)

GtkWidget *copil_explain_details_new         (void);
void       copil_explain_details_show        (CopilExplainDetails    *self,
                                              const CopilExplanation *explanation);
/* @rows: (element-type GStrv) (nullable): the header first; @message: in their place or above. */
void       copil_explain_details_set_history (CopilExplainDetails    *self,
                                              GPtrArray              *rows,
                                              const char             *message);

G_END_DECLS
