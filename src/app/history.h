/* history.h: the places one has been to, for back and forward
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CopilHistory:
 *
 * A list of places and where one stands in it. A place is a territory ("departement:59"), an
 * indicator ("first-appointment") and a page ("" the dashboard, "committees", "sitting/" and its
 * id...): codes, which outlive a new cube or catalogue.
 */
#define COPIL_TYPE_HISTORY (copil_history_get_type ())
G_DECLARE_FINAL_TYPE (CopilHistory, copil_history, COPIL, HISTORY, GObject)

CopilHistory *copil_history_new            (void);
/* Goes to a place: what was ahead is forgotten; the place where one already is adds nothing. */
void          copil_history_visit          (CopilHistory  *self,
                                            const char    *territory,
                                            const char    *indicator,
                                            const char    *page);
gboolean      copil_history_get_can_go_back    (CopilHistory  *self);
gboolean      copil_history_get_can_go_forward (CopilHistory  *self);
/* @steps: -1 back, 1 forward. FALSE, and nothing moves, where there is no such place.
 * @territory, @indicator, @page: (out) (transfer none): valid until the next visit. */
gboolean      copil_history_step           (CopilHistory  *self,
                                            int            steps,
                                            const char   **territory,
                                            const char   **indicator,
                                            const char   **page);

G_END_DECLS
