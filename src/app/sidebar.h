/* sidebar.h: the modules, my territories, who I am
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "core/territory.h"

G_BEGIN_DECLS

#define COPIL_TYPE_SIDEBAR (copil_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (CopilSidebar, copil_sidebar, COPIL, SIDEBAR, GtkWidget)

/* In the order of their rows. */
typedef enum
{
  COPIL_MODULE_DASHBOARD,
  COPIL_MODULE_COMMITTEES,
} CopilModule;

void copil_sidebar_set_person     (CopilSidebar         *self,
                                   const char           *name,
                                   const char           *position);
void copil_sidebar_set_fictitious (CopilSidebar         *self,
                                   gboolean              fictitious);
/* @favourites: (element-type CopilTerritory). */
void copil_sidebar_set_favourites (CopilSidebar         *self,
                                   GPtrArray            *favourites);
/* The territory looked at is in bold. */
void copil_sidebar_set_here       (CopilSidebar         *self,
                                   const CopilTerritory *here);
/* Whether the menu proposes to add the territory or to take it away. */
void copil_sidebar_set_is_favourite (CopilSidebar       *self,
                                     gboolean            favourite);
/* The module whose page is shown. */
void copil_sidebar_set_module     (CopilSidebar         *self,
                                   CopilModule           module);
/* How much in the committees awaits this person; 0 is not written. */
void copil_sidebar_set_awaiting   (CopilSidebar         *self,
                                   guint                 n);
/* Signals: "chosen" (int territory id), "module-chosen" (int CopilModule). */

G_END_DECLS
