/* explain-foot.h: "Expliquer ce chiffre"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "view/dashboard-view.h"

G_BEGIN_DECLS

/**
 * CopilExplainFoot:
 *
 * Closed: numerator over denominator, coverage, batch, contributions, on one line. Open: what it is
 * summed from, its versions, formula, definition and source.
 *
 * Property "open". Signal "history-wanted": opened, or the figure changed while open.
 */
#define COPIL_TYPE_EXPLAIN_FOOT (copil_explain_foot_get_type ())
G_DECLARE_FINAL_TYPE (CopilExplainFoot, copil_explain_foot, COPIL, EXPLAIN_FOOT, GtkWidget)

/* @explanation: (transfer full). */
void copil_explain_foot_set         (CopilExplainFoot *self,
                                     CopilExplanation *explanation);
void copil_explain_foot_set_open    (CopilExplainFoot *self,
                                     gboolean          open);
void copil_explain_foot_set_history (CopilExplainFoot *self,
                                     GPtrArray        *rows,
                                     const char       *message);

G_END_DECLS
