/* period-chooser.h: a month, the one before, the one after
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "core/period.h"

G_BEGIN_DECLS

/* Two flat buttons around the month, which opens the months of a year.
 * Signal "chosen" (int index of a month). */
#define COPIL_TYPE_PERIOD_CHOOSER (copil_period_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CopilPeriodChooser, copil_period_chooser, COPIL, PERIOD_CHOOSER, GtkWidget)

/* All three are months. */
void copil_period_chooser_set  (CopilPeriodChooser *self,
                                CopilPeriod         period,
                                CopilPeriod         first,
                                CopilPeriod         last);
/* -1: the month before, 1: the month after; nothing beyond the ends. */
void copil_period_chooser_step (CopilPeriodChooser *self,
                                int                 months);

G_END_DECLS
