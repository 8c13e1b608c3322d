/* document-view.h: a document of a sitting, in the viewer of this computer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee/sitting-store.h"

G_BEGIN_DECLS

/* Reads the document from the base, or from what is kept of it here, and hands it to the viewer.
 * What keeps it from that is told in a line over the window of @widget. @sha256: as rows have it. */
void copil_document_view (GtkWidget         *widget,
                          CopilSittingStore *store,
                          const char        *name,
                          const char        *sha256);

G_END_DECLS
