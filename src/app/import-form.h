/* import-form.h: what the columns of a file mean, for somebody to correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/territory.h"
#include "exchange/file-reading.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed": the person did. */
#define COPIL_TYPE_IMPORT_FORM (copil_import_form_get_type ())
G_DECLARE_FINAL_TYPE (CopilImportForm, copil_import_form, COPIL, IMPORT_FORM, GtkWidget)

/* Shows the mapping of @reading; @catalogue and @territories name the choices. The workbook of
 * @reading is looked at until the next call, or until @reading NULL. */
void          copil_import_form_set         (CopilImportForm    *self,
                                             CopilFileReading   *reading,
                                             CopilCatalogue     *catalogue,
                                             CopilTerritoryList *territories);
/* (nullable) (transfer full): what the form says; NULL while something is missing, and then
 * copil_import_form_get_lack() says what. */
CopilMapping *copil_import_form_get_mapping (CopilImportForm    *self);
const char   *copil_import_form_get_lack    (CopilImportForm    *self);

G_END_DECLS
