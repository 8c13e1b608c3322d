/* drop-down.h: what a drop-down chooses, said to a screen reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @name: what is chosen, not what is chosen of it: "Période du bilan". */
void copil_drop_down_set_name (GtkDropDown *drop_down,
                               const char  *name);

G_END_DECLS
