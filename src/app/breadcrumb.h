/* breadcrumb.h: where one is, and the way up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "core/territory.h"

G_BEGIN_DECLS

/* The territories above as flat buttons, the one looked at as a menu on its neighbours and on the
 * level below. Property "compact": only the last. Signal "chosen" (int territory id). */
#define COPIL_TYPE_BREADCRUMB (copil_breadcrumb_get_type ())
G_DECLARE_FINAL_TYPE (CopilBreadcrumb, copil_breadcrumb, COPIL, BREADCRUMB, GtkWidget)

void copil_breadcrumb_set_place (CopilBreadcrumb      *self,
                                 CopilTerritoryList   *territories,
                                 const CopilTerritory *here);

G_END_DECLS
