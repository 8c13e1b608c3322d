/* export.h: the report of what is looked at, as a file or on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/station.h"
#include "report/document.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

/* (transfer full): "Copil Nord octobre 2026.pdf". */
char          *copil_export_get_name        (CopilDashboardView   *view);
/* The document of the report; asks the base for the date of the figures when it answers. */
void           copil_export_compose_async   (CopilStation         *station,
                                             CopilDashboardView   *view,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
CopilDocument *copil_export_compose_finish  (GAsyncResult         *result,
                                             GError              **error);
/* Lays it out and writes it in a thread; @file is replaced only by a complete one. */
void           copil_export_write_async     (CopilDocument        *document,
                                             GFile                *file,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       copil_export_write_finish    (GAsyncResult         *result,
                                             GError              **error);
/* (transfer full): the same pages, to be printed. */
GtkPrintOperation *copil_export_new_print   (CopilDocument        *document);
/* Through the print dialog. */
void           copil_export_print           (CopilDocument        *document,
                                             GtkWindow            *parent);

G_END_DECLS
