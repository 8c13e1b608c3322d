/* sitting-page.h: a sitting that is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/committee-context.h"

G_BEGIN_DECLS

/* Its steps, its agenda, the two keys, the convocation and who will be there. */
#define COPIL_TYPE_SITTING_PAGE (copil_sitting_page_get_type ())
G_DECLARE_FINAL_TYPE (CopilSittingPage, copil_sitting_page, COPIL, SITTING_PAGE, GtkWidget)

GtkWidget *copil_sitting_page_new    (CopilCommitteeContext *committee);
/* @id: of the sitting. */
void       copil_sitting_page_open   (CopilSittingPage      *self,
                                      const char            *id);
/* The committee or the rights changed. */
void       copil_sitting_page_update (CopilSittingPage      *self);

G_END_DECLS
