/* application.h: the desktop application: options, windows, actions of the whole program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define COPIL_TYPE_APPLICATION (copil_application_get_type ())
G_DECLARE_FINAL_TYPE (CopilApplication, copil_application, COPIL, APPLICATION, AdwApplication)

CopilApplication *copil_application_new (void);

G_END_DECLS
