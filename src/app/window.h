/* window.h: the window: a side, a header, the page of a module
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/application.h"
#include "app/station.h"
#include "core/period.h"

G_BEGIN_DECLS

#define COPIL_TYPE_WINDOW (copil_window_get_type ())
G_DECLARE_FINAL_TYPE (CopilWindow, copil_window, COPIL, WINDOW, AdwApplicationWindow)

CopilWindow *copil_window_new        (CopilApplication *application,
                                      CopilStation     *station);
/* @place: "59", "departement:59", "Nord": what a person types; said again once there is a list. */
void         copil_window_open_place (CopilWindow      *self,
                                      const char       *place);
void         copil_window_set_period (CopilWindow      *self,
                                      CopilPeriod       period);
/* Whether all that is to be shown is shown. */
gboolean     copil_window_is_settled (CopilWindow      *self);
/* Whether the page holds figures, from the file of the last time or from a server. */
gboolean     copil_window_shows_figures (CopilWindow   *self);
void         copil_window_toast      (CopilWindow      *self,
                                      const char       *text);

G_END_DECLS
