/* paper-save.h: a document of a committee, to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/paper-print.h"

G_BEGIN_DECLS

/* Asks where to, and says what came of it. @widget: from where it is asked for, in a window with a
 * line for such things. */
void copil_paper_save      (GtkWidget             *widget,
                            const CopilPaperOrder *order);
/* The same of the sitting for people's calendars, which its members were convoked to. */
void copil_invitation_save (GtkWidget             *widget,
                            const CopilPaperOrder *order);

G_END_DECLS
