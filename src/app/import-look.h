/* import-look.h: what was understood of a file, and what an import changes, as rows to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"
#include "exchange/file-reading.h"
#include "exchange/import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Empties @box and fills it: what the file is, how much of it was placed, what was refused and
 * why, and its first lines. */
void copil_import_look_show    (GtkBox                   *box,
                                CopilFileReading         *reading,
                                CopilCatalogue           *catalogue);
/* The same for the answer of a dry run: counts, then the first figures before and after. */
void copil_import_effects_show (GtkBox                   *box,
                                const CopilImportOutcome *outcome,
                                CopilFileReading         *reading,
                                CopilCube                *cube);

/* For both. (transfer none): a group added at the end of @box. @description: (nullable). */
AdwPreferencesGroup *copil_import_add_group (GtkBox              *box,
                                             const char          *title,
                                             const char          *description);
/* A line of @group: words at the start, what they are at the end. Plain texts. */
void                 copil_import_add_row   (AdwPreferencesGroup *group,
                                             const char          *title,
                                             const char          *subtitle,
                                             const char          *value);
void                 copil_import_clear     (GtkBox              *box);

G_END_DECLS
