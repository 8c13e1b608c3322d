/* step-line.h: how far a sitting is on its way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/record.h"

G_BEGIN_DECLS

/* Brouillon, Accord des coprésidents, Convocation, Séance, Procès-verbal: what is behind is
 * checked, where one is in bold. One sentence for a screen reader. */
#define COPIL_TYPE_STEP_LINE (copil_step_line_get_type ())
G_DECLARE_FINAL_TYPE (CopilStepLine, copil_step_line, COPIL, STEP_LINE, GtkWidget)

GtkWidget *copil_step_line_new         (void);
/* @minutes: (nullable): state of its minutes. */
void       copil_step_line_set         (CopilStepLine *self,
                                        const char    *stage,
                                        const char    *minutes);

G_END_DECLS
