/* link-form.h: which figure an item of an agenda shows, and how it is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/form-dialog.h"
#include "cube/cube.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

/* A form whose answer is what copil.view_add() takes, once converted. */

/* Which indicator, where (@territory, what is above it and below it), which month. */
void copil_link_form_add_subject (CopilFormDialog      *dialog,
                                  CopilCube            *cube,
                                  const CopilTerritory *territory);
/* How it is drawn, what it is compared with, what is written beside it. */
void copil_link_form_add_drawing (CopilFormDialog      *dialog);
/* What the fields begin with. */
void copil_link_form_fill        (CopilFormDialog      *dialog,
                                  const CopilTerritory *territory,
                                  CopilComparison       comparison);
/* "Map", translated. */
const char *copil_link_form_name_chart (const char       *chart);
/* Choices are texts, territories of the base are numbers. */
void copil_link_form_convert     (JsonObject           *values);

G_END_DECLS
