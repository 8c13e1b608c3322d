/* document-dialog.h: the documents of an item: read by who may, joined by who prepares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

/**
 * CopilDocumentDialog:
 *
 * A list in the order of the agenda; each opens in the viewer of this computer. Who prepares joins
 * PDF files, chosen or dropped here, one after the other: each is checked, titled, sent and joined;
 * what is wrong with one is said where it would stand, and the others go on.
 */
#define COPIL_TYPE_DOCUMENT_DIALOG (copil_document_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CopilDocumentDialog, copil_document_dialog, COPIL, DOCUMENT_DIALOG, AdwWindow)

/* Presents it. @item: of kind agenda_item */
CopilDocumentDialog *copil_document_dialog_open (CopilSittingContext *context,
                                                 CopilRecord         *item);
/* Begins with @file, or puts it behind those that wait. */
void                 copil_document_dialog_join (CopilDocumentDialog *self,
                                                 GFile               *file);

G_END_DECLS
