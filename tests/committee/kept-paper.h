/* kept-paper.h: whether a document is one to keep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

/* (transfer full): what tests/report/check_pdfa.py finds in it; with @prove, and what it would not
 * find. */
char *kept_paper_find (GBytes   *pdf,
                       gboolean  prove);
