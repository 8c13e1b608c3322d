/* papers-button.h: the documents of a sitting, in a menu
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/paper-print.h"

G_BEGIN_DECLS

/* (transfer floating): a GtkMenuButton. Its menu has what can be printed now by who reads it, and
 * the invitation for calendars once members were convoked; each asks where to. Hidden until it is
 * told of which sitting. Actions: "papers.print" (name of the document, id of a decision or ""),
 * "papers.invitation". */
GtkWidget *copil_papers_button_new (void);
/* @of: a sitting and its committee; the kind is not looked at. */
void       copil_papers_button_set (GtkWidget             *button,
                                    const CopilPaperOrder *of);

G_END_DECLS
