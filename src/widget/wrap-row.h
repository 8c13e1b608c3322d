/* wrap-row.h: a title and its controls, on one line or on two
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilWrapRow:
 *
 * Its first child at the start, the second at the end, on one line where both fit as they would
 * like to be, else one below the other.
 */
#define COPIL_TYPE_WRAP_ROW (copil_wrap_row_get_type ())
G_DECLARE_FINAL_TYPE (CopilWrapRow, copil_wrap_row, COPIL, WRAP_ROW, GtkWidget)

G_END_DECLS
