/* pdf-text.h: the words of somebody's PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): what can be read of it, page after page; "" of images alone, such as a scan.
 * COPIL_PDF_ERROR when it cannot be opened (pdf-join.h). */
char *copil_pdf_read_text (GBytes  *pdf,
                           GError **error);

G_END_DECLS
