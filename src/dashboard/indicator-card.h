/* indicator-card.h: the indicator selected, in full
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "view/dashboard-view.h"

G_BEGIN_DECLS

/**
 * CopilIndicatorCard:
 *
 * Title, finding, then the curve, the map of the level below and the comparison, or their table
 * twins; at its foot the figure explained.
 *
 * Signals: "territory-chosen" (int index in the list): a click on a map or a comparison;
 * "history-wanted": the versions of the figure are about to be seen (see explain-foot.h).
 */
#define COPIL_TYPE_INDICATOR_CARD (copil_indicator_card_get_type ())
G_DECLARE_FINAL_TYPE (CopilIndicatorCard, copil_indicator_card, COPIL, INDICATOR_CARD, GtkWidget)

GtkWidget  *copil_indicator_card_new           (void);
void        copil_indicator_card_show          (CopilIndicatorCard   *self,
                                                CopilDashboardView   *view,
                                                const CopilIndicator *indicator);
/* What is saved from now on says so. */
void        copil_indicator_card_set_fictitious (CopilIndicatorCard  *self,
                                                 gboolean             fictitious);
/* Who writes on the curve from now on. @json: (nullable): the answer of copil.whoami(). */
void        copil_indicator_card_set_rights    (CopilIndicatorCard   *self,
                                                const char           *json);
/* Ctrl+M: "Annoter ce mois…". */
void        copil_indicator_card_annotate      (CopilIndicatorCard   *self);
/* Ctrl+T: charts or tables. */
void        copil_indicator_card_toggle_table  (CopilIndicatorCard   *self);
/* Ctrl+D: "Expliquer ce chiffre". */
void        copil_indicator_card_toggle_explain (CopilIndicatorCard  *self);
/* Ctrl+I: the chart that has the focus, or the curve, read as a sentence. */
void        copil_indicator_card_read          (CopilIndicatorCard   *self);
/* @rows: (element-type GStrv) (nullable): NULL with @message where there is none. */
void        copil_indicator_card_set_history   (CopilIndicatorCard   *self,
                                                GPtrArray            *rows,
                                                const char           *message);

G_END_DECLS
